#include "slide/kinds/headlines/headlines_plate.h"

#include "slide/kinds/list_way.h"

#include <string.h>

enum { TITLES_A_PAGE = 6 };

/* Titles of a page that is less than full at the heading's size are tried in so many larger
 * ones, up to the title's. */
enum { FULL_PART = 3, FULL_PARTS = 4, STEPS = 4 };

struct text_spec headlines_title_spec(const struct pen *pen, const struct headline_plate *plate)
{
    const struct grid *grid = &pen->grid;
    return (struct text_spec) { .role = "title",
        .px = plate->title_px,
        .min_px = plate->is_alone ? grid->heading : 0,
        .any_size = plate->is_alone,
        .bold = plate->is_alone,
        .balance = true,
        .is_row = !plate->is_alone,
        .colour = pen->theme->ink,
        .max_lines = plate->is_alone ? 0 : plate->title_lines };
}

/* Two lines of heading, or three; a title too long for those goes down to the body's size,
 * which the slide has anyway. */
static struct text_spec long_title_spec(
    const struct pen *pen, const struct headline_plate *plate)
{
    struct text_spec spec = headlines_title_spec(pen, plate);
    spec.px = pen->grid.text;
    spec.max_lines = 3;
    return spec;
}

/* Figures are as wide as a zero; without any date there is room for one. */
static int dates_width(struct pen *pen, const struct headline_list *list)
{
    const struct civil_date none = { .year = 2000, .month = 11, .day = 11 };
    int widest = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct civil_date *date = &list->entries[i].published;
        const char *text = pen_date(pen, DATE_WORD_ROW, date->year != 0 ? date : &none, false);
        char *zeros = text ? arena_strndup(pen->arena, text, strlen(text)) : NULL;
        pen->failed = pen->failed || !zeros;
        for (char *at = zeros; at && *at; at++) {
            *at = *at >= '0' && *at <= '9' ? '0' : *at;
        }
        int width = zeros ? pen_width(pen, pen->grid.text, false, zeros) : 0;
        widest = width > widest ? width : widest;
    }
    return widest;
}

struct headline_plate headlines_plate_at(
    struct pen *pen, const struct headline_list *list, const struct headline_look *look)
{
    const struct grid *grid = &pen->grid;
    struct headline_plate plate = { .titles = grid->body,
        .is_alone = list->count == 1,
        .title_px = look->title_px,
        .title_lines = grid->is_portrait && look->title_px > grid->heading ? 3 : 2 };
    plate.above = plate.below = look->pad;
    /* Beside a title that is as large as the word, in a narrow body, it would be read as one.
     */
    plate.is_stacked = grid->is_portrait || (plate.is_alone && grid->is_narrow);
    if (plate.is_stacked) {
        const int word_px = plate.is_alone ? grid->title : grid->display;
        int head = grid_scaled(word_px, 125) + grid_u(grid, SPACE_4);
        plate.titles.y += head;
        plate.titles.h -= head;
        plate.below = look->pad * 3 / 2;
        return plate;
    }
    int quarter = grid->body.w / 4;
    plate.titles.x += quarter;
    plate.titles.w -= quarter;
    if (!plate.is_alone) {
        plate.date_w = dates_width(pen, list);
        plate.titles.w -= plate.date_w + grid_u(grid, SPACE_4);
    }
    return plate;
}

/* Alone it takes three lines, or four rather than come out smaller than an article's title. */
static struct fitted fit_alone(struct pen *pen, const struct headline_plate *plate,
    const char *title, struct text_spec *spec)
{
    static const int lines[] = { 3, 4, 0 };
    struct pixel_rect room = plate->titles;
    struct fitted fitted = { .px = 0 };
    const int *parts = NULL; /* the first that parts a word */
    bool is_whole = false;
    room.h -= grid_u(&pen->grid, SPACE_8);
    for (size_t way = 0; way < sizeof lines / sizeof *lines && !is_whole; way++) {
        spec->max_lines = lines[way];
        fitted = pen_fit(pen, spec, room, title);
        bool is_large = !fitted.clipped && fitted.px >= pen->grid.title;
        is_whole = is_large && !fitted.parted;
        parts = is_large && !parts ? &lines[way] : parts;
    }
    if (!is_whole && parts) {
        spec->max_lines = *parts;
        fitted = pen_fit(pen, spec, room, title);
    }
    if (!fitted.forced) {
        return fitted;
    }
    spec->min_px = pen->grid.small; /* a word that is longer than the line */
    return pen_fit(pen, spec, room, title);
}

/* A list has one size: a title that would be torn takes a line more, and a smaller one only
 * where it has no room. */
struct fitted headlines_fit_title(struct pen *pen, const struct headline_plate *plate,
    const char *title, struct text_spec *spec)
{
    *spec = headlines_title_spec(pen, plate);
    if (plate->is_alone) {
        return fit_alone(pen, plate, title, spec);
    }
    const struct list_way way = { spec->px, true };
    struct fitted fitted = list_way_fit(pen, way, spec, plate->titles, title);
    if (fitted.clipped || fitted.forced) {
        *spec = long_title_spec(pen, plate);
        fitted = pen_fit(pen, spec, plate->titles, title);
    }
    return fitted;
}

struct text_spec headlines_date_spec(const struct pen *pen, const struct headline_plate *plate)
{
    const struct grid *grid = &pen->grid;
    const bool is_small = grid->is_portrait && plate->title_px <= grid->heading;
    return (struct text_spec) { .role = "date-item",
        .px = is_small ? grid->small : grid->text,
        .tabular = true,
        .colour = pen->theme->quiet,
        .line_pct = grid->is_portrait && !plate->is_alone ? 120 : 0,
        .max_lines = 1 };
}

