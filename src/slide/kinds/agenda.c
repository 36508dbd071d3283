/* An agenda: a table of time, title and place. Rows that are over fall away, the current one
 * stands on a tint of the accent. Rows are as high as their lines, and time, title and place
 * stand on one base line; in portrait the place stands below the title. A few rows are larger
 * and stand on the optical centre. */
#include "slide/kinds/kind.h"
#include "time/date.h"

/* A row of one line is so high, and what a page has left goes into its rows, up to so much. */
enum { LANDSCAPE_ROW_U = 9, LANDSCAPE_MORE_U = 3, PORTRAIT_ROW_U = 12, PORTRAIT_MORE_U = 6 };

/* So many are few, and a page has no more than that. */
enum { FEW_ROWS = 3, ROWS_A_PAGE = 24 };

/* Of all rows, in one size: the title's where they are few, or the heading's, or the body's. */
struct agenda {
    const struct item *item;
    int64_t minute;                 /* now, counted from the beginning of its day */
    const struct agenda_row **rows; /* those that are not over */
    int *heights;
    size_t count;
    struct pixel_rect title_room, table;
    int title_px, row_px;
    int time_w, place_w; /* place_w: beside the title, in landscape */
    int pad;             /* above and below a row's lines */
    struct page_counts pages;
};

static struct text_spec row_spec(const struct pen *pen, int px, bool is_current)
{
    return (struct text_spec) { .role = "row",
        .px = px,
        .min_px = pen->grid.small,
        .bold = is_current,
        .balance = true,
        .is_row = true,
        .colour = pen->theme->ink,
        .line_pct = 120,
        .max_lines = px > pen->grid.text ? 2 : 3 };
}

static struct text_spec place_spec(const struct pen *pen, bool is_current)
{
    struct text_spec spec = row_spec(pen, pen->grid.text, false);
    spec.role = "place";
    spec.colour = is_current ? pen->theme->ink : pen->theme->quiet;
    spec.max_lines = 2;
    return spec;
}

/* Where the title of a row stands, without a height. */
static struct pixel_rect title_column(const struct agenda *agenda, const struct pen *pen)
{
    int gap = grid_u(&pen->grid, SPACE_3), left = agenda->time_w + gap;
    int right = agenda->place_w > 0 ? agenda->place_w + gap : 0;
    return (struct pixel_rect) { agenda->table.x + left, 0, agenda->table.w - left - right,
        agenda->table.h };
}

static struct pixel_rect place_column(const struct agenda *agenda, const struct pen *pen)
{
    struct pixel_rect room = title_column(agenda, pen);
    if (agenda->place_w > 0) {
        room.x = agenda->table.x + agenda->table.w - agenda->place_w;
        room.w = agenda->place_w;
    }
    return room;
}

static int height_of(
    struct pen *pen, const struct text_spec *spec, struct pixel_rect room, const char *text)
{
    const struct fitted fitted = pen_fit(pen, spec, room, text);
    return (int)fitted.set.line_count * pen_line_px(pen, spec, fitted.px);
}

/* Of times alone, or of a time and an end; and of the places, up to a quarter. */
static void size_columns(struct agenda *agenda, struct pen *pen)
{
    bool has_end = false;
    int widest = 0, most = agenda->table.w / 4;
    for (size_t i = 0; i < agenda->count; i++) {
        const struct agenda_row *row = agenda->rows[i];
        int width = pen_width(pen, pen->grid.text, false, row->place);
        has_end = has_end || !row->is_open;
        widest = width > widest ? width : widest;
    }
    /* The current row's is bold. */
    const char *times = has_end ? pen_say(pen, WORD_TIMES_TO, "00:00", "00:00") : "00:00";
    pen->failed = pen->failed || !times;
    agenda->time_w = times ? pen_width(pen, agenda->row_px, true, times) : 0;
    agenda->place_w = pen->grid.is_portrait ? 0 : widest < most ? widest : most;
}

/* Its lines, without what is above and below. False where a title is cut or torn in that size.
 */
