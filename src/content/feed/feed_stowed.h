/* All that a feed holds, for feed_stow.c: every member of its structs, but what was found and
 * held back. */
#pragma once

#include "content/feed/feed.h"

enum stowing {
    STOW_PLAIN, /* numbers and the like, as they are */
    STOW_TEXT,
    STOW_TEXTS,
    STOW_LIST,
    STOW_INSIDE, /* lies in the same struct */
};

enum { STOWED_MEMBERS_MAX = 64 };

struct stowed_object;

struct stowed_member {
    enum stowing how;
    size_t offset;
    size_t size; /* of a plain one; of lists the offset of their length */
    const struct stowed_object *of;
};

struct stowed_object {
    size_t size;
    const struct stowed_member *members;
    size_t count;
};

extern const struct stowed_object feed_stowed;