int headlines_date_height(const struct pen *pen, const struct headline_plate *plate)
{
    const struct text_spec date = headlines_date_spec(pen, plate);
    return pen->grid.is_portrait
               ? grid_u(&pen->grid, SPACE_1) + pen_line_px(pen, &date, date.px)
               : 0;
}

struct headline_row headlines_row(
    struct pen *pen, const struct headline_plate *plate, const char *title)
{
    struct text_spec spec;
    const struct fitted fitted = headlines_fit_title(pen, plate, title, &spec);
    const int lines = (int)fitted.set.line_count;
    return (struct headline_row) {
        .is_torn = list_way_tears(&fitted),
        .height = plate->above + lines * pen_line_px(pen, &spec, fitted.px) + plate->below +
                  headlines_date_height(pen, plate),
        .is_whole = !fitted.clipped && !fitted.forced && !fitted.parted &&
                    fitted.px == plate->title_px && lines <= plate->title_lines,
    };
}

/* Rows of a list, from the first behind the lead's page on. */
struct rows {
    const int *heights;
    int room;
};

static bool rows_fit(const void *context, size_t first, size_t count)
{
    const struct rows *rows = context;
    int height = 0;
    for (size_t i = first; i < first + count; i++) {
        height += rows->heights[i];
    }
    return height <= rows->room;
}

/* How a list is shared out over pages in one size. */
struct share {
    struct page_counts counts;
    int fullest;   /* the height of the rows on the fullest page */
    size_t torn;   /* titles */
    bool is_whole; /* no title is cut or torn, or has too many lines */
};

static struct share share_at(struct pen *pen, const struct headline_list *list, size_t led,
    const struct headline_plate *plate)
{
    /* The first row needs no white above it and the last none below. */
    struct rows rows = { .room = plate->titles.h + plate->above + plate->below };
    int *heights = arena_array(pen->arena, list->count, sizeof *heights);
    struct share share = { .is_whole = true };
    for (size_t i = led; heights && i < list->count; i++) {
        const struct headline_row row = headlines_row(pen, plate, list->entries[i].item->title);
        heights[i - led] = row.height;
        share.torn += row.is_torn;
        share.is_whole = share.is_whole && row.is_whole;
    }
    rows.heights = heights;
    const struct page_fill fill = {
        .context = &rows, .fits = rows_fit, .total = list->count - led, .most = TITLES_A_PAGE
    };
    pen->failed = pen->failed || !heights || !page_fill(pen->arena, &fill, &share.counts);
    for (size_t page = 0, at = 0; !pen->failed && page < share.counts.pages; page++) {
        int height = 0;
        for (size_t i = 0; i < share.counts.of[page]; i++) {
            height += heights[at++];
        }
        share.fullest = height > share.fullest ? height : share.fullest;
    }
    return share;
}

/* Rows that are mostly of several lines are told apart by less white, where that saves a page.
 */
static void draw_closer(struct pen *pen, const struct headline_list *list, size_t led,
    struct headline_look *look, struct share *share)
{
    struct headline_look close = *look;
    close.pad = grid_u(&pen->grid, SPACE_1);
    const struct headline_plate plate = headlines_plate_at(pen, list, &close);
    const struct share closer = share_at(pen, list, led, &plate);
    if (!pen->failed && closer.counts.pages < share->counts.pages) {
        *look = close;
        *share = closer;
    }
}

/* For list_way_mend. */
struct trial {
    struct pen *pen;
    const struct headline_list *list;
    size_t led;
    struct headline_look *look;
    struct share share;
};

static struct list_tried try_titles(void *context, struct list_way way)
{
    struct trial *trial = context;
    trial->look->title_px = way.px;
    const struct headline_plate plate =
        headlines_plate_at(trial->pen, trial->list, trial->look);
    trial->share = share_at(trial->pen, trial->list, trial->led, &plate);
    return (struct list_tried) { trial->share.torn, trial->share.counts.pages };
}

/* Titles that are torn are set smaller, all of them, where that costs no page; they grow in any
 * case. */
static void shrink(struct pen *pen, const struct headline_list *list, size_t led,
    struct headline_look *look, struct share *share)
{
    struct trial titles = { pen, list, led, look, *share };
    const struct list_trial trial = { &titles, try_titles };
    const struct list_tried usual = { share->torn, share->counts.pages };
    list_way_mend(&trial, (struct list_way) { look->title_px, true }, usual);
    *share = titles.share;
}

struct page_counts headlines_share(
    struct pen *pen, const struct headline_list *list, size_t led, struct headline_look *look)
{
    const struct grid *grid = &pen->grid;
    const bool is_alone = list->count == 1;
    *look = (struct headline_look) { is_alone ? grid->display : grid->heading,
        grid_u(grid, SPACE_2) };
    const struct headline_plate plate = headlines_plate_at(pen, list, look);
    struct share plain = share_at(pen, list, led, &plate);
    const bool is_full = plain.fullest * FULL_PARTS > plate.titles.h * FULL_PART;
    for (int step = STEPS; step > 0 && !is_alone && !is_full && !pen->failed; step--) {
        const struct headline_look larger = {
            grid->heading + (grid->title - grid->heading) * step / STEPS, look->pad
        };
        const struct headline_plate wide = headlines_plate_at(pen, list, &larger);
        const struct share large = share_at(pen, list, led, &wide);
        if (large.is_whole && large.counts.pages <= plain.counts.pages) {
            *look = larger;
            return large.counts;
        }
    }
    if (plain.counts.pages > 1 && !pen->failed) {
        draw_closer(pen, list, led, look, &plain);
    }
    if (!is_alone) {
        shrink(pen, list, led, look, &plain);
    }
    return plain.counts;
}
