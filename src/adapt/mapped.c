/* JSON of any shape by a [map]: which list its entries are in, and what each says. */
#include "adapt/mapped_table.h"

#include "content/feed/feed.h"

#include <string.h>

/* How a member of an item is written. */
enum role { LINE, MOMENT, ADDRESS, NUMBER };

static const struct {
    const char *key, *member;
    enum role role;
} members[] = {
    { "title", "title", LINE },
    { "published", "published", MOMENT },
    { "source", "source", LINE },
    { "url", "url", ADDRESS },
    { "text", "text", LINE },
    { "level", "level", LINE },
    { "from", "show/from", MOMENT },
    { "until", "show/until", MOMENT },
    { "days", "show/days", LINE },
    { "hours", "show/hours", LINE },
    { "screens", "show/screens", LINE },
    { "priority", "show/priority", NUMBER },
    { "max_age", "show/max_age", LINE },
    { "verified_until", "verified_until", MOMENT },
    { "to", "to", MOMENT },
    { "after", "after", LINE },
    { "date", "date", MOMENT },
};

struct mapped {
    const struct adapt_request *request;
    struct adapt_out *out;
    struct map_place place;
    const char *kind; /* of the item */
    bool is_one;      /* the only one there is */
};

static const char *text_of(const struct mapped *mapped, const char *name)
{
    return map_value_text(&mapped->place, map_value_of(mapped->request, name));
}

/* What the entry says, where that is a kind; cells are of a table alone. */
static const char *kind_of(const struct mapped *mapped)
{
    const char *kind = text_of(mapped, "kind");
    for (int i = 0; kind && i < ITEM_KIND_COUNT; i++) {
        const char *name = item_kind_name((enum item_kind)i);
        if (strcmp(name, kind) == 0) {
            return name;
        }
    }
    return map_value_of(mapped->request, "rows.cells") ? "table" : mapped->request->kind;
}

static bool is_kind(const struct mapped *mapped, const char *kind)
{
    return strcmp(mapped->kind, kind) == 0;
}

static void add_member(const struct mapped *mapped, size_t index)
{
    struct adapt_out *out = mapped->out;
    const char *text = text_of(mapped, members[index].key), *member = members[index].member;
    bool is_whole = strcmp(member, "show/max_age") == 0 && is_kind(mapped, "table");
    double number;
    if (!text || is_whole) {
        return;
    }
    switch (members[index].role) {
    case LINE:
        adapt_item_text(out, member, text);
        break;
    case MOMENT:
        adapt_item_moment(out, member, text);
        break;
    case ADDRESS:
        adapt_item_address(out, member, mapped->request->base, text);
        break;
    case NUMBER:
        if (map_value_number(text, &number)) {
            adapt_item_number(out, member, number);
        } else {
            adapt_out_note(out, "%s: not a number: \"%.40s\"", members[index].key, text);
        }
        break;
    }
}

/* An article's picture stands in front of its text, unless that has it. */
static void add_body(const struct mapped *mapped)
{
    struct adapt_out *out = mapped->out;
    const char *body = text_of(mapped, "body"), *image = text_of(mapped, "image");
    const char *caption = text_of(mapped, "caption"), *page = text_of(mapped, "url");
    const char *base = mapped->request->base;
    const char *of_page = page && strstr(page, "://") ? page : base;
    if (is_kind(mapped, "article")) {
        const char *name = image ? strrchr(image, '/') : NULL;
        bool is_there = body && strstr(body, name && name[1] ? name + 1 : image ? image : "\n");
        if (image && !is_there) {
            adapt_body_picture(out, base, image, caption);
        }
        adapt_item_html(out, mapped->kind, body, of_page);
    } else if (is_kind(mapped, "picture")) {
        adapt_item_address(out, "image", base, image);
    } else if (body && !text_of(mapped, "text") &&
               (is_kind(mapped, "notice") || is_kind(mapped, "alert"))) {
        adapt_item_html(out, mapped->kind, body, of_page);
    }
}

static void add_row(struct mapped *mapped, const cJSON *row)
{
    static const char *const names[] = { "time", "title", "place" };
    static const char *const keys[] = { "rows.time", "rows.title", "rows.place" };
    const cJSON *entry = mapped->place.entry;
    mapped->place.entry = row;
    if (adapt_row_begin(mapped->out)) {
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            adapt_row_text(mapped->out, names[i], text_of(mapped, keys[i]));
        }
    }
    mapped->place.entry = entry;
}

