/* How large a notice's title and text are: a poster's, or what all of it leaves room for. */
#include "slide/kinds/article/article.h"
#include "slide/kinds/kind.h"
#include "slide/kinds/notice.h"
#include "time/date.h"

#include <string.h>

enum { LARGE_PCT = 120, TITLE_LEAST_PCT = 150, POSTER_LEAST_EM = 10 };

/* A poster's title against its text, at the most. */
enum { POSTER_MOST_PCT = 320 };

/* A side of the code. */
enum { CODE_U = 18 };

/* Of so many pages the last is saved by a text of that size, in percent of the body's. */
enum { SAVED_PAGES = 4, SMALLER_PCT = 93 };

static int display_width(struct pen *pen, const char *title)
{
    const struct text_spec spec = { .role = "title", .px = pen->grid.display, .bold = true };
    return pen_spec_width(pen, &spec, title);
}

/* In display size where it stays on one line, in portrait on two. */
static struct text_spec title_spec(struct pen *pen, const struct notice *notice)
{
    const struct grid *grid = &pen->grid;
    /* Lines that are balanced between words are not all full. */
    int most = notice->title_room.w * (grid->is_portrait ? 17 : 10) / 10;
    bool is_large = display_width(pen, notice->item->title) <= most;
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
        .max_lines = is_article ? 2 : 1 }; /* a long source does not cost the date */
}

/* "11月23日 8:00 至 11月30日"; empty when nothing is said. NULL when memory is out. */
static const char *validity_text(const struct pen *pen, const struct show *show)
{
    struct civil_date from, until;
    const struct zone *zone = pen->layout->config->screen.timezone;
    bool has_from = date_of_moment(zone, &show->from, &from);
    bool has_until = date_of_moment(zone, &show->until, &until);
    const char *begin = has_from ? pen_date(pen, DATE_WORD_DATE, &from, true) : "";
    const char *end = has_until ? pen_date(pen, DATE_WORD_DATE, &until, true) : "";
    return has_from && has_until ? pen_say(pen, WORD_VALID_FROM_TO, begin, end)
           : has_until           ? pen_say(pen, WORD_VALID_UNTIL, end, "")
           : has_from            ? pen_say(pen, WORD_VALID_FROM, begin, "")
                                 : "";
}

/* What stands below: until when a notice holds, who says it and since when of an article. */
const char *notice_foot_text(struct pen *pen, const struct item *item)
{
    return item->kind == ITEM_ARTICLE ? article_credit_line(pen, item)
                                      : validity_text(pen, &item->show);
}

/* Of an article that has only one. */
const char *notice_words(const struct item *item)
{
    for (size_t i = 0; i < item->block_count; i++) {
        if (item->blocks[i].kind == BLOCK_TEXT && *item->blocks[i].text) {
            return item->blocks[i].text;
        }
    }
    return item->text;
}

/* One column of up to 30 characters; a long text, which has the body's size, takes two where a
 * wide screen would be half empty beside that. */
static void size_columns(const struct pen *pen, struct flow_spec *text, int px)
{
    enum { MOST_EM = 30, GOOD_EM = 17 };
    const int gap = grid_u(&pen->grid, SPACE_6), half = (text->room.w - gap) / 2;
    const bool is_wide =
        px <= pen->grid.text && text->room.w > MOST_EM * px && half >= GOOD_EM * px;
    const int em = (is_wide ? half : text->room.w) / px;
    text->columns = is_wide ? 2 : 1;
    text->column_gap = gap;
    text->column_w = (em > MOST_EM ? MOST_EM : em < 1 ? 1 : em) * px;
}

