/* Headings, paragraphs and figures over pages of columns (CLREQ 3.4.4 and 4.1: no heading at
 * the foot of a page, no single line of a paragraph on either side of a turn). */
#include "typeset/flow_run.h"

#include <string.h>

struct flowing {
    struct flow_source source;
    const struct flow_options *options;
    struct flow_run first; /* for page 1, as much as it may need */
    /* What follows page 1 when that ends with line tail_line, set at the later width. */
    struct flow_run tail;
    size_t tail_line, tail_figures;
    bool has_tail, failed;
};

enum { WHOLE = 1024 }; /* a page filled to its height, in parts of which less is measured */

/* How far it is set. On page 1 line and figure are of the first run, behind it of the tail. */
struct cursor {
    size_t page, line, figure;
    int column;
    bool has_figure; /* this page, already */
    int filled_px;   /* of it */
    int least;       /* how full the least full page before is, as a part of WHOLE */
};

/* Lines go where their page is made of them; NULL only counts. */
struct placing {
    struct flow_line *lines;
    size_t count;
};

static const struct flow_run *run_of(const struct flowing *flowing, size_t page)
{
    return page ? &flowing->tail : &flowing->first;
}

static const struct flow_shape *shape_of(const struct flowing *flowing, size_t page)
{
    return page ? &flowing->options->later : &flowing->options->first;
}

static int columns_of(const struct flow_shape *shape)
{
    return shape->columns > 0 ? shape->columns : 1;
}

/* Whether a turn at that line of page 1 is inside a paragraph. */
static bool is_inside(const struct flow_run *run, size_t line)
{
    return line > 0 && line < run->count &&
           run->lines[line - 1].block == run->lines[line].block &&
           !run->lines[line - 1].line.paragraph_end;
}

/* Sets what follows page 1 when it ends with `line` and so many of its figures. */
static void set_tail(struct flowing *flowing, size_t line, size_t figures)
{
    if (flowing->has_tail && flowing->tail_line == line && flowing->tail_figures == figures) {
        return;
    }
    const struct flow_run *first = &flowing->first;
    struct flow_start start = { .block = flowing->source.text->block_count,
        .figures = figures };
    if (line < first->count) {
        start.block = first->lines[line].block;
        start.byte = first->lines[line].line.start;
        start.is_inside = is_inside(first, line);
    } else if (first->is_cut) {
        start.block = first->lines[line - 1].block + 1;
    }
    flowing->failed =
        flowing->failed || !flow_run_set(&flowing->source, &start,
                               flowing->options->later.width_px, 0, &flowing->tail);
    flowing->has_tail = true;
    flowing->tail_line = line;
    flowing->tail_figures = figures;
}

/* A column of page 1 behind which the text goes on at another width: there two lines of the
 * paragraph must be left as well. */
static size_t first_page_end(
    struct flowing *flowing, const struct cursor *at, int height, size_t figures)
{
    const struct flow_run *first = &flowing->first;
    size_t end = flow_column_end(flowing->options, first, at->line, height, first->count);
    size_t found = end;
    while (!flowing->failed && found > at->line + 1 && is_inside(first, found)) {
        set_tail(flowing, found, figures);
        if (flowing->tail.count > 1 && !flowing->tail.lines[0].line.paragraph_end) {
            return found;
        }
        found = flow_column_end(flowing->options, first, at->line, height, found - 1);
    }
    return found > at->line + 1 ? found : end;
}

/* Whether the next figure takes the head of the column that begins at the cursor. */
static bool is_due(const struct flowing *flowing, const struct cursor *at, int height)
{
    const struct flow_run *run = run_of(flowing, at->page);
    if (at->figure >= run->figure_count) {
        return false;
    }
    size_t before = run->figures[at->figure].before;
    if (at->page == 0 && flowing->options->first_is_for_text && before > 0) {
        return false;
    }
    return at->line >= run->count || before <= at->line ||
           before < flow_column_end(flowing->options, run, at->line, height, run->count);
}

static int figure_px(const struct flowing *flowing, const struct cursor *at)
{
    const struct flow_figure *figure = &run_of(flowing, at->page)->figures[at->figure];
    const struct flow_block *block = &flowing->source.text->blocks[figure->block];
    return at->page ? block->later_px : block->first_px;
}

static void put(struct placing *placing, const struct flow_line *line, int column, int y)
{
    if (placing) {
        struct flow_line *put = &placing->lines[placing->count++];
        *put = *line;
        put->column = column;
        put->y_px = y;
    }
}

