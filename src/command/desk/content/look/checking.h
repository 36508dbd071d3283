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
bool checking_parse(const struct bytes *said, struct arena *arena, struct checked *checked,
    struct error *error);

/* {"level","pointer","code","text","mend"}; the pointer from behind the first `skipped` bytes.
 */
void checking_put(struct writer *writer, const struct checked_finding *finding, size_t skipped);
