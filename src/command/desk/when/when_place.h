/* Where: the part of a sentence that names screens. Of command/desk/when alone. */
#pragma once

#include "command/desk/when/when.h"

enum when_took { WHEN_NOTHING, WHEN_TOOK, WHEN_WRONG };

/* One clause that ends with 屏 or screens, or says where not; adds its tags. */
enum when_took when_take_place(
    const struct when_context *context, const char *clause, struct when *when);

/* Tags of where not behind those of where, which means the same. */
void when_sort_tags(struct when *when);

/* The tags as a clause, before or behind others. `is_plain`: without words of ours for tags,
 * each in quotes. */
bool when_say_place(const struct when_context *context, const struct when *when, bool is_plain,
    struct bytes *out);
