#include "slide/page/flow_text.h"

#include "base/translated.h"
#include "content/text/closing.h"
#include "slide/page/flow_memory.h"

#include <string.h>

/* A line of body text holds 20 to 30 Han characters; two columns of a few less are still better
 * than one that leaves much of the width empty. */
enum { COLUMN_MOST_EM = 30, COLUMN_GOOD_EM = 17 };

/* What smaller type saves of each page at the most, in percent. */
enum { SMALLER_SAVES_PCT = 18 };

int flow_large_line_pct(const struct pen *pen)
{
    return (pen_body_line_pct(pen) + pen_title_line_pct(pen)) / 2;
}

int flow_leading_px(const struct pen *pen, int px)
{
    const bool is_large = px >= pen->grid.heading;
    return grid_scaled(px, is_large ? flow_large_line_pct(pen) : pen_body_line_pct(pen));
}

void flow_columns(const struct pen *pen, struct flow_spec *spec)
{
    int px = spec->text_style.px;
    int gap = grid_u(&pen->grid, SPACE_6);
    int columns = 1;
    while ((spec->room.w - (columns - 1) * gap) / columns > COLUMN_MOST_EM * px &&
           (spec->room.w - columns * gap) / (columns + 1) >= COLUMN_GOOD_EM * px) {
        columns++;
    }
    /* The first line's em box, not its line box, hangs from the room's top. */
    int lead = spec->text_line_px - px;
    spec->room.y -= lead / 2;
    spec->room.h += lead / 2;
    int em = (spec->room.w - (columns - 1) * gap) / columns / px;
    em = em > COLUMN_MOST_EM ? COLUMN_MOST_EM : em < 1 ? 1 : em;
    spec->columns = columns;
    spec->column_w = em * px;
    spec->column_gap =
        columns > 1 ? (spec->room.w - columns * spec->column_w) / (columns - 1) : 0;
    spec->room.w = columns * spec->column_w + (columns - 1) * spec->column_gap;
}

/* A paragraph of a block. */
struct part {
    struct flow_block *block;
    size_t from;
};

/* The block's last paragraphs, in front of those that were found behind it, as many as there is
 * room for. Returns how much room is left. */
static size_t list_backwards(struct flow_block *block, size_t room,
    struct closing_paragraph *paragraphs, struct part *parts)
{
    size_t end = strlen(block->text);
    while (room > 0) {
        size_t from = end;
        while (from > 0 && block->text[from - 1] != '\n') {
            from--;
        }
        if (end > from) {
            room--;
            paragraphs[room] = (struct closing_paragraph) { block->text + from, end - from };
            parts[room] = (struct part) { block, from };
        }
        if (from == 0) {
            break;
        }
        end = from - 1;
    }
    return room;
}

void flow_mark_closing(struct flow_block *blocks, size_t count)
{
    struct closing_paragraph paragraphs[CLOSING_LOOKED_AT];
    struct part parts[CLOSING_LOOKED_AT];
    size_t room = CLOSING_LOOKED_AT, from = 0, to = 0;
    for (size_t i = count; i-- > 0 && room > 0;) {
        if (blocks[i].kind != FLOW_FIGURE) {
            room = list_backwards(&blocks[i], room, paragraphs, parts);
        }
    }
    /* A heading that a text ends with is that of what follows, a picture maybe. */
    if (!closing_find(paragraphs + room, CLOSING_LOOKED_AT - room, &from, &to) ||
        parts[room + to - 1].block->kind == FLOW_HEADING) {
        return;
    }
    for (size_t i = to; i-- > from;) {
        struct flow_block *block = parts[room + i].block;
        const size_t begin = parts[room + i].from;
        block->kind = FLOW_TEXT;
        block->closing_to =
            block->closing_to > 0 ? block->closing_to : begin + paragraphs[room + i].size;
        block->closing_from = begin;
    }
}

/* The shortest line that a closing is put at the right end of, in em; and what it is kept away
 * from that, where it has room (GB/T 9704: two characters). */
enum { CLOSING_LINE_EM = 20, CLOSING_APART_EM = 2 };

/* In 1/64 px; as an indent is not. */
static int ink_left(const struct set_line *line)
{
    const int x = line->piece_count > 0 ? line->pieces[0].x : 0;
    return x > 0 ? x : 0;
}

/* How far the middle of a page's closing stands from its column's left edge, in 1/64 px. */
static int closing_middle(const struct flow_spec *spec, const struct flow_page *page)
{
    const int em = spec->text_style.px * MEASURE_UNIT, column = spec->column_w * MEASURE_UNIT;
    int edge = CLOSING_LINE_EM * em, width = 0;
    for (size_t i = 0; i < page->line_count; i++) {
        const struct set_line *line = &page->lines[i].line;
        const int ink = line->width - ink_left(line);
        if (page->lines[i].kind == FLOW_CLOSING) {
            width = ink > width ? ink : width;
        } else if (page->lines[i].kind == FLOW_TEXT) {
            edge = line->width > edge ? line->width : edge;
        }
    }
    edge = edge < column ? edge : column;
    const int apart = CLOSING_APART_EM * em;
    edge -= edge - width >= 2 * apart ? apart : 0;
    return edge - width / 2;
}

