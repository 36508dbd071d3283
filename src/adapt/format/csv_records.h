/* Comma-separated values as programs write them (RFC 4180, and what is not in it: semicolons,
 * tabs, line ends of any system, quotes in the middle, "sep=;"). */
#pragma once

#include "adapt/sheet/sheet.h"
#include "base/arena.h"
#include "base/error.h"

enum {
    CSV_RECORDS_MAX = 4000,
    CSV_FIELD_MAX_BYTES = 64 * 1024,
};

struct csv_records {
    struct sheet_row *records; /* in the arena; none is empty */
    size_t count, capacity;
    bool is_cut; /* there are more than that */
};

/* False with an error: "line 3: ...". */
bool csv_read(
    struct csv_records *out, struct arena *arena, const char *data, struct error *error);

/* The sign that parts most lines alike; '\0' where none does. Of some lines at the beginning.
 */
char csv_sign(const char *data);

/* Whether most of its first lines have as many cells as each other, and there are two at least:
 * prose has not. */
bool csv_is_even(const char *data);
