/* What the units of the desk's content share among threads, each with a lock of its own. Made
 * by desk.c before the server begins, destroyed after it ended. */
#pragma once

#include <stdbool.h>

struct content {
    /* set once */
    const char *config_path; /* for children; one without a key where the desk has none */
    bool knows_tags;         /* [guard] tags says all that there are */
    const char *work;        /* a folder: feeds that are looked at, and media/ beside them */
    struct presence *presence;
    struct polls *polls;
    struct signing *signing;
    struct previews *previews;
    struct outlet *outlet;
    struct publisher *publisher;
    struct clockwork *clockwork;
};
