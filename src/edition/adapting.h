/* The adapter for an intake that may wait for it: `check` and `render`, of what somebody names.
 */
#pragma once

#include "adapter/adapter.h"
#include "edition/intake.h"

struct adapting {
    const struct config *config; /* borrowed; a source of it with the feed's address says how */
    int64_t now_ms;
    /* What comes of it; the owner finishes both. */
    struct bytes native;                 /* empty: the document was a native feed in UTF-8 */
    struct bytes notes;                  /* lines for people */
    char charset[ADAPTER_CHARSET_BYTES]; /* of a native feed that is made UTF-8, or "" */
};

void adapting_init(struct adapting *adapting, const struct config *config, int64_t now_ms);
void adapting_finish(struct adapting *adapting);

/* What intake->adapt has to be; its adapt_context is an adapting. */
bool adapting_make(struct intake *intake, struct error *error);

/* The source of the config with that address; NULL without one. */
const struct config_source *adapting_source(const struct config *config, const char *url);
