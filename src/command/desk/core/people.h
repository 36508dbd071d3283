/* Who may do what. Any thread, with its own database. What changes somebody is within a
 * transaction of the caller's, with its line in the audit log. */
#pragma once

#include "command/desk/core/database.h"

/* Each may what the one before may. */
enum role { ROLE_NOBODY, ROLE_EDITOR, ROLE_REVIEWER, ROLE_PUBLISHER, ROLE_ADMIN };
#define ROLE_COUNT (ROLE_ADMIN + 1)

enum { PERSON_NAME_BYTES = 164 };

struct person {
    char name[PERSON_NAME_BYTES]; /* as it was added; "" for nobody */
    enum role role;
    bool is_disabled;
    int64_t made_ms, seen_ms; /* wall time; seen: 0 for never */
};

extern const struct database_unit people_tables;

/* "editor" ... "admin"; NULL and ROLE_NOBODY where there is none of that name. */
const char *role_name(enum role role);
enum role role_of_name(const char *name);

/* Letters of any script, digits, - _ . and @; 1 to 40. Names that differ in the case of ASCII
 * letters alone are one. */
bool person_name_is_good(const char *name);

/* What people_* came to, where it is no fault of the disk's. */
enum people_outcome {
    PEOPLE_DONE,
    PEOPLE_UNKNOWN,    /* nobody of that name */
    PEOPLE_TAKEN,      /* somebody has that name */
    PEOPLE_LAST_ADMIN, /* nobody would be left who may do this */
    PEOPLE_FAILED,     /* the error says why */
};

/* *person is nobody where there is none of that name. False with an error. */
bool people_find(
    struct database *database, const char *name, struct person *person, struct error *error);

/* Calls `each` for everybody, by name. */
bool people_each(struct database *database,
    void (*each)(void *context, const struct person *person), void *context,
    struct error *error);

/* `hash` is password_hash's. Whose password or role changes, or who is disabled or removed, is
 * logged out everywhere by the caller (sessions_end_all). */
enum people_outcome people_add(struct database *database, const struct person *person,
    const char *hash, struct error *error);
enum people_outcome people_set_role(
    struct database *database, const char *name, enum role role, struct error *error);
enum people_outcome people_set_disabled(
    struct database *database, const char *name, bool is_disabled, struct error *error);
enum people_outcome people_set_password(
    struct database *database, const char *name, const char *hash, struct error *error);
enum people_outcome people_remove(
    struct database *database, const char *name, struct error *error);
bool people_note_seen(
    struct database *database, const char *name, int64_t now_ms, struct error *error);

/* Their hash, or "" where nobody of that name may come in by a password. */
bool people_hash(
    struct database *database, const char *name, char out[128], struct error *error);
