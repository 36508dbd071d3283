/* One feed's dates and show rules, looked at for `check`: what is not shown any more, or never
 * will be, and what has to be verified soon. */
#pragma once

#include "command/check/check_report.h"
#include "config/config.h"
#include "content/feed/feed.h"

struct check_feed_job {
    const char *file; /* as the person named it */
    const struct feed *feed;
    const struct config *config;
    int64_t now_ms;
    const struct text_list *screens; /* tags of each screen there is; none: not known */
    size_t screen_count;
    bool tells_readings; /* how each hotline was read */
    bool knows_tags;     /* the config is the campus' own: its tags are those that there are */
};

/* Adds what the parser and the guard found, too. */
void check_feed(struct check_report *report, const struct check_feed_job *job);
