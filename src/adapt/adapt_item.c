/* Items, and their members but the body. */
#include "adapt/adapt_out_private.h"
#include "address/address.h"
#include "base/clock.h"
#include "content/feed/feed_members.h"
#include "content/text/syntax.h"
#include "time/moment_loose.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { ADDRESS_MAX_BYTES = 2000 };

static bool has_id(const struct adapt_out *out, const char *id)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, out->items)
    {
        const char *other = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(item, "id"));
        if (other && strcmp(other, id) == 0) {
            return true;
        }
    }
    return false;
}

/* What is written from now on goes nowhere. */
static void begin_nowhere(struct adapt_out *out)
{
    cJSON_Delete(out->nowhere);
    out->nowhere = cJSON_CreateObject();
    out->has_failed = out->has_failed || !out->nowhere;
    out->item = out->row = out->nowhere;
}

bool adapt_item_begin(struct adapt_out *out, const char *kind, const char *id)
{
    begin_nowhere(out);
    arena_finish(&out->arena);
    arena_init(&out->arena);
    cJSON *id_value = adapt_text_value(out, id);
    bool is_twice = id_value && has_id(out, id_value->valuestring);
    if (is_twice || adapt_out_is_full(out) || out->has_failed) {
        cJSON_Delete(id_value);
        return false;
    }
    cJSON *item = cJSON_CreateObject();
    if (!item || !cJSON_AddItemToArray(out->items, item)) {
        cJSON_Delete(item);
        cJSON_Delete(id_value);
        out->has_failed = true;
        return false;
    }
    out->item = item;
    if (id_value) {
        adapt_put(out, item, "id", id_value);
    }
    adapt_item_text(out, "kind", kind);
    return !out->has_failed;
}

/* "show/until": the object of that name is made where it is not there. `name` moves behind it.
 */
static cJSON *object_of(struct adapt_out *out, const char **name)
{
    const char *slash = strchr(*name, '/');
    if (!slash) {
        return out->item;
    }
    char *outer = arena_strndup(&out->arena, *name, (size_t)(slash - *name));
    cJSON *object = outer ? cJSON_GetObjectItemCaseSensitive(out->item, outer) : NULL;
    if (outer && !object) {
        object = cJSON_AddObjectToObject(out->item, outer);
    }
    *name = slash + 1;
    out->has_failed = out->has_failed || !object;
    return object ? object : out->nowhere;
}

static void put(struct adapt_out *out, const char *name, cJSON *value)
{
    cJSON *object = object_of(out, &name);
    adapt_put(out, object, name, value);
}

void adapt_item_text(struct adapt_out *out, const char *name, const char *text)
{
    cJSON *value = adapt_text_value(out, text);
    if (value) {
        put(out, name, value);
    }
}

void adapt_item_append(struct adapt_out *out, const char *name, const char *text)
{
    cJSON *value = adapt_text_value(out, text);
    cJSON *object = value ? object_of(out, &name) : NULL;
    if (object) {
        adapt_append(out, object, name, value);
    } else {
        cJSON_Delete(value);
    }
}

void adapt_item_number(struct adapt_out *out, const char *name, double number)
{
    put(out, name, cJSON_CreateNumber(number));
}

void adapt_item_flag(struct adapt_out *out, const char *name, bool value)
{
    put(out, name, cJSON_CreateBool(value));
}

static void put_moment(struct adapt_out *out, const char *name, const struct moment *moment)
{
    char text[MOMENT_BYTES];
    adapt_item_text(out, name, moment_print(moment, text));
}

bool adapt_item_moment(struct adapt_out *out, const char *name, const char *text)
{
    bool is_published = strcmp(name, "published") == 0;
    struct moment moment;
    if (!text || !*text) {
        return false;
    }
    if (!moment_read_loose(text, zone_local_ms(out->zone, out->now_ms), &moment)) {
        adapt_out_note(out, "%s: not a date: \"%.40s\"", name, text);
        return false;
    }
    if (is_published && moment.form == MOMENT_LOCAL) {
        adapt_item_wall(out, name, zone_begin_ms(out->zone, &moment));
    } else {
        put_moment(out, name, &moment);
    }
    return true;
}

void adapt_item_wall(struct adapt_out *out, const char *name, int64_t wall_ms)
{
    char text[32];
    clock_print_rfc3339(wall_ms, zone_offset_minutes(out->zone, wall_ms), text);
    adapt_item_text(out, name, text);
}

