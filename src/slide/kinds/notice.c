/* A notice: its level as a bar at the left, the title, the text, and until when it holds. An
 * urgent one stands on the accent. */
#include "slide/kinds/kind.h"
#include "slide/page/code.h"
#include "slide/page/flow_memory.h"
#include "slide/page/flow_text.h"
#include "time/date.h"

#include <string.h>

enum { LARGE_PCT = 120, TITLE_LEAST_PCT = 150, POSTER_LEAST_EM = 10 };

struct notice {
    const struct item *item;
    bool is_urgent, is_important;
    struct colour text_colour, quiet_colour;
    struct pixel_rect title_room, panel, bar;
    struct flow_spec text;
    struct kept_flow *flow; /* released by the two who place a notice */
    int credit_h;
    struct qr_code code; /* in the lower right corner */
};

/* A side of the code. */
enum { CODE_U = 18 };

/* In display size where it stays on one line, in portrait on two. */
static struct text_spec title_spec(
    struct pen *pen, const struct notice *notice, const char *title)
{
    const struct grid *grid = &pen->grid;
    /* Lines that are balanced between words are not all full. */
    int most = notice->title_room.w * (grid->is_portrait ? 17 : 10) / 10;
    bool is_poster = pen_width(pen, grid->display, true, title) <= most;
    return (struct text_spec) { .role = "title",
        .px = is_poster ? grid->display : grid->title,
        .min_px = grid->heading,
        .any_size = true,
        .bold = true,
        .balance = true,
        .colour = notice->is_important ? pen->theme->accent : notice->text_colour };
}

static struct text_spec validity_spec(const struct pen *pen, const struct notice *notice)
{
    return (struct text_spec) { .role = "validity",
        .px = pen->grid.text,
        .min_px = pen->grid.small,
        .tabular = true,
        .colour = notice->quiet_colour,
        .max_lines = 1 };
}

/* "11月23日 8:00 至 11月30日"; empty when nothing is said. NULL when memory is out. */
static const char *validity_text(const struct pen *pen, const struct show *show)
{
    struct arena *arena = pen->arena;
    struct civil_date from, until;
    const struct zone *zone = pen->layout->config->screen.timezone;
    bool has_from = date_of_moment(zone, &show->from, &from);
    bool has_until = date_of_moment(zone, &show->until, &until);
    int this_year = kind_this_year(pen->layout);
    const char *begin = has_from ? date_long_text(arena, &from, this_year, true) : "";
    const char *end = has_until ? date_long_text(arena, &until, this_year, true) : "";
    if (!begin || !end) {
        return NULL;
    }
    if (has_from && has_until) {
        return arena_printf(arena, "%s 至 %s", begin, end);
    }
    return has_until  ? arena_printf(arena, "有效期至 %s", end)
           : has_from ? arena_printf(arena, "自 %s 起", begin)
                      : "";
}

/* In place of what it was set to before. */
static void flow_text(struct pen *pen, struct notice *notice, int px)
{
    struct flow_spec *text = &notice->text;
    int line_px = flow_leading_px(pen, px);
    text->text_style = (struct text_style) { .px = px, .lang = pen->lang };
    text->heading_style = text->text_style;
    text->text_line_px = text->heading_line_px = line_px;
    text->columns = 1;
    int em = text->room.w / px;
    text->column_w = (em > 30 ? 30 : em < 1 ? 1 : em) * px;
    const struct flow_block block = { .kind = FLOW_TEXT, .text = notice->item->text };
    const struct flow_options options = {
        .text_style = text->text_style,
        .heading_style = text->heading_style,
        .text_line_px = line_px,
        .heading_line_px = line_px,
        /* Few characters a line: straight edges would tear them apart. */
        .set = { .align = px < pen->grid.heading ? SET_JUSTIFY : SET_LEFT,
            .keep_half_width = !pen->layout->config->theme.full_width_marks },
        .first = { text->column_w, text->room.h, 1 },
        .later = { text->column_w, text->room.h, 1 },
    };
    flow_release(notice->flow);
    notice->flow = flow_hold(pen->layout, &block, *block.text ? 1 : 0, &options);
    pen->failed = pen->failed || !notice->flow;
}

