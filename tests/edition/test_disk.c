/* A disk that fails: every call of a commit, with every errno that disks have, for one call,
 * for a few or from there on. The old edition or the new one stands, whole, nothing that may
 * not come back does, and the next try works. */
#include "edition/edition.h"
#include "fakes/failing_seam.h"
#include "fakes/store_scratch.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define MIB (1024 * 1024)
#define NOW 1795413600000
#define ISSUED "2026-11-20T08:00:00+08:00"
#define ISSUED_MS 1795132800000

static const char *const bodies[] = { "", "{\"lobbycard\": 1, \"serial\": 1}",
    "{\"lobbycard\": 1, \"serial\": 2, \"issued\": \"" ISSUED "\"}",
    "{\"lobbycard\": 1, \"serial\": 3}", "{\"lobbycard\": 1, \"serial\": 4}" };

static bool commit(struct store *store, int serial, struct error *error)
{
    bool committed;
    struct edition_source source = {
        .name = "news", .url = "u", .etag = "", .last_modified = "", .fetched_ms = NOW
    };
    struct edition_plan plan = { .shown = &source, .shown_count = 1 };
    return store_put(store, bodies[serial], strlen(bodies[serial]), &source.body, error) &&
           edition_commit(store, &plan, NOW + serial, &committed, error);
}

/* A store with editions 1 and 2; the second one set the time floor. */
static void fill(const struct scratch *scratch)
{
    struct error error;
    struct store *store = store_open(scratch->path, STORE_WRITE, MIB, &error);
    if (!store || !commit(store, 1, &error) || !commit(store, 2, &error)) {
        fail_msg("%s", error.text);
    }
    store_close(store);
}

/* The store's head knows what it knew, and both editions that it names are there. */
static void assert_nothing_lost(struct store *store)
{
    struct head head;
    struct error error;
    if (!store_read_head(store, &head, &error)) {
        fail_msg("%s", error.text);
    }
    assert_true(head.time_floor_ms == ISSUED_MS);
    struct edition *previous = edition_load(store, &head.previous, &error);
    if (!previous) {
        fail_msg("previous: %s", error.text);
    }
    edition_destroy(previous);
}

/* Opens, commits edition 3 and writes a note while the disk fails; false when no call did. */
static bool run(struct failing_seam *failing, const struct scratch *scratch)
{
    struct error error = { 0 };
    failing->calls = 0;
    struct store *store =
        store_open_through(&failing->seam, scratch->path, STORE_WRITE, MIB, &error);
    bool done = store && commit(store, 3, &error) &&
                store_write_note(store, "fetch-status.json", "{}", 2, &error);
    bool failed = failing->calls >= failing->from;
    failing->from = 0;
    if (!done && !strstr(error.text, strerror(failing->error)) &&
        !strstr(error.text, "does not give back")) {
        fail_msg("the error lacks its cause: %s", error.text);
    }
    struct store *reader = store_open(scratch->path, STORE_READ, MIB, &error);
    int serial = scratch_serial_shown(reader);
    assert_true(done ? serial == 3 : serial == 2 || serial == 3);
    assert_nothing_lost(reader);
    if (!store) {
        store = store_open_through(&failing->seam, scratch->path, STORE_WRITE, MIB, &error);
    }
    /* Twice: what a failed try left is gone with the commits that follow. */
    for (int next = 3; next <= 4; next++) {
        if (!store || !commit(store, next, &error) ||
            !store_write_note(store, "fetch-status.json", "{}", 2, &error)) {
            fail_msg("not healed: %s", error.text);
        }
        assert_int_equal(scratch_serial_shown(reader), next);
    }
    struct head head;
    assert_int_equal(store_head_state(reader, &head, &error), HEAD_SOUND);
    assert_nothing_lost(reader);
    assert_int_equal(scratch_count_objects(scratch), 4);
    store_close(reader);
    store_close(store);
    return failed;
}

