#include "base/system/file_seam.h"
#include "fakes/store_scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#define MIB (1024 * 1024)

static int setup(void **state)
{
    struct scratch *scratch = malloc(sizeof *scratch);
    scratch_init(scratch);
    *state = scratch;
    return 0;
}

static int teardown(void **state)
{
    scratch_finish(*state);
    free(*state);
    return 0;
}

static struct store *open_store(const struct scratch *scratch, int64_t max_bytes)
{
    struct error error = { 0 };
    struct store *store = store_open(scratch->path, STORE_WRITE, max_bytes, &error);
    if (!store) {
        fail_msg("%s", error.text);
    }
    return store;
}

static void put(struct store *store, const char *text, struct object_id *id)
{
    struct error error = { 0 };
    if (!store_put(store, text, strlen(text), id, &error)) {
        fail_msg("%s", error.text);
    }
}

static bool holds(struct store *store, const struct object_id *id, const char *text)
{
    struct bytes bytes;
    struct error error;
    bytes_init(&bytes);
    bool same = store_get(store, id, &bytes, &error) && strcmp(bytes.data, text) == 0;
    bytes_finish(&bytes);
    return same;
}

static void test_put_and_get(void **state)
{
    struct store *store = open_store(*state, MIB);
    struct object_id id, again, empty;
    put(store, "abc", &id);
    /* FIPS 180-2, the one-block example. */
    assert_string_equal(
        id.hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    put(store, "abc", &again);
    assert_string_equal(id.hex, again.hex);
    put(store, "", &empty);
    assert_int_equal(scratch_count_objects(*state), 2);
    assert_true(holds(store, &id, "abc"));
    assert_true(holds(store, &empty, ""));
    store_close(store);
}

static void test_get_refuses(void **state)
{
    static const struct {
        const char *name, *hex, *contains;
    } cases[] = {
        { "missing", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ae",
            "No such file" },
        { "empty", "", "not the name of an object" },
        { "upper case", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
            "not the name of an object" },
        { "a path", "../../../../../../../../../../../../../../../../../../../etc/passwd",
            "not the name of an object" },
    };
    struct store *store = open_store(*state, MIB);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct object_id id = { 0 };
        struct error error = { 0 };
        struct bytes bytes;
        bytes_init(&bytes);
        snprintf(id.hex, sizeof id.hex, "%s", cases[i].hex);
        assert_false(store_get(store, &id, &bytes, &error));
        assert_non_null(strstr(error.text, cases[i].contains));
        bytes_finish(&bytes);
    }
    store_close(store);
}

static void test_rotten_object_is_refused_and_healed(void **state)
{
    struct store *store = open_store(*state, MIB);
    struct object_id id;
    struct error error = { 0 };
    struct bytes bytes;
    char path[PATH_MAX];
    put(store, "what was meant", &id);
    scratch_object_path(*state, &id, path);
    scratch_write(path, "what was reant");
    bytes_init(&bytes);
    bytes_append(&bytes, "before", 6);
    assert_false(store_get(store, &id, &bytes, &error));
    assert_non_null(strstr(error.text, "rotten"));
    assert_string_equal(bytes.data, "before");
    bytes_finish(&bytes);
    put(store, "what was meant", &id);
    assert_true(holds(store, &id, "what was meant"));
    store_close(store);
}

static int reads;

static ssize_t count_read(void *context, int fd, void *data, size_t size)
{
    (void)context;
    reads++;
    return file_seam_real.read(NULL, fd, data, size);
}

/* Until the file is old enough to be known by its times. */
static void glance_until_known(struct store *store, const struct object_id *id)
{
    for (int tries = 0; tries < 5000; tries++) {
        reads = 0;
        assert_int_equal(store_object_glance(store, id), OBJECT_SOUND);
        if (reads == 0) {
            return;
        }
        nanosleep(&(struct timespec) { 0, 1000000 }, NULL);
    }
    fail_msg("an object that nobody touches is read at every glance");
}

