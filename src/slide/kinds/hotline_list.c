#include "slide/kinds/hotline_plate.h"

/* A side of the code that dials: large enough for a short text. */
enum { CODE_U = 13 };

/* The first of its numbers that a mobile phone can dial. */
static struct qr_code make_code(struct pen *pen, const struct hotline_entry *entry)
{
    struct qr_code code = { .text = "", .host = "" };
    for (int i = 0; i < entry->count && !*code.text; i++) {
        code = code_make_phone(pen, entry->phones[i].number, grid_u(&pen->grid, CODE_U));
    }
    return code;
}

/* Whether a note of its is too long to stand behind its number at the least size. */
static bool has_long_notes(struct pen *pen, const struct hotline *hotline, bool is_halved)
{
    const struct grid *grid = &pen->grid;
    int width = grid->body.w;
    if (is_halved) {
        width = (width - grid_u(grid, SPACE_6)) / 2;
    } else if (!grid->is_portrait) {
        width -= width / 4 + grid_u(grid, SPACE_4);
    }
    for (size_t i = 0; i < hotline->phone_count; i++) {
        const struct phone *phone = &hotline->phones[i];
        int number_w = pen_width(pen, hotline_least_px(grid), true, phone->number);
        if (*phone->note && number_w + hotline_note_width(pen, phone) > width) {
            return true;
        }
    }
    return false;
}

/* Numbers of one hotline on a page: as many as its rows hold at the least size, when there is
 * as much above them as there can be. In landscape more than six stand in two columns. */
static size_t most_numbers(struct pen *pen, const struct hotline *hotline)
{
    const struct grid *grid = &pen->grid;
    const struct text_spec label = hotline_label_spec(pen), hours = hotline_hours_spec(pen);
    bool is_halved = !grid->is_portrait && hotline->phone_count > HOTLINE_NUMBERS / 2;
    bool is_noted = has_long_notes(pen, hotline, is_halved);
    int each = hotline_least_px(grid) * HOTLINE_NUMBER_PCT / 100;
    each += is_noted ? 2 * pen_line_px(pen, &hours, hours.min_px) : 0;
    int labels = pen_width(pen, label.min_px, true, hotline->label) > grid->body.w ? 2 : 1;
    bool is_above = grid->is_portrait || is_halved || is_noted;
    int head = is_above ? labels * pen_line_px(pen, &label, label.px) : 0;
    int hours_lines = hotline_hours_lines(pen, hotline->hours, grid->body.w);
    head += hours_lines > 0 ? (1 + hours_lines) * pen_line_px(pen, &hours, hours.px) : 0;
    int rows = (grid->body.h - head) / each;
    int most = grid->is_portrait ? HOTLINE_NUMBERS : HOTLINE_NUMBERS / 2;
    if (is_halved && !is_noted && rows >= most) {
        return HOTLINE_NUMBERS;
    }
    return (size_t)(rows < 1 ? 1 : rows < most ? rows : most);
}

/* A part of a hotline with the numbers from `first` on. */
static struct hotline_entry entry_at(struct pen *pen, const struct hotline *hotline,
    size_t first, size_t most, const struct hours_said *said)
{
    size_t left = hotline->phone_count - first;
    struct hotline_entry entry = { .hotline = hotline,
        .phones = hotline->phones + first,
        .count = (int)(left < most ? left : most),
        .said = *said,
        .code = { .text = "", .host = "" } };
    if (pen->layout->config->theme.show_phone_codes) {
        entry.code = make_code(pen, &entry);
    }
    return entry;
}

struct hotline_list hotline_list(struct pen *pen)
{
    const struct layout *layout = pen->layout;
    const struct view *view = pen->view;
    struct hotline_list list = { .pen = pen };
    size_t total = 0;
    for (size_t i = 0; i < view->hotline_count; i++) {
        total += view->feed->hotlines[view->hotlines[i]].phone_count;
    }
    struct hotline_entry *entries = arena_array(pen->arena, total, sizeof *entries);
    list.entries = entries;
    pen->failed = pen->failed || !entries;
    for (size_t i = 0; entries && i < view->hotline_count; i++) {
        const struct hotline *hotline = &view->feed->hotlines[view->hotlines[i]];
        struct hours_said said;
        if (!hours_say(pen->arena, layout->config, layout->now_ms, hotline->hours, &said)) {
            pen->failed = true;
            break;
        }
        if (said.changes && layout->is_clock_doubtful) {
            said.state = "";
            said.changes = said.is_open = false;
        }
        size_t most = most_numbers(pen, hotline);
        for (size_t at = 0; at < hotline->phone_count; at += most) {
            entries[list.count++] = entry_at(pen, hotline, at, most, &said);
        }
    }
    return list;
}
