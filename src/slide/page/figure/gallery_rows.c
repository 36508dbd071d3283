/* Pictures of a page in rows, each as high as its room allows. */
#include "slide/page/figure/gallery_plate.h"

#include <limits.h>

/* What a row is higher than its pictures at the most, in percent. */
enum { HIGHER_PCT = 140 };

/* A row of pictures that are as high as each other, and their widths together. */
struct gallery_row {
    const struct figure *figures;
    size_t count;
    int h, w; /* w: without the gaps */
    int caption_h, cells_w;
};

/* How a page is parted into rows. */
struct arrangement {
    struct gallery_row rows[GALLERY_A_PAGE];
    size_t count;
    bool is_narrow; /* a caption has short lines */
};

/* Of one that is so wide, nothing cropped. */
static int64_t width_at(const struct figure *figure, int64_t h)
{
    return h * figure->width / figure->height;
}

/* All pictures whole and side by side in that room. */
static void fill_row(struct gallery_row *row, int width, int height)
{
    int64_t wide = 0;
    for (size_t i = 0; i < row->count; i++) {
        wide += width_at(&row->figures[i], 1 << 16);
    }
    row->w = width > 1 ? width : 1;
    row->h = wide > 0 ? (int)(((int64_t)row->w << 16) / wide) : 1;
    row->h = row->h > 0 ? row->h : 1;
    if (row->h > height) {
        row->w = (int)((int64_t)row->w * height / row->h);
        row->h = height;
    }
    row->w = row->w > 0 ? row->w : 1;
}

static int picture_width(const struct gallery_row *row, size_t index)
{
    int64_t wide = 0;
    for (size_t i = 0; i < row->count; i++) {
        wide += width_at(&row->figures[i], 1 << 16);
    }
    int64_t own = width_at(&row->figures[index], 1 << 16);
    int width = wide > 0 ? (int)(row->w * own / wide) : row->w;
    return width > 0 ? width : 1;
}

/* To a height: cropped a little, and narrower where that would be too much. */
static void make_low(struct gallery_row *row, int64_t h)
{
    int64_t least = (int64_t)row->h * figure_kept_pct(FIGURE_GALLERY) / 100,
            most = (int64_t)row->h * HIGHER_PCT / 100;
    for (size_t i = 0; i < row->count; i++) {
        const struct figure *figure = &row->figures[i];
        most =
            figure->is_measured ? figure_side(FIGURE_GALLERY, (int)most, figure->height) : most;
    }
    h = h < 1 ? 1 : h > most ? most : h;
    if (h < least) {
        row->w = (int)(row->w * h / least);
        row->w = row->w > 0 ? row->w : 1;
    }
    row->h = (int)h;
}

/* No picture is larger than it is; what its row loses, all of it lose. */
static void keep_sizes(struct gallery_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        const struct figure *figure = &row->figures[i];
        const int width = picture_width(row, i);
        if (figure->is_measured) {
            const int most = figure_side(FIGURE_GALLERY, width, figure->width);
            row->h = (int)((int64_t)row->h * most / width);
            row->w = (int)((int64_t)row->w * most / width);
            const int most_h = figure_side(FIGURE_GALLERY, row->h, figure->height);
            row->w = row->h > 0 ? (int)((int64_t)row->w * most_h / row->h) : row->w;
            row->h = most_h;
        }
        row->h = row->h > 0 ? row->h : 1;
        row->w = row->w > 0 ? row->w : 1;
    }
}

/* What a picture has of its row's room: captions of narrow ones have all of that. */
static int cell_width(const struct gallery_row *row, size_t index)
{
    return (int)((int64_t)picture_width(row, index) * row->cells_w / row->w);
}

