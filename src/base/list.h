/* Lists that grow, one element at a time, and are given back with free(). */
#pragma once

#include <stddef.h>

/* Makes room for one more element and returns the list (moved or not), or NULL when memory is
 * out: then it stays as it was. *capacity is kept by the caller next to the count. */
void *list_grow(void *list, size_t count, size_t *capacity, size_t size);
