/* The calendar file: holidays, and the weekends that are worked on for them. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "time/week.h"

/* Lines of "2026-10-01..2026-10-07 off 国庆节" and "2026-10-10 work", # in front of comments,
 * in any order. Everything lives in the arena. False with FILE:LINE: what is wrong; a day may
 * not be named twice. */
bool calendar_load(
    const char *path, struct arena *arena, struct calendar *calendar, struct error *error);
