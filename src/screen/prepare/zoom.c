#include "screen/prepare/zoom.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Enough to be felt over a dwell, too little and too slow for the photograph to look soft, or
 * to draw the eye when a turn is short. */
static const double growth_max = 0.05, growth_a_second = 0.01;

/* A step is less than a pixel at 1920x1080 even in the corners; every refresh of the display
 * would be wasted on it. Four of them, so that steps come evenly. */
enum { STEP_US = 66667 };

static struct pixel_rect around(struct pixel_rect a, struct pixel_rect b)
{
    int right = a.x + a.w > b.x + b.w ? a.x + a.w : b.x + b.w;
    int bottom = a.y + a.h > b.y + b.h ? a.y + a.h : b.y + b.h;
    struct pixel_rect both = { a.x < b.x ? a.x : b.x, a.y < b.y ? a.y : b.y, 0, 0 };
    both.w = right - both.x;
    both.h = bottom - both.y;
    return both;
}

static bool have_space(struct zoom *zoom, const struct picture *picture)
{
    size_t width = (size_t)picture->width;
    zoom->growing = picture_create(picture->width, picture->height);
    zoom->row =
        calloc(width + 1, sizeof *zoom->row); /* the last has a neighbour, of no weight */
    zoom->left = calloc(width, sizeof *zoom->left);
    zoom->right = calloc(width, sizeof *zoom->right);
    zoom->source = calloc(width, sizeof *zoom->source);
    zoom->weights = calloc(width, sizeof(uint32_t));
    return zoom->growing && zoom->row && zoom->left && zoom->right && zoom->source &&
           zoom->weights;
}

/* Where in the growing, in 1/256 px, the middle of pixel `at` of `count` comes from. */
static int origin(int focus, int at, int count, double scale)
{
    double place = focus + (at + 0.5 - focus) / scale - 0.5;
    place = place > 0 ? place : 0;
    place = place < count - 1 ? place : count - 1;
    return (int)(place * 256 + 0.5);
}

/* Gathers neighbours first and mixes them all then: byte by byte with 16-bit sums, the form
 * that compilers turn into wide instructions. */
static void paint_part(const struct zoom *zoom, int first, int end, uint32_t *out)
{
    for (int x = first; x < end; x++) {
        zoom->left[x] = zoom->row[zoom->source[x]];
        zoom->right[x] = zoom->row[zoom->source[x] + 1];
    }
    uint8_t *restrict target = (uint8_t *)out;
    const uint8_t *left = (const uint8_t *)zoom->left, *right = (const uint8_t *)zoom->right;
    const uint8_t *weights = zoom->weights;
    for (int i = 4 * first; i < 4 * end; i++) {
        uint16_t add = weights[i], keep = (uint16_t)(256 - add);
        target[i] = (uint8_t)((uint16_t)(left[i] * keep + right[i] * add + 128) >> 8);
    }
}

static void plan_columns(struct zoom *zoom)
{
    for (int x = 0; x < zoom->growing->width; x++) {
        int at = origin(zoom->focus_x, x, zoom->growing->width, zoom->scale);
        zoom->source[x] = (uint16_t)(at >> 8);
        memset(zoom->weights + (size_t)x * 4, at & 255, 4);
    }
}

static void paint(struct zoom *zoom, struct picture *onto)
{
    const struct picture *growing = zoom->growing;
    const struct pixel_rect *still = &zoom->still;
    size_t width = (size_t)growing->width;
    plan_columns(zoom);
    for (int y = 0; y < growing->height; y++) {
        int at = origin(zoom->focus_y, y, growing->height, zoom->scale);
        const uint32_t *above = growing->pixels + (size_t)(at >> 8) * width;
        const uint32_t *below = at >> 8 < growing->height - 1 ? above + width : above;
        picture_mix(zoom->row, above, below, width, at & 255);
        uint32_t *out = onto->pixels + (size_t)y * width;
        if (y >= still->y && y < still->y + still->h) {
            paint_part(zoom, 0, still->x, out);
            paint_part(zoom, still->x + still->w, growing->width, out);
        } else {
            paint_part(zoom, 0, growing->width, out);
        }
    }
}

static bool is_alike(const struct zoom *a, const struct zoom *b)
{
    return a->object[0] != '\0' && strcmp(a->object, b->object) == 0 &&
           a->growing->width == b->growing->width && a->growing->height == b->growing->height &&
           a->focus_x == b->focus_x && a->focus_y == b->focus_y;
}

static void begin(struct moving *moving, int64_t from_us, int64_t until_us)
{
    struct zoom *zoom = (struct zoom *)moving;
    double wanted = (double)(until_us - from_us) / 1e6 * growth_a_second;
    zoom->from_us = from_us;
    zoom->until_us = until_us;
    moving->due_us = from_us < until_us ? from_us : INT64_MAX;
    zoom->growth = wanted < growth_max ? wanted : growth_max;
}

static void resume(
    struct moving *moving, const struct moving *moving_before, struct picture *picture)
{
    struct zoom *zoom = (struct zoom *)moving;
    const struct zoom *before = (const struct zoom *)moving_before;
    if (is_alike(zoom, before)) {
        moving->due_us = moving_before->due_us;
        zoom->from_us = before->from_us;
        zoom->until_us = before->until_us;
        zoom->growth = before->growth;
        zoom->scale = before->scale;
        paint(zoom, picture);
    }
}

static void step(struct moving *moving, int64_t now_us, struct picture *onto)
{
    struct zoom *zoom = (struct zoom *)moving;
    zoom->scale = 1 + zoom->growth *
                          picture_eased(now_us - zoom->from_us, zoom->until_us - zoom->from_us);
    paint(zoom, onto);
    int64_t next_us = moving->due_us + ((now_us - moving->due_us) / STEP_US + 1) * STEP_US;
    next_us = next_us < zoom->until_us ? next_us : zoom->until_us;
    moving->due_us = now_us < zoom->until_us ? next_us : INT64_MAX;
}

static void destroy(struct moving *moving)
{
    struct zoom *zoom = (struct zoom *)moving;
    picture_destroy(zoom->growing);
    free(zoom->row);
    free(zoom->left);
    free(zoom->right);
    free(zoom->source);
    free(zoom->weights);
    free(zoom);
}

struct zoom *zoom_create(const struct picture *picture, const struct scene *scene, size_t box)
{
    static const struct moving_kind kind = { begin, step, resume, destroy };
    struct zoom *zoom = calloc(1, sizeof *zoom);
    if (!zoom) {
        return NULL;
    }
    zoom->moving =
        (struct moving) { .kind = &kind, .due_us = INT64_MAX, .last_row = picture->height - 1 };
    if (!have_space(zoom, picture)) {
        destroy(&zoom->moving);
        return NULL;
    }
    const struct box *growing = &scene->boxes[box];
    picture_copy(zoom->growing, 0, 0, picture);
    snprintf(zoom->object, sizeof zoom->object, "%s", growing->object ? growing->object : "");
    zoom->focus_x = growing->rect.x + growing->rect.w * growing->focus_x / 1000;
    zoom->focus_y = growing->rect.y + growing->rect.h * growing->focus_y / 1000;
    for (size_t i = box + 1; i < scene->box_count; i++) {
        const struct pixel_rect *rect = &scene->boxes[i].rect;
        zoom->still = i == box + 1 ? *rect : around(zoom->still, *rect);
    }
    zoom->scale = 1;
    return zoom;
}
