/* What `render` wrote of its slides (scenes.json), as far as the page is told. */
#pragma once

#include "command/desk/content/look/preview.h"

/* A slide's number is that of its size times this, and its place. */
enum { SCENES_NUMBERS = 10000 };

struct scenes_place {
    const char *path; /* of scenes.json */
    const char *size;
    size_t size_index;
};

/* Adds the slides. */
bool scenes_read(const struct scenes_place *place, struct arena *arena, struct preview *preview,
    struct error *error);

/* The name of the file at that place, beside scenes.json. */
bool scenes_file(const char *path, int index, char *name, size_t capacity);
