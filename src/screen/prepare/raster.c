#include "screen/prepare/raster.h"

#include "base/log.h"
#include "screen/prepare/zoom.h"

#include <stdlib.h>
#include <string.h>

/* More than the fullest slide has. */
enum { RUNS_MAX = 2048 };

struct brush {
    const struct paints *paints;
    struct picture *picture;
    int x, y; /* of the picture's corner in the scene */
};

static void paint_ink(
    struct picture *picture, int x, int y, const struct ink *ink, struct colour colour)
{
    const struct pixel_rect rect = { x, y, ink->width, ink->height };
    if (ink->colour) {
        picture_overlay(picture, rect, ink->pixels);
    } else {
        picture_stain(picture, rect, ink->pixels, colour);
    }
}

/* pen is in 1/64 px of the scene. Runs start at whole pixels: at these sizes a fraction of
 * one is not seen, and every Han character needs one bitmap, not four. A piece is of one
 * direction; from right to left its first run stands last. */
static void paint_piece(const struct brush *brush, const struct box *box,
    const struct piece *piece, int64_t pen, int baseline)
{
    size_t size = strlen(piece->text);
    bool first = true;
    for (size_t at = 0; at < size; first = false) {
        struct font_run run =
            fonts_next_run(brush->paints->fonts, &box->style, piece->text, size, &at);
        int advance = at < size || run.right_to_left
                          ? fonts_run_advance(brush->paints->fonts, &run, box->style.px)
                          : 0;
        if (run.right_to_left) {
            pen += first ? piece->advance - advance : -advance;
        }
        const struct ink *ink = glyphs_get(brush->paints->glyphs, &run, box->style.px);
        if (ink && ink->pixels) {
            int x = (int)((pen + MEASURE_UNIT / 2) / MEASURE_UNIT) - brush->x + ink->left;
            int y = baseline + ink->top;
            paint_ink(brush->picture, x, y, ink, box->colour);
        }
        pen += run.right_to_left ? 0 : advance;
    }
}

static void paint_text(const struct brush *brush, const struct box *box)
{
    for (size_t i = 0; i < box->line_count; i++) {
        const struct placed_line *placed = &box->lines[i];
        int baseline = placed->baseline_px - brush->y;
        if (baseline + box->style.px < 0 ||
            baseline - 2 * box->style.px > brush->picture->height) {
            continue;
        }
        int64_t left = (int64_t)placed->x_px * MEASURE_UNIT;
        for (size_t j = 0; j < placed->line.piece_count; j++) {
            const struct piece *piece = &placed->line.pieces[j];
            paint_piece(brush, box, piece, left + piece->x, baseline);
        }
    }
}

/* The runs of a scene's texts, as they will be painted. */
struct runs {
    struct glyph_wish list[RUNS_MAX];
    size_t count;
};

static void add_runs(
    const struct brush *brush, const struct box *box, const char *text, struct runs *runs)
{
    size_t size = strlen(text);
    for (size_t at = 0; at < size && runs->count < RUNS_MAX;) {
        struct font_run run =
            fonts_next_run(brush->paints->fonts, &box->style, text, size, &at);
        fonts_expect(brush->paints->fonts, &run);
        runs->list[runs->count++] = (struct glyph_wish) { run, box->style.px };
    }
}

/* What comes later has time. */
static void draw_first_texts(const struct brush *brush, const struct scene *scene)
{
    const struct fonts *fonts = brush->paints->fonts; /* none, of who paints none */
    struct runs *runs = fonts && fonts_are_new(fonts) ? calloc(1, sizeof *runs) : NULL;
    for (size_t i = 0; runs && i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        for (size_t k = 0; box->kind == BOX_TEXT && k < box->line_count; k++) {
            const struct set_line *line = &box->lines[k].line;
            for (size_t j = 0; j < line->piece_count; j++) {
                add_runs(brush, box, line->pieces[j].text, runs);
            }
        }
    }
    if (runs) {
        glyphs_draw_all(brush->paints->glyphs, runs->list, runs->count);
    }
    free(runs);
}

