#include "command/play/opening.h"

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
}

bool opening_end(struct opening *opening)
{
    if (opening->has_thread) {
        pthread_join(opening->thread, NULL);
        opening->has_thread = false;
    }
    return opening->is_planned;
}
