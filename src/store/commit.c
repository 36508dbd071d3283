#include "store/edition.h"
#include "store/manifest.h"
#include "store/store_private.h"
#include "store/trials.h"

#include <string.h>

static bool loads(struct store *store, const struct object_id *id, struct error *error)
{
    struct edition *edition = *id->hex ? edition_load(store, id, error) : NULL;
    edition_destroy(edition);
    return edition;
}

/* One that does not load, or that `play` set aside, is nothing to fall back to. */
static bool is_good(struct store *store, const struct object_id *id)
{
    struct trials trials;
    trials_read(store, &trials);
    return !trials_has_set_aside(&trials, id) && loads(store, id, NULL);
}

/* Whether `current` already is what is to be committed, whole on the disk. */
static bool is_current(struct store *store, const struct head *head,
    const struct edition_source *sources, size_t count)
{
    struct edition *current =
        *head->current.hex ? edition_load_manifest(store, &head->current, NULL) : NULL;
    bool same =
        current && manifest_same(current->sources, current->source_count, sources, count);
    edition_destroy(current);
    return same && loads(store, &head->current, NULL);
}

bool edition_commit(struct store *store, const struct edition_source *sources, size_t count,
    int64_t now_ms, bool *committed, struct error *error)
{
    bool done = false;
    struct head head;
    struct object_id id;
    struct bytes manifest;
    struct edition *proved = NULL;
    bytes_init(&manifest);
    *committed = false;
    enum head_state state = store_head_state(store, &head, error);
    if (state == HEAD_UNREADABLE) {
        goto out; /* with what it knows lost, a commit would bring back what may not come back
                   */
    }
    if (is_current(store, &head, sources, count)) {
        done = state == HEAD_SOUND || store_write_head(store, &head, error);
        goto out;
    }
    if (!manifest_print(sources, count, &manifest, error) ||
        !store_put(store, manifest.data, manifest.size, &id, error)) {
        goto out;
    }
    proved = edition_load(store, &id, error);
    if (!proved) {
        error_wrap(error, "the new edition does not load");
        goto out;
    }
    /* A bad edition must not push out a good previous one. */
    if (strcmp(head.current.hex, id.hex) != 0 && is_good(store, &head.current)) {
        head.previous = head.current;
    }
    head.current = id;
    head.since_ms = now_ms;
    if (!floors_raise(store, proved, now_ms, &head, error) ||
        !store_write_head(store, &head, error)) {
        goto out;
    }
    *committed = done = true;
out:
    store_settle(store);
    /* What could not be swept now is swept with the next commit, or when room is needed. A
     * failed commit gives back what was put for it. */
    if ((*committed || !done) && store_read_head(store, &head, NULL)) {
        store_sweep(store, &head, NULL);
    }
    edition_destroy(proved);
    bytes_finish(&manifest);
    return done;
}

bool edition_wait(struct store *store, const struct edition_source *sources, size_t count,
    struct error *error)
{
    bool done = false;
    struct head head;
    struct object_id id = { 0 };
    struct bytes manifest;
    bytes_init(&manifest);
    if (!store_read_head(store, &head, error) ||
        (count > 0 && (!manifest_print(sources, count, &manifest, error) ||
                          !store_put(store, manifest.data, manifest.size, &id, error)))) {
        goto out;
    }
    done = strcmp(id.hex, head.waiting.hex) == 0;
    if (!done) {
        head.waiting = id;
        done = store_write_head(store, &head, error);
    }
out:
    bytes_finish(&manifest);
    return done;
}
