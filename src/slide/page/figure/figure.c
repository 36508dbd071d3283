#include "slide/page/figure/figure.h"

#include "address/address.h"
#include "content/feed/feed_pictures.h"

/* To fill its column a picture may be larger than it is. Between the text more of a crop would
 * cut into what the picture shows. */
const struct figure_limits figure_limits[FIGURE_PLACES] = {
    [FIGURE_LEADS] = { .name = "lead of the headlines",
        .crop_pct = 40,
        .size_pct = 100,
        .least_width_pct = 33,
        .least_room_pct = 80 },
    [FIGURE_OPENS] = { .name = "opening an article, in its column",
        .crop_pct = 40,
        .size_pct = 125 },
    [FIGURE_PLATE] = { .name = "opening it, at the right", .crop_pct = 38, .size_pct = 100 },
    [FIGURE_BETWEEN] = { .name = "between the text",
        .crop_pct = 15,
        .crops_height = true,
        .size_pct = 125,
        .may_be_small = true },
    [FIGURE_ALONE] = { .name = "with its page to itself",
        .crop_pct = 40,
        .size_pct = 125,
        .may_be_small = true },
    [FIGURE_GALLERY] = { .name = "in a gallery",
        .crop_pct = 38,
        .size_pct = 100,
        .may_be_small = true },
};

/* Beside a picture a caption needs so many characters of small text on a line. */
enum { CAPTION_LEAST_EM = 9 };

/* What a picture is at the least, in u: so long on one side, and so much on the other. */
enum { LEAST_LONG_U = SPACE_8, LEAST_SHORT_U = SPACE_1 };

/* Under a third each way of five eighths of the width, in portrait all of it, and three fifths
 * of the height. */
static bool is_small(const struct pen *pen, const struct figure *figure)
{
    const struct pixel_rect body = pen->grid.body;
    const int64_t room_w = pen->grid.is_portrait ? body.w : body.w * 5 / 8;
    return figure->width * (int64_t)3 < room_w && figure->height * (int64_t)5 < body.h;
}

static bool is_speck(const struct pen *pen, const struct figure *figure)
{
    const bool is_wide = figure->width > figure->height;
    const int longer = is_wide ? figure->width : figure->height;
    const int shorter = is_wide ? figure->height : figure->width;
    return longer < grid_u(&pen->grid, LEAST_LONG_U) ||
           shorter < grid_u(&pen->grid, LEAST_SHORT_U);
}

bool figure_may_be(const struct figure *figure, enum figure_place place)
{
    return figure_limits[place].may_be_small || !figure->is_small;
}

bool figure_may_open(const struct figure *figure)
{
    return !figure->headings && figure_may_be(figure, FIGURE_OPENS);
}

enum figure_found figure_find(struct pen *pen, const struct block *block, struct figure *out)
{
    const struct view *view = pen->view;
    const char *url = *block->url ? address_resolve(pen->arena, view->url, block->url) : NULL;
    const struct gauge *gauge = pen->layout->gauge;
    *out = (struct figure) { .block = block, .caption = block->text };
    out->picture = url ? picture_ref_find(view->pictures, view->picture_count, url) : NULL;
    if (!out->picture ||
        (gauge && !gauge->size(gauge->context, out->picture, &out->width, &out->height))) {
        return FIGURE_NONE;
    }
    out->is_measured = out->width > 0 && out->height > 0;
    if (!out->is_measured) {
        out->width = 3;
        out->height = 2;
    }
    out->is_small = out->is_measured && is_small(pen, out);
    return out->is_measured && is_speck(pen, out) ? FIGURE_SPECK : FIGURE_THERE;
}

/* In the picture's own pixels, however the slide is laid out. */
static void warn_speck(struct pen *pen, const struct figure *figure)
{
    const struct gauge *gauge = layout_own_gauge(pen->layout);
    int width = figure->width, height = figure->height;
    gauge->size(gauge->context, figure->picture, &width, &height);
    if (!scene_warn(pen->scene, FINDING_PICTURE_SMALL,
            "the picture is %d × %d pixels and is left out: %.200s", width, height,
            figure->block->url)) {
        pen->failed = true;
    }
}

