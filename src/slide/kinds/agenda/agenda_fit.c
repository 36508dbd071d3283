#include "slide/kinds/agenda/agenda.h"

#include <stdio.h>

/* A row of one line is so high, and what a page has left goes into its rows, up to so much. */
enum { LANDSCAPE_ROW_U = 9, LANDSCAPE_MORE_U = 3, PORTRAIT_ROW_U = 12, PORTRAIT_MORE_U = 6 };

/* A title of fewer characters a line than that has its time above it. */
enum { TITLE_LEAST_EM = 6 };

/* So many are few, and a page has no more than that. */
enum { ROWS_A_PAGE = 24 };

/* Of the title of a row where they are few. */
enum { FEW_LINES = 3 };

struct text_spec agenda_row_spec(const struct pen *pen, int px, bool is_current)
{
    return (struct text_spec) { .role = "row",
        .px = px,
        .min_px = pen->grid.small,
        .bold = is_current,
        .balance = true,
        .is_row = true,
        .colour = pen->theme->ink,
        .line_pct = pen_lines_pct(pen, 120),
        .max_lines = px > pen->grid.text ? 2 : 3 };
}

struct text_spec agenda_title_spec(
    const struct agenda *agenda, const struct pen *pen, bool is_current)
{
    struct text_spec spec = agenda_row_spec(pen, agenda->way.px, is_current);
    spec.max_lines = agenda->count <= KIND_FEW_ROWS ? FEW_LINES : spec.max_lines;
    return spec;
}

struct text_spec agenda_place_spec(
    const struct agenda *agenda, const struct pen *pen, bool is_current)
{
    const struct grid *grid = &pen->grid;
    /* The slide has three sizes, whatever that of its rows is. */
    const int px = agenda->way.px > grid->title    ? grid->title
                   : agenda->way.px == grid->title ? grid->heading
                   : agenda->way.px > grid->text   ? grid->text
                                                   : agenda->way.px;
    struct text_spec spec = agenda_row_spec(pen, px, false);
    spec.role = "place";
    spec.colour = is_current ? pen->theme->ink : pen->theme->quiet;
    spec.max_lines = 2;
    return spec;
}

bool agenda_is_current(const struct agenda *agenda, const struct agenda_row *row)
{
    return row->from_minute <= agenda->minute;
}

bool agenda_is_all_day(const struct agenda_row *row)
{
    return row->from_minute == 0 && row->until_minute == 1440;
}

/* Of a row in its own weight; 0 of one that has none. */
static int hour_width(
    const struct agenda *agenda, struct pen *pen, const struct agenda_row *row)
{
    char hour[16];
    snprintf(hour, sizeof hour, "%d", row->from_minute / 60);
    return agenda_is_all_day(row)
               ? 0
               : pen_width(pen, agenda->way.px, agenda_is_current(agenda, row), hour);
}

int agenda_time_inset(
    const struct agenda *agenda, struct pen *pen, const struct agenda_row *row)
{
    const int width = hour_width(agenda, pen, row);
    const bool is_beside = !agenda->is_time_above && !pen->is_mirrored;
    return width > 0 && is_beside ? agenda->hour_w - width : 0;
}

/* From the table's left edge to a title's. */
static int title_left(const struct agenda *agenda, const struct pen *pen)
{
    return agenda->is_time_above ? 0 : agenda->time_w + grid_u(&pen->grid, SPACE_3);
}

/* Behind the time and in front of the place, as those are now. */
static int title_width(const struct agenda *agenda, const struct pen *pen)
{
    const int place = agenda->place_w > 0 ? agenda->place_w + grid_u(&pen->grid, SPACE_3) : 0;
    return agenda->table.w - title_left(agenda, pen) - place;
}

int agenda_time_height(const struct agenda *agenda, const struct pen *pen)
{
    const struct text_spec row = agenda_row_spec(pen, agenda->way.px, false);
    return agenda->is_time_above ? pen_line_px(pen, &row, row.px) : 0;
}

struct pixel_rect agenda_title_column(const struct agenda *agenda, const struct pen *pen)
{
    const int left = title_left(agenda, pen);
    return (struct pixel_rect) { agenda->table.x + left, 0, agenda->title_w, agenda->table.h };
}

