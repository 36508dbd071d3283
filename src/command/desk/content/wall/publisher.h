/* From approved parts to the wall: the next feed is composed, checked, signed, kept as a state
 * and put where screens fetch it. One publication at a time in the whole desk. */
#pragma once

#include "command/desk/content/look/checking.h"
#include "command/desk/content/wall/outlet.h"
#include "command/desk/core/answer.h"

struct publisher;

struct publisher *publisher_create(struct outlet *outlet);
void publisher_destroy(struct publisher *publisher);
struct outlet *publisher_outlet(struct publisher *publisher);

struct publication_part {
    const char *name;
    const char *hash;    /* of the draft that is meant; NULL: any content, which stands here: */
    const char *content; /* set from the draft otherwise; NULL: taken out */
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
    /* A whole feed in the place of the last one: an older state, or one that is imported.
     * Nothing that is wrong in it keeps it back but that it is no feed. */
    const struct bytes *replacement;

    /* what came of it */
    int64_t serial;
    struct checked checked;
    struct refusal refused;
};

/* Refused: nothing changed, and `refused` says why (its texts live as long as the arena). */
enum publisher_outcome { PUBLISHER_DONE, PUBLISHER_REFUSED, PUBLISHER_FAILED };
enum publisher_outcome publisher_publish(struct publication *publication, struct error *error);

/* The newest state is what is out, also where the desk ended or the disk was full between the
 * two: at the start, and now and then where this failed. */
bool publisher_mend(struct desk *desk, struct database *database, struct error *error);
bool publisher_needs_mending(struct publisher *publisher);
