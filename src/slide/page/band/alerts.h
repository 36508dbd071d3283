/* Alerts: those that take the screen over, and those that stand as a strip above everything. */
#pragma once

#include "slide/page/pen.h"

/* True while one may be shown that is no banner. */
bool alert_takes_over(const struct view *views, size_t view_count);

/* How grave an alert is: 0 (minor) to 3 (extreme), an all-clear -1. */
int alert_gravity(const struct item *item);

/* From severe on: it stands on theme_signal. */
bool alert_is_grave(const struct item *item);

/* So many strips stand above the slides. */
enum { BANNERS_MAX = 3 };

struct hung_banner {
    const struct view *view;
    const struct item *item;
};

/* Those that stand there of all that may, the gravest first: how many, and which. */
size_t banners_hung(
    const struct view *views, size_t view_count, struct hung_banner list[BANNERS_MAX]);

/* How many strips there are: 0 to BANNERS_MAX. */
int banner_rows(const struct layout *layout);

/* The gravest first, each in its language: the pen is turned to the last one's then. */
void band_banners(struct pen *pen);
