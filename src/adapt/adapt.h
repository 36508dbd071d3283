/* Foreign documents into native feeds: what a format is, and what it is handed. One file a
 * format, one row each in adapt_formats; a format neither opens files nor asks the network nor
 * writes anything: it reads `data` and fills an adapt_out (adapt_out.h).
 *
 * Everything here runs inside the sandbox of lobbycard-adapt: 256 MB of memory, 10 s, no system
 * call but read, write and memory. What a library would look for later (tables, time zones,
 * locales) it has to have found in `prepare`, which is called before the sandbox is entered and
 * before the first byte of the document is read.
 *
 * Ownership: everything in a request is borrowed for the length of the call; what an adapt_out
 * is given is copied. One thread. */
#pragma once

#include "adapt/adapt_out.h"
#include "base/error.h"
#include "time/zone.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    ADAPT_INPUT_MAX = 8 * 1024 * 1024, /* of the document, before and after it became UTF-8 */
    ADAPT_TAKE_MAX = 2000,             /* items; docs/feed.md */
    ADAPT_MAP_MAX = 64,                /* keys of a [map] */
};

/* A key of a [map NAME]: a member of an item, or items, where. */
struct adapt_pair {
    const char *name, *value;
};

struct adapt_request {
    /* The document: well-formed UTF-8 without BOM and without NUL, whatever it came as (where
     * it says itself what it is, as XML does in its first line, that is not to be believed any
     * more: XML_PARSE_IGNORE_ENC). A NUL stands behind it. */
    const char *data;
    size_t size;
    const char *base; /* its own address, "" where it has none */
    const char *kind; /* of the items where the format has a choice: "article" unless given */
    int take;         /* no more items than that, the newest or first, 1 to ADAPT_TAKE_MAX */
    const struct adapt_pair *map; /* `mapped` alone */
    size_t map_count;
    int64_t now_ms;          /* wall */
    const struct zone *zone; /* the campus's; made before the sandbox, as zone_create() needs */
};

/* How sure a format is that a document is one of its own. */
enum adapt_fit {
    ADAPT_NO = 0,
    ADAPT_MAYBE = 1,  /* it could be read so */
    ADAPT_LIKELY = 2, /* it looks so */
    ADAPT_SURE = 3, /* it says so: <rss, BEGIN:VCALENDAR, "version": "https://jsonfeed.org/" */
};

struct adapt_format {
    const char *name; /* as `format =` has it: "rss" */
    /* What libraries want before the sandbox; or NULL. */
    void (*prepare)(void);
    /* From the first KiB at most where that is enough: no parsing of the whole. Of the request
     * data and size alone are set. */
    enum adapt_fit (*detect)(const struct adapt_request *request);
    /* Fills `out`. False with an error where the document as a whole is none of the format, in
     * one line that says what it is instead or where it goes wrong ("line 3: ..."); an entry
     * that is wrong is left out alone, with adapt_out_note(). What adapt_out_is_full() is
     * handed in vain, so ask it between entries. */
    bool (*adapt)(
        const struct adapt_request *request, struct adapt_out *out, struct error *error);
};

/* Ends with NULL; in the order in which they are asked. */
extern const struct adapt_format *const adapt_formats[];

/* NULL when there is none of that name. */
const struct adapt_format *adapt_format_find(const char *name);

/* The one that fits best, the first of those that fit alike; NULL where none does. */
const struct adapt_format *adapt_format_detect(const struct adapt_request *request);
