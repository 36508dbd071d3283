#include "edition/edition.h"
#include "edition/floors.h"
#include "edition/manifest.h"
#include "edition/trials.h"
#include "store/store_private.h"

#include <string.h>

/* Whether all of the edition may be shown: of what is proved (in the same order, or NULL) it is
 * enough that the disk has it. */
static bool prove(struct store *store, struct edition *edition,
    const struct edition_source *proved, struct error *error)
{
    bool done = true;
    for (size_t i = 0; done && i < edition->source_count; i++) {
        struct edition_source *source = &edition->sources[i];
        source->proof = proved ? proved[i].proof : source->proof;
        done = edition_prove_feed(store, source, error);
    }
    return done;
}

/* One that does not load, or that `play` set aside, is nothing to fall back to. */
static bool is_good(
    struct store *store, const struct object_id *id, const struct edition_plan *plan)
{
    struct trials trials;
    trials_read(store, &trials);
    struct edition *edition = *id->hex && !trials_has_set_aside(&trials, id)
                                  ? edition_load_manifest(store, id, NULL)
                                  : NULL;
    bool is_proved = plan->proved && strcmp(plan->proved->hex, id->hex) == 0;
    for (size_t i = 0; edition && i < edition->source_count; i++) {
        edition->sources[i].proof.holds = is_proved;
    }
    bool good = edition && prove(store, edition, NULL, NULL);
    edition_destroy(edition);
    return good;
}

/* Whether `current` already is what is to be committed, whole on the disk. */
static bool is_current(
    struct store *store, const struct object_id *current, const struct edition_plan *plan)
{
    struct edition *edition =
        *current->hex ? edition_load_manifest(store, current, NULL) : NULL;
    bool same = edition &&
                manifest_same(
                    edition->sources, edition->source_count, plan->shown, plan->shown_count) &&
                prove(store, edition, plan->shown, NULL);
    edition_destroy(edition);
    return same;
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
    bool done = false;
    struct object_id id;
    struct edition *edition = NULL;
    if (!put_manifest(store, plan->shown, plan->shown_count, &id, error)) {
        goto out;
    }
    edition = edition_load_manifest(store, &id, error);
    if (!edition || !prove(store, edition, plan->shown, error)) {
        error_wrap(error, "the new edition does not load");
        goto out;
    }
    /* A bad edition must not push out a good previous one. */
    if (strcmp(head->current.hex, id.hex) != 0 && is_good(store, &head->current, plan)) {
        head->previous = head->current;
    }
    head->current = id;
    head->since_ms = now_ms;
    done = floors_raise(store, edition, now_ms, head, error);
out:
    edition_destroy(edition);
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
    bool changes = plan->shown_count > 0 && !is_current(store, &head.current, plan);
    if ((changes && !name_shown(store, plan, now_ms, &head, error)) ||
        (plan->waiting_count > 0 &&
            !put_manifest(store, plan->waiting, plan->waiting_count, &waiting, error))) {
        goto out;
    }
    if (plan->proved && plan->shown_count > 0) {
        *plan->proved = head.current;
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
