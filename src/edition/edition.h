/* Everything that the screens may show at one time. Whoever loads an edition takes its feeds in
 * anew (edition/intake.h), because the disk may lie. */
#pragma once

#include "base/bytes.h"
#include "base/digest.h"
#include "config/config.h"
#include "content/feed/feed.h"
#include "content/feed/format.h"
#include "content/feed/picture_ref.h"
#include "content/guard/guard.h"
#include "edition/signature.h"
#include "store/store.h"

/* While the breaker holds a source's new feed back, its last good one stays, but alerts are
 * those of the new one: the source is in the edition twice then. */
enum edition_part { EDITION_ALL, EDITION_WITHOUT_ALERTS, EDITION_ALERTS };

/* What is left of a feed that was let in, once its items are not needed any more. */
struct edition_proof {
    bool holds; /* by the guard and the config that the process goes by */
    int64_t serial;
    int64_t issued_ms;      /* INT64_MIN unless it says so */
    struct signers signers; /* whose signatures are good */
    size_t item_count;      /* that the guard left */
};

struct edition_source {
    const char *name, *url;     /* as configured when it was fetched */
    struct object_id body;      /* a native feed */
    struct object_id signature; /* "" when there is none */
    /* Of a foreign feed: what `body` was made of, which the signature is of, and a hash of how.
     * "" of a native one. */
    struct object_id original, recipe;
    const char *etag, *last_modified; /* or empty: as the server said, for the next request */
    int64_t fetched_ms;               /* wall time of the last answer that gave these bytes */
    enum feed_format format;
    enum edition_part part;
    struct feed *feed;            /* parsed; NULL in a manifest that is being built */
    struct picture_ref *pictures; /* those that are there; their paths set when loaded */
    size_t picture_count;
    struct edition_proof proof;
};

/* Of edition/recall.h. */
struct kept_as {
    struct digest key; /* of what it was made of, and by what */
    struct digest sum; /* of that and of all that is kept, once that is known */
};
struct edition_kept {
    const char *path;   /* of its file; NULL: it has none */
    struct kept_as as;  /* what stands in front of it */
    struct bytes bytes; /* the file, in which the texts of what was taken from it lie */
    bool is_taken;      /* from the file, and not proven yet */
    bool is_written;
};

struct edition {
    struct arena arena;
    struct object_id id;            /* of the manifest */
    int64_t since_ms;               /* from the head; 0 outside a store and for `previous` */
    struct edition_source *sources; /* in the order of the config */
    size_t source_count;
    struct edition_kept kept;
    const char *unnamed; /* one of the sources that edition_leave_unnamed took out, or NULL */
};

/* From now on what is read from this store must bear the signatures that `config` (borrowed)
 * asks for, source by source, and what is shown of it is of sources that the config names.
 * Without it nothing is asked of anyone. */
void edition_trust(struct store *store, const struct config *config);

/* Takes out the sources that the config does not name: the store was another config's, or the
 * source's section is gone, and no fetch has come through since. Before its feeds are loaded.
 */
void edition_leave_unnamed(const struct store *store, struct edition *edition);

/* Reads manifest and bodies and parses every feed of a source that the config names; perhaps
 * none is left. NULL with an error when any of it is missing, rotten or refused. The caller
 * owns it; it may move to another thread. */
struct edition *edition_load(
    struct store *store, const struct object_id *id, struct error *error);

/* The manifest alone, every feed NULL; edition_load_feed reads the body of one source then. For
 * `fetch`, which keeps what is sound of an edition that does not load whole. */
struct edition *edition_load_manifest(
    struct store *store, const struct object_id *id, struct error *error);
bool edition_load_feed(struct store *store, struct edition_source *source, struct error *error);

/* Whether edition_load_feed would let it in, where the disk is all that may have changed since
 * its proof: then its bytes are looked at, and not parsed again. */
bool edition_prove_feed(
    struct store *store, struct edition_source *source, struct error *error);

/* The guard of a store that is open, for a body that is not in it yet. */
const struct guard *edition_guard(const struct store *store);

/* The head's current edition, or the previous one when the current does not load (the reason is
 * in `error` then, and NULL is returned only when neither loads or the store is empty; an empty
 * store leaves error->text empty). Raises the clock's floor to the head's. */
struct edition *edition_load_newest(struct store *store, struct error *error);

/* The same, but passes over what allows(context, id) is false for; asked right before an
 * edition is loaded. `recall` says where what was loaded before lies (edition/recall.h); NULL:
 * all is read. */
struct recall;
struct edition *edition_load_allowed(struct store *store,
    bool (*allows)(void *context, const struct object_id *id), void *context,
    const struct recall *recall, struct error *error);

/* Appends what is in a feed's file; *url is its address, in the arena. */
bool edition_read_file(struct arena *arena, const char *path, struct bytes *body,
    const char **url, struct error *error);

/* By which rules files are read: of the config how foreign ones are, at now_ms. */
struct edition_reading {
    const struct guard *guard;   /* or NULL: nothing is judged */
    const struct config *config; /* or NULL: native feeds alone */
    int64_t now_ms;
};

/* An edition outside the store, for `render --feed`: one source a file, named after
 * the file without its ending. */
struct edition *edition_from_files(const char *const *paths, size_t count,
    const struct edition_reading *reading, struct error *error);

/* One without a source; NULL without memory. */
struct edition *edition_create(struct error *error);
void edition_destroy(struct edition *edition);

/* What a head is to name; the bodies were put before. */
struct edition_plan {
    const struct edition_source *shown; /* without any the current edition stays */
    size_t shown_count;
    const struct edition_source *waiting; /* held back by the breaker, since fetched_ms */
    size_t waiting_count;
    struct object_id *proved; /* or NULL: the edition that was proved last, by the same guard */
};                            /* and config; the commit keeps it true */

/* Writes the manifests of the plan, proves that what is to be shown loads, replaces the head,
 * once for both, and sweeps. Nothing changed (names, URLs, bodies, signatures, pictures) gives
 * true and leaves the head alone; *committed says whether what is shown changed. On failure the
 * head is what it was, or cannot be read, and the bodies put for it may be gone. STORE_WRITE
 * only. */
bool edition_commit(struct store *store, const struct edition_plan *plan, int64_t now_ms,
    bool *committed, struct error *error);