/* In so many rooms, told without setting it: three bytes are a Han character, or letters that
 * are wider. */
static bool cannot_fit(const struct notice *notice, int px, int rooms)
{
    int64_t square = (int64_t)px * px * 5 / 4;
    int64_t room = (int64_t)notice->text.room.w * notice->text.room.h;
    return (int64_t)(strlen(notice->item->text) / 3) * square > room * rooms;
}

/* A short text is as large as a poster's, as long as the title stays plainly larger; others are
 * somewhat larger than an article's; what does not fit that way takes the body's size. */
static void size_text(struct pen *pen, struct notice *notice, int title_px)
{
    const struct grid *grid = &pen->grid;
    const int sizes[] = { grid->title, grid->heading, grid_scaled(grid->text, LARGE_PCT) };
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        bool is_plain = i + 1 == sizeof sizes / sizeof sizes[0];
        bool is_less = title_px * 100 >= sizes[i] * TITLE_LEAST_PCT &&
                       notice->text.room.w >= POSTER_LEAST_EM * sizes[i];
        /* The last one is left out only where it is far from fitting, narrow letters or not. */
        if (is_plain ? cannot_fit(notice, sizes[i], 4)
                     : !is_less || cannot_fit(notice, sizes[i], 1)) {
            continue;
        }
        flow_text(pen, notice, sizes[i]);
        const struct flow *flow = flow_of(notice->flow);
        if (pen->failed || (flow->page_count <= 1 && (is_plain || !flow->forced))) {
            return;
        }
    }
    flow_text(pen, notice, grid->text);
}

/* The text leaves the code's corner free: its whole column, or in portrait its rows. */
static void leave_corner(const struct pen *pen, struct notice *notice)
{
    const struct grid *grid = &pen->grid;
    struct pixel_rect *room = &notice->text.room;
    if (!*notice->code.text) {
        return;
    }
    if (grid->is_portrait) {
        room->h -= code_labelled_height(pen, &notice->code) + grid_u(grid, SPACE_3);
    } else {
        room->w -= grid_u(grid, SPACE_4) + notice->code.hang_px + notice->code.width_px;
    }
}

static void place_notice(struct pen *pen, const struct item *item, struct notice *notice)
{
    const struct grid *grid = &pen->grid;
    const struct pixel_rect body = grid->body;
    *notice = (struct notice) { .item = item,
        .is_urgent = strcmp(item->level, "urgent") == 0,
        .is_important = strcmp(item->level, "important") == 0,
        .text_colour = pen->theme->ink,
        .quiet_colour = pen->theme->quiet };
    if (notice->is_urgent) {
        notice->text_colour = notice->quiet_colour = pen->theme->on_accent;
        pen->on = pen->theme->accent;
    }
    int header_bottom = grid->header.y + grid->header.h;
    notice->panel = (struct pixel_rect) { 0, header_bottom, pen->layout->width,
        grid->footer.y - header_bottom };
    notice->bar = (struct pixel_rect) { body.x, body.y, grid_u(grid, SPACE_1), body.h };
    int inset = grid_u(grid, SPACE_1) + grid_u(grid, grid->is_portrait ? SPACE_3 : SPACE_6);
    struct pixel_rect inner = { body.x + inset, body.y, body.w - inset, body.h };
    notice->title_room = inner;
    notice->title_room.h = body.h * 2 / 5;
    const struct text_spec title = title_spec(pen, notice, item->title);
    struct fitted fitted = pen_fit(pen, &title, notice->title_room, item->title);
    const char *validity = validity_text(pen, &item->show);
    const struct text_spec quiet = validity_spec(pen, notice);
    if (!validity || pen->failed) {
        pen->failed = true;
        return;
    }
    notice->credit_h =
        *validity ? grid_u(grid, SPACE_2) + pen_line_px(pen, &quiet, grid->text) : 0;
    int head = (int)fitted.set.line_count * pen_line_px(pen, &title, fitted.px);
    head += head > 0 ? grid_u(grid, SPACE_3) : 0;
    notice->text = (struct flow_spec) { .role = "text",
        .colour = notice->text_colour,
        .heading_colour = notice->text_colour,
        .room = { inner.x, inner.y + head, inner.w, inner.h - head - notice->credit_h } };
    notice->code = code_make(pen, item->url, grid_u(grid, CODE_U));
    leave_corner(pen, notice);
    size_text(pen, notice, *item->title ? fitted.px : 0);
}

