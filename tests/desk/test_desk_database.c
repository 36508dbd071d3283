/* The database: what is answered is kept, steps are taken once, and nobody takes the log away.
 */
#include "desk/fixture.h"

#include <sys/stat.h>
#include <sys/wait.h>

static bool run(struct room *room, const char *sql)
{
    struct statement one;
    statement_begin(&one, room->database, sql);
    return statement_end(&one, &room->error);
}

static int64_t number(struct room *room, const char *sql)
{
    struct statement one;
    statement_begin(&one, room->database, sql);
    int64_t value = statement_step(&one) ? statement_int_at(&one, 0) : -1;
    assert_true(statement_end(&one, &room->error));
    return value;
}

static const char *const first[] = { "CREATE TABLE thing (a TEXT)" };
static const char *const second[] = { "CREATE TABLE thing (a TEXT)",
    "ALTER TABLE thing ADD COLUMN b INTEGER" };
static const char *const broken[] = { "CREATE TABLE thing (a TEXT)",
    "ALTER TABLE thing ADD COLUMN b INTEGER", "CREATE TABLE other (a TEXT); NONSENSE" };

static bool migrate(struct room *room, const char *const *steps, size_t count)
{
    const struct database_unit unit = { "thing", steps, count };
    const struct database_unit *const units[] = { &unit };
    return database_migrate(room->database, units, 1, &room->error);
}

static void test_steps(void **state)
{
    struct room *room = *state;
    assert_true(migrate(room, first, 1));
    assert_true(migrate(room, first, 1));
    assert_true(run(room, "INSERT INTO thing VALUES ('x')"));
    assert_true(migrate(room, second, 2));
    assert_int_equal(number(room, "SELECT count(*) FROM thing WHERE b IS NULL"), 1);
    assert_false(migrate(room, broken, 3));
    assert_non_null(strstr(room->error.text, "thing 3"));
    assert_int_equal(
        number(room, "SELECT count(*) FROM sqlite_schema WHERE name = 'other'"), 0);
    assert_int_equal(number(room, "SELECT version FROM unit WHERE name = 'thing'"), 2);
    assert_false(migrate(room, first, 1));
    assert_string_equal(room->error.text, "desk.db: made by a newer lobbycard (thing)");
}

static void test_transactions(void **state)
{
    struct room *room = *state;
    assert_true(run(room, "CREATE TABLE thing (a TEXT UNIQUE)"));
    assert_true(database_begin(room->database, &room->error));
    assert_true(run(room, "INSERT INTO thing VALUES ('x')"));
    assert_false(database_end(room->database, false, &room->error));
    assert_int_equal(number(room, "SELECT count(*) FROM thing"), 0);
    assert_true(database_begin(room->database, &room->error));
    assert_true(run(room, "INSERT INTO thing VALUES ('x')"));
    assert_true(database_end(room->database, true, &room->error));
    assert_false(run(room, "INSERT INTO thing VALUES ('x')"));
    assert_non_null(strstr(room->error.text, "UNIQUE"));
    assert_false(run(room, "no SQL"));
    assert_int_equal(number(room, "SELECT count(*) FROM thing"), 1);
}

static void test_texts_are_texts(void **state)
{
    struct room *room = *state;
    static const char *const texts[] = { "'; DROP TABLE thing; --", "?", "\xe6\x9d\x8e", "" };
    assert_true(run(room, "CREATE TABLE thing (a TEXT, b BLOB, c INTEGER)"));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct statement one;
        size_t size;
        statement_begin(&one, room->database, "INSERT INTO thing VALUES (?, ?, ?) RETURNING *");
        statement_text(&one, texts[i]);
        statement_blob(&one, "a\0b", i ? 3 : 0);
        statement_int(&one, INT64_MIN + (int64_t)i);
        assert_true(statement_step(&one));
        assert_string_equal(statement_text_at(&one, 0), texts[i]);
        assert_memory_equal(statement_blob_at(&one, 1, &size), "a\0b", i ? 3 : 0);
        assert_int_equal(size, i ? 3 : 0);
        assert_true(statement_int_at(&one, 2) == INT64_MIN + (int64_t)i);
        assert_true(statement_end(&one, &room->error));
    }
}

/* What another process does, which knows nothing of this one: comes, writes and goes. */
static int be_another(const char *path)
{
    struct database *database = database_open(path, NULL);
    struct statement one;
    statement_begin(&one, database, "INSERT INTO thing VALUES ('x')");
    bool done = statement_end(&one, NULL);
    database_close(database);
    return done ? 0 : 1;
}

/* SQLite's locks are the process's, and gone with any descriptor of the file that it closes. */
static void test_another_process_leaves_the_log_alone(void **state)
{
    struct room *room = *state;
    char log[128];
    snprintf(log, sizeof log, "%s-wal", room->path);
    assert_true(run(room, "CREATE TABLE thing (a TEXT)"));
    struct database *second_handle = database_open(room->path, &room->error);
    assert_non_null(second_handle);
    pid_t pid = fork();
    if (pid == 0) {
        execl("/proc/self/exe", "other", room->path, (char *)NULL);
        _exit(1);
    }
    int status = -1;
    waitpid(pid, &status, 0);
    assert_int_equal(status, 0);
    assert_int_equal(access(log, F_OK), 0);
    assert_int_equal(number(room, "SELECT count(*) FROM thing"), 1);
    database_close(second_handle);
}

static void test_copy(void **state)
{
    struct room *room = *state;
    char path[128];
    struct stat status;
    snprintf(path, sizeof path, "%s.copy", room->path);
    assert_true(run(room, "CREATE TABLE thing AS SELECT 7 AS a"));
    assert_true(database_copy(room->database, path, &room->error));
    assert_false(database_copy(room->database, path, &room->error));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(stat(room->path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    struct room copy = { .database = database_open(path, &room->error) };
    assert_int_equal(number(&copy, "SELECT a FROM thing"), 7);
    database_close(copy.database);
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        return be_another(argv[1]);
    }
    const struct CMUnitTest tests[] = {
        in_room(test_steps),
        in_room(test_transactions),
        in_room(test_texts_are_texts),
        in_room(test_another_process_leaves_the_log_alone),
        in_room(test_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
