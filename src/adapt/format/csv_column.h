/* What a column of a table holds, found out from its cells. Of csv*.c only. */
#pragma once

#include "adapt/format/csv_records.h"

enum csv_role { CSV_CELLS, CSV_STATE, CSV_UNTIL };

struct csv_column {
    enum csv_role role;
    const char *label; /* without the unit that stood in brackets behind it */
    const char *type;  /* "number", "time", "departure", or NULL: text */
    const char *unit;  /* or NULL */
};

/* Of the column `index` in rows[0, count); has_head: rows[0] is the head. */
struct csv_column csv_column_of(struct arena *arena, const struct csv_record *rows,
    size_t count, size_t index, bool has_head);

/* A cell of a column of numbers: without thousands' commas, currency and unit, the decimal
 * comma as a point; NULL where it is none. In the arena. */
const char *csv_number(struct arena *arena, const struct csv_column *column, const char *cell);

/* Whether it is a figure and nothing else. */
bool csv_is_number(const char *cell);
