/* Headings, paragraphs and figures over pages of columns (CLREQ 3.4.4 and 4.1: no heading at
 * the foot of a page, no single line of a paragraph on either side of a turn). */
#include "typeset/flow/flow_fill.h"

#include <limits.h>
#include <string.h>

/* The height of the text that follows from the cursor, and of figures in it, in one column. */
static int64_t height_from(const struct flowing *flowing, struct flow_cursor at)
{
    const struct flow_run *run = flow_run_at(flowing, at.page);
    int64_t height = 0;
    for (size_t i = at.line; i < run->count; i++) {
        height += (i > at.line ? flow_gap_px(flowing->options, run->lines, i) : 0) +
                  flow_line_px(flowing->options, &run->lines[i]);
    }
    for (; at.figure < run->figure_count; at.figure++) {
        bool is_behind = run->count > 0 && run->figures[at.figure].before >= run->count;
        height += is_behind ? 0 : flow_figure_px(flowing, &at);
    }
    return height;
}

/* What the last page of text takes of its room when the others are filled, in percent. */
static int over_pct(const struct flowing *flowing, size_t pages, struct flow_cursor last)
{
    const struct flow_shape *shape = flow_shape_at(flowing, last.page);
    int64_t room = (int64_t)shape->height_px * flow_columns_of(shape);
    return pages > 1 && room > 0 ? (int)(height_from(flowing, last) * 100 / room) : 100;
}

/* A last page of text that is so full is left alone; for others pages are filled less, but not
 * so that they look unfinished. */
enum { LAST_GOOD_PCT = 67, FULL_PART = FLOW_WHOLE * 2 / 3, TAIL_LINES = 3 };

/* Filled so, or less where that would leave the last page a line or two of text. */
static struct flow_filling with_tail(
    struct flowing *flowing, size_t pages, struct flow_filling filling)
{
    const int64_t least = (int64_t)TAIL_LINES * flowing->options->text_line_px;
    struct flow_filling less = filling;
    struct flow_cursor last;
    for (; less.part >= FLOW_WHOLE / 2; less.part -= FLOW_WHOLE / 32) {
        if (flow_count_pages(flowing, less, &last) > pages) {
            break;
        }
        if (height_from(flowing, last) >= least) {
            return less;
        }
    }
    return filling;
}

/* The least part to which the pages from that one on can be filled without taking one more; and
 * somewhat more where turns that are allowed leave one of them too short. */
static struct flow_filling even_from(struct flowing *flowing, size_t pages, size_t from)
{
    int low = FULL_PART, high = FLOW_WHOLE; /* high always gives `pages` */
    struct flow_filling filling = { .from = from };
    struct flow_cursor last;
    while (high - low > 1) {
        filling.part = low + (high - low) / 2;
        if (flow_count_pages(flowing, filling, &last) <= pages) {
            high = filling.part;
        } else {
            low = filling.part;
        }
    }
    for (filling.part = high; filling.part <= FLOW_WHOLE; filling.part += FLOW_WHOLE / 32) {
        if (flow_count_pages(flowing, filling, &last) <= pages && last.least >= FULL_PART) {
            return with_tail(flowing, pages, filling);
        }
    }
    filling.part = high;
    return with_tail(flowing, pages, filling);
}

/* Whether a figure behind the text has the last page to itself. */
static bool is_alone(size_t pages, struct flow_cursor last)
{
    return last.page + 1 < pages;
}

/* All pages are filled to the same part; where a line less on each is more than the last page
 * has room for, the last few are. */
static struct flow_filling even_filling(struct flowing *flowing, size_t pages)
{
    static const size_t last_few[] = { 0, 4, 3, 2 };
    struct flow_filling best = { .part = FLOW_WHOLE };
    int fullest = -1000;
    for (size_t i = 0; i < sizeof last_few / sizeof *last_few; i++) {
        if (last_few[i] >= pages || fullest >= LAST_GOOD_PCT) {
            continue;
        }
        struct flow_cursor last = { 0 };
        const size_t from = last_few[i] > 0 ? pages - last_few[i] : 0;
        const struct flow_filling filling = even_from(flowing, pages, from);
        flow_count_pages(flowing, filling, &last);
        const int full = over_pct(flowing, pages, last) - (is_alone(pages, last) ? 999 : 0);
        best = full > fullest ? filling : best;
        fullest = full > fullest ? full : fullest;
    }
    return best;
}

/* Where a figure would have the last page to itself, pages are filled less, so that it has some
 * text beside it or above it; as they were where that cannot be. */
