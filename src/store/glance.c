/* What was found sound, and is the same file as then, need not be read again: the kernel would
 * answer from its memory anyway. */
#include "base/clock.h"
#include "base/list.h"
#include "store/store_private.h"

#include <string.h>
#include <sys/stat.h>

/* A file that was changed as short ago as this may be changed once more without another time of
 * change: file systems stamp with the kernel's tick. */
enum { YOUNG_MS = 100 };

bool file_mark_read(const char *path, struct file_mark *mark)
{
    struct stat info;
    *mark = (struct file_mark) { 0 };
    if (stat(path, &info) < 0) {
        return false;
    }
    *mark = (struct file_mark) { .device = info.st_dev,
        .number = info.st_ino,
        .size = info.st_size,
        .changed = info.st_ctim };
    return true;
}

bool file_mark_same(const struct file_mark *a, const struct file_mark *b)
{
    return a->device == b->device && a->number == b->number && a->size == b->size &&
           a->changed.tv_sec == b->changed.tv_sec && a->changed.tv_nsec == b->changed.tv_nsec;
}

static struct seen_object *find_seen(struct store *store, const struct object_id *id)
{
    for (size_t i = 0; i < store->seen_count; i++) {
        if (strcmp(store->seen[i].id.hex, id->hex) == 0) {
            return &store->seen[i];
        }
    }
    return NULL;
}

static bool is_young(const struct file_mark *mark)
{
    int64_t age_ms = clock_machine_ms() -
                     ((int64_t)mark->changed.tv_sec * 1000 + mark->changed.tv_nsec / 1000000);
    return age_ms < YOUNG_MS;
}

/* Without memory it is read again the next time. */
static void remember(
    struct store *store, const struct object_id *id, const struct file_mark *mark)
{
    struct seen_object *known = find_seen(store, id);
    struct seen_object *grown =
        known ? store->seen
              : list_grow(store->seen, store->seen_count, &store->seen_capacity, sizeof *grown);
    if (!grown) {
        return;
    }
    store->seen = grown;
    known = known ? known : &store->seen[store->seen_count++];
    *known = (struct seen_object) { *id, *mark };
}

static void forget(struct store *store, const struct object_id *id)
{
    struct seen_object *known = find_seen(store, id);
    if (known) {
        *known = store->seen[--store->seen_count];
    }
}

enum object_state store_object_state(struct store *store, const struct object_id *id)
{
    char path[PATH_MAX];
    struct file_mark before, after;
    if (!store_object_path(store, id, path, NULL)) {
        return OBJECT_UNREADABLE;
    }
    bool may_last = file_mark_read(path, &before) && !is_young(&before);
    enum object_state state = object_file_state(store, path, id);
    if (state == OBJECT_SOUND && may_last && file_mark_read(path, &after) &&
        file_mark_same(&before, &after)) {
        remember(store, id, &before);
    } else {
        forget(store, id);
    }
    return state;
}

enum object_state store_object_glance(struct store *store, const struct object_id *id)
{
    char path[PATH_MAX];
    struct file_mark now;
    const struct seen_object *known = find_seen(store, id);
    bool is_same = known && store_object_path(store, id, path, NULL) &&
                   file_mark_read(path, &now) && file_mark_same(&known->mark, &now);
    return is_same ? OBJECT_SOUND : store_object_state(store, id);
}