static void test_a_glance_reads_what_was_touched(void **state)
{
    struct file_seam seam = file_seam_real;
    struct error error;
    struct object_id id;
    struct stat info;
    char path[PATH_MAX];
    seam.read = count_read;
    struct store *store =
        store_open_through(&seam, ((struct scratch *)*state)->path, STORE_WRITE, MIB, &error);
    assert_non_null(store);
    put(store, "what was meant", &id);
    scratch_object_path(*state, &id, path);
    glance_until_known(store, &id);
    /* Its times of writing are put back, and it is as long. */
    assert_int_equal(stat(path, &info), 0);
    scratch_write(path, "what was reant");
    const struct timespec times[] = { info.st_atim, info.st_mtim };
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    assert_int_equal(store_object_glance(store, &id), OBJECT_ROTTEN);
    assert_int_equal(store_object_glance(store, &id), OBJECT_ROTTEN);
    put(store, "what was meant", &id);
    glance_until_known(store, &id);
    /* Another file by that name. */
    char other[PATH_MAX + 8];
    snprintf(other, sizeof other, "%s.other", path);
    scratch_write(other, "what was reant");
    assert_int_equal(rename(other, path), 0);
    assert_int_equal(store_object_glance(store, &id), OBJECT_ROTTEN);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(store_object_glance(store, &id), OBJECT_MISSING);
    store_close(store);
}

static void test_lock(void **state)
{
    struct scratch *scratch = *state;
    struct error error = { 0 };
    struct store *store = open_store(scratch, MIB);
    assert_null(store_open(scratch->path, STORE_WRITE, MIB, &error));
    assert_non_null(strstr(error.text, "another process writes to this store"));
    struct store *reader = store_open(scratch->path, STORE_READ, MIB, &error);
    assert_non_null(reader);
    struct object_id id;
    assert_false(store_put(reader, "x", 1, &id, &error));
    assert_non_null(strstr(error.text, "reading only"));
    store_close(reader);
    store_close(store);
    store = open_store(scratch, MIB);
    store_close(store);
}

static void test_reading_needs_no_directory(void **state)
{
    struct scratch *scratch = *state;
    char path[PATH_MAX];
    struct error error = { 0 };
    struct head head;
    snprintf(path, sizeof path, "%.3000s/not/there", scratch->path);
    struct store *store = store_open(path, STORE_READ, MIB, &error);
    assert_non_null(store);
    assert_true(store_read_head(store, &head, &error));
    assert_string_equal(head.current.hex, "");
    assert_int_equal(store_watch(store), -1);
    store_close(store);
    assert_int_equal(access(path, F_OK), -1);
}

static void fill_head(struct head *head)
{
    *head = (struct head) { .since_ms = 1795413600000, .time_floor_ms = -5, .floor_count = 32 };
    memset(head->current.hex, 'a', OBJECT_ID_LENGTH);
    for (size_t i = 0; i < head->floor_count; i++) {
        snprintf(head->floors[i].source, sizeof head->floors[i].source, "source-%zu-%.*s", i,
            (int)i, "0123456789012345678901234567890123456789");
        head->floors[i].serial = i ? INT64_MAX - (int64_t)i : 0;
    }
}

static void test_head_comes_back(void **state)
{
    struct store *store = open_store(*state, MIB);
    struct error error = { 0 };
    bool replaced;
    struct head head, read;
    assert_true(store_read_head(store, &read, &error));
    assert_string_equal(read.current.hex, "");
    fill_head(&head);
    assert_true(store_write_head(store, &head, &replaced, &error));
    assert_true(store_read_head(store, &read, &error));
    assert_memory_equal(&head, &read, sizeof head);
    store_close(store);
}

static enum head_state head_state(struct store *store, struct head *head)
{
    struct error error;
    return store_head_state(store, head, &error);
}

/* Every prefix and every flipped bit of a head is seen, in either copy: never a wrong head, and
 * the right one as long as one copy is good. */
