/* Where words end, by ICU's dictionary of Chinese. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct word_cutter;

/* NULL when memory is out. Without ICU's data no word is cut. */
struct word_cutter *word_cutter_create(void);
void word_cutter_destroy(struct word_cutter *cutter);

/* Whether one of `letters`[first, first + count) begins or ends in the middle of a Han word. Of
 * the letters around it some are enough; at most 80. */
bool word_cutter_cuts(struct word_cutter *cutter, const uint32_t *letters, size_t size,
    size_t first, size_t count);
