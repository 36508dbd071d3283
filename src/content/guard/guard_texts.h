/* The texts of one thing in the order in which people read them: what is split over its members
 * is judged as one. Of content/guard only. */
#pragma once

#include "base/arena.h"
#include "content/feed/feed_members.h"

struct guard_texts {
    const char **list;
    const struct feed_member **members; /* of the thing itself, that each belongs to */
    size_t count, capacity;
    bool are_cells;      /* of a table */
    struct arena *arena; /* `has_failed` says what went wrong */
};

/* All that is judged and has words. */
void guard_texts_collect(
    struct guard_texts *texts, const struct feed_object *of, const void *object);

/* The members of lists alone, each one below the other: the columns of an agenda. No texts
 * where a list has one column, which reads as its rows do. And a table as it stands on the
 * glass. */
void guard_texts_collect_columns(
    struct guard_texts *texts, const struct feed_object *of, const void *object);
