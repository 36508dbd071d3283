#include "slide/page/running_head.h"

#include "base/utf8.h"

#include <limits.h>
#include <string.h>

/* It is not cut shorter than that, in bytes: four Han characters. */
enum { RUNNING_LEAST = 12 };

/* Whether that sign opens (1) or closes (-1) what stays together, or ends a clause (0); 2 for
 * all others. */
static int clause_sign(uint32_t character)
{
    static const struct {
        const char *signs;
        int kind;
    } kinds[] = { { "“‘《〈（【「『(", 1 }, { "”’》〉）】」』)", -1 },
        { "，；：！？。—,;:!? ", 0 } };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const char *signs = kinds[i].signs;
        for (size_t at = 0, size = strlen(signs); at < size;) {
            if (utf8_next(signs, size, &at) == character) {
                return kinds[i].kind;
            }
        }
    }
    return 2;
}

/* 2026—2027, 8:30 and 1,200 are one. */
static bool is_in_figures(const char *title, size_t begin, size_t end)
{
    const char before = begin > 0 ? title[begin - 1] : ' ', behind = title[end];
    return before >= '0' && before <= '9' && behind >= '0' && behind <= '9';
}

static struct text_spec title_spec(const struct pen *pen, struct colour colour, int lines)
{
    return (struct text_spec) { .role = "running-title",
        .px = pen->grid.text,
        .colour = colour,
        .balance = lines > 1,
        .max_lines = lines,
        .may_clip = true };
}

/* Whether it has room on the spec's lines in that width. */
static bool has_room(struct pen *pen, const struct text_spec *spec, const char *text, int width)
{
    const struct pixel_rect room = { 0, 0, width, INT_MAX / 2 };
    return spec->max_lines == 1 ? pen_spec_width(pen, spec, text) <= width
                                : !pen_fit(pen, spec, room, text).clipped;
}

/* Where the title's longest part up to the end of a clause ends that has room in that width; 0
 * where there is none. */
static size_t clause_end(
    struct pen *pen, const struct text_spec *spec, const char *title, int width)
{
    size_t size = strlen(title), found = 0;
    int depth = 0, before = 2;
    for (size_t at = 0, begin = 0; at < size; begin = at) {
        const int sign = clause_sign(utf8_next(title, size, &at));
        const bool is_end = sign == 0 && before != 0; /* a dash has two of them */
        before = sign;
        depth += sign == 1 || sign == -1 ? sign : 0;
        if (!is_end || depth != 0 || begin < RUNNING_LEAST || is_in_figures(title, begin, at)) {
            continue;
        }
        const char *part = arena_strndup(pen->arena, title, begin);
        if (!part || !has_room(pen, spec, part, width)) {
            break;
        }
        found = begin;
    }
    return found;
}

/* Without the marks at its end, which no … stands behind. */
static size_t end_of_words(const char *title, size_t end)
{
    size_t found = 0;
    for (size_t at = 0; at < end;) {
        const int sign = clause_sign(utf8_next(title, end, &at));
        found = sign == 0 || sign == 1 ? found : at;
    }
    return found;
}

/* Where the words end that have room on the spec's lines in that width. */
static size_t words_end(
    struct pen *pen, const struct text_spec *spec, const char *title, int width)
{
    struct text_spec filled = *spec;
    filled.max_lines = 0;
    filled.balance = false;
    const struct pixel_rect room = { 0, 0, width > 0 ? width : 1, INT_MAX / 2 };
    const struct set_text set = pen_fit(pen, &filled, room, title).set;
    const size_t most = (size_t)spec->max_lines;
    const size_t lines = set.line_count < most ? set.line_count : most;
    return lines > 0 ? end_of_words(title, set.lines[lines - 1].end) : 0;
}

/* All of the title; where it is too long for its lines in that size, a clause that takes more
 * than half of them, or as many words as they hold, and … behind them. */
static const char *running_title(
    struct pen *pen, const struct text_spec *spec, const char *title, int width)
{
    static const char more[] = "…";
    if (has_room(pen, spec, title, width)) {
        return title;
    }
    const int rest = width - pen_spec_width(pen, spec, more);
    const size_t words = words_end(pen, spec, title, rest);
    size_t end = clause_end(pen, spec, title, rest);
    end = 2 * end > words ? end : words;
    const char *text = arena_printf(pen->arena, "%.*s%s", (int)end, title, more);
    pen->failed = pen->failed || !text;
    return text && end > 0 ? text : title;
}

/* A line that is cut in portrait is short, and a second one costs little of the height. */
static int lines_of(struct pen *pen, int width, const char *title)
{
    const struct text_spec spec = title_spec(pen, pen->theme->quiet, 1);
    return pen->grid.is_portrait && pen_spec_width(pen, &spec, title) > width ? 2 : 1;
}

struct pixel_rect running_head_room(struct pen *pen, struct pixel_rect body, const char *title)
{
    body.h =
        lines_of(pen, body.w, title) * grid_scaled(pen->grid.text, pen_title_line_pct(pen));
    return body;
}

int running_head_height(struct pen *pen, struct pixel_rect body, const char *title)
{
    return *title ? running_head_room(pen, body, title).h + grid_u(&pen->grid, SPACE_3) : 0;
}

void running_head_add(
    struct pen *pen, struct pixel_rect room, const char *title, struct colour colour)
{
    const struct text_spec spec = title_spec(pen, colour, lines_of(pen, room.w, title));
    pen_hung_text(pen, &spec, room, running_title(pen, &spec, title, room.w));
}
