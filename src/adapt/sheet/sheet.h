/* A table as rows of cells, whatever it came as. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum { SHEET_CELLS_MAX = 64 /* of a row; what is behind is left out */ };

struct sheet_row {
    const char *const *cells; /* trimmed, each on one line */
    size_t count;             /* without the empty ones at its end */
    size_t said;              /* that are not empty */
    size_t line; /* of the document that it begins in, from 1; 0 where nobody knows */
    /* What stands beside its cells, or NULL. */
    const char *state, *until;
    const char *group; /* the heading above it, until another row has another one */
};

struct sheet {
    struct arena *arena;          /* of the texts that are made */
    const struct sheet_row *rows; /* none is empty */
    size_t count;
    bool has_head;   /* rows[0] is it */
    bool has_groups; /* a row that says one cell alone is a heading of those below */
    bool is_cut;     /* there were more rows */
};
