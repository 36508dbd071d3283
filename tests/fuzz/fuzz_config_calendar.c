/* Any bytes as a calendar file: refused with a line, or ranges in order, none empty, no day
 * twice. */
#include "config/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    struct arena arena;
    struct error error = { "" };
    struct calendar calendar = { NULL, 0 };
    int fd = memfd_create("calendar", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size) {
        abort();
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    arena_init(&arena);
    if (!calendar_load(path, &arena, &calendar, &error) && !*error.text) {
        abort();
    }
    for (size_t i = 0; i < calendar.count; i++) {
        const struct calendar_range *range = &calendar.ranges[i];
        if (range->last_day < range->first_day ||
            (i > 0 && range->first_day <= calendar.ranges[i - 1].last_day)) {
            abort();
        }
    }
    arena_finish(&arena);
    close(fd);
    return 0;
}
