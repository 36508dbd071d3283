/* Whether a screen does what it should, and if not, why: what `status` exits with. */
#pragma once

#include "base/arena.h"
#include "report/status_report.h"

/* Finds what is wrong, worst first, and puts it into report->problems.
 * What an editor has to do (held items, a feed that waits for an approval, a picture that did
 * not come) is none of it, nor is a screen that sleeps. Texts are in the arena. False when
 * memory is out. */
bool verdict_find(struct status_report *report, struct arena *arena);

/* As it stands in JSON, and what a script may rely on. */
const char *problem_name(enum problem_code code);
