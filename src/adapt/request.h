/* The line that a request comes in (adapt/wire.h), read before the sandbox: whoever writes it
 * is lobbycard itself. */
#pragma once

#include "adapt/adapt.h"
#include "adapt/charset.h"
#include "base/arena.h"

struct adapt_job {
    struct adapt_request request; /* its data and size are not set yet */
    const char *format;           /* "auto": by the document */
    const char *charset, *content_type;
    char found[CHARSET_NAME_BYTES]; /* the document's; not set yet */
    bool suggests;
};

/* From standard input, up to its line's end and no further. All of it is in the arena. */
bool adapt_job_read(struct arena *arena, struct adapt_job *job, struct error *error);