/* In place of what it was set to before. */
static void flow_text(struct pen *pen, struct notice *notice, int px)
{
    struct flow_spec *text = &notice->text;
    int line_px = flow_leading_px(pen, px);
    text->text_style = (struct text_style) { .px = px, .lang = pen->lang };
    text->heading_style = text->text_style;
    text->text_line_px = text->heading_line_px = line_px;
    size_columns(pen, text, px);
    if (!*notice->item->title) { /* its em box hangs from the top */
        text->room.y = notice->title_room.y - (line_px - px) / 2;
    }
    const struct flow_block block = { .kind = FLOW_TEXT, .text = notice->words };
    struct flow_options options = {
        .text_style = text->text_style,
        .heading_style = text->heading_style,
        .text_line_px = line_px,
        .heading_line_px = line_px,
        /* Few characters a line: straight edges would tear them apart. */
        .set = pen_set_options(pen, px < pen->grid.heading ? SET_JUSTIFY : SET_LEFT),
        .first = { text->column_w, text->room.h, text->columns },
        .later = { text->column_w, text->room.h, text->columns },
    };
    /* One paragraph begins where the title does; more are told apart. */
    bool is_parted = options.set.align == SET_JUSTIFY && strchr(notice->words, '\n');
    options.set.indent_em = is_parted ? 2 : 0;
    options.set.whole_words = true;
    flow_release(notice->flow);
    const struct flow_text words = { pen->layout->measure, &block, *block.text ? 1 : 0, NULL };
    notice->flow = flow_hold(pen->layout, &words, &options);
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
        .room = { inner->x, inner->y + head, inner->w, height - head - notice->foot_h } };
    leave_corner(pen, notice);
}

static int title_height(const struct pen *pen, const struct notice *notice, struct fitted title)
{
    return (int)title.set.line_count * pen_line_px(pen, &notice->title, title.px);
}

/* And the white below it. */
static int head_height(const struct pen *pen, const struct notice *notice, struct fitted title)
{
    int height = title_height(pen, notice, title);
    int white = grid_u(&pen->grid, title.px > pen->grid.display ? SPACE_4 : SPACE_3);
    return height > 0 ? height + white : 0;
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
    const char *text = notice->item->title;
    /* On a line; what a title of several takes is not told by its width. */
    int width = strchr(text, '\n') ? 0 : display_width(pen, text);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        /* Squeezed marks make it narrower, by less than an eighth. */
        if (width * steps[i].quarters / 4 * 7 / 8 > steps[i].lines * notice->title_room.w) {
            continue;
        }
        notice->poster_px = pen->grid.display * steps[i].quarters / 4;
        notice->poster_lines = steps[i].lines;
        notice->title = title_spec(pen, notice);
        struct fitted fitted =
            pen_fit(pen, &notice->title, notice->title_room, notice->item->title);
        if (!fitted.clipped && !fitted.forced &&
            title_height(pen, notice, fitted) <= notice->title_room.h &&
            fit_poster_text(pen, notice, head_height(pen, notice, fitted))) {
            return true;
        }
    }
    notice->poster_px = 0;
    return false;
}

/* The title of that size at the most and the text below it; returns what the title has. */
static int place_head(struct pen *pen, struct notice *notice, int title_px)
{
    const char *title = notice->item->title;
    notice->title = title_spec(pen, notice);
    notice->title.px = notice->title.px < title_px ? notice->title.px : title_px;
    struct fitted fitted = pen_fit(pen, &notice->title, notice->title_room, title);
    place_text(pen, notice, head_height(pen, notice, fitted), pen->grid.body.h);
    return *title ? fitted.px : 0;
}

/* A text of several pages has a title that is no larger than a heading where that saves one,
 * and few pages are one less by type that is a little smaller. */
static void place_closer(struct pen *pen, struct notice *notice)
{
    const struct grid *grid = &pen->grid;
    const struct {
        int title_px, px;
    } ways[] = { { grid->display, grid->text }, { grid->heading, grid->text },
        { grid->heading, grid_scaled(grid->text, SMALLER_PCT) } };
    const bool forced = flow_of(notice->flow)->forced;
    size_t pages = flow_of(notice->flow)->page_count, best = 0, at = 0;
    for (size_t i = 1; i < sizeof ways / sizeof *ways && pages > 1 && !pen->failed; i++) {
        if (ways[i].px < grid->text && pages > SAVED_PAGES) {
            break;
        }
        place_head(pen, notice, ways[at = i].title_px);
        flow_text(pen, notice, ways[i].px);
        const struct flow *flow = flow_of(notice->flow);
        if (!pen->failed && flow->page_count < pages && (!flow->forced || forced)) {
            pages = flow->page_count;
            best = i;
        }
    }
    if (best != at && !pen->failed) {
        place_head(pen, notice, ways[best].title_px);
        flow_text(pen, notice, ways[best].px);
    }
}

