/* A folder of a test's own with a picture in it, which another program makes: its memory is not
 * ours. */
#pragma once

#include "fakes/store_scratch.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

struct fixture {
    struct scratch scratch;
    char path[PATH_MAX];
};

static inline int setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    scratch_init(&fixture->scratch);
    snprintf(fixture->path, sizeof fixture->path, "%.3000s/picture", fixture->scratch.path);
    *state = fixture;
    return 0;
}

static inline int teardown(void **state)
{
    struct fixture *fixture = *state;
    scratch_finish(&fixture->scratch);
    free(fixture);
    return 0;
}

static inline void make(const char *kind, int width, int height, const char *path)
{
    char command[2 * PATH_MAX];
    snprintf(command, sizeof command, "'%s' %s %d %d 30 5 > '%.3000s'", MAKE_PICTURE, kind,
        width, height, path);
    assert_int_equal(system(command), 0);
}

static inline void write_file(const char *path, const void *data, size_t size)
{
    FILE *file = fopen(path, "we");
    assert_true(file && fwrite(data, 1, size, file) == size && fclose(file) == 0);
}
