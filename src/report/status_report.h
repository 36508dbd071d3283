/* What `status` says, gathered by the command from store, fetch and play. Data prints itself,
 * as text for a person and as JSON (docs/operations.md). Borrowed throughout. */
#pragma once

#include "base/bytes.h"
#include "report/status.h"

#include <stddef.h>

enum { REPORT_ID_SHOWN = 12 /* digits of an id, in text */ };

/* What `play` does, as far as can be told. */
enum reported_play {
    PLAY_NEVER,   /* nobody plays from this store */
    PLAY_STARTS,  /* its first slide is not on the glass yet */
    PLAY_SHOWS,   /* what it says is on the glass */
    PLAY_HANGS,   /* that should have gone on, and did not */
    PLAY_ENDED,   /* what it said last is not on the glass any more */
    PLAY_UNKNOWN, /* it may run, and cannot write down what it shows */
};

/* Whether there is a `fetch`. */
enum reported_fetch {
    FETCH_UNKNOWN, /* it may run, and cannot write down what it does */
    FETCH_NEVER,   /* none has written into this store yet */
    FETCH_RUNS,
    FETCH_IS_OVER,
    FETCH_WAS_ONCE, /* over as it should be: `fetch --once` */
};

/* Why a screen does not do what it should, worst first. */
enum problem_code {
    PROBLEM_CONFIG,    /* it is refused: what else is wrong may follow from that */
    PROBLEM_PLAY,      /* nothing is shown, or nobody knows what */
    PROBLEM_SET_ASIDE, /* the newest edition is not shown, because `play` died of it */
    PROBLEM_EDITION,   /* it does not load */
    PROBLEM_STORE,
    PROBLEM_CLOCK,
    PROBLEM_FETCH,
    PROBLEM_SOURCE,  /* no success for too long */
    PROBLEM_EXPIRED, /* what it says holds no more */
    PROBLEM_CONFIG_CHANGED,
    PROBLEM_LACKS, /* the screen goes without a picture or a face that the config names */
};

struct problem {
    enum problem_code code;
    const char *source; /* NULL where it is about none */
    const char *text;   /* one line */
};

struct reported_source {
    const char *name;
    int64_t serial;          /* 0 for none */
    int64_t last_success_ms; /* 0 for never */
    const char *last_error;  /* "" for none yet */
    int64_t last_error_ms;
    int64_t next_try_ms; /* 0 when not known, and where there is no `fetch` */
    int64_t expires_ms;  /* of its feed; 0 for never */
    size_t missing_pictures;
    int64_t every_ms; /* how often it should be asked */
    bool is_unknown;  /* to `fetch` */
};

/* One that did not come; of a source with many the first alone. Or one that is left out,
 * because the disk has lost its bytes: then nobody knows since when. */
struct reported_picture {
    const char *source, *url, *error;
    int64_t since_ms; /* 0: it is left out */
};

struct reported_held {
    const char *source, *item, *reason;
};

/* What the breaker holds back. */
struct reported_waiting {
    const char *source, *id, *reason;
    int64_t serial; /* 0 for none: then it is approved by its id */
    int64_t since_ms, until_ms;
    bool is_approved; /* and `fetch` has not seen that yet */
};

struct status_report {
    int64_t now_ms;
    int offset_minutes;       /* of the campus, for the times shown */
    const char *screen;       /* its name */
    const char *config_error; /* why the file is refused from now on, or "" */
    bool is_config_other;     /* than the one that `play` goes by */
    const char
        *config_refusal; /* then, why that does not go by it, where it was asked; or NULL */
    const char *lacks;   /* what `play` goes without, see glass_status; or NULL */
    const char *store_path;
    const char *store_error; /* what is wrong with it, or "" */
    bool is_store_hidden;    /* it is not there, or may not be read: nothing in it is known */
    enum reported_play play;
    const struct glass_status *glass; /* NULL when `play` never wrote any */
    int64_t hangs_ms;                 /* PLAY_HANGS: for how long */
    const char *glass_error;          /* PLAY_UNKNOWN: why */
    enum reported_fetch fetch;
    int64_t fetch_since_ms; /* FETCH_RUNS: since when it notes times */
    int64_t request_ms;     /* how long one try may take */
    bool is_head_known;
    const char *edition; /* id of the store's current one, "" for none */
    int64_t edition_since_ms;
    const char *edition_error; /* why it does not load, or "" */
    const char *set_aside[2];  /* ids of editions that ended `play` again and again, or NULL */
    bool is_clock_doubtful;    /* see clock_is_trusted */
    const struct reported_source *sources;
    size_t source_count;
    const struct reported_held *held;
    size_t held_count;
    const struct reported_picture *pictures;
    size_t picture_count;
    size_t unverified_items, unverified_hotlines; /* withheld: verified_until is past */
    const struct reported_waiting *waiting;
    size_t waiting_count;
    const struct problem *problems; /* see verdict_find; none: it does what it should */
    size_t problem_count;
};

/* "glass" is null while nobody plays, "edition" while the store is empty. False when memory is
 * out. */
bool status_report_print_json(const struct status_report *report, struct bytes *out);
bool status_report_print_text(const struct status_report *report, struct bytes *out);