/* Runs of dark modules, four modules of quiet around them. */
static void paint_code(const struct brush *brush, const struct box *box, struct pixel_rect rect)
{
    enum { QUIET_MODULES = 4 };
    int count = box->module_count, px = rect.w / (count + 2 * QUIET_MODULES);
    picture_fill(brush->picture, rect, box->on);
    for (int y = 0; y < count; y++) {
        const uint8_t *row = box->modules + (size_t)y * (size_t)count;
        for (int x = 0, end; x < count; x = end) {
            for (end = x + 1; end < count && row[end] == row[x]; end++) {
            }
            struct pixel_rect run = { rect.x + (QUIET_MODULES + x) * px,
                rect.y + (QUIET_MODULES + y) * px, (end - x) * px, px };
            if (row[x]) {
                picture_fill(brush->picture, run, box->colour);
            }
        }
    }
}

static struct pixel_rect rect_of(const struct brush *brush, const struct box *box)
{
    return (struct pixel_rect) { box->rect.x - brush->x, box->rect.y - brush->y, box->rect.w,
        box->rect.h };
}

static struct picture_wish wish_of(const struct brush *brush, const struct box *box)
{
    return (struct picture_wish) { .path = box->path,
        .is_cover = box->is_cover,
        .width = box->rect.w,
        .height = box->rect.h,
        .focus_x = box->focus_x,
        .focus_y = box->focus_y,
        .object = box->object,
        .is_logo = box->role && strcmp(box->role, "logo") == 0,
        .max_ms = brush->paints->pictures->max_ms };
}

/* Whether anything of it is to be had, and to be seen. */
static bool is_decoded(const struct brush *brush, const struct box *box)
{
    const struct pixel_rect rect = rect_of(brush, box);
    bool is_outside = rect.x >= brush->picture->width || rect.x + rect.w <= 0 ||
                      rect.y >= brush->picture->height || rect.y + rect.h <= 0;
    return box->kind == BOX_PICTURE && !box->made && !is_outside && box->path &&
           !pictures_has_failed(brush->paints->pictures, box->object);
}

/* The next picture is decoded while what stands before it is painted. */
static void begin_decoding(const struct brush *brush, const struct scene *scene, size_t from)
{
    for (size_t i = from; i < scene->box_count; i++) {
        const struct picture_wish wish = wish_of(brush, &scene->boxes[i]);
        if (is_decoded(brush, &scene->boxes[i])) {
            pictures_begin(brush->paints->pictures, &wish);
            return;
        }
    }
}

static bool has_ground(const struct paints *paints, const struct scene *scene)
{
    const struct picture *ground = paints->ground;
    return ground && !scene->is_plain && ground->width == scene->width &&
           ground->height == scene->height;
}

/* What a campus' ground shows beside a picture that does not fill its box, and through one, is
 * not veiled with it. NULL where nothing is to be kept so. */
static struct picture *ground_below(const struct brush *brush, const struct scene *scene,
    const struct box *box, struct pixel_rect rect)
{
    bool is_kept = box->veil_pct > 0 && has_ground(brush->paints, scene);
    struct picture *below = is_kept ? picture_create(rect.w, rect.h) : NULL;
    if (below) {
        picture_copy(below, -rect.x, -rect.y, brush->picture);
    }
    return below;
}

/* Decoded for this painting and given back: the slide's own pixels are what is kept. False
 * when its decoder failed: then some rows of it may be there. */
static bool paint_decoded(
    const struct brush *brush, const struct scene *scene, const struct box *box)
{
    const struct pixel_rect rect = rect_of(brush, box);
    const struct picture_wish wish = wish_of(brush, box);
    const struct picture_spot spot = { brush->picture, rect.x, rect.y };
    struct pictures *pictures = brush->paints->pictures;
    struct error error;
    if (!is_decoded(brush, box)) {
        return true;
    }
    struct picture *below = ground_below(brush, scene, box, rect);
    bool done = pictures_paint(pictures, &wish, &spot, &error);
    bool is_spoilt = !done && error.text[0] == '\0';
    if (done) {
        picture_veil(brush->picture, rect, below, box->colour, box->veil_pct);
    }
    picture_destroy(below);
    if (done || is_spoilt) {
        pictures_tell_spoilt(pictures, box->object, box->url, is_spoilt);
    } else {
        log_warning("picture %s: %s", box->url, error.text);
    }
    return done || is_spoilt;
}

static void paint_ground(const struct brush *brush, const struct scene *scene)
{
    const struct pixel_rect all = { 0, 0, brush->picture->width, brush->picture->height };
    if (has_ground(brush->paints, scene)) {
        picture_copy(brush->picture, -brush->x, -brush->y, brush->paints->ground);
    } else {
        picture_fill(brush->picture, all, scene->background);
    }
}

