/* What the sources hold becomes an edition. Of src/net only. */
#pragma once

#include "net/fetch/keeping.h"
#include "net/fetch/road/road.h"
#include "net/fetch/source/fetcher_source.h"

struct fetcher {
    /* set once */
    const struct config *config;
    struct store *store;
    struct http http;
    struct arena arena;
    struct fetcher_source *sources;
    size_t source_count;
    /* changes */
    bool started;                    /* the config's sources were compared with the edition's */
    bool head_is_lost;               /* as the log was told */
    struct error trouble;            /* with the store, of no one source; or "" */
    bool is_in_trouble;              /* as the log was told */
    struct fetch_status told;        /* as `status` was last; its sources are not kept */
    int64_t tell_ms;                 /* monotonic: `status` is told the news; INT64_MAX: none */
    bool is_untrimmed;               /* memory that a feed took is still to be given back */
    unsigned failed_commits;         /* each gives back all that no edition names */
    struct keeping keeping;          /* of what was committed */
    struct joining *joining;         /* sources that wait for a commit (joining.h) */
    struct workers *workers;         /* of feeds, of pictures, and the one who tells; or NULL */
    struct waiter *waiter;           /* is woken once the store is gone, and */
    bool is_store_gone;              /* nobody is asked any more */
    bool is_once;                    /* every source is asked once, now */
    struct object_id proved;         /* the edition that was proved last */
    struct edition_source *manifest; /* room for two entries a source, and what waits of it */
};

/* What the store holds of those sources: of each its newest sound feed. */
void fetcher_take_up(struct fetcher *fetcher, struct fetcher_source *sources, size_t count);

/* What the disk lost or spoiled since the last look is made good from what is held. Brings the
 * edition in line with the config as well, before the first try. */
void fetcher_mend(struct fetcher *fetcher, struct fetcher_source *source, int64_t now_mono_ms,
    int64_t now_wall_ms);

/* Lets go of what rotted in the store, of all sources but that one and those that are away;
 * whether that was any. */
bool fetcher_drop_rotten(struct fetcher *fetcher, const struct fetcher_source *except);

/* What intake let in is what the source now holds, or has waiting: it is kept for an edition of
 * it (keeping.h). */
void fetcher_note_let_in(struct fetcher *fetcher, const struct fetcher_source *source,
    const struct edition_source *entry);

/* Makes an edition of what the sources hold, and names what waits. */
bool fetcher_commit(
    struct fetcher *fetcher, int64_t now_wall_ms, bool *committed, struct error *error);

/* Text is on the screens already: pictures make an edition of their own. As one of `workers`,
 * or alone (NULL). */
void fetcher_add_pictures(struct fetcher *fetcher, struct fetcher_source *source,
    struct workers *workers, int64_t now_wall_ms, const atomic_bool *stop);

/* Lets pass what has waited its time, or was approved; whether that was anything. A source that
 * is away is left alone. */
bool fetcher_release(struct fetcher *fetcher, int64_t now_mono_ms, int64_t now_wall_ms);

/* Monotonic time when the source's turn for that comes; INT64_MAX when nothing waits. */
int64_t fetcher_release_ms(const struct fetcher *fetcher, const struct fetcher_source *source,
    int64_t now_mono_ms, int64_t now_wall_ms);
