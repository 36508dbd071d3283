#include "command/common/edition_supply.h"

#include "edition/recall.h"

static void release(void *owner)
{
    edition_destroy(owner);
}

static void keep(void *owner)
{
    edition_keep(owner);
}

bool edition_supply(struct edition *edition, struct supply *supply)
{
    *supply = (struct supply) { 0 };
    if (!edition) {
        return true;
    }
    struct selection_source *sources =
        arena_array(&edition->arena, edition->source_count, sizeof *sources);
    if (!sources) {
        edition_destroy(edition);
        return false;
    }
    for (size_t i = 0; i < edition->source_count; i++) {
        sources[i] = (struct selection_source) { .name = edition->sources[i].name,
            .url = edition->sources[i].url,
            .feed = edition->sources[i].feed,
            .pictures = edition->sources[i].pictures,
            .picture_count = edition->sources[i].picture_count };
    }
    *supply = (struct supply) { .sources = sources,
        .count = edition->source_count,
        .owner = edition,
        .release = release,
        .keep = keep,
        .is_sound = object_is_sound };
    return true;
}