static struct flow_filling share_last(struct flowing *flowing, size_t pages)
{
    const struct flow_filling filling = { .part = FLOW_WHOLE };
    struct flow_cursor last = { 0 };
    flowing->shared_page = pages - 1;
    const struct flow_filling shared = even_filling(flowing, pages);
    if (flow_count_pages(flowing, shared, &last) == pages && !is_alone(pages, last)) {
        return shared;
    }
    flowing->shared_page = 0;
    flow_count_pages(flowing, filling, &last);
    return over_pct(flowing, pages, last) < LAST_GOOD_PCT ? even_filling(flowing, pages)
                                                          : filling;
}

/* Where a page of that height ends, and what it looks like. On page 1 line and figure are of
 * the first run, behind it of the tail. */
struct page_end {
    size_t line, figure;
    int first_px, last_px;
    bool has_figure;
};

static struct page_end page_end_at(struct flowing *flowing, struct flow_cursor at, int height)
{
    flow_fill_page(flowing, &at, height, NULL);
    return (struct page_end) { .line = at.end,
        .figure = at.figures,
        .first_px = at.first_px,
        .last_px = at.last_px,
        .has_figure = at.has_figure };
}

/* The least height at which a page still takes what it takes at that one; 0 where it never
 * does. */
static int least_height(
    struct flowing *flowing, struct flow_cursor from, int height, const struct page_end *wanted)
{
    int low = 0, high = height + 1;
    while (high - low > 1) {
        const int middle = low + (high - low) / 2;
        const struct page_end end = page_end_at(flowing, from, middle);
        const bool takes_all = end.line >= wanted->line && end.figure >= wanted->figure;
        high = takes_all ? middle : high;
        low = takes_all ? low : middle;
    }
    const struct page_end end = page_end_at(flowing, from, high);
    return end.line == wanted->line && end.figure == wanted->figure && high <= height ? high
                                                                                      : 0;
}

/* How bad the feet of the first column and the last look, in px: the first one should be as low
 * or a line lower. */
static int unevenness(const struct page_end *end, int line_px)
{
    const int lower = end->last_px - end->first_px;
    return 2 * lower > line_px ? lower : -lower > line_px * 5 / 4 ? -lower - line_px : 0;
}

/* What stands on a page is shared out so that its columns end at one height. Single lines of a
 * paragraph at the turn, and one below a heading, are seen less than feet that do not. */
static int even_columns(struct flowing *flowing, struct flow_cursor from, int height)
{
    const int line_px = flowing->options->text_line_px;
    const bool is_shared = from.page > 0 && from.page == flowing->shared_page;
    enum flow_rules best_rules = FLOW_RULES_ALL;
    int best_px = height, least = INT_MAX;
    flowing->inner_rules = FLOW_RULES_ALL;
    flowing->stop = 0;
    if (flow_columns_of(flow_shape_at(flowing, from.page)) < 2 || is_shared) {
        return height;
    }
    const struct page_end wanted = page_end_at(flowing, from, height);
    flowing->stop = wanted.line;
    flowing->has_level_feet = false;
    for (enum flow_rules rules = FLOW_RULES_ALL; rules <= FLOW_RULES_FEW; rules++) {
        flowing->inner_rules = rules;
        const int px = least_height(flowing, from, height, &wanted);
        const struct page_end end = page_end_at(flowing, from, px > 0 ? px : height);
        const int uneven = unevenness(&end, line_px) * 3 / 2 + (int)rules * line_px;
        if (px > 0 && uneven < least) {
            least = uneven;
            best_px = px;
            best_rules = rules;
        }
        if (least == 0 || wanted.has_figure) {
            break;
        }
    }
    flowing->inner_rules = best_rules;
    return best_px;
}

static int loosest_pct(const struct flow_page *page)
{
    int loosest = 0;
    for (size_t i = 0; i < page->line_count; i++) {
        int pct = page->lines[i].line.loose_pct;
        loosest = pct > loosest ? pct : loosest;
    }
    return loosest;
}

/* How many pages it takes. Where that is more than there may be, the mildest rules that save
 * the others hold on as few pages as is enough, and where none do the fewest on all of them. */
static size_t fit_pages(struct flowing *flowing, struct flow_cursor *last)
{
    const struct flow_filling whole = { .part = FLOW_WHOLE };
    const size_t most = flowing->options->most_pages;
    size_t pages = flow_count_pages(flowing, whole, last);
    if (most == 0 || pages <= most) {
        return pages;
    }
    flowing->rules = FLOW_RULES_FEW;
    pages = flow_count_pages(flowing, whole, last);
    if (pages > most) {
        return pages;
    }
    for (enum flow_rules rules = FLOW_RULES_HEADINGS; rules <= FLOW_RULES_FEW; rules++) {
        flowing->rules = rules;
        for (size_t from = most; from-- > 0 && !flowing->failed;) {
            flowing->rules_from = from;
            pages = flow_count_pages(flowing, whole, last);
            if (pages <= most) {
                return pages;
            }
        }
    }
    return pages;
}

