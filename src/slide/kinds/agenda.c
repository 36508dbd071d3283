/* An agenda: a table of time, title and place. Rows that are over fall away, the current one
 * stands on a tint of the accent. In portrait the place stands below the title. A few rows are
 * larger and stand on the optical centre. */
#include "slide/kinds/kind.h"
#include "time/date.h"

#include <stdio.h>

/* Rows are as high as the page has room for, within these bounds. */
enum { LANDSCAPE_ROW_U = 9, LANDSCAPE_MOST_U = 12, PORTRAIT_ROW_U = 15, PORTRAIT_MOST_U = 18 };

/* So many are few. */
enum { FEW_ROWS = 3 };

struct agenda {
    const struct item *item;
    int64_t minute; /* now, counted from the beginning of its day */
    size_t first;   /* row that is not over */
    struct pixel_rect title_room, table;
    int row_h, time_w;
    int title_px;
    bool is_few;
    int row_px; /* of all rows: the title's where they are few, or the heading's, or the body's
                   where one is long */
    size_t per_page;
};

static struct text_spec row_spec(const struct pen *pen, bool is_current)
{
    return (struct text_spec) { .role = "row",
        .px = pen->grid.heading,
        .min_px = pen->grid.small,
        .bold = is_current,
        .colour = pen->theme->ink,
        .line_pct = 120,
        .max_lines = 2,
        .anchor = ANCHOR_MIDDLE };
}

static struct text_spec place_spec(const struct pen *pen, bool is_current)
{
    struct text_spec spec = row_spec(pen, false);
    spec.role = "place";
    spec.px = pen->grid.text;
    spec.colour = is_current ? pen->theme->ink : pen->theme->quiet;
    spec.max_lines = pen->grid.is_portrait ? 1 : 2;
    return spec;
}

/* Where title and place of a row stand. */
static void row_rooms(const struct agenda *agenda, const struct pen *pen,
    struct pixel_rect place, struct pixel_rect *title, struct pixel_rect *where)
{
    const struct grid *grid = &pen->grid;
    int gap = grid_u(grid, SPACE_3);
    *title = place;
    title->x += agenda->time_w + gap;
    title->w -= agenda->time_w + gap;
    *where = *title;
    if (grid->is_portrait) {
        const struct text_spec spec = place_spec(pen, false);
        where->h = pen_line_px(pen, &spec, spec.px);
        title->y += grid_u(grid, SPACE_1);
        title->h -= where->h + 2 * grid_u(grid, SPACE_1);
        where->y = title->y + title->h;
    } else {
        where->w = title->w / 3;
        title->w -= where->w + gap;
        where->x = title->x + title->w + gap;
    }
}

/* Of times alone, or of a time and an end. */
static int time_width(const struct agenda *agenda, struct pen *pen, int px)
{
    bool has_end = false;
    for (size_t i = 0; i < agenda->item->row_count; i++) {
        has_end = has_end || !agenda->item->rows[i].is_open;
    }
    /* The current row's is bold. */
    return pen_width(pen, px, true, has_end ? "00:00—00:00" : "00:00");
}

static bool rows_fit(const struct agenda *agenda, struct pen *pen, int px)
{
    struct text_spec row = row_spec(pen, true);
    const struct pixel_rect place = { 0, 0, agenda->table.w, agenda->row_h };
    struct pixel_rect title, where;
    bool fits = true;
    row.px = px;
    row.min_px = 0;
    row_rooms(agenda, pen, place, &title, &where);
    for (size_t i = agenda->first; i < agenda->item->row_count && fits; i++) {
        const struct fitted fitted = pen_fit(pen, &row, title, agenda->item->rows[i].title);
        fits = !fitted.clipped && !fitted.forced;
    }
    return fits;
}

static void size_rows(struct agenda *agenda, struct pen *pen)
{
    const int sizes[] = { pen->grid.title, pen->grid.heading, pen->grid.text };
    for (size_t i = agenda->is_few ? 0 : 1; i < sizeof sizes / sizeof sizes[0]; i++) {
        agenda->row_px = sizes[i];
        agenda->time_w = time_width(agenda, pen, sizes[i]);
        if (rows_fit(agenda, pen, sizes[i])) {
            break;
        }
    }
}

/* Rows that are over may stand between ones that are not: they are passed over. */
static size_t rows_left(const struct agenda *agenda)
{
    size_t count = 0;
    for (size_t i = agenda->first; i < agenda->item->row_count; i++) {
        count += agenda->item->rows[i].until_minute > agenda->minute ? 1 : 0;
    }
    return count;
}

