/* How large a notice's title and text are: a poster's, or what all of it leaves room for. */
#include "slide/kinds/article/article.h"
#include "slide/kinds/kind.h"
#include "slide/kinds/notice.h"
#include "time/date.h"

#include <string.h>

/* A side of the code: what a poster's title leaves for it, and of others. */
enum { POSTER_CODE_U = 32, CODE_U = 18 };

/* Of so many pages the last is saved by smaller type. */
enum { SAVED_PAGES = 4 };

/* A last page that is so full is left alone. */
enum { FULL_PCT = 67 };

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

/* Of a title, in px. */
struct title_sizes {
    int most, least; /* least 0: as its spec has it */
};

/* The title in those sizes and the room of the text below it. */
static struct fitted place_head(
    struct pen *pen, struct notice *notice, struct title_sizes sizes)
{
    const char *title = notice->item->title;
    notice->title = notice_title_spec(pen, notice);
    notice->title.full_px = notice->title.px;
    notice->title.px = notice->title.px < sizes.most ? notice->title.px : sizes.most;
    notice->title.min_px = sizes.least > 0 ? sizes.least : notice->title.min_px;
    const struct fitted fitted = pen_fit(pen, &notice->title, notice->title_room, title);
    notice_place_text(pen, notice, notice_head_height(pen, notice, fitted), pen->grid.body.h);
    notice->sizes = (struct notice_sizes) { .title = *title ? fitted.px : 0 };
    return fitted;
}

/* A title of that size at the most, and a text. */
static void place_sizes(struct pen *pen, struct notice *notice, struct notice_sizes sizes)
{
    place_head(pen, notice, (struct title_sizes) { sizes.title, 0 });
    notice_flow(pen, notice, sizes.text_px);
}

/* Whether smaller type is worth trying: few pages may be one less, or all of it be shown. */
static bool may_be_smaller(size_t pages)
{
    return pages <= SAVED_PAGES || (flow_is_cut(pages) && flow_may_be_whole(pages));
}

/* A text of several pages has a title that is no larger than a heading where that saves one,
 * and type that is a little smaller where few pages are one less so, or no word is cut. */
static void place_closer(struct pen *pen, struct notice *notice)
{
    const struct grid *grid = &pen->grid;
    const struct notice_sizes ways[] = { { false, grid->display, grid->text },
        { false, grid->heading, grid->text },
        { false, grid->heading, grid_scaled(grid->text, FLOW_SMALLER_PCT) } };
    const bool forced = flow_of(notice->flow)->forced;
    size_t pages = flow_of(notice->flow)->page_count, best = 0, at = 0;
    for (size_t i = 1; i < sizeof ways / sizeof *ways && pages > 1; i++) {
        const bool is_smaller = ways[i].text_px < grid->text;
        if (pen->failed || (is_smaller && !may_be_smaller(pages))) {
            break;
        }
        place_sizes(pen, notice, ways[at = i]);
        const struct flow *flow = flow_of(notice->flow);
        const bool is_worth = !is_smaller || !flow_is_cut(flow->page_count);
        if (!pen->failed && is_worth && flow->page_count < pages && (!flow->forced || forced)) {
            pages = flow->page_count;
            best = i;
        }
    }
    if (best != at && !pen->failed) {
        place_sizes(pen, notice, ways[best]);
    }
}

/* Few pages, of which the last would be half empty, are filled by type that is somewhat larger.
 */
static void place_fuller(struct pen *pen, struct notice *notice)
{
    static const int steps_pct[] = { 118, 112, 106, 100 };
    const struct flow *flow = flow_of(notice->flow);
    const size_t pages = flow->page_count;
    const bool forced = flow->forced;
    const int px = notice->text.text_style.px;
    bool is_full = pages < 2 || pages > SAVED_PAGES || flow->over_pct >= FULL_PCT;
    for (size_t i = 0; i < sizeof steps_pct / sizeof *steps_pct && !is_full; i++) {
        notice_flow(pen, notice, grid_scaled(px, steps_pct[i]));
        flow = flow_of(notice->flow);
        is_full = pen->failed || (flow->page_count == pages && (!flow->forced || forced));
    }
}

static void limit_title(const struct pen *pen, struct notice *notice)
{
    struct pixel_rect *room = &notice->title_room;
    const int most = pen->grid.body.h * 2 / 5;
    room->h = room->h < most ? room->h : most;
}

static void place_whole(struct pen *pen, struct notice *notice)
{
    limit_title(pen, notice);
    place_head(pen, notice, (struct title_sizes) { pen->grid.display, 0 });
    notice_size_text(pen, notice, notice->sizes.title);
    notice->has_pages = !pen->failed && flow_of(notice->flow)->page_count > 1;
    if (notice->has_pages) {
        place_closer(pen, notice);
        place_fuller(pen, notice);
    }
    /* Its run is told how it stands in the end. */
    notice->sizes.text_px = notice->text.text_style.px;
}

