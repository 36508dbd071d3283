/* What a member of the feed is called where people read. */
#pragma once

#include <stdbool.h>

/* The member's own name where there is no word for it. */
const char *label_of(const char *member, bool is_chinese);
