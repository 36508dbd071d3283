#include "slide/scene/scene.h"

#include "base/plain.h"
#include "base/translated.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct scene *scene_create(int width, int height)
{
    struct scene *scene = calloc(1, sizeof *scene);
    if (!scene) {
        return NULL;
    }
    arena_init(&scene->arena);
    scene->width = width;
    scene->height = height;
    scene->body_last = height - 1;
    return scene;
}

void scene_destroy(struct scene *scene)
{
    if (!scene) {
        return;
    }
    arena_finish(&scene->arena);
    free(scene);
}

struct box *scene_add(
    struct scene *scene, enum box_kind kind, const char *role, struct pixel_rect rect)
{
    struct box *boxes = arena_grow(&scene->arena, scene->boxes, scene->box_count,
        &scene->box_capacity, sizeof *scene->boxes);
    if (!boxes) {
        return NULL;
    }
    scene->boxes = boxes;
    struct box *box = &boxes[scene->box_count++];
    *box = (struct box) { .kind = kind, .role = role, .rect = rect };
    return box;
}

static void move_box(struct box *box, int by_px)
{
    box->rect.y += by_px;
    for (size_t i = 0; i < box->line_count; i++) {
        box->lines[i].baseline_px += by_px;
    }
}

void scene_move_down(struct scene *scene, size_t first, int by_px)
{
    for (size_t i = first; i < scene->box_count; i++) {
        move_box(&scene->boxes[i], by_px);
    }
}

static void mirror_box(struct box *box, int width)
{
    static const enum set_align turned[] = { [SET_LEFT] = SET_RIGHT,
        [SET_RIGHT] = SET_LEFT,
        [SET_CENTRE] = SET_CENTRE,
        [SET_JUSTIFY] = SET_JUSTIFY };
    box->rect.x = width - box->rect.x - box->rect.w;
    box->align = turned[box->align];
    for (size_t i = 0; i < box->line_count; i++) {
        struct placed_line *line = &box->lines[i];
        int line_w = (line->line.width + MEASURE_UNIT - 1) / MEASURE_UNIT;
        line->x_px = width - line->x_px - line_w;
    }
}

void scene_mirror(struct scene *scene)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        mirror_box(&scene->boxes[i], scene->width);
    }
}

static void magnify_rect(struct pixel_rect *rect, int by)
{
    *rect = (struct pixel_rect) { rect->x * by, rect->y * by, rect->w * by, rect->h * by };
}

/* Pieces may be kept for other scenes as they are. */
static bool magnify_line(struct arena *arena, struct placed_line *placed, int by)
{
    struct set_line *line = &placed->line;
    struct piece *pieces = arena_array(arena, line->piece_count, sizeof *pieces);
    if (!pieces) {
        return false;
    }
    for (size_t i = 0; i < line->piece_count; i++) {
        const struct piece *piece = &line->pieces[i];
        pieces[i] = (struct piece) { piece->text, piece->x * by, piece->advance * by };
    }
    line->pieces = pieces;
    line->width *= by;
    placed->x_px *= by;
    placed->baseline_px *= by;
    return true;
}

static bool magnify_box(struct arena *arena, struct box *box, int by)
{
    magnify_rect(&box->rect, by);
    box->style.px *= by;
    box->min_px *= by;
    box->full_px *= by;
    bool done = true;
    for (size_t i = 0; i < box->line_count && done; i++) {
        done = magnify_line(arena, &box->lines[i], by);
    }
    return done;
}

bool scene_magnify(struct scene *scene, int by)
{
    scene->width *= by;
    scene->height *= by;
    scene->body_first *= by;
    scene->body_last = (scene->body_last + 1) * by - 1;
    bool done = true;
    for (size_t i = 0; i < scene->box_count && done; i++) {
        done = magnify_box(&scene->arena, &scene->boxes[i], by);
    }
    return done;
}

bool scene_warn(struct scene *scene, enum finding_code code, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    plain_format(text, sizeof text, translated(format), arguments);
    va_end(arguments);
    struct scene_warning *warnings = arena_grow(&scene->arena, scene->warnings,
        scene->warning_count, &scene->warning_capacity, sizeof *scene->warnings);
    const char *copy = arena_strdup(&scene->arena, text);
    if (warnings) {
        scene->warnings = warnings;
    }
    if (!warnings || !copy) {
        return false;
    }
    warnings[scene->warning_count++] = (struct scene_warning) { code, copy };
    return true;
}
