#include "adapt/mapped_table.h"

#include "adapt/sheet/sheet_write.h"

#include <string.h>

enum { ROWS_SEEN = 1000 };

static const char *trimmed(struct arena *arena, const char *text)
{
    const char *begin = text + strspn(text, " \t\r\n");
    size_t size = strlen(begin);
    while (size > 0 && strchr(" \t\r\n", begin[size - 1])) {
        size--;
    }
    return begin[size] || begin > text ? arena_strndup(arena, begin, size) : text;
}

/* False where nothing is in it, or memory is out. */
static bool fill(struct arena *arena, struct sheet_row *row, const char **texts, size_t count)
{
    const char **cells = arena_array(arena, count, sizeof *cells);
    for (size_t i = 0; cells && i < count; i++) {
        cells[i] = trimmed(arena, texts[i]);
        if (cells[i] && *cells[i]) {
            row->said++;
            row->count = i + 1;
        }
    }
    row->cells = cells;
    return cells && !arena->has_failed && row->count > 0;
}

static const char *text_of(
    const struct adapt_request *request, const struct map_place *place, const char *key)
{
    return map_value_text(place, map_value_of(request, key));
}

static bool read_row(
    const struct adapt_request *request, const struct map_place *place, struct sheet_row *row)
{
    const char *texts[SHEET_CELLS_MAX];
    *row = (struct sheet_row) { 0 };
    if (!map_value_holds(place, map_value_of(request, "rows.where"))) {
        return false;
    }
    size_t count =
        map_value_list(place, map_value_of(request, "rows.cells"), texts, SHEET_CELLS_MAX);
    row->state = text_of(request, place, "rows.state");
    row->until = text_of(request, place, "rows.until");
    row->group = text_of(request, place, "rows.group");
    return fill(place->arena, row, texts, count);
}

static void read_rows(const struct adapt_request *request, const struct map_place *place,
    struct sheet_row *rows, struct sheet *sheet)
{
    const char *at = map_value_of(request, "rows");
    const cJSON *list = at ? map_value_at(place, at) : NULL, *element;
    struct map_place in_row = *place;
    cJSON_ArrayForEach(element, list)
    {
        in_row.entry = element;
        bool is_row = cJSON_IsObject(element) || cJSON_IsArray(element);
        sheet->is_cut = sheet->count == ROWS_SEEN;
        if (sheet->is_cut) {
            break;
        }
        sheet->count += is_row && read_row(request, &in_row, &rows[sheet->count]);
    }
}

/* How old it may be counts from what it is true of. */
static void add_whole(
    const struct adapt_request *request, struct adapt_out *out, const struct map_place *place)
{
    const char *max_age = text_of(request, place, "max_age");
    bool has_as_of = adapt_item_moment(out, "as_of", text_of(request, place, "as_of"));
    adapt_item_text(out, "empty", text_of(request, place, "empty"));
    if (has_as_of) {
        adapt_item_text(out, "max_age", max_age);
    } else if (max_age) {
        adapt_out_note(out, "max_age: left out, without as_of there is nothing to count from");
    }
}

void mapped_table(
    const struct adapt_request *request, struct adapt_out *out, const struct map_place *place)
{
    const char *labels[SHEET_CELLS_MAX];
    struct sheet_row *rows = arena_array(place->arena, ROWS_SEEN + 1, sizeof *rows);
    if (!rows) {
        return;
    }
    struct sheet sheet = { .arena = place->arena, .rows = rows };
    size_t count =
        map_value_list(place, map_value_of(request, "columns"), labels, SHEET_CELLS_MAX);
    rows[0] = (struct sheet_row) { 0 };
    sheet.has_head = fill(place->arena, &rows[0], labels, count);
    sheet.count = sheet.has_head;
    add_whole(request, out, place);
    read_rows(request, place, rows, &sheet);
    sheet_write(request, out, &sheet);
}
