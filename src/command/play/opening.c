#include "command/play/opening.h"

#include "base/clock.h"

/* So long it is waited for before anything else is begun: a small edition is there by then, and
 * three threads on two processors would be in each other's way. With a large one, or a disk
 * that takes its time, the preparer has nothing to do yet, and the display is opened meanwhile.
 */
enum { PATIENCE_US = 2000 };

static void *load_first(void *context)
{
    struct opening *opening = context;
    struct supply supply;
    editions_load_first(opening->editions, &supply);
    stage_guess_size(opening->options, &opening->width, &opening->height);
    opening->is_planned =
        planning_begin(opening->planning, &supply, opening->width, opening->height);
    return NULL;
}

void opening_begin(struct opening *opening, struct editions *editions,
    struct planning *planning, const struct stage_options *options)
{
    *opening =
        (struct opening) { .editions = editions, .planning = planning, .options = options };
    opening->has_thread = pthread_create(&opening->thread, NULL, load_first, opening) == 0;
    if (!opening->has_thread) {
        load_first(opening);
    }
    opening->begun_us = clock_mono_us();
}

void opening_wait(struct opening *opening)
{
    if (!opening->has_thread) {
        return;
    }
    int64_t until_us = opening->begun_us + PATIENCE_US;
    const struct timespec until = { until_us / 1000000, until_us % 1000000 * 1000 };
    opening->has_thread =
        pthread_clockjoin_np(opening->thread, NULL, CLOCK_MONOTONIC, &until) != 0;
}

bool opening_end(struct opening *opening)
{
    if (opening->has_thread) {
        pthread_join(opening->thread, NULL);
        opening->has_thread = false;
    }
    return opening->is_planned;
}
