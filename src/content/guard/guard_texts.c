#include "content/guard/guard_texts.h"

#include <string.h>

static void add(struct guard_texts *texts, const struct feed_member *owner, const char *text)
{
    if (!*text) {
        return;
    }
    size_t capacity = texts->capacity;
    const char **list =
        arena_grow(texts->arena, texts->list, texts->count, &texts->capacity, sizeof *list);
    const struct feed_member **members =
        arena_grow(texts->arena, texts->members, texts->count, &capacity, sizeof *members);
    texts->list = list ? list : texts->list;
    texts->members = members ? members : texts->members;
    if (list && members) {
        list[texts->count] = text;
        members[texts->count++] = owner;
    }
}

struct collecting {
    struct guard_texts *texts;
    const struct feed_member *owner;
};

static bool collect_one(void *context, const struct feed_member *member, const char *text)
{
    const struct collecting *collecting = context;
    bool has_words =
        member->type == FEED_LINE || member->type == FEED_TEXT || member->type == FEED_LINES;
    if (has_words && (member->flags & JUDGED)) {
        add(collecting->texts, collecting->owner, text);
    }
    return true;
}

static bool is_table(const struct feed_object *of, const void *object)
{
    return of == &feed_item && ((const struct item *)object)->kind == ITEM_TABLE;
}

void guard_texts_collect(
    struct guard_texts *texts, const struct feed_object *of, const void *object)
{
    texts->are_cells = is_table(of, object);
    for (size_t i = 0; i < of->count; i++) {
        struct collecting collecting = { texts, &of->members[i] };
        const struct feed_visitor visitor = { collect_one, &collecting };
        feed_visit_member(&of->members[i], object, &visitor);
    }
}

static void collect_column(struct guard_texts *texts, const struct feed_member *list,
    const struct feed_member *column, const void *object)
{
    size_t count;
    const char *elements = feed_elements(list, object, &count);
    struct collecting collecting = { texts, list };
    const struct feed_visitor visitor = { collect_one, &collecting };
    for (size_t i = 0; i < count; i++) {
        feed_visit_member(column, elements + i * list->of->size, &visitor);
    }
}

static size_t columns_of(const struct feed_object *of)
{
    size_t columns = 0;
    for (size_t i = 0; i < of->count; i++) {
        const struct feed_member *member = &of->members[i];
        columns += (member->type == FEED_LINE || member->type == FEED_TEXT) &&
                   (member->flags & JUDGED);
    }
    return columns;
}

/* A label stands over its column's cells. */
static void collect_column_of_table(struct guard_texts *texts, const struct feed_member *owner,
    const struct item *item, size_t n)
{
    add(texts, owner, item->columns[n].label);
    for (size_t i = 0; i < item->table_row_count; i++) {
        const struct table_row *row = &item->table_rows[i];
        if (n < row->cell_count) {
            add(texts, owner, row->cells[n]);
        }
    }
}

/* As it stands on the glass: each label over its cells; and each row as the block that it may
 * be, label, cell and unit one after another. */
static void collect_table(struct guard_texts *texts, const struct item *item)
{
    const struct feed_member *owner = feed_member_of(&feed_item, "rows", TABLE);
    for (size_t n = 0; n < item->column_count; n++) {
        collect_column_of_table(texts, owner, item, n);
    }
    for (size_t i = 0; i < item->table_row_count; i++) {
        const struct table_row *row = &item->table_rows[i];
        add(texts, owner, row->group);
        for (size_t n = 0; n < row->cell_count; n++) {
            bool is_there = *row->cells[n];
            add(texts, owner, is_there ? item->columns[n].label : "");
            add(texts, owner, row->cells[n]);
            add(texts, owner, is_there ? item->columns[n].unit : "");
        }
        add(texts, owner, row->state);
    }
}

void guard_texts_collect_columns(
    struct guard_texts *texts, const struct feed_object *of, const void *object)
{
    for (size_t i = 0; i < of->count; i++) {
        const struct feed_member *list = &of->members[i];
        bool has_columns = list->type == FEED_LIST && columns_of(list->of) > 1;
        for (size_t j = 0; has_columns && j < list->of->count; j++) {
            collect_column(texts, list, &list->of->members[j], object);
        }
    }
    texts->are_cells = is_table(of, object);
    if (texts->are_cells) {
        collect_table(texts, object);
    }
}
