/* What the units of the desk's content share among threads, each with a lock of its own. Made
 * by desk.c before the server begins, destroyed after it ended. */
#pragma once

#include "base/error.h"

struct desk;

struct content {
    /* set once */
    const char *config_path; /* for children; one without a key where the desk has none */
    const char *work;        /* a folder: feeds that are looked at, and media/ beside them */
    struct presence *presence;
    struct polls *polls;
    struct signing *signing;
    struct previews *previews;
    struct outlet *outlet;
    struct publisher *publisher;
    struct clockwork *clockwork;
};

/* config_path may be NULL. Sets desk->content; false with an error. content_destroy in any
 * case. */
bool content_create(struct desk *desk, const char *config_path, struct error *error);
void content_destroy(struct desk *desk);
