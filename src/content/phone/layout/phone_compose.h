/* A reading of one way and one layout; for phone_read.c only. */
#pragma once

#include "content/phone/layout/phone_layout.h"
#include "content/phone/phone_reading.h"

/* The entries and doubts, and what became of each digit. False when memory is out. */
bool phone_compose(struct arena *arena, const struct phone_row *row,
    const struct phone_place *places, struct phone_reading *out);
