#include "base/system/pages.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void *pages_map(size_t bytes)
{
    size_t spare = bytes < PAGES_BYTES ? 0 : PAGES_BYTES;
    char *mapped = mmap(NULL, bytes + spare, PROT_READ | PROT_WRITE,
        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (mapped == MAP_FAILED || !spare) {
        return mapped == MAP_FAILED ? NULL : mapped;
    }
    size_t before = (PAGES_BYTES - (uintptr_t)mapped % PAGES_BYTES) % PAGES_BYTES;
    size_t kept = before + bytes, page = (size_t)sysconf(_SC_PAGESIZE);
    kept = (kept + page - 1) / page * page;
    if (before > 0) {
        munmap(mapped, before);
    }
    if (kept < bytes + spare) {
        munmap(mapped + kept, bytes + spare - kept);
    }
    return mapped + before;
}

void *pages_alloc(size_t size)
{
    size_t rest = size % PAGES_BYTES, whole = size - rest;
    void *pages = NULL;
    whole += rest >= PAGES_BYTES / 2 ? PAGES_BYTES : 0;
    if (whole == 0) {
        return malloc(size);
    }
    if (posix_memalign(&pages, PAGES_BYTES, whole > size ? whole : size) != 0) {
        return NULL;
    }
    madvise(pages, whole, MADV_HUGEPAGE);
    return pages;
}
