#include "command/desk/content/write/media_sweep.h"

#include "base/list.h"
#include "base/translated.h"
#include "command/desk/content/write/media.h"
#include "command/desk/document/canonical.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A name that the desk gives: so many digits of a hash, and .jpg or .png. */
enum { DIGITS = 40, NAME_BYTES = DIGITS + 5 };
static const char digits[] = "0123456789abcdef";

struct candidate {
    char name[NAME_BYTES];
    bool is_used;
};

struct sweep {
    const char *folder;
    int64_t before_s; /* wall time: what is younger stays */
    struct candidate *list;
    size_t count, capacity;
};

static bool is_own(const char *name)
{
    return strspn(name, digits) == DIGITS &&
           (strcmp(name + DIGITS, ".jpg") == 0 || strcmp(name + DIGITS, ".png") == 0);
}

static bool is_old(const struct sweep *sweep, const char *name)
{
    char path[PATH_MAX * 2];
    struct stat there;
    snprintf(path, sizeof path, "%s/%s", sweep->folder, name);
    return lstat(path, &there) == 0 && S_ISREG(there.st_mode) &&
           there.st_mtim.tv_sec < sweep->before_s;
}

static bool add(struct sweep *sweep, const char *name)
{
    struct candidate *grown =
        list_grow(sweep->list, sweep->count, &sweep->capacity, sizeof *grown);
    if (grown) {
        sweep->list = grown;
        snprintf(grown[sweep->count].name, NAME_BYTES, "%s", name);
        grown[sweep->count++].is_used = false;
    }
    return grown;
}

static bool find_old(struct sweep *sweep, struct error *error)
{
    DIR *folder = opendir(sweep->folder);
    bool done = folder || errno == ENOENT ||
                error_set(error, "%s: %s", sweep->folder, translated_errno(errno));
    for (struct dirent *entry; done && folder && (entry = readdir(folder));) {
        done = !is_own(entry->d_name) || !is_old(sweep, entry->d_name) ||
               add(sweep, entry->d_name) || error_set(error, "out of memory");
    }
    if (folder) {
        closedir(folder);
    }
    return done;
}

static int by_name(const void *a, const void *b)
{
    return strncmp(
        ((const struct candidate *)a)->name, ((const struct candidate *)b)->name, DIGITS);
}

/* Whatever could be a name in it is one, as in the store's sweep. */
static void mark_in(struct sweep *sweep, const char *text)
{
    while (*text) {
        size_t length = strspn(text, digits);
        struct candidate key, *found = NULL;
        if (length == DIGITS) {
            memcpy(key.name, text, DIGITS);
            found = bsearch(&key, sweep->list, sweep->count, sizeof key, by_name);
        }
        if (found) {
            /* of a .jpg and a .png of one name both */
            for (; found > sweep->list && by_name(found - 1, &key) == 0; found--) {
            }
            for (; found < sweep->list + sweep->count && by_name(found, &key) == 0; found++) {
                found->is_used = true;
            }
        }
        text += length ? length : 1;
    }
}

/* A digit may be written as \u0061. */
static bool mark_all_in(struct sweep *sweep, const char *text, struct error *error)
{
    struct bytes canonical;
    if (!strstr(text, "\\u00")) {
        mark_in(sweep, text);
        return true;
    }
    bytes_init(&canonical);
    bool done = canonical_text(text, strlen(text), &canonical, error);
    if (done) {
        mark_in(sweep, canonical.data);
    }
    bytes_finish(&canonical);
    return done;
}

static bool mark_used(struct sweep *sweep, struct database *database, struct error *error)
{
    static const char *const kept[] = {
        "SELECT feed FROM state",
        "SELECT content FROM draft WHERE content IS NOT NULL",
        "SELECT content FROM version WHERE content IS NOT NULL",
    };
    bool done = true;
    for (size_t i = 0; done && i < sizeof kept / sizeof *kept; i++) {
        struct statement all;
        statement_begin(&all, database, kept[i]);
        while (done && statement_step(&all)) {
            size_t size;
            const char *raw = statement_blob_at(&all, 0, &size);
            char *text = strndup(raw ? raw : "", raw ? size : 0);
            done = text ? mark_all_in(sweep, text, error) : error_set(error, "out of memory");
            free(text);
        }
        done = statement_end(&all, done ? error : NULL) && done;
    }
    return done;
}

/* Once more: one may have been taken again meanwhile. */
static bool remove_unused(const struct sweep *sweep, size_t *removed, struct error *error)
{
    bool done = true;
    media_hold();
    for (size_t i = 0; done && i < sweep->count; i++) {
        char path[PATH_MAX * 2];
        snprintf(path, sizeof path, "%s/%s", sweep->folder, sweep->list[i].name);
        if (!sweep->list[i].is_used && is_old(sweep, sweep->list[i].name)) {
            done =
                unlink(path) == 0 || error_set(error, "%s: %s", path, translated_errno(errno));
            *removed += done;
        }
    }
    media_let_go();
    return done;
}

bool media_sweep(struct database *database, const char *folder, int64_t now_ms, size_t *removed,
    struct error *error)
{
    struct sweep sweep = { .folder = folder,
        .before_s = now_ms / 1000 - (int64_t)MEDIA_SWEEP_DAYS * 24 * 60 * 60 };
    *removed = 0;
    bool done = find_old(&sweep, error);
    if (done && sweep.count > 0) {
        qsort(sweep.list, sweep.count, sizeof *sweep.list, by_name);
        done = mark_used(&sweep, database, error) && remove_unused(&sweep, removed, error);
    }
    free(sweep.list);
    return done;
}
