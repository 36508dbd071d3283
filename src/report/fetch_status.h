/* How fetching goes, source by source: written by `fetch` into the store, read by `status`.
 * Times are wall ms since 1970, 0 for never. */
#pragma once

#include "base/arena.h"
#include "base/system/process.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

/* A picture that did not come. */
struct fetch_status_picture {
    const char *url, *error;
    int64_t since_ms;
};

enum { FETCH_STATUS_PICTURES_MAX = 20 /* of a source that are named */ };

struct fetch_status_source {
    const char *name;
    int64_t last_success_ms; /* the last answer, with news or without */
    const char *last_error;  /* one line, or empty when there never was one */
    int64_t last_error_ms;   /* newer than last_success_ms while it fails */
    int64_t next_try_ms, serial;
    long http_status; /* of the last answer; 0 for none and for file: */
    const struct fetch_status_picture *missing;
    size_t missing_count, missing_total; /* named, and in all */
};

struct fetch_status {
    struct arena arena;
    int64_t written_ms, written_mono_ms;
    int64_t started_ms; /* since when that `fetch` notes times: earlier ones are another's */
    struct process fetcher;              /* that wrote it */
    bool is_once;                        /* it was to ask once and leave */
    const char *store_error;             /* what is wrong with the store, or empty */
    struct fetch_status_source *sources; /* in the order of the config */
    size_t source_count;
};

/* Replaces STORE/fetch-status.json. The store is open for writing. */
bool fetch_status_write(
    struct store *store, const struct fetch_status *status, struct error *error);

/* The wall clock jumped by delta_ms since the times were noted that this `fetch` noted itself:
 * they are put into what it says now. Who reads finds that jump, too, where the `fetch` lives.
 */
void fetch_status_shift(
    struct fetch_status_source *sources, size_t count, int64_t started_ms, int64_t delta_ms);
void fetch_status_follow_clock(
    struct fetch_status *status, int64_t now_wall_ms, int64_t now_mono_ms);

/* NULL with an error when the file is missing or damaged: then nothing is known. */
struct fetch_status *fetch_status_read(const struct store *store, struct error *error);
void fetch_status_destroy(struct fetch_status *status);

/* The entry of that source, or NULL; status may be NULL. */
const struct fetch_status_source *fetch_status_find(
    const struct fetch_status *status, const char *name);
