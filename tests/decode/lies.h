/* For the tests that have tests/decode/liar.c beside them: what it is told, and what must be
 * left of it. */
#pragma once

#include "fakes/store_scratch.h"
#include "long_form.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct lies {
    struct scratch scratch;
    char path[PATH_MAX]; /* of the picture that says what the decoder does */
    unsigned seed;
    int descriptors;
};

/* How it ends, and what people are told of it. */
static const struct {
    const char *word, *reason;
} lies_ends[] = {
    { "crash",
        "its decoder was stopped by a fault (signal 11): save the picture anew as JPEG or PNG" },
    { "kill", "its decoder was stopped by the system: is memory short (MemoryMax=)?" },
    { "sandbox", "its decoder was stopped by its sandbox" },
    { "cpu", "its decoder was stopped: it takes too long: save the picture smaller" },
    { "missing", "lobbycard-decode does not start: run it by hand to see why" },
    { "silent", "its decoder was stopped: its answer makes no sense" },
    { "nonsense", "its decoder was stopped: its answer makes no sense" },
    { "damaged", "damaged further down" },
    { "controls", "damaged?<0>play: all is well??"
                  "?????????????????????????????????????????????????????????????????????" },
};

enum { LIES_ENDS = sizeof lies_ends / sizeof *lies_ends };

static inline int lies_count(void)
{
    return (int)how_many(300, 2000);
}

static inline void lies_write(struct lies *lies, const char *word, unsigned seed)
{
    FILE *file = fopen(lies->path, "we");
    assert_true(file && fprintf(file, "%s %u\n", word, seed) > 0 && fclose(file) == 0);
    lies->seed = seed;
}

/* A reason, and nothing in it that a terminal or a log could take for more. */
static inline bool lies_is_clean(const char *text)
{
    for (const char *at = text; *at; at++) {
        if (*at < ' ' || *at > '~') {
            return false;
        }
    }
    return text[0] != '\0';
}

static inline int lies_descriptors(void)
{
    int count = 0;
    DIR *dir = opendir("/proc/self/fd");
    assert_non_null(dir);
    while (readdir(dir)) {
        count++;
    }
    closedir(dir);
    return count;
}

static inline void lies_must_leave_nothing(const struct lies *lies)
{
    assert_int_equal(lies_descriptors(), lies->descriptors);
    assert_true(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD);
}

/* What reaches standard error meanwhile, of whoever inherited it. */
struct capture {
    int kept, fd;
};

static inline struct capture capture_begin(const struct lies *lies)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%.3000s/said", lies->scratch.path);
    struct capture capture = { dup(STDERR_FILENO),
        open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) };
    assert_true(capture.kept >= 0 && dup2(capture.fd, STDERR_FILENO) >= 0);
    return capture;
}

static inline bool capture_is_empty(struct capture *capture)
{
    struct stat info;
    assert_int_equal(fstat(capture->fd, &info), 0);
    dup2(capture->kept, STDERR_FILENO);
    close(capture->kept);
    close(capture->fd);
    return info.st_size == 0;
}

static inline int lies_setup(void **state)
{
    struct lies *lies = calloc(1, sizeof *lies);
    scratch_init(&lies->scratch);
    snprintf(lies->path, sizeof lies->path, "%.3000s/picture", lies->scratch.path);
    lies->descriptors = lies_descriptors();
    *state = lies;
    return 0;
}

static inline int lies_teardown(void **state)
{
    struct lies *lies = *state;
    scratch_finish(&lies->scratch);
    free(lies);
    return 0;
}
