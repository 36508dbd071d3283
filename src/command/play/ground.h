/* What the slides rest on, one thing: handed to the preparer with a plan, and in force as a
 * whole once that plan stands. And what all parts of `play` work with. Main thread only. */
#pragma once

#include "base/digest.h"
#include "base/error.h"
#include "command/common/command.h"
#include "store/store.h"

struct ground {
    struct config *config;
    struct store *store;      /* read as that config says: its guard, its keys */
    struct digest digest;     /* of what feeds are read and judged by */
    struct object_id edition; /* "" for none */
    int64_t edition_since_ms;
};

struct common {
    /* set once */
    const struct invocation *invocation;
    char store_path[4096], plans_path[4096 + 16], feeds_path[4096 + 16],
        picture_path[4096 + 16];
    struct preparer *preparer;
    struct stage *stage; /* not yet while the first plan is asked for */
    /* of the plan that stands; of the one that is being made */
    struct ground ground, next;
    struct error lacks; /* what the plan that stands goes without, or "" */
    bool newest_fails;  /* the store's newest edition: it is tried again with the next look */
};

/* Opens the store as `config` says; takes the config when that works: EXIT_DONE. EXIT_CONFIG
 * when the config names what is not there. */
int ground_open(struct ground *ground, const struct invocation *invocation,
    struct config *config, struct error *error);

/* The plan of what is coming stands: it is in force, and what it took the place of is given
 * back. Or it failed: all stays as it was. */
void ground_stand(struct common *common);
void ground_give_up(struct common *common);
void ground_finish(struct common *common);
