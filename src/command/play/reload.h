/* Reads the config anew after a SIGHUP: all of it comes into force, with the plan that is made
 * of it, or nothing. */
#pragma once

#include "command/play/editions.h"
#include "command/play/fetch_child.h"

/* What it works with. */
struct reload_parts {
    struct common *common;
    struct planning *planning;
    struct editions *editions;
    struct fetch_child *child; /* has it once it stands */
    struct told *told;         /* is told of one that is refused */
};

struct reload {
    struct reload_parts parts;
    char coming_id[CONFIG_ID_BYTES]; /* of that */
    const struct config *coming;     /* only compared: it may be given back already */
    bool is_wanted;
};

void reload_init(struct reload *reload, const struct reload_parts *parts);
void reload_want(struct reload *reload);

/* A part, see part.h: a struct reload. */
void reload_step(void *part, int64_t now_us);
