/* Memory of megabytes that is filled at once: in pages of 2 MB where the kernel has them, each
 * of which is met by one fault instead of 512, which cost more than what is written. */
#pragma once

#include <stddef.h>

enum { PAGES_BYTES = 2 * 1024 * 1024 };

/* Straight from the kernel, and for munmap; from the beginning of such a page on where it is as
 * long as one. Zeros. Ordinary pages until madvise says otherwise. NULL when memory is out. */
void *pages_map(size_t bytes);

/* For realloc() and free(), whatever is in it; NULL when memory is out. Ordinary memory where
 * it is less than half of such a page, as is then what is more than a number of them. */
void *pages_alloc(size_t size);
