#include "content/feed/feed_stow.h"

#include "content/feed/feed_stowed.h"

#include <stdint.h>
#include <string.h>

/* Of what a list has, and of a text's bytes. */
typedef uint32_t length;

bool stow_number(struct bytes *out, size_t number)
{
    const uint64_t wide = number;
    return bytes_append(out, &wide, sizeof wide);
}

static bool stow_length(struct bytes *out, size_t size)
{
    const length narrow = (length)size;
    return size <= UINT32_MAX && bytes_append(out, &narrow, sizeof narrow);
}

bool stow_text(struct bytes *out, const char *text)
{
    size_t size = text ? strlen(text) : 0;
    return stow_length(out, size) && (size == 0 || bytes_append(out, text, size + 1));
}

/* Most of an item's numbers and dates are not given: a byte says so. */
static bool stow_plain(struct bytes *out, const char *at, size_t size)
{
    const char is_given = at[0] || memcmp(at, at + 1, size - 1) != 0;
    return bytes_append(out, &is_given, 1) && (!is_given || bytes_append(out, at, size));
}

static void list_at(
    const struct stowed_member *member, const void *object, const void **list, size_t *count)
{
    memcpy(list, (const char *)object + member->offset, sizeof *list);
    memcpy(count, (const char *)object + member->size, sizeof *count);
}

static bool stow_object(const struct stowed_object *of, const void *object, struct bytes *out);

static bool stow_list(const struct stowed_member *member, const void *object, struct bytes *out)
{
    const void *list;
    size_t count;
    list_at(member, object, &list, &count);
    bool done = stow_length(out, count);
    for (size_t i = 0; done && i < count; i++) {
        done = member->how == STOW_TEXTS
                   ? stow_text(out, ((const char *const *)list)[i])
                   : stow_object(member->of, (const char *)list + i * member->of->size, out);
    }
    return done;
}

static bool stow_object(const struct stowed_object *of, const void *object, struct bytes *out)
{
    bool done = true;
    for (size_t i = 0; done && i < of->count; i++) {
        const struct stowed_member *member = &of->members[i];
        const char *at = (const char *)object + member->offset;
        switch (member->how) {
        case STOW_PLAIN:
            done = stow_plain(out, at, member->size);
            break;
        case STOW_TEXT:
            done = stow_text(out, *(const char *const *)at);
            break;
        case STOW_TEXTS:
        case STOW_LIST:
            done = stow_list(member, object, out);
            break;
        case STOW_INSIDE:
            done = stow_object(member->of, at, out);
            break;
        }
    }
    return done;
}

bool feed_stow(const struct feed *what, struct bytes *out)
{
    return stow_object(&feed_stowed, what, out);
}

static bool take(struct stowed *from, void *out, size_t size)
{
    bool is_there = (size_t)(from->end - from->at) >= size;
    if (is_there) {
        memcpy(out, from->at, size);
        from->at += size;
    }
    return is_there;
}

bool unstow_number(struct stowed *from, size_t *number)
{
    uint64_t wide;
    bool is_there = take(from, &wide, sizeof wide);
    *number = is_there ? (size_t)wide : 0;
    return is_there;
}

const char *unstow_text(struct stowed *from)
{
    length size;
    if (!take(from, &size, sizeof size)) {
        return NULL;
    }
    const char *text = from->at;
    if (size == 0) {
        return "";
    }
    if ((size_t)(from->end - text) <= size || text[size]) {
        return NULL;
    }
    from->at += (size_t)size + 1;
    return text;
}

/* Memory is zeroed as it is handed out. */
static bool unstow_plain(struct stowed *from, char *at, size_t size)
{
    char is_given;
    if (!take(from, &is_given, 1)) {
        return false;
    }
    return !is_given || take(from, at, size);
}

static bool unstow_object(
    struct stowed *from, struct arena *arena, const struct stowed_object *of, void *object);

/* Each member takes a byte at least: no more elements are made than there may be. */
static bool unstow_list(
    struct stowed *from, struct arena *arena, const struct stowed_member *member, void *object)
{
    length narrow;
    bool are_texts = member->how == STOW_TEXTS;
    if (!take(from, &narrow, sizeof narrow) ||
        narrow > (size_t)(from->end - from->at) / (are_texts ? 1 : member->of->count)) {
        return false;
    }
    size_t count = narrow, size = are_texts ? sizeof(char *) : member->of->size;
    char *list = count > 0 ? arena_array(arena, count, size) : NULL;
    bool done = count == 0 || list;
    for (size_t i = 0; done && i < count; i++) {
        if (are_texts) {
            const char *text = unstow_text(from);
            memcpy(list + i * size, &text, sizeof text);
            done = text;
        } else {
            done = unstow_object(from, arena, member->of, list + i * size);
        }
    }
    memcpy((char *)object + member->offset, &list, sizeof list);
    memcpy((char *)object + member->size, &count, sizeof count);
    return done;
}

static bool unstow_object(
    struct stowed *from, struct arena *arena, const struct stowed_object *of, void *object)
{
    bool done = true;
    for (size_t i = 0; done && i < of->count; i++) {
        const struct stowed_member *member = &of->members[i];
        char *at = (char *)object + member->offset;
        switch (member->how) {
        case STOW_PLAIN:
            done = unstow_plain(from, at, member->size);
            break;
        case STOW_TEXT:
            done = (*(const char **)at = unstow_text(from)) != NULL;
            break;
        case STOW_TEXTS:
        case STOW_LIST:
            done = unstow_list(from, arena, member, object);
            break;
        case STOW_INSIDE:
            done = unstow_object(from, arena, member->of, at);
            break;
        }
    }
    return done;
}

static bool phones_are_sound(const struct feed *feed)
{
    bool sound = true;
    for (size_t i = 0; i < feed->hotline_count; i++) {
        for (size_t k = 0; k < feed->hotlines[i].phone_count; k++) {
            const struct phone *phone = &feed->hotlines[i].phones[k];
            sound = sound && phone->bare_size <= strlen(phone->number);
        }
    }
    return sound;
}

/* What others index or count by, and no reader has looked at here. */
static bool is_sound(const struct feed *feed)
{
    bool sound = phones_are_sound(feed);
    for (size_t i = 0; i < feed->item_count; i++) {
        const struct item *item = &feed->items[i];
        sound = sound && (unsigned)item->kind < ITEM_KIND_COUNT;
        for (size_t k = 0; k < item->block_count; k++) {
            sound = sound && (unsigned)item->blocks[k].kind <= BLOCK_PICTURE;
        }
        for (size_t k = 0; k < item->table_row_count; k++) {
            sound = sound && item->table_rows[k].cell_count <= item->column_count;
        }
    }
    return sound;
}

struct feed *feed_unstow(struct stowed *from)
{
    struct feed *found = feed_create();
    if (found &&
        !(unstow_object(from, &found->arena, &feed_stowed, found) && is_sound(found))) {
        feed_destroy(found);
        found = NULL;
    }
    return found;
}
