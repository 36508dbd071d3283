#include "slide/kinds/links/links.h"

#include "slide/kinds/kind.h"
#include "slide/page/code.h"

/* A side of its code, the quiet zone included. */
enum { ALONE_U = 44 };

/* Of one link: the sentence, its label below it, and its host below both. */
struct words {
    const char *lead, *label, *host;
    struct text_spec lead_spec, label_spec;
    int host_px;
};

static int host_height(const struct pen *pen, int px, int lines)
{
    const struct text_spec spec = links_host_spec(pen);
    return lines * pen_line_px(pen, &spec, px);
}

static void add_words(struct pen *pen, const struct words *words, struct pixel_rect room)
{
    const int white = grid_u(&pen->grid, SPACE_2), bottom = room.y + room.h;
    int lines;
    links_part_host(pen, words->host, words->host_px, room.w, &lines);
    room.y = pen_hung_text(pen, &words->lead_spec, room, words->lead) + white;
    room.h = bottom - room.y - white - host_height(pen, words->host_px, lines < 2 ? 1 : 2);
    room.y = pen_text(pen, &words->label_spec, room, words->label) + white;
    room.h = bottom - room.y;
    links_add_host(pen, words->host, words->host_px, room);
}

/* The lead, two lines of a label and of the host, with the white between. */
static int least_height(const struct pen *pen, const struct words *words)
{
    return pen_line_px(pen, &words->lead_spec, words->lead_spec.px) +
           2 * grid_u(&pen->grid, SPACE_2) + grid_u(&pen->grid, SPACE_1) +
           2 * pen_line_px(pen, &words->label_spec, pen->grid.heading) +
           host_height(pen, words->host_px, 2);
}

static bool add_code(struct pen *pen, const struct qr_code *code, struct words *words)
{
    const struct grid *grid = &pen->grid;
    const struct pixel_rect body = grid->body;
    const int gap = grid_u(grid, SPACE_8), beside = code->square_px + gap;
    const int least = beside + (grid->is_portrait ? least_height(pen, words) : 0);
    struct pixel_rect room = body;
    if (least > body.h || beside > body.w) {
        return false;
    }
    words->label_spec.px = grid->is_portrait ? grid->title : grid->display;
    code_add(pen, "link", code, body.x, body.y);
    if (grid->is_portrait) {
        room.y += beside;
        room.h -= beside;
    } else {
        room.x += beside;
        room.w -= beside;
    }
    add_words(pen, words, room);
    return true;
}

/* On a line of twice display down to display, or on up to three of less. */
static void size_label(struct pen *pen, struct words *words, struct pixel_rect room)
{
    struct text_spec *label = &words->label_spec;
    const int least = label->min_px;
    label->px = 2 * pen->grid.display;
    label->min_px = pen->grid.display;
    label->max_lines = 1;
    const struct fitted fitted = pen_fit(pen, label, room, words->label);
    if (fitted.clipped || fitted.forced) {
        label->px = pen->grid.display;
        label->min_px = least;
        label->max_lines = 3;
    }
}

/* People take the host with them: it is as large as it may be on a line. */
static void size_host(struct pen *pen, struct words *words, int width)
{
    const int sizes[] = { pen->grid.title, pen->grid.heading, words->host_px };
    int lines = 2;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0] && lines > 1; i++) {
        links_part_host(pen, words->host, sizes[i], width, &lines);
        words->host_px = lines == 1 ? sizes[i] : words->host_px;
    }
}

static bool add_words_alone(struct pen *pen, struct words *words)
{
    struct pixel_rect room = pen->grid.body;
    size_host(pen, words, room.w);
    const int least = least_height(pen, words);
    if (least > room.h) {
        return false;
    }
    struct pixel_rect label = room;
    label.h -= least - 2 * pen_line_px(pen, &words->label_spec, pen->grid.heading);
    size_label(pen, words, label);
    add_words(pen, words, room);
    return true;
}

bool links_add_alone(struct pen *pen, const struct link *link)
{
    const struct grid *grid = &pen->grid;
    const struct qr_code code = code_make_labelled(pen, link->url, grid_u(grid, ALONE_U));
    const bool has_code = *code.text;
    struct words words = { .label = link->label,
        .lead = pen->words->words[has_code ? WORD_LINKS_SCAN : WORD_LINKS_LOOK],
        .host = links_host(pen, link->url),
        .lead_spec = links_lead_spec(pen),
        .label_spec = links_label_spec(pen),
        .host_px = grid->text };
    if (!words.host) {
        return false;
    }
    words.label_spec.any_size = words.label_spec.is_title = true;
    words.label_spec.max_lines = 3;
    const size_t begin = kind_begin(pen);
    const bool has_room =
        has_code ? add_code(pen, &code, &words) : add_words_alone(pen, &words);
    if (has_room) {
        kind_settle(pen, begin, grid->body);
    }
    return has_room;
}
