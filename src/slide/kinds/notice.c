/* A notice: its level as a bar at the left, the title, the text, and until when it holds. An
 * urgent one stands on the accent. A short one is a poster: its title is as large as the width
 * allows, and bar and text stand on the optical centre. What is said once of a long one, its
 * title, its code and until when it holds, stands on the first page; those behind it have the
 * title on one line. */
#include "slide/kinds/notice.h"
#include "slide/kinds/kind.h"
#include "slide/page/band/band.h"

/* Of all that notice_place looks at. */
static struct digest key_of(struct pen *pen, const struct item *item)
{
    struct digest key = plan_key_begin(pen, slide_kind_notice.name);
    digest_text(&key, item->title);
    digest_text(&key, notice_words(item));
    digest_text(&key, item->level);
    digest_text(&key, item->url);
    digest_text(&key, notice_foot_text(pen, item));
    return key;
}

/* In the pen's arena. */
static struct planned_pages plan_pages(struct pen *pen, const struct item *item)
{
    struct notice notice;
    notice_place(pen, item, 0, &notice);
    const struct flow *flow = flow_of(notice.flow);
    size_t pages = flow->page_count > 0 ? (size_t)flow_pages_shown(flow->page_count) : 1;
    int64_t *reading_ms = arena_array(pen->arena, pages, sizeof *reading_ms);
    pen->failed = pen->failed || !reading_ms;
    for (size_t i = 0; i < pages && reading_ms; i++) {
        reading_ms[i] = i == 0 ? typeset_reading_ms(item->title) : 0;
        reading_ms[i] += i < flow->page_count ? flow_reading_ms(&flow->pages[i]) : 0;
    }
    /* An urgent one stands out; one without a title is nothing but its text. */
    const bool is_of_run = pages == 1 && *item->title && !notice.is_urgent;
    const size_t number = is_of_run ? notice_number(&notice.sizes) : 0;
    notice_finish(&notice);
    return (struct planned_pages) {
        .count = number, .pages = reading_ms ? pages : 0, .reading_ms = reading_ms
    };
}

static void plan_item(struct pen *pen, const struct item *item, struct deck *deck)
{
    if (*item->title || *item->text) {
        const struct kind_pages pages = { &slide_kind_notice, key_of, plan_pages };
        kind_plan_pages(pen, deck, item, &pages);
    }
}

static void plan_notice(struct pen *pen, struct deck *deck)
{
    const size_t first = deck->count;
    kind_plan_items(pen, deck, ITEM_NOTICE, plan_item);
    notice_level(pen, deck, first, false);
}

static void add_code(struct pen *pen, const struct notice *notice)
{
    const struct qr_code *code = &notice->code;
    if (notice->bound != NOTICE_CODE_IN_CORNER) {
        code_add_labelled(pen, "notice", code, notice->code_room, SET_LEFT);
        return;
    }
    const struct pixel_rect body = pen->grid.body;
    const struct pixel_rect corner = { body.x + body.w - code->width_px,
        body.y + body.h - code_labelled_height(pen, code), code->width_px, 0 };
    code_add_labelled(pen, "notice", code, corner, SET_RIGHT);
}

/* At the foot, beside the code, or below the text of few words. */
static void add_foot(struct pen *pen, const struct notice *notice, int y)
{
    struct pixel_rect room = notice->foot_room;
    room.y = y;
    pen_text(pen, &notice->foot, room, notice->foot_text);
}

/* Title and text of the first page; returns their bottom. */
static int add_words(struct pen *pen, const struct notice *notice)
{
    const struct flow *flow = flow_shown(notice->flow, pen->layout->measure);
    int bottom = pen_hung_text(pen, &notice->title, notice->title_room, notice->item->title);
    if (flow->page_count > 0) {
        flow_add(pen, &notice->text, &flow->pages[0]);
        pen_warn_missing(pen, "text", flow->missing);
        bottom = notice_text_bottom(&notice->text, &flow->pages[0]);
    }
    return bottom;
}

