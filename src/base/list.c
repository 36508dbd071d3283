#include "base/list.h"

#include <stdint.h>
#include <stdlib.h>

void *list_grow(void *list, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) {
        return list;
    }
    size_t larger = *capacity ? 2 * *capacity : 16;
    void *grown =
        larger > count && larger <= SIZE_MAX / size ? realloc(list, larger * size) : NULL;
    *capacity = grown ? larger : *capacity;
    return grown;
}
