/* When one source is asked again. Times are monotonic ms; nothing here reads a clock.
 *
 * A source that answers is asked every `every_ms`, on a grid whose phase follows from the names
 * of screen and source: screens switched on together do not ask in step. The first fetch is
 * immediate; the second comes at latest `every_ms` after it. One that fails is asked after a
 * random part of 5 s, 10 s, 20 s ... ("full jitter"), or when its server's Retry-After says.
 * The doubling ends at twice `every_ms`, so that a fleet asks a failing server no more often
 * than a healthy one, but not below a minute or above 15 minutes. */
#pragma once

#include <stdint.h>

enum {
    SCHEDULE_BACK_OFF_FIRST_MS = 5 * 1000,
    SCHEDULE_BACK_OFF_LIMIT_LEAST_MS = 60 * 1000,
    SCHEDULE_BACK_OFF_MAX_MS = 15 * 60 * 1000,
    SCHEDULE_BACK_OFF_MIN_MS = 1000, /* no jitter asks sooner than this */
    SCHEDULE_RETRY_AFTER_MAX_MS =
        24 * 3600 * 1000, /* a server may not send us off for longer */
};

struct schedule {
    /* set once */
    int64_t every_ms, offset_ms;
    /* changes */
    int64_t grid_ms; /* a point of the grid; INT64_MIN until the first fetch */
    int64_t next_ms; /* when to ask; INT64_MIN: at once */
    int failures;    /* in a row */
    uint64_t random; /* state of the jitter */
};

/* offset_ms is the same for the same names on every start; `seed` is for the jitter alone. */
void schedule_init(struct schedule *schedule, int64_t every_ms, const char *screen,
    const char *source, uint64_t seed);

/* The source answered, with news or without. */
void schedule_answered(struct schedule *schedule, int64_t now_ms);

/* It did not; retry_after_ms is 0 unless the server said so, and is then not undercut. */
void schedule_failed(struct schedule *schedule, int64_t now_ms, int64_t retry_after_ms);

/* It will not before somebody changes something: at the next grid point, or after the longest
 * back-off where `every` is longer. */
void schedule_refused(struct schedule *schedule, int64_t now_ms);