static void test_every_call_fails(void **state)
{
    static const int errors[] = { ENOSPC, EDQUOT, EROFS, EIO };
    static const int counts[] = { 1, 2, 9, INT_MAX };
    (void)state;
    scratch_in_memory();
    int runs = 0;
    struct failing_seam failing;
    failing_seam_init(&failing);
    for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
            bool failed = true;
            for (int from = 1; failed; from++, runs++) {
                struct scratch scratch;
                scratch_init(&scratch);
                fill(&scratch);
                failing.error = errors[i];
                failing.count = counts[j];
                failing.from = from;
                failed = run(&failing, &scratch);
                scratch_finish(&scratch);
            }
        }
    }
    print_message("%d runs\n", runs);
    assert_in_range(runs, 16 * 60, 16 * 400);
}

/* What defeats a careless reader: an empty head, and with it the floors and an edition lost. */
static void test_a_head_that_cannot_be_read_is_not_an_empty_one(void **state)
{
    (void)state;
    struct scratch scratch;
    struct failing_seam failing;
    struct error error = { 0 };
    struct head before, head;
    scratch_init(&scratch);
    fill(&scratch);
    failing_seam_init(&failing);
    struct store *store =
        store_open_through(&failing.seam, scratch.path, STORE_WRITE, MIB, &error);
    assert_int_equal(store_head_state(store, &before, &error), HEAD_SOUND);
    failing.error = EIO;
    failing.count = INT_MAX;
    failing.from = 1;
    assert_int_equal(store_head_state(store, &head, &error), HEAD_UNREADABLE);
    assert_non_null(strstr(error.text, "the disk fails"));
    failing.from = 0;
    /* Both copies, at the moment of the commit and no other. */
    struct edition_source source = {
        .name = "news", .url = "u", .etag = "", .last_modified = "", .fetched_ms = NOW
    };
    struct edition_plan plan = { .shown = &source, .shown_count = 1 };
    bool committed;
    assert_true(store_put(store, bodies[3], strlen(bodies[3]), &source.body, &error));
    failing.calls = 0;
    failing.from = 1;
    failing.count = 2; /* the two opens */
    assert_false(edition_commit(store, &plan, NOW, &committed, &error));
    assert_false(committed);
    assert_int_equal(store_head_state(store, &head, &error), HEAD_SOUND);
    assert_memory_equal(&head, &before, sizeof head);
    assert_true(commit(store, 3, &error));
    assert_nothing_lost(store);
    assert_int_equal(scratch_serial_shown(store), 3);
    store_close(store);
    scratch_finish(&scratch);
}

/* A disk that is full of what a killed `fetch` left behind makes room for itself. */
static void test_garbage_gives_way(void **state)
{
    (void)state;
    struct scratch scratch;
    struct failing_seam failing;
    struct error error = { 0 };
    struct object_id id;
    char path[PATH_MAX];
    scratch_init(&scratch);
    fill(&scratch);
    failing_seam_init(&failing);
    struct store *store =
        store_open_through(&failing.seam, scratch.path, STORE_WRITE, MIB, &error);
    assert_true(store_put(store, "left over", 9, &id, &error));
    scratch_object_path(&scratch, &id, path);
    store_close(store);
    store = store_open_through(&failing.seam, scratch.path, STORE_WRITE, MIB, &error);
    /* The first reservation of a put: behind the look for the object and its folder. */
    failing.error = ENOSPC;
    failing.count = 1;
    failing.calls = 0;
    failing.from = 5;
    assert_true(commit(store, 3, &error));
    assert_int_equal(access(path, F_OK), -1);
    store_close(store);
    scratch_finish(&scratch);
}

/* A note finds room on a full disk where the last one lay; one that it cannot hold is refused
 * and leaves the last one. */
