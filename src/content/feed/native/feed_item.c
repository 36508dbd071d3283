/* Items of the native feed. */
#include "content/feed/native/feed_reader.h"

#include "base/hash.h"

#include <string.h>

enum { BODY_MAX_BYTES = 256 * 1024 };

struct block_draft {
    const char *heading, *text, *picture, *caption;
};

#define DRAFT(member) .offset = offsetof(struct block_draft, member)
static const struct feed_member draft_members[] = {
    { "heading", FEED_LINE, DRAFT(heading) },
    { "text", FEED_TEXT, DRAFT(text) },
    { "image", FEED_PICTURE, DRAFT(picture) },
    { "caption", FEED_LINE, DRAFT(caption) },
};
static const struct feed_object block_draft = { .size = sizeof(struct block_draft),
    .members = draft_members,
    .count = sizeof draft_members / sizeof *draft_members };
#undef DRAFT

/* False when the block has nothing to show. */
static bool read_block(struct feed_reader *reader, const cJSON *value, struct block *block)
{
    struct block_draft draft = { "", "", "", "" };
    reader_members(reader, value, &(struct shape) { .of = &block_draft }, 0, &draft);
    if (!!draft.heading[0] + !!draft.text[0] + !!draft.picture[0] > 1) {
        reader_fault(reader, FINDING_BLOCK, "has more than one of heading, text and image");
    }
    if (draft.picture[0]) {
        *block = (struct block) {
            .kind = BLOCK_PICTURE,
            .text = draft.caption,
            .url = draft.picture,
        };
    } else if (draft.heading[0]) {
        *block = (struct block) { .kind = BLOCK_HEADING, .text = draft.heading, .url = "" };
    } else {
        *block = (struct block) { .kind = BLOCK_TEXT, .text = draft.text, .url = "" };
    }
    return block->text[0] || block->url[0];
}

struct body {
    struct block *blocks;
    size_t count, bytes;
};

static bool add_block(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct body *body = out;
    if (read_block(reader, value, &body->blocks[body->count])) {
        body->bytes += strlen(body->blocks[body->count++].text);
    }
    return body->bytes <= BODY_MAX_BYTES;
}

static void read_body(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct item *item = out;
    struct elements elements = { .max = FEED_BLOCKS_MAX, .read = add_block };
    size_t length = (size_t)cJSON_GetArraySize(value);
    struct body body = { .blocks = arena_array(reader->arena,
                             length < FEED_BLOCKS_MAX ? length : FEED_BLOCKS_MAX,
                             sizeof *body.blocks) };
    reader->no_memory = reader->no_memory || !body.blocks;
    if (reader_each(reader, value, &elements, &body)) {
        reader_cut(reader, FINDING_LENGTH, "too long; cut behind block %zu", elements.count);
    }
    item->blocks = body.blocks;
    item->block_count = body.count;
}

/* The id, so that everything found in the item names it. */
static void read_id(struct feed_reader *reader, const cJSON *object, struct item *item)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, "id");
    if (value && !cJSON_IsNull(value)) {
        size_t outside = reader_enter_name(reader, "id");
        const char *id = "";
        reader_line(reader, value, &id);
        if (id[0]) {
            item->id = reader->item = id;
        }
        reader_leave(reader, outside);
    }
    if (!item->id) {
        item->id = arena_printf(reader->arena, "#%s", reader->pointer + strlen("/items/"));
        reader->no_memory = reader->no_memory || !item->id;
    }
}

static const char *list_kinds(struct feed_reader *reader)
{
    const char *kinds = "";
    for (int kind = 0; kinds && kind < ITEM_KIND_COUNT; kind++) {
        kinds = arena_printf(reader->arena, "%s%s%s", kinds, kind ? ", " : "",
            item_kind_name((enum item_kind)kind));
    }
    reader->no_memory = reader->no_memory || !kinds;
    return kinds ? kinds : "";
}

static void read_kind(struct feed_reader *reader, const cJSON *object, struct item *item)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, "kind");
    if (!value || cJSON_IsNull(value)) {
        reader_fault(reader, FINDING_MISSING, "no \"%s\"", "kind");
        return;
    }
    size_t outside = reader_enter_name(reader, "kind");
    const char *name = NULL;
    int kind = 0;
    reader_line(reader, value, &name);
    while (name && kind < ITEM_KIND_COUNT &&
           strcmp(name, item_kind_name((enum item_kind)kind)) != 0) {
        kind++;
    }
    item->kind = (enum item_kind)kind;
    if (name && kind == ITEM_KIND_COUNT) {
        reader_fault(reader, FINDING_KIND, "unknown kind %s; there are %s",
            reader_quote(reader, name), list_kinds(reader));
    }
    reader_leave(reader, outside);
}

static size_t hash_of(const char *id)
{
    uint64_t hash = hash_text(id);
    return (size_t)(hash ^ hash >> 32);
}

