#include "edition/edition.h"
#include "edition/manifest.h"
#include "fakes/store_scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define MIB (1024 * 1024)
#define NOW 1795413600000

struct fixture {
    struct scratch scratch;
    struct store *store;
};

static int setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct error error;
    scratch_init(&fixture->scratch);
    fixture->store = store_open(fixture->scratch.path, STORE_WRITE, MIB, &error);
    *state = fixture;
    return fixture->store ? 0 : -1;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    store_close(fixture->store);
    scratch_finish(&fixture->scratch);
    free(fixture);
    return 0;
}

/* Puts the body and fills an entry for it. */
static struct edition_source entry(struct store *store, const char *name, const char *body)
{
    struct error error;
    struct edition_source source = { .name = name,
        .url = "https://campus.example/feed.json",
        .etag = "\"one\"",
        .last_modified = "Mon, 23 Nov 2026 10:00:00 GMT",
        .fetched_ms = NOW };
    if (!store_put(store, body, strlen(body), &source.body, &error)) {
        fail_msg("%s", error.text);
    }
    return source;
}

static bool commit(
    struct store *store, const struct edition_source *sources, size_t count, int64_t now_ms)
{
    struct error error;
    bool committed;
    struct edition_plan plan = { .shown = sources, .shown_count = count };
    if (!edition_commit(store, &plan, now_ms, &committed, &error)) {
        fail_msg("%s", error.text);
    }
    return committed;
}

static struct edition *newest(struct store *store)
{
    struct error error;
    struct edition *edition = edition_load_newest(store, &error);
    if (!edition) {
        fail_msg("%s", error.text);
    }
    return edition;
}

static int64_t newest_serial(struct store *store)
{
    struct edition *edition = newest(store);
    int64_t serial = edition->sources[0].feed->serial;
    edition_destroy(edition);
    return serial;
}

static const char feed_one[] = "{\"lobbycard\": 1, \"serial\": 1}";
static const char feed_two[] = "{\"lobbycard\": 1, \"serial\": 2}";
static const char feed_three[] = "{\"lobbycard\": 1, \"serial\": 3}";

static void test_empty_store(void **state)
{
    struct fixture *fixture = *state;
    struct error error = { "left over" };
    assert_null(edition_load_newest(fixture->store, &error));
    assert_string_equal(error.text, "");
}

static void test_what_is_committed_comes_back(void **state)
{
    struct fixture *fixture = *state;
    struct edition_source sources[2];
    sources[0] = entry(fixture->store, "news", feed_one);
    sources[1] = entry(fixture->store, "dorms", feed_two);
    sources[1].etag = "W/\"with \\\" and \\\\\"";
    sources[1].last_modified = "";
    assert_true(commit(fixture->store, sources, 2, NOW + 5));
    struct edition *edition = newest(fixture->store);
    assert_int_equal(edition->source_count, 2);
    assert_true(edition->since_ms == NOW + 5);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(edition->sources[i].name, sources[i].name);
        assert_string_equal(edition->sources[i].url, sources[i].url);
        assert_string_equal(edition->sources[i].etag, sources[i].etag);
        assert_string_equal(edition->sources[i].last_modified, sources[i].last_modified);
        assert_string_equal(edition->sources[i].body.hex, sources[i].body.hex);
        assert_string_equal(edition->sources[i].signature.hex, "");
        assert_true(edition->sources[i].fetched_ms == NOW);
        assert_true(edition->sources[i].feed->serial == (int64_t)i + 1);
    }
    edition_destroy(edition);
}

static void test_nothing_changed_leaves_the_head_alone(void **state)
{
    struct fixture *fixture = *state;
    struct error error;
    struct head before, after;
    struct edition_source source = entry(fixture->store, "news", feed_one);
    assert_true(commit(fixture->store, &source, 1, NOW));
    assert_true(store_read_head(fixture->store, &before, &error));
    source = entry(fixture->store, "news", feed_one);
    source.etag = "\"another\"";
    source.fetched_ms = NOW + 60000;
    assert_false(commit(fixture->store, &source, 1, NOW + 60000));
    assert_true(store_read_head(fixture->store, &after, &error));
    assert_memory_equal(&before, &after, sizeof before);
    source.url = "https://elsewhere.example/feed.json";
    assert_true(commit(fixture->store, &source, 1, NOW + 60000));
}

