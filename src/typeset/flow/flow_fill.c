#include "typeset/flow/flow_fill.h"

const struct flow_run *flow_run_at(const struct flowing *flowing, size_t page)
{
    return page ? &flowing->tail : &flowing->first;
}

const struct flow_shape *flow_shape_at(const struct flowing *flowing, size_t page)
{
    return page ? &flowing->options->later : &flowing->options->first;
}

int flow_columns_of(const struct flow_shape *shape)
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

static enum flow_rules rules_at(const struct flowing *flowing, size_t page)
{
    return page < flowing->rules_from ? FLOW_RULES_ALL : flowing->rules;
}

static size_t column_end(
    const struct flowing *flowing, const struct flow_cursor *at, int height, size_t until)
{
    const bool is_inner = at->column + 1 < flow_columns_of(flow_shape_at(flowing, at->page));
    const enum flow_rules rules = rules_at(flowing, at->page), inner = flowing->inner_rules;
    const bool has_stop = flowing->stop > at->line && flowing->stop < until;
    const struct flow_column column = { .blocks = flowing->source.text->blocks,
        .from = at->line,
        .until = has_stop ? flowing->stop : until,
        .height = height,
        .rules = is_inner && inner > rules ? inner : rules };
    return flow_column_end(flowing->options, flow_run_at(flowing, at->page), &column);
}

/* A column of page 1 behind which the text goes on at another width: there two lines of the
 * paragraph must be left as well. */
static size_t first_page_end(
    struct flowing *flowing, const struct flow_cursor *at, int height, size_t figures)
{
    const struct flow_run *first = &flowing->first;
    size_t end = column_end(flowing, at, height, first->count);
    size_t found = end;
    while (!flowing->failed && found > at->line + 1 && is_inside(first, found) &&
           rules_at(flowing, 0) == FLOW_RULES_ALL) {
        set_tail(flowing, found, figures);
        if (flowing->tail.count > 1 && !flowing->tail.lines[0].line.paragraph_end) {
            return found;
        }
        found = column_end(flowing, at, height, found - 1);
    }
    return found > at->line + 1 ? found : end;
}

/* Whether the next figure takes the head of the column that begins at the cursor. */
static bool is_due(const struct flowing *flowing, const struct flow_cursor *at, int height)
{
    const struct flow_run *run = flow_run_at(flowing, at->page);
    if (at->figure >= run->figure_count) {
        return false;
    }
    size_t before = run->figures[at->figure].before;
    if (at->page == 0 && flowing->options->first_is_for_text && before > 0) {
        return false;
    }
    if (at->page > 0 && at->page == flowing->shared_page && before >= run->count) {
        return at->column + 1 == flow_columns_of(&flowing->options->later);
    }
    return at->line >= run->count || before <= at->line ||
           before < column_end(flowing, at, height, run->count);
}

int flow_figure_px(const struct flowing *flowing, const struct flow_cursor *at)
{
    const struct flow_figure *figure = &flow_run_at(flowing, at->page)->figures[at->figure];
    const struct flow_block *block = &flowing->source.text->blocks[figure->block];
    return at->page ? block->later_px : block->first_px;
}

static void put(struct flow_placing *placing, const struct flow_line *line, int column, int y)
{
    if (placing) {
        struct flow_line *put = &placing->lines[placing->count++];
        *put = *line;
        put->column = column;
        put->y_px = y;
    }
}

bool flow_is_done(const struct flowing *flowing, const struct flow_cursor *at)
{
    const struct flow_run *run = flow_run_at(flowing, at->page);
    return at->line >= run->count && at->figure >= run->figure_count && !run->is_cut;
}

/* A figure at a column's head needs this many lines of text below it, or none. */
static int lines_below(const struct flowing *flowing, size_t page)
{
    enum { LINES_BELOW = 3, FEW_BELOW = 1 };
    return rules_at(flowing, page) == FLOW_RULES_FEW ? FEW_BELOW : LINES_BELOW;
}

/* Of lines below a figure, headings may be the last where there is room for few. */
static bool ends_with_heading(const struct flow_run *run, size_t end)
{
    return end < run->count && run->lines[end - 1].kind == FLOW_HEADING;
}

/* Figures at the end of the text stand below it where there is one column, and room for them.
 */
static void put_below(
    struct flowing *flowing, struct flow_cursor *at, int y, struct flow_placing *placing)
{
    const struct flow_run *run = flow_run_at(flowing, at->page);
    const struct flow_shape *shape = flow_shape_at(flowing, at->page);
    y += flowing->options->block_gap_px;
    while (flow_columns_of(shape) == 1 && !run->is_cut && at->figure < run->figure_count &&
           y + flow_figure_px(flowing, at) <= shape->height_px) {
        const struct flow_line figure = { .kind = FLOW_FIGURE,
            .block = run->figures[at->figure].block };
        put(placing, &figure, at->column, y);
        y += flow_figure_px(flowing, at);
        at->figure++;
    }
}

