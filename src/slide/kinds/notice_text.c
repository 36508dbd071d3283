/* The text of a notice: over its pages, and how large it is. */
#include "slide/kinds/notice.h"

#include <string.h>

enum { LESS_PCT = 110, LARGE_LEADING_PCT = 115, TITLE_LEAST_PCT = 200 };

/* One column of up to 30 characters; a long text, which has the body's size or several pages,
 * takes two where a wide screen would be half empty beside that. */
static void size_columns(
    const struct pen *pen, struct flow_spec *text, const struct notice *notice, int px)
{
    enum { MOST_EM = 30, GOOD_EM = 17 };
    const int gap = grid_u(&pen->grid, SPACE_6), half = (text->room.w - gap) / 2;
    const bool is_long = px <= pen->grid.text || notice->has_pages;
    const bool is_wide = is_long && text->room.w > MOST_EM * px && half >= GOOD_EM * px;
    const int em = (is_wide ? half : text->room.w) / px;
    text->columns = is_wide ? 2 : 1;
    text->column_gap = gap;
    text->column_w = (em > MOST_EM ? MOST_EM : em < 1 ? 1 : em) * px;
}

/* Of a page by the size alone, for those beside each other are read as one: as large type from
 * what is somewhat larger than the body on, and in between in proportion. */
static int leading_px(const struct pen *pen, const struct notice *notice, int px)
{
    if (notice->has_pages) {
        return flow_leading_px(pen, px);
    }
    const int body = pen->grid.text, most = grid_scaled(body, LARGE_LEADING_PCT) - body;
    const int more = px < body ? 0 : px - body < most ? px - body : most;
    const int body_pct = pen_body_line_pct(pen), less = body_pct - flow_large_line_pct(pen);
    return grid_scaled(px, body_pct - (most > 0 ? less * more / most : 0));
}

/* Its em box hangs from the top where nothing stands above it. */
static void size_pages(
    const struct pen *pen, struct flow_spec *pages, const struct notice *notice, int px)
{
    const int line_px = leading_px(pen, notice, px);
    pages->text_style = (struct text_style) { .px = px, .lang = pen->lang };
    pages->heading_style = pages->text_style;
    pages->text_line_px = pages->heading_line_px = line_px;
    size_columns(pen, pages, notice, px);
    if (!*notice->item->title) {
        pages->room.y = notice->title_room.y - (line_px - px) / 2;
    }
}

static struct flow_shape shape_of(const struct flow_spec *pages)
{
    return (struct flow_shape) { pages->column_w, pages->room.h, pages->columns };
}

void notice_flow(struct pen *pen, struct notice *notice, int px)
{
    const struct flow_spec *text = &notice->text;
    const bool is_large = notice->poster_px > 0 || px >= pen->grid.heading;
    size_pages(pen, &notice->text, notice, px);
    size_pages(pen, &notice->later, notice, px);
    struct flow_block block = { .kind = FLOW_TEXT, .text = notice->words };
    flow_mark_closing(&block, 1);
    struct flow_options options = {
        .text_style = text->text_style,
        .heading_style = text->heading_style,
        .text_line_px = text->text_line_px,
        .heading_line_px = text->heading_line_px,
        .paragraph_gap_px =
            is_large ? grid_u(&pen->grid, px > pen->grid.heading ? SPACE_3 : SPACE_2) : 0,
        /* Few characters a line: straight edges would tear them apart. */
        .set = pen_set_options(pen, is_large ? SET_LEFT : SET_JUSTIFY),
        .first = shape_of(text),
        .later = shape_of(&notice->later),
        .above_px = text->room.y - pen->grid.body.y,
        .most_pages = FLOW_PAGES_MOST,
    };
    /* One paragraph begins where the title does; more are told apart: by two em where edges are
     * straight, otherwise by white. */
    bool is_parted = options.set.align == SET_JUSTIFY && strchr(notice->words, '\n');
    options.set.indent_em = is_parted ? 2 : 0;
    options.set.whole_words = true;
    flow_release(notice->flow);
    const struct flow_text words = { pen->layout->measure, &block, *block.text ? 1 : 0,
        &notice->readings[options.set.align == SET_JUSTIFY] };
    notice->flow = flow_hold(pen->layout, &words, &options);
    pen->failed = pen->failed || !notice->flow;
}

