/* Alerts: those that take the screen over, and those that stand as a strip above everything. */
#pragma once

#include "slide/page/pen.h"

/* True while one may be shown that is no banner. */
bool alert_takes_over(const struct layout *layout);

/* How grave an alert is: 0 (minor) to 3 (extreme), an all-clear -1. */
int alert_gravity(const struct item *item);

/* So many strips stand above the slides. */
enum { BANNERS_MAX = 3 };

/* Those that stand there of all that may, the gravest first: how many, and which. */
size_t banners_hung(
    const struct view *views, size_t view_count, const struct item *list[BANNERS_MAX]);

/* How many strips there are: 0 to BANNERS_MAX. */
int banner_rows(const struct layout *layout);

/* The gravest first. */
void band_banners(struct pen *pen);
