/* Alerts: those that take the screen over, and those that stand as a strip above everything. */
#pragma once

#include "slide/page/pen.h"

/* True while one may be shown that is no banner. */
bool alert_takes_over(const struct layout *layout);

/* How grave an alert is: 0 (minor) to 3 (extreme), an all-clear -1. */
int alert_gravity(const struct item *item);

/* How many strips there are: 0 to 3. */
int banner_rows(const struct layout *layout);

/* The gravest first. */
void band_banners(struct pen *pen);