static void test_a_note_on_a_full_disk(void **state)
{
    static const struct {
        const char *text;
        int error;
        bool done;
    } cases[] = {
        { "{\"a\":1}", ENOSPC, true },
        { "{\"longer\":12345678901234567890}", ENOSPC, true },
        { "{}", EDQUOT, true },
        { "{}", EROFS, false },
    };
    (void)state;
    struct scratch scratch;
    struct failing_seam failing;
    char path[PATH_MAX];
    scratch_init(&scratch);
    failing_seam_init(&failing);
    snprintf(path, sizeof path, "%.3000s/note", scratch.path);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = { 0 };
        struct bytes text;
        bytes_init(&text);
        failing.from = 0;
        assert_true(file_seam_note(&failing.seam, path, "{\"first\":1}", 11, &error));
        failing.error = cases[i].error;
        failing.calls = 0;
        failing.from = 1;
        failing.count = 1;
        bool done =
            file_seam_note(&failing.seam, path, cases[i].text, strlen(cases[i].text), &error);
        assert_int_equal(done, cases[i].done);
        assert_true(file_seam_read(&file_seam_real, path, 100, &text, &error));
        const char *wanted = done ? cases[i].text : "{\"first\":1}";
        assert_int_equal(strcspn(text.data, "\n"), strlen(wanted));
        assert_memory_equal(text.data, wanted, strlen(wanted));
        bytes_finish(&text);
    }
    char large[20000];
    memset(large, 'x', sizeof large);
    failing.calls = 0;
    assert_false(file_seam_note(&failing.seam, path, large, sizeof large, NULL));
    scratch_finish(&scratch);
}

/* A disk that takes everything and gives back something else: with the n-th write one bit is
 * another. */
static int wrong_write, writes;

static ssize_t write_wrong(void *context, int fd, const void *data, size_t size)
{
    (void)context;
    if (writes++ != wrong_write) {
        return file_seam_real.write(NULL, fd, data, size);
    }
    char *copy = malloc(size);
    memcpy(copy, data, size);
    copy[size / 2] ^= 4;
    ssize_t put = file_seam_real.write(NULL, fd, copy, size);
    free(copy);
    return put;
}

/* What was written is read back before it counts: what another bit got into is no object, and
 * is not left behind; the same bytes are taken when they come again. */
static void test_what_is_written_is_read_back(void **state)
{
    (void)state;
    struct error error = { 0 };
    struct scratch scratch;
    struct failing_seam failing;
    scratch_init(&scratch);
    fill(&scratch);
    failing_seam_init(&failing);
    failing.seam.write = write_wrong;
    struct store *store =
        store_open_through(&failing.seam, scratch.path, STORE_WRITE, MIB, &error);
    assert_non_null(store);
    struct object_id id, wanted;
    object_id_of(bodies[3], strlen(bodies[3]), &wanted);
    wrong_write = writes = 0;
    assert_false(store_put(store, bodies[3], strlen(bodies[3]), &id, &error));
    assert_non_null(strstr(error.text, "does not give back"));
    assert_string_equal(id.hex, "");
    assert_int_equal(store_object_state(store, &wanted), OBJECT_MISSING);
    char path[PATH_MAX];
    scratch_object_path(&scratch, &wanted, path);
    strcat(path, ".tmp");
    assert_int_equal(access(path, F_OK), -1);
    assert_true(store_put(store, bodies[3], strlen(bodies[3]), &id, &error));
    assert_int_equal(store_object_state(store, &wanted), OBJECT_SOUND);
    store_close(store);
    scratch_finish(&scratch);
}

/* A commit in which any one write goes wrong: the edition before is shown, or the new one. */
static void test_any_write_goes_wrong(void **state)
{
    (void)state;
    int written = 0; /* as the first one says, in which none goes wrong */
    for (wrong_write = -1; wrong_write < written; wrong_write++) {
        struct error error = { 0 };
        struct scratch scratch;
        struct failing_seam failing;
        scratch_init(&scratch);
        fill(&scratch);
        failing_seam_init(&failing);
        failing.seam.write = write_wrong;
        struct store *store =
            store_open_through(&failing.seam, scratch.path, STORE_WRITE, MIB, &error);
        writes = 0;
        commit(store, 3, &error);
        written = writes > written ? writes : written;
        store_close(store);
        store = store_open(scratch.path, STORE_READ, MIB, &error);
        struct edition *edition = edition_load_newest(store, &error);
        assert_non_null(edition);
        edition_destroy(edition);
        assert_nothing_lost(store);
        store_close(store);
        scratch_finish(&scratch);
    }
    assert_in_range(written, 4, 20); /* body, manifest, both heads */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_call_fails),
        cmocka_unit_test(test_a_head_that_cannot_be_read_is_not_an_empty_one),
        cmocka_unit_test(test_garbage_gives_way),
        cmocka_unit_test(test_a_note_on_a_full_disk),
        cmocka_unit_test(test_what_is_written_is_read_back),
        cmocka_unit_test(test_any_write_goes_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
