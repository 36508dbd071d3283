/* The first edition is read, judged and given to the preparer by a thread of its own, while the
 * main one opens the display: with many items the one takes as long as the other. Until it has
 * ended the parts that it works with are its own. */
#pragma once

#include "command/play/editions.h"
#include "screen/stage/stage_types.h"

#include <pthread.h>

struct opening {
    struct editions *editions;
    struct planning *planning;
    const struct stage_options *options; /* borrowed until it has ended */
    pthread_t thread;
    bool has_thread;
    int64_t begun_us; /* when */
    bool is_planned;
    int width, height; /* that the display probably has, for which it is planned */
};

void opening_begin(struct opening *opening, struct editions *editions,
    struct planning *planning, const struct stage_options *options);

/* Returns when it has ended, or takes longer than the display would be waited for. */
void opening_wait(struct opening *opening);

/* Waits for it, where that was not done. False when there was no memory for a plan. */
bool opening_end(struct opening *opening);
