/* A table: rows under columns with their head on each page, or blocks of labels and values.
 * Rows that are over fall away; when none is left it says so. */
#include "slide/kinds/table/table.h"
#include "time/date.h"

#include <stdlib.h>

enum { ROW_MS = 400 };

/* Of so many pages one is saved by a smaller title. */
enum { SAVED_PAGES = 4 };

static struct text_spec date_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "date",
        .px = pen->grid.text,
        .tabular = true,
        .colour = pen->theme->quiet,
        .align = pen->grid.is_portrait ? SET_LEFT : SET_RIGHT,
        .line_pct = TABLE_LINE_PCT,
        .max_lines = 1 };
}

/* "截至 10:05", with its day where that is not today, or where nobody knows; empty where
 * nothing is said. */
static const char *as_of_text(const struct table *table, struct pen *pen)
{
    const struct zone *zone = pen->layout->config->screen.timezone;
    const struct moment *as_of = &table->item->as_of;
    struct civil_date date, now = date_at(zone, pen->layout->now_ms);
    if (!date_of_moment(zone, as_of, &date)) {
        return "";
    }
    bool has_time = as_of->form != MOMENT_DATE;
    bool is_today = !pen->layout->is_clock_doubtful && date_days_between(&date, &now) == 0;
    if (has_time && is_today) {
        const char *clock = arena_printf(pen->arena, "%d:%02d", date.hour, date.minute);
        return wording_say(table->arena, pen->words, WORD_TABLE_AS_OF, clock, "");
    }
    date.has_time = has_time;
    const char *day = pen_date(pen, DATE_WORD_DATE, &date, has_time);
    return wording_say(table->arena, pen->words, WORD_TABLE_AS_OF, day, "");
}

static bool date_is_below(const struct table *table, const struct pen *pen)
{
    return pen->grid.is_portrait && *table->as_of;
}

/* Beside the title, in landscape. */
static int date_width(const struct table *table, struct pen *pen)
{
    if (!*table->as_of || pen->grid.is_portrait) {
        return 0;
    }
    return pen_width(pen, pen->grid.text, false, table->as_of) + grid_u(&pen->grid, SPACE_4);
}

/* The title takes one line of a heading where that is wanted, or where a larger one would leave
 * no room for rows. */
static void place_title(struct table *table, struct pen *pen, bool is_small)
{
    const struct grid *grid = &pen->grid;
    const struct pixel_rect body = grid->body;
    const struct text_spec title = kind_title_spec(pen), date = date_spec(pen);
    int width = body.w - date_width(table, pen), below = grid_u(grid, SPACE_3);
    int least = 4 * pen_line_px(pen, &title, grid->text);
    below += date_is_below(table, pen)
                 ? pen_line_px(pen, &date, date.px) + grid_u(grid, SPACE_1)
                 : 0;
    int line = pen_line_px(pen, &title, title.px);
    const struct pixel_rect most = { 0, 0, width > 0 ? width : 1, 2 * line };
    const struct fitted fitted = pen_fit(pen, &title, most, table->item->title);
    int lines = (int)fitted.set.line_count;
    table->title_px = fitted.px;
    line = pen_line_px(pen, &title, fitted.px);
    if (is_small || body.h - lines * line - below < least) {
        table->title_px = title.min_px;
        line = pen_line_px(pen, &title, title.min_px);
        lines = 1;
    }
    table->title_room = (struct pixel_rect) { body.x, body.y, width, lines * line };
    int head = lines * line + below;
    table->body = (struct pixel_rect) { body.x, body.y + head, body.w, body.h - head };
    table->is_inset = table_may_have_now(table->item);
    if (table->is_inset) {
        table->body = kind_inset_rows(pen, table->body);
    }
}

static int pages_of(const struct table *table)
{
    return (int)((table->filled.pages + table->stacks - 1) / table->stacks);
}

/* Its rows under a title of one line where that saves one of a few pages. */
static void form(struct table *table, struct pen *pen)
{
    struct text_spec title = kind_title_spec(pen);
    struct table other = *table;
    table_form(table, pen);
    title.px = title.min_px;
    if (pages_of(table) > 1 && pages_of(table) <= SAVED_PAGES && table->title_px > title.px &&
        pen_spec_width(pen, &title, table->item->title) <= table->title_room.w) {
        place_title(&other, pen, true);
        table_form(&other, pen);
        *table = pages_of(&other) < pages_of(table) ? other : *table;
    }
}

/* NULL where nothing is to be shown, or when memory is out. */
static const struct table *make_table(
    struct pen *pen, const struct item *item, struct arena *arena)
{
    struct table *table = arena_alloc(arena, sizeof *table);
    if (!table) {
        pen->failed = true;
        return NULL;
    }
    *table = (struct table) { .item = item, .arena = arena, .stacks = 1 };
    table->as_of = as_of_text(table, pen);
    pen->failed = pen->failed || !table->as_of;
    if (!pen->failed) {
        place_title(table, pen, false);
        table_choose_rows(table, pen);
    }
    if (!pen->failed && table->row_count > 0) {
        table_choose_columns(table);
        form(table, pen);
    }
    bool is_shown = table->row_count > 0 || *item->empty;
    return is_shown && !pen->failed ? table : NULL;
}

