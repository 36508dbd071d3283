/* One run of `render`. */
#pragma once

#include "base/error.h"
#include "command/desk/content/look/preview.h"

struct preview_rendering {
    const char *config, *feed;
    const char *size, *at;
    const char *screen, *theme; /* or NULL */
    const char *out;
    int first; /* the place of the first of PREVIEW_BATCH slides that are painted; -1: all */
    bool (*is_stale)(void *context); /* NULL: never */
    void *context;
};

enum { PREVIEW_BATCH = 16 };

enum preview_outcome preview_render(
    const struct preview_rendering *rendering, struct error *error);

/* With all that is in it. */
void preview_remove_folder(const char *path);