/* One column, whose text is `height` high; figures may take all that the page has. */
static void fill_column(
    struct flowing *flowing, struct flow_cursor *at, int height, struct flow_placing *placing)
{
    const struct flow_run *run = flow_run_at(flowing, at->page);
    int whole = flow_shape_at(flowing, at->page)->height_px, y = 0;
    while (is_due(flowing, at, height) && (!at->has_figure || at->line >= run->count) &&
           (y == 0 || y + flow_figure_px(flowing, at) <= whole)) {
        const struct flow_line figure = { .kind = FLOW_FIGURE,
            .block = run->figures[at->figure].block };
        put(placing, &figure, at->column, y);
        y += flow_figure_px(flowing, at);
        at->figure++;
        at->has_figure = true;
    }
    int least = lines_below(flowing, at->page) * flowing->options->text_line_px;
    at->filled_px = y > at->filled_px ? y : at->filled_px;
    at->last_px = y;
    if (at->line >= run->count || (y > 0 && whole - y < least)) {
        return;
    }
    height = y > 0 && height - y < least ? y + least : height;
    bool goes_over = at->page == 0 && flowing->stop == 0 &&
                     at->column + 1 == flow_columns_of(&flowing->options->first);
    size_t end = goes_over ? first_page_end(flowing, at, height - y, at->figure)
                           : column_end(flowing, at, height - y, run->count);
    if (y > 0 && rules_at(flowing, at->page) == FLOW_RULES_FEW && ends_with_heading(run, end)) {
        return;
    }
    for (size_t i = at->line; i < end; i++) {
        y += i > at->line ? flow_gap_px(flowing->options, run->lines, i) : 0;
        put(placing, &run->lines[i], at->column, y);
        y += flow_line_px(flowing->options, &run->lines[i]);
    }
    at->line = end;
    at->last_px = y;
    at->filled_px = y > at->filled_px ? y : at->filled_px;
    if (end == run->count) {
        put_below(flowing, at, y, placing);
    }
}

static void fill_columns(
    struct flowing *flowing, struct flow_cursor *at, int height, struct flow_placing *placing)
{
    const struct flow_shape *shape = flow_shape_at(flowing, at->page);
    const int slack = flowing->options->text_line_px / 2; /* white above a heading */
    at->has_figure = false;
    at->filled_px = at->last_px = 0;
    for (at->column = 0; at->column < flow_columns_of(shape) && !flow_is_done(flowing, at);
         at->column++) {
        fill_column(flowing, at, height, placing);
        at->first_px = at->column == 0 ? at->last_px : at->first_px;
        if (flowing->has_level_feet && at->first_px + slack < height) {
            height = at->first_px + slack;
        }
    }
}

/* Whether columns of text stop a quarter short of that although there is more. */
static bool stops_early(const struct flowing *flowing, const struct flow_cursor *at, int height)
{
    return flow_columns_of(flow_shape_at(flowing, at->page)) > 1 && !at->has_figure &&
           at->line < flow_run_at(flowing, at->page)->count && 4 * at->filled_px < 3 * height;
}

/* Where a page stops early for a paragraph that cannot be parted between its columns, a single
 * line of it there is seen less than the white. */
static void fill_further(struct flowing *flowing, struct flow_cursor *at,
    struct flow_cursor begun, int height, struct flow_placing *placing)
{
    const enum flow_rules usual = flowing->inner_rules;
    struct flow_cursor further = begun;
    if (usual >= FLOW_RULES_HEADINGS || flowing->stop > 0 ||
        !stops_early(flowing, at, height)) {
        return;
    }
    flowing->inner_rules = FLOW_RULES_HEADINGS;
    fill_columns(flowing, &further, height, NULL);
    if (further.line > at->line) {
        *at = begun;
        if (placing) {
            placing->count = 0;
        }
        fill_columns(flowing, at, height, placing);
    }
    flowing->inner_rules = usual;
}

void flow_fill_page(
    struct flowing *flowing, struct flow_cursor *at, int height, struct flow_placing *placing)
{
    const struct flow_cursor begun = *at;
    fill_columns(flowing, at, height, placing);
    fill_further(flowing, at, begun, height, placing);
    at->end = at->line;
    at->figures = at->figure;
    if (at->page == 0) {
        if (flowing->stop == 0) {
            set_tail(flowing, at->line, at->figure);
        }
        at->line = at->figure = 0;
    }
    at->page++;
}

static int above_px(const struct flowing *flowing, size_t page)
{
    return page == 0 ? flowing->options->above_px : 0;
}

/* Of the text half of its room at the least. */
int flow_page_height(const struct flowing *flowing, size_t page, struct flow_filling filling)
{
    const int part = page < filling.from ? FLOW_WHOLE : filling.part;
    const int room = flow_shape_at(flowing, page)->height_px, above = above_px(flowing, page);
    const int height = (int)((int64_t)(room + above) * part / FLOW_WHOLE) - above;
    return height > room / 2 ? height : room / 2;
}

static int filled_part(const struct flowing *flowing, const struct flow_cursor *at, size_t page)
{
    const int room = flow_shape_at(flowing, page)->height_px, above = above_px(flowing, page);
    return room > 0 ? (int)((int64_t)(at->filled_px + above) * FLOW_WHOLE / (room + above))
                    : FLOW_WHOLE;
}

size_t flow_count_pages(
    struct flowing *flowing, struct flow_filling filling, struct flow_cursor *last)
{
    struct flow_cursor at = { .least = FLOW_WHOLE };
    while (!flowing->failed && !flow_is_done(flowing, &at)) {
        const size_t page = at.page;
        if (at.line < flow_run_at(flowing, at.page)->count || at.page == 0) {
            *last = at;
        }
        flow_fill_page(flowing, &at, flow_page_height(flowing, page, filling), NULL);
        const int filled = filled_part(flowing, &at, page);
        at.least = filled < at.least ? filled : at.least;
    }
    return at.page;
}
