/* SQLite: the file DATA/desk.db, write-ahead, every commit synced (synchronous=FULL), so that
 * what was answered is on the disk. A handle belongs to one thread at a time; every thread of
 * the server has its own (visit->database). Only this unit and backup.c know SQLite.
 *
 * A unit that keeps something owns its tables: it exports a `const struct database_unit
 * NAME_tables` with its steps, the oldest first, and is listed in command/desk/schema.c. A step
 * that was released is never changed: what changes a table is one more step. No unit touches
 * another's tables but by its functions. */
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct database_unit {
    const char *name;         /* in the table `unit`, for ever */
    const char *const *steps; /* SQL, each run once, in one transaction with those before */
    size_t count;
};

struct database;

/* Opens or makes it. NULL with an error. */
struct database *database_open(const char *path, struct error *error);
void database_close(struct database *database);

/* Brings the file to what the units want, all or nothing. Refuses one that a newer program has
 * made. Before any other thread opens it. */
bool database_migrate(struct database *database, const struct database_unit *const *units,
    size_t count, struct error *error);

/* A transaction that may write (BEGIN IMMEDIATE), and its end: what was done is kept, or
 * nothing of it. Not nested. database_end(.., false, ..) always returns false, and leaves the
 * error. */
bool database_begin(struct database *database, struct error *error);
bool database_end(struct database *database, bool is_good, struct error *error);

/* One statement: begin, bind from the left, step, end. What goes wrong is told by the end
 * alone.
 *
 *     struct statement one;
 *     statement_begin(&one, database, "SELECT role FROM person WHERE name = ?");
 *     statement_text(&one, name);
 *     if (statement_step(&one)) {
 *         role = statement_int_at(&one, 0);
 *     }
 *     return statement_end(&one, error);
 */
struct statement {
    struct database *database;
    void *handle;
    int bound, result;
};

void statement_begin(struct statement *statement, struct database *database, const char *sql);
/* Copies; NULL is SQL's NULL. Whole and any length: never put into the SQL's own text. */
void statement_text(struct statement *statement, const char *text);
void statement_int(struct statement *statement, int64_t value);
void statement_blob(struct statement *statement, const void *data, size_t size);
/* True while there is a row. What points into it lives until the next step or the end. */
bool statement_step(struct statement *statement);
const char *statement_text_at(const struct statement *statement, int column); /* never NULL */
bool statement_is_null_at(const struct statement *statement, int column);
int64_t statement_int_at(const struct statement *statement, int column);
const void *statement_blob_at(const struct statement *statement, int column, size_t *size);
/* Runs it to its end, too. False with an error where anything of it failed. */
bool statement_end(struct statement *statement, struct error *error);

/* Of the last statement that was ended: rows that it changed, and the row it inserted. */
int64_t database_changes(const struct database *database);
int64_t database_inserted(const struct database *database);

/* A copy of it as it is now, while it is written to, to a file that is not there yet. */
bool database_copy(struct database *database, const char *path, struct error *error);
