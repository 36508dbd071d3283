/* What the store says: a newer edition is planned with. */
#pragma once

#include "command/play/planning.h"
#include "command/play/told.h"
#include "edition/edition.h"

struct editions {
    struct common *common;
    struct planning *planning;
    struct told *told;
    struct probation *probation;
    int fd;                      /* the store's watch, or -1 */
    const struct store *watched; /* only compared: it may be closed already */
    bool is_unwatched;           /* and that was said */
    int64_t looked_us;           /* when it was looked at last, whatever the watch says */
    bool is_wanted;
    bool is_unproven;        /* what stands was recalled (edition/recall.h) */
    struct kept_as recalled; /* as that */
    int64_t wanted_us;       /* since when; 0: not yet seen */
};

void editions_init(struct editions *editions, struct common *common, struct planning *planning,
    struct told *told, struct probation *probation);

/* The first one, into what is coming. */
void editions_load_first(struct editions *editions, struct supply *supply);

/* The newest edition as that ground's store reads it, which is put down in the ground. False
 * when there is none, or it is the one that is there already; the supply is empty then. */
bool editions_load(struct editions *editions, struct ground *ground, struct supply *supply);

/* Readable when the store has something to say, and then to be heard; or -1. */
int editions_fd(const struct editions *editions);
void editions_hear(struct editions *editions);

/* A part, see part.h: a struct editions. */
void editions_step(void *part, int64_t now_us);
int64_t editions_deadline_us(const void *part, int64_t now_us);