void adapt_item_day(struct adapt_out *out, const char *name, int64_t local_ms)
{
    const int64_t day_ms = 86400000;
    int64_t day = local_ms / day_ms - (local_ms % day_ms < 0);
    put_moment(out, name, &(struct moment) { .form = MOMENT_DATE, .face_ms = day * day_ms });
}

const char *adapt_address(struct adapt_out *out, const char *base, const char *address)
{
    size_t size = address ? strlen(address) : 0;
    const char *begin = address ? address + strspn(address, " \t\r\n") : "";
    size -= address ? (size_t)(begin - address) : 0;
    while (size > 0 && strchr(" \t\r\n", begin[size - 1])) {
        size--;
    }
    if (size == 0 || size > ADDRESS_MAX_BYTES) {
        return NULL;
    }
    const char *encoded =
        address_encode(&out->arena, (struct address_part) { begin, size }, " \"<>[]\\^`{|}");
    const char *whole = encoded ? address_resolve(&out->arena, base, encoded) : NULL;
    bool is_file = whole && strncmp(whole, "file:", 5) == 0;
    const char *chosen = whole && !is_file ? whole : encoded;
    return chosen && syntax_is_address(chosen) ? chosen : NULL;
}

/* "www.example.edu.cn" and "news.example.edu.cn": what follows their first dots is the same,
 * and has a dot as well. */
static bool is_neighbour(const struct address_part *host, const struct address_part *other)
{
    const char *dot = memchr(host->text, '.', host->size);
    const char *mark = memchr(other->text, '.', other->size);
    size_t size = dot ? host->size - (size_t)(dot - host->text) : 0;
    return dot && mark && other->size - (size_t)(mark - other->text) == size &&
           memrchr(dot, '.', size) != dot && strncasecmp(dot, mark, size) == 0;
}

/* Whether it leads, by plain http, to where the document itself is from: nobody is led there,
 * and what it stands at is none the worse for it. Where it leads elsewhere that is for the
 * guard. */
static bool is_plain_own(const char *base, const char *address)
{
    struct address own, to;
    return address_parse(address, &to) && address_has_scheme(&to, "http") && base &&
           address_parse(base, &own) && own.host.text && to.host.text &&
           (address_same_host(&own, &to) || is_neighbour(&own.host, &to.host));
}

void adapt_item_address(
    struct adapt_out *out, const char *name, const char *base, const char *address)
{
    const char *whole = adapt_address(out, base, address);
    if (whole && strcmp(name, "url") == 0 && is_plain_own(base, whole)) {
        adapt_out_note(out, "url: plain http, left out: %s", whole);
    } else {
        adapt_item_text(out, name, whole);
    }
}

bool adapt_row_begin(struct adapt_out *out)
{
    cJSON *row = adapt_count(out->item, "rows") < FEED_ROWS_MAX ? cJSON_CreateObject() : NULL;
    out->row = out->nowhere;
    if (!row) {
        return false;
    }
    adapt_append(out, out->item, "rows", row);
    out->row = out->has_failed ? out->nowhere : row;
    return !out->has_failed;
}

void adapt_row_text(struct adapt_out *out, const char *name, const char *text)
{
    cJSON *value = adapt_text_value(out, text);
    if (value) {
        adapt_put(out, out->row, name, value);
    }
}

/* A cell that is empty keeps its place. */
void adapt_row_cell(struct adapt_out *out, const char *text)
{
    cJSON *value = adapt_text_value(out, text);
    adapt_append(out, out->row, "cells", value ? value : cJSON_CreateString(""));
}

void adapt_row_cell_number(struct adapt_out *out, double number)
{
    adapt_append(out, out->row, "cells", cJSON_CreateNumber(number));
}

bool adapt_column(struct adapt_out *out, const char *label, const char *type, const char *unit)
{
    const struct {
        const char *name, *text;
    } members[] = { { "label", label }, { "type", type }, { "unit", unit } };
    cJSON *column =
        adapt_count(out->item, "columns") < FEED_COLUMNS_MAX ? cJSON_CreateObject() : NULL;
    if (!column) {
        return false;
    }
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        cJSON *value = adapt_text_value(out, members[i].text);
        if (value) {
            adapt_put(out, column, members[i].name, value);
        }
    }
    adapt_append(out, out->item, "columns", column);
    return true;
}
