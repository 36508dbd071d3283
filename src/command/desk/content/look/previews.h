/* Slides as `render` makes them, and what `check` finds: made by those programs, kept by a hash
 * of all that they follow from. Bounded: so many are kept, so many are made at once, and of one
 * person's wishes for one part the newest alone is made. Any thread. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "command/desk/content/look/preview.h"

#include <stddef.h>

struct content;
struct previews;

enum { PREVIEW_SIZES_MAX = 4 };

/* `folder` is emptied, and made where it is not there. */
struct previews *previews_create(const char *folder, struct error *error);
void previews_destroy(struct previews *previews);

struct preview_wish {
    const struct content *content;
    const char *feed;                     /* its text */
    const char *sizes[PREVIEW_SIZES_MAX]; /* "1920x1080" */
    size_t size_count;
    const char *at;     /* RFC 3339; what the clock of the slides shows */
    const char *screen; /* tags with commas, or NULL: the config's own */
    bool is_checked, is_english;
    const char *asker; /* who, and for which part: a newer wish of the same replaces this */
    int64_t came_ms;   /* which is newer */
    bool is_patient;   /* waits where others are being made */
};

enum preview_outcome {
    PREVIEW_MADE,
    PREVIEW_REPLACED, /* nobody wants it any more */
    PREVIEW_BUSY,     /* others are being made: to be asked again when one of them is done */
    PREVIEW_FAILED,
};
enum preview_outcome previews_make(struct previews *previews, const struct preview_wish *wish,
    struct arena *arena, struct preview *preview, struct error *error);

/* The path of a slide's PNG; false where the key or the number is none. It may be gone. */
bool previews_path(const struct previews *previews, const char *key, const char *number,
    char *path, size_t capacity);
