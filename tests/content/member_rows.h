/* The rows of the members' tables that people can read, and where a feed keeps their values. */
#pragma once

#include "content/feed/feed_members.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Where the value of that member lies that is not empty and has *before others before it, or
 * NULL; those that it passes are taken off. */
static inline const char **place_behind(const struct feed_object *of, const void *object,
    const struct feed_member *wanted, size_t *before)
{
    const char **found = NULL;
    for (size_t i = 0; !found && i < of->count; i++) {
        const struct feed_member *member = &of->members[i];
        char *at = (char *)object + member->offset;
        size_t count = 1;
        const char *elements = member->type == FEED_LIST || member->type == FEED_LINES
                                   ? feed_elements(member, object, &count)
                                   : at;
        if (member->type == FEED_OBJECT) {
            found = place_behind(member->of, object, wanted, before);
        } else if (member->type == FEED_LIST) {
            for (size_t k = 0; !found && k < count; k++) {
                found =
                    place_behind(member->of, elements + k * member->of->size, wanted, before);
            }
        } else if (member == wanted) {
            for (size_t k = 0; !found && k < count; k++) {
                const char **place = (const char **)elements + k;
                found = **place && (*before)-- == 0 ? place : NULL;
            }
        }
    }
    return found;
}

/* The n-th place of that member's values, or NULL. */
static inline const char **place_of(
    const struct feed *feed, const struct feed_member *wanted, size_t n)
{
    return place_behind(&feed_document, feed, wanted, &n);
}

static inline bool is_prose(const struct feed_member *member)
{
    return member->type == FEED_LINE || member->type == FEED_TEXT || member->type == FEED_LINES;
}

static inline bool is_text(const struct feed_member *member)
{
    return is_prose(member) || member->type == FEED_PHONE || member->type == FEED_ADDRESS ||
           member->type == FEED_PICTURE;
}

/* Calls `look` with each row of the object's table, and of those in it; returns how many. */
static inline int each_row(const struct feed_object *of,
    void (*look)(const struct feed_member *row, void *context), void *context)
{
    int count = 0;
    for (size_t i = 0; i < of->count; i++) {
        const struct feed_member *row = &of->members[i];
        if (row->of) {
            count += each_row(row->of, look, context);
        } else if (is_text(row)) {
            look(row, context);
            count++;
        }
    }
    return count;
}

static inline const char **must_place(struct feed *feed, const struct feed_member *row)
{
    const char **place = place_of(feed, row, 0);
    if (!place) {
        fail_msg("nothing in tests/content/every_member.h has a \"%s\"", row->name);
    }
    return place;
}
