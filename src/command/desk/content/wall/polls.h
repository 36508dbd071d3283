/* Which serial each screen has that asked for /feed.json, by the name in its request: in
 * memory, bounded, and in the database now and then. Any thread. */
#pragma once

#include "command/desk/core/database.h"

extern const struct database_unit polls_tables;

enum { POLL_NAME_BYTES = 128 };

struct polls;

struct polls *polls_create(void);
void polls_destroy(struct polls *polls);

bool polls_load(struct polls *polls, struct database *database, struct error *error);
/* What is new since; one transaction. */
bool polls_save(struct polls *polls, struct database *database, struct error *error);

/* One of that name was given, or has already, that serial. */
void polls_note(struct polls *polls, const char *name, int64_t serial, int64_t now_ms);

struct poll {
    char name[POLL_NAME_BYTES];
    int64_t serial, at_ms;
    bool is_new; /* not in the database yet */
};
/* Calls `each` for all, by name. */
void polls_each(
    struct polls *polls, void (*each)(void *context, const struct poll *poll), void *context);