/* Where the id is among those of the items kept so far, or would be. */
static size_t *find_id(struct feed_reader *reader, const struct item *items, const char *id)
{
    size_t at = hash_of(id) & (reader->id_capacity - 1);
    while (reader->ids[at] && strcmp(items[reader->ids[at] - 1].id, id) != 0) {
        at = (at + 1) & (reader->id_capacity - 1);
    }
    return &reader->ids[at];
}

static bool make_ids(struct feed_reader *reader)
{
    reader->id_capacity = 64;
    while (reader->id_capacity <= 2 * reader->length) {
        reader->id_capacity *= 2;
    }
    reader->ids = arena_array(reader->arena, reader->id_capacity, sizeof *reader->ids);
    reader->no_memory = reader->no_memory || !reader->ids;
    return reader->ids;
}

/* The items kept so far lie in front of this one, which is kept where it has no fault. */
static void check_id_is_new(struct feed_reader *reader, const struct item *item)
{
    size_t kept = reader->kept;
    if (!reader->ids && !make_ids(reader)) {
        return;
    }
    size_t *slot = find_id(reader, item - kept, item->id);
    if (*slot) {
        reader_fault(reader, FINDING_TWICE, "an earlier item has the id %s",
            reader_quote(reader, item->id));
    } else if (!reader->fault) {
        *slot = kept + 1;
    }
}

static void read_fit(struct feed_reader *reader, const cJSON *value, void *out)
{
    const char *fit = "";
    reader_line(reader, value, &fit);
    bool is_contained = strcmp(fit, "contain") == 0;
    if (fit[0] && !is_contained && strcmp(fit, "cover") != 0) {
        reader_fault(
            reader, FINDING_VALUE, "not cover or contain: %s", reader_quote(reader, fit));
    }
    ((struct item *)out)->is_contained = is_contained;
}

/* [0.5, 0.3]: from the left and from the top. */
static void read_focus(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct item *item = out;
    int *parts[] = { &item->focus_x, &item->focus_y };
    bool is_pair = cJSON_IsArray(value) && cJSON_GetArraySize(value) == 2;
    for (int i = 0; i < 2; i++) {
        const cJSON *part = is_pair ? cJSON_GetArrayItem(value, i) : NULL;
        if (!cJSON_IsNumber(part) || !(part->valuedouble >= 0 && part->valuedouble <= 1)) {
            reader_fault(reader, FINDING_VALUE, "expected two numbers from 0 to 1");
            return;
        }
        *parts[i] = (int)(part->valuedouble * 1000 + 0.5);
    }
}

static void read_rows(struct feed_reader *reader, const cJSON *value, void *out)
{
    bool is_table = ((const struct item *)out)->kind == ITEM_TABLE;
    (is_table ? native_table_rows : native_rows)(reader, value, out);
}

static const struct own_member own_of_item[] = {
    { .name = "body", .read = read_body },
    { .name = "fit", .read = read_fit },
    { .name = "focus", .read = read_focus },
    { .name = "rows", .read = read_rows },
    { .name = "columns", .read = native_columns },
};
static const struct shape item_shape = SHAPE(&feed_item, own_of_item);

static bool has_enough(const struct item *item)
{
    bool has_enough = false;
    for (size_t i = 0; i < feed_item.count; i++) {
        const struct feed_member *member = &feed_item.members[i];
        has_enough = has_enough || ((member->flags & ENOUGH) && !feed_is_blank(member, item));
    }
    return has_enough;
}

void native_item(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct item *item = out;
    item->focus_x = item->focus_y = 500;
    if (!cJSON_IsObject(value)) {
        reader_fault(reader, FINDING_TYPE, "expected an entry { } (object), got %s",
            reader_type_name(value));
        return;
    }
    read_id(reader, value, item);
    read_kind(reader, value, item);
    if (reader->fault || reader->no_memory) {
        return; /* of another kind's members nothing can be said */
    }
    reader_members(reader, value, &item_shape, 1u << item->kind, item);
    const cJSON *published = cJSON_GetObjectItemCaseSensitive(value, "published");
    if (!reader->fault && !has_enough(item)) {
        reader_fault(reader, FINDING_EMPTY, "nothing to show");
    }
    if (!reader->fault && item->show.max_age_ms > 0 && !item->published.form && published &&
        !cJSON_IsNull(published)) {
        reader_fault(
            reader, FINDING_DATE, "show.max_age counts from published, which is no date");
    }
    if (!reader->fault && item->kind == ITEM_ALERT) {
        native_check_alert(reader, item);
    }
    if (!reader->fault && !reader->no_memory && item->kind == ITEM_TABLE) {
        native_end_table(reader, item);
    }
    if (!reader->no_memory) {
        check_id_is_new(reader, item);
    }
}

bool native_is_alert(const cJSON *value)
{
    const char *kind = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(value, "kind"));
    return kind && strcmp(kind, item_kind_name(ITEM_ALERT)) == 0;
}
