/* STORE/play-status.json: what is on the glass, written by `play` at every turn with an atomic
 * replace and without fsync (it is worthless after a power cut), read by `status`. */
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct glass_status {
    char kind[32], source[64], item[128]; /* item "" where the slide shows several */
    int page, pages;
    int64_t since_ms;   /* wall time of the present that showed it */
    bool has_own_clock; /* that is the time of --clock, not this machine's */
    char edition[65];   /* "" for none */
    int64_t edition_since_ms;
    int64_t written_ms;
    int pid; /* of `play`; `status` says so when it no longer runs */
};

bool glass_status_write(
    const char *store_path, const struct glass_status *status, struct error *error);

/* False with an error when there is none or it cannot be read. */
bool glass_status_read(
    const char *store_path, struct glass_status *status, struct error *error);
