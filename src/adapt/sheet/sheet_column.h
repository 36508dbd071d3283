/* What a column of a sheet holds, found out from its cells. */
#pragma once

#include "adapt/sheet/sheet.h"

enum sheet_role { SHEET_CELLS, SHEET_STATE, SHEET_UNTIL };

struct sheet_column {
    enum sheet_role role;
    const char *label; /* without the unit that stood in brackets behind it */
    const char *type;  /* "number", "time", "departure", or NULL: text */
    const char *unit;  /* or NULL */
};

/* Of the column `index`. */
struct sheet_column sheet_column_of(const struct sheet *sheet, size_t index);

/* A cell of a column of numbers: without thousands' commas, currency and unit, the decimal
 * comma as a point; NULL where it is none. In the arena. */
const char *sheet_number(
    struct arena *arena, const struct sheet_column *column, const char *cell);

/* A figure and nothing else. */
bool sheet_is_number(const char *cell);
