/* What a calendar says happens, and when, by libical. Of ical*.c only. */
#pragma once

#include "adapt/adapt_out.h"
#include "base/arena.h"

enum { ICAL_HAPPENINGS_MAX = 2000 };

/* Once, of an event that may come again. */
struct ical_happening {
    int64_t begin_ms, end_ms;    /* the campus's clocks (time/zone.h); equal: no end was said */
    bool is_all_day;             /* from a midnight to another */
    const char *summary, *place; /* or "" */
};

struct ical_span {
    int64_t from_ms, until_ms; /* the campus's clocks: what happens between is looked for */
    const struct zone *zone;
};

struct ical_calendar {
    const char *name;                  /* or "" */
    struct ical_happening *happenings; /* by their beginnings, those of whole days first */
    size_t count, capacity;
    size_t without_date, too_often, private_ones; /* events that are left out, and why */
    const char *unknown_zone;                     /* taken for the campus's, or NULL */
    bool is_cut;                                  /* more happens than that */
};

/* Of a calendar as ical_filter() leaves it. All of it is in the arena. False with an error
 * where it cannot be read, or memory is out. */
bool ical_read(struct ical_calendar *out, struct arena *arena, const char *text,
    const struct ical_span *span, struct error *error);

/* Before the sandbox. */
void ical_prepare(void);
