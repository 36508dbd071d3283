/* A notice: its level as a bar at the left, the title, the text, and until when it holds. An
 * urgent one stands on the accent. A short one is a poster: its title is as large as the width
 * allows, and bar and text stand on the optical centre. */
#include "slide/kinds/article.h"
#include "slide/kinds/kind.h"
#include "slide/page/code.h"
#include "slide/page/flow_memory.h"
#include "slide/page/flow_text.h"
#include "time/date.h"

#include <string.h>

enum { LARGE_PCT = 120, TITLE_LEAST_PCT = 150, POSTER_LEAST_EM = 10 };

/* A poster's title against its text, at the most. */
enum { POSTER_MOST_PCT = 320 };

struct notice {
    const struct item *item;
    const char *words;
    bool is_urgent, is_important;
    struct colour text_colour, quiet_colour;
    struct pixel_rect title_room, panel;
    struct flow_spec text;
    struct kept_flow *flow; /* released by the two who place a notice */
    int credit_h;
    int poster_px, poster_lines; /* of a poster's title; 0: it is none */
    struct qr_code code;         /* in the lower right corner */
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
    bool is_large = pen_width(pen, grid->display, true, title) <= most;
    int px = is_large ? grid->display : grid->title;
    bool is_poster = notice->poster_px > 0;
    return (struct text_spec) { .role = "title",
        .px = is_poster ? notice->poster_px : px,
        .min_px = is_poster ? 0 : grid->heading,
        .any_size = true,
        .max_lines = is_poster ? notice->poster_lines : 0,
        .bold = true,
        .balance = true,
        .colour = notice->is_important ? pen->theme->accent : notice->text_colour };
}

