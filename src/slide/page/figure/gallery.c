#include "slide/page/figure/gallery.h"

#include "slide/page/flow_text.h"

#include <limits.h>

/* In percent: what a row is lower than its pictures at the most, and what it is higher; and
 * what of the screen's size a picture has at the least to stand alone. */
enum { LOWER_PCT = 62, HIGHER_PCT = 125, ALONE_PCT = 60 };

/* A caption has lines of so many characters, or its page counts as so much less. */
enum { CAPTION_LEAST_EM = 9, NARROW_COST = 16 };

/* A row of pictures that are as high as each other, and their widths together. */
struct gallery_row {
    const struct figure *figures;
    size_t count;
    int h, w; /* w: without the gaps */
    int caption_h, cells_w;
};

/* How a page is parted into rows, and how much they show: what they cover, less for a crop. */
struct arrangement {
    struct gallery_row rows[GALLERY_A_PAGE];
    size_t count;
    int64_t shown;
};

/* Whether the headings that end before that block have nothing but pictures below them. */
static bool are_of_pictures(const struct item *item, size_t block)
{
    while (block < item->block_count && item->blocks[block].kind == BLOCK_PICTURE) {
        block++;
    }
    return block == item->block_count || item->blocks[block].kind == BLOCK_HEADING;
}

/* The headings right before a block; how many is in *count. */
static const struct block *headings_before(const struct item *item, size_t block, size_t *count)
{
    size_t first = block;
    while (first > 0 && item->blocks[first - 1].kind == BLOCK_HEADING) {
        first--;
    }
    *count = block - first;
    return *count > 0 && are_of_pictures(item, block) ? &item->blocks[first] : NULL;
}

struct gallery gallery_find(struct pen *pen, const struct item *item)
{
    struct gallery gallery = { .count = 0 };
    struct figure *figures = arena_array(pen->arena, item->block_count, sizeof *figures);
    const struct block *headings = NULL;
    size_t heading_count = 0; /* that no picture has yet */
    if (!figures) {
        pen->failed = true;
        return gallery;
    }
    for (size_t i = 0; i < item->block_count; i++) {
        const struct block *block = &item->blocks[i];
        struct figure *figure = &figures[gallery.count];
        if (block->kind != BLOCK_PICTURE) {
            headings = NULL;
            continue;
        }
        if (i > 0 && item->blocks[i - 1].kind == BLOCK_HEADING) {
            headings = headings_before(item, i, &heading_count);
        }
        if (figure_find(pen, block, figure)) {
            figure->headings = headings;
            figure->heading_count = headings ? heading_count : 0;
            heading_count = 0;
            gallery.count++;
        }
    }
    gallery.figures = figures;
    return gallery;
}

const struct figure *gallery_figure(const struct gallery *gallery, const struct block *block)
{
    for (size_t i = 0; i < gallery->count; i++) {
        if (gallery->figures[i].block == block) {
            return &gallery->figures[i];
        }
    }
    return NULL;
}

struct gallery gallery_behind(const struct gallery *pictures, size_t skipped)
{
    struct gallery behind = { .figures = pictures->figures };
    if (pictures->count > skipped + 1) {
        behind.figures += skipped;
        behind.count = pictures->count - skipped;
    }
    return behind;
}

bool gallery_is_small(const struct pen *pen, const struct gallery *gallery)
{
    bool is_small = gallery->count > 1;
    for (size_t i = 0; i < gallery->count; i++) {
        const struct figure *figure = &gallery->figures[i];
        is_small = is_small && figure->is_measured &&
                   figure->width * 100 < pen->layout->width * ALONE_PCT &&
                   figure->height * 100 < pen->layout->height * ALONE_PCT;
    }
    return is_small;
}

/* Where the pictures end that stand below the same headings as that one. */
static size_t section_end(const struct gallery *gallery, size_t first)
{
    size_t end = first + 1;
    while (end < gallery->count &&
           gallery->figures[end].headings == gallery->figures[first].headings) {
        end++;
    }
    return end;
}

static size_t pages_of(size_t count)
{
    return (count + GALLERY_A_PAGE - 1) / GALLERY_A_PAGE;
}

int gallery_pages(const struct gallery *gallery)
{
    size_t pages = 0;
    for (size_t first = 0, end; first < gallery->count; first = end) {
        end = section_end(gallery, first);
        pages += pages_of(end - first);
    }
    return (int)pages;
}

struct gallery gallery_page(const struct gallery *gallery, int page)
{
    size_t first = 0, count = 0, left = 0; /* pages that are left of the section */
    size_t end = 0;
    for (int i = 0; i <= page && first + count < gallery->count; i++) {
        first += count;
        if (left == 0) {
            end = section_end(gallery, first);
            left = pages_of(end - first);
        }
        count = (end - first + left - 1) / left;
        left--;
    }
    return (struct gallery) { gallery->figures + first, count };
}

