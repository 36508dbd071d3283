#include "command/desk/content/states.h"

#include <string.h>

static const char *const steps[] = {
    "CREATE TABLE state (serial INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, by TEXT NOT NULL,"
    " why TEXT NOT NULL, parts TEXT NOT NULL, feed BLOB NOT NULL, signature TEXT NOT NULL) STRICT;"
    "CREATE TABLE scheduled (id INTEGER PRIMARY KEY AUTOINCREMENT, at_ms INTEGER NOT NULL,"
    " made_ms INTEGER NOT NULL, by TEXT NOT NULL, parts TEXT NOT NULL, why_not TEXT NOT NULL)"
    " STRICT;",
};
const struct database_unit states_tables = { "states", steps, sizeof steps / sizeof *steps };

#define STATE_COLUMNS "serial, at_ms, by, why, parts"

static struct state *state_of(const struct statement *row, struct arena *arena)
{
    struct state *state = arena_alloc(arena, sizeof *state);
    if (!state) {
        return NULL;
    }
    state->serial = statement_int_at(row, 0);
    state->at_ms = statement_int_at(row, 1);
    state->by = arena_strdup(arena, statement_text_at(row, 2));
    state->why = arena_strdup(arena, statement_text_at(row, 3));
    state->parts = arena_strdup(arena, statement_text_at(row, 4));
    const char *feed = statement_blob_at(row, 5, &state->feed.size);
    state->feed.data = arena_strndup(arena, feed ? feed : "", state->feed.size);
    state->signature = arena_strdup(arena, statement_text_at(row, 6));
    return arena->has_failed ? NULL : state;
}

static struct state *take(struct statement *one, struct arena *arena, struct error *error)
{
    struct state *state = NULL;
    bool has_row = statement_step(one);
    if (has_row) {
        state = state_of(one, arena);
    }
    if (!statement_end(one, error)) {
        return NULL;
    }
    if (has_row && !state) {
        error_set(error, "out of memory");
    }
    return state;
}

struct state *states_latest(struct database *database, struct arena *arena, struct error *error)
{
    struct statement one;
    statement_begin(&one, database,
        "SELECT " STATE_COLUMNS ", feed, signature FROM state ORDER BY serial DESC LIMIT 1");
    return take(&one, arena, error);
}

struct state *states_find(
    struct database *database, struct arena *arena, int64_t serial, struct error *error)
{
    struct statement one;
    statement_begin(&one, database,
        "SELECT " STATE_COLUMNS ", feed, signature FROM state WHERE serial = ?");
    statement_int(&one, serial);
    return take(&one, arena, error);
}

int64_t states_newest(struct database *database)
{
    struct statement one;
    int64_t serial = 0;
    statement_begin(&one, database, "SELECT coalesce(max(serial), 0) FROM state");
    if (statement_step(&one)) {
        serial = statement_int_at(&one, 0);
    }
    statement_end(&one, NULL);
    return serial;
}

bool states_add(struct database *database, const struct state *state, struct error *error)
{
    struct statement one;
    statement_begin(&one, database,
        "INSERT INTO state (" STATE_COLUMNS ", feed, signature) VALUES (?, ?, ?, ?, ?, ?, ?)");
    statement_int(&one, state->serial);
    statement_int(&one, state->at_ms);
    statement_text(&one, state->by);
    statement_text(&one, state->why);
    statement_text(&one, state->parts);
    statement_blob(&one, state->feed.data, state->feed.size);
    statement_text(&one, state->signature);
    return statement_end(&one, error);
}

bool states_each(
    struct database *database, states_each_fn *each, void *context, struct error *error)
{
    struct statement all;
    statement_begin(
        &all, database, "SELECT " STATE_COLUMNS " FROM state ORDER BY serial DESC LIMIT 1000");
    while (statement_step(&all)) {
        struct state state = { .serial = statement_int_at(&all, 0),
            .at_ms = statement_int_at(&all, 1),
            .by = statement_text_at(&all, 2),
            .why = statement_text_at(&all, 3),
            .parts = statement_text_at(&all, 4) };
        each(context, &state);
    }
    return statement_end(&all, error);
}