/* What is found out about a picture later is something new, and comes back. */
static void test_what_is_known_of_pictures(void **state)
{
    struct fixture *fixture = *state;
    struct error error;
    struct head head;
    struct edition_source source = entry(fixture->store, "news", feed_one);
    struct picture_ref picture = { .url = "https://a.example/1.png",
        .object = source.body.hex };
    source.pictures = &picture;
    source.picture_count = 1;
    assert_true(commit(fixture->store, &source, 1, NOW));
    for (int step = 0; step < 4; step++) {
        picture.codes = step > 0 ? "https://b.example/\nURL:" : "";
        picture.is_searched = step > 1;
        picture.width = step > 2 ? 16384 : 0;
        picture.height = step > 2 ? 7 : 0;
        assert_int_equal(commit(fixture->store, &source, 1, NOW + step), step > 0);
        assert_true(store_read_head(fixture->store, &head, &error));
        struct edition *edition = edition_load_manifest(fixture->store, &head.current, &error);
        assert_non_null(edition);
        assert_int_equal(edition->sources[0].picture_count, 1);
        const struct picture_ref *back = &edition->sources[0].pictures[0];
        assert_string_equal(back->codes, picture.codes);
        assert_int_equal(back->is_searched, picture.is_searched);
        assert_false(back->hides_codes);
        assert_int_equal(back->width, picture.width);
        assert_int_equal(back->height, picture.height);
        edition_destroy(edition);
    }
    picture.hides_codes = true;
    assert_true(commit(fixture->store, &source, 1, NOW));
}

static void test_two_editions_are_kept(void **state)
{
    struct fixture *fixture = *state;
    const char *bodies[] = { feed_one, feed_two, feed_three };
    for (size_t i = 0; i < 3; i++) {
        struct edition_source source = entry(fixture->store, "news", bodies[i]);
        assert_true(commit(fixture->store, &source, 1, NOW + (int64_t)i));
    }
    assert_int_equal(newest_serial(fixture->store), 3);
    assert_int_equal(scratch_count_objects(&fixture->scratch), 4);
}

/* What is done to one object of the current edition, and what is loaded then. */
static void test_damage_falls_back_to_the_previous_edition(void **state)
{
    static const struct {
        const char *name;
        bool manifest, remove;
        const char *error;
    } cases[] = {
        { "body rotten", false, false, "rotten" },
        { "body missing", false, true, "No such file" },
        { "manifest rotten", true, false, "rotten" },
        { "manifest missing", true, true, "No such file" },
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error;
        struct head head;
        char path[PATH_MAX];
        struct edition_source one = entry(fixture->store, "news", feed_one);
        commit(fixture->store, &one, 1, NOW);
        struct edition_source two = entry(fixture->store, "news", feed_two);
        commit(fixture->store, &two, 1, NOW + 1);
        assert_true(store_read_head(fixture->store, &head, &error));
        scratch_object_path(
            &fixture->scratch, cases[i].manifest ? &head.current : &two.body, path);
        if (cases[i].remove) {
            assert_int_equal(unlink(path), 0);
        } else {
            scratch_write(path, "{\"lobbycard\": 1, \"serial\": 99}");
        }
        struct edition *edition = edition_load_newest(fixture->store, &error);
        assert_non_null(edition);
        assert_int_equal(edition->sources[0].feed->serial, 1);
        assert_true(edition->since_ms == 0);
        assert_non_null(strstr(error.text, cases[i].error));
        edition_destroy(edition);

        /* The next commit keeps the previous edition that loads, not the damaged one. */
        struct edition_source three = entry(fixture->store, "news", feed_three);
        assert_true(commit(fixture->store, &three, 1, NOW + 2));
        assert_int_equal(newest_serial(fixture->store), 3);
        assert_true(store_read_head(fixture->store, &head, &error));
        edition = edition_load(fixture->store, &head.previous, &error);
        assert_non_null(edition);
        assert_int_equal(edition->sources[0].feed->serial, 1);
        edition_destroy(edition);
    }
}

static void test_refetched_body_heals(void **state)
{
    struct fixture *fixture = *state;
    char path[PATH_MAX];
    struct edition_source source = entry(fixture->store, "news", feed_one);
    commit(fixture->store, &source, 1, NOW);
    scratch_object_path(&fixture->scratch, &source.body, path);
    scratch_write(path, "x");
    source = entry(fixture->store, "news", feed_one);
    assert_false(commit(fixture->store, &source, 1, NOW));
    assert_int_equal(newest_serial(fixture->store), 1);
}