void figure_warn_specks(struct pen *pen, const struct item *item)
{
    for (size_t i = 0; i < item->block_count; i++) {
        const struct block *block = &item->blocks[i];
        struct figure figure;
        if (block->kind == BLOCK_PICTURE && figure_find(pen, block, &figure) == FIGURE_SPECK) {
            warn_speck(pen, &figure);
        }
    }
}

/* A narrow one may have a line more. */
static struct text_spec caption_spec(const struct pen *pen, int width)
{
    return (struct text_spec) { .role = "caption",
        .px = pen->grid.small,
        .tabular = true,
        .colour = pen->theme->quiet,
        .line_pct = pen_lines_pct(pen, 140),
        .max_lines = width < CAPTION_LEAST_EM * pen->grid.small ? 3 : 2 };
}

int figure_caption_height(struct pen *pen, const struct figure *figure, int width)
{
    const struct text_spec caption = caption_spec(pen, width);
    struct fitted fitted = pen_fit(pen, &caption,
        (struct pixel_rect) { 0, 0, width, pen->layout->height }, figure->caption);
    int height = (int)fitted.set.line_count * pen_line_px(pen, &caption, fitted.px);
    return height > 0 ? height + grid_u(&pen->grid, SPACE_1) : 0;
}

int figure_kept_pct(enum figure_place place)
{
    return 100 - figure_limits[place].crop_pct;
}

int figure_side(enum figure_place place, int side, int own)
{
    return (int64_t)side * 100 <= (int64_t)own * figure_limits[place].size_pct ? side : own;
}

struct pixel_rect figure_fill(
    const struct figure *figure, enum figure_place place, struct pixel_rect room)
{
    if (figure->is_measured) {
        room.w = figure_side(place, room.w, figure->width);
        room.h = figure_side(place, room.h, figure->height);
    }
    const int64_t kept = figure_kept_pct(place), width = figure->width, height = figure->height;
    struct pixel_rect rect = room;
    int64_t least_h = room.w * height * kept / (100 * width);
    int64_t most_h = room.w * height * 100 / (kept * width);
    if (room.h > most_h) { /* a very wide one is lower */
        rect.h = (int)most_h;
    } else if (room.h < least_h) { /* a very high one is narrower */
        rect.w = (int)(room.h * 100 * width / (kept * height));
    }
    rect.w = rect.w > 0 ? rect.w : 1;
    rect.h = rect.h > 0 ? rect.h : 1;
    return rect;
}

int figure_column_width(const struct figure *figure, int width)
{
    return figure->is_measured ? figure_side(FIGURE_OPENS, width, figure->width) : width;
}

/* One that opens, at the head of its column: of a tall one that is to be low no more than so
 * much; others are rather higher than narrower than their column. */
static struct pixel_rect opening_rect(const struct figure *figure, struct pixel_rect room)
{
    const int64_t kept = figure_kept_pct(FIGURE_OPENS);
    const int64_t wide_h = room.w * figure->height * kept / (100 * (int64_t)figure->width) + 1;
    const int least_h = room.h * figure->opening_pct / 100;
    if (figure->width < figure->height && figure->is_low) {
        room.h = wide_h < least_h ? (int)wide_h : least_h;
    } else if (figure->width >= figure->height) {
        room.h = room.h * FIGURE_MOST_PCT / 100;
        room.h = wide_h > least_h && wide_h <= room.h ? (int)wide_h : least_h;
    }
    return figure_fill(figure, FIGURE_OPENS, room);
}

/* The picture in a room: as wide as it, or whole and as high as it. */
static struct pixel_rect picture_rect(const struct figure *figure, struct pixel_rect room)
{
    const bool opens = figure->opening_pct > 0;
    const enum figure_place place = opens              ? FIGURE_OPENS
                                    : figure->is_alone ? FIGURE_ALONE
                                                       : FIGURE_BETWEEN;
    if (figure->is_measured) {
        room.w = figure_side(place, room.w, figure->width);
    }
    const int64_t high = (int64_t)room.w * figure->height / figure->width;
    const bool is_high = high > room.h;
    if (opens && (is_high || figure->width >= figure->height || figure->is_low)) {
        return opening_rect(figure, room);
    }
    struct pixel_rect rect = room;
    if (figure->is_alone && is_high) { /* as wide as its column, if it can be */
        return figure_fill(figure, FIGURE_ALONE, room);
    }
    if (!is_high) {
        rect.h = high > 0 ? (int)high : 1;
    } else if (high * figure_kept_pct(place) > (int64_t)room.h * 100) {
        int64_t wide = (int64_t)room.h * figure->width / figure->height;
        rect.w = wide > 0 ? (int)wide : 1;
    }
    return rect;
}

