/* What `check` finds in a feed (docs/check.md), for the page. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "command/desk/document/writer.h"

struct content;

struct checked_finding {
    const char *level;   /* "error", "warning" or "info" */
    const char *pointer; /* in the feed */
    const char *code, *text, *mend;
    /* Set by checking_place: which part it is of, where in that, and the item's title; NULL,
     * the pointer, and "" where it is of the feed as a whole. */
    const char *part, *member, *title;
};

struct checked {
    struct checked_finding *findings; /* in the arena */
    size_t count;
};

struct checking {
    const struct content *content;
    const char *file; /* the feed's path */
    bool is_english;
    const char *const *sizes; /* "1920x1080" ..., or NULL: the usual ones */
    size_t size_count;
    bool (*is_stale)(void *context);
    void *context;
};

enum checking_outcome { CHECKED, CHECKING_STALE, CHECKING_FAILED };
enum checking_outcome checking_run(const struct checking *checking, struct arena *arena,
    struct checked *checked, struct error *error);

/* The same in two steps: what `check --json` says, and what it means. */
enum checking_outcome checking_say(
    const struct checking *checking, struct bytes *said, struct error *error);
bool checking_parse(const struct content *content, const struct bytes *said,
    struct arena *arena, struct checked *checked, struct error *error);

/* Says of each finding where it is in the desk's words, by the feed that was checked. False
 * when memory is out. */
bool checking_place(struct checked *checked, struct arena *arena, const struct bytes *feed);

/* {"level","pointer","code","text","mend","part","member","title"} */
void checking_put(struct writer *writer, const struct checked_finding *finding);