bool scheduled_add(
    struct database *database, const struct scheduled *scheduled, struct error *error)
{
    struct statement one;
    statement_begin(&one, database,
        "INSERT INTO scheduled (at_ms, made_ms, by, parts, why_not) VALUES (?, ?, ?, ?, '')");
    statement_int(&one, scheduled->at_ms);
    statement_int(&one, scheduled->made_ms);
    statement_text(&one, scheduled->by);
    statement_text(&one, scheduled->parts);
    return statement_end(&one, error);
}

bool scheduled_remove(
    struct database *database, int64_t id, bool *was_there, struct error *error)
{
    struct statement one;
    statement_begin(&one, database, "DELETE FROM scheduled WHERE id = ?");
    statement_int(&one, id);
    bool done = statement_end(&one, error);
    *was_there = done && database_changes(database) > 0;
    return done;
}

bool scheduled_note(
    struct database *database, int64_t id, const char *why_not, struct error *error)
{
    struct statement one;
    statement_begin(&one, database, "UPDATE scheduled SET why_not = ? WHERE id = ?");
    statement_text(&one, why_not);
    statement_int(&one, id);
    return statement_end(&one, error);
}

int scheduled_late(struct database *database, struct error *error)
{
    struct statement one;
    int64_t count = -1;
    statement_begin(&one, database, "SELECT count(*) FROM scheduled WHERE why_not <> ''");
    if (statement_step(&one)) {
        count = statement_int_at(&one, 0);
    }
    return statement_end(&one, error) ? (int)count : -1;
}

bool scheduled_each(
    struct database *database, scheduled_each_fn *each, void *context, struct error *error)
{
    struct statement all;
    statement_begin(&all, database,
        "SELECT id, at_ms, made_ms, by, parts, why_not FROM scheduled ORDER BY at_ms, id");
    while (statement_step(&all)) {
        struct scheduled scheduled = { statement_int_at(&all, 0), statement_int_at(&all, 1),
            statement_int_at(&all, 2), statement_text_at(&all, 3), statement_text_at(&all, 4),
            statement_text_at(&all, 5) };
        each(context, &scheduled);
    }
    return statement_end(&all, error);
}

bool planned_each(struct database *database, const char *part, planned_each_fn *each,
    void *context, struct error *error)
{
    struct statement all;
    statement_begin(&all, database,
        "SELECT scheduled.id, at_ms, one.value ->> 'part', one.value ->> 'hash', by, why_not"
        " FROM scheduled, json_each(scheduled.parts) AS one"
        " WHERE ?1 IS NULL OR one.value ->> 'part' = ?1 ORDER BY at_ms, scheduled.id");
    statement_text(&all, part);
    while (statement_step(&all)) {
        struct planned planned = { statement_int_at(&all, 0), statement_int_at(&all, 1),
            statement_text_at(&all, 2), statement_text_at(&all, 3), statement_text_at(&all, 4),
            statement_text_at(&all, 5) };
        each(context, &planned);
    }
    return statement_end(&all, error);
}

bool planned_remove(struct database *database, const char *part, struct error *error)
{
    struct statement one;
    statement_begin(&one, database,
        "UPDATE scheduled SET parts = (SELECT json_group_array(json(one.value)) FROM"
        " json_each(scheduled.parts) AS one WHERE one.value ->> 'part' <> ?1)"
        " WHERE EXISTS (SELECT 1 FROM json_each(scheduled.parts) AS one"
        " WHERE one.value ->> 'part' = ?1)");
    statement_text(&one, part);
    if (!statement_end(&one, error)) {
        return false;
    }
    statement_begin(&one, database, "DELETE FROM scheduled WHERE parts = '[]'");
    return statement_end(&one, error);
}
