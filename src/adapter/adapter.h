/* lobbycard-adapt, a program of its own (adapt/wire.h says what passes), as a child: a foreign
 * document into a native feed. */
#pragma once

#include "base/bytes.h"
#include "base/error.h"
#include "config/config.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum { ADAPTER_USUAL_TAKE = 20, ADAPTER_CHARSET_BYTES = 40 };

struct adapter_wish {
    const char *format;           /* "auto", "wordpress", ... */
    const struct config_map *map; /* or NULL */
    int take;                     /* items */
    const char *kind;             /* "article" */
    const char *charset;          /* or "": found out */
    const char *content_type;     /* as the server said, or "" */
    const char *base;             /* the document's own address, or "" */
    const struct zone *zone;      /* the campus's */
    int64_t now_ms;               /* wall */
    bool suggests;                /* a config that would read it is wanted, and no feed */
};

/* What the source asks for. Borrows of config and source. */
struct adapter_wish adapter_wish_of(
    const struct config *config, const struct config_source *source, int64_t now_ms);

/* The same where no source says anything: whatever it is. */
struct adapter_wish adapter_wish_usual(const struct config *config, int64_t now_ms);

/* Whether there is something to adapt: not where the wish is for native feeds, nor where
 * anything will do and the document is one or wants to be one (content/feed/feed_sign.h); but
 * then too where its bytes are not UTF-8, without a mark in front. */
bool adapter_is_needed(const struct adapter_wish *wish, const struct bytes *document);

struct adapter_job {
    const struct adapter_wish *wish;
    const struct bytes *document;
    const atomic_bool *stop; /* or NULL: ends it */
    struct bytes *native;    /* appended: the feed, or the config that is suggested */
    struct bytes *notes;     /* appended: lines for people, each ended; or NULL */
    /* Of a document that is native already, what its bytes were: "gb18030"; else "". Or NULL.
     */
    char *charset;
};

/* Takes up to 10 s, and no memory of this process but for the two texts. False with an error:
 * why the document is none of its format, or why there is no adapter. Any thread. */
bool adapter_run(const struct adapter_job *job, struct error *error);

/* The line that asks for it, as one text that changes whenever what is made of the same
 * document may: with the day of now_ms, and not its time. False when memory is out. */
bool adapter_print_recipe(const struct adapter_wish *wish, struct bytes *out);
