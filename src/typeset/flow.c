/* Headings and paragraphs over pages of columns (CLREQ 3.4.4 and 4.1: no heading at the foot of
 * a page, no single line of a paragraph on either side of a turn). */
#include "base/bytes.h"
#include "typeset/set.h"
#include "typeset/typeset.h"

#include <string.h>

struct flowing {
    struct arena *arena;
    const struct measure *measure;
    const struct flow_options *options;
    struct flow_line *lines; /* all of them, in order; column and y_px come later */
    size_t count, capacity;
    struct bytes missing;
};

/* A heading that follows a heading is indented by its slide, so it is set an em narrower. */
static struct set_options options_for(
    const struct flow_options *options, enum flow_kind kind, int heading_run)
{
    struct set_options set = options->set;
    if (kind == FLOW_HEADING) {
        set.indent_em = 0;
        set.align = SET_LEFT;
        set.balance = true;
        if (heading_run > 1 && set.width_px > 4 * options->heading_style.px) {
            set.width_px -= options->heading_style.px;
        }
    }
    return set;
}

static bool add_block(struct flowing *flowing, const struct flow_block *block, int heading_run)
{
    const struct flow_options *options = flowing->options;
    struct set_options set = options_for(options, block->kind, heading_run);
    const struct text_style *style =
        block->kind == FLOW_HEADING ? &options->heading_style : &options->text_style;
    struct set_text text;
    if (!typeset_text(flowing->arena, flowing->measure, style, block->text, &set, &text)) {
        return false;
    }
    if (*text.missing && !bytes_append(&flowing->missing, text.missing, strlen(text.missing))) {
        return false;
    }
    for (size_t i = 0; i < text.line_count; i++) {
        struct flow_line *lines = arena_grow(
            flowing->arena, flowing->lines, flowing->count, &flowing->capacity, sizeof *lines);
        if (!lines) {
            return false;
        }
        flowing->lines = lines;
        lines[flowing->count++] = (struct flow_line) {
            .line = text.lines[i],
            .kind = block->kind,
            .heading_run = block->kind == FLOW_HEADING ? heading_run : 0,
        };
    }
    return true;
}

static int line_px(const struct flowing *flowing, size_t i)
{
    const struct flow_options *options = flowing->options;
    int px = flowing->lines[i].kind == FLOW_HEADING ? options->heading_line_px
                                                    : options->text_line_px;
    return px > 0 ? px : 1;
}

/* White space before line i when it does not stand at a column's head. */
static int gap_px(const struct flowing *flowing, size_t i)
{
    const struct flow_line *line = &flowing->lines[i];
    bool begins = line->kind == FLOW_HEADING && line->heading_run == 1 &&
                  (i == 0 || flowing->lines[i - 1].kind != FLOW_HEADING ||
                      flowing->lines[i - 1].heading_run != 1);
    return begins ? flowing->options->block_gap_px : 0;
}

enum turn { TURN_GOOD, TURN_LONELY, TURN_BAD };

/* What a turn between line i - 1 and line i would be. `from` is the column's first line. */
static enum turn turn_at(const struct flowing *flowing, size_t from, size_t i)
{
    const struct flow_line *lines = flowing->lines;
    if (i >= flowing->count) {
        return TURN_GOOD;
    }
    if (lines[i - 1].kind == FLOW_HEADING) {
        return TURN_BAD;
    }
    /* A heading needs two lines below it, if the text has as many before the next heading. */
    if (i >= 2 && i - 1 > from && lines[i - 2].kind == FLOW_HEADING &&
        lines[i].kind == FLOW_TEXT) {
        return TURN_BAD;
    }
    if (lines[i].kind == FLOW_HEADING || lines[i - 1].line.paragraph_end) {
        return TURN_GOOD;
    }
    bool first_alone =
        i < 2 || lines[i - 2].line.paragraph_end || lines[i - 2].kind == FLOW_HEADING;
    bool last_alone = lines[i].line.paragraph_end;
    return first_alone || last_alone ? TURN_LONELY : TURN_GOOD;
}

/* The end of the column that begins at line `from`: as many lines as `height` holds, and then
 * back to a turn that is allowed. At least one line, or nothing would ever end. */
static size_t column_end(const struct flowing *flowing, size_t from, int height)
{
    int y = 0;
    size_t most = from;
    while (most < flowing->count) {
        y += (most > from ? gap_px(flowing, most) : 0) + line_px(flowing, most);
        if (y > height && most > from) {
            break;
        }
        most++;
    }
    for (enum turn worst = TURN_GOOD; worst <= TURN_LONELY; worst++) {
        for (size_t end = most; end > from; end--) {
            if (turn_at(flowing, from, end) <= worst) {
                return end;
            }
        }
    }
    return most;
}

