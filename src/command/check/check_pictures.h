/* The pictures that a feed names, fetched for `check`: whether they are there, whether they can
 * be decoded, and how large they are. */
#pragma once

#include "command/check/check_get.h"
#include "command/check/check_report.h"
#include "edition/edition.h"

struct checked_picture {
    const char *url;   /* absolute */
    int width, height; /* upright; 0 where it cannot be shown */
};

struct check_pictures {
    struct arena arena;
    char folder[32];              /* of what was fetched; "" while there is nothing */
    struct picture_ref *refs;     /* those that can be decoded, */
    struct checked_picture *list; /* and how large they are */
    size_t count, fetched;        /* fetched: files in the folder */
};

struct check_pictures_job {
    const struct edition_source *of;
    const struct config_source *source; /* whose it is, or NULL */
    struct check_getter *getter;
};

/* Fetches and measures each once; what is wrong goes into the report. False when it could not
 * be done; finish it in any case. */
bool check_pictures_load(struct check_pictures *pictures, struct check_report *report,
    const struct check_pictures_job *job, struct error *error);
void check_pictures_finish(struct check_pictures *pictures);

/* NULL where it is not there. */
const struct checked_picture *check_pictures_find(
    const struct check_pictures *pictures, const char *url);