/* Three bytes are a Han character, or letters that are wider. */
bool notice_cannot_fit(const struct notice *notice, int px, int rooms)
{
    int64_t square = (int64_t)px * px * 5 / 4;
    int64_t room = (int64_t)notice->text.room.w * notice->text.room.h;
    return (int64_t)(strlen(notice->words) / 3) * square > room * rooms;
}

void notice_size_text(struct pen *pen, struct notice *notice, int title_px)
{
    const struct grid *grid = &pen->grid;
    const int sizes[] = { grid->title, grid->heading, grid_scaled(grid->text, NOTICE_LARGE_PCT),
        grid_scaled(grid->text, LESS_PCT) };
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        bool is_plain = sizes[i] < grid->heading;
        bool is_less = title_px * 100 >= sizes[i] * TITLE_LEAST_PCT &&
                       notice->text.room.w >= NOTICE_LEAST_EM * sizes[i];
        /* The last ones are left out only where it is far from fitting, narrow letters or not.
         */
        if (is_plain ? notice_cannot_fit(notice, sizes[i], 4)
                     : !is_less || notice_cannot_fit(notice, sizes[i], 1)) {
            continue;
        }
        notice_flow(pen, notice, sizes[i]);
        const struct flow *flow = flow_of(notice->flow);
        if (pen->failed || (flow->page_count <= 1 && (is_plain || !flow->forced))) {
            return;
        }
    }
    notice_flow(pen, notice, grid->text);
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
        const int gap = grid_u(grid, NOTICE_CODE_GAP), clear = notice->code.clear_px;
        room->w -= (gap > clear ? gap : clear) + notice->code.width_px;
    }
}

void notice_place_text(struct pen *pen, struct notice *notice, int head, int height)
{
    const struct pixel_rect body = pen->grid.body, *inner = &notice->inner;
    notice->text = (struct flow_spec) { .role = "text",
        .colour = notice->text_colour,
        .heading_colour = notice->text_colour,
        .room = { inner->x, inner->y + head, inner->w, height - head - notice->foot_h } };
    notice->later = notice->text;
    leave_corner(pen, notice);
    const int running = running_head_height(pen, *inner, notice->item->title);
    notice->later.room =
        (struct pixel_rect) { inner->x, body.y + running, inner->w, body.h - running };
}

int notice_text_bottom(const struct flow_spec *spec, const struct flow_page *page)
{
    int y = 0;
    for (size_t i = 0; i < page->line_count; i++) {
        y = page->lines[i].y_px > y ? page->lines[i].y_px : y;
    }
    return spec->room.y + y + spec->text_line_px;
}

void notice_place_foot(struct pen *pen, struct notice *notice)
{
    const struct grid *grid = &pen->grid;
    notice->foot_room = notice->inner;
    notice->foot_room.h = grid->body.h;
    notice->foot.is_snug = notice->bound != NOTICE_CODE_IN_CORNER;
    if (*notice->code.text && notice->bound != NOTICE_CODE_BELOW) {
        notice->foot_room.w -= notice->code.width_px + grid_u(grid, NOTICE_CODE_GAP);
    }
    const struct fitted fitted =
        pen_fit(pen, &notice->foot, notice->foot_room, notice->foot_text);
    notice->foot_room.h =
        (int)fitted.set.line_count * pen_line_px(pen, &notice->foot, fitted.px);
    notice->foot_h = notice->foot_room.h > 0 ? grid_u(grid, SPACE_2) + notice->foot_room.h : 0;
}
