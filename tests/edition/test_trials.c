/* Which editions `play` has died of: what is counted, what is not, and where it is kept. */
#include "edition/trials.h"

#include "base/system/file.h"
#include "fakes/store_scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>

#include <cmocka.h>

static int make_scratch(void **state)
{
    static struct scratch scratch;
    scratch_init(&scratch);
    *state = &scratch;
    return 0;
}

static int remove_scratch(void **state)
{
    scratch_finish(*state);
    return 0;
}

static struct object_id id_of(char letter)
{
    struct object_id id = { "" };
    memset(id.hex, letter, OBJECT_ID_LENGTH);
    return id;
}

/* The number of a process that was there and is gone. */
static pid_t dead_pid(void)
{
    pid_t pid = fork();
    if (pid == 0) {
        _exit(0);
    }
    assert_true(pid > 0);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    return pid;
}

/* One life of `play` with the edition: takes up, opens, and dies or leaves. */
static int live(struct store *store, char edition, bool dies)
{
    struct trials trials;
    struct object_id id = id_of(edition);
    trials_read(store, &trials);
    trials_take_up(&trials);
    struct trial *trial = trials_find(&trials, &id, true);
    assert_non_null(trial);
    int deaths = trial->deaths;
    trial->pid = dies ? dead_pid() : 0;
    assert_true(trials_write(store, &trials, NULL));
    return deaths;
}

static bool is_aside(struct store *store, char edition)
{
    struct trials trials;
    struct object_id id = id_of(edition);
    trials_read(store, &trials);
    trials_take_up(&trials);
    return trials_has_set_aside(&trials, &id);
}

static void test_three_deaths(void **state)
{
    struct scratch *scratch = *state;
    struct store *store = store_open(scratch->path, STORE_WRITE, 1 << 20, NULL);
    assert_int_equal(live(store, 'a', true), 0);
    assert_int_equal(live(store, 'a', true), 1);
    assert_int_equal(live(store, 'a', false), 2); /* an orderly leave says nothing */
    assert_int_equal(live(store, 'a', true), 2);
    assert_true(is_aside(store, 'a'));
    assert_false(is_aside(store, 'b'));
    assert_int_equal(live(store, 'b', true), 0); /* each has its own chances */
    struct trials trials;
    struct head head = { .current = id_of('c'), .previous = id_of('a') };
    struct object_id c = id_of('c');
    trials_read(store, &trials);
    assert_null(trials_find(&trials, &c, true)); /* no room */
    trials_keep(&trials, &head);
    assert_int_equal(trials.count, 1);
    assert_non_null(trials_find(&trials, &c, true));
    assert_true(trials_write(store, &trials, NULL));
    assert_false(is_aside(store, 'c'));
    store_close(store);
}

static void test_what_is_no_death(void **state)
{
    struct scratch *scratch = *state;
    struct store *store = store_open(scratch->path, STORE_WRITE, 1 << 20, NULL);
    struct object_id a = id_of('a');
    struct trials trials = { .count = 0 };
    trials_find(&trials, &a, true)->pid = getppid(); /* another screen that plays on */
    assert_true(trials_write(store, &trials, NULL));
    assert_false(trials_take_up(&trials));
    assert_int_equal(trials.list[0].deaths, 0);
    trials.list[0].pid = getpid(); /* in a container everyone is number 1 */
    assert_true(trials_take_up(&trials));
    assert_int_equal(trials.list[0].deaths, 1);

    /* The machine was switched off: the same line under another boot. */
    char path[4200];
    struct bytes text;
    bytes_init(&text);
    snprintf(path, sizeof path, "%s/play-trials", scratch->path);
    assert_true(
        bytes_print(&text, "lobbycard-trials 1 another-boot\n%s 2 %d\n", a.hex, dead_pid()));
    assert_true(file_replace(path, text.data, text.size, NULL));
    assert_false(is_aside(store, 'a'));
    trials_read(store, &trials);
    assert_int_equal(trials.list[0].deaths, 2); /* what was counted stays */
    bytes_finish(&text);
    store_close(store);
}

