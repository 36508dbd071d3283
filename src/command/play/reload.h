/* Reads the config anew after a SIGHUP: all of it comes into force, with the plan that is made
 * of it, or nothing. */
#pragma once

#include "command/play/editions.h"
#include "command/play/fetch_child.h"

struct reload {
    struct common *common;
    struct planning *planning;
    struct editions *editions;
    struct fetch_child *child;   /* has it once it stands */
    const struct config *coming; /* only compared: it may be given back already */
    bool is_wanted;
};

void reload_init(struct reload *reload, struct common *common, struct planning *planning,
    struct editions *editions, struct fetch_child *child);
void reload_want(struct reload *reload);

/* A part, see part.h: a struct reload. */
void reload_step(void *part, int64_t now_us);
