/* Every state that was published, and what is to be published later: the tables. Within a
 * transaction of the caller's where they write. Texts live in the arena. */
#pragma once

#include "base/arena.h"
#include "base/bytes.h"
#include "command/desk/core/database.h"

extern const struct database_unit states_tables;

struct state {
    int64_t serial, at_ms;
    const char *by, *why;  /* "publish", "restore", "scheduled", "alert", "import" */
    const char *parts;     /* a JSON list of their names */
    struct bytes feed;     /* in the arena: not to be finished */
    const char *signature; /* a .minisig file's text, or "" */
};

/* The newest, or that of a serial; NULL without an error where there is none. */
struct state *states_latest(
    struct database *database, struct arena *arena, struct error *error);
struct state *states_find(
    struct database *database, struct arena *arena, int64_t serial, struct error *error);

/* The newest one's serial; 0 for none. */
int64_t states_newest(struct database *database);

/* False with an error where a state of this serial is there. */
bool states_add(struct database *database, const struct state *state, struct error *error);

/* The newest first, without feed and signature. */
typedef void states_each_fn(void *context, const struct state *state);
bool states_each(
    struct database *database, states_each_fn *each, void *context, struct error *error);

struct scheduled {
    int64_t id, at_ms, made_ms;
    const char *by, *parts; /* parts: a JSON list of {"part", "hash"} */
    const char *why_not;    /* why it was not published at its time, or "" */
};
bool scheduled_add(
    struct database *database, const struct scheduled *scheduled, struct error *error);
bool scheduled_remove(
    struct database *database, int64_t id, bool *was_there, struct error *error);
bool scheduled_note(
    struct database *database, int64_t id, const char *why_not, struct error *error);
/* So many were not published at their time and wait; -1 with an error. */
int scheduled_late(struct database *database, struct error *error);
typedef void scheduled_each_fn(void *context, const struct scheduled *scheduled);
bool scheduled_each(
    struct database *database, scheduled_each_fn *each, void *context, struct error *error);

/* A part of what is planned. The earliest first; `part` NULL: of all. The texts live for the
 * call. */
struct planned {
    int64_t id, at_ms; /* of what is planned */
    const char *part, *hash, *by, *why_not;
};
typedef void planned_each_fn(void *context, const struct planned *planned);
bool planned_each(struct database *database, const char *part, planned_each_fn *each,
    void *context, struct error *error);
/* Takes the part out of all that is planned, and away what has no other. */
bool planned_remove(struct database *database, const char *part, struct error *error);