struct pixel_rect agenda_place_column(const struct agenda *agenda, const struct pen *pen)
{
    struct pixel_rect room = agenda_title_column(agenda, pen);
    if (agenda->place_w > 0) {
        room.x += room.w + grid_u(&pen->grid, SPACE_3);
        room.w = agenda->place_w;
    }
    return room;
}

int agenda_text_height(
    struct pen *pen, const struct text_spec *spec, struct pixel_rect room, const char *text)
{
    const struct fitted fitted = pen_fit(pen, spec, room, text);
    return (int)fitted.set.line_count * pen_line_px(pen, spec, fitted.px);
}

/* Of times alone, or of a time and an end; and of the places, up to a quarter. The time of a
 * single row in portrait stands above it, and those of all where titles would be cramped. */
static void size_columns(struct agenda *agenda, struct pen *pen, bool is_beside)
{
    const struct text_spec place = agenda_place_spec(agenda, pen, false);
    bool has_end = false;
    agenda->hour_w = 0;
    int widest = 0, most = agenda->table.w / 4;
    for (size_t i = 0; i < agenda->count; i++) {
        const struct agenda_row *row = agenda->rows[i];
        int width = pen_spec_width(pen, &place, row->place);
        has_end = has_end || !row->is_open;
        widest = width > widest ? width : widest;
        width = hour_width(agenda, pen, row);
        agenda->hour_w = width > agenda->hour_w ? width : agenda->hour_w;
    }
    /* The current row's is bold. */
    const char *times = has_end ? pen_say(pen, WORD_TIMES_TO, "00:00", "00:00") : "00:00";
    pen->failed = pen->failed || !times;
    agenda->time_w = times ? pen_width(pen, agenda->way.px, true, times) : 0;
    agenda->place_w = agenda->stacks ? 0 : widest < most ? widest : most;
    agenda->is_time_above = pen->grid.is_portrait && agenda->count == 1;
    const bool is_cramped = title_width(agenda, pen) < TITLE_LEAST_EM * agenda->way.px;
    agenda->is_time_above = agenda->is_time_above || (is_cramped && !is_beside);
    agenda->place_w = agenda->is_time_above ? 0 : agenda->place_w;
    agenda->title_w = title_width(agenda, pen);
}

/* What a row takes: its lines without what is above and below, and the width of its title. */
struct row_size {
    int height, title_w;
    bool is_torn;  /* words of its title are parted */
    bool is_whole; /* no title is cut, and no number parted, in that size */
};

static struct row_size size_row(
    const struct agenda *agenda, struct pen *pen, const struct agenda_row *row)
{
    struct text_spec title = agenda_title_spec(agenda, pen, true);
    const struct text_spec place = agenda_place_spec(agenda, pen, false);
    const struct pixel_rect room = agenda_title_column(agenda, pen);
    const struct fitted fitted = list_way_fit(pen, agenda->way, &title, room, row->title);
    int line = pen_line_px(pen, &title, agenda->way.px);
    int title_h = (int)fitted.set.line_count * pen_line_px(pen, &title, fitted.px);
    int place_h = agenda_text_height(pen, &place, agenda_place_column(agenda, pen), row->place);
    title_h = title_h > line ? title_h : line;
    if (agenda->place_w == 0) {
        title_h += place_h;
    } else if (place_h > title_h) {
        title_h = place_h;
    }
    return (struct row_size) {
        .height = agenda_time_height(agenda, pen) + title_h,
        .title_w = pen_widest_px(&fitted.set),
        .is_torn = list_way_tears(&fitted),
        .is_whole = fitted.px == agenda->way.px && !fitted.clipped && !fitted.forced,
    };
}

/* Places stand at the far edge, or a step behind the widest title where that would be far. */
static void draw_near(struct agenda *agenda, const struct pen *pen, int widest)
{
    const int beside = grid_u(&pen->grid, SPACE_3);
    const int far = widest + grid_u(&pen->grid, SPACE_12) - beside;
    if (agenda->place_w > 0 && agenda->title_w > far) {
        agenda->title_w = widest + grid_u(&pen->grid, SPACE_8) - beside;
    }
}

