/* The n-th allocation fails: those of our own code, by the linker's --wrap
 * (tests/CMakeLists.txt), FreeType's, which are made by it, and those of cJSON, which lets its
 * allocator be chosen. ICU does as well, but does not survive it: ICU 72 follows null pointers
 * in RegexPattern::zap and in CjkBreakEngine when an allocation of its own fails, and nobody
 * who calls it can help that. What HarfBuzz, fontconfig and libqrencode take for themselves
 * does not fail either. One thread. */
#pragma once

#include <stdbool.h>

/* Before any of the libraries is used. */
void failing_init(void);

/* From now on allocations are counted, and the n-th fails; 0: none does. */
void failing_begin(long n);

/* Ends it. Says how many there were, and whether the n-th was among them. */
long failing_end(bool *failed);
