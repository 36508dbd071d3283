/* What is written beside the head: objects, and room made for them; and notes. */
#include "base/list.h"
#include "store/store_private.h"

#include <errno.h>

static bool remember_pending(struct store *store, const struct object_id *id)
{
    struct object_id *grown = list_grow(
        store->pending, store->pending_count, &store->pending_capacity, sizeof *grown);
    if (!grown) {
        return false;
    }
    store->pending = grown;
    store->pending[store->pending_count++] = *id;
    return true;
}

void store_settle(struct store *store)
{
    store->pending_count = 0;
}

static bool make_room(struct store *store, size_t size, struct error *error)
{
    struct head head;
    int64_t room = store->max_bytes - (int64_t)size;
    if (store->used_bytes <= room) {
        return true;
    }
    if (!store_read_head(store, &head, error) || !store_sweep(store, &head, error)) {
        return false;
    }
    return store->used_bytes <= room ||
           error_set(error,
               "%s: full: %lld bytes are in use, %zu more would pass the cap of %lld: raise [store] "
               "max, or have fewer pictures",
               store->path, (long long)store->used_bytes, size, (long long)store->max_bytes);
}

/* Where the disk itself is full, what no edition names gives way. */
static bool write_with_room(
    struct store *store, const char *path, const void *data, size_t size, struct error *error)
{
    struct head head;
    int64_t before = store->used_bytes;
    if (file_seam_write_synced(store->seam, path, data, size, error)) {
        return true;
    }
    return (errno == ENOSPC || errno == EDQUOT) && store_read_head(store, &head, NULL) &&
           store_sweep(store, &head, NULL) && store->used_bytes < before &&
           file_seam_write_synced(store->seam, path, data, size, error);
}

static bool make_fan_out(struct store *store, const char *directory, struct error *error)
{
    const struct file_seam *seam = store->seam;
    char objects[PATH_MAX];
    if (seam->mkdir(seam->context, directory, (mode_t)0755) < 0) {
        return errno == EEXIST || file_seam_error(error, directory);
    }
    if (!store_join(store, objects, error, "objects")) {
        return false;
    }
    return seam->fsync_dir(seam->context, objects) == 0 || file_seam_error(error, objects);
}

bool store_put(struct store *store, const void *data, size_t size, struct object_id *id,
    struct error *error)
{
    char directory[PATH_MAX], path[PATH_MAX], temporary[PATH_MAX];
    *id = (struct object_id) { 0 };
    if (store->mode != STORE_WRITE) {
        return error_set(error, "%s: opened for reading only", store->path);
    }
    if (size > OBJECT_MAX_BYTES) {
        return error_set(error, "an object of %zu bytes is larger than any may be", size);
    }
    struct object_id name;
    object_id_of(data, size, &name);
    if (!store_join(store, directory, error, "objects/%.2s", name.hex) ||
        !store_object_path(store, &name, path, error) ||
        !store_join(store, temporary, error, "objects/%.2s/%s.tmp", name.hex, name.hex)) {
        return false;
    }
    if (!remember_pending(store, &name)) {
        return error_set(error, "out of memory");
    }
    if (object_file_state(store, path, &name) == OBJECT_SOUND) {
        *id = name;
        return true;
    }
    /* A rotten one of that name counts twice until the next sweep: on the safe side. */
    if (!make_room(store, size, error) || !make_fan_out(store, directory, error) ||
        !write_with_room(store, temporary, data, size, error)) {
        return false;
    }
    if (object_file_state(store, temporary, &name) != OBJECT_SOUND) {
        store->seam->unlink(store->seam->context, temporary);
        return error_set(error,
            "%s: the disk does not give back what was written: replace it (see dmesg)",
            temporary);
    }
    if (!file_seam_move(store->seam, temporary, path, directory, error)) {
        return false;
    }
    store->used_bytes += (int64_t)size;
    *id = name;
    return true;
}

bool store_write_note(
    struct store *store, const char *name, const void *data, size_t size, struct error *error)
{
    char path[PATH_MAX];
    if (store->mode != STORE_WRITE) {
        return error_set(error, "%s: opened for reading only", store->path);
    }
    return store_join(store, path, error, "%s", name) &&
           file_seam_note(store->seam, path, data, size, error);
}
