#include "allocation/failing.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static struct {
    bool active, failed;
    long count, fail_at;
} state;

static bool fails(void)
{
    if (!state.active || ++state.count != state.fail_at) {
        return false;
    }
    state.failed = true;
    errno = ENOMEM;
    return true;
}

#define WRAP(type, name, parameters, arguments)                                                \
    type __real_##name parameters;                                                             \
    type __wrap_##name parameters;                                                             \
    type __wrap_##name parameters                                                              \
    {                                                                                          \
        return fails() ? NULL : __real_##name arguments;                                       \
    }

WRAP(void *, malloc, (size_t size), (size))
WRAP(void *, calloc, (size_t count, size_t size), (count, size))
WRAP(void *, realloc, (void *old, size_t size), (old, size))
WRAP(char *, strdup, (const char *text), (text))
WRAP(char *, realpath, (const char *path, char *out), (path, out))

void *__real_mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset);
void *__wrap_mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset);
void *__wrap_mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
    return fails() ? MAP_FAILED : __real_mmap(at, size, protection, flags, fd, offset);
}

int __wrap_asprintf(char **out, const char *format, ...) __attribute__((format(printf, 2, 3)));
int __wrap_asprintf(char **out, const char *format, ...)
{
    va_list arguments;
    if (fails()) {
        return -1;
    }
    va_start(arguments, format);
    int length = vasprintf(out, format, arguments);
    va_end(arguments);
    return length;
}

/* The libraries' allocators: this file's own calls are wrapped as everybody's. */
static void *plain_malloc(size_t size)
{
    return malloc(size);
}

static void plain_free(void *old)
{
    free(old);
}

void failing_init(void)
{
    cJSON_Hooks hooks = { plain_malloc, plain_free };
    cJSON_InitHooks(&hooks);
}

void failing_begin(long n)
{
    state.active = true;
    state.failed = false;
    state.count = 0;
    state.fail_at = n;
}

long failing_end(bool *failed)
{
    state.active = false;
    *failed = state.failed;
    return state.count;
}
