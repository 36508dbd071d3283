/* The slides of a feed, and what is wrong with it. */
#pragma once

#include "command/desk/content/look/checking.h"

#include <stddef.h>
#include <stdint.h>

enum { PREVIEW_KEY_BYTES = 33 };

struct preview_slide {
    const char *size, *kind, *item;
    int page, pages, number; /* the number is the file's */
    int64_t dwell_ms;
};

struct preview {
    char key[PREVIEW_KEY_BYTES];
    struct preview_slide *slides; /* in the arena */
    size_t slide_count;
    struct checked checked;
};
