/* Where: what of a sentence names screens. Of command/desk/when alone. */
#pragma once

#include "command/desk/when/when_reader.h"

/* What can be nothing else: "在宿舍", "宿舍屏", "除宿舍外", "not in the lobby", "all screens".
 * Screens are those that the context knows. */
bool when_take_screens(struct when_reader *reader);

/* "宿舍", "dormitory and lobby", without anything beside them. */
bool when_take_names(struct when_reader *reader);

/* Whether what was not understood stands where screens are named. */
bool when_is_of_screens(const struct when_reader *reader, const char *text, size_t length);

/* The names of all screens that there are, as people say them, as far as they fit. */
void when_list_names(const struct when_context *context, char *out, size_t size);

/* Tags of where not behind those of where, which means the same. */
void when_sort_tags(struct when *when);

/* The tags as a clause, before or behind others. `is_plain`: without words of ours for tags,
 * each in quotes. */
bool when_say_place(const struct when_context *context, const struct when *when, bool is_plain,
    struct bytes *out);
