/* Garbage collection and the count of what is there. What an edition names is found by looking
 * for object names in the text of its manifest: anything that could be one is kept, and the
 * sweep need not know the manifest's format. */
#include "base/list.h"
#include "store/store_private.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct names {
    struct object_id *list;
    size_t count, capacity;
};

static bool names_add(struct names *names, const char *hex)
{
    struct object_id *grown =
        list_grow(names->list, names->count, &names->capacity, sizeof *grown);
    if (!grown) {
        return false;
    }
    names->list = grown;
    memcpy(names->list[names->count].hex, hex, OBJECT_ID_LENGTH);
    names->list[names->count++].hex[OBJECT_ID_LENGTH] = '\0';
    return true;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct object_id *)a)->hex, ((const struct object_id *)b)->hex);
}

/* bsearch may not be given a list that is not there, of an empty store. */
static bool names_have(const struct names *names, const char *hex)
{
    return names->count > 0 &&
           bsearch(hex, names->list, names->count, sizeof *names->list, compare_names);
}

static bool names_add_all_in(struct names *names, const char *text)
{
    while (*text) {
        size_t length = strspn(text, "0123456789abcdef");
        if (length == OBJECT_ID_LENGTH && !names_add(names, text)) {
            return false;
        }
        text += length ? length : 1;
    }
    return true;
}

/* A manifest that is missing or rotten cannot be shown: nothing is lost with what it named. One
 * that only cannot be read now stops the sweep. */
static bool names_add_edition(
    struct names *names, struct store *store, const struct object_id *id, struct error *error)
{
    bool done = true;
    struct bytes manifest;
    bytes_init(&manifest);
    if (!*id->hex) {
        goto out;
    }
    if (!store_get(store, id, &manifest, error)) {
        enum object_state state = store_object_state(store, id);
        done = state == OBJECT_MISSING || state == OBJECT_ROTTEN;
        goto out;
    }
    done = (names_add(names, id->hex) && names_add_all_in(names, manifest.data)) ||
           error_set(error, "out of memory");
out:
    bytes_finish(&manifest);
    return done;
}

/* Looks at one directory of objects; with names, deletes what is not among them. */
static bool walk_directory(struct store *store, const char *fan_out, const struct names *names,
    int64_t *bytes, struct error *error)
{
    bool done = false;
    char path[PATH_MAX];
    struct dirent *entry;
    DIR *directory = NULL;
    if (!store_join(store, path, error, "objects/%s", fan_out)) {
        goto out;
    }
    directory = opendir(path);
    if (!directory) {
        file_seam_error(error, path);
        goto out;
    }
    while ((entry = readdir(directory))) {
        struct stat info;
        size_t length = strlen(entry->d_name);
        bool left_over = length > 4 && strcmp(entry->d_name + length - 4, ".tmp") == 0;
        bool object = object_id_is_valid(entry->d_name, length);
        if (!object && !left_over) {
            continue;
        }
        if (!store_join(store, path, error, "objects/%s/%s", fan_out, entry->d_name)) {
            goto out;
        }
        bool unnamed = names && (left_over || !names_have(names, entry->d_name));
        if (unnamed) {
            if (store->seam->unlink(store->seam->context, path) < 0 && errno != ENOENT) {
                file_seam_error(error, path);
                goto out;
            }
        } else if (stat(path, &info) == 0) {
            *bytes += info.st_size;
        }
    }
    done = true;
out:
    if (directory) {
        closedir(directory);
    }
    return done;
}

static bool walk(struct store *store, const struct names *names, struct error *error)
{
    bool done = true;
    int64_t bytes = 0;
    char path[PATH_MAX];
    struct dirent *entry;
    if (!store_join(store, path, error, "objects")) {
        return false;
    }
    DIR *directory = opendir(path);
    if (!directory) {
        return file_seam_error(error, path);
    }
    while (done && (entry = readdir(directory))) {
        if (strlen(entry->d_name) == 2 && strspn(entry->d_name, "0123456789abcdef") == 2) {
            done = walk_directory(store, entry->d_name, names, &bytes, error);
        }
    }
    closedir(directory);
    if (done) {
        store->used_bytes = bytes;
    }
    return done;
}

bool objects_measure(struct store *store, struct error *error)
{
    return walk(store, NULL, error);
}

/* What no edition names was deleted, and is not asked for any more. */
static void forget_unnamed(struct store *store, const struct names *names)
{
    size_t count = 0;
    for (size_t i = 0; i < store->seen_count; i++) {
        if (names_have(names, store->seen[i].id.hex)) {
            store->seen[count++] = store->seen[i];
        }
    }
    store->seen_count = count;
}

bool store_sweep(struct store *store, const struct head *head, struct error *error)
{
    bool done = false;
    struct names names = { 0 };
    if (store->mode != STORE_WRITE) {
        error_set(error, "%s: opened for reading only", store->path);
        goto out;
    }
    if (!names_add_edition(&names, store, &head->current, error) ||
        !names_add_edition(&names, store, &head->previous, error) ||
        !names_add_edition(&names, store, &head->waiting, error)) {
        goto out;
    }
    for (size_t i = 0; i < store->pending_count; i++) {
        if (!names_add(&names, store->pending[i].hex)) {
            error_set(error, "out of memory");
            goto out;
        }
    }
    if (names.count > 0) {
        qsort(names.list, names.count, sizeof *names.list, compare_names);
    }
    forget_unnamed(store, &names);
    done = walk(store, &names, error);
out:
    free(names.list);
    return done;
}
