#include "slide/page/figure/gallery.h"

#include "slide/page/flow_text.h"

#include <math.h>

/* What of the screen's size a picture has at the least to stand alone, in percent. */
enum { ALONE_PCT = 60 };

/* What of its room's width a page has from edge to edge, at the least. A picture that shows
 * less than so much of what it might makes its page uneven, which counts so much less. */
enum { EDGE_PCT = 88, EVEN_PCT = 90, UNEVEN_COST = 2 };

/* How many times larger pictures are without their captions where these are left out. */
enum { CAPTIONS_MOST_COST = 2 * GALLERY_NARROW_COST };

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
        if (figure_find(pen, block, figure) == FIGURE_THERE) {
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

/* What a picture covers by itself in a room, whole. */
static double whole_area(const struct figure *figure, struct pixel_rect room)
{
    const double wide = (double)room.w / figure->width, high = (double)room.h / figure->height;
    double scale = wide < high ? wide : high;
    scale = figure->is_measured && scale > 1 ? 1 : scale;
    return scale > 0 ? (double)figure->width * figure->height * scale * scale : 1;
}

/* How good a plate is. */
struct merit {
    double least;  /* what the picture that shows least shows of what it could by itself */
    double all;    /* what all show, in the mean of the logarithms, and from edge to edge */
    bool is_whole; /* it fits, from edge to edge, and no caption is narrow */
};

/* What counts less than whatever fits, for a plate that is a pixel too high. */
static const double too_high = 1e-12;

/* The more of each is shown the better. What stands from edge to edge counts up to twice as
 * much. */
static struct merit merit_of(
    const struct gallery_plate *plate, const struct gallery *shown, struct pixel_rect room)
{
    struct merit merit = { .least = 1 };
    int right = room.x;
    double each = 0;
    for (size_t i = 0; i < shown->count; i++) {
        const struct pixel_rect r = plate->cells[i].picture;
        const double share =
            (1 + (double)plate->cells[i].shown) / whole_area(&shown->figures[i], room);
        right = r.x + r.w > right ? r.x + r.w : right;
        each += log(share);
        merit.least = share < merit.least ? share : merit.least;
    }
    const int over = plate->bottom - room.y - room.h;
    const bool fits = over <= 0;
    merit.all =
        fits ? exp(each / (double)shown->count) * (room.w + right - room.x) : too_high / over;
    merit.is_whole = fits && !plate->is_narrow && (right - room.x) * 100 >= room.w * EDGE_PCT;
    return merit;
}

/* Whether columns are other than the rows that there are. */
static bool is_of_columns(unsigned turns, size_t count)
{
    const unsigned each = (1U << (count - 1)) - 1;
    return (turns & each) != 0 && (turns & each) != each;
}

/* All ways that there are. */
struct plates {
    struct gallery_plate list[3 << (GALLERY_A_PAGE - 1)];
    struct merit merits[3 << (GALLERY_A_PAGE - 1)];
    size_t count;
    double least; /* the most that the least picture shows in any that is whole */
};

static struct plates all_plates(
    struct pen *pen, const struct gallery *shown, struct pixel_rect room)
{
    struct plates plates = { .count = 0 };
    for (unsigned turns = 0; shown->count > 0 && turns < 1U << (shown->count - 1); turns++) {
        for (int way = 0; way < 3; way++) {
            const struct gallery_way how = { turns, way == 1 };
            if (way == 2 && !is_of_columns(turns, shown->count)) {
                continue;
            }
            const struct gallery_plate plate =
                (way == 2 ? gallery_in_columns : gallery_in_rows)(pen, shown, &how, room);
            const struct merit merit = merit_of(&plate, shown, room);
            plates.list[plates.count] = plate;
            plates.merits[plates.count++] = merit;
            plates.least =
                merit.is_whole && merit.least > plates.least ? merit.least : plates.least;
        }
    }
    return plates;
}

/* A page is even: where no picture need be as small, a plate with a smaller one is worth less,
 * so that none is a stamp beside another. */
static double worth(const struct plates *plates, size_t index)
{
    const struct merit *merit = &plates->merits[index];
    const bool is_uneven = merit->least * 100 < plates->least * EVEN_PCT;
    return merit->all / (is_uneven ? UNEVEN_COST : 1) /
           (plates->list[index].is_narrow ? GALLERY_NARROW_COST : 1);
}

/* The best plate of all, and what it is worth. */
struct choice {
    struct gallery_plate plate;
    double worth;
};

/* Of equal ones that with the larger first picture, or the fuller first row. */
static struct choice best_plate(
    struct pen *pen, const struct gallery *shown, struct pixel_rect room)
{
    const struct plates plates = all_plates(pen, shown, room);
    struct choice best = { .worth = 0 };
    for (size_t i = 0; i < plates.count; i++) {
        const struct gallery_plate *plate = &plates.list[i];
        const double own = worth(&plates, i);
        const bool is_equal = own > best.worth * 0.999;
        if (own > best.worth * 1.001 ||
            (is_equal && plate->cells[0].shown >= best.plate.cells[0].shown)) {
            best.plate = *plate;
            best.worth = own > best.worth ? own : best.worth;
        }
    }
    return best;
}

static struct gallery without_captions(struct pen *pen, const struct gallery *shown)
{
    struct figure *figures = arena_array(pen->arena, shown->count, sizeof *figures);
    pen->failed = pen->failed || !figures;
    for (size_t i = 0; figures && i < shown->count; i++) {
        figures[i] = shown->figures[i];
        figures[i].caption = "";
    }
    return (struct gallery) { figures, figures ? shown->count : 0 };
}

/* Captions that leave pictures next to nothing give way to them, and that is said. */
static struct gallery_plate best_for_pictures(
    struct pen *pen, struct gallery *shown, struct pixel_rect room)
{
    const struct gallery bare = without_captions(pen, shown);
    const struct choice with = best_plate(pen, shown, room),
                        without = best_plate(pen, &bare, room);
    if (bare.count == 0 || without.worth <= with.worth * CAPTIONS_MOST_COST) {
        return with.plate;
    }
    for (size_t i = 0; i < shown->count; i++) {
        if (*shown->figures[i].caption) {
            pen_warn_cut(pen, "caption", shown->figures[i].caption);
        }
    }
    *shown = bare;
    return without.plate;
}

void gallery_add(
    struct pen *pen, const struct gallery *gallery, int page, struct pixel_rect room)
{
    struct gallery shown = gallery_page(gallery, page);
    const struct gallery_plate plate = best_for_pictures(pen, &shown, room);
    for (size_t i = 0; i < shown.count; i++) {
        figure_add_captioned(
            pen, &shown.figures[i], plate.cells[i].picture, plate.cells[i].room);
    }
}