/* What died early is in doubt, and not counted; and so is what was counted, until it is set
 * aside. */
static void test_doubt(void **state)
{
    struct scratch *scratch = *state;
    struct store *store = store_open(scratch->path, STORE_WRITE, 1 << 20, NULL);
    struct object_id a = id_of('a'), b = id_of('b');
    struct trials trials = { .count = 0 };
    *trials_find(&trials, &a, true) = (struct trial) { a, 0, dead_pid(), true };
    *trials_find(&trials, &b, true) = (struct trial) { b, 1, 0, false };
    assert_false(trials_doubt(&trials, &a)); /* somebody has it open */
    assert_true(trials_doubt(&trials, &b));
    assert_true(trials_write(store, &trials, NULL));
    trials_read(store, &trials);
    assert_int_equal(trials.count, 2);
    assert_true(trials_take_up(&trials));
    assert_true(trials_doubt(&trials, &a));
    assert_int_equal(trials.list[0].deaths, 0);
    assert_true(trials_write(store, &trials, NULL));
    trials_read(store, &trials);
    assert_true(trials_doubt(&trials, &a)); /* whoever died of the display meanwhile */
    trials.list[1].deaths = TRIAL_DEATHS_MAX;
    assert_false(trials_doubt(&trials, &b));

    /* The machine was switched off. */
    char path[4200];
    struct bytes text;
    bytes_init(&text);
    snprintf(path, sizeof path, "%s/play-trials", scratch->path);
    assert_true(bytes_print(&text, "lobbycard-trials 1 another-boot\n%s 0 %d early\n%s 2 0\n",
        a.hex, dead_pid(), b.hex));
    assert_true(file_replace(path, text.data, text.size, NULL));
    trials_read(store, &trials);
    assert_int_equal(trials.count, 2);
    assert_false(trials_doubt(&trials, &a));
    assert_true(trials_doubt(&trials, &b));
    bytes_finish(&text);
    store_close(store);
}

#define A_HEX "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void test_damaged_files(void **state)
{
    static const char *const table[] = { "", "lobbycard-trials 1", "lobbycard-trials 2 boot\n",
        "lobbycard-trials 1 boot\nabc 1 0\n", "lobbycard-trials 1 boot\n\x01\xff", "{}",
        "lobbycard-trials 1 boot\n" A_HEX " 0 0 late\n",
        "lobbycard-trials 1 boot\n" A_HEX " 0 0 early" };
    struct scratch *scratch = *state;
    struct store *store = store_open(scratch->path, STORE_WRITE, 1 << 20, NULL);
    char path[4200];
    snprintf(path, sizeof path, "%s/play-trials", scratch->path);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct trials trials;
        assert_true(file_replace(path, table[i], strlen(table[i]), NULL));
        trials_read(store, &trials);
        assert_int_equal(trials.count, 0);
    }
    store_close(store);
}

/* A store that nobody can write to, here because it is not there. */
static void test_another_place(void **state)
{
    struct scratch *scratch = *state;
    char missing[4200];
    snprintf(missing, sizeof missing, "%s/missing", scratch->path);
    struct store *store = store_open(missing, STORE_READ, 1 << 20, NULL);
    unsetenv("XDG_RUNTIME_DIR");
    setenv("RUNTIME_DIRECTORY", scratch->path, 1);
    for (int i = 0; i < TRIAL_DEATHS_MAX; i++) {
        assert_int_equal(live(store, 'a', true), i);
    }
    assert_true(is_aside(store, 'a'));
    setenv("RUNTIME_DIRECTORY", "/nonexistent", 1);
    struct trials trials = { .count = 0 };
    struct error error = { "" };
    assert_false(trials_write(store, &trials, &error));
    assert_non_null(strstr(error.text, "/nonexistent"));
    unsetenv("RUNTIME_DIRECTORY");
    assert_false(trials_write(store, &trials, &error));
    store_close(store);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, make_scratch, remove_scratch)
    const struct CMUnitTest tests[] = {
        TEST(test_three_deaths),
        TEST(test_what_is_no_death),
        TEST(test_doubt),
        TEST(test_damaged_files),
        TEST(test_another_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