static void test_damaged_head_is_refused(void **state)
{
    static const char *const names[] = { "head", "head.copy" };
    struct scratch *scratch = *state;
    struct store *store = open_store(scratch, MIB);
    struct error error = { 0 };
    bool replaced;
    struct head head, read;
    char path[PATH_MAX], text[16384];
    fill_head(&head);
    head.floor_count = 2;
    memset(&head.floors[2], 0, sizeof head.floors - 2 * sizeof *head.floors);
    for (int i = 0; i < 2; i++) {
        assert_true(store_write_head(store, &head, &replaced, &error));
        snprintf(path, sizeof path, "%.3000s/%s", scratch->path, names[i]);
        int fd = open(path, O_RDWR | O_CLOEXEC);
        ssize_t size = pread(fd, text, sizeof text, 0);
        assert_in_range(size, 200, 1000);
        for (ssize_t bit = 0; bit < 8 * size; bit++) {
            char flipped = (char)(text[bit / 8] ^ (1 << bit % 8));
            assert_int_equal(pwrite(fd, &flipped, 1, bit / 8), 1);
            assert_int_equal(head_state(store, &read), HEAD_HURT);
            assert_memory_equal(&head, &read, sizeof head);
            assert_int_equal(pwrite(fd, &text[bit / 8], 1, bit / 8), 1);
        }
        assert_int_equal(head_state(store, &read), HEAD_SOUND);
        for (ssize_t length = size - 1; length >= 0; length--) {
            assert_int_equal(ftruncate(fd, length), 0);
            assert_int_equal(head_state(store, &read), HEAD_HURT);
        }
        close(fd);
        assert_int_equal(unlink(path), 0);
        assert_int_equal(head_state(store, &read), HEAD_HURT);
        assert_memory_equal(&head, &read, sizeof head);
    }
    /* The other one as well. */
    snprintf(path, sizeof path, "%.3000s/head", scratch->path);
    scratch_write(path, "lobbycard-head 1\ncurrent -\n");
    assert_int_equal(store_head_state(store, &read, &error), HEAD_ROTTEN);
    assert_non_null(strstr(error.text, "damaged"));
    assert_string_equal(read.current.hex, "");
    assert_false(store_read_head(store, &read, &error));
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0755), 0);
    assert_int_equal(store_head_state(store, &read, &error), HEAD_UNREADABLE);
    assert_non_null(strstr(error.text, "not a regular file"));
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(head_state(store, &read), HEAD_NONE);
    assert_true(store_write_head(store, &head, &replaced, &error));
    assert_int_equal(head_state(store, &read), HEAD_SOUND);
    store_close(store);
}

/* Where no edition is named nothing stays, and nothing is looked for in a list that is not
 * there (which the undefined behaviour sanitizer sees). */
static void test_sweep_without_an_edition(void **state)
{
    struct scratch *scratch = *state;
    struct error error = { 0 };
    struct object_id id;
    struct store *store = store_open(scratch->path, STORE_WRITE, 1 << 24, &error);
    assert_non_null(store);
    assert_true(store_put(store, "orphan", 6, &id, &error));
    store_close(store);
    store = store_open(scratch->path, STORE_WRITE, 1 << 24, &error);
    assert_true(store_sweep(store, &(struct head) { 0 }, &error));
    assert_int_equal(store_object_state(store, &id), OBJECT_MISSING);
    store_close(store);
}

static void test_sweep(void **state)
{
    struct scratch *scratch = *state;
    struct store *store = open_store(scratch, MIB);
    struct error error = { 0 };
    struct head head = { 0 };
    struct object_id kept, older, garbage;
    char manifest[200], path[PATH_MAX];
    put(store, "kept", &kept);
    put(store, "older", &older);
    put(store, "garbage", &garbage);
    snprintf(manifest, sizeof manifest, "{\"body\":\"%s\"}", kept.hex);
    put(store, manifest, &head.current);
    snprintf(manifest, sizeof manifest, "{\"body\":\"%s\"}", older.hex);
    put(store, manifest, &head.previous);
    scratch_object_path(scratch, &kept, path);
    strcat(path, ".tmp");
    scratch_write(path, "torn");

    /* What was put since the last commit stays: here that is everything but the torn file. */
    assert_true(store_sweep(store, &head, &error));
    assert_int_equal(scratch_count_objects(scratch), 5);
    store_close(store);
    store = open_store(scratch, MIB);
    assert_true(store_sweep(store, &head, &error));
    assert_int_equal(scratch_count_objects(scratch), 4);
    assert_true(holds(store, &kept, "kept"));
    assert_true(holds(store, &older, "older"));
    assert_false(holds(store, &garbage, "garbage"));

    /* A rotten manifest names nothing; one that is there but cannot be read stops the sweep. */
    scratch_object_path(scratch, &head.previous, path);
    scratch_write(path, "rotten");
    assert_true(store_sweep(store, &head, &error));
    assert_int_equal(scratch_count_objects(scratch), 2);
    scratch_object_path(scratch, &head.current, path);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0755), 0);
    assert_false(store_sweep(store, &head, &error));
    assert_true(holds(store, &kept, "kept"));
    store_close(store);
}