/* Below 0 where they do not fit. */
static int white_of(const void *context, size_t first, size_t count)
{
    const struct agenda *agenda = context;
    int height = 0;
    for (size_t i = first; i < first + count; i++) {
        height += agenda->heights[i] + 2 * agenda->pad;
    }
    return agenda->table.h - height;
}

static bool rows_fit(const void *context, size_t first, size_t count)
{
    return white_of(context, first, count) >= 0;
}

static void fill_pages(struct agenda *agenda, struct pen *pen)
{
    const struct page_fill fill = { .context = agenda,
        .fits = rows_fit,
        .white = white_of,
        .total = agenda->count,
        .most = ROWS_A_PAGE };
    pen->failed = pen->failed || !page_fill(pen->arena, &fill, &agenda->pages);
}

/* Rows that are mostly of several lines need less white to be told apart, where that saves a
 * page. */
static void draw_closer(struct agenda *agenda, struct pen *pen, int line_px)
{
    const struct page_counts pages = agenda->pages;
    const int pad = agenda->pad;
    int64_t lines_px = 0;
    for (size_t i = 0; i < agenda->count; i++) {
        lines_px += agenda->heights[i];
    }
    if (pen->failed || pages.pages < 2 || lines_px < 2 * (int64_t)agenda->count * line_px) {
        return;
    }
    agenda->pad = grid_u(&pen->grid, SPACE_1);
    fill_pages(agenda, pen);
    if (!pen->failed && agenda->pages.pages >= pages.pages) {
        agenda->pad = pad;
        agenda->pages = pages;
    }
}

/* What rows are together. */
struct rows_size {
    int title_w, height; /* of the widest, and of the highest */
    bool are_whole;
};

static struct rows_size size_all(struct agenda *agenda, struct pen *pen, bool is_beside)
{
    struct rows_size all = { .are_whole = true };
    size_columns(agenda, pen, is_beside);
    agenda->torn = 0;
    for (size_t i = 0; i < agenda->count; i++) {
        const struct row_size size = size_row(agenda, pen, agenda->rows[i]);
        agenda->heights[i] = size.height;
        all.title_w = size.title_w > all.title_w ? size.title_w : all.title_w;
        all.height = size.height > all.height ? size.height : all.height;
        agenda->torn += size.is_torn;
        all.are_whole = all.are_whole && size.is_whole;
    }
    return all;
}

/* Rows in that way, and their pages. False where one does not stand in it. */
static bool place_rows(struct agenda *agenda, struct pen *pen, struct list_way way)
{
    const int px = way.px;
    const struct grid *grid = &pen->grid;
    const struct text_spec row = agenda_row_spec(pen, px, true);
    agenda->way = way;
    agenda->stacks = grid->is_portrait || (agenda->count <= KIND_FEW_ROWS && px > grid->text);
    int least = grid_u(grid, grid->is_portrait ? PORTRAIT_ROW_U : LANDSCAPE_ROW_U);
    agenda->pad = (least - pen_line_px(pen, &row, px)) / 2;
    agenda->pad = agenda->pad > grid_u(grid, SPACE_1) ? agenda->pad : grid_u(grid, SPACE_1);
    struct rows_size all = size_all(agenda, pen, false);
    if (agenda->is_time_above && all.height + 2 * agenda->pad > agenda->table.h) {
        all = size_all(agenda, pen, true);
    }
    const bool has_room = all.height + 2 * agenda->pad <= agenda->table.h;
    draw_near(agenda, pen, all.title_w);
    fill_pages(agenda, pen);
    draw_closer(agenda, pen, pen_line_px(pen, &row, px));
    return all.are_whole && has_room && !pen->failed;
}

/* What is left of the fullest page goes into the rows of all. */
static void spread_rows(struct agenda *agenda, const struct pen *pen)
{
    const struct grid *grid = &pen->grid;
    int more = grid_u(grid, grid->is_portrait ? PORTRAIT_MORE_U : LANDSCAPE_MORE_U);
    more = agenda->count <= KIND_FEW_ROWS ? more * 4 / 3 : more;
    for (size_t first = 0, page = 0; page < agenda->pages.pages; page++) {
        int left = agenda->table.h;
        for (size_t i = first; i < first + agenda->pages.of[page]; i++) {
            left -= agenda->heights[i] + 2 * agenda->pad;
        }
        int each = left / (int)agenda->pages.of[page];
        more = each < more ? each : more;
        first += agenda->pages.of[page];
    }
    agenda->pad += more > 0 ? more / 2 : 0;
}

