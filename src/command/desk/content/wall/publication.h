/* What somebody wants to publish, the next feed that comes of it, and whether that may go out.
 */
#pragma once

#include "command/desk/content/look/checking.h"
#include "command/desk/content/states.h"
#include "command/desk/content/wall/changed.h"
#include "command/desk/core/answer.h"

struct publication_part {
    const char *name;
    const char *hash;    /* of the draft that is meant; NULL: any content, which stands here: */
    const char *content; /* set from the draft otherwise; NULL: taken out */
    const char *out;     /* the hash of what it takes the place of; NULL: whatever is there */
};

struct publication {
    struct desk *desk;
    struct database *database;
    struct arena *arena;
    int64_t now_ms;
    bool is_english;
    const char *who, *address; /* for the log */
    const char *why;           /* the state's, and the log's act */
    bool is_loud;              /* past the approvals */
    int64_t scheduled_id;      /* what was planned and is done with it; 0: nothing */
    struct publication_part *parts;
    size_t part_count;
    /* A whole feed in the place of the last one: one that is imported; or an older state
     * (was_out), of which nothing that is wrong keeps it back but that it is no feed, and in
     * which alerts are as they are out now. */
    const struct bytes *replacement;
    bool was_out;
    bool wants_news; /* what says the same as what is out is not published again */

    /* what came of it */
    int64_t serial;
    bool is_unchanged; /* nothing was published: `serial` is that of what is out */
    struct checked checked;
    struct changed changed; /* parts, with what they were and are */
    struct refusal refused;
    struct error
        unwritten; /* it is published, and why its file is not on the disk yet; or "" */
};

/* The next feed behind `last` (NULL: there is none yet), and its serial. */
bool publication_compose(struct publication *publication, const struct state *last,
    struct bytes *feed, struct error *error);

/* What `check` finds in that feed, whatever it is. One at a time in a process. */
bool publication_check(
    struct publication *publication, const struct bytes *feed, struct error *error);

/* Whether what was found lets it out; else it is refused. */
bool publication_judge(struct publication *publication, const struct bytes *feed);

/* Gives false without an error: the caller looks at `refused`. */
bool publication_refuse(
    struct publication *publication, int status, const char *text, const char *mend);