static bool has_columns_alone(const struct flowing *flowing)
{
    const bool are_columns = flow_columns_of(&flowing->options->first) > 1 ||
                             flow_columns_of(&flowing->options->later) > 1;
    return are_columns && flowing->first.figure_count == 0 && flowing->tail.figure_count == 0;
}

/* Columns of text have level feet where that takes no page more. */
static void level_feet(struct flowing *flowing, size_t pages, struct flow_cursor *last)
{
    const struct flow_filling whole = { .part = FLOW_WHOLE };
    const size_t most = flowing->options->most_pages;
    if (!has_columns_alone(flowing) || pages < 2 || (most > 0 && pages >= most)) {
        return;
    }
    flowing->has_level_feet = true;
    if (flow_count_pages(flowing, whole, last) > pages) {
        flowing->has_level_feet = false;
        flow_count_pages(flowing, whole, last);
    }
}

/* How full pages of that many are, of which the last would be so full. */
static struct flow_filling choose_filling(
    struct flowing *flowing, size_t pages, struct flow_cursor last)
{
    const struct flow_filling whole = { .part = FLOW_WHOLE };
    const size_t most = flowing->options->most_pages;
    if (most > 0 && pages > most) {
        return whole;
    }
    return is_alone(pages, last) && pages > 1               ? share_last(flowing, pages)
           : over_pct(flowing, pages, last) < LAST_GOOD_PCT ? even_filling(flowing, pages)
                                                            : whole;
}

static bool fill_pages(
    struct flowing *flowing, struct flow_filling filling, struct flow_page *pages, size_t count)
{
    const bool are_level = flowing->has_level_feet;
    struct flow_cursor at = { 0 };
    for (size_t page = 0; page < count; page++) {
        const struct flow_run *run = flow_run_at(flowing, page);
        size_t room = run->count - at.line + run->figure_count - at.figure;
        struct flow_placing placing = {
            arena_array(flowing->source.arena, room, sizeof *placing.lines), 0
        };
        int height = flow_page_height(flowing, page, filling);
        if (!placing.lines) {
            return false;
        }
        height = even_columns(flowing, at, height);
        flow_fill_page(flowing, &at, height, &placing);
        flowing->stop = 0;
        flowing->has_level_feet = are_level;
        pages[page] = (struct flow_page) { placing.lines, placing.count };
    }
    return !flowing->failed;
}

static bool make_pages(struct flowing *flowing, struct flow *out)
{
    struct flow_cursor last = { 0 };
    size_t count = fit_pages(flowing, &last);
    level_feet(flowing, count, &last);
    const int over = over_pct(flowing, count, last);
    const struct flow_filling filling = choose_filling(flowing, count, last);
    count = flow_count_pages(flowing, filling, &last);
    struct flow_page *pages = arena_array(flowing->source.arena, count, sizeof *pages);
    if (!pages || flowing->failed || !fill_pages(flowing, filling, pages, count)) {
        return false;
    }
    *out = (struct flow) { .pages = pages, .page_count = count, .over_pct = over };
    for (size_t page = 0; page < count; page++) {
        int pct = loosest_pct(&pages[page]);
        out->loose_pct = pct > out->loose_pct ? pct : out->loose_pct;
    }
    return true;
}

bool typeset_flow(struct arena *arena, const struct flow_text *text,
    const struct flow_options *options, struct flow *out)
{
    struct flowing flowing = { .options = options,
        .source = { .arena = arena, .text = text, .options = options } };
    const struct flow_start beginning = { 0 };
    flowing.source.kept = arena_array(arena, text->block_count, sizeof *flowing.source.kept);
    bytes_init(&flowing.source.missing);
    *out = (struct flow) { 0 };
    /* Twice what page 1 holds: a turn is judged by the lines behind it. */
    int enough = 2 * options->first.height_px * flow_columns_of(&options->first);
    bool done = flowing.source.kept &&
                flow_run_set(&flowing.source, &beginning, options->first.width_px,
                    enough > 0 ? enough : 1, &flowing.first) &&
                make_pages(&flowing, out);
    const struct bytes *missing = &flowing.source.missing;
    out->missing = arena_strdup(arena, missing->size ? missing->data : "");
    out->forced = flowing.source.forced;
    done = done && out->missing;
    bytes_finish(&flowing.source.missing);
    return done;
}