/* Returns what of the body's height the level's bar has. */
static struct pixel_rect add_first(
    struct pen *pen, const struct notice *notice, const struct slide *slide)
{
    const struct grid *grid = &pen->grid;
    struct pixel_rect bar = grid->body;
    const bool is_bound = notice->bound != NOTICE_CODE_IN_CORNER;
    const size_t alone = kind_begin(pen);
    add_code(pen, notice);
    /* What is composed stays clear of a code in the corner. */
    const size_t begin = is_bound ? alone : kind_begin(pen);
    const int bottom = add_words(pen, notice);
    if (is_bound || (slide->pages == 1 && kind_is_few(bar, bottom + notice->foot_h - bar.y))) {
        add_foot(pen, notice, bottom + grid_u(grid, SPACE_2));
        const struct pixel_rect all = bar;
        bar = kind_settle(pen, begin, all);
        const int words_h = bottom + notice->foot_h - bar.y,
                  code_h = notice->code_room.y + notice->code_room.h - bar.y;
        const bool is_full = is_bound && bar.h == all.h;
        bar.h = !is_full ? bar.h : words_h > code_h ? words_h : code_h;
        return bar;
    }
    add_foot(pen, notice, bar.y + bar.h - (notice->foot_h - grid_u(grid, SPACE_2)));
    bar.h = notice->foot_h > 0 ? bar.h : bottom - bar.y;
    return bar;
}

static struct pixel_rect add_later(struct pen *pen, const struct notice *notice, size_t page)
{
    const struct flow_page *lines =
        &flow_shown(notice->flow, pen->layout->measure)->pages[page];
    const struct flow_spec *later = &notice->later;
    struct pixel_rect bar = pen->grid.body;
    if (*notice->item->title) {
        const struct pixel_rect room = { later->room.x, bar.y, later->room.w, bar.h };
        const char *title = notice->item->title;
        running_head_add(pen, running_head_room(pen, room, title), title, notice->quiet_colour);
    }
    flow_add(pen, later, lines);
    bar.h = notice_text_bottom(later, lines) - bar.y;
    return bar;
}

static void add_page(struct pen *pen, const struct notice *notice, const struct slide *slide)
{
    const struct flow *flow = flow_of(notice->flow);
    const size_t page = (size_t)slide->page - 1;
    struct pixel_rect bar = page > 0 && page < flow->page_count ? add_later(pen, notice, page)
                                                                : add_first(pen, notice, slide);
    bar.w = grid_u(&pen->grid, SPACE_1);
    pen_fill(
        pen, "level", bar, notice->is_important ? pen->theme->accent : notice->text_colour);
    kind_page_mark(pen, slide);
    const struct flow_rest rest = { .role = "text",
        .where = WORD_MORE_NOTICE,
        .host = notice->code.host,
        .pages = flow->page_count };
    flow_add_rest(pen, page, &rest);
}

bool notice_takes(struct pen *pen, const struct item *item, size_t *number)
{
    struct notice notice;
    notice_place(pen, item, 0, &notice);
    const struct flow *flow = flow_of(notice.flow);
    const bool takes = !pen->failed && flow->page_count == 1 && flow->pages[0].line_count > 0;
    *number = notice_number(&notice.sizes);
    notice_finish(&notice);
    return takes;
}

void notice_lay_out(struct pen *pen, const struct slide *slide)
{
    const struct theme *theme = pen->theme;
    const int top = pen->grid.header.y + pen->grid.header.h;
    struct theme urgent = *theme;
    struct notice notice;
    notice_place(pen, slide->item, slide->count, &notice);
    if (notice.is_urgent) {
        const int bottom = band_footer_is_empty(pen) ? pen->layout->height : pen->grid.footer.y;
        const struct pixel_rect panel = { 0, top, pen->layout->width, bottom - top };
        pen_fill(pen, "panel", panel, theme->accent);
        urgent.quiet = urgent.ink = urgent.on_accent;
        pen->theme = &urgent;
    }
    int pages = flow_pages_shown(flow_of(notice.flow)->page_count);
    pen->scene->contradicts_plan = slide->is_known && slide->kind == &slide_kind_notice &&
                                   (pages > 0 ? pages : 1) != slide->pages;
    if (!pen->failed) {
        add_page(pen, &notice, slide);
    }
    pen->theme = theme;
    notice_finish(&notice);
}

const struct slide_kind slide_kind_notice = {
    .name = "notice", .plan = plan_notice, .lay_out = notice_lay_out
};
