/* 要闻, News: the newest titles with their dates. A few are set as large as an article's, one
 * alone in display, and stand on the optical centre. */
#include "slide/kinds/headlines/headlines_lead.h"
#include "slide/kinds/headlines/headlines_plate.h"

#include "slide/kinds/kind.h"
#include "time/date.h"

#include <string.h>

static void plan_view(struct pen *pen, struct deck *deck)
{
    const struct headline_list list = headlines_of_view(pen);
    struct headline_lead lead;
    struct headline_look *look = arena_alloc(&deck->arena, sizeof *look);
    if (!look) {
        pen->failed = true;
        return;
    }
    size_t led = headlines_place_lead(pen, &list, &lead) ? lead.count : 0;
    const struct page_counts counts = headlines_share(pen, &list, led, look);
    struct slide slide = {
        .kind = &slide_kind_headlines, .made = look, .pages = (int)counts.pages + (led > 0)
    };
    for (size_t at = 0, page = 0; at < list.count && !pen->failed; at += slide.count) {
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

/* Beside or above a title that is alone it is no louder than that. */
static int word_px(
    struct pen *pen, const struct headline_list *list, const struct headline_plate *plate)
{
    const struct grid *grid = &pen->grid;
    struct text_spec spec;
    if (!plate->is_alone) {
        return grid->display;
    }
    const int title_px =
        headlines_fit_title(pen, plate, list->entries[0].item->title, &spec).px;
    return title_px * 4 >= grid->title * 5 ? grid->title : grid->heading;
}

/* A word that is longer than 要闻 is smaller, and leaves some white before the titles. *px is
 * its size, at the most and then as it is. Tells its bottom. */
static int add_word(struct pen *pen, struct pixel_rect room, int *px)
{
    const struct grid *grid = &pen->grid;
    const char *text = pen->words->words[WORD_HEADLINES];
    const struct text_spec word = { .role = "section",
        .px = *px,
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

/* 要闻 and the date of the newest: at the left, or on one line above the titles. */
static void add_head(
    struct pen *pen, const struct headline_list *list, const struct headline_plate *plate)
{
    const struct grid *grid = &pen->grid;
    struct pixel_rect room = { grid->body.x, grid->body.y,
        plate->is_stacked ? grid->body.w / 2 : grid->body.w / 4,
        grid_scaled(grid->display, 125) };
    int px = word_px(pen, list, plate), y = add_word(pen, room, &px);
    const int line_px = grid_scaled(px, 125);
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
    if (plate->is_stacked) {
        date.align = SET_RIGHT;
        room.x += room.w;
        room.y = y - (line_px - pen_baseline(px, line_px)) - pen_baseline(grid->text, room.h);
    }
    pen_text(pen, &date, room, text);
}

static void add_date(struct pen *pen, const struct headline_plate *plate,
    const struct civil_date *published, int title_y, int bottom)
{
    const struct grid *grid = &pen->grid;
    if (published->year == 0) {
        return;
    }
    struct text_spec date = headlines_date_spec(pen, plate);
    struct pixel_rect room = plate->titles;
    const char *text = NULL;
    if (plate->is_alone) {
        text = pen_date(pen, DATE_WORD_DATE, published, false);
        room.y = bottom + grid_u(grid, SPACE_4);
    } else if (grid->is_portrait) {
        text = pen_date(pen, DATE_WORD_ROW, published, false);
        room.y = bottom + grid_u(grid, SPACE_1);
    } else {
        text = pen_date(pen, DATE_WORD_ROW, published, false);
        date.align = SET_RIGHT;
        room.x += room.w + grid_u(grid, SPACE_4);
        room.w = plate->date_w;
        /* On the baseline of the title's first line. */
        struct text_spec title = headlines_title_spec(pen, plate);
        room.y = title_y + pen_baseline(title.px, pen_line_px(pen, &title, title.px)) -
                 pen_baseline(date.px, pen_line_px(pen, &date, date.px));
    }
    room.h = pen_line_px(pen, &date, date.px);
    pen_text(pen, &date, room, text);
}

/* White to add between rows so that a page fills its height, within reason. */
static int spare_white(struct pen *pen, const struct headline_list *list,
    const struct headline_plate *plate, const struct slide *slide)
{
    int left = plate->titles.h + plate->above + plate->below;
    for (size_t i = 0; i < slide->count; i++) {
        left -= headlines_row(pen, plate, list->entries[slide->first + i].item->title).height;
    }
    int most = grid_u(&pen->grid, pen->grid.is_portrait ? SPACE_12 : SPACE_8);
    most = slide->pages > 1 ? most * 3 / 2 : most; /* a page of several looks full */
    int each = slide->count > 1 && left > 0 ? left / ((int)slide->count - 1) : 0;
    return each < most ? each : most;
}

static void add_rows(struct pen *pen, const struct headline_list *list,
    const struct headline_plate *plate, const struct slide *slide)
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
        struct fitted fitted = headlines_fit_title(pen, plate, item->title, &spec);
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
        y += headlines_date_height(pen, plate);
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
        const struct headline_plate plate = headlines_plate_at(pen, list, slide->made);
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