static void test_cap(void **state)
{
    struct scratch *scratch = *state;
    struct store *store = open_store(scratch, 1000);
    struct error error = { 0 };
    struct object_id id;
    char body[600] = { 0 };
    memset(body, 'a', 599);
    put(store, body, &id);
    memset(body, 'b', 599);
    /* Both are of the commit that is being made: there is nothing to sweep. */
    assert_false(store_put(store, body, 599, &id, &error));
    assert_string_equal(id.hex, "");
    assert_non_null(strstr(error.text, "[store] max"));
    assert_int_equal(scratch_count_objects(scratch), 1);
    store_close(store);
    /* After a restart nothing names the first one any more, and it makes room. */
    store = open_store(scratch, 1000);
    put(store, body, &id);
    assert_int_equal(scratch_count_objects(scratch), 1);
    assert_true(holds(store, &id, body));
    store_close(store);
}

static bool readable(int fd)
{
    struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
    return poll(&poll_fd, 1, 0) == 1;
}

static void test_watch(void **state)
{
    struct scratch *scratch = *state;
    struct error error = { 0 };
    bool replaced;
    struct store *writer = open_store(scratch, MIB);
    struct store *reader = store_open(scratch->path, STORE_READ, MIB, &error);
    struct head head = { 0 };
    struct object_id id;
    int fd = store_watch(reader);
    assert_true(fd >= 0);
    assert_int_equal(store_watch(reader), fd);
    put(writer, "an object wakes nobody", &id);
    assert_false(readable(fd));
    assert_true(store_write_note(writer, "fetch-status.json", "{}", 2, &error));
    assert_true(readable(fd));
    assert_false(store_drain(reader));
    assert_true(store_write_head(writer, &head, &replaced, &error));
    assert_true(readable(fd));
    assert_true(store_drain(reader));
    assert_false(readable(fd));
    assert_false(store_drain(reader));
    store_close(writer);
    /* The writer sees that its folder goes though it holds a file in it. */
    writer = open_store(scratch, MIB);
    fd = store_watch(writer);
    scratch_finish(scratch);
    assert_true(readable(fd));
    assert_true(store_drain(writer));
    assert_false(store_is_there(writer));
    store_close(writer);
    /* The folder comes back. */
    assert_true(store_drain(reader));
    fd = store_watch(reader);
    assert_true(fd >= 0);
    assert_false(store_drain(reader));
    assert_int_equal(mkdir(scratch->path, 0755), 0);
    assert_true(readable(fd));
    assert_true(store_drain(reader));
    fd = store_watch(reader);
    writer = open_store(scratch, MIB);
    assert_true(store_write_head(writer, &head, &replaced, &error));
    assert_true(readable(fd));
    assert_true(store_drain(reader));
    store_close(writer);
    store_close(reader);
}

/* A look without a watch: what is another one since the last look, once each time; what was
 * drained is seen; and the watch goes on with the folder that is there. */
static void test_look(void **state)
{
    struct scratch *scratch = *state;
    struct error error = { 0 };
    bool replaced;
    char away[PATH_MAX];
    struct head head = { 0 };
    struct store *reader = store_open(scratch->path, STORE_READ, MIB, &error);
    int fd = store_watch(reader);
    store_look(reader);
    assert_false(store_look(reader));
    struct store *writer = open_store(scratch, MIB);
    assert_false(store_look(reader)); /* what else is in the folder says nothing */
    assert_true(store_write_head(writer, &head, &replaced, &error));
    assert_true(store_look(reader));
    assert_false(store_look(reader));
    assert_int_equal(store_watch(reader), fd);
    assert_true(store_write_head(writer, &head, &replaced, &error));
    assert_true(store_drain(reader));
    assert_false(store_look(reader));
    store_close(writer);
    /* Another folder in its place, with a head or without: as where it is mounted over. */
    snprintf(away, sizeof away, "%.3000s-away", scratch->path);
    assert_int_equal(rename(scratch->path, away), 0);
    assert_true(store_look(reader));
    assert_false(store_look(reader));
    assert_int_equal(mkdir(scratch->path, 0755), 0);
    assert_true(store_look(reader));
    fd = store_watch(reader);
    writer = open_store(scratch, MIB);
    assert_true(store_write_head(writer, &head, &replaced, &error));
    assert_true(readable(fd)); /* it is this one that is watched */
    store_close(writer);
    store_close(reader);
    struct scratch other;
    snprintf(other.path, sizeof other.path, "%s", away);
    scratch_finish(&other);
}

