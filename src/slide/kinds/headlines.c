/* 要闻, News: the newest titles with their dates. A few are set as large as an article's, one
 * alone in display, and stand on the optical centre. */
#include "slide/kinds/headlines.h"

#include "slide/kinds/kind.h"
#include "time/date.h"

#include <string.h>

enum { TITLES_A_PAGE = 6, FEW_TITLES = 3 };

/* Where things stand; the same for planning and laying out. */
struct plate {
    struct pixel_rect titles; /* the column of titles */
    int date_w;               /* beside them; 0 in portrait, where dates stand below */
    int above, below;         /* white above and below the text of a row */
    bool is_alone;
    int title_px; /* the largest size of the titles */
};

static struct text_spec title_spec(const struct pen *pen, const struct plate *plate)
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
        .max_lines = plate->is_alone ? 0 : 2 };
}

/* Two lines of heading, or three; a title too long for those goes down to the body's size,
 * which the slide has anyway. */
static struct text_spec long_title_spec(const struct pen *pen, const struct plate *plate)
{
    struct text_spec spec = title_spec(pen, plate);
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

static struct plate plate_at(struct pen *pen, const struct headline_list *list, int title_px)
{
    const struct grid *grid = &pen->grid;
    struct plate plate = {
        .titles = grid->body, .is_alone = list->count == 1, .title_px = title_px
    };
    plate.above = plate.below = grid_u(grid, SPACE_2);
    if (grid->is_portrait) {
        int head = grid_scaled(grid->display, 125) + grid_u(grid, SPACE_4);
        plate.titles.y += head;
        plate.titles.h -= head;
        plate.below = grid_u(grid, SPACE_3);
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
static struct fitted fit_alone(
    struct pen *pen, const struct plate *plate, const char *title, struct text_spec *spec)
{
    static const int lines[] = { 3, 4, 0 };
    enum { WAYS = sizeof lines / sizeof lines[0] };
    struct pixel_rect room = plate->titles;
    struct fitted fitted = { .px = 0 };
    room.h -= grid_u(&pen->grid, SPACE_8);
    for (size_t i = 0; i < 2 * WAYS; i++) { /* first those that part no word */
        spec->max_lines = lines[i % WAYS];
        fitted = pen_fit(pen, spec, room, title);
        if (!fitted.clipped && fitted.px >= pen->grid.title && (!fitted.parted || i >= WAYS)) {
            break;
        }
    }
    if (fitted.forced) { /* a word that is longer than the line */
        spec->min_px = pen->grid.small;
        fitted = pen_fit(pen, spec, room, title);
    }
    return fitted;
}

/* Sets one title; *spec becomes the size that it took. A list has one size: a title that would
 * be torn takes a line more, and a smaller one only where it has no room. */
static struct fitted fit_title(
    struct pen *pen, const struct plate *plate, const char *title, struct text_spec *spec)
{
    *spec = title_spec(pen, plate);
    if (plate->is_alone) {
        return fit_alone(pen, plate, title, spec);
    }
    struct fitted fitted = pen_fit(pen, spec, plate->titles, title);
    if (fitted.parted || fitted.clipped) {
        struct text_spec longer = *spec;
        longer.max_lines++;
        longer.is_row = false;
        const struct fitted whole = pen_fit(pen, &longer, plate->titles, title);
        if (!whole.clipped && !whole.forced && (fitted.clipped || !whole.parted)) {
            *spec = longer;
            return whole;
        }
    }
    if (fitted.clipped || fitted.forced) {
        *spec = long_title_spec(pen, plate);
        fitted = pen_fit(pen, spec, plate->titles, title);
    }
    return fitted;
}

static int row_height(struct pen *pen, const struct plate *plate, const char *title)
{
    struct text_spec spec;
    struct fitted fitted = fit_title(pen, plate, title, &spec);
    int height = plate->above +
                 (int)fitted.set.line_count * pen_line_px(pen, &spec, fitted.px) + plate->below;
    if (pen->grid.is_portrait) {
        height += grid_u(&pen->grid, SPACE_1) + pen->grid.small_line;
    }
    return height;
}

/* None is cut or torn, and the page holds them. */
static bool may_be_large(
    struct pen *pen, const struct headline_list *list, const struct plate *plate)
{
    const struct text_spec spec = title_spec(pen, plate);
    int height = 0;
    for (size_t i = 0; i < list->count; i++) {
        const char *title = list->entries[i].item->title;
        struct fitted fitted = pen_fit(pen, &spec, plate->titles, title);
        if (fitted.clipped || fitted.forced || fitted.parted) {
            return false;
        }
        height += row_height(pen, plate, title);
    }
    return height <= plate->titles.h;
}

static struct plate plate_of(struct pen *pen, const struct headline_list *list)
{
    const struct grid *grid = &pen->grid;
    if (list->count == 1) {
        return plate_at(pen, list, grid->display);
    }
    struct plate large = plate_at(pen, list, grid->title);
    bool is_few = list->count <= FEW_TITLES && may_be_large(pen, list, &large);
    large.title_px = is_few ? grid->title : grid->heading;
    return large;
}

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

static void plan_view(struct pen *pen, struct deck *deck)
{
    const struct headline_list list = headlines_of_view(pen);
    int *heights = arena_array(pen->arena, list.count, sizeof *heights);
    if (!heights) {
        pen->failed = true;
        return;
    }
    struct headline_lead lead;
    size_t led = headlines_place_lead(pen, &list, &lead) ? lead.count : 0;
    struct plate plate = plate_of(pen, &list);
    for (size_t i = led; i < list.count; i++) {
        heights[i] = row_height(pen, &plate, list.entries[i].item->title);
    }
    /* The first row needs no white above it and the last none below. */
    const struct rows rows = { heights + led, plate.titles.h + plate.above + plate.below };
    const struct page_fill fill = {
        .context = &rows, .fits = rows_fit, .total = list.count - led, .most = TITLES_A_PAGE
    };
    struct page_counts counts;
    if (!page_fill(pen->arena, &fill, &counts)) {
        pen->failed = true;
        return;
    }
    struct slide slide = { .kind = &slide_kind_headlines,
        .pages = (int)counts.pages + (led > 0) };
    for (size_t at = 0, page = 0; at < list.count; at += slide.count) {
        slide.page++;
        slide.first = at;
        slide.count = at < led ? led : counts.of[page++];
        int64_t reading_ms = 0;
        for (size_t i = at; i < at + slide.count; i++) {
            reading_ms += typeset_reading_ms(list.entries[i].item->title);
        }
        deck_add(deck, pen, slide, reading_ms);
    }
}

static void plan_headlines(struct pen *pen, struct deck *deck)
{
    kind_plan_views(pen, deck, plan_view);
}

/* A word that is longer than 要闻 is smaller, and leaves some white before the titles. Tells
 * its bottom, and its size. */
static int add_word(struct pen *pen, struct pixel_rect room, int *px)
{
    const struct grid *grid = &pen->grid;
    const char *text = pen->words->words[WORD_HEADLINES];
    const struct text_spec word = { .role = "section",
        .px = grid->display,
        .min_px = grid->text,
        .any_size = true,
        .bold = true,
        .colour = pen->theme->accent,
        .line_pct = 125,
        .max_lines = 1 };
    if (pen_spec_width(pen, &word, text) > room.w - grid_u(grid, SPACE_2)) {
        room.w -= grid_u(grid, SPACE_4);
    }
    *px = pen_fit(pen, &word, room, text).px;
    return pen_hung_text(pen, &word, room, text);
}

/* 要闻 and the date of the newest: at the left, in portrait on one line above the titles. */
static void add_head(
    struct pen *pen, const struct headline_list *list, const struct plate *plate)
{
    const struct grid *grid = &pen->grid;
    struct pixel_rect room = { grid->body.x, grid->body.y,
        grid->is_portrait ? grid->body.w / 2 : grid->body.w / 4,
        grid_scaled(grid->display, 125) };
    int px, y = add_word(pen, room, &px), line_px = grid_scaled(px, 125);
    const struct civil_date *newest = &list->newest;
    if (plate->is_alone || newest->year == 0) {
        return;
    }
    const char *text = pen_date(pen, DATE_WORD_DATE, newest, false);
    struct text_spec date = { .role = "date-newest",
        .px = grid->text,
        .min_px = grid->small,
        .tabular = true,
        .colour = pen->theme->quiet,
        .max_lines = 1 };
    room.y = y + grid_u(grid, SPACE_1);
    room.h = pen_line_px(pen, &date, grid->text);
    if (grid->is_portrait) {
        date.align = SET_RIGHT;
        room.x += room.w;
        room.y = y - (line_px - pen_baseline(px, line_px)) - pen_baseline(grid->text, room.h);
    }
    pen_text(pen, &date, room, text);
}

static void add_date(struct pen *pen, const struct plate *plate,
    const struct civil_date *published, int title_y, int bottom)
{
    const struct grid *grid = &pen->grid;
    if (published->year == 0) {
        return;
    }
    struct text_spec date = { .role = "date-item",
        .px = grid->is_portrait ? grid->small : grid->text,
        .tabular = true,
        .colour = pen->theme->quiet,
        .max_lines = 1 };
    struct pixel_rect room = plate->titles;
    const char *text = NULL;
    if (plate->is_alone) {
        date.px = grid->text;
        text = pen_date(pen, DATE_WORD_DATE, published, false);
        room.y = bottom + grid_u(grid, SPACE_4);
    } else if (grid->is_portrait) {
        date.line_pct = 120;
        text = pen_date(pen, DATE_WORD_ROW, published, false);
        room.y = bottom + grid_u(grid, SPACE_1);
    } else {
        text = pen_date(pen, DATE_WORD_ROW, published, false);
        date.align = SET_RIGHT;
        room.x += room.w + grid_u(grid, SPACE_4);
        room.w = plate->date_w;
        /* On the baseline of the title's first line. */
        struct text_spec title = title_spec(pen, plate);
        room.y = title_y + pen_baseline(title.px, pen_line_px(pen, &title, title.px)) -
                 pen_baseline(date.px, pen_line_px(pen, &date, date.px));
    }
    room.h = pen_line_px(pen, &date, date.px);
    pen_text(pen, &date, room, text);
}

/* White to add between rows so that a page fills its height, within reason. */
static int spare_white(struct pen *pen, const struct headline_list *list,
    const struct plate *plate, const struct slide *slide)
{
    int left = plate->titles.h + plate->above + plate->below;
    for (size_t i = 0; i < slide->count; i++) {
        left -= row_height(pen, plate, list->entries[slide->first + i].item->title);
    }
    int most = grid_u(&pen->grid, pen->grid.is_portrait ? SPACE_12 : SPACE_8);
    most = slide->pages > 1 ? most * 3 / 2 : most; /* a page of several looks full */
    int each = slide->count > 1 && left > 0 ? left / ((int)slide->count - 1) : 0;
    return each < most ? each : most;
}

static void add_rows(struct pen *pen, const struct headline_list *list,
    const struct plate *plate, const struct slide *slide)
{
    const struct grid *grid = &pen->grid;
    int width =
        plate->titles.w + (plate->date_w > 0 ? plate->date_w + grid_u(grid, SPACE_4) : 0);
    int bottom = plate->titles.y + plate->titles.h;
    struct text_spec spec;
    int y = plate->titles.y;
    int more = spare_white(pen, list, plate, slide);
    for (size_t i = 0; i < slide->count && slide->first + i < list->count; i++) {
        const struct item *item = list->entries[slide->first + i].item;
        struct fitted fitted = fit_title(pen, plate, item->title, &spec);
        if (i == 0) { /* the em box hangs from the body's top line */
            y -= (pen_line_px(pen, &spec, fitted.px) - fitted.px) / 2;
        } else {
            pen_hairline(pen, plate->titles.x, y + plate->below + more / 2, width);
            y += plate->below + more + plate->above;
        }
        struct pixel_rect room = plate->titles;
        room.y = y;
        room.h = (int)fitted.set.line_count * pen_line_px(pen, &spec, fitted.px);
        room.h = y + room.h > bottom + plate->below ? bottom + plate->below - y : room.h;
        int title_y = y;
        y = pen_text(pen, &spec, room, item->title);
        add_date(pen, plate, &list->entries[slide->first + i].published, title_y, y);
        y += grid->is_portrait ? grid_u(grid, SPACE_1) + grid->small_line : 0;
    }
}

static void add_page(
    struct pen *pen, const struct headline_list *list, const struct slide *slide)
{
    struct headline_lead lead;
    size_t begin = kind_begin(pen);
    if (slide->first == 0 && headlines_place_lead(pen, list, &lead)) {
        headlines_add_lead(pen, list, &lead);
    } else {
        struct plate plate = plate_of(pen, list);
        add_head(pen, list, &plate);
        add_rows(pen, list, &plate, slide);
    }
    if (slide->pages == 1) {
        kind_settle(pen, begin, pen->grid.body);
    }
}

static void lay_out_headlines(struct pen *pen, const struct slide *slide)
{
    const struct headline_list list = headlines_of_view(pen);
    if (list.count > 0) {
        add_page(pen, &list, slide);
        kind_page_mark(pen, slide);
    }
}

const struct slide_kind slide_kind_headlines = {
    .name = "headlines", .plan = plan_headlines, .lay_out = lay_out_headlines
};