static void plan_item(struct pen *pen, const struct item *item, struct deck *deck)
{
    if (!*item->title && !*item->text) {
        return;
    }
    struct notice notice;
    place_notice(pen, item, &notice);
    const struct flow *flow = flow_of(notice.flow);
    int pages = flow->page_count > 0 ? flow_pages_shown(flow) : 1;
    for (size_t i = 0; i < (size_t)pages; i++) {
        const struct slide slide = {
            .kind = &slide_kind_notice, .item = item, .page = (int)i + 1, .pages = pages
        };
        int64_t reading_ms = typeset_reading_ms(item->title);
        if (i < flow->page_count) {
            reading_ms += flow_reading_ms(&flow->pages[i]);
        }
        deck_add(deck, pen, slide, reading_ms);
    }
    flow_release(notice.flow);
}

static void plan_notice(struct pen *pen, struct deck *deck)
{
    kind_plan_items(pen, deck, ITEM_NOTICE, plan_item);
}

static void add_code(struct pen *pen, const struct qr_code *code)
{
    const struct pixel_rect body = pen->grid.body;
    const struct pixel_rect corner = { body.x + body.w - code->width_px,
        body.y + body.h - code_labelled_height(pen, code), code->width_px, 0 };
    code_add_labelled(pen, "notice", code, corner);
}

/* At the foot, beside the code. */
static void add_validity(struct pen *pen, const struct notice *notice)
{
    const struct text_spec quiet = validity_spec(pen, notice);
    struct pixel_rect room = notice->title_room;
    room.h = pen_line_px(pen, &quiet, quiet.px);
    room.y = pen->grid.body.y + pen->grid.body.h - room.h;
    if (*notice->code.text) {
        room.w -= notice->code.width_px + grid_u(&pen->grid, SPACE_4);
    }
    pen_text(pen, &quiet, room, validity_text(pen, &notice->item->show));
}

static void add_page(struct pen *pen, const struct notice *notice, const struct slide *slide)
{
    const struct flow *flow = flow_of(notice->flow);
    const struct text_spec title = title_spec(pen, notice, notice->item->title);
    size_t page = (size_t)slide->page - 1;
    pen_fill(pen, "level", notice->bar,
        notice->is_important ? pen->theme->accent : notice->text_colour);
    pen_hung_text(pen, &title, notice->title_room, notice->item->title);
    if (page < flow->page_count) {
        flow_add(pen, &notice->text, &flow->pages[page]);
        pen_warn_missing(pen, "text", flow->missing);
    }
    add_code(pen, &notice->code);
    add_validity(pen, notice);
    kind_page_mark(pen, slide);
    const struct flow_rest rest = {
        .role = "text", .where = "未完，全文请扫二维码，或访问 ", .host = notice->code.host
    };
    flow_add_rest(pen, flow, page, &rest);
}

static void lay_out_notice(struct pen *pen, const struct slide *slide)
{
    const struct theme *theme = pen->theme;
    struct theme urgent = *theme;
    struct notice notice;
    place_notice(pen, slide->item, &notice);
    if (notice.is_urgent) {
        pen_fill(pen, "panel", notice.panel, theme->accent);
        urgent.quiet = urgent.ink = urgent.on_accent;
        pen->theme = &urgent;
    }
    if (!pen->failed) {
        add_page(pen, &notice, slide);
    }
    pen->theme = theme;
    flow_release(notice.flow);
}

const struct slide_kind slide_kind_notice = {
    .name = "notice", .plan = plan_notice, .lay_out = lay_out_notice
};
