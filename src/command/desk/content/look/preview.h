/* The slides of a feed, and what is wrong with it. */
#pragma once

#include "command/desk/content/look/checking.h"

#include <limits.h>
#include <stddef.h>
#include <stdint.h>

enum { PREVIEW_KEY_BYTES = 33 };

enum preview_outcome {
    PREVIEW_MADE,
    PREVIEW_REPLACED, /* nobody wants it any more */
    PREVIEW_BUSY,     /* others are being made: to be asked again when one of them is done */
    PREVIEW_FAILED,
};

struct content;

enum { PREVIEW_SIZES_MAX = 4 };

struct preview_wish {
    const struct content *content;
    const char *feed;                     /* its text */
    const char *sizes[PREVIEW_SIZES_MAX]; /* "1920x1080" */
    size_t size_count;
    const char *at;     /* RFC 3339; what the clock of the slides shows */
    const char *screen; /* tags with commas, or NULL: the config's own */
    const char *theme;  /* a theme's name, or NULL: the config's own */
    bool is_checked, is_english;
    bool is_partial; /* the first PREVIEW_BATCH slides are made, the others when they are asked
                        for: of one size, and in no theme of its own */
    const char *asker; /* who, and for which part: a newer wish of the same replaces this */
    int64_t came_ms;   /* which is newer */
    bool is_patient;   /* waits where others are being made */
    bool is_aside;     /* nobody waits for it: behind all others */
};

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

/* The file of one slide. */
struct preview_place {
    char path[PATH_MAX + 120];
    const char *key; /* borrowed */
    int index;       /* among those of its size */
};
