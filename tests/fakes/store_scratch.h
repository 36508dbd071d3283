/* A store in a directory of its own, and ways to hurt it. */
#pragma once

#include "edition/edition.h"
#include "store/store.h"

#include <ftw.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct scratch {
    char path[PATH_MAX];
};

/* From now on, where there is such a place: for thousands of small trees no disk is needed. */
static inline void scratch_in_memory(void)
{
    if (access("/dev/shm", W_OK) == 0) {
        setenv("TMPDIR", "/dev/shm", 1);
    }
}

static inline void scratch_init(struct scratch *scratch)
{
    const char *base = getenv("TMPDIR");
    snprintf(scratch->path, sizeof scratch->path, "%s/lobbycard-test-XXXXXX",
        base && *base ? base : "/tmp");
    if (!mkdtemp(scratch->path)) {
        abort();
    }
}

static inline int scratch_remove_one(
    const char *path, const struct stat *info, int type, struct FTW *where)
{
    (void)info, (void)type, (void)where;
    return remove(path);
}

static inline void scratch_finish(struct scratch *scratch)
{
    nftw(scratch->path, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static inline void scratch_object_path(
    const struct scratch *scratch, const struct object_id *id, char out[PATH_MAX])
{
    snprintf(out, PATH_MAX, "%.3000s/objects/%.2s/%s", scratch->path, id->hex, id->hex);
}

static inline void scratch_write(const char *path, const char *text)
{
    FILE *file = fopen(path, "we");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
        abort();
    }
}

/* Counts the files below objects/. */
static inline int scratch_count_objects(const struct scratch *scratch)
{
    char pattern[PATH_MAX + 16];
    glob_t found;
    snprintf(pattern, sizeof pattern, "%s/objects/*/*", scratch->path);
    int result = glob(pattern, 0, NULL, &found);
    int count = result == 0 ? (int)found.gl_pathc : 0;
    if (result != 0 && result != GLOB_NOMATCH) {
        abort();
    }
    globfree(&found);
    return count;
}

/* Of the first source in the newest edition; 0 without one. */
static inline int scratch_serial_shown(struct store *store)
{
    struct error error;
    struct edition *edition = edition_load_newest(store, &error);
    int serial = edition ? (int)edition->sources[0].feed->serial : 0;
    edition_destroy(edition);
    return serial;
}
