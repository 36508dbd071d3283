/* When and where, as a sentence in plain words and as a `show` object of the feed: "明天 8:00
 * 到 周日 22:00，宿舍屏", "tomorrow 8:00 to Sunday 22:00, dormitory screens". What is said is
 * read back as the same. Any thread. */
#pragma once

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "content/json/json_tree.h"
#include "time/moment.h"

#include <stddef.h>
#include <stdint.h>

enum { WHEN_TAGS_MAX = 50 };

/* Texts live in the context's arena. NULL and MOMENT_NONE where nothing was said. */
struct when {
    struct moment from, until;
    const char *days, *hours;        /* "Mon-Fri", "08:00-12:00", as content/text/syntax.h */
    const char *tags[WHEN_TAGS_MAX]; /* "dormitory", then "!lobby" */
    size_t tag_count;
    bool is_everywhere; /* "all screens" was said: takes the place of screens chosen before */
    int priority, weight;
    bool has_priority, has_weight;
    const char *max_age; /* "30d" */
};

struct when_context {
    struct arena *arena;
    int64_t local_now_ms;     /* what the campus's clocks show (time/zone.h) */
    const char *const *known; /* tags that screens have; may be none */
    size_t known_count;
    bool is_chinese; /* the language that is said, and of errors; both are read */
};

/* False with what was not understood. */
bool when_read(const struct when_context *context, const char *sentence, struct when *when,
    struct error *error);

/* Appends the sentence, which always names where: "一直显示，所有屏幕" or "always, all screens"
 * where nothing narrows. False when memory is out. */
bool when_say(const struct when_context *context, const struct when *when, struct bytes *out);

/* Appends the `show` object. */
bool when_print(const struct when *when, struct bytes *out);

/* *is_whole: there is nothing in it that a sentence cannot hold (windows, members that are not
 * known). False where a member cannot be read. `show` may be NULL. */
bool when_of_show(const struct when_context *context, const struct json_tree *tree,
    const struct json_node *show, struct when *when, bool *is_whole);

bool when_is_same(const struct when *a, const struct when *b);
