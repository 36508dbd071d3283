/* One source while it is being fetched. Of src/net only. */
#pragma once

#include "config/config.h"
#include "edition/edition.h"
#include "net/fetch/source/schedule.h"
#include "net/http/http.h"
#include "report/fetch_status.h"

/* How a try ended. */
enum source_state {
    SOURCE_WELL,
    SOURCE_NO_ANSWER,
    SOURCE_BAD_ANSWER, /* a status other than 200 and 304, or an address not to be asked */
    SOURCE_BAD_FEED,
    SOURCE_BAD_SIGNATURE, /* none, a wrong one, or one of something old */
    SOURCE_STORE_FAILS,
};

/* The last good feed; body.hex is "" before the first one. */
struct kept_feed {
    struct object_id body, signature, original, recipe; /* edition/edition.h */
    const char *url;                                    /* as configured when it was fetched */
    char etag[256], last_modified[64];
    int64_t fetched_ms;
    enum feed_format format;
    struct edition_proof proof;
};

/* One try: what was asked came, or did not. */
struct arrival {
    int64_t now_mono_ms, now_wall_ms; /* when it began, then when the answer was there */
    struct http_response response;
    struct bytes signature;
    struct bytes native;     /* made of a foreign body; empty of another */
    enum source_state state; /* how it ended, */
    struct error error;      /* and why it failed */
};

struct picture_names {
    char object[OBJECT_ID_LENGTH + 1], etag[256], last_modified[64];
    char *codes;              /* owned */
    bool is_unproven;         /* its names may be those of another picture: asked for whole */
    int64_t missing_since_ms; /* wall; 0: it is there, or was not asked for */
    struct error why; /* it is missing, or its address has it no more: as the log says */
};

struct fetcher_source {
    /* set once */
    const struct config_source *config;
    const struct text_list *hosts; /* that pictures may come from besides the source's own */
    /* changes */
    struct kept_feed kept;
    struct kept_feed waiting; /* what the breaker holds back; fetched_ms: since when */
    bool waiting_has_alerts;  /* or the held one has: the edition takes them from `waiting` */
    int64_t waiting_retry_ms; /* monotonic: a release that failed is not tried before */
    bool is_approved;         /* what waits, as of the last look */
    struct arena picture_arena;
    struct picture_ref *wanted, *pictures; /* of the held feed, and those that are there */
    struct http_part *parts;     /* for each wanted one what tries that broke off left, */
    struct picture_names *names; /* and what its strings are in, since bytes may change */
    size_t wanted_count, picture_count, logged_missing, next_check, next_again;
    const char **refused; /* addresses of pictures that may not be asked for */
    size_t refused_count;
    const struct fetch_status_picture *known_missing; /* from before */
    size_t known_missing_count;
    unsigned pictures_due, pictures_done; /* alike, or there are pictures to ask for */
    struct schedule schedule;
    int64_t read_ms; /* monotonic: what is held was read whole; 0: not yet */
    bool is_away; /* off its turn for its feed (net/fetch/road/road.h): nobody else may touch it
                   */
    bool is_asked;       /* a try is over since the last beginning; of fetcher_run_once, and */
    struct error result; /* "" or why it failed */
    bool was_well;       /* as the log was told, */
    unsigned failures;   /* and since then of what: a bit for each source_state */
    struct fetch_status_source status; /* its last_error is the one below */
    char last_error[sizeof(((struct error *)NULL)->text)];
};

/* What is known of the source from before is passed in; `known` may be NULL and is not kept. */
void fetcher_source_init(struct fetcher_source *source, const struct config_source *config,
    const char *screen, uint64_t seed, const struct fetch_status_source *known);

/* store_object_state or store_object_glance. */
typedef enum object_state object_look(struct store *store, const struct object_id *id);

/* Whether what is held, if anything, is on the disk as it was put there. */
bool fetcher_source_is_sound(const struct fetcher_source *source, struct store *store,
    object_look *look, struct error *error);

/* Asks conditionally on what is held, and behind a new feed for its signature, if there have to
 * be any. */
enum http_outcome fetcher_source_ask(struct fetcher_source *source, const struct config *config,
    const struct http *http, const atomic_bool *stop, struct arrival *arrival);

/* A hash of how a foreign feed of this source is adapted, today. False when memory is out. */
bool fetcher_source_recipe(const struct config *config, const struct config_source *source,
    int64_t now_ms, struct object_id *recipe);

/* What a manifest says of it, and back: of an entry that was taken in. */
void fetcher_source_read_entry(
    const struct edition_source *entry, const char *url, struct kept_feed *out);
void fetcher_source_entry(const struct fetcher_source *source, const struct kept_feed *kept,
    struct edition_source *out);

/* To be called once that feed is in the store's edition. */
void fetcher_source_log_news(const struct fetcher_source *source, const struct feed *feed);

/* Notes how the try ended for `status`, and in the log, not at every try: once when the source
 * begins to fail, once when it is well again, and once in between for each other thing that
 * what came was refused for. That a source which fails does not answer either is no news. */
void fetcher_source_note(struct fetcher_source *source, const struct arrival *arrival);
