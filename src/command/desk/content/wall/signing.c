#include "command/desk/content/wall/signing.h"

#include "base/system/file.h"

#include <pthread.h>
#include <sodium/utils.h>
#include <stdio.h>
#include <stdlib.h>

enum { KEY_FILE_MAX = 4096 };

struct signing {
    char *path;                /* set once */
    pthread_mutex_t unlocking; /* one at a time: each takes a GiB */
    pthread_mutex_t lock;
    struct minisign_key *key; /* under the lock; NULL: locked */
};

static void unlock_open_key(struct signing *signing)
{
    struct bytes file;
    bytes_init(&file);
    if (*signing->path && file_read(signing->path, KEY_FILE_MAX, &file, NULL) &&
        !minisign_needs_password(file.data)) {
        minisign_unlock(file.data, "", &signing->key, NULL);
    }
    bytes_finish(&file);
}

struct signing *signing_create(const char *path)
{
    struct signing *signing = calloc(1, sizeof *signing);
    if (!signing || asprintf(&signing->path, "%s", path) < 0) {
        free(signing);
        return NULL;
    }
    pthread_mutex_init(&signing->unlocking, NULL);
    pthread_mutex_init(&signing->lock, NULL);
    unlock_open_key(signing);
    return signing;
}

void signing_destroy(struct signing *signing)
{
    if (signing) {
        minisign_destroy(signing->key);
        pthread_mutex_destroy(&signing->unlocking);
        pthread_mutex_destroy(&signing->lock);
        free(signing->path);
        free(signing);
    }
}

bool signing_is_wanted(struct signing *signing)
{
    return *signing->path != '\0';
}

bool signing_is_unlocked(struct signing *signing)
{
    pthread_mutex_lock(&signing->lock);
    bool is_unlocked = signing->key != NULL;
    pthread_mutex_unlock(&signing->lock);
    return is_unlocked;
}

bool signing_is_ready(struct signing *signing)
{
    return !signing_is_wanted(signing) || signing_is_unlocked(signing);
}

static void set_key(struct signing *signing, struct minisign_key *key)
{
    pthread_mutex_lock(&signing->lock);
    struct minisign_key *before = signing->key;
    signing->key = key;
    pthread_mutex_unlock(&signing->lock);
    minisign_destroy(before);
}

enum minisign_outcome signing_unlock(
    struct signing *signing, const char *password, struct error *error)
{
    struct minisign_key *key = NULL;
    struct bytes file;
    enum minisign_outcome outcome = MINISIGN_REFUSED;
    bytes_init(&file);
    pthread_mutex_lock(&signing->unlocking);
    if (file_read(signing->path, KEY_FILE_MAX, &file, error)) {
        outcome = minisign_unlock(file.data, password, &key, error);
    }
    pthread_mutex_unlock(&signing->unlocking);
    if (file.data) {
        sodium_memzero(file.data, file.size);
    }
    bytes_finish(&file);
    if (outcome == MINISIGN_UNLOCKED) {
        set_key(signing, key);
    }
    return outcome;
}

void signing_lock(struct signing *signing)
{
    set_key(signing, NULL);
}

bool signing_sign(struct signing *signing, const struct bytes *body, int64_t now_ms,
    const char *file_name, struct bytes *out)
{
    if (!signing_is_wanted(signing)) {
        return bytes_print(out, "%s", "");
    }
    pthread_mutex_lock(&signing->lock);
    bool done = signing->key && minisign_sign(signing->key, body, now_ms, file_name, out);
    pthread_mutex_unlock(&signing->lock);
    return done;
}

void signing_public(struct signing *signing, char out[MINISIGN_PUBLIC_BYTES])
{
    *out = '\0';
    pthread_mutex_lock(&signing->lock);
    if (signing->key) {
        minisign_public(signing->key, out);
    }
    pthread_mutex_unlock(&signing->lock);
}
