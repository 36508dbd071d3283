/* A table as CSV: its head says what the columns are, and a [map] what is told of the whole, or
 * that each row is an item. */
#include "adapt/adapt.h"
#include "adapt/format/csv_records.h"
#include "adapt/map_value.h"
#include "adapt/sheet/sheet_column.h"
#include "adapt/sheet/sheet_write.h"
#include "content/json/json_text.h"
#include "mapping/mapping.h"
#include "time/moment_loose.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

extern const struct adapt_format adapt_format_mapped; /* which reads rows that are items */

struct table {
    const struct adapt_request *request;
    struct adapt_out *out;
    struct arena *arena;
    struct csv_records all;
    size_t first; /* the head, or the first row */
    bool has_as_of;
};

/* Whether each row is an item: a title is then found in it. */
static bool is_of_items(const struct adapt_request *request)
{
    struct mapping_token token;
    const char *title = map_value_of(request, "title");
    while (title) {
        mapping_next(&title, &token);
        if (token.sign == MAPPING_END || token.sign == MAPPING_BAD) {
            break;
        }
        if (token.sign == MAPPING_POINTER) {
            return true;
        }
    }
    return false;
}

/* A list of objects, by the labels of the head. */
static bool print_objects(const struct table *table, struct bytes *json)
{
    const struct sheet_row *head = &table->all.records[table->first];
    bool done = bytes_append(json, "[", 1);
    for (size_t i = table->first + 1; done && i < table->all.count; i++) {
        const struct sheet_row *row = &table->all.records[i];
        done = bytes_print(json, "%s{", i > table->first + 1 ? "," : "");
        bool is_first = true;
        for (size_t k = 0; done && k < row->count && k < head->count; k++) {
            if (*row->cells[k] && *head->cells[k]) {
                done = (is_first || bytes_append(json, ",", 1)) &&
                       json_text(json, head->cells[k]) && bytes_append(json, ":", 1) &&
                       json_text(json, row->cells[k]);
                is_first = false;
            }
        }
        done = done && bytes_append(json, "}", 1);
    }
    return done && bytes_append(json, "]", 1);
}

static bool adapt_items(const struct table *table, struct error *error)
{
    struct bytes json;
    struct adapt_request request = *table->request;
    bytes_init(&json);
    bool done = print_objects(table, &json) || error_set(error, "out of memory");
    request.data = json.data;
    request.size = json.size;
    done = done && adapt_format_mapped.adapt(&request, table->out, error);
    bytes_finish(&json);
    return done;
}

/* The name of the file it came as: "menu", "第二食堂 今日菜单". */
static const char *title_of_base(struct arena *arena, const char *base)
{
    size_t length = strcspn(base, "?#");
    size_t begin = length;
    while (begin > 0 && base[begin - 1] != '/') {
        begin--;
    }
    char *title = arena_strndup(arena, base + begin, length - begin);
    char *dot = title ? strrchr(title, '.') : NULL, *to = title;
    if (dot && dot > title) {
        *dot = '\0';
    }
    for (const char *at = title; at && *at; at++) {
        bool is_code =
            *at == '%' && isxdigit((unsigned char)at[1]) && isxdigit((unsigned char)at[2]);
        if (is_code) {
            const char code[3] = { at[1], at[2], '\0' };
            *to++ = (char)strtol(code, NULL, 16);
            at += 2;
        } else {
            *to++ = *at;
        }
    }
    if (to) {
        *to = '\0';
    }
    return title && *title ? title : "CSV";
}

/* Lines of one cell above the head: what it is, and what it is true of. */
static const char *read_front(struct table *table)
{
    const char *title = NULL;
    struct moment moment;
    for (; table->first < table->all.count; table->first++) {
        const struct sheet_row *record = &table->all.records[table->first];
        if (record->said > 1) {
            break;
        }
        const char *cell = record->cells[record->count - 1];
        int64_t local_ms = zone_local_ms(table->request->zone, table->request->now_ms);
        if (moment_read_loose(cell, local_ms, &moment)) {
            table->has_as_of = adapt_item_moment(table->out, "as_of", cell);
        } else if (!title) {
            title = cell;
        }
    }
    return title;
}

static bool looks_like_head(const struct sheet_row *record)
{
    for (size_t i = 0; i < record->count; i++) {
        if (sheet_is_number(record->cells[i])) {
            return false;
        }
    }
    return true;
}

/* What a [map] says of the table as a whole, in quotes. A greatest age is that of as_of. */
static void add_constants(struct table *table)
{
    static const char *const names[] = { "title", "empty", "max_age" };
    cJSON *nothing = cJSON_CreateObject();
    struct map_place place = { .document = nothing, .entry = nothing, .arena = table->arena };
    size_t count = sizeof names / sizeof *names - !table->has_as_of;
    for (size_t i = 0; nothing && i < count; i++) {
        const char *value = map_value_of(table->request, names[i]);
        adapt_item_text(table->out, names[i], value ? map_value_text(&place, value) : NULL);
    }
    cJSON_Delete(nothing);
}

static bool adapt_table(struct table *table, struct error *error)
{
    adapt_item_begin(table->out, "table", "csv");
    const char *title = read_front(table);
    if (table->first == table->all.count) {
        return error_set(error, "this is no table: none of its lines has two cells");
    }
    const struct sheet sheet = { .arena = table->arena,
        .rows = &table->all.records[table->first],
        .count = table->all.count - table->first,
        .has_head = looks_like_head(&table->all.records[table->first]),
        .has_groups = true,
        .is_cut = table->all.is_cut };
    adapt_item_text(
        table->out, "title", title ? title : title_of_base(table->arena, table->request->base));
    add_constants(table);
    sheet_write(table->request, table->out, &sheet);
    return true;
}

static bool adapt(
    const struct adapt_request *request, struct adapt_out *out, struct error *error)
{
    struct arena arena;
    struct table table = { .request = request, .out = out, .arena = &arena };
    const char *begin = request->data + strspn(request->data, " \t\r\n");
    if (*begin && strchr("{[<", *begin)) {
        return error_set(error, "this is no CSV: it begins with \"%.*s\"",
            (int)strcspn(begin, "\r\n") < 32 ? (int)strcspn(begin, "\r\n") : 32, begin);
    }
    arena_init(&arena);
    bool done = csv_read(&table.all, &arena, request->data, error);
    if (done) {
        done = is_of_items(request) ? adapt_items(&table, error) : adapt_table(&table, error);
    }
    if (arena.has_failed) {
        adapt_out_fail(out);
    }
    arena_finish(&arena);
    return done;
}

/* Text in lines that one sign parts alike. */
static enum adapt_fit detect(const struct adapt_request *request)
{
    const char *begin = request->data + strspn(request->data, " \t\r\n");
    bool is_other = !*begin || strchr("{[<(", *begin) || strncmp(begin, "BEGIN:", 6) == 0;
    return !is_other && csv_is_even(begin) ? ADAPT_MAYBE : ADAPT_NO;
}

const struct adapt_format adapt_format_csv = {
    .name = "csv", .detect = detect, .adapt = adapt
};
