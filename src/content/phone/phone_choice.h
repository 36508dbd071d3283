/* What a group of digits may be, behind what was read before it, and what speaks for it; for
 * phone_search.c only. */
#pragma once

#include "content/phone/phone_step.h"

/* A way as far as it has come. */
struct phone_path {
    const struct phone_path *before; /* NULL at the beginning */
    struct phone_step step;          /* its last; none at the beginning */
    size_t length;                   /* steps */
    int score;
    const struct phone_path *number; /* its last number or tail, or NULL */
    int extension_size;              /* digits of the last extension of that number, or 0 */
};

/* Brings number and extension_size up to its last step. */
void phone_path_follow(struct phone_path *path, const struct phone_scan *scan);

struct phone_choice {
    struct phone_step step;
    int score;
};

struct phone_choosing {
    const struct phone_scan *scan;
    size_t at; /* the group */
    const struct phone_path *path;
    const struct phone_number *matches; /* numbers that begin with it */
    size_t match_count;
    void (*take)(
        void *context, const struct phone_path *path, const struct phone_choice *choice);
    void *context;
};

/* Calls `take` with each. There is always one. */
void phone_choose(const struct phone_choosing *choosing);
