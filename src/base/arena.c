#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 16 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t used, capacity;
    max_align_t data[];
};

void arena_init(struct arena *arena)
{
    *arena = (struct arena) { 0 };
}

void arena_finish(struct arena *arena)
{
    struct arena_block *block = arena->head;
    while (block) {
        struct arena_block *next = block->next;
        free(block);
        block = next;
    }
    *arena = (struct arena) { 0 };
}

void arena_clear(struct arena *arena)
{
    struct arena_block *kept = arena->head;
    if (!kept || kept->capacity != BLOCK_BYTES) {
        arena_finish(arena);
        return;
    }
    arena->head = kept->next;
    arena_finish(arena);
    kept->next = NULL;
    kept->used = 0;
    *arena = (struct arena) { .head = kept, .total_bytes = sizeof *kept + kept->capacity };
}

/* One made for one large piece is zeroed at once, which may cost nothing; of others a piece
 * when it is handed out: much of most blocks never is. */
static bool is_zeroed(size_t capacity)
{
    return capacity > BLOCK_BYTES;
}

static struct arena_block *add_block(struct arena *arena, size_t size)
{
    size_t capacity = size > BLOCK_BYTES ? size : BLOCK_BYTES;
    struct arena_block *block = is_zeroed(capacity) ? calloc(1, sizeof *block + capacity)
                                                    : malloc(sizeof *block + capacity);
    if (!block) {
        return NULL;
    }
    *block = (struct arena_block) { .capacity = capacity };
    arena->total_bytes += sizeof *block + capacity;
    /* A block made for one large piece is full at once: keep filling the old head. */
    if (arena->head && size > BLOCK_BYTES / 2) {
        block->next = arena->head->next;
        arena->head->next = block;
    } else {
        block->next = arena->head;
        arena->head = block;
    }
    return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX / 2) {
        arena->has_failed = true;
        return NULL;
    }
    size = size ? (size + align - 1) / align * align : align;
    struct arena_block *block = arena->head;
    if (!block || block->capacity - block->used < size) {
        block = add_block(arena, size);
        if (!block) {
            arena->has_failed = true;
            return NULL;
        }
    }
    void *piece = (char *)block->data + block->used;
    block->used += size;
    return is_zeroed(block->capacity) ? piece : memset(piece, 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) {
        arena->has_failed = true;
        return NULL;
    }
    return arena_alloc(arena, count * size);
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
    length = strnlen(text, length);
    char *copy = arena_alloc(arena, length + 1);
    if (copy) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *text = length < 0 ? NULL : arena_alloc(arena, (size_t)length + 1);
    if (text) {
        vsnprintf(text, (size_t)length + 1, format, again);
    }
    va_end(again);
    va_end(arguments);
    return text;
}

void *arena_grow(struct arena *arena, void *array, size_t count, size_t *capacity, size_t size)
{
    if (array && count < *capacity) {
        return array;
    }
    size_t wanted = *capacity ? *capacity * 2 : 8;
    void *larger = arena_array(arena, wanted, size);
    if (!larger) {
        return NULL;
    }
    if (count) {
        memcpy(larger, array, count * size);
    }
    *capacity = wanted;
    return larger;
}