/* The title on so many lines at the most, and what is left for rows below it. */
static void place_head(struct agenda *agenda, struct pen *pen, int px, int most)
{
    const struct grid *grid = &pen->grid;
    const struct pixel_rect body = grid->body;
    struct text_spec title = kind_title_spec(pen);
    title.px = px;
    int below = grid_u(grid, SPACE_4);
    below += grid->is_portrait && agenda->item->date.form ? grid_u(grid, SPACE_6) : 0;
    bool is_long = pen_spec_width(pen, &title, agenda->item->title) > body.w;
    int lines = !*agenda->item->title ? 0 : is_long ? most : 1;
    int line = pen_line_px(pen, &title, px), head = lines * line + below;
    agenda->title_px = px;
    agenda->title_room =
        (struct pixel_rect) { body.x, body.y, body.w, line * (lines > 1 ? lines : 1) };
    agenda->table = kind_inset_rows(
        pen, (struct pixel_rect) { body.x, body.y + head, body.w, body.h - head });
}

/* In the largest size that costs no page more than the next, as long as rows stand in it. */
static void size_rows(struct agenda *agenda, struct pen *pen)
{
    const struct grid *grid = &pen->grid;
    const int sizes[] = { grid->display, grid->title, grid->heading, grid->text };
    size_t first = agenda->count == 1 ? 0 : agenda->count <= KIND_FEW_ROWS ? 1 : 2, best = 3;
    place_rows(agenda, pen, (struct list_way) { grid->text, false });
    size_t least = agenda->pages.pages;
    for (size_t i = first; i < best && !pen->failed; i++) {
        if (place_rows(agenda, pen, (struct list_way) { sizes[i], false }) &&
            agenda->pages.pages <= least) {
            best = i;
        }
    }
    if (agenda->way.px != sizes[best]) {
        place_rows(agenda, pen, (struct list_way) { sizes[best], false });
    }
}

/* For list_way_mend. */
struct trial {
    struct agenda *agenda;
    struct pen *pen;
};

static struct list_tried try_rows(void *context, struct list_way way)
{
    const struct trial *trial = context;
    place_rows(trial->agenda, trial->pen, way);
    return (struct list_tried) { trial->agenda->torn, trial->agenda->pages.pages };
}

/* Rows that are torn give way, all of them, where that costs no page. */
static void mend_rows(struct agenda *agenda, struct pen *pen)
{
    struct trial rows = { agenda, pen };
    const struct list_trial trial = { &rows, try_rows };
    const struct list_tried usual = { agenda->torn, agenda->pages.pages };
    list_way_mend(&trial, agenda->way, usual);
}

/* Its title takes the size of a heading where that saves a page, and one line of it where a
 * larger one would leave no row. */
void agenda_size(struct agenda *agenda, struct pen *pen)
{
    const struct grid *grid = &pen->grid;
    place_head(agenda, pen, grid->title, 2);
    size_rows(agenda, pen);
    size_t pages = agenda->pages.pages;
    const struct text_spec row = agenda_row_spec(pen, grid->text, true);
    int lines = grid->is_portrait ? 3 : 2;
    bool is_low =
        agenda->table.h < lines * pen_line_px(pen, &row, row.px) + 2 * grid_u(grid, SPACE_1);
    if ((pages > 1 || is_low) && *agenda->item->title) {
        struct text_spec title = kind_title_spec(pen);
        title.px = grid->heading;
        bool is_whole =
            pen_spec_width(pen, &title, agenda->item->title) * 10 <= grid->body.w * 17;
        place_head(agenda, pen, grid->heading, is_low ? 1 : 2);
        size_rows(agenda, pen);
        if (!is_low && (agenda->pages.pages >= pages || !is_whole)) {
            place_head(agenda, pen, grid->title, 2);
            size_rows(agenda, pen);
        }
    }
    mend_rows(agenda, pen);
    spread_rows(agenda, pen);
}
