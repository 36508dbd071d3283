/* A scene to pixels. Preparer thread only. */
#pragma once

#include "picture/picture.h"
#include "picture/pictures.h"
#include "screen/font/glyphs.h"
#include "slide/scene/scene.h"

/* What scenes are painted with. */
struct paints {
    struct fonts *fonts;
    struct glyphs *glyphs;
    struct pictures *pictures;
    const struct picture *ground; /* under all slides that are not plain; NULL: none */
};

/* Paints the part of the scene that lies at x, y and is as large as the picture; what cannot be
 * drawn (a photograph that is not there, a glyph when memory is out) is left out. */
void raster_paint(const struct paints *paints, const struct scene *scene, int x, int y,
    struct picture *picture);

/* All of the scene, packed: painted a few rows at a time, so that it is never there as a whole.
 * `tone` is called with each of them, and its context. NULL where there is more than a
 * logo of pictures, or a ground, and when memory is out. */
struct raster_tone {
    void (*apply)(const void *context, struct picture *rows);
    const void *context;
};
struct picture *raster_packed(
    const struct paints *paints, const struct scene *scene, const struct raster_tone *tone);

struct zoom;

/* All of the scene; NULL when memory is out. *zoom, unless zoom is NULL: its photograph that
 * grows, or NULL where there is none. */
struct picture *raster_scene(
    const struct paints *paints, const struct scene *scene, struct zoom **zoom);