/* Of its ink. */
static int middle_of(const struct set_line *line)
{
    return (ink_left(line) + line->width) / 2;
}

/* Lines first..first+count are of one kind in one column. */
static void add_run(struct pen *pen, const struct flow_spec *spec, const struct flow_page *page,
    size_t first, size_t count)
{
    const struct flow_line *lines = &page->lines[first];
    bool is_heading = lines[0].kind == FLOW_HEADING;
    const struct text_style *style = is_heading ? &spec->heading_style : &spec->text_style;
    int line_px = is_heading ? spec->heading_line_px : spec->text_line_px;
    struct pen_line *set = arena_array(pen->arena, count, sizeof *set);
    if (!set) {
        pen->failed = true;
        return;
    }
    int top = lines[0].y_px;
    struct pixel_rect rect = { spec->room.x +
                                   lines[0].column * (spec->column_w + spec->column_gap),
        spec->room.y + top, spec->column_w, lines[count - 1].y_px + line_px - top };
    for (size_t i = 0; i < count; i++) {
        /* The second of paired headings stands in by one em, like the second line of a
         * couplet. */
        int width = (lines[i].line.width + MEASURE_UNIT - 1) / MEASURE_UNIT;
        bool steps_in =
            is_heading && lines[i].heading_run % 2 == 0 && width + style->px <= spec->column_w;
        set[i] =
            (struct pen_line) { .x_px = steps_in ? style->px : 0, .y_px = lines[i].y_px - top };
        if (lines[i].kind == FLOW_CLOSING && !lines[i].line.right_to_left) {
            set[i].x_px =
                (closing_middle(spec, page) - middle_of(&lines[i].line)) / MEASURE_UNIT;
        }
        if (!flow_copy_line(pen->arena, &lines[i].line, &set[i].line)) {
            pen->failed = true;
            return;
        }
    }
    const struct text_spec text = { .role = is_heading ? "subheading" : spec->role,
        .px = style->px,
        .bold = style->bold,
        .takes_side = true,
        .colour = is_heading ? spec->heading_colour : spec->colour };
    const struct pen_lines all = { set, count, line_px };
    pen_add_lines(pen, &text, rect, &all);
}

void flow_add(struct pen *pen, const struct flow_spec *spec, const struct flow_page *page)
{
    for (size_t first = 0, count; first < page->line_count; first += count) {
        const struct flow_line *line = &page->lines[first];
        count = 1;
        if (line->kind == FLOW_FIGURE) {
            continue;
        }
        while (first + count < page->line_count && line[count].kind == line->kind &&
               line[count].column == line->column) {
            count++;
        }
        add_run(pen, spec, page, first, count);
    }
}

int64_t flow_reading_ms(const struct flow_page *page)
{
    int64_t reading_ms = 0;
    for (size_t i = 0; i < page->line_count; i++) {
        bool is_figure = page->lines[i].kind == FLOW_FIGURE;
        reading_ms += is_figure ? FIGURE_MS : typeset_reading_ms(page->lines[i].line.text);
    }
    return reading_ms;
}

int flow_pages_shown(size_t pages)
{
    return (int)(pages < FLOW_PAGES_MOST ? pages : FLOW_PAGES_MOST);
}

bool flow_is_cut(size_t pages)
{
    return pages > FLOW_PAGES_MOST;
}

bool flow_may_be_whole(size_t pages)
{
    return pages * (100 - SMALLER_SAVES_PCT) <= FLOW_PAGES_MOST * 100;
}

void flow_add_rest(struct pen *pen, size_t page, const struct flow_rest *rest)
{
    if (rest->pages <= FLOW_PAGES_MOST || page + 1 != FLOW_PAGES_MOST) {
        return;
    }
    const struct grid *grid = &pen->grid;
    const struct text_spec spec = { .role = "rest",
        .px = grid->small,
        .colour = pen->theme->quiet,
        .line_pct = 120,
        .max_lines = 1 };
    const char *text =
        pen_say(pen, *rest->host ? rest->where : WORD_MORE_NOWHERE, rest->host, "");
    if (!text || !scene_warn(pen->scene, FINDING_PAGES, "%s: %zu pages; the first %d are shown",
                     translated(rest->role), rest->pages, FLOW_PAGES_MOST)) {
        pen->failed = true;
        return;
    }
    pen_text(pen, &spec,
        (struct pixel_rect) { grid->body.x, grid_page_mark_y(grid),
            grid->body.w - grid_u(grid, SPACE_12), grid->small_line },
        text);
}
