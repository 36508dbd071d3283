/* What plays when. Pure: turns follow from the plan and wall time alone, so that two screens
 * with the same edition show the same turn without talking, and a restarted player comes back
 * to it. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slide_kind;

/* What tells a deck's slides apart; made by the preparer, moved to the main thread. */
struct planned_slide {
    const struct slide_kind *kind; /* of a const table */
    const char *source, *item;     /* the item's id, NULL where it shows several */
    int page, pages;
    int64_t dwell_ms;  /* > 0 */
    size_t deck_index; /* which of the deck's slides it is: orders differ, see plan.h */
};

struct plan {
    struct arena arena;
    struct planned_slide *slides; /* one cycle, in playing order, never empty */
    size_t count;
    int64_t from_ms, until_ms; /* the span that it holds for */
    int64_t phase_ms;          /* how far this screen is behind others; 0 unless set */
    bool is_partial;           /* made in haste: slides are left out, another plan follows */
    int64_t cycle_ms;          /* sum of the dwells */
    int64_t *starts_ms; /* of each slide in the cycle; programme_finish_plan fills both */
};

struct turn {
    size_t slide; /* index into the plan */
    int64_t from_ms, until_ms;
};

/* Works out cycle_ms and starts_ms once slides are in. False when memory is out. */
bool programme_finish_plan(struct plan *plan);

/* The turn at now_ms. Cycles are counted from the span's start (from 1970 where it has none)
 * and the span's end cuts the last turn short. Logarithmic in the number of slides. A now_ms
 * outside the span (a clock that was put back) gives the turn that would be there: turns go on
 * without gap or overlap on either side, and both edges cut them. */
struct turn programme_turn_at(const struct plan *plan, int64_t now_ms);

/* NULL is fine. The plan itself came from calloc. */
void plan_destroy(struct plan *plan);