static void test_refused_commits_leave_all_as_it_was(void **state)
{
    struct fixture *fixture = *state;
    struct head before, after;
    struct error error;
    bool committed;
    struct edition_source good = entry(fixture->store, "news", feed_one);
    commit(fixture->store, &good, 1, NOW);
    assert_true(store_read_head(fixture->store, &before, &error));
    int objects = scratch_count_objects(&fixture->scratch);

    struct edition_source bad = entry(fixture->store, "news", "no feed");
    struct edition_plan plan = { .shown = &bad, .shown_count = 1 };
    assert_false(edition_commit(fixture->store, &plan, NOW + 1, &committed, &error));
    assert_non_null(strstr(error.text, "the new edition does not load: source news"));
    struct edition_source lost = good;
    memset(lost.body.hex, '0', OBJECT_ID_LENGTH);
    plan.shown = &lost;
    assert_false(edition_commit(fixture->store, &plan, NOW + 1, &committed, &error));

    assert_false(committed);
    assert_true(store_read_head(fixture->store, &after, &error));
    assert_memory_equal(&before, &after, sizeof before);
    assert_int_equal(scratch_count_objects(&fixture->scratch), objects);
    assert_int_equal(newest_serial(fixture->store), 1);
}

static void test_what_does_not_fit_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct error error;
    struct object_id id;
    char body[4000];
    struct edition_source good = entry(fixture->store, "news", feed_one);
    commit(fixture->store, &good, 1, NOW);
    store_close(fixture->store);
    fixture->store = store_open(fixture->scratch.path, STORE_WRITE, 4000, &error);
    assert_non_null(fixture->store);
    memset(body, ' ', sizeof body);
    memcpy(body, feed_two, sizeof feed_two - 1);
    assert_false(store_put(fixture->store, body, sizeof body, &id, &error));
    assert_non_null(strstr(error.text, "full"));
    assert_int_equal(newest_serial(fixture->store), 1);
    struct edition_source small = entry(fixture->store, "news", feed_two);
    assert_true(commit(fixture->store, &small, 1, NOW));
    assert_int_equal(newest_serial(fixture->store), 2);
}

static void spoil(struct fixture *fixture, const char *name)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%.3000s/%s", fixture->scratch.path, name);
    scratch_write(path, "lobbycard-head 1\ncurrent -\n");
}

/* One copy spoilt: nothing is lost, and the same content is a commit that heals it. Both: the
 * store is as a new one. */
static void test_damaged_head_heals_with_the_next_commit(void **state)
{
    struct fixture *fixture = *state;
    struct error error;
    struct head head;
    const char *bodies[] = { feed_one, feed_two };
    struct edition_source source;
    for (size_t i = 0; i < 2; i++) {
        source = entry(fixture->store, "news", bodies[i]);
        commit(fixture->store, &source, 1, NOW + (int64_t)i);
    }
    for (size_t i = 0; i < 2; i++) {
        spoil(fixture, i ? "head.copy" : "head");
        assert_int_equal(newest_serial(fixture->store), 2);
        assert_int_equal(store_head_state(fixture->store, &head, &error), HEAD_HURT);
        assert_false(commit(fixture->store, &source, 1, NOW + 5));
        assert_int_equal(store_head_state(fixture->store, &head, &error), HEAD_SOUND);
        assert_true(head.since_ms == NOW + 1);
        assert_true(*head.previous.hex);
    }
    spoil(fixture, "head");
    spoil(fixture, "head.copy");
    assert_null(edition_load_newest(fixture->store, &error));
    assert_non_null(strstr(error.text, "damaged"));
    assert_true(commit(fixture->store, &source, 1, NOW));
    assert_int_equal(newest_serial(fixture->store), 2);
}

