#include "slide/kinds/hotline_plate.h"
#include "slide/page/phone_text.h"

#include <string.h>

/* A side of the code that dials: large enough for a short text. */
enum { CODE_U = 13 };

/* One hotline, its numbers to be shared out over pages. */
struct sharing {
    struct pen *pen;
    const struct hotline *hotline;
    const struct hours_said *said;
    const struct qr_code *codes; /* one a number; NULL: none are shown */
};

/* Is it the number before it, with an extension? */
static bool goes_on(const struct phone *before, const struct phone *phone)
{
    size_t size = phone->bare_size;
    return phone->number[size] && before->bare_size == size &&
           memcmp(before->number, phone->number, size) == 0;
}

/* A number that is NULL: memory is out. */
static void add_row(const struct sharing *sharing, struct hotline_entry *entry,
    const struct phone *phone, const char *number, const char *note)
{
    struct phone *row = &entry->phones[entry->count++];
    *row = *phone;
    row->number = number ? number : "";
    row->note = note;
    row->extension = "";
    sharing->pen->failed = sharing->pen->failed || !number;
}

/* Of a row by itself; of several numbers in landscape, of one beside its label, so that one
 * long extension does not put all labels above their numbers. */
static int row_width(const struct sharing *sharing, const struct hotline_entry *entry)
{
    const struct grid *grid = &sharing->pen->grid;
    const bool is_alone =
        sharing->pen->view->hotline_count == 1 && sharing->hotline->phone_count == 1;
    const int code_w = entry->code.width_px, gap = grid_u(grid, SPACE_4);
    const int label_w = grid->is_portrait || is_alone ? 0 : grid->body.w / 4 + gap;
    return grid->body.w - label_w - (code_w > 0 ? code_w + gap : 0);
}

/* The number on one row with its extension, which takes smaller type where it would make the
 * number smaller than its least. False where there is no room for that either. */
static bool add_whole(const struct sharing *sharing, struct arena *arena,
    const struct phone *phone, struct hotline_entry *entry)
{
    struct pen *pen = sharing->pen;
    const char *number = phone_text(arena, pen, phone, " ");
    const int least = hotline_least_px(&pen->grid), room = row_width(sharing, entry);
    const bool is_bare = !phone->number[phone->bare_size];
    if (is_bare || !number || pen_width(pen, least, true, number) <= room) {
        add_row(sharing, entry, phone, number, phone->note);
        return true;
    }
    struct phone tagged = *phone;
    number = arena_strndup(arena, phone->number, phone->bare_size);
    tagged.extension = phone_extension_text(arena, pen, phone);
    if (number && tagged.extension &&
        pen_width(pen, least, true, number) + hotline_tag_width(pen, &tagged) > room) {
        return false;
    }
    add_row(sharing, entry, phone, number, phone->note);
    entry->phones[entry->count - 1].extension = tagged.extension ? tagged.extension : "";
    pen->failed = pen->failed || !tagged.extension;
    return true;
}

/* A number with several extensions stands once, and they below it: 转 8001 王老师. So does one
 * that has no room behind its number. */
static bool add_rows(const struct sharing *sharing, struct arena *arena,
    const struct phone *phones, size_t count, struct hotline_entry *entry)
{
    struct pen *pen = sharing->pen;
    entry->phones = arena_array(arena, 2 * count, sizeof *entry->phones);
    for (size_t i = 0, end; entry->phones && i < count; i = end) {
        const struct phone *phone = &phones[i];
        bool is_bare = !phone->number[phone->bare_size];
        end = i + 1;
        while (end < count && goes_on(phone, &phones[end])) {
            end++;
        }
        if (end == i + 1 && add_whole(sharing, arena, phone, entry)) {
            continue;
        }
        const char *number = arena_strndup(arena, phone->number, phone->bare_size);
        add_row(sharing, entry, phone, number, is_bare ? phone->note : "");
        for (size_t k = i + is_bare; k < end; k++) {
            number = phone_extension_text(arena, pen, &phones[k]);
            add_row(sharing, entry, &phones[k], number, phones[k].note);
        }
    }
    return entry->phones;
}

/* A part of the hotline; its code dials the first of the part's numbers that a mobile phone can
 * dial. Its rows live in the arena. */
static struct hotline_entry entry_of(
    const struct sharing *sharing, struct arena *arena, size_t first, size_t count)
{
    struct hotline_entry entry = {
        .hotline = sharing->hotline, .said = *sharing->said, .code = { .text = "", .host = "" }
    };
    for (size_t i = first; sharing->codes && i < first + count && !*entry.code.text; i++) {
        entry.code = sharing->codes[i];
    }
    if (!add_rows(sharing, arena, sharing->hotline->phones + first, count, &entry)) {
        sharing->pen->failed = true;
        entry.count = 0;
    }
    return entry;
}

static bool part_fits(const void *context, size_t first, size_t count)
{
    const struct sharing *sharing = context;
    struct arena scratch;
    arena_init(&scratch);
    const struct hotline_entry entry = entry_of(sharing, &scratch, first, count);
    const struct hotline_list alone = { .pen = sharing->pen, .entries = &entry, .count = 1 };
    bool fits = hotline_page_fits(&alone, 0, 1);
    arena_finish(&scratch);
    return fits;
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
        entries[list->count++] = entry_of(&sharing, pen->arena, at, counts.of[page]);
    }
}

struct hotline_list hotline_list(struct pen *pen)
{
    const struct layout *layout = pen->layout;
    const struct view *view = pen->view;
    struct hotline_list list = { .pen = pen };
    const struct hours_asked asked = { layout->config, pen->words, layout->now_ms,
        hours_widest(pen->arena, pen->words) };
    size_t total = 0;
    for (size_t i = 0; i < view->hotline_count; i++) {
        total += view->feed->hotlines[view->hotlines[i]].phone_count;
    }
    struct hotline_entry *entries = arena_array(pen->arena, total, sizeof *entries);
    list.entries = entries;
    pen->failed = pen->failed || !entries || !asked.widest;
    for (size_t i = 0; !pen->failed && i < view->hotline_count; i++) {
        const struct hotline *hotline = &view->feed->hotlines[view->hotlines[i]];
        struct hours_said said;
        if (!hours_say(pen->arena, &asked, hotline->hours, &said)) {
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
