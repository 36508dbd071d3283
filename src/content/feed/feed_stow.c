#include "content/feed/feed_stow.h"

#include "content/feed/feed_stowed.h"

#include <stdint.h>
#include <string.h>

/* Of what a list has, and of a text's bytes. */
typedef uint32_t length;

/* Which of an object's members are given, one bit each: most of an item's are not, and take
 * nothing. It stands in front of those that are. */
typedef uint64_t given_members;

static void add_object(struct digest *digest, const struct stowed_object *of)
{
    digest_number(digest, (int64_t)of->size);
    for (size_t i = 0; i < of->count; i++) {
        const struct stowed_member *member = &of->members[i];
        const size_t numbers[] = { member->how, member->offset, member->size };
        digest_add(digest, numbers, sizeof numbers);
        if (member->of) {
            add_object(digest, member->of);
        }
    }
}

void feed_stow_digest(struct digest *digest)
{
    add_object(digest, &feed_stowed);
}

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

static bool is_given(const struct stowed_member *member, const void *object)
{
    const char *at = (const char *)object + member->offset;
    const void *list;
    size_t count;
    switch (member->how) {
    case STOW_PLAIN:
        return at[0] || memcmp(at, at + 1, member->size - 1) != 0;
    case STOW_TEXT:
        return *(const char *const *)at && **(const char *const *)at;
    case STOW_TEXTS:
    case STOW_LIST:
        list_at(member, object, &list, &count);
        return count > 0;
    default:
        return true;
    }
}

static bool stow_object(const struct stowed_object *of, const void *object, struct bytes *out)
{
    given_members given = 0;
    for (size_t i = 0; i < of->count; i++) {
        given |= (given_members)is_given(&of->members[i], object) << i;
    }
    bool done = bytes_append(out, &given, sizeof given);
    for (size_t i = 0; done && i < of->count; i++) {
        const struct stowed_member *member = &of->members[i];
        const char *at = (const char *)object + member->offset;
        if (!(given >> i & 1)) {
            continue;
        }
        switch (member->how) {
        case STOW_PLAIN:
            done = bytes_append(out, at, member->size);
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

static bool unstow_object(
    struct stowed *from, struct arena *arena, const struct stowed_object *of, void *object);

/* Each element takes some bytes at least: no more are made than there may be. */
static bool unstow_list(
    struct stowed *from, struct arena *arena, const struct stowed_member *member, void *object)
{
    length narrow;
    bool are_texts = member->how == STOW_TEXTS;
    if (!take(from, &narrow, sizeof narrow) ||
        narrow > (size_t)(from->end - from->at) /
                     (are_texts ? sizeof(length) : sizeof(given_members))) {
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

/* Of zeroed memory; a text has bytes even so. False of what is always there. */
static bool leave_out(const struct stowed_member *member, char *at)
{
    if (member->how == STOW_TEXT) {
        *(const char **)at = "";
    }
    return member->how != STOW_INSIDE;
}

static bool unstow_object(
    struct stowed *from, struct arena *arena, const struct stowed_object *of, void *object)
{
    given_members given;
    bool done = take(from, &given, sizeof given);
    for (size_t i = 0; done && i < of->count; i++) {
        const struct stowed_member *member = &of->members[i];
        char *at = (char *)object + member->offset;
        if (!(given >> i & 1)) {
            done = leave_out(member, at);
            continue;
        }
        switch (member->how) {
        case STOW_PLAIN:
            done = take(from, at, member->size);
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
