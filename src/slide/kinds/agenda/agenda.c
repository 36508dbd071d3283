/* An agenda: a table of time, title and place. Rows that are over fall away, the current one
 * stands on a tint of the accent. Rows are as high as their lines, and time, title and place
 * stand on one base line; in portrait, and of a few, the place stands below the title, and the
 * time of a single row above it, or those of all where titles would be cramped. A few rows are
 * larger and stand on the optical centre. */
#include "slide/kinds/agenda/agenda.h"

#include "slide/kinds/kind.h"
#include "time/date.h"

static void agenda_init(struct agenda *agenda, struct pen *pen, const struct item *item)
{
    const struct zone *zone = pen->layout->config->screen.timezone;
    struct civil_date day, now = date_at(zone, pen->layout->now_ms);
    *agenda = (struct agenda) { .item = item, .minute = now.hour * 60 + now.minute };
    if (date_of_moment(zone, &item->date, &day)) {
        agenda->minute += 1440 * date_days_between(&day, &now);
    }
    agenda->rows = arena_array(pen->arena, item->row_count, sizeof *agenda->rows);
    agenda->heights = arena_array(pen->arena, item->row_count, sizeof *agenda->heights);
    if (!agenda->rows || !agenda->heights) {
        pen->failed = true;
        return;
    }
    /* Rows that are over may stand between ones that are not. */
    for (size_t i = 0; i < item->row_count; i++) {
        if (item->rows[i].until_minute > agenda->minute) {
            agenda->rows[agenda->count++] = &item->rows[i];
        }
    }
    if (agenda->count > 0) {
        agenda_size(agenda, pen);
    }
}

static void plan_item(struct pen *pen, const struct item *item, struct deck *deck)
{
    struct agenda agenda;
    agenda_init(&agenda, pen, item);
    struct slide slide = {
        .kind = &slide_kind_agenda, .item = item, .pages = (int)agenda.pages.pages
    };
    int64_t reading_ms = typeset_reading_ms(item->title);
    for (size_t i = 0; slide.pages > 0 && i < agenda.count; i++) {
        reading_ms += (typeset_reading_ms(agenda.rows[i]->title) +
                          typeset_reading_ms(agenda.rows[i]->place) + 400) /
                      slide.pages;
    }
    while (slide.page < slide.pages && !pen->failed) {
        slide.page++;
        deck_add(deck, pen, slide, reading_ms);
    }
}

static void plan_agenda(struct pen *pen, struct deck *deck)
{
    kind_plan_items(pen, deck, ITEM_AGENDA, plan_item);
}

static const char *time_text(const struct pen *pen, const struct agenda_row *row)
{
    struct arena *arena = pen->arena;
    int from = row->from_minute, until = row->until_minute % 1440;
    if (agenda_is_all_day(row)) {
        return pen->words->words[WORD_AGENDA_ALL_DAY];
    }
    const char *begin = arena_printf(arena, "%d:%02d", from / 60, from % 60);
    const char *end = arena_printf(arena, "%d:%02d", until / 60, until % 60);
    return row->is_open ? begin : pen_say(pen, WORD_TIMES_TO, begin, end);
}

/* On the base line of a title whose line box is at y. */
static int beside(const struct pen *pen, const struct text_spec *spec, int title_px, int y)
{
    const struct text_spec title = agenda_row_spec(pen, title_px, false);
    return y + pen_baseline(title_px, pen_line_px(pen, &title, title_px)) -
           pen_baseline(spec->px, pen_line_px(pen, spec, spec->px));
}

static void add_row(
    struct pen *pen, const struct agenda *agenda, size_t index, struct pixel_rect place)
{
    const struct agenda_row *row = agenda->rows[index];
    const int height = agenda->heights[index];
    bool is_current = agenda_is_current(agenda, row);
    struct colour paper = pen->on;
    if (is_current) {
        kind_mark_now(pen, place);
    }
    struct text_spec title = agenda_title_spec(agenda, pen, is_current), time = title;
    time.role = "time";
    time.tabular = true;
    time.max_lines = 1;
    const struct text_spec where = agenda_place_spec(agenda, pen, is_current);
    struct pixel_rect middle = agenda_title_column(agenda, pen),
                      right = agenda_place_column(agenda, pen);
    int spare = place.h - height, bottom = place.y + place.h; /* on a low page there is less */
    int y = place.y + (spare < 2 * agenda->pad ? (spare > 0 ? spare / 2 : 0) : agenda->pad);
    middle.y = y + agenda_time_height(agenda, pen);
    middle.h = bottom - middle.y;
    middle.h -= agenda->place_w > 0 ? 0 : agenda_text_height(pen, &where, right, row->place);
    const int inset = agenda_time_inset(agenda, pen, row);
    const struct pixel_rect left = { place.x + inset, y, agenda->time_w - inset,
        pen_line_px(pen, &time, time.px) };
    const int title_px = list_way_fit(pen, agenda->way, &title, middle, row->title).px;
    pen_text(pen, &time, left, time_text(pen, row));
    if (title_px > 0 && title_px < title.px) {
        middle.y += y - beside(pen, &title, title_px, y);
    }
    right.y = pen_text(pen, &title, middle, row->title);
    right.y = agenda->place_w > 0 ? beside(pen, &where, agenda->way.px, y) : right.y;
    right.h = bottom - right.y;
    pen_text(pen, &where, right, row->place);
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
        text = pen_date(pen, DATE_WORD_DATE, &date, false);
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

static void add_page(struct pen *pen, const struct agenda *agenda, size_t page)
{
    size_t first = 0;
    for (size_t i = 0; i < page; i++) {
        first += agenda->pages.of[i];
    }
    struct pixel_rect place = agenda->table;
    for (size_t i = first; i < first + agenda->pages.of[page]; i++) {
        place.h = agenda->heights[i] + 2 * agenda->pad;
        int most = agenda->table.y + agenda->table.h - place.y;
        place.h = place.h < most ? place.h : most;
        kind_row_line(pen, place);
        add_row(pen, agenda, i, place);
        place.y += place.h;
    }
}

static void lay_out_agenda(struct pen *pen, const struct slide *slide)
{
    struct agenda agenda;
    agenda_init(&agenda, pen, slide->item);
    size_t begin = kind_begin(pen), page = (size_t)slide->page - 1;
    add_head(pen, &agenda);
    if (!pen->failed && page < agenda.pages.pages) {
        add_page(pen, &agenda, page);
    }
    if (slide->pages == 1) {
        kind_settle_list(pen, begin, pen->grid.body, agenda.count);
    }
    kind_page_mark(pen, slide);
}

const struct slide_kind slide_kind_agenda = {
    .name = "agenda", .plan = plan_agenda, .lay_out = lay_out_agenda
};