static struct text_spec foot_spec(const struct pen *pen, const struct notice *notice)
{
    bool is_article = notice->item->kind == ITEM_ARTICLE;
    return (struct text_spec) { .role = is_article ? "credit" : "validity",
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

/* What stands below: until when a notice holds, who says it and since when of an article. */
static const char *foot_text(struct pen *pen, const struct item *item)
{
    return item->kind == ITEM_ARTICLE ? article_credit(pen, item, false, pen->grid.body.w).text
                                      : validity_text(pen, &item->show);
}

/* Of an article that has only one. */
static const char *words_of(const struct item *item)
{
    for (size_t i = 0; i < item->block_count; i++) {
        if (*item->blocks[i].text) {
            return item->blocks[i].text;
        }
    }
    return item->text;
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
    const struct flow_block block = { .kind = FLOW_TEXT, .text = notice->words };
    const struct flow_options options = {
        .text_style = text->text_style,
        .heading_style = text->heading_style,
        .text_line_px = line_px,
        .heading_line_px = line_px,
        /* Few characters a line: straight edges would tear them apart. */
        .set = pen_set_options(pen, px < pen->grid.heading ? SET_JUSTIFY : SET_LEFT),
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
    return (int64_t)(strlen(notice->words) / 3) * square > room * rooms;
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

/* A head of that height and the text below it, in so much of the body's height. */
static void place_text(struct pen *pen, struct notice *notice, int head, int height)
{
    const struct pixel_rect *inner = &notice->title_room;
    notice->text = (struct flow_spec) { .role = "text",
        .colour = notice->text_colour,
        .heading_colour = notice->text_colour,
        .room = { inner->x, inner->y + head, inner->w, height - head - notice->credit_h } };
    leave_corner(pen, notice);
}

static int head_height(struct pen *pen, const struct text_spec *title, struct fitted fitted)
{
    int lines = (int)fitted.set.line_count;
    return lines == 0
               ? 0
               : lines * pen_line_px(pen, title, fitted.px) +
                     grid_u(&pen->grid, fitted.px > pen->grid.display ? SPACE_4 : SPACE_3);
}

/* The text as large as may be below that head. */
static bool fit_poster_text(struct pen *pen, struct notice *notice, int head)
{
    const struct grid *grid = &pen->grid;
    const int sizes[] = { grid->display, grid->title, grid->heading };
    if (!*notice->words) {
        return true;
    }
    for (size_t i = *notice->item->title ? 1 : 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        place_text(pen, notice, head, grid->body.h * 4 / 5);
        if (sizes[i] * POSTER_MOST_PCT < notice->poster_px * 100 ||
            notice->text.room.h < sizes[i] || cannot_fit(notice, sizes[i], 1)) {
            continue;
        }
        flow_text(pen, notice, sizes[i]);
        const struct flow *flow = flow_of(notice->flow);
        if (pen->failed || (flow->page_count <= 1 && !flow->forced)) {
            return true;
        }
    }
    return false;
}

/* Its title is on one line, or on two where it has to, and there is some white around all of
 * it. */
static bool place_poster(struct pen *pen, struct notice *notice)
{
    static const struct {
        int lines, quarters; /* of display */
    } steps[] = { { 1, 8 }, { 1, 7 }, { 1, 6 }, { 1, 5 }, { 1, 4 }, { 2, 6 }, { 2, 5 },
        { 2, 4 }, { 2, 3 } };
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        notice->poster_px = pen->grid.display * steps[i].quarters / 4;
        notice->poster_lines = steps[i].lines;
        const struct text_spec title = title_spec(pen, notice, notice->item->title);
        struct fitted fitted = pen_fit(pen, &title, notice->title_room, notice->item->title);
        if (!fitted.clipped && !fitted.forced &&
            fit_poster_text(pen, notice, head_height(pen, &title, fitted))) {
            return true;
        }
    }
    notice->poster_px = 0;
    return false;
}

static void place_whole(struct pen *pen, struct notice *notice)
{
    const char *title = notice->item->title;
    const struct text_spec spec = title_spec(pen, notice, title);
    struct pixel_rect room = notice->title_room;
    room.h = room.h * 2 / 5;
    struct fitted fitted = pen_fit(pen, &spec, room, title);
    place_text(pen, notice, head_height(pen, &spec, fitted), pen->grid.body.h);
    size_text(pen, notice, *title ? fitted.px : 0);
}

static void place_notice(struct pen *pen, const struct item *item, struct notice *notice)
{
    const struct grid *grid = &pen->grid;
    const struct pixel_rect body = grid->body;
    *notice = (struct notice) { .item = item,
        .words = words_of(item),
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
    int inset = grid_u(grid, SPACE_1) + grid_u(grid, grid->is_portrait ? SPACE_3 : SPACE_6);
    notice->title_room = (struct pixel_rect) { body.x + inset, body.y, body.w - inset, body.h };
    const char *foot = foot_text(pen, item);
    const struct text_spec quiet = foot_spec(pen, notice);
    if (!foot || pen->failed) {
        pen->failed = true;
        return;
    }
    notice->credit_h = *foot ? grid_u(grid, SPACE_2) + pen_line_px(pen, &quiet, grid->text) : 0;
    notice->code = code_make(pen, item->url, grid_u(grid, CODE_U));
    if (!place_poster(pen, notice)) {
        place_whole(pen, notice);
    }
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

/* At the foot, beside the code, or below the text of few words. */
static void add_foot(struct pen *pen, const struct notice *notice, int y)
{
    const struct text_spec quiet = foot_spec(pen, notice);
    struct pixel_rect room = notice->title_room;
    room.h = pen_line_px(pen, &quiet, quiet.px);
    room.y = y;
    if (*notice->code.text) {
        room.w -= notice->code.width_px + grid_u(&pen->grid, SPACE_4);
    }
    pen_text(pen, &quiet, room, foot_text(pen, notice->item));
}

/* Title and text; returns their bottom. */
static int add_words(struct pen *pen, const struct notice *notice, size_t page)
{
    const struct flow *flow = flow_of(notice->flow);
    const struct text_spec title = title_spec(pen, notice, notice->item->title);
    struct pixel_rect room = notice->title_room;
    room.h = notice->poster_px > 0 ? room.h : room.h * 2 / 5;
    int bottom = pen_hung_text(pen, &title, room, notice->item->title);
    if (page < flow->page_count) {
        const struct flow_page *lines = &flow->pages[page];
        flow_add(pen, &notice->text, lines);
        pen_warn_missing(pen, "text", flow->missing);
        bottom = notice->text.room.y + notice->text.text_line_px;
        bottom += lines->line_count > 0 ? lines->lines[lines->line_count - 1].y_px : 0;
    }
    return bottom;
}

static void add_page(struct pen *pen, const struct notice *notice, const struct slide *slide)
{
    const struct grid *grid = &pen->grid;
    const struct pixel_rect body = grid->body;
    const struct flow *flow = flow_of(notice->flow);
    size_t page = (size_t)slide->page - 1, begin = kind_begin(pen);
    int bottom = add_words(pen, notice, page);
    struct pixel_rect bar = body;
    if (slide->pages == 1 && kind_is_few(body, bottom + notice->credit_h - body.y)) {
        add_foot(pen, notice, bottom + grid_u(grid, SPACE_2));
        bar = kind_settle(pen, begin, body);
    } else {
        add_foot(pen, notice, body.y + body.h - (notice->credit_h - grid_u(grid, SPACE_2)));
    }
    bar.w = grid_u(grid, SPACE_1);
    pen_fill(
        pen, "level", bar, notice->is_important ? pen->theme->accent : notice->text_colour);
    add_code(pen, &notice->code);
    kind_page_mark(pen, slide);
    const struct flow_rest rest = {
        .role = "text", .where = "未完，全文请扫二维码，或访问 ", .host = notice->code.host
    };
    flow_add_rest(pen, flow, page, &rest);
}

void notice_lay_out(struct pen *pen, const struct slide *slide)
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
    .name = "notice", .plan = plan_notice, .lay_out = notice_lay_out
};