int64_t gallery_reading_ms(const struct gallery *gallery, int page)
{
    const struct gallery shown = gallery_page(gallery, page);
    int64_t reading_ms = 0;
    for (size_t i = 0; i < shown.count; i++) {
        const struct figure *figure = &shown.figures[i];
        reading_ms += FIGURE_MS + typeset_reading_ms(figure->caption);
        for (size_t k = 0; k < figure->heading_count; k++) {
            reading_ms += typeset_reading_ms(figure->headings[k].text);
        }
    }
    return reading_ms;
}

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
    int64_t least = (int64_t)row->h * LOWER_PCT / 100,
            most = (int64_t)row->h * HIGHER_PCT / 100;
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
        int width = picture_width(row, i);
        if (figure->is_measured && width > figure->width) {
            row->h = (int)((int64_t)row->h * figure->width / width);
            row->w = (int)((int64_t)row->w * figure->width / width);
        }
        if (figure->is_measured && row->h > figure->height) {
            row->w = (int)((int64_t)row->w * figure->height / row->h);
            row->h = figure->height;
        }
        row->h = row->h > 0 ? row->h : 1;
        row->w = row->w > 0 ? row->w : 1;
    }
}

static int gap_px(const struct pen *pen)
{
    return grid_u(&pen->grid, SPACE_3);
}

/* What a picture has of its row's room: captions of narrow ones have all of that. */
static int cell_width(const struct gallery_row *row, size_t index)
{
    return (int)((int64_t)picture_width(row, index) * row->cells_w / row->w);
}

/* How high and how wide its captions are. False where one is narrow in any case. */
static bool caption_row(struct pen *pen, struct gallery_row *row, int width)
{
    const int least = CAPTION_LEAST_EM * pen->grid.small;
    bool is_good = true;
    row->caption_h = 0;
    row->cells_w = row->w;
    for (size_t i = 0; i < row->count; i++) {
        bool is_narrow = *row->figures[i].caption && cell_width(row, i) < least;
        row->cells_w = is_narrow ? width - (int)(row->count - 1) * gap_px(pen) : row->cells_w;
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

/* What the row covers times what it keeps of its pictures. */
static int64_t shown_of(const struct gallery_row *row)
{
    struct gallery_row whole = *row;
    fill_row(&whole, row->w, INT_MAX);
    int64_t low = row->h < whole.h ? row->h : whole.h, high = row->h + whole.h - low;
    return row->w * (int64_t)row->h * low / high;
}

/* Rows as the bits of `turns` say: a row ends behind each picture whose bit is set. */
static struct arrangement arrange(
    struct pen *pen, const struct gallery *shown, unsigned turns, struct pixel_rect room)
{
    struct arrangement made = { .count = 0 };
    const int high = room.h > 1 ? room.h : 1;
    int64_t whole = 0;
    for (size_t first = 0, i = 0; i < shown->count; i++) {
        if ((turns >> i & 1) == 0 && i + 1 < shown->count) {
            continue;
        }
        struct gallery_row *row = &made.rows[made.count++];
        *row =
            (struct gallery_row) { .figures = shown->figures + first, .count = i + 1 - first };
        fill_row(row, room.w - (int)(row->count - 1) * gap_px(pen), high);
        caption_row(pen, row, room.w);
        whole += row->h;
        room.h -= row->caption_h + (first > 0 ? gap_px(pen) : 0);
        first = i + 1;
    }
    bool is_good = true;
    for (size_t i = 0; i < made.count; i++) {
        struct gallery_row *row = &made.rows[i];
        make_low(row, (int64_t)row->h * (room.h > 0 ? room.h : 1) / whole);
        keep_sizes(row);
        is_good = caption_row(pen, row, room.w) && is_good;
        made.shown += shown_of(row);
    }
    made.shown /= is_good ? 1 : NARROW_COST;
    return made;
}

/* Returns the row's bottom. */
static int add_row(struct pen *pen, const struct gallery_row *row, struct pixel_rect room)
{
    struct pixel_rect rect = room;
    rect.h = row->h;
    for (size_t i = 0; i < row->count; i++) {
        struct pixel_rect cell = { rect.x, rect.y, cell_width(row, i), room.h };
        rect.w = picture_width(row, i);
        figure_add_captioned(pen, &row->figures[i], rect, cell);
        rect.x += cell.w + gap_px(pen);
    }
    return room.y + row->h + row->caption_h;
}

void gallery_add(
    struct pen *pen, const struct gallery *gallery, int page, struct pixel_rect room)
{
    const struct gallery shown = gallery_page(gallery, page);
    struct arrangement best = { .count = 0 };
    for (unsigned turns = 0; shown.count > 0 && turns < 1U << (shown.count - 1); turns++) {
        const struct arrangement made = arrange(pen, &shown, turns, room);
        best = made.shown > best.shown ? made : best;
    }
    const int bottom = room.y + room.h;
    for (size_t i = 0; i < best.count; i++) {
        room.h = bottom - room.y;
        room.y = add_row(pen, &best.rows[i], room) + gap_px(pen);
    }
}
