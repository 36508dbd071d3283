#include "base/bytes.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void bytes_init(struct bytes *bytes)
{
    *bytes = (struct bytes) { 0 };
}

void bytes_finish(struct bytes *bytes)
{
    free(bytes->data);
    *bytes = (struct bytes) { 0 };
}

static bool make_room(struct bytes *bytes, size_t size)
{
    if (size >= SIZE_MAX / 2 - bytes->size) {
        return false;
    }
    size_t wanted = bytes->size + size + 1;
    if (wanted <= bytes->capacity) {
        return true;
    }
    size_t capacity = bytes->capacity ? bytes->capacity : 256;
    while (capacity < wanted) {
        capacity *= 2;
    }
    char *data = realloc(bytes->data, capacity);
    if (!data) {
        return false;
    }
    bytes->data = data;
    bytes->capacity = capacity;
    return true;
}

char *bytes_room(struct bytes *bytes, size_t size)
{
    return make_room(bytes, size) ? bytes->data + bytes->size : NULL;
}

bool bytes_append(struct bytes *bytes, const void *data, size_t size)
{
    if (!make_room(bytes, size)) {
        return false;
    }
    if (size) {
        memcpy(bytes->data + bytes->size, data, size);
    }
    bytes->size += size;
    bytes->data[bytes->size] = '\0';
    return true;
}

bool bytes_print(struct bytes *bytes, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    bool done = length >= 0 && make_room(bytes, (size_t)length);
    if (done) {
        vsnprintf(bytes->data + bytes->size, (size_t)length + 1, format, again);
        bytes->size += (size_t)length;
    }
    va_end(again);
    va_end(arguments);
    return done;
}

void bytes_clear(struct bytes *bytes)
{
    bytes->size = 0;
    if (bytes->data) {
        bytes->data[0] = '\0';
    }
}
