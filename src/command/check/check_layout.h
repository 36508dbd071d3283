/* How a feed's slides set at a size, looked at for `check`. */
#pragma once

#include "command/check/check_pictures.h"
#include "command/check/check_report.h"
#include "screen/prepare/workshop.h"

struct check_layout_job {
    const struct edition_source *source;
    const struct feed *every; /* see check_layout_lift */
    const struct check_pictures *pictures;
    struct workshop *workshop;
    bool judges_pictures; /* by this size: whether they are too small, or lose too much */
};

/* Fills `every` with the feed without its show rules, and with its alerts apart from the rest:
 * once for all sizes. In the arena, and of the feed. False when memory is out. */
bool check_layout_lift(
    struct arena *arena, const struct feed *feed, int64_t now_ms, struct feed every[2]);

/* Lays out every slide of the feed at the size of workshop_job, those too that are not to be
 * shown now: what is cut, what no face has, pictures that are too small or lose too much to the
 * crop, contrast. The workshop refers to `every` until it is destroyed, and to feed, pictures
 * and config as well. False with an error when it could not be done. */
bool check_layout(struct check_report *report, const struct check_layout_job *job,
    const struct workshop_job *workshop_job, struct error *error);