static bool is_done(const struct flowing *flowing, const struct cursor *at)
{
    const struct flow_run *run = run_of(flowing, at->page);
    return at->line >= run->count && at->figure >= run->figure_count && !run->is_cut;
}

/* A figure at a column's head needs this many lines of text below it, or none. */
enum { LINES_BELOW = 3 };

/* Figures at the end of the text stand below it where there is one column, and room for them.
 */
static void put_below(
    struct flowing *flowing, struct cursor *at, int y, struct placing *placing)
{
    const struct flow_run *run = run_of(flowing, at->page);
    const struct flow_shape *shape = shape_of(flowing, at->page);
    y += flowing->options->block_gap_px;
    while (columns_of(shape) == 1 && !run->is_cut && at->figure < run->figure_count &&
           y + figure_px(flowing, at) <= shape->height_px) {
        const struct flow_line figure = { .kind = FLOW_FIGURE,
            .block = run->figures[at->figure].block };
        put(placing, &figure, at->column, y);
        y += figure_px(flowing, at);
        at->figure++;
    }
}

/* One column, whose text is `height` high; figures may take all that the page has. */
static void fill_column(
    struct flowing *flowing, struct cursor *at, int height, struct placing *placing)
{
    const struct flow_run *run = run_of(flowing, at->page);
    int whole = shape_of(flowing, at->page)->height_px, y = 0;
    while (is_due(flowing, at, height) && (!at->has_figure || at->line >= run->count) &&
           (y == 0 || y + figure_px(flowing, at) <= whole)) {
        const struct flow_line figure = { .kind = FLOW_FIGURE,
            .block = run->figures[at->figure].block };
        put(placing, &figure, at->column, y);
        y += figure_px(flowing, at);
        at->figure++;
        at->has_figure = true;
    }
    int least = LINES_BELOW * flowing->options->text_line_px;
    at->filled_px = y > at->filled_px ? y : at->filled_px;
    if (at->line >= run->count || (y > 0 && whole - y < least)) {
        return;
    }
    height = y > 0 && height - y < least ? y + least : height;
    bool goes_over = at->page == 0 && at->column + 1 == columns_of(&flowing->options->first);
    size_t end = goes_over
                     ? first_page_end(flowing, at, height - y, at->figure)
                     : flow_column_end(flowing->options, run, at->line, height - y, run->count);
    for (size_t i = at->line; i < end; i++) {
        y += i > at->line ? flow_gap_px(flowing->options, run->lines, i) : 0;
        put(placing, &run->lines[i], at->column, y);
        y += flow_line_px(flowing->options, &run->lines[i]);
    }
    at->line = end;
    at->filled_px = y > at->filled_px ? y : at->filled_px;
    if (end == run->count) {
        put_below(flowing, at, y, placing);
    }
}

/* Fills the cursor's page with columns of the given height and goes to the next. */
static void fill_page(
    struct flowing *flowing, struct cursor *at, int height, struct placing *placing)
{
    const struct flow_shape *shape = shape_of(flowing, at->page);
    at->has_figure = false;
    at->filled_px = 0;
    for (at->column = 0; at->column < columns_of(shape) && !is_done(flowing, at);
         at->column++) {
        fill_column(flowing, at, height, placing);
    }
    if (at->page == 0) {
        set_tail(flowing, at->line, at->figure);
        at->line = at->figure = 0;
    }
    at->page++;
}

static int page_height(const struct flowing *flowing, size_t page, int part)
{
    return (int)((int64_t)shape_of(flowing, page)->height_px * part / WHOLE);
}

/* How many pages it takes when each is filled to `part`; the last that has text begins at
 * *last.
 */
static size_t count_pages(struct flowing *flowing, int part, struct cursor *last)
{
    struct cursor at = { .least = WHOLE };
    while (!flowing->failed && !is_done(flowing, &at)) {
        int height = shape_of(flowing, at.page)->height_px;
        if (at.line < run_of(flowing, at.page)->count || at.page == 0) {
            *last = at;
        }
        fill_page(flowing, &at, page_height(flowing, at.page, part), NULL);
        int filled = height > 0 ? (int)((int64_t)at.filled_px * WHOLE / height) : WHOLE;
        at.least = filled < at.least ? filled : at.least;
    }
    return at.page;
}

