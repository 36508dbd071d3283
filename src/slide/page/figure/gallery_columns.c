/* Pictures of a page in columns that are as high as each other: a tall one beside two that are
 * wide. */
#include "slide/page/figure/gallery_plate.h"

/* Pictures as wide as each other, one above the other. */
struct gallery_column {
    const struct figure *figures;
    size_t count;
    int64_t w, heights[GALLERY_A_PAGE];
    int captions[GALLERY_A_PAGE], captions_h;
};

struct columns {
    struct gallery_column list[GALLERY_A_PAGE];
    size_t count;
};

static struct columns part(const struct gallery *shown, unsigned turns)
{
    struct columns columns = { .count = 0 };
    for (size_t first = 0, i = 0; i < shown->count; i++) {
        if ((turns >> i & 1) != 0 || i + 1 == shown->count) {
            struct gallery_column *column = &columns.list[columns.count++];
            column->figures = shown->figures + first;
            column->count = i + 1 - first;
            first = i + 1;
        }
    }
    return columns;
}

/* All of it is as high as the room, nothing cropped. */
static void fill_column(
    const struct pen *pen, struct gallery_column *column, struct pixel_rect room)
{
    int64_t high = 0,
            free = room.h - column->captions_h - (int)(column->count - 1) * gallery_gap_px(pen);
    free = free > 1 ? free : 1;
    for (size_t i = 0; i < column->count; i++) {
        high += ((int64_t)column->figures[i].height << 16) / column->figures[i].width;
    }
    column->w = high > 0 ? (free << 16) / high : 1;
    column->w = column->w > 0 ? column->w : 1; /* captions may leave nothing */
    for (size_t i = 0; i < column->count; i++) {
        column->heights[i] = column->w * column->figures[i].height / column->figures[i].width;
    }
}

static void scale(struct gallery_column *column, int64_t by, int64_t of, bool with_heights)
{
    column->w = column->w * by / of;
    column->w = column->w > 0 ? column->w : 1;
    for (size_t i = 0; i < column->count && with_heights; i++) {
        column->heights[i] = column->heights[i] * by / of;
        column->heights[i] = column->heights[i] > 0 ? column->heights[i] : 1;
    }
}

/* To the room's width: cropped a little, and lower where that would be too much. Returns what
 * the crop leaves, in percent. */
static int make_wide(struct columns *columns, int64_t width)
{
    int64_t all = 0, kept_pct = 100;
    for (size_t i = 0; i < columns->count; i++) {
        all += columns->list[i].w;
    }
    const int least_pct = figure_kept_pct(FIGURE_GALLERY);
    const int64_t most = all * 100 / least_pct, least = all * least_pct / 100;
    const int64_t wide = width > most ? most : width < least ? least : width;
    kept_pct = wide > all ? all * 100 / wide : wide * 100 / all;
    for (size_t i = 0; i < columns->count; i++) {
        scale(&columns->list[i], wide, all, false);
        if (wide > width) {
            scale(&columns->list[i], width, wide, true);
        }
    }
    return (int)kept_pct;
}

/* No picture is larger than it is; what its column loses, all of it lose. */
static void keep_sizes(struct gallery_column *column)
{
    for (size_t i = 0; i < column->count; i++) {
        const struct figure *figure = &column->figures[i];
        if (figure->is_measured) {
            scale(column, figure_side(FIGURE_GALLERY, (int)column->w, figure->width), column->w,
                true);
            const int64_t h = column->heights[i] > 0 ? column->heights[i] : 1;
            scale(column, figure_side(FIGURE_GALLERY, (int)h, figure->height), h, true);
        }
    }
}

/* False where one is narrow. */
static bool caption_column(struct pen *pen, struct gallery_column *column)
{
    bool is_good = true;
    column->captions_h = 0;
    for (size_t i = 0; i < column->count; i++) {
        const struct figure *figure = &column->figures[i];
        column->captions[i] = figure_caption_height(pen, figure, (int)column->w);
        column->captions_h += column->captions[i];
        is_good = is_good && (!*figure->caption || column->w >= gallery_caption_px(pen));
    }
    return is_good;
}

static int put_column(struct pen *pen, const struct gallery_column *column,
    struct pixel_rect room, struct gallery_plate *plate, size_t first)
{
    const int bottom = room.y + room.h;
    for (size_t i = 0; i < column->count; i++) {
        struct gallery_cell *cell = &plate->cells[first + i];
        cell->picture =
            (struct pixel_rect) { room.x, room.y, (int)column->w, (int)column->heights[i] };
        cell->room = (struct pixel_rect) { room.x, room.y, (int)column->w, bottom - room.y };
        cell->shown = column->w * column->heights[i];
        room.y += cell->picture.h + column->captions[i];
        plate->bottom = room.y > plate->bottom ? room.y : plate->bottom;
        room.y += gallery_gap_px(pen);
    }
    return room.x + (int)column->w + gallery_gap_px(pen);
}

struct gallery_plate gallery_in_columns(struct pen *pen, const struct gallery *shown,
    const struct gallery_way *way, struct pixel_rect room)
{
    struct gallery_plate plate = { .is_narrow = false };
    struct columns columns = part(shown, way->turns);
    const int width = room.w - (int)(columns.count - 1) * gallery_gap_px(pen);
    int kept_pct = 100;
    bool is_good = true;
    for (int pass = 0; pass < 3; pass++) { /* captions are as wide as what they are below */
        for (size_t i = 0; i < columns.count; i++) {
            fill_column(pen, &columns.list[i], room);
        }
        kept_pct = make_wide(&columns, width > 1 ? width : 1);
        is_good = true;
        for (size_t i = 0; i < columns.count; i++) {
            keep_sizes(&columns.list[i]);
            is_good = caption_column(pen, &columns.list[i]) && is_good;
        }
    }
    for (size_t i = 0, first = 0; i < columns.count; first += columns.list[i++].count) {
        room.x = put_column(pen, &columns.list[i], room, &plate, first);
    }
    for (size_t i = 0; i < shown->count; i++) {
        plate.cells[i].shown = plate.cells[i].shown * kept_pct / 100;
    }
    plate.is_narrow = !is_good;
    return plate;
}