static int columns_on(const struct flow_options *options, size_t page)
{
    int columns = page ? options->later_columns : options->first_columns;
    return columns > 0 ? columns : 1;
}

static int height_on(const struct flow_options *options, size_t page)
{
    return page ? options->later_height_px : options->first_height_px;
}

/* Fills one page from line `from` with columns of the given height; returns its end. */
static size_t page_end(const struct flowing *flowing, size_t from, size_t page, int height)
{
    for (int c = 0; c < columns_on(flowing->options, page) && from < flowing->count; c++) {
        from = column_end(flowing, from, height);
    }
    return from;
}

enum { WHOLE = 1024 }; /* a page filled to its height, in parts of which less is measured */

static int part_of(int height, int part)
{
    return (int)((int64_t)height * part / WHOLE);
}

/* How many pages it takes when each is filled to `part`, and how full the last one is. */
static size_t count_pages(const struct flowing *flowing, int part, size_t *last_from)
{
    size_t from = 0, pages = 0;
    while (from < flowing->count) {
        *last_from = from;
        from =
            page_end(flowing, from, pages, part_of(height_on(flowing->options, pages), part));
        pages++;
    }
    return pages;
}

/* The height of lines [from..to) in one column. */
static int64_t height_of(const struct flowing *flowing, size_t from, size_t to)
{
    int64_t height = 0;
    for (size_t i = from; i < to; i++) {
        height += (i > from ? gap_px(flowing, i) : 0) + line_px(flowing, i);
    }
    return height;
}

/* The least part to which every page can be filled without taking one more. A last page that
 * is at least half full is left alone. */
static int even_part(const struct flowing *flowing, size_t pages, size_t last_from)
{
    int64_t room = (int64_t)height_on(flowing->options, pages - 1) *
                   columns_on(flowing->options, pages - 1);
    if (pages < 2 || height_of(flowing, last_from, flowing->count) * 2 >= room) {
        return WHOLE;
    }
    int low = 0, high = WHOLE; /* high always gives `pages` */
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        size_t ignored;
        if (count_pages(flowing, middle, &ignored) <= pages) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return high;
}

/* The least height at which the page from `from` to `to` still takes all of its lines: columns
 * of a last page end at one height. */
static int even_columns(const struct flowing *flowing, size_t from, size_t page, int height)
{
    if (columns_on(flowing->options, page) < 2) {
        return height;
    }
    int low = 0, high = height;
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (page_end(flowing, from, page, middle) == flowing->count) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return high;
}

static void place_column(struct flowing *flowing, size_t from, size_t to, int column)
{
    int y = 0;
    for (size_t i = from; i < to; i++) {
        y += i > from ? gap_px(flowing, i) : 0;
        flowing->lines[i].column = column;
        flowing->lines[i].y_px = y;
        y += line_px(flowing, i);
    }
}

static bool make_pages(struct flowing *flowing, struct flow *out)
{
    size_t last_from = 0;
    size_t most = count_pages(flowing, WHOLE, &last_from);
    if (most == 0) {
        return true;
    }
    int part = even_part(flowing, most, last_from);
    most = count_pages(flowing, part, &last_from);
    struct flow_page *pages = arena_array(flowing->arena, most, sizeof *pages);
    if (!pages) {
        return false;
    }
    size_t from = 0;
    for (size_t page = 0; page < most; page++) {
        int height = part_of(height_on(flowing->options, page), part);
        if (page + 1 == most) {
            height = even_columns(flowing, from, page, height);
        }
        size_t begin = from;
        for (int c = 0; c < columns_on(flowing->options, page) && from < flowing->count; c++) {
            size_t end = column_end(flowing, from, height);
            place_column(flowing, from, end, c);
            from = end;
        }
        pages[page] = (struct flow_page) {
            .lines = flowing->lines + begin,
            .line_count = from - begin,
        };
    }
    out->pages = pages;
    out->page_count = most;
    return true;
}

bool typeset_flow(struct arena *arena, const struct measure *measure,
    const struct flow_block *blocks, size_t block_count, const struct flow_options *options,
    struct flow *out)
{
    struct flowing flowing = { .arena = arena, .measure = measure, .options = options };
    bytes_init(&flowing.missing);
    bool done = false;
    *out = (struct flow) { 0 };
    int heading_run = 0;
    for (size_t i = 0; i < block_count; i++) {
        heading_run = blocks[i].kind == FLOW_HEADING ? heading_run + 1 : 0;
        if (!add_block(&flowing, &blocks[i], heading_run)) {
            goto out;
        }
    }
    out->missing = arena_strdup(arena, flowing.missing.size ? flowing.missing.data : "");
    done = out->missing && make_pages(&flowing, out);
out:
    bytes_finish(&flowing.missing);
    return done;
}
