#include "base/system/pages.h"

#include <stdlib.h>
#include <sys/mman.h>

enum { PAGE_BYTES = 2 * 1024 * 1024 };

void *pages_alloc(size_t size)
{
    size_t rest = size % PAGE_BYTES, whole = size - rest;
    void *pages = NULL;
    whole += rest >= PAGE_BYTES / 2 ? PAGE_BYTES : 0;
    if (whole == 0) {
        return malloc(size);
    }
    if (posix_memalign(&pages, PAGE_BYTES, whole > size ? whole : size) != 0) {
        return NULL;
    }
    madvise(pages, whole, MADV_HUGEPAGE);
    return pages;
}
