/* What `check` says of one thing of a feed, at its place. */
#pragma once

#include "command/check/check_report.h"
#include "config/config.h"
#include "content/feed/feed.h"
#include "programme/item_span.h"

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

/* An item, a hotline or a link. */
struct check_thing {
    const struct check_feed_job *job;
    char pointer[48];
    const char *item; /* id or NULL */
    const struct show *show;
    struct show_span (*span)(
        const struct item_context *context, const void *of, struct error *why);
    const void *of; /* a copy without `screens`, which are looked at apart */
};

/* Adds a finding at `member`, its pointer from the thing. */
void check_warn(struct check_report *report, const struct check_thing *thing,
    enum finding_code code, const char *member, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void check_fault(struct check_report *report, const struct check_thing *thing,
    enum finding_code code, const char *member, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

const struct zone *check_zone(const struct check_thing *thing);

/* Tags that no screen has, or that nobody knows. */
void check_screens(struct check_report *report, const struct check_thing *thing);
