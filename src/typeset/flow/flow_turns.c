/* Columns end between words, in paragraphs that go on behind them: what is shown is mended so,
 * and not what is only tried. */
#include "base/utf8.h"
#include "typeset/set.h"

#include <string.h>

/* A line of text where it stands. */
struct standing {
    struct flow_line *line;
    size_t page;
};

static bool ends_with_mark(const struct set_line *line)
{
    const size_t size = strlen(line->text);
    size_t at = size;
    while (at > 0 && ((unsigned char)line->text[--at] & 0xC0) == 0x80) {
    }
    const enum unit_class class =
        size > 0 ? mark_class(utf8_next(line->text, size, &at)) : UNIT_HAN;
    return class >= UNIT_CLOSE && class <= UNIT_STOP;
}

/* Whether the next line of its paragraph is behind a turn. */
static bool turns(const struct standing *at)
{
    return at[0].page != at[1].page || at[0].line->column != at[1].line->column;
}

struct turning_flow {
    struct arena *arena, *scratch;
    const struct flow_text *text;
    const struct flow_options *options;
};

/* One paragraph, which a turn may be inside of. False when memory is out. */
static bool turn_paragraph(
    const struct turning_flow *flow, const struct standing *at, size_t count)
{
    const struct flow_options *options = flow->options;
    const char *text = flow->text->blocks[at[0].line->block].text;
    struct set_placed placed = { .at = { text, at[0].line->line.start,
                                     at[count - 1].line->line.end },
        .lines = arena_array(flow->scratch, count, sizeof *placed.lines),
        .count = count };
    bool is_torn = false;
    for (size_t i = 0; placed.lines && i < count; i++) {
        const struct flow_shape *shape = at[i].page > 0 ? &options->later : &options->first;
        placed.lines[i] = (struct set_placed_line) { .line = at[i].line->line,
            .width_px = shape->width_px,
            .turns = i + 1 < count && turns(&at[i]) };
        is_torn = is_torn || (placed.lines[i].turns && !ends_with_mark(&at[i].line->line));
    }
    if (!placed.lines || !is_torn) {
        return placed.lines;
    }
    const struct set_source source = { flow->text->measure, &options->text_style, text };
    struct set_options set = options->set;
    set.width_px = placed.lines[0].width_px;
    const bool done = set_turn(flow->arena, &source, &set, &placed);
    for (size_t i = 0; done && i < count; i++) {
        at[i].line->line = placed.lines[i].line;
    }
    return done;
}

static size_t count_lines(const struct flow *flow)
{
    size_t count = 0;
    for (size_t page = 0; page < flow->page_count; page++) {
        count += flow->pages[page].line_count;
    }
    return count;
}

/* All lines of text, one after the other, of pages that may be changed; how many there are. */
static size_t copy_text(const struct flow *flow, struct flow_line *lines,
    struct flow_page *pages, struct standing *text)
{
    size_t found = 0;
    for (size_t page = 0; page < flow->page_count; page++) {
        const size_t count = flow->pages[page].line_count;
        pages[page] = (struct flow_page) { lines, count };
        for (size_t i = 0; i < count; i++, lines++) {
            *lines = flow->pages[page].lines[i];
            if (lines->kind == FLOW_TEXT) {
                text[found++] = (struct standing) { lines, page };
            }
        }
    }
    return found;
}

static bool turn_paragraphs(
    const struct turning_flow *flow, const struct standing *text, size_t count)
{
    bool done = true;
    for (size_t from = 0, to; done && from < count; from = to) {
        to = from + 1;
        while (to < count && text[to].line->block == text[from].line->block &&
               !text[to - 1].line->line.paragraph_end) {
            to++;
        }
        done = turn_paragraph(flow, &text[from], to - from);
    }
    return done;
}

bool typeset_turn_words(struct arena *arena, const struct flow_text *text,
    const struct flow_options *options, struct flow *flow)
{
    struct arena scratch;
    arena_init(&scratch);
    const size_t count = count_lines(flow);
    const struct turning_flow turning = { arena, &scratch, text, options };
    struct flow_line *lines = arena_array(arena, count, sizeof *lines);
    struct flow_page *pages = arena_array(arena, flow->page_count, sizeof *pages);
    struct standing *standing = arena_array(&scratch, count, sizeof *standing);
    const bool done =
        lines && pages && standing &&
        turn_paragraphs(&turning, standing, copy_text(flow, lines, pages, standing));
    flow->pages = done ? pages : flow->pages;
    arena_finish(&scratch);
    return done;
}
