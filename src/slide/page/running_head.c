#include "slide/page/running_head.h"

#include "base/utf8.h"

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

/* All of the title, or its longest part up to the end of a clause that has room in a line of
 * that size; empty where there is none. */
static const char *running_title(
    struct pen *pen, const char *title, struct text_spec spec, int px, int width)
{
    const char *found = "";
    size_t size = strlen(title);
    int depth = 0, before = 2;
    spec.px = px;
    if (pen_spec_width(pen, &spec, title) <= width) {
        return title;
    }
    for (size_t at = 0, begin = 0; at < size; begin = at) {
        const int sign = clause_sign(utf8_next(title, size, &at));
        const bool is_end = sign == 0 && before != 0; /* a dash has two of them */
        before = sign;
        depth += sign == 1 || sign == -1 ? sign : 0;
        if (!is_end || depth != 0 || begin < RUNNING_LEAST || is_in_figures(title, begin, at)) {
            continue;
        }
        const char *part = arena_strndup(pen->arena, title, begin);
        if (!part || pen_spec_width(pen, &spec, part) > width) {
            break;
        }
        found = part;
    }
    return found;
}

struct pixel_rect running_head_room(const struct pen *pen, struct pixel_rect body)
{
    body.h = grid_scaled(pen->grid.text, pen_title_line_pct(pen));
    return body;
}

int running_head_height(const struct pen *pen)
{
    return running_head_room(pen, pen->grid.body).h + grid_u(&pen->grid, SPACE_3);
}

void running_head_add(
    struct pen *pen, struct pixel_rect room, const char *title, struct colour colour)
{
    const struct grid *grid = &pen->grid;
    const struct text_spec spec = { .role = "running-title",
        .px = grid->text,
        .min_px = grid->small,
        .colour = colour,
        .max_lines = 1,
        .may_clip = true };
    const char *text = running_title(pen, title, spec, grid->small, room.w);
    if (*text && strcmp(text, title) != 0) { /* a part is as large as it may be */
        const char *large = running_title(pen, title, spec, grid->text, room.w);
        text = *large ? large : text;
    }
    pen_hung_text(pen, &spec, room, *text ? text : title);
}