static void test_default_path(void **state)
{
    (void)state;
    char path[64];
    struct error error = { 0 };
    setenv("XDG_STATE_HOME", "/some/state", 1);
    assert_true(store_default_path(path, sizeof path, &error));
    assert_string_equal(path, "/some/state/lobbycard");
    setenv("XDG_STATE_HOME", "relative/is/ignored", 1);
    setenv("HOME", "/home/kiosk", 1);
    assert_true(store_default_path(path, sizeof path, &error));
    assert_string_equal(
        path, geteuid() == 0 ? "/var/lib/lobbycard" : "/home/kiosk/.local/state/lobbycard");
    assert_false(store_default_path(path, 5, &error));
}

/* Two configs never have one store, whatever they are called, nor has a screen theirs. */
static void test_path_of_what_is_tried(void **state)
{
    (void)state;
    char path[PATH_MAX], other[PATH_MAX], long_name[300];
    struct error error = { 0 };
    setenv("XDG_STATE_HOME", "/some/state", 1);
    assert_true(store_tried_path("/no/such/my.ini", path, sizeof path, &error));
    assert_memory_equal(path, "/some/state/lobbycard/tried/my.ini-", 35);
    assert_int_equal(strlen(path), 35 + 8);
    assert_true(store_tried_path("/no/other/my.ini", other, sizeof other, &error));
    assert_string_not_equal(path, other);
    unsetenv("XDG_STATE_HOME");
    setenv("HOME", "/home/kiosk", 1);
    assert_true(store_tried_path("/no/such/my.ini", path, sizeof path, &error));
    assert_memory_equal(path, "/home/kiosk/.local/state/lobbycard/tried/", 41);
    /* The same file by another path. */
    assert_true(store_tried_path(TEST_ROOT "/config/demo.ini", path, sizeof path, &error));
    assert_true(
        store_tried_path(TEST_ROOT "/docs/../config/demo.ini", other, sizeof other, &error));
    assert_string_equal(path, other);
    memset(long_name, 'n', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    assert_true(store_tried_path(long_name, path, sizeof path, &error));
    assert_true(strlen(strrchr(path, '/')) < 60);
    unsetenv("HOME");
    bool found = store_tried_path("my.ini", path, sizeof path, &error);
    assert_int_equal(found, geteuid() == 0);
    if (found) {
        assert_memory_equal(path, "/root/", 6);
    }
    assert_false(store_tried_path("my.ini", path, 10, &error));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_put_and_get, setup, teardown),
        cmocka_unit_test_setup_teardown(test_get_refuses, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_rotten_object_is_refused_and_healed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_glance_reads_what_was_touched, setup, teardown),
        cmocka_unit_test_setup_teardown(test_lock, setup, teardown),
        cmocka_unit_test_setup_teardown(test_reading_needs_no_directory, setup, teardown),
        cmocka_unit_test_setup_teardown(test_head_comes_back, setup, teardown),
        cmocka_unit_test_setup_teardown(test_damaged_head_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_sweep, setup, teardown),
        cmocka_unit_test_setup_teardown(test_sweep_without_an_edition, setup, teardown),
        cmocka_unit_test_setup_teardown(test_cap, setup, teardown),
        cmocka_unit_test_setup_teardown(test_watch, setup, teardown),
        cmocka_unit_test_setup_teardown(test_look, setup, teardown),
        cmocka_unit_test(test_default_path),
        cmocka_unit_test(test_path_of_what_is_tried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
