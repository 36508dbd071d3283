/* One finder pattern of a QR code: a dark square in a light ring in a dark one. Of src/decode
 * only. */
#pragma once

#include "decode/codes/runs.h"

enum { SQUARE_MODULES = 7 };

struct square {
    double x, y;    /* its middle */
    int size;       /* of a side, about */
    unsigned views; /* a bit for each side that it is seen from: the front, behind */
};

/* Whether zxing-cpp (1.4) would take for one what five runs of row y cut, dark ones first and
 * last, from the front or from behind; `edges` is where they begin and the last one ends. */
bool square_at(
    const struct grey *grey, const int edges[RUNS_FIVE + 1], int y, struct square *square);
