/* Memory that is given back all at once: a feed, a scene or a deck lives in one arena each.
 * Not thread-safe; an arena moves between threads with the message that carries it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *head;
    size_t total_bytes; /* what the blocks take from the heap */
    bool has_failed;    /* it gave NULL once: what was made in it may lack something */
};

void arena_init(struct arena *arena);
void arena_finish(struct arena *arena);

/* As finished and begun anew, but that a block of the usual size is kept: for what is small and
 * made again and again. */
void arena_clear(struct arena *arena);

/* Zeroed memory aligned for any type; NULL when the heap gives none. size 0 gives a pointer
 * too. */
void *arena_alloc(struct arena *arena, size_t size);

/* count * size, checked for overflow. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* NUL-terminated copies; NULL when memory is out. arena_strndup does not look past length
 * bytes. */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Grows an array that lives in the arena: makes room for one more element and returns the array
 * (moved or not), or NULL when memory is out (the old array stays valid). *capacity is kept by
 * the caller next to the count; the old copy is abandoned to the arena. */
void *arena_grow(struct arena *arena, void *array, size_t count, size_t *capacity, size_t size);