/* On one page, in these sizes and no others. */
static bool fits_in(struct pen *pen, struct notice *notice, const struct notice_sizes *sizes)
{
    const struct fitted title =
        place_head(pen, notice, (struct title_sizes) { sizes->title, sizes->title });
    notice_flow(pen, notice, sizes->text_px);
    const struct flow *flow = flow_of(notice->flow);
    return pen->failed || (flow->page_count <= 1 && !flow->forced && !title.clipped);
}

/* In the sizes of its run, whatever its title parts then, and however high it is where it has
 * no room else. */
static bool place_whole_in(
    struct pen *pen, struct notice *notice, const struct notice_sizes *sizes)
{
    const struct pixel_rect room = notice->title_room;
    limit_title(pen, notice);
    if (fits_in(pen, notice, sizes)) {
        return true;
    }
    notice->title_room = room;
    return fits_in(pen, notice, sizes);
}

static bool place_in(struct pen *pen, struct notice *notice, const struct notice_sizes *sizes)
{
    return sizes->is_poster ? notice_place_poster(pen, notice, sizes)
                            : place_whole_in(pen, notice, sizes);
}

/* Numbers come from a plan that is kept on a disk: none that no notice has is of use. */
static bool may_be(const struct pen *pen, const struct notice_sizes *sizes)
{
    const struct grid *grid = &pen->grid;
    return sizes->is_poster ? notice_is_step(sizes->title)
                            : sizes->title > 0 && sizes->text_px >= grid->small * 9 / 10 &&
                                  sizes->text_px <= grid->title;
}

/* The title ends above the code and its quiet zone, and the white between title and text. */
static void give_title_room(const struct pen *pen, struct notice *notice)
{
    notice->title_room = notice->inner;
    notice->title_room.h = pen->grid.body.h;
    if (*notice->code.text) {
        notice->title_room.h -= code_labelled_height(pen, &notice->code) +
                                notice->code.clear_px + grid_u(&pen->grid, SPACE_4);
    }
}

/* Whether a poster's title would be parted less if it were none, and hardly smaller. */
static bool is_better_whole(struct pen *pen, const struct notice *poster)
{
    struct notice notice = *poster;
    notice.poster_px = 0;
    limit_title(pen, &notice);
    const struct text_spec title = notice_title_spec(pen, &notice);
    const struct fitted fitted = pen_fit(pen, &title, notice.title_room, poster->item->title);
    return !fitted.clipped && !fitted.forced && fitted.parted < poster->parted &&
           fitted.px * 100 >= poster->poster_px * NOTICE_LESS_PCT;
}

/* As it is best by itself. */
static void place_alone(struct pen *pen, struct notice *notice)
{
    give_title_room(pen, notice);
    const bool is_poster = notice_place_poster(pen, notice, NULL);
    if (is_poster && !is_better_whole(pen, notice)) {
        return;
    }
    notice->poster_px = 0;
    give_title_room(pen, notice);
    place_whole(pen, notice);
    if (is_poster && notice->has_pages) {
        notice->has_pages = false;
        give_title_room(pen, notice);
        notice_place_poster(pen, notice, NULL);
    }
}

static void place_words(struct pen *pen, struct notice *notice, size_t number)
{
    const struct notice_sizes sizes = notice_sizes_of(number);
    notice->has_pages = false;
    give_title_room(pen, notice);
    if (!may_be(pen, &sizes) || !place_in(pen, notice, &sizes)) {
        place_alone(pen, notice);
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
    if (notice_title_height(pen, notice, title) > notice->title_room.h) {
        return true;
    }
    return *notice->words && notice->poster_px == 0 &&
           (room.h < 2 * flow_leading_px(pen, px) || room.w < NOTICE_LEAST_EM * px);
}

static void place_with(
    struct pen *pen, struct notice *notice, size_t number, const struct qr_code *code)
{
    notice->code = *code;
    notice_place_foot(pen, notice);
    place_words(pen, notice, number);
}

void notice_place(
    struct pen *pen, const struct item *item, size_t number, struct notice *notice)
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
    notice->inner = (struct pixel_rect) { body.x + inset, body.y, body.w - inset, body.h };
    notice->foot = foot_spec(pen, notice);
    notice->foot_text = notice_foot_text(pen, item);
    pen->failed = pen->failed || !notice->foot_text;
    if (pen->failed) {
        return;
    }
    struct qr_code code = code_make_labelled(pen, item->url, grid_u(grid, POSTER_CODE_U));
    place_with(pen, notice, number, &code);
    if (*code.text && notice->poster_px == 0 && !pen->failed) {
        code = code_make_labelled(pen, item->url, grid_u(grid, CODE_U));
        place_with(pen, notice, number, &code);
    }
    if (*code.text && is_cramped(pen, notice)) {
        const struct qr_code none = { .text = "", .host = "" };
        place_with(pen, notice, number, &none);
    } else if (*code.text && !pen->failed && !notice_bind_code(pen, notice)) {
        place_with(pen, notice, number, &code);
    }
}

void notice_finish(struct notice *notice)
{
    flow_release(notice->flow);
    notice->flow = NULL;
    flow_readings_finish(&notice->readings[0]);
    flow_readings_finish(&notice->readings[1]);
}
