/* objects/ab/abcdef...: blobs named by the SHA-256 of their bytes. */
#include "store/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium/crypto_hash_sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool object_id_is_valid(const char *hex, size_t length)
{
    return length == OBJECT_ID_LENGTH && strspn(hex, "0123456789abcdef") >= length;
}

static void print_id(const unsigned char hash[crypto_hash_sha256_BYTES], struct object_id *id)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < crypto_hash_sha256_BYTES; i++) {
        id->hex[2 * i] = digits[hash[i] >> 4];
        id->hex[2 * i + 1] = digits[hash[i] & 15];
    }
    id->hex[OBJECT_ID_LENGTH] = '\0';
}

void object_id_of(const void *data, size_t size, struct object_id *id)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, data, size);
    print_id(hash, id);
}

/* Hashes the file in small pieces, without an allocation. */
static enum object_state file_state(
    const struct file_seam *seam, const char *path, const char *hex)
{
    struct object_id found = { 0 };
    unsigned char chunk[16384], hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;
    ssize_t got = -1;
    int fd = seam->open(seam->context, path, O_RDONLY | O_CLOEXEC, 0);
    if (fd < 0) {
        return errno == ENOENT ? OBJECT_MISSING : OBJECT_UNREADABLE;
    }
    /* From the disk where the kernel lets its cache go. */
    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    crypto_hash_sha256_init(&state);
    while ((got = seam->read(seam->context, fd, chunk, sizeof chunk)) > 0 ||
           (got < 0 && errno == EINTR)) {
        if (got > 0) {
            crypto_hash_sha256_update(&state, chunk, (unsigned long long)got);
        }
    }
    crypto_hash_sha256_final(&state, hash);
    print_id(hash, &found);
    seam->close(seam->context, fd);
    if (got < 0) {
        return OBJECT_UNREADABLE;
    }
    return strcmp(found.hex, hex) == 0 ? OBJECT_SOUND : OBJECT_ROTTEN;
}

enum object_state object_file_state(
    const struct store *store, const char *path, const struct object_id *id)
{
    return file_state(store->seam, path, id->hex);
}

bool object_is_sound(const char *path, const char *hex)
{
    return file_state(&file_seam_real, path, hex) == OBJECT_SOUND;
}

bool store_object_path(const struct store *store, const struct object_id *id,
    char out[PATH_MAX], struct error *error)
{
    return store_join(store, out, error, "objects/%.2s/%s", id->hex, id->hex);
}

enum object_state store_object_state(struct store *store, const struct object_id *id)
{
    char path[PATH_MAX];
    return store_object_path(store, id, path, NULL) ? object_file_state(store, path, id)
                                                    : OBJECT_UNREADABLE;
}

static bool remember_pending(struct store *store, const struct object_id *id)
{
    if (store->pending_count == store->pending_capacity) {
        size_t capacity = store->pending_capacity ? 2 * store->pending_capacity : 16;
        struct object_id *grown = realloc(store->pending, capacity * sizeof *grown);
        if (!grown) {
            return false;
        }
        store->pending = grown;
        store->pending_capacity = capacity;
    }
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
               "%s: full: %" PRId64 " bytes are in use, %zu more would pass the cap of %" PRId64
               " ([store] max)",
               store->path, store->used_bytes, size, store->max_bytes);
}

/* Where the disk itself is full, what no edition names gives way. */
static bool write_with_room(
    struct store *store, const char *path, const void *data, size_t size, struct error *error)
{
    struct head head;
    int64_t before = store->used_bytes;
    if (file_seam_write(store->seam, path, data, size, true, error)) {
        return true;
    }
    return (errno == ENOSPC || errno == EDQUOT) && store_read_head(store, &head, NULL) &&
           store_sweep(store, &head, NULL) && store->used_bytes < before &&
           file_seam_write(store->seam, path, data, size, true, error);
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
        return error_set(error, "%s: the disk does not give back what was written", temporary);
    }
    if (!file_seam_move(store->seam, temporary, path, directory, true, error)) {
        return false;
    }
    store->used_bytes += (int64_t)size;
    *id = name;
    return true;
}

bool store_get(
    struct store *store, const struct object_id *id, struct bytes *out, struct error *error)
{
    char path[PATH_MAX];
    struct object_id found;
    size_t start = out->size;
    if (!object_id_is_valid(id->hex, strnlen(id->hex, sizeof id->hex))) {
        return error_set(error, "not the name of an object: \"%.64s\"", id->hex);
    }
    if (!store_object_path(store, id, path, error) ||
        !file_seam_read(store->seam, path, OBJECT_MAX_BYTES, out, error)) {
        return false;
    }
    object_id_of(out->data + start, out->size - start, &found);
    if (strcmp(found.hex, id->hex) != 0) {
        out->size = start;
        out->data[start] = '\0';
        return error_set(error, "%s: rotten: its bytes are not those it is named after", path);
    }
    return true;
}
