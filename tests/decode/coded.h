/* Pictures with a code that a telephone can read off the screen which shows them. */
#pragma once

#include "decode/canvas.h"

struct coded {
    struct decode_input file; /* a PNG or a JPEG; the caller frees it */
    char text[200];           /* what the code says */
    char how[200];            /* what is difficult about it */
    int slide_px; /* a side of the code where the picture is fitted into 1920x1080 */
};

/* False where memory is out. */
bool coded_make(struct coded *coded, unsigned seed);
