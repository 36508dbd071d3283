#include "slide/page/band/filing.h"

#include "slide/page/site.h"

#include <limits.h>
#include <string.h>

struct filing_line {
    const char *text;
    int rows; /* by itself */
    bool is_out, begins_row;
};

struct filing_lines {
    struct filing_line *list;
    size_t count;
    int width; /* of a row */
};

/* "示例ICP备12345678号-1", "示例公网安备 12345678901234号", "备案号：…": such numbers are there
 * by law. */
static bool is_number(const char *line)
{
    return strstr(line, "备");
}

static int rows_of(struct pen *pen, const char *line, int width)
{
    struct text_spec spec = pen_small_spec(pen, "filing", pen->theme->quiet);
    spec.max_lines = 0;
    const struct pixel_rect room = { 0, 0, width, INT_MAX / 2 };
    return (int)pen_fit(pen, &spec, room, line).set.line_count;
}

static bool is_one_row(struct pen *pen, const char *line, int width)
{
    return pen_width(pen, pen->grid.small, false, line) <= width &&
           rows_of(pen, line, width) == 1;
}

static bool measure_lines(struct pen *pen, struct filing_lines *lines)
{
    const struct feed *feed = site_filing(pen->layout);
    *lines = (struct filing_lines) { .count = feed ? feed->footer_count : 0,
        .width = pen->grid.footer.w };
    lines->list = arena_array(pen->arena, lines->count + 1, sizeof *lines->list);
    for (size_t i = 0; lines->list && i < lines->count; i++) {
        const char *text = feed->footer[i];
        lines->list[i] =
            (struct filing_line) { .text = text, .rows = rows_of(pen, text, lines->width) };
    }
    return lines->list;
}

/* Puts the lines that are not left out side by side where a row holds them. Returns how many
 * rows they take, or -1 when memory is out. */
static int flow(struct pen *pen, const struct filing_lines *lines)
{
    const char *row = "";
    int rows = 0;
    for (size_t i = 0; i < lines->count; i++) {
        struct filing_line *line = &lines->list[i];
        if (line->is_out) {
            continue;
        }
        const char *longer =
            *row ? arena_printf(pen->arena, "%s　%s", row, line->text) : line->text;
        if (!longer) {
            return -1;
        }
        line->begins_row = !*row || !is_one_row(pen, longer, lines->width);
        rows += line->begins_row ? line->rows : 0;
        row = line->begins_row ? line->text : longer;
    }
    return rows;
}

static const char *print(struct arena *arena, const struct filing_lines *lines)
{
    const char *text = "";
    for (size_t i = 0; text && i < lines->count; i++) {
        const struct filing_line *line = &lines->list[i];
        if (!line->is_out) {
            const char *between = !*text ? "" : line->begins_row ? "\n" : "　";
            text = arena_printf(arena, "%s%s%s", text, between, line->text);
        }
    }
    return text;
}

/* The one that gives way next. */
static struct filing_line *last_of(const struct filing_lines *lines)
{
    struct filing_line *last = NULL;
    for (size_t i = 0; i < lines->count; i++) {
        struct filing_line *line = &lines->list[i];
        bool is_kept = last && is_number(line->text) && !is_number(last->text);
        last = line->is_out || is_kept ? last : line;
    }
    return last;
}

bool filing_place(struct pen *pen, int most, struct filing *filing)
{
    struct filing_lines lines;
    *filing = (struct filing) { .text = "" };
    if (!measure_lines(pen, &lines)) {
        return false;
    }
    filing->left_out = arena_array(pen->arena, lines.count + 1, sizeof *filing->left_out);
    filing->rows = flow(pen, &lines);
    while (filing->left_out && filing->rows > most) {
        struct filing_line *line = last_of(&lines);
        line->is_out = true;
        filing->left_out[filing->left_out_count++] = line->text;
        filing->rows = flow(pen, &lines);
    }
    filing->text = print(pen->arena, &lines);
    return filing->left_out && filing->rows >= 0 && filing->text;
}
