/* One feed taken in for `check`, which tells what keeps it from being shown. */
#pragma once

#include "command/check/check_get.h"
#include "command/check/check_pictures.h"
#include "command/check/check_report.h"
#include "content/guard/guard.h"
#include "edition/edition.h"
#include "mend/mend.h"

struct check_reader {
    const struct config *config;
    const struct guard *guard;
    struct check_report *report;
    struct check_getter *getter;
    struct arena *arena; /* of the sources' addresses */
    int64_t now_ms;
};

/* What is known for the mending of a file that was read. */
struct mend_job check_read_mend_job(const struct check_reader *reader,
    const struct edition_source *source, const struct bytes *body);

/* Reads the file or address that is the source's name. What keeps it from being read, or
 * refuses it whole, goes into the report; the source has its feed where there is one to be
 * looked at, `body` what was read, and the pictures (or NULL: they are not wanted) that may be
 * shown. False with an error when it could not be done. The caller destroys the feed and
 * finishes the pictures in any case. */
bool check_read(const struct check_reader *reader, struct edition_source *source,
    struct bytes *body, struct check_pictures *pictures, struct error *error);

/* The message without the name that it begins with, and the colon of its language. */
const char *check_without_name(const char *name, const char *message);