/* Holds two lines in the body's size, and in portrait the place below them. */
static int least_row(const struct pen *pen)
{
    const struct grid *grid = &pen->grid;
    const struct text_spec row = row_spec(pen, true), place = place_spec(pen, false);
    int held = 2 * pen_line_px(pen, &row, grid->text);
    held +=
        grid->is_portrait ? pen_line_px(pen, &place, place.px) + 2 * grid_u(grid, SPACE_1) : 0;
    int least = grid_u(grid, grid->is_portrait ? PORTRAIT_ROW_U : LANDSCAPE_ROW_U);
    return held > least ? held : least;
}

/* The fewest pages, filled evenly, and what is left of their height goes into the rows. */
static void place_rows(struct agenda *agenda, const struct pen *pen)
{
    const struct grid *grid = &pen->grid;
    int least = least_row(pen);
    int most = grid_u(grid, grid->is_portrait ? PORTRAIT_MOST_U : LANDSCAPE_MOST_U);
    size_t left = rows_left(agenda);
    agenda->is_few = left <= FEW_ROWS;
    most = agenda->is_few ? most * 4 / 3 : most;
    most = most > least ? most : least;
    size_t fitting = agenda->table.h > least ? (size_t)(agenda->table.h / least) : 1;
    size_t pages = (left + fitting - 1) / fitting;
    agenda->per_page = pages > 0 ? (left + pages - 1) / pages : 1;
    agenda->row_h = agenda->table.h / (int)agenda->per_page;
    agenda->row_h = agenda->row_h > most ? most : agenda->row_h < least ? least : agenda->row_h;
}

/* Its title takes one line of a heading where a larger one would leave no row. */
static void place_head(struct agenda *agenda, struct pen *pen)
{
    const struct grid *grid = &pen->grid;
    const struct pixel_rect body = grid->body;
    const struct text_spec title = kind_title_spec(pen);
    int below = grid_u(grid, SPACE_4);
    below += grid->is_portrait && agenda->item->date.form ? grid_u(grid, SPACE_6) : 0;
    bool is_long = pen_title_width(pen, title.px, agenda->item->title) > body.w;
    int lines = !*agenda->item->title ? 0 : is_long ? 2 : 1;
    agenda->title_px = title.px;
    int line = pen_line_px(pen, &title, title.px);
    if (lines > 0 && body.h - lines * line - below < least_row(pen)) {
        agenda->title_px = title.min_px;
        line = pen_line_px(pen, &title, title.min_px);
        lines = 1;
    }
    int head = lines * line + below;
    agenda->title_room =
        (struct pixel_rect) { body.x, body.y, body.w, line * (lines > 1 ? lines : 1) };
    agenda->table = (struct pixel_rect) { body.x, body.y + head, body.w, body.h - head };
}

static void agenda_init(struct agenda *agenda, struct pen *pen, const struct item *item)
{
    const struct zone *zone = pen->layout->config->screen.timezone;
    struct civil_date day, now = date_at(zone, pen->layout->now_ms);
    *agenda = (struct agenda) { .item = item, .minute = now.hour * 60 + now.minute };
    if (date_of_moment(zone, &item->date, &day)) {
        agenda->minute += 1440 * date_days_between(&day, &now);
    }
    while (agenda->first < item->row_count &&
           item->rows[agenda->first].until_minute <= agenda->minute) {
        agenda->first++;
    }
    place_head(agenda, pen);
    place_rows(agenda, pen);
    size_rows(agenda, pen);
}

static void plan_item(struct pen *pen, const struct item *item, struct deck *deck)
{
    struct agenda agenda;
    agenda_init(&agenda, pen, item);
    size_t left = rows_left(&agenda);
    struct slide slide = { .kind = &slide_kind_agenda,
        .item = item,
        .pages = (int)((left + agenda.per_page - 1) / agenda.per_page) };
    int64_t reading_ms = typeset_reading_ms(item->title);
    for (size_t i = agenda.first; slide.pages > 0 && i < item->row_count; i++) {
        reading_ms += (typeset_reading_ms(item->rows[i].title) +
                          typeset_reading_ms(item->rows[i].place) + 400) /
                      slide.pages;
    }
    while (slide.page < slide.pages) {
        slide.page++;
        deck_add(deck, pen, slide, reading_ms);
    }
}

