/* A store in a directory of its own, and ways to hurt it. */
#pragma once

#include "store/file_seam.h"
#include "store/store.h"

#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct scratch {
    char path[PATH_MAX];
};

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

/* Counts the regular files below objects/. */
static inline int scratch_count_objects(const struct scratch *scratch)
{
    char command[PATH_MAX + 64];
    int count = -1;
    snprintf(command, sizeof command, "find %.3000s/objects -type f | wc -l", scratch->path);
    FILE *pipe = popen(command, "re");
    if (!pipe || fscanf(pipe, "%d", &count) != 1) {
        abort();
    }
    pclose(pipe);
    return count;
}

/* A seam whose n-th call fails with an errno, or that only counts (fail_at 0). */
struct failing_seam {
    struct file_seam seam;
    int calls, fail_at, error;
};

static inline bool seam_fails(void *context)
{
    struct failing_seam *failing = context;
    failing->calls++;
    return failing->calls == failing->fail_at;
}