/* How it stands in its column. */
struct placed {
    struct pixel_rect picture, caption; /* caption 0 wide: below the picture */
    int h;                              /* of both */
};

/* What a picture leaves beside it, with the white between; 0 wide where that is no room for a
 * caption. */
static struct pixel_rect beside(
    const struct pen *pen, struct pixel_rect column, struct pixel_rect picture)
{
    const int right = column.x + column.w;
    picture.x += picture.w + grid_u(&pen->grid, SPACE_3);
    picture.w = right - picture.x;
    picture.w = picture.w < CAPTION_LEAST_EM * pen->grid.small ? 0 : picture.w;
    return picture;
}

/* Beside one that is narrower than its column the caption stands at its foot. */
static struct placed place(
    struct pen *pen, const struct figure *figure, struct pixel_rect column)
{
    const int caption_h = figure_caption_height(pen, figure, column.w);
    struct pixel_rect above = column;
    above.h = above.h > caption_h ? above.h - caption_h : 1;
    struct placed placed = { .picture = picture_rect(figure, above) };
    placed.h = placed.picture.h + caption_h;
    if (caption_h > 0 && beside(pen, column, placed.picture).w > 0) {
        const struct pixel_rect whole = picture_rect(figure, column);
        placed.picture = beside(pen, column, whole).w > 0 ? whole : placed.picture;
        placed.caption = beside(pen, column, placed.picture);
        placed.h = placed.picture.h;
    }
    return placed;
}

int figure_height(struct pen *pen, const struct figure *figure, int width, int height)
{
    const int headings_h = figure_headings_height(pen, figure, width);
    const struct pixel_rect column = { .w = width, .h = height - headings_h };
    const int all = headings_h + place(pen, figure, column).h + grid_u(&pen->grid, SPACE_3);
    return all < height ? all : height;
}

int figure_width(struct pen *pen, const struct figure *figure, struct pixel_rect column)
{
    return place(pen, figure, column).picture.w;
}

void figure_add_picture(struct pen *pen, const struct figure *figure, struct pixel_rect rect)
{
    struct box *box = pen_picture(pen, "photo", rect, figure->picture);
    if (box) {
        box->is_cover = figure->is_measured; /* nothing is cropped on a guess */
        box->focus_x = box->focus_y = 500;
    }
}

void figure_add_captioned(struct pen *pen, const struct figure *figure, struct pixel_rect rect,
    struct pixel_rect cell)
{
    const struct text_spec caption = caption_spec(pen, cell.w);
    figure_add_picture(pen, figure, rect);
    int down = rect.y - cell.y + rect.h + grid_u(&pen->grid, SPACE_1);
    cell.y += down;
    cell.h -= down;
    pen_text(pen, &caption, cell, figure->caption);
}

/* Below its headings. */
static struct pixel_rect below_headings(
    struct pen *pen, const struct figure *figure, struct pixel_rect room)
{
    const int y = figure_add_headings(pen, figure, room);
    room.h -= y - room.y;
    room.y = y;
    return room;
}

void figure_add(struct pen *pen, const struct figure *figure, struct pixel_rect column)
{
    column = below_headings(pen, figure, column);
    const struct placed placed = place(pen, figure, column);
    if (placed.caption.w == 0) {
        figure_add_captioned(pen, figure, placed.picture, column);
        return;
    }
    struct text_spec caption = caption_spec(pen, placed.caption.w);
    caption.max_lines = 0;
    caption.anchor = ANCHOR_BOTTOM;
    figure_add_picture(pen, figure, placed.picture);
    pen_text(pen, &caption, placed.caption, figure->caption);
}
