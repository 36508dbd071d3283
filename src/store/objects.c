/* objects/ab/abcdef...: blobs named by the SHA-256 of their bytes. */
#include "store/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium/crypto_hash_sha256.h>
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
