#include "slide/kinds/hotline_plate.h"

/* A side of the code that dials: large enough for a short text. */
enum { CODE_U = 13 };

/* One hotline, its numbers to be shared out over pages. */
struct sharing {
    struct pen *pen;
    const struct hotline *hotline;
    const struct hours_said *said;
    const struct qr_code *codes; /* one a number; NULL: none are shown */
};

/* A part of the hotline; its code dials the first of the part's numbers that a mobile phone can
 * dial. */
static struct hotline_entry entry_of(const struct sharing *sharing, size_t first, size_t count)
{
    struct hotline_entry entry = { .hotline = sharing->hotline,
        .phones = sharing->hotline->phones + first,
        .count = (int)count,
        .said = *sharing->said,
        .code = { .text = "", .host = "" } };
    for (size_t i = first; sharing->codes && i < first + count && !*entry.code.text; i++) {
        entry.code = sharing->codes[i];
    }
    return entry;
}

static bool part_fits(const void *context, size_t first, size_t count)
{
    const struct sharing *sharing = context;
    const struct hotline_entry entry = entry_of(sharing, first, count);
    const struct hotline_list alone = { sharing->pen, &entry, 1 };
    return hotline_page_fits(&alone, 0, 1);
}

static const struct qr_code *make_codes(struct pen *pen, const struct hotline *hotline)
{
    struct qr_code *codes = arena_array(pen->arena, hotline->phone_count, sizeof *codes);
    pen->failed = pen->failed || !codes;
    for (size_t i = 0; codes && i < hotline->phone_count; i++) {
        codes[i] = code_make_phone(pen, &hotline->phones[i], grid_u(&pen->grid, CODE_U));
    }
    return codes;
}

/* Adds its parts: as many numbers in each as stand on one page at their least size. */
static void add_parts(struct hotline_list *list, struct hotline_entry *entries,
    const struct hotline *hotline, const struct hours_said *said)
{
    struct pen *pen = list->pen;
    bool has_codes = pen->layout->config->theme.show_phone_codes;
    const struct sharing sharing = { pen, hotline, said,
        has_codes ? make_codes(pen, hotline) : NULL };
    const struct page_fill fill = { .context = &sharing,
        .fits = part_fits,
        .total = hotline->phone_count,
        .most = HOTLINE_NUMBERS };
    struct page_counts counts;
    if (!page_fill(pen->arena, &fill, &counts)) {
        pen->failed = true;
        return;
    }
    for (size_t page = 0, at = 0; page < counts.pages; at += counts.of[page++]) {
        entries[list->count++] = entry_of(&sharing, at, counts.of[page]);
    }
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
    for (size_t i = 0; !pen->failed && i < view->hotline_count; i++) {
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
        add_parts(&list, entries, hotline, &said);
    }
    return list;
}
