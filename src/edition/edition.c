#include "edition/edition.h"

#include <stdlib.h>

struct edition *edition_create(struct error *error)
{
    struct edition *edition = calloc(1, sizeof *edition);
    if (edition) {
        arena_init(&edition->arena);
        bytes_init(&edition->kept.bytes);
    } else {
        error_set(error, "out of memory");
    }
    return edition;
}

void edition_destroy(struct edition *edition)
{
    if (!edition) {
        return;
    }
    for (size_t i = 0; i < edition->source_count; i++) {
        feed_destroy(edition->sources[i].feed);
    }
    bytes_finish(&edition->kept.bytes);
    arena_finish(&edition->arena);
    free(edition);
}
