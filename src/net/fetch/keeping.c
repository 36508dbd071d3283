#include "net/fetch/keeping.h"

#include "base/clock.h"

#include <stdio.h>
#include <string.h>

enum { AFTER_MS = 250, KNOWN_OF_ONE = 2 };

bool keeping_init(struct keeping *keeping, struct arena *arena, size_t source_count)
{
    const size_t count = KNOWN_OF_ONE * source_count;
    *keeping = (struct keeping) { .due_ms = INT64_MAX };
    keeping->known = arena_array(arena, count, sizeof *keeping->known);
    keeping->known_count = keeping->known ? count : 0;
    for (size_t i = 0; i < keeping->known_count; i++) {
        let_in_init(&keeping->known[i]);
    }
    return keeping->known;
}

void keeping_finish(struct keeping *keeping)
{
    for (size_t i = 0; i < keeping->known_count; i++) {
        let_in_finish(&keeping->known[i]);
    }
}

void keeping_begin(
    struct keeping *keeping, const struct store *store, const struct digest *ground)
{
    int size =
        snprintf(keeping->path, sizeof keeping->path, "%s/" RECALL_FILE, store_path(store));
    bool fits = size > 0 && (size_t)size < sizeof keeping->path;
    keeping->recall =
        (struct recall) { .path = fits ? keeping->path : NULL, .ground = *ground };
}

static bool is_of(const struct let_in *let_in, const struct kept_feed *kept)
{
    return kept->url && let_in_is_of(let_in, &kept->body, kept->url, kept->format);
}

void keeping_note(struct keeping *keeping, size_t index, const struct fetcher_source *source,
    const struct edition_source *entry)
{
    struct let_in *two = &keeping->known[KNOWN_OF_ONE * index], *empty = NULL;
    const bool is_kept = strcmp(entry->body.hex, source->kept.body.hex) == 0;
    const struct kept_feed *as = is_kept ? &source->kept : &source->waiting;
    bool is_known = false;
    for (size_t i = 0; i < KNOWN_OF_ONE; i++) {
        is_known = is_known || is_of(&two[i], as);
        if (!is_of(&two[i], &source->kept) && !is_of(&two[i], &source->waiting)) {
            let_in_finish(&two[i]);
            empty = &two[i];
        }
    }
    if (!is_known && empty) {
        let_in_note(empty, entry, as->url);
    }
}

void keeping_want(
    struct keeping *keeping, const struct fetcher_source *sources, size_t source_count)
{
    size_t items = 0;
    for (size_t i = 0; i < source_count; i++) {
        items += sources[i].kept.proof.item_count;
    }
    if (keeping->recall.path && items >= RECALL_ITEMS_LEAST) {
        keeping->due_ms = clock_mono_ms() + AFTER_MS;
    }
}

void keeping_do(struct keeping *keeping, struct store *store)
{
    keeping->due_ms = INT64_MAX;
    edition_keep_current(store, &keeping->recall, keeping->known, keeping->known_count);
}
