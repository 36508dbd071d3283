#include "command/desk/core/people.h"

#include "base/utf8.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char *const role_names[] = { [ROLE_EDITOR] = "editor",
    [ROLE_REVIEWER] = "reviewer",
    [ROLE_PUBLISHER] = "publisher",
    [ROLE_ADMIN] = "admin" };
static_assert(sizeof role_names / sizeof *role_names == ROLE_COUNT, "each role has a name");

/* Whoever is removed stays a name in what they did; drafts and audit have it as text. */
static const char *const steps[] = {
    "CREATE TABLE person (name TEXT PRIMARY KEY COLLATE NOCASE, role INTEGER NOT NULL,"
    " hash TEXT NOT NULL, is_disabled INTEGER NOT NULL DEFAULT 0, made_ms INTEGER NOT NULL,"
    " seen_ms INTEGER NOT NULL DEFAULT 0) STRICT",
};
const struct database_unit people_tables = { "people", steps, sizeof steps / sizeof *steps };

const char *role_name(enum role role)
{
    return role < ROLE_COUNT ? role_names[role] : NULL;
}

enum role role_of_name(const char *name)
{
    for (int role = ROLE_EDITOR; name && role < ROLE_COUNT; role++) {
        if (strcmp(role_names[role], name) == 0) {
            return (enum role)role;
        }
    }
    return ROLE_NOBODY;
}

bool person_name_is_good(const char *name)
{
    size_t at = 0, count = 0, size = strlen(name);
    for (; at < size; count++) {
        uint32_t c = utf8_next(name, size, &at);
        if (c < 0x80 ? !isalnum((int)c) && !strchr("-_.@", (int)c) : !utf8_is_letter(c)) {
            return false;
        }
    }
    return count >= 1 && count <= 40;
}

static void read_person(const struct statement *row, struct person *person)
{
    snprintf(person->name, sizeof person->name, "%s", statement_text_at(row, 0));
    person->role = (enum role)statement_int_at(row, 1);
    person->is_disabled = statement_int_at(row, 2) != 0;
    person->made_ms = statement_int_at(row, 3);
    person->seen_ms = statement_int_at(row, 4);
}

#define PERSON_COLUMNS "name, role, is_disabled, made_ms, seen_ms"

bool people_find(
    struct database *database, const char *name, struct person *person, struct error *error)
{
    struct statement one;
    *person = (struct person) { 0 };
    statement_begin(&one, database, "SELECT " PERSON_COLUMNS " FROM person WHERE name = ?");
    statement_text(&one, name);
    if (statement_step(&one)) {
        read_person(&one, person);
    }
    return statement_end(&one, error);
}

bool people_each(struct database *database,
    void (*each)(void *context, const struct person *person), void *context,
    struct error *error)
{
    struct statement one;
    statement_begin(&one, database, "SELECT " PERSON_COLUMNS " FROM person ORDER BY name");
    while (statement_step(&one)) {
        struct person person = { 0 };
        read_person(&one, &person);
        each(context, &person);
    }
    return statement_end(&one, error);
}

bool people_hash(
    struct database *database, const char *name, char out[128], struct error *error)
{
    struct statement one;
    *out = '\0';
    statement_begin(
        &one, database, "SELECT hash FROM person WHERE name = ? AND NOT is_disabled");
    statement_text(&one, name);
    if (statement_step(&one)) {
        snprintf(out, 128, "%s", statement_text_at(&one, 0));
    }
    return statement_end(&one, error);
}

enum people_outcome people_add(struct database *database, const struct person *person,
    const char *hash, struct error *error)
{
    struct statement one;
    statement_begin(&one, database,
        "INSERT INTO person (name, role, hash, made_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO "
        "NOTHING");
    statement_text(&one, person->name);
    statement_int(&one, person->role);
    statement_text(&one, hash);
    statement_int(&one, person->made_ms);
    if (!statement_end(&one, error)) {
        return PEOPLE_FAILED;
    }
    return database_changes(database) == 1 ? PEOPLE_DONE : PEOPLE_TAKEN;
}

static enum people_outcome changed(
    struct database *database, struct statement *statement, struct error *error)
{
    if (!statement_end(statement, error)) {
        return PEOPLE_FAILED;
    }
    return database_changes(database) == 1 ? PEOPLE_DONE : PEOPLE_UNKNOWN;
}

/* After a change, in its transaction: whether it left nobody who may undo it. */
static enum people_outcome check_admins(
    struct database *database, enum people_outcome outcome, struct error *error)
{
    struct statement one;
    if (outcome != PEOPLE_DONE) {
        return outcome;
    }
    statement_begin(
        &one, database, "SELECT count(*) FROM person WHERE role = ? AND NOT is_disabled");
    statement_int(&one, ROLE_ADMIN);
    int64_t count = statement_step(&one) ? statement_int_at(&one, 0) : 0;
    if (!statement_end(&one, error)) {
        return PEOPLE_FAILED;
    }
    return count > 0 ? PEOPLE_DONE : PEOPLE_LAST_ADMIN;
}

static bool is_admin(struct database *database, const char *name, struct error *error)
{
    struct person person;
    return people_find(database, name, &person, error) && person.role == ROLE_ADMIN &&
           !person.is_disabled;
}

static enum people_outcome set_number(struct database *database, const char *sql,
    const char *name, int64_t value, struct error *error)
{
    struct statement one;
    bool was_admin = is_admin(database, name, error);
    statement_begin(&one, database, sql);
    statement_int(&one, value);
    statement_text(&one, name);
    enum people_outcome outcome = changed(database, &one, error);
    return was_admin ? check_admins(database, outcome, error) : outcome;
}

enum people_outcome people_set_role(
    struct database *database, const char *name, enum role role, struct error *error)
{
    return set_number(database, "UPDATE person SET role = ? WHERE name = ?", name, role, error);
}

enum people_outcome people_set_disabled(
    struct database *database, const char *name, bool is_disabled, struct error *error)
{
    return set_number(
        database, "UPDATE person SET is_disabled = ? WHERE name = ?", name, is_disabled, error);
}

enum people_outcome people_set_password(
    struct database *database, const char *name, const char *hash, struct error *error)
{
    struct statement one;
    statement_begin(&one, database, "UPDATE person SET hash = ? WHERE name = ?");
    statement_text(&one, hash);
    statement_text(&one, name);
    return changed(database, &one, error);
}

enum people_outcome people_remove(
    struct database *database, const char *name, struct error *error)
{
    struct statement one;
    bool was_admin = is_admin(database, name, error);
    statement_begin(&one, database, "DELETE FROM person WHERE name = ?");
    statement_text(&one, name);
    enum people_outcome outcome = changed(database, &one, error);
    return was_admin ? check_admins(database, outcome, error) : outcome;
}

bool people_note_seen(
    struct database *database, const char *name, int64_t now_ms, struct error *error)
{
    struct statement one;
    statement_begin(&one, database, "UPDATE person SET seen_ms = ? WHERE name = ?");
    statement_int(&one, now_ms);
    statement_text(&one, name);
    return statement_end(&one, error);
}
