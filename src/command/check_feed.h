/* One feed, looked at for `check`: what its parser found, what its show rules come to, and how
 * its slides set at a size. */
#pragma once

#include "command/check_report.h"
#include "config/config.h"
#include "content/feed.h"
#include "programme/zone.h"
#include "screen/desk.h"

/* What was found while it was parsed, and rules and dates by which something never shows. */
void check_feed(struct check_report *report, const char *file, const struct feed *feed,
    const struct config *config, const struct zone *zone, int64_t now_ms);

/* Lays out every slide of the feed, those too that are not to be shown now. *every is filled
 * with the feed as it is without its show rules; the desk refers to it until it is destroyed,
 * and to feed and config as well. False with an error when it could not be done. */
bool check_layout(struct check_report *report, const char *file, const struct feed *feed,
    struct feed *every, struct desk *desk, const struct desk_job *job, struct error *error);
