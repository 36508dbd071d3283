#include "net/fetch/keeping.h"

#include "base/clock.h"

#include <stdio.h>

enum { AFTER_MS = 10 * 1000 };

void keeping_init(struct keeping *keeping)
{
    keeping->recall = (struct recall) { 0 };
    keeping->due_ms = INT64_MAX;
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
    edition_keep_current(store, &keeping->recall);
}