static bool size_row(
    const struct agenda *agenda, struct pen *pen, const struct agenda_row *row, int *height)
{
    struct text_spec title = row_spec(pen, agenda->row_px, true);
    const struct text_spec place = place_spec(pen, false);
    const struct pixel_rect room = title_column(agenda, pen);
    const struct fitted fitted = pen_fit(pen, &title, room, row->title);
    int line = pen_line_px(pen, &title, agenda->row_px);
    int title_h = (int)fitted.set.line_count * pen_line_px(pen, &title, fitted.px);
    int place_h = height_of(pen, &place, place_column(agenda, pen), row->place);
    title_h = title_h > line ? title_h : line;
    *height = agenda->place_w > 0 ? (title_h > place_h ? title_h : place_h) : title_h + place_h;
    return fitted.px == agenda->row_px && !fitted.clipped && !fitted.forced;
}

static bool rows_fit(const void *context, size_t first, size_t count)
{
    const struct agenda *agenda = context;
    int height = 0;
    for (size_t i = first; i < first + count; i++) {
        height += agenda->heights[i] + 2 * agenda->pad;
    }
    return height <= agenda->table.h;
}

/* Rows in that size, and their pages. False where one does not stand in it. */
static bool place_rows(struct agenda *agenda, struct pen *pen, int px)
{
    const struct grid *grid = &pen->grid;
    const struct text_spec row = row_spec(pen, px, true);
    bool fits = true;
    agenda->row_px = px;
    size_columns(agenda, pen);
    int least = grid_u(grid, grid->is_portrait ? PORTRAIT_ROW_U : LANDSCAPE_ROW_U);
    agenda->pad = (least - pen_line_px(pen, &row, px)) / 2;
    agenda->pad = agenda->pad > grid_u(grid, SPACE_1) ? agenda->pad : grid_u(grid, SPACE_1);
    for (size_t i = 0; i < agenda->count; i++) {
        fits = size_row(agenda, pen, agenda->rows[i], &agenda->heights[i]) && fits;
    }
    const struct page_fill fill = {
        .context = agenda, .fits = rows_fit, .total = agenda->count, .most = ROWS_A_PAGE
    };
    pen->failed = pen->failed || !page_fill(pen->arena, &fill, &agenda->pages);
    return fits && !pen->failed;
}

/* What is left of the fullest page goes into the rows of all. */
static void spread_rows(struct agenda *agenda, const struct pen *pen)
{
    const struct grid *grid = &pen->grid;
    int more = grid_u(grid, grid->is_portrait ? PORTRAIT_MORE_U : LANDSCAPE_MORE_U);
    more = agenda->count <= FEW_ROWS ? more * 4 / 3 : more;
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

/* The title and what is left for rows below it. */
static void place_head(struct agenda *agenda, struct pen *pen, int px)
{
    const struct grid *grid = &pen->grid;
    const struct pixel_rect body = grid->body;
    const struct text_spec title = kind_title_spec(pen);
    int below = grid_u(grid, SPACE_4);
    below += grid->is_portrait && agenda->item->date.form ? grid_u(grid, SPACE_6) : 0;
    bool is_long = px == title.px && pen_spec_width(pen, &title, agenda->item->title) > body.w;
    int lines = !*agenda->item->title ? 0 : is_long ? 2 : 1;
    int line = pen_line_px(pen, &title, px), head = lines * line + below;
    agenda->title_px = px;
    agenda->title_room =
        (struct pixel_rect) { body.x, body.y, body.w, line * (lines > 1 ? lines : 1) };
    agenda->table = (struct pixel_rect) { body.x, body.y + head, body.w, body.h - head };
}

/* In the largest size that costs no page more than the next, as long as rows stand in it. */
static void size_rows(struct agenda *agenda, struct pen *pen)
{
    const struct grid *grid = &pen->grid;
    const int sizes[] = { grid->title, grid->heading, grid->text };
    size_t first = agenda->count <= FEW_ROWS ? 0 : 1, best = 2;
    place_rows(agenda, pen, grid->text);
    size_t least = agenda->pages.pages;
    for (size_t i = first; i < best && !pen->failed; i++) {
        if (place_rows(agenda, pen, sizes[i]) && agenda->pages.pages <= least) {
            best = i;
        }
    }
    if (agenda->row_px != sizes[best]) {
        place_rows(agenda, pen, sizes[best]);
    }
}

/* Its title takes one line of a heading where that saves a page, or where a larger one would
 * leave no row. */
static void size_agenda(struct agenda *agenda, struct pen *pen)
{
    const struct grid *grid = &pen->grid;
    place_head(agenda, pen, grid->title);
    size_rows(agenda, pen);
    size_t pages = agenda->pages.pages;
    const struct text_spec row = row_spec(pen, grid->text, true);
    int lines = grid->is_portrait ? 3 : 2;
    bool is_low =
        agenda->table.h < lines * pen_line_px(pen, &row, row.px) + 2 * grid_u(grid, SPACE_1);
    if ((pages > 1 || is_low) && *agenda->item->title) {
        place_head(agenda, pen, grid->heading);
        size_rows(agenda, pen);
        struct text_spec title = kind_title_spec(pen);
        title.px = grid->heading;
        bool is_whole = pen_spec_width(pen, &title, agenda->item->title) <= grid->body.w;
        if (!is_low && (agenda->pages.pages >= pages || !is_whole)) {
            place_head(agenda, pen, grid->title);
            size_rows(agenda, pen);
        }
    }
    spread_rows(agenda, pen);
}

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
        size_agenda(agenda, pen);
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
    if (from == 0 && row->until_minute == 1440) {
        return pen->words->words[WORD_AGENDA_ALL_DAY];
    }
    const char *begin = arena_printf(arena, "%d:%02d", from / 60, from % 60);
    const char *end = arena_printf(arena, "%d:%02d", until / 60, until % 60);
    return row->is_open ? begin : pen_say(pen, WORD_TIMES_TO, begin, end);
}

