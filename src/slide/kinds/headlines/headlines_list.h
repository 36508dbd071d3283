/* Which titles the headlines are; of headlines*.c and of the commands. */
#pragma once

#include "slide/page/figure/figure.h"
#include "time/date.h"

struct headline {
    const struct view *view;
    const struct item *item;
    struct civil_date published; /* year 0: it has no date */
    int64_t published_ms;
    size_t order; /* as the feeds have them */
};

struct headline_list {
    const struct headline *entries;
    size_t count;
    struct civil_date newest; /* of the first, before the lead was put there */
    bool has_lead; /* the first entry has that picture, and is the newest that has one */
    struct figure picture;
};

/* Those of all views, the newest first, at most [programme] headlines_max; in the arena. False
 * when memory is out. */
bool headlines_newest(const struct layout *layout, struct arena *arena,
    const struct item *const **items, size_t *count);

/* The titles of the pen's view among them; where there are several, the one that leads is the
 * first. */
struct headline_list headlines_of_view(struct pen *pen);
