/* 一、时间安排 in plain text: a paragraph that may only say what the next ones are about. Of
 * src/typeset only. */
#pragma once

#include <stddef.h>

/* The first two levels of a document's numbers, 一、 and （一）: GB/T 9704-2012, 7.3.3 sets
 * them as headings, and 1. and （1） as text. */
enum item_level { ITEM_NONE, ITEM_FIRST, ITEM_SECOND };

/* That of a paragraph of `size` bytes: ITEM_NONE where it has none, or ends as a sentence. */
enum item_level item_level_of(const char *text, size_t size);
