#include "edition/intake.h"

#include "base/clock.h"
#include "edition/let_in.h"
#include "edition/manifest.h"
#include "edition/recall.h"
#include "store/store_private.h"

#include <stdlib.h>
#include <string.h>

/* Where the objects of an edition's pictures lie. */
static bool place_pictures(struct store *store, struct edition *edition, struct error *error)
{
    bool done = true;
    for (size_t i = 0; done && i < edition->source_count; i++) {
        struct edition_source *source = &edition->sources[i];
        struct picture_ref *pictures =
            arena_array(&edition->arena, source->picture_count, sizeof *pictures);
        done = pictures != NULL;
        for (size_t k = 0; done && k < source->picture_count; k++) {
            const char *hex = source->pictures[k].object;
            pictures[k] = source->pictures[k];
            pictures[k].path =
                arena_printf(&edition->arena, "%s/objects/%.2s/%s", store->path, hex, hex);
            done = pictures[k].path != NULL;
        }
        source->pictures = pictures;
    }
    return done || error_set(error, "out of memory");
}

struct edition *edition_load_manifest(
    struct store *store, const struct object_id *id, struct error *error)
{
    bool done = false;
    struct bytes text;
    bytes_init(&text);
    struct edition *edition = edition_create(error);
    if (!edition || !store_get(store, id, &text, error)) {
        goto out;
    }
    done = (manifest_parse(text.data, text.size, edition, error) &&
               place_pictures(store, edition, error)) ||
           error_wrap(error, "manifest %.*s", OBJECT_ID_SHOWN, id->hex);
    edition->id = *id;
out:
    bytes_finish(&text);
    if (!done) {
        edition_destroy(edition);
        edition = NULL;
    }
    return edition;
}

const struct guard *edition_guard(const struct store *store)
{
    return store->guard;
}

/* Whether the disk has what edition_load_feed reads. */
static bool has_bytes(
    struct store *store, const struct edition_source *source, struct error *error)
{
    const struct object_id *const ids[] = { &source->body, &source->original,
        &source->signature };
    size_t count = *source->signature.hex ? 3 : 1;
    bool done = true;
    struct bytes bytes;
    bytes_init(&bytes);
    for (size_t i = 0; done && i < count; i++) {
        done = !*ids[i]->hex || store_object_glance(store, ids[i]) == OBJECT_SOUND ||
               store_get(store, ids[i], &bytes, error);
    }
    bytes_finish(&bytes);
    return done || error_wrap(error, "source %s", source->name);
}

/* What the signature is of; there is nothing to look at where there is none. */
static bool get_original(struct store *store, const struct edition_source *source,
    struct bytes *original, struct error *error)
{
    return !*source->original.hex || !*source->signature.hex ||
           store_get(store, &source->original, original, error);
}

bool edition_load_feed(struct store *store, struct edition_source *source, struct error *error)
{
    struct bytes body, original, signature;
    bool is_made = *source->original.hex;
    struct intake intake = { .body = is_made ? &original : &body,
        .native = is_made ? &body : NULL,
        .signature = &signature,
        .store = store,
        .guard = store->guard,
        .source = source };
    bytes_init(&body);
    bytes_init(&original);
    bytes_init(&signature);
    bool done =
        store_get(store, &source->body, &body, error) &&
        get_original(store, source, &original, error) &&
        (!*source->signature.hex || store_get(store, &source->signature, &signature, error)) &&
        intake_take(&intake, error);
    bytes_finish(&signature);
    bytes_finish(&original);
    bytes_finish(&body);
    return done || error_wrap(error, "source %s", source->name);
}

bool edition_prove_feed(struct store *store, struct edition_source *source, struct error *error)
{
    return source->proof.holds ? has_bytes(store, source, error)
                               : edition_load_feed(store, source, error);
}

/* What is read of it, and under what that is kept. */
static struct edition *begin(struct store *store, const struct object_id *id,
    const struct recall *recall, struct error *error)
{
    struct edition *edition = edition_load_manifest(store, id, error);
    if (edition) {
        edition_leave_unnamed(store, edition);
    }
    if (edition && recall) {
        edition_recall_begin(store, edition, recall);
    }
    return edition;
}

static bool load_feeds(struct store *store, struct edition *edition, struct error *error)
{
    bool done = true;
    for (size_t i = 0; done && i < edition->source_count; i++) {
        done = edition_load_feed(store, &edition->sources[i], error);
    }
    return done;
}

static struct edition *load(struct store *store, const struct object_id *id,
    const struct recall *recall, struct error *error)
{
    struct edition *edition = begin(store, id, recall, error);
    if (edition && recall && recall->may_take && edition_recall(store, edition)) {
        return edition;
    }
    if (edition && !load_feeds(store, edition, error)) {
        edition_destroy(edition);
        edition = NULL;
    }
    return edition;
}

static const struct let_in *find_known(
    const struct let_in *known, size_t count, const struct edition_source *source)
{
    for (size_t i = 0; i < count; i++) {
        if (let_in_is_of(&known[i], &source->body, source->url, source->format)) {
            return &known[i];
        }
    }
    return NULL;
}

static bool show_feeds(struct store *store, struct edition *edition, const struct let_in *known,
    size_t known_count)
{
    bool done = true;
    for (size_t i = 0; done && i < edition->source_count; i++) {
        struct edition_source *source = &edition->sources[i];
        const struct let_in *let_in = find_known(known, known_count, source);
        done = let_in ? has_bytes(store, source, NULL) &&
                            let_in_again(let_in, store->guard, source)
                      : edition_load_feed(store, source, NULL);
    }
    return done;
}

void edition_keep_current(struct store *store, const struct recall *recall,
    const struct let_in *known, size_t known_count)
{
    struct head head;
    struct edition *edition = store_read_head(store, &head, NULL) && *head.current.hex
                                  ? begin(store, &head.current, recall, NULL)
                                  : NULL;
    if (edition && edition->kept.path && !edition_is_kept(store, edition) &&
        show_feeds(store, edition, known, known_count)) {
        edition_keep(edition);
    }
    edition_destroy(edition);
}

struct edition *edition_load(
    struct store *store, const struct object_id *id, struct error *error)
{
    return load(store, id, NULL, error);
}

static bool allow_all(void *context, const struct object_id *id)
{
    (void)context;
    (void)id;
    return true;
}

struct edition *edition_load_newest(struct store *store, struct error *error)
{
    return edition_load_allowed(store, allow_all, NULL, NULL, error);
}

struct edition *edition_load_allowed(struct store *store,
    bool (*allows)(void *context, const struct object_id *id), void *context,
    const struct recall *recall, struct error *error)
{
    struct head head;
    struct error second;
    error_set(error, "%s", "");
    if (!store_read_head(store, &head, error) || !*head.current.hex) {
        return NULL;
    }
    clock_raise_floor(head.time_floor_ms);
    struct edition *edition =
        allows(context, &head.current) ? load(store, &head.current, recall, error) : NULL;
    if (edition) {
        edition->since_ms = head.since_ms;
    } else if (*head.previous.hex && allows(context, &head.previous)) {
        edition = load(store, &head.previous, recall, &second);
    }
    return edition;
}
