/* What a native feed is told by before it is parsed. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Whether the document is a native feed, or wants to be one: the member "lobbycard" or
 * "hotlines" stands in its outermost object, or items in it have a "kind". UTF-8, with or
 * without a mark in front. */
bool feed_is_native(const char *text, size_t size);
