/* A date or a time as somebody wrote it, read once where it comes in: what was said, and what
 * was left open. What is open is decided in time/zone.h, and nobody looks at the text again.
 * Plain data; all zero is one that was not given. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* Bits, for sets of them. */
enum moment_form {
    MOMENT_NONE = 0,
    MOMENT_DATE = 1,    /* "2026-11-23": the time of day is open, and where */
    MOMENT_LOCAL = 2,   /* "2026-11-23T08:00": it is open where */
    MOMENT_INSTANT = 4, /* "2026-11-23T08:00+08:00", or Z: nothing is open */
    MOMENT_ANY = 7,
};

struct moment {
    enum moment_form form;
    int offset_minutes; /* MOMENT_INSTANT: east of UTC; else 0 */
    int64_t face_ms;    /* the calendar and the clock as written, read as if they were UTC */
};

/* RFC 3339 (section 5.6) and ISO 8601's days and local times: T may be small, seconds may be
 * left out, fractions of them are read to the millisecond, and a 60th is the second after.
 * False unless the whole text is one in `forms`; *out is then left alone. */
bool moment_read(const char *text, unsigned forms, struct moment *out);

/* A day, "2026-11-23", in front of something else; *text moves behind it. */
bool moment_take_date(const char **text, struct moment *out);

/* One that leaves nothing open. offset_minutes may be NULL. */
bool moment_read_instant(const char *text, int64_t *wall_ms, int *offset_minutes);

/* Wall time of one that leaves nothing open; of others as if they were Greenwich's. */
int64_t moment_wall_ms(const struct moment *moment);

/* Days since 1970-01-01 of the date that was written. */
int64_t moment_day(const struct moment *moment);

enum { MOMENT_BYTES = 32 };

/* As moment_read reads it back, but for fractions of a second; "" for none. Returns out. */
const char *moment_print(const struct moment *moment, char out[MOMENT_BYTES]);
