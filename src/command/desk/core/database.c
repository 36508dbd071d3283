#include "command/desk/core/database.h"

#include "base/translated.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUSY_MS = 10 * 1000, PAGES_A_STEP = 256 };

struct database {
    sqlite3 *handle;
    int64_t changes, inserted;
};

static bool fail(struct database *database, struct error *error)
{
    return error_set(error, "desk.db: %s", sqlite3_errmsg(database->handle));
}

static bool run(struct database *database, const char *sql, struct error *error)
{
    return sqlite3_exec(database->handle, sql, NULL, NULL, NULL) == SQLITE_OK ||
           fail(database, error);
}

/* SQLite's own default would let others read it. One that is there is left alone: to close a
 * descriptor of it would give up every lock that this process has on it (fcntl(2)), and
 * another process would take the write-ahead log away from under us. */
static bool make_private(const char *path, struct error *error)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return errno == EEXIST || error_set(error, "%s: %s", path, translated_errno(errno));
    }
    close(fd);
    return true;
}

struct database *database_open(const char *path, struct error *error)
{
    static const char settings[] =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;";
    struct database *database = calloc(1, sizeof *database);
    if (!database) {
        error_set(error, "out of memory");
        return NULL;
    }
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    bool done = make_private(path, error);
    if (done && sqlite3_open_v2(path, &database->handle, flags, NULL) != SQLITE_OK) {
        done = fail(database, error);
    }
    if (!done || sqlite3_busy_timeout(database->handle, BUSY_MS) != SQLITE_OK ||
        !run(database, settings, error)) {
        database_close(database);
        return NULL;
    }
    sqlite3_db_config(database->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return database;
}

void database_close(struct database *database)
{
    if (database) {
        sqlite3_close(database->handle);
        free(database);
    }
}

static bool version_of(
    struct database *database, const char *name, int64_t *version, struct error *error)
{
    struct statement one;
    *version = 0;
    statement_begin(&one, database, "SELECT version FROM unit WHERE name = ?");
    statement_text(&one, name);
    if (statement_step(&one)) {
        *version = statement_int_at(&one, 0);
    }
    return statement_end(&one, error);
}

static bool migrate_unit(
    struct database *database, const struct database_unit *unit, struct error *error)
{
    int64_t version;
    if (!version_of(database, unit->name, &version, error)) {
        return false;
    }
    if (version > (int64_t)unit->count) {
        return error_set(error, "desk.db: made by a newer lobbycard (%s)", unit->name);
    }
    for (size_t i = (size_t)version; i < unit->count; i++) {
        if (!run(database, unit->steps[i], error)) {
            return error_wrap(error, "%s %zu", unit->name, i + 1);
        }
    }
    struct statement one;
    statement_begin(&one, database,
        "INSERT INTO unit VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET version = "
        "excluded.version");
    statement_text(&one, unit->name);
    statement_int(&one, (int64_t)unit->count);
    return statement_end(&one, error);
}

bool database_migrate(struct database *database, const struct database_unit *const *units,
    size_t count, struct error *error)
{
    static const char table[] = "CREATE TABLE IF NOT EXISTS unit (name TEXT PRIMARY KEY, "
                                "version INTEGER NOT NULL) STRICT";
    if (!database_begin(database, error)) {
        return false;
    }
    bool done = run(database, table, error);
    for (size_t i = 0; done && i < count; i++) {
        done = migrate_unit(database, units[i], error);
    }
    return database_end(database, done, error);
}

bool database_begin(struct database *database, struct error *error)
{
    return run(database, "BEGIN IMMEDIATE", error);
}

bool database_end(struct database *database, bool is_good, struct error *error)
{
    if (is_good && run(database, "COMMIT", error)) {
        return true;
    }
    run(database, "ROLLBACK", NULL); /* which a full disk may have done already */
    return false;
}

void statement_begin(struct statement *statement, struct database *database, const char *sql)
{
    sqlite3_stmt *handle = NULL;
    *statement = (struct statement) { .database = database };
    statement->result = sqlite3_prepare_v2(database->handle, sql, -1, &handle, NULL);
    statement->handle = handle;
}

static void note(struct statement *statement, int result)
{
    if (statement->result == SQLITE_OK) {
        statement->result = result;
    }
}

void statement_text(struct statement *statement, const char *text)
{
    int at = ++statement->bound;
    note(statement, sqlite3_bind_text(statement->handle, at, text, -1, SQLITE_TRANSIENT));
}

void statement_int(struct statement *statement, int64_t value)
{
    int at = ++statement->bound;
    note(statement, sqlite3_bind_int64(statement->handle, at, value));
}

void statement_blob(struct statement *statement, const void *data, size_t size)
{
    int at = ++statement->bound;
    note(statement,
        sqlite3_bind_blob64(statement->handle, at, data ? data : "", size, SQLITE_TRANSIENT));
}

bool statement_step(struct statement *statement)
{
    if (statement->result != SQLITE_OK && statement->result != SQLITE_ROW) {
        return false;
    }
    statement->result = sqlite3_step(statement->handle);
    return statement->result == SQLITE_ROW;
}

const char *statement_text_at(const struct statement *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement->handle, column);
    return text ? (const char *)text : "";
}

bool statement_is_null_at(const struct statement *statement, int column)
{
    return sqlite3_column_type(statement->handle, column) == SQLITE_NULL;
}

int64_t statement_int_at(const struct statement *statement, int column)
{
    return sqlite3_column_int64(statement->handle, column);
}

const void *statement_blob_at(const struct statement *statement, int column, size_t *size)
{
    const void *data = sqlite3_column_blob(statement->handle, column);
    *size = (size_t)sqlite3_column_bytes(statement->handle, column);
    return data ? data : "";
}

bool statement_end(struct statement *statement, struct error *error)
{
    struct database *database = statement->database;
    while (statement_step(statement)) {
    }
    bool done = statement->result == SQLITE_DONE;
    if (!done) {
        fail(database, error);
    }
    database->changes = sqlite3_changes64(database->handle);
    database->inserted = sqlite3_last_insert_rowid(database->handle);
    sqlite3_finalize(statement->handle);
    return done;
}

int64_t database_changes(const struct database *database)
{
    return database->changes;
}

int64_t database_inserted(const struct database *database)
{
    return database->inserted;
}

static bool copy_pages(struct database *database, sqlite3 *to, struct error *error)
{
    sqlite3_backup *copy = sqlite3_backup_init(to, "main", database->handle, "main");
    int result = copy ? SQLITE_OK : SQLITE_ERROR;
    while (result == SQLITE_OK || result == SQLITE_BUSY || result == SQLITE_LOCKED) {
        result = sqlite3_backup_step(copy, PAGES_A_STEP);
    }
    if (copy) {
        sqlite3_backup_finish(copy);
    }
    return result == SQLITE_DONE || error_set(error, "%s", sqlite3_errmsg(to));
}

bool database_copy(struct database *database, const char *path, struct error *error)
{
    sqlite3 *to = NULL;
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return error_set(error, "%s: %s", path, translated_errno(errno));
    }
    bool done = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK
                    ? copy_pages(database, to, error)
                    : error_set(error, "%s: %s", path, sqlite3_errmsg(to));
    sqlite3_close(to);
    done =
        done && (fsync(fd) == 0 || error_set(error, "%s: %s", path, translated_errno(errno)));
    close(fd);
    if (!done) {
        unlink(path);
    }
    return done;
}
