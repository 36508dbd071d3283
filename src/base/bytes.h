/* A growing buffer of bytes; always NUL-terminated behind its size once anything was added, so
 * that text can be read in place. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct bytes {
    char *data;
    size_t size, capacity;
};

void bytes_init(struct bytes *bytes);
void bytes_finish(struct bytes *bytes);

/* False when memory is out; what was there stays. */
bool bytes_append(struct bytes *bytes, const void *data, size_t size);
bool bytes_print(struct bytes *bytes, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Room for so many behind what is there, for who fills it and then counts them in `size` and
 * puts the NUL; NULL when memory is out. */
char *bytes_room(struct bytes *bytes, size_t size);

void bytes_clear(struct bytes *bytes);