/* On the base line of a title whose line box is at y. */
static int beside(const struct pen *pen, const struct text_spec *spec, int title_px, int y)
{
    const struct text_spec title = row_spec(pen, title_px, false);
    return y + pen_baseline(title_px, pen_line_px(pen, &title, title_px)) -
           pen_baseline(spec->px, pen_line_px(pen, spec, spec->px));
}

static void add_row(
    struct pen *pen, const struct agenda *agenda, size_t index, struct pixel_rect place)
{
    const struct agenda_row *row = agenda->rows[index];
    const int height = agenda->heights[index];
    bool is_current = row->from_minute <= agenda->minute;
    struct colour paper = pen->on;
    if (is_current) {
        kind_mark_now(pen, place);
    }
    struct text_spec title = row_spec(pen, agenda->row_px, is_current), time = title;
    time.role = "time";
    time.tabular = true;
    time.max_lines = 1;
    const struct text_spec where = place_spec(pen, is_current);
    struct pixel_rect middle = title_column(agenda, pen), right = place_column(agenda, pen);
    int spare = place.h - height, bottom = place.y + place.h; /* on a low page there is less */
    int y = place.y + (spare < 2 * agenda->pad ? (spare > 0 ? spare / 2 : 0) : agenda->pad);
    middle.y = y;
    middle.h = bottom - y;
    middle.h -= agenda->place_w > 0 ? 0 : height_of(pen, &where, right, row->place);
    const struct pixel_rect left = { place.x, y, agenda->time_w,
        pen_line_px(pen, &time, time.px) };
    int title_px = pen_fit(pen, &title, middle, row->title).px;
    pen_text(pen, &time, left, time_text(pen, row));
    if (title_px > 0 && title_px < title.px) {
        middle.y = 2 * y - beside(pen, &title, title_px, y);
    }
    right.y = pen_text(pen, &title, middle, row->title);
    right.y = agenda->place_w > 0 ? beside(pen, &where, agenda->row_px, y) : right.y;
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
        pen_hairline(pen, place.x, place.y, place.w);
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
        kind_settle(pen, begin, pen->grid.body);
    }
    kind_page_mark(pen, slide);
}

const struct slide_kind slide_kind_agenda = {
    .name = "agenda", .plan = plan_agenda, .lay_out = lay_out_agenda
};
