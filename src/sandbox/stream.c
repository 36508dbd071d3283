#include "sandbox/stream.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STEP_BYTES = 256 * 1024 };

/* What a file has, and one byte more, which tells that there is no more: what grows is paid for
 * page by page. Of anything else a step. */
static size_t capacity_at_first(size_t max)
{
    struct stat input;
    bool is_file = fstat(STDIN_FILENO, &input) == 0 && S_ISREG(input.st_mode) &&
                   input.st_size >= STEP_BYTES && (uint64_t)input.st_size <= max;
    return is_file ? (size_t)input.st_size + 1 : STEP_BYTES;
}

bool stream_read_all(uint8_t **data, size_t *size, size_t max)
{
    size_t capacity = 0;
    for (;;) {
        if (*size == capacity) {
            capacity = capacity ? 2 * capacity : capacity_at_first(max);
            uint8_t *grown = capacity <= 2 * max ? realloc(*data, capacity) : NULL;
            if (!grown) {
                return false;
            }
            *data = grown;
        }
        ssize_t got = read(STDIN_FILENO, *data + *size, capacity - *size);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got == 0 && *size <= max;
        }
        *size += (size_t)got;
    }
}

bool stream_write_all(const void *data, size_t size)
{
    const char *at = data;
    while (size > 0) {
        ssize_t put = write(STDOUT_FILENO, at, size);
        if (put < 0 && errno != EINTR) {
            return false;
        }
        at += put > 0 ? put : 0;
        size -= put > 0 ? (size_t)put : 0;
    }
    return true;
}
