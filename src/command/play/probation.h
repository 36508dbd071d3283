/* The trial of an edition, see edition/trials.h: one that ends `play` again and again is set
 * aside. */
#pragma once

#include "command/play/ground.h"
#include "edition/trials.h"

struct probation {
    const struct common *common;
    struct trials trials;
    struct object_id tried;
    int64_t tried_us; /* when it came onto the glass; 0: not yet */
    int64_t cycle_ms; /* of the plan that stands; 0 without */
    bool is_on_glass; /* the newest edition */
    bool is_on_trial; /* the one that is tried */
    bool has_deaths;  /* it, of earlier players, not forgiven yet */
    bool has_stood;   /* a slide: the display is not what `play` would die of */
    bool waits;       /* for that */
};

/* Nothing is read before probation_take_up: before the first edition, what happened to earlier
 * players. */
void probation_init(struct probation *probation, const struct common *common);
void probation_take_up(struct probation *probation);

/* Whether this edition may be loaded; `probation` as edition_load_allowed hands it on. */
bool probation_begin(void *probation, const struct object_id *edition);

/* Whether there is one that may not be loaded before a slide stands, and may then. */
bool probation_waits(const struct probation *probation);

/* Before anything is laid out at that size. */
void probation_size(struct probation *probation, int width, int height);

/* What of its time on the glass step goes by. */
void probation_note(struct probation *probation, bool is_on_glass, int64_t cycle_ms);

/* It could not be planned with: once more from the beginning. */
void probation_forget(struct probation *probation);

/* `play` leaves because a slide is never done: that counts as a death, whatever follows. */
void probation_hung(struct probation *probation);

/* A part, see part.h: a struct probation, that waits for the first slide. To finish is to leave
 * in order. */
void probation_step(void *part, int64_t now_us);
int64_t probation_deadline_us(const void *part, int64_t now_us);
void probation_finish(void *part);
