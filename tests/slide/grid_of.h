/* The grid that slides of a layout have, in pixels of their picture. */
#pragma once

#include "slide/magnified.h"
#include "slide/page/band/band.h"

static inline struct pixel_rect grid_rect(struct pixel_rect rect, int by)
{
    return (struct pixel_rect) { rect.x * by, rect.y * by, rect.w * by, rect.h * by };
}

static inline struct grid grid_of(const struct layout *layout)
{
    struct arena arena;
    struct magnified magnified;
    struct pen pen;
    arena_init(&arena);
    magnified_init(&magnified, layout);
    pen_init(&pen, &magnified.layout, &arena, NULL);
    band_grid(&pen);
    arena_finish(&arena);
    struct grid grid = pen.grid;
    int *const lengths[] = { &grid.short_side, &grid.hair_px, &grid.banners_y, &grid.name_h,
        &grid.display, &grid.title, &grid.heading, &grid.text, &grid.small, &grid.small_line };
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        *lengths[i] *= magnified.by;
    }
    struct pixel_rect *const rects[] = { &grid.area, &grid.header, &grid.footer, &grid.mark,
        &grid.body };
    for (size_t i = 0; i < sizeof rects / sizeof *rects; i++) {
        *rects[i] = grid_rect(*rects[i], magnified.by);
    }
    return grid;
}