static void plan_agenda(struct pen *pen, struct deck *deck)
{
    kind_plan_items(pen, deck, ITEM_AGENDA, plan_item);
}

static void print_time(const struct agenda_row *row, char *out, size_t size)
{
    int from = row->from_minute, until = row->until_minute % 1440;
    if (from == 0 && row->until_minute == 1440) {
        snprintf(out, size, "全天");
    } else if (row->is_open) {
        snprintf(out, size, "%d:%02d", from / 60, from % 60);
    } else {
        snprintf(out, size, "%d:%02d—%d:%02d", from / 60, from % 60, until / 60, until % 60);
    }
}

static void add_row(struct pen *pen, const struct agenda *agenda, const struct agenda_row *row,
    struct pixel_rect place)
{
    bool is_current = row->from_minute <= agenda->minute;
    struct colour paper = pen->on;
    if (is_current) {
        kind_mark_now(pen, place);
    }
    char text[32];
    print_time(row, text, sizeof text);
    struct text_spec title = row_spec(pen, is_current);
    title.px = agenda->row_px;
    struct text_spec time = title;
    time.role = "time";
    time.tabular = true;
    time.max_lines = 1;
    const struct text_spec where = place_spec(pen, is_current);
    struct pixel_rect left = { place.x, place.y, agenda->time_w, place.h }, middle, right;
    row_rooms(agenda, pen, place, &middle, &right);
    if (pen->grid.is_portrait && !*row->place) {
        middle.y = place.y;
        middle.h = place.h;
    }
    pen_text(pen, &time, left, text);
    pen_text(pen, &title, middle, row->title);
    if (*row->place) {
        pen_text(pen, &where, right, row->place);
    }
    pen->on = paper;
}

/* Title, and the day behind or below it. */
static void add_head(struct pen *pen, const struct agenda *agenda)
{
    const struct grid *grid = &pen->grid;
    struct text_spec title = kind_title_spec(pen);
    title.min_px = agenda->title_px < title.px ? grid->small : title.min_px;
    title.px = agenda->title_px;
    struct text_spec day = { .role = "date",
        .px = grid->text,
        .tabular = true,
        .colour = pen->theme->quiet,
        .align = grid->is_portrait ? SET_LEFT : SET_RIGHT,
        .max_lines = 1,
        .anchor = ANCHOR_BOTTOM };
    struct civil_date date;
    struct pixel_rect room = agenda->title_room, day_room = room;
    const char *text = "";
    if (date_of_moment(pen->layout->config->screen.timezone, &agenda->item->date, &date)) {
        text = date_long_text(pen->arena, &date, kind_this_year(pen->layout), false);
    }
    if (!text) {
        pen->failed = true;
        return;
    }
    if (!grid->is_portrait) {
        day_room.w = pen_width(pen, day.px, false, text);
        day_room.x = room.x + room.w - day_room.w;
        day_room.h = pen_line_px(pen, &title, title.px);
        day_room.y -= (day_room.h - title.px) / 2;
        room.w -= day_room.w > 0 ? day_room.w + grid_u(grid, SPACE_4) : 0;
    }
    int bottom = pen_hung_text(pen, &title, room, agenda->item->title);
    if (grid->is_portrait) {
        day_room.y = bottom;
        day_room.h = grid_u(grid, SPACE_6);
    }
    pen_text(pen, &day, day_room, text);
}

static void lay_out_agenda(struct pen *pen, const struct slide *slide)
{
    struct agenda agenda;
    const struct item *item = slide->item;
    agenda_init(&agenda, pen, item);
    size_t begin = kind_begin(pen);
    add_head(pen, &agenda);
    size_t skip = (size_t)(slide->page - 1) * agenda.per_page, placed = 0;
    struct pixel_rect place = agenda.table;
    place.h = agenda.row_h;
    for (size_t i = agenda.first; i < item->row_count && placed < agenda.per_page; i++) {
        if (item->rows[i].until_minute <= agenda.minute) {
            continue;
        }
        if (skip > 0) {
            skip--;
            continue;
        }
        pen_hairline(pen, place.x, place.y, place.w);
        add_row(pen, &agenda, &item->rows[i], place);
        place.y += agenda.row_h;
        placed++;
    }
    if (slide->pages == 1) {
        kind_settle(pen, begin, pen->grid.body);
    }
    kind_page_mark(pen, slide);
}

const struct slide_kind slide_kind_agenda = {
    .name = "agenda", .plan = plan_agenda, .lay_out = lay_out_agenda
};
