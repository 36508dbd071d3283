/* STORE/play-status.json: what is on the glass, written by `play` at every turn with an atomic
 * replace and without fsync (it is worthless after a power cut), read by `status`. Where the
 * store takes nothing it is in a folder in memory instead, see run_place.h. */
#pragma once

#include "base/error.h"
#include "base/system/process.h"

#include <stdbool.h>
#include <stdint.h>

/* As many objects of pictures as `play` tells of. */
enum { GLASS_SPOILT_MAX = 16, GLASS_OBJECT_ROOM = 65 };

struct glass_status {
    /* kind "" before the first slide; item "" where the slide shows several */
    char kind[32], source[64], item[128];
    int page, pages;
    int64_t since_ms;      /* wall time of the present that showed it */
    int64_t since_mono_ms; /* the same on the monotonic clock; 0 where nobody knows */
    int64_t due_mono_ms;   /* when another slide is to follow; 0 for nobody knows */
    bool has_own_clock;    /* that is the time of --clock, not this machine's */
    char edition[65];      /* "" for none */
    int64_t edition_since_ms;
    char config[17];      /* which one it goes by; "" for nobody knows */
    struct error lacks;   /* what that names and the screen goes without, with why; or "" */
    char refused[17];     /* the one that it refused last, */
    struct error refusal; /* and why; or "" */
    char spoilt[GLASS_SPOILT_MAX]
               [GLASS_OBJECT_ROOM]; /* pictures that the disk spoiled; "": none */
    int64_t written_ms;
    struct process player; /* `status` says so when it no longer runs */
    bool is_elsewhere;     /* read: not from the store */
};

bool glass_status_write(
    const char *store_path, const struct glass_status *status, struct error *error);

/* That of a `play` that lives, wherever it is; else the one that was left last. False when
 * there is none, and with an error when it cannot be read. */
bool glass_status_read(
    const char *store_path, struct glass_status *status, struct error *error);