static void place_whole(struct pen *pen, struct notice *notice)
{
    struct pixel_rect *room = &notice->title_room;
    const int most = pen->grid.body.h * 2 / 5;
    room->h = room->h < most ? room->h : most;
    size_text(pen, notice, place_head(pen, notice, pen->grid.display));
    if (!pen->failed && flow_of(notice->flow)->page_count > 1) {
        place_closer(pen, notice);
    }
}

/* Beside the code. */
static void place_foot(struct pen *pen, struct notice *notice)
{
    const struct grid *grid = &pen->grid;
    notice->foot_room = notice->title_room;
    notice->foot_room.h = grid->body.h;
    if (*notice->code.text) {
        notice->foot_room.w -= notice->code.width_px + grid_u(grid, SPACE_4);
    }
    const struct fitted fitted =
        pen_fit(pen, &notice->foot, notice->foot_room, notice->foot_text);
    notice->foot_room.h =
        (int)fitted.set.line_count * pen_line_px(pen, &notice->foot, fitted.px);
    notice->foot_h = notice->foot_room.h > 0 ? grid_u(grid, SPACE_2) + notice->foot_room.h : 0;
}

/* The title ends above the code and its quiet zone. */
static void place_words(struct pen *pen, struct notice *notice)
{
    notice->title_room.h =
        pen->grid.body.h - code_labelled_height(pen, &notice->code) - notice->code.hang_px;
    if (!place_poster(pen, notice)) {
        place_whole(pen, notice);
    }
}

/* The title has no room above the code, or the text for two lines, or for ten characters on
 * one. */
static bool is_cramped(struct pen *pen, const struct notice *notice)
{
    const struct pixel_rect room = notice->text.room;
    int px = pen->grid.text;
    const struct fitted title =
        pen_fit(pen, &notice->title, notice->title_room, notice->item->title);
    if (title_height(pen, notice, title) > notice->title_room.h) {
        return true;
    }
    return *notice->words && notice->poster_px == 0 &&
           (room.h < 2 * flow_leading_px(pen, px) || room.w < POSTER_LEAST_EM * px);
}

void notice_place(struct pen *pen, const struct item *item, struct notice *notice)
{
    const struct grid *grid = &pen->grid;
    const struct pixel_rect body = grid->body;
    *notice = (struct notice) { .item = item,
        .words = notice_words(item),
        .is_urgent = strcmp(item->level, "urgent") == 0,
        .is_important = strcmp(item->level, "important") == 0,
        .text_colour = pen->theme->ink,
        .quiet_colour = pen->theme->quiet };
    if (notice->is_urgent) {
        notice->text_colour = notice->quiet_colour = pen->theme->on_accent;
        pen->on = pen->theme->accent;
    }
    int inset = grid_u(grid, SPACE_1) + grid_u(grid, grid->is_portrait ? SPACE_3 : SPACE_6);
    notice->title_room = (struct pixel_rect) { body.x + inset, body.y, body.w - inset, body.h };
    notice->foot = foot_spec(pen, notice);
    notice->foot_text = notice_foot_text(pen, item);
    pen->failed = pen->failed || !notice->foot_text;
    if (pen->failed) {
        return;
    }
    notice->code = code_make(pen, item->url, grid_u(grid, CODE_U));
    place_foot(pen, notice);
    place_words(pen, notice);
    if (*notice->code.text && is_cramped(pen, notice)) {
        notice->code = (struct qr_code) { .text = "", .host = "" };
        place_foot(pen, notice);
        place_words(pen, notice);
    }
}

void notice_finish(struct notice *notice)
{
    flow_release(notice->flow);
    notice->flow = NULL;
}
