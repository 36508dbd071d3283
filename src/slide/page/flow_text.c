#include "slide/page/flow_text.h"

#include "base/translated.h"
#include "slide/page/flow_memory.h"

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

/* Lines first..first+count are of one kind in one column. */
static void add_run(
    struct pen *pen, const struct flow_spec *spec, const struct flow_line *lines, size_t count)
{
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
        add_run(pen, spec, line, count);
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
