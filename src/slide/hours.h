/* Opening hours in words. */
#pragma once

#include "base/arena.h"

/* "Mon-Fri 08:30-17:30" to "周一至周五 8:30—17:30"; every day is 每天, all day is 全天, both
 * are 24小时. What is not of this form (an editor's own words) comes back as it is. NULL when
 * memory is out. */
const char *hours_in_words(struct arena *arena, const char *hours);