static int64_t reading_ms(const struct table *table)
{
    int64_t all_ms = typeset_reading_ms(table->item->empty);
    for (size_t i = 0; i < table->row_count; i++) {
        const struct table_row *row = table->rows[i];
        all_ms += typeset_reading_ms(row->group) + typeset_reading_ms(row->state) + ROW_MS;
        for (size_t k = 0; k < row->cell_count; k++) {
            all_ms += typeset_reading_ms(row->cells[k]);
        }
    }
    return all_ms;
}

static void plan_item(struct pen *pen, const struct item *item, struct deck *deck)
{
    const struct table *table = make_table(pen, item, &deck->arena);
    if (!table) {
        return;
    }
    struct slide slide = {
        .kind = &slide_kind_table, .item = item, .made = table, .pages = pages_of(table)
    };
    slide.pages = slide.pages > 0 ? slide.pages : 1;
    int64_t page_ms = typeset_reading_ms(item->title) + reading_ms(table) / slide.pages;
    while (slide.page < slide.pages) {
        slide.page++;
        deck_add(deck, pen, slide, page_ms);
    }
}

static void plan_table(struct pen *pen, struct deck *deck)
{
    kind_plan_items(pen, deck, ITEM_TABLE, plan_item);
}

/* What it is true of stands behind the title, on the baseline of its first line, or below. */
static void add_title(struct pen *pen, const struct table *table)
{
    const struct grid *grid = &pen->grid;
    struct text_spec title = kind_title_spec(pen), date = date_spec(pen);
    title.min_px = table->title_px < title.px ? grid->small : title.min_px;
    title.px = table->title_px;
    int line = pen_line_px(pen, &title, title.px), own = pen_line_px(pen, &date, date.px);
    int bottom = pen_hung_text(pen, &title, table->title_room, table->item->title);
    struct pixel_rect room = { grid->body.x, bottom + grid_u(grid, SPACE_1), grid->body.w,
        own };
    if (!date_is_below(table, pen)) {
        room.x += table->title_room.w;
        room.w -= table->title_room.w;
        room.y = grid->body.y - (line - title.px) / 2 + pen_baseline(title.px, line) -
                 pen_baseline(date.px, own);
    }
    pen_text(pen, &date, room, table->as_of);
}

/* Nothing today: the sentence alone, large, a little above the middle. */
static void add_empty(struct pen *pen, const struct table *table)
{
    const struct grid *grid = &pen->grid;
    struct pixel_rect room = table->body;
    table_line(pen, table, room);
    room.y += grid_u(grid, SPACE_3);
    room.h -= grid_u(grid, SPACE_3);
    room.h -= room.h / 8;
    const struct text_spec spec = { .role = "text",
        .px = grid->display,
        .min_px = grid->small,
        .balance = true,
        .colour = pen->theme->ink,
        .anchor = ANCHOR_MIDDLE };
    pen_text(pen, &spec, room, table->item->empty);
}

static void add_stack(const struct table_pen *to, size_t first, size_t count, int x)
{
    const struct table *table = to->table;
    struct pixel_rect place = { x, table->body.y, table->width, table->body.h };
    int above = table_heading_above(table, first);
    if (!table->is_blocks) {
        table_rows_add_head(to, place);
    }
    place.y += table->head_h;
    bool begins_with_heading = table->rows[first]->group[0];
    place.y -= begins_with_heading || above != TABLE_NO_HEADING ? table->pad : 0;
    if (above != TABLE_NO_HEADING) {
        place.h = table->heights[above];
        table_entry_add(to, (size_t)above, place);
        place.y += place.h;
    }
    for (size_t i = first; i < first + count; i++) {
        bool is_heading = table->rows[i]->group[0];
        place.h = table->heights[i] + (is_heading ? 0 : table->extra);
        int most = table->body.y + table->body.h - place.y;
        place.h = place.h > most && i == first ? most : place.h;
        table_entry_add(to, i, place);
        place.y += place.h;
    }
}

static void lay_out_table(struct pen *pen, const struct slide *slide)
{
    const struct table *table = slide->made;
    const size_t begin = kind_begin(pen);
    add_title(pen, table);
    if (table->row_count == 0) {
        add_empty(pen, table);
        return;
    }
    const struct table_pen to = {
        .pen = pen, .table = table, .ink = pen->theme->ink, .quiet = pen->theme->quiet
    };
    size_t skip = (size_t)(slide->page - 1) * table->stacks, first = 0;
    int step =
        table->stacks > 1 ? (table->body.w - table->width) / (int)(table->stacks - 1) : 0;
    for (size_t i = 0; i < table->filled.pages && i < skip + table->stacks; i++) {
        if (i >= skip) {
            add_stack(&to, first, table->filled.of[i], table->body.x + (int)(i - skip) * step);
        }
        first += table->filled.of[i];
    }
    if (slide->pages == 1) {
        kind_settle_list(pen, begin, pen->grid.body, table->row_count);
    }
    kind_page_mark(pen, slide);
}

const struct slide_kind slide_kind_table = {
    .name = "table", .plan = plan_table, .lay_out = lay_out_table
};