static void test_manifests_that_are_refused(void **state)
{
#define ID "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define MANIFEST(name, body, fetched)                                                          \
    "{\"lobbycard_edition\":1,\"sources\":[{\"name\":" name ",\"url\":\"u\",\"body\":" body    \
    ",\"signature\":\"\",\"etag\":\"\",\"last_modified\":\"\",\"fetched_ms\":" fetched "}]}"
    static const struct {
        const char *text, *error;
    } cases[] = {
        { "", "" },
        { "[]", "not a manifest" },
        { "{\"lobbycard_edition\":2,\"sources\":[]}", "not a manifest" },
        { "{\"lobbycard_edition\":1,\"sources\":{}}", "not a manifest" },
        { "{\"lobbycard_edition\":1,\"sources\":[7]}", "sources[0]" },
        { "{\"lobbycard_edition\":1,\"sources\":[]} x", "" },
        { MANIFEST("\"\"", "\"" ID "\"", "0"), "sources[0]" },
        { MANIFEST("7", "\"" ID "\"", "0"), "sources[0]" },
        { MANIFEST("\"a\"", "\"\"", "0"), "sources[0]" },
        { MANIFEST("\"a\"", "\"" ID "0\"", "0"), "sources[0]" },
        { MANIFEST("\"a\"", "\"" ID "\"", "1e300"), "sources[0]" },
        { MANIFEST("\"a\"", "\"" ID "\"", "\"0\""), "sources[0]" },
        { MANIFEST("\"a\"", "\"" ID "\"", "0,\"format\":\"rss\""), "sources[0]" },
        { MANIFEST("\"a\"", "\"" ID "\"", "0,\"format\":1"), "sources[0]" },
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct object_id id;
        struct error error = { 0 };
        assert_true(
            store_put(fixture->store, cases[i].text, strlen(cases[i].text), &id, &error));
        assert_null(edition_load_manifest(fixture->store, &id, &error));
        assert_true(*error.text);
        assert_non_null(strstr(error.text, cases[i].error));
    }
}

/* One of an older version does not say in which format a source's body is. */
static void test_manifests_that_are_read(void **state)
{
    static const char *const cases[] = {
        MANIFEST("\"a\"", "\"" ID "\"", "1795413600000"),
        MANIFEST("\"a\"", "\"" ID "\"", "1795413600000,\"format\":\"native\""),
    };
    struct fixture *fixture = *state;
    struct edition *editions[2];
    for (size_t i = 0; i < 2; i++) {
        struct object_id id;
        struct error error = { 0 };
        assert_true(store_put(fixture->store, cases[i], strlen(cases[i]), &id, &error));
        editions[i] = edition_load_manifest(fixture->store, &id, &error);
        assert_non_null(editions[i]);
        assert_true(editions[i]->sources[0].fetched_ms == NOW);
        assert_int_equal(editions[i]->sources[0].format, FEED_NATIVE);
    }
    assert_true(manifest_same(editions[0]->sources, 1, editions[1]->sources, 1));
    struct bytes text;
    bytes_init(&text);
    assert_true(manifest_print(editions[0]->sources, 1, &text, NULL));
    assert_true(bytes_append(&text, "", 1));
    assert_non_null(strstr(text.data, "\"format\":\t\"native\""));
    bytes_finish(&text);
    edition_destroy(editions[0]);
    edition_destroy(editions[1]);
}

static void test_from_files(void **state)
{
    struct fixture *fixture = *state;
    struct error error;
    char good[PATH_MAX], bad[PATH_MAX];
    snprintf(good, sizeof good, "%.3000s/open-day.json", fixture->scratch.path);
    snprintf(bad, sizeof bad, "%.3000s/torn.json", fixture->scratch.path);
    scratch_write(good, feed_two);
    scratch_write(bad, "{\"lobbycard\": 1");
    struct edition *edition = edition_from_files(
        (const char *[]) { good, good }, 2, &(struct edition_reading) { 0 }, &error);
    assert_non_null(edition);
    assert_int_equal(edition->source_count, 2);
    assert_string_equal(edition->sources[1].name, "open-day");
    assert_memory_equal(edition->sources[1].url, "file:///", 8);
    assert_int_equal(edition->sources[1].feed->serial, 2);
    edition_destroy(edition);
    assert_null(edition_from_files(
        (const char *[]) { good, bad }, 2, &(struct edition_reading) { 0 }, &error));
    assert_non_null(strstr(error.text, "torn.json"));
    assert_null(edition_from_files(
        (const char *[]) { "/not/there.json" }, 1, &(struct edition_reading) { 0 }, &error));
    assert_non_null(strstr(error.text, "/not/there.json"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_empty_store, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_committed_comes_back, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_nothing_changed_leaves_the_head_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_known_of_pictures, setup, teardown),
        cmocka_unit_test_setup_teardown(test_two_editions_are_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_damage_falls_back_to_the_previous_edition, setup, teardown),
        cmocka_unit_test_setup_teardown(test_refetched_body_heals, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_refused_commits_leave_all_as_it_was, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_does_not_fit_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_damaged_head_heals_with_the_next_commit, setup, teardown),
        cmocka_unit_test_setup_teardown(test_manifests_that_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_manifests_that_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(test_from_files, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
