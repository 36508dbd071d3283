/* Rows, columns and diagonals of a picture of dark (0) and light (255), as runs of either. Of
 * src/decode only. */
#pragma once

#include "decode/grey.h"

/* Where a row turns from light to dark and back: `edges` has room for its width and one more.
 * What is even begins a dark run, what follows ends it. How many they are. */
int runs_edges(const struct grey *grey, int y, int *edges);

struct runs_walk {
    const struct grey *grey;
    int x, y, step_x, step_y;
};

/* How many pixels from there on are dark, or light; `most` are walked at most. The walk then
 * stands behind them. */
int runs_next(struct runs_walk *walk, bool dark, int most);

/* A finder pattern is dark, light, dark, light, dark. */
enum { RUNS_FIVE = 5 };

/* The runs on a line, each `most` pixels at most, which two walks away from one another cut,
 * from inside of the run in the middle. Returns how many pixels of that are on the first one's
 * side. */
int runs_five(struct runs_walk *before, struct runs_walk *after, int most, int runs[RUNS_FIVE]);

static inline bool runs_is_dark(const struct grey *grey, int x, int y)
{
    return grey->pixels[(size_t)y * (size_t)grey->width + (size_t)x] == 0;
}
