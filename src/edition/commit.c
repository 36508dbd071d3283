#include "edition/edition.h"
#include "edition/manifest.h"
#include "edition/trials.h"
#include "store/store_private.h"

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

static bool put_manifest(struct store *store, const struct edition_source *sources,
    size_t count, struct object_id *id, struct error *error)
{
    struct bytes manifest;
    bytes_init(&manifest);
    bool done = manifest_print(sources, count, &manifest, error) &&
                store_put(store, manifest.data, manifest.size, id, error);
    bytes_finish(&manifest);
    return done;
}

/* Lets the head name the new edition, once that is proved. */
static bool name_shown(struct store *store, const struct edition_plan *plan, int64_t now_ms,
    struct head *head, struct error *error)
{
    struct object_id id;
    if (!put_manifest(store, plan->shown, plan->shown_count, &id, error)) {
        return false;
    }
    struct edition *proved = edition_load(store, &id, error);
    if (!proved) {
        error_wrap(error, "the new edition does not load");
        return false;
    }
    /* A bad edition must not push out a good previous one. */
    if (strcmp(head->current.hex, id.hex) != 0 && is_good(store, &head->current)) {
        head->previous = head->current;
    }
    head->current = id;
    head->since_ms = now_ms;
    bool done = floors_raise(store, proved, now_ms, head, error);
    edition_destroy(proved);
    return done;
}

bool edition_commit(struct store *store, const struct edition_plan *plan, int64_t now_ms,
    bool *committed, struct error *error)
{
    bool done = false, replaced = false;
    struct head head;
    struct object_id waiting = { 0 };
    *committed = false;
    enum head_state state = store_head_state(store, &head, error);
    if (state == HEAD_UNREADABLE) {
        goto out; /* with what it knows lost, a commit would bring back what may not come back
                   */
    }
    bool changes =
        plan->shown_count > 0 && !is_current(store, &head, plan->shown, plan->shown_count);
    if ((changes && !name_shown(store, plan, now_ms, &head, error)) ||
        (plan->waiting_count > 0 &&
            !put_manifest(store, plan->waiting, plan->waiting_count, &waiting, error))) {
        goto out;
    }
    bool stands = !changes && strcmp(waiting.hex, head.waiting.hex) == 0;
    head.waiting = waiting;
    done = (stands && (state == HEAD_SOUND || state == HEAD_NONE)) ||
           store_write_head(store, &head, &replaced, error);
    /* A head that `play` reads counts. What is still wrong with its copy is mended later. */
    done = done || (replaced && !stands);
    *committed = replaced && changes;
out:
    store_settle(store);
    /* What could not be swept now is swept with the next commit, or when room is needed. A
     * failed commit gives back what was put for it. */
    if ((replaced || !done) && store_read_head(store, &head, NULL)) {
        store_sweep(store, &head, NULL);
    }
    return done;
}