static bool paint_box(
    const struct brush *brush, const struct scene *scene, const struct box *box)
{
    struct pixel_rect rect = rect_of(brush, box);
    bool done = true;
    if (box->kind == BOX_FILL) {
        picture_fill(brush->picture, rect, box->colour);
    } else if (box->kind == BOX_TEXT) {
        paint_text(brush, box);
    } else if (box->kind == BOX_PICTURE && box->made) {
        rect.w = box->made->width;
        rect.h = box->made->height;
        picture_overlay(brush->picture, rect, box->made->pixels);
    } else if (box->kind == BOX_PICTURE) {
        done = paint_decoded(brush, scene, box);
    } else if (box->kind == BOX_QR) {
        paint_code(brush, box, rect);
    }
    return done;
}

static void paint_below(const struct brush *brush, const struct scene *scene, size_t end);

/* Half a photograph on a wall is worse than none: what stands below it comes back. */
static void take_away(const struct brush *brush, const struct scene *scene, size_t at)
{
    const struct pixel_rect *rect = &scene->boxes[at].rect,
                            here = rect_of(brush, &scene->boxes[at]);
    struct picture *below = picture_create(rect->w, rect->h);
    if (below) {
        const struct brush again = { brush->paints, below, rect->x, rect->y };
        paint_below(&again, scene, at);
        picture_copy(brush->picture, here.x, here.y, below);
    } else {
        picture_fill(brush->picture, here, scene->background);
    }
    picture_destroy(below);
}

/* The at-th box, or nothing of it. */
static void paint_or_not(const struct brush *brush, const struct scene *scene, size_t at)
{
    if (!paint_box(brush, scene, &scene->boxes[at])) {
        take_away(brush, scene, at);
    }
}

/* The ground, and the boxes before that one. */
static void paint_below(const struct brush *brush, const struct scene *scene, size_t end)
{
    paint_ground(brush, scene);
    for (size_t i = 0; i < end; i++) {
        paint_or_not(brush, scene, i);
    }
}

void raster_paint(const struct paints *paints, const struct scene *scene, int x, int y,
    struct picture *picture)
{
    const struct brush brush = { paints, picture, x, y };
    paint_below(&brush, scene, scene->box_count);
}

/* A photograph would be decoded for each of the bands that it is in, and does not grow; a logo
 * is kept. */
static bool has_photograph(const struct scene *scene)
{
    int kept = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (box->kind == BOX_PICTURE && !box->made) {
            bool is_kept = !box->grows && pictures_keep_size(box->rect.w, box->rect.h);
            kept += is_kept ? 1 : 2;
        }
    }
    return kept > 1;
}

struct picture *raster_packed(
    const struct paints *paints, const struct scene *scene, const struct raster_tone *tone)
{
    enum { BAND_PX = 128 * 1024 };
    struct picture all = { .width = scene->width, .height = scene->height };
    const struct brush brush = { .paints = paints, .picture = &all };
    struct picture_packer packer;
    int rows = BAND_PX / scene->width + 1;
    if (has_ground(paints, scene) || has_photograph(scene) ||
        !picture_packer_init(&packer, scene->width, scene->height)) {
        return NULL;
    }
    begin_decoding(&brush, scene, 0);
    draw_first_texts(&brush, scene);
    struct picture *band = picture_create(scene->width, rows);
    bool done = band != NULL;
    for (int y = 0; done && y < scene->height; y += rows) {
        band->height = scene->height - y < rows ? scene->height - y : rows;
        raster_paint(paints, scene, 0, y, band);
        tone->apply(tone->context, band);
        done = picture_packer_add(&packer, band);
    }
    picture_destroy(band);
    pictures_end(paints->pictures);
    return picture_packer_finish(&packer, done);
}

struct picture *raster_scene(
    const struct paints *paints, const struct scene *scene, struct zoom **zoom)
{
    struct picture *picture = picture_create(scene->width, scene->height);
    if (zoom) {
        *zoom = NULL;
    }
    if (!picture) {
        return NULL;
    }
    const struct brush brush = { paints, picture, 0, 0 };
    begin_decoding(&brush, scene, 0);
    draw_first_texts(&brush, scene);
    paint_ground(&brush, scene);
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        paint_or_not(&brush, scene, i);
        if (is_decoded(&brush, box)) {
            begin_decoding(&brush, scene, i + 1);
        }
        if (zoom && !*zoom && box->grows &&
            !pictures_has_failed(paints->pictures, box->object)) {
            *zoom = zoom_create(picture, scene, i);
        }
    }
    pictures_end(paints->pictures);
    return picture;
}