static void add_rows(struct mapped *mapped)
{
    const char *value = map_value_of(mapped->request, "rows");
    const cJSON *rows = value ? map_value_at(&mapped->place, value) : NULL, *row;
    cJSON_ArrayForEach(row, rows)
    {
        if (cJSON_IsObject(row)) {
            add_row(mapped, row);
        }
    }
}

static void add_entry(struct mapped *mapped, const cJSON *entry)
{
    struct arena arena;
    arena_init(&arena);
    mapped->place.entry = entry;
    mapped->place.arena = &arena;
    mapped->kind = kind_of(mapped);
    const char *id = text_of(mapped, "id");
    const char *usual = mapped->is_one && is_kind(mapped, "table") ? "table" : NULL;
    if (map_value_holds(&mapped->place, map_value_of(mapped->request, "where")) &&
        adapt_item_begin(mapped->out, mapped->kind, id ? id : usual)) {
        for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
            add_member(mapped, i);
        }
        add_body(mapped);
        if (is_kind(mapped, "table")) {
            mapped_table(mapped->request, mapped->out, &mapped->place);
        } else {
            add_rows(mapped);
        }
    }
    if (arena.has_failed) {
        adapt_out_fail(mapped->out);
    }
    arena_finish(&arena);
}

/* Entries by their ids: {"12": {...}, "13": {...}} */
static bool is_of_objects(const cJSON *value)
{
    const cJSON *child;
    int count = 0;
    cJSON_ArrayForEach(child, value)
    {
        if (!cJSON_IsObject(child)) {
            return false;
        }
        count++;
    }
    return count > 0;
}

/* Always returns false. */
static bool refuse_place(const struct mapped *mapped, const char *items, struct error *error)
{
    const cJSON *code = cJSON_GetObjectItemCaseSensitive(mapped->place.document, "code");
    const char *message = NULL;
    static const char *const names[] = { "msg", "message", "error" };
    for (size_t i = 0; !message && i < sizeof names / sizeof *names; i++) {
        message = cJSON_GetStringValue(
            cJSON_GetObjectItemCaseSensitive(mapped->place.document, names[i]));
    }
    if (message && code) {
        return error_set(
            error, "there is no list at %s: the document says \"%.100s\"", items, message);
    }
    return error_set(error, "there is no list at %s", items);
}

/* What the entries are in: a list, an object of them, or the one entry there is. NULL with an
 * error. */
static const cJSON *find_list(const struct mapped *mapped, bool *is_one, struct error *error)
{
    const struct adapt_request *request = mapped->request;
    const char *items = map_value_of(request, "items"), *rows = map_value_of(request, "rows");
    const cJSON *document = mapped->place.document;
    const cJSON *list = items ? map_value_at(&mapped->place, items) : document;
    if (!rows && map_value_of(request, "rows.cells")) {
        error_set(error, "the [map] has rows.cells, but no rows: name the list as rows =");
        return NULL;
    }
    if (!items && rows) {
        *is_one = true;
        bool is_there = cJSON_IsArray(map_value_at(&mapped->place, rows));
        return is_there || refuse_place(mapped, rows, error) ? document : NULL;
    }
    *is_one = cJSON_IsObject(list) && !is_of_objects(list);
    bool is_there = cJSON_IsArray(list) || cJSON_IsObject(list);
    return is_there || refuse_place(mapped, items ? items : "/", error) ? list : NULL;
}

static bool adapt(
    const struct adapt_request *request, struct adapt_out *out, struct error *error)
{
    cJSON *document = adapt_json_parse(request, error);
    struct mapped mapped = {
        .request = request, .out = out, .place = { .document = document }
    };
    const cJSON *entry, *list = document ? find_list(&mapped, &mapped.is_one, error) : NULL;
    if (list && mapped.is_one) {
        add_entry(&mapped, list);
    } else {
        cJSON_ArrayForEach(entry, list)
        {
            if (!adapt_out_is_full(out)) {
                add_entry(&mapped, entry);
            }
        }
    }
    cJSON_Delete(document);
    return list != NULL;
}

/* Never by itself: what is where, a [map] says. */
static enum adapt_fit detect(const struct adapt_request *request)
{
    return request->map_count > 0 && adapt_json_is_likely(request) ? ADAPT_MAYBE : ADAPT_NO;
}

const struct adapt_format adapt_format_mapped = {
    .name = "mapped", .detect = detect, .adapt = adapt
};