/* The height of the text that follows from the cursor, and of figures in it, in one column. */
static int64_t height_from(const struct flowing *flowing, struct cursor at)
{
    const struct flow_run *run = run_of(flowing, at.page);
    int64_t height = 0;
    for (size_t i = at.line; i < run->count; i++) {
        height += (i > at.line ? flow_gap_px(flowing->options, run->lines, i) : 0) +
                  flow_line_px(flowing->options, &run->lines[i]);
    }
    for (; at.figure < run->figure_count; at.figure++) {
        bool is_behind = run->count > 0 && run->figures[at.figure].before >= run->count;
        height += is_behind ? 0 : figure_px(flowing, &at);
    }
    return height;
}

/* What the last page of text takes of its room when the others are filled, in percent. */
static int over_pct(const struct flowing *flowing, size_t pages, struct cursor last)
{
    const struct flow_shape *shape = shape_of(flowing, last.page);
    int64_t room = (int64_t)shape->height_px * columns_of(shape);
    return pages > 1 && room > 0 ? (int)(height_from(flowing, last) * 100 / room) : 100;
}

/* A last page that is so full is left alone; for others pages are filled less, but not so that
 * they look unfinished. */
enum { LAST_GOOD_PCT = 50, FULL_PART = WHOLE * 2 / 3, TAIL_LINES = 3 };

/* That part, or a smaller one where it would leave the last page a line or two of text. */
static int with_tail(struct flowing *flowing, size_t pages, int part)
{
    const int64_t least = (int64_t)TAIL_LINES * flowing->options->text_line_px;
    struct cursor last;
    for (int less = part; less >= WHOLE / 2; less -= WHOLE / 32) {
        if (count_pages(flowing, less, &last) > pages) {
            break;
        }
        if (height_from(flowing, last) >= least) {
            return less;
        }
    }
    return part;
}

/* The least part to which every page can be filled without taking one more; and somewhat more
 * where turns that are allowed leave one of them too short. */
static int even_part(struct flowing *flowing, size_t pages)
{
    int low = FULL_PART, high = WHOLE; /* high always gives `pages` */
    struct cursor last;
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (count_pages(flowing, middle, &last) <= pages) {
            high = middle;
        } else {
            low = middle;
        }
    }
    for (int part = high; part <= WHOLE; part += WHOLE / 32) {
        if (count_pages(flowing, part, &last) <= pages && last.least >= FULL_PART) {
            high = part;
            break;
        }
    }
    return with_tail(flowing, pages, high);
}

/* The least height at which the last page still takes all that is left: its columns end at one
 * height. */
static int even_columns(struct flowing *flowing, struct cursor from, int height)
{
    int low = 0, high = height;
    if (columns_of(shape_of(flowing, from.page)) < 2) {
        return height;
    }
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        struct cursor at = from;
        fill_page(flowing, &at, middle, NULL);
        if (is_done(flowing, &at)) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return high;
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

static bool make_pages(struct flowing *flowing, struct flow *out)
{
    struct cursor last = { 0 }, at = { 0 };
    size_t most = count_pages(flowing, WHOLE, &last);
    int over = over_pct(flowing, most, last);
    int part = over < LAST_GOOD_PCT ? even_part(flowing, most) : WHOLE;
    most = count_pages(flowing, part, &last);
    struct flow_page *pages = arena_array(flowing->source.arena, most, sizeof *pages);
    if (!pages || flowing->failed) {
        return false;
    }
    for (size_t page = 0; page < most; page++) {
        const struct flow_run *run = run_of(flowing, page);
        size_t room = run->count - at.line + run->figure_count - at.figure;
        struct placing placing = {
            arena_array(flowing->source.arena, room, sizeof *placing.lines), 0
        };
        int height = page_height(flowing, page, part);
        if (!placing.lines) {
            return false;
        }
        if (page + 1 == most) {
            height = even_columns(flowing, at, height);
        }
        fill_page(flowing, &at, height, &placing);
        pages[page] = (struct flow_page) { placing.lines, placing.count };
    }
    *out = (struct flow) { .pages = pages, .page_count = most, .over_pct = over };
    for (size_t page = 0; page < most; page++) {
        int pct = loosest_pct(&pages[page]);
        out->loose_pct = pct > out->loose_pct ? pct : out->loose_pct;
    }
    return !flowing->failed;
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
    int enough = 2 * options->first.height_px * columns_of(&options->first);
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