/* How high and how wide its captions are. False where one is narrow in any case. */
static bool caption_row(struct pen *pen, struct gallery_row *row, int width)
{
    const int least = gallery_caption_px(pen);
    bool is_good = true;
    row->caption_h = 0;
    row->cells_w = row->w;
    for (size_t i = 0; i < row->count; i++) {
        bool is_narrow = *row->figures[i].caption && cell_width(row, i) < least;
        row->cells_w =
            is_narrow ? width - (int)(row->count - 1) * gallery_gap_px(pen) : row->cells_w;
        row->cells_w = row->cells_w > row->w ? row->cells_w : row->w;
    }
    for (size_t i = 0; i < row->count; i++) {
        int cell_w = cell_width(row, i);
        int h = figure_caption_height(pen, &row->figures[i], cell_w);
        row->caption_h = h > row->caption_h ? h : row->caption_h;
        is_good = is_good && (!*row->figures[i].caption || cell_w >= least);
    }
    return is_good;
}

/* Rows as the bits of the way's `turns` say: a row ends behind each picture whose bit is set.
 */
static struct arrangement arrange(struct pen *pen, const struct gallery *shown,
    const struct gallery_way *way, struct pixel_rect room)
{
    struct arrangement made = { .count = 0 };
    const unsigned turns = way->turns;
    const int high = way->is_wide ? INT_MAX : room.h > 1 ? room.h : 1;
    int64_t whole = 0;
    for (size_t first = 0, i = 0; i < shown->count; i++) {
        if ((turns >> i & 1) == 0 && i + 1 < shown->count) {
            continue;
        }
        struct gallery_row *row = &made.rows[made.count++];
        *row =
            (struct gallery_row) { .figures = shown->figures + first, .count = i + 1 - first };
        fill_row(row, room.w - (int)(row->count - 1) * gallery_gap_px(pen), high);
        keep_sizes(row);
        caption_row(pen, row, room.w);
        whole += row->h;
        room.h -= row->caption_h + (first > 0 ? gallery_gap_px(pen) : 0);
        first = i + 1;
    }
    bool is_good = true;
    for (size_t i = 0; i < made.count; i++) {
        struct gallery_row *row = &made.rows[i];
        make_low(row, (int64_t)row->h * (room.h > 0 ? room.h : 1) / whole);
        keep_sizes(row);
        is_good = caption_row(pen, row, room.w) && is_good;
    }
    made.is_narrow = !is_good;
    return made;
}

/* Of a picture of the row, what it keeps of its height or its width, in percent. */
static int64_t kept_pct(const struct gallery_row *row)
{
    struct gallery_row whole = *row;
    fill_row(&whole, row->w, INT_MAX);
    const int64_t low = row->h < whole.h ? row->h : whole.h, high = row->h + whole.h - low;
    return 100 * low / high;
}

/* Returns the row's bottom. */
static int put_row(struct pen *pen, const struct gallery_row *row, struct pixel_rect room,
    struct gallery_cell *cells)
{
    struct pixel_rect rect = room;
    rect.h = row->h;
    const int64_t kept = kept_pct(row);
    for (size_t i = 0; i < row->count; i++) {
        rect.w = picture_width(row, i);
        cells[i].picture = rect;
        cells[i].room = (struct pixel_rect) { rect.x, rect.y, cell_width(row, i), room.h };
        cells[i].shown = (int64_t)rect.w * rect.h * kept / 100;
        rect.x += cells[i].room.w + gallery_gap_px(pen);
    }
    return room.y + row->h + row->caption_h;
}

struct gallery_plate gallery_in_rows(struct pen *pen, const struct gallery *shown,
    const struct gallery_way *way, struct pixel_rect room)
{
    const struct arrangement made = arrange(pen, shown, way, room);
    struct gallery_plate plate = { .is_narrow = made.is_narrow };
    const int bottom = room.y + room.h;
    for (size_t i = 0, first = 0; i < made.count; first += made.rows[i++].count) {
        room.h = bottom - room.y;
        plate.bottom = put_row(pen, &made.rows[i], room, plate.cells + first);
        room.y = plate.bottom + gallery_gap_px(pen);
    }
    return plate;
}
