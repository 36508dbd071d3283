/* What is recalled of an edition is what would be read; and of nothing that a reader, the guard
 * or a signature would not let in. */
#include "edition/recall.h"

#include "base/system/file.h"
#include "content/feed_words.h"
#include "fakes/store_scratch.h"
#include "long_form.h"
#include "store/store_private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NOW 1795413600000
enum { STORE_MAX_BYTES = 64 * 1024 * 1024, ITEMS = 120 };

struct fixture {
    struct scratch scratch;
    struct store *store;
    char path[PATH_MAX];
    struct recall recall;
    struct object_id body;
};

static void set_guard(struct fixture *fixture)
{
    static const char *const hosts[] = { ".example.edu.cn" };
    struct error error;
    const struct guard_setup setup = { .hosts = hosts, .host_count = 1 };
    struct guard *guard = guard_create(&setup, &error);
    assert_non_null(guard);
    store_set_guard(fixture->store, guard);
}

static int setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct error error;
    scratch_init(&fixture->scratch);
    fixture->store = store_open(fixture->scratch.path, STORE_WRITE, STORE_MAX_BYTES, &error);
    assert_non_null(fixture->store);
    set_guard(fixture);
    snprintf(
        fixture->path, sizeof fixture->path, "%.4000s/" RECALL_FILE, fixture->scratch.path);
    fixture->recall = (struct recall) { fixture->path, { 1, 2 }, true };
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    store_close(fixture->store);
    scratch_finish(&fixture->scratch);
    free(fixture);
    return 0;
}

/* One of ten is held back by the guard, and two pictures of which one may not be shown. */
static void commit(struct fixture *fixture, int items, int serial)
{
    struct error error;
    struct bytes json;
    struct object_id picture;
    bool committed;
    bytes_init(&json);
    bytes_print(&json,
        "{\"lobbycard\":1,\"serial\":%d,"
        "\"site\":{\"name\":\"云水学院\"},\"items\":[",
        serial);
    for (int i = 0; i < items; i++) {
        bytes_print(&json,
            "%s{\"id\":\"i%d\",\"kind\":\"article\",\"title\":\"第%d号\",\"url\":\"https://%s/%d\","
            "\"body\":[{\"text\":\"欢迎。\"},{\"image\":\"%s.png\"}]}",
            i ? "," : "", i, i, i % 10 ? "www.example.edu.cn" : "evil.example", i,
            i % 2 ? "fine" : "coded");
    }
    bytes_print(&json, "]}");
    assert_true(store_put(fixture->store, "pixels", 6, &picture, &error));
    struct picture_ref pictures[] = {
        { .url = "coded.png", .object = picture.hex, .codes = "https://evil.example/" },
        { .url = "fine.png", .object = picture.hex, .codes = "" },
    };
    struct edition_source source = { .name = "news",
        .url = "https://www.example.edu.cn/feed.json",
        .etag = "",
        .last_modified = "",
        .fetched_ms = NOW,
        .pictures = pictures,
        .picture_count = 2 };
    assert_true(store_put(fixture->store, json.data, json.size, &source.body, &error));
    fixture->body = source.body;
    const struct edition_plan plan = { .shown = &source, .shown_count = 1 };
    if (!edition_commit(fixture->store, &plan, NOW, &committed, &error)) {
        fail_msg("%s", error.text);
    }
    bytes_finish(&json);
}

static bool allow(void *context, const struct object_id *id)
{
    (void)context, (void)id;
    return true;
}

static struct edition *load(struct fixture *fixture, bool may_take)
{
    struct error error;
    struct recall recall = fixture->recall;
    recall.may_take = may_take;
    struct edition *edition =
        edition_load_allowed(fixture->store, allow, NULL, &recall, &error);
    if (!edition) {
        fail_msg("%s", error.text);
    }
    return edition;
}

/* Writes the file. */
static void keep(struct fixture *fixture)
{
    struct edition *edition = load(fixture, false);
    assert_false(edition->kept.is_taken);
    edition_keep(edition);
    edition_destroy(edition);
}

static bool is_recalled(struct fixture *fixture)
{
    struct edition *edition = load(fixture, true);
    bool is_taken = edition->kept.is_taken;
    edition_destroy(edition);
    return is_taken;
}

static char *words_of(const struct edition *edition)
{
    struct bytes out;
    bytes_init(&out);
    for (size_t i = 0; i < edition->source_count; i++) {
        const struct edition_source *source = &edition->sources[i];
        /* Are not kept. */
        source->feed->held_count = source->feed->findings.count = 0;
        assert_true(feed_words(source->feed, &out));
        for (size_t k = 0; k < source->picture_count; k++) {
            const struct picture_ref *picture = &source->pictures[k];
            assert_true(
                bytes_print(&out, "%s %s %s\n", picture->url, picture->object, picture->path));
        }
    }
    return out.data;
}

static void test_it_is_what_would_be_read(void **state)
{
    struct fixture *fixture = *state;
    commit(fixture, ITEMS, 1);
    assert_false(is_recalled(fixture));
    keep(fixture);
    struct edition *read = load(fixture, false), *recalled = load(fixture, true);
    assert_true(recalled->kept.is_taken);
    assert_true(edition_is_as_recalled(read, &recalled->kept.as));
    assert_true(read->since_ms == recalled->since_ms);
    char *one = words_of(read), *other = words_of(recalled);
    assert_string_equal(one, other);
    assert_int_equal(recalled->sources[0].feed->item_count, ITEMS - ITEMS / 10);
    assert_int_equal(recalled->sources[0].picture_count, 1);
    assert_null(strstr(other, "evil.example"));
    free(one), free(other);
    edition_destroy(read);
    edition_destroy(recalled);
}

/* Of another edition, program or config; and where nobody would wait. */
static void test_another_one_is_none(void **state)
{
    struct fixture *fixture = *state;
    commit(fixture, ITEMS, 1);
    keep(fixture);
    assert_true(is_recalled(fixture));
    fixture->recall.ground.left++;
    assert_false(is_recalled(fixture));
    fixture->recall.ground.left--;
    assert_true(is_recalled(fixture));
    commit(fixture, ITEMS, 2);
    assert_false(is_recalled(fixture));
    unlink(fixture->path);
    commit(fixture, 20, 3);
    keep(fixture);
    assert_int_not_equal(access(fixture->path, F_OK), 0);
}

/* A body that was written over is read, and found rotten. */
static void test_a_touched_body_is_read(void **state)
{
    struct fixture *fixture = *state;
    struct error error;
    char path[PATH_MAX];
    commit(fixture, ITEMS, 1);
    commit(fixture, ITEMS, 2);
    keep(fixture);
    assert_true(is_recalled(fixture));
    scratch_object_path(&fixture->scratch, &fixture->body, path);
    scratch_write(path, "{\"lobbycard\":1}");
    struct edition *edition =
        edition_load_allowed(fixture->store, allow, NULL, &fixture->recall, &error);
    assert_non_null(edition);
    assert_false(edition->kept.is_taken);
    assert_int_equal(edition->sources[0].feed->serial, 1);
    assert_non_null(strstr(error.text, "rotten"));
    edition_destroy(edition);
}

/* One that was written over with what was there is another file, and comes to the same. */
static void test_a_body_written_anew_is_the_same(void **state)
{
    struct fixture *fixture = *state;
    struct bytes body;
    struct error error;
    char path[PATH_MAX];
    commit(fixture, ITEMS, 1);
    keep(fixture);
    struct edition *recalled = load(fixture, true);
    assert_true(recalled->kept.is_taken);
    scratch_object_path(&fixture->scratch, &fixture->body, path);
    bytes_init(&body);
    assert_true(file_read(path, SIZE_MAX / 2, &body, &error));
    assert_true(file_replace(path, body.data, body.size, &error));
    bytes_finish(&body);
    struct edition *read = load(fixture, true);
    assert_false(read->kept.is_taken);
    assert_false(digest_same(read->kept.as.key, recalled->kept.as.key));
    assert_true(edition_is_as_recalled(read, &recalled->kept.as));
    struct kept_as other = recalled->kept.as;
    other.sum.right ^= 1;
    assert_false(edition_is_as_recalled(read, &other));
    edition_destroy(read);
    edition_destroy(recalled);
}

/* What has to be signed is read and verified, whatever lies beside it. */
static void test_a_signed_one_is_read(void **state)
{
    struct fixture *fixture = *state;
    static const char *const keys[] = { "RWQ" };
    struct config_source source = { .name = "news", .public_keys = { keys, 1 } };
    struct config config = { .sources = &source, .source_count = 1 };
    struct error error;
    commit(fixture, ITEMS, 1);
    keep(fixture);
    edition_trust(fixture->store, &config);
    assert_null(edition_load_allowed(fixture->store, allow, NULL, &fixture->recall, &error));
    assert_non_null(strstr(error.text, "not signed"));
    source.public_keys.count = 0;
    assert_true(is_recalled(fixture));
    edition_trust(fixture->store, NULL);
}

/* Any byte of the file another one, or missing: it is read, and the same comes of it. */
static void test_a_hurt_file_is_none(void **state)
{
    struct fixture *fixture = *state;
    struct bytes file;
    struct error error;
    commit(fixture, ITEMS, 1);
    keep(fixture);
    bytes_init(&file);
    assert_true(file_read(fixture->path, SIZE_MAX / 2, &file, &error));
    size_t step = IS_SANITIZED ? 101 : 13;
    struct edition *edition = load(fixture, false);
    for (size_t at = 0; at < file.size; at += at < 64 ? 1 : step) {
        FILE *out = fopen(fixture->path, "we");
        file.data[at] ^= (char)(1 + at % 255);
        assert_int_equal(fwrite(file.data, 1, file.size, out), file.size);
        file.data[at] ^= (char)(1 + at % 255);
        fclose(out);
        bool is_taken = edition_recall(fixture->store, edition);
        assert_false(is_taken);
        assert_int_equal(truncate(fixture->path, (off_t)at), 0);
        assert_false(edition_recall(fixture->store, edition));
    }
    edition_destroy(edition);
    bytes_finish(&file);
}

static struct bytes file_of(const struct fixture *fixture)
{
    struct bytes file;
    struct error error;
    bytes_init(&file);
    if (!file_read(fixture->path, SIZE_MAX / 2, &file, &error)) {
        fail_msg("%s", error.text);
    }
    return file;
}

/* Who committed an edition keeps what who shows it would keep, byte for byte; once. */
static void test_who_commits_keeps_the_same(void **state)
{
    struct fixture *fixture = *state;
    struct file_mark written, found;
    commit(fixture, ITEMS, 1);
    keep(fixture);
    struct bytes shown = file_of(fixture);
    unlink(fixture->path);
    edition_keep_current(fixture->store, &fixture->recall, NULL, 0);
    struct bytes committed = file_of(fixture);
    assert_int_equal(committed.size, shown.size);
    assert_memory_equal(committed.data, shown.data, shown.size);
    assert_true(is_recalled(fixture));
    assert_true(file_mark_read(fixture->path, &written));
    edition_keep_current(fixture->store, &fixture->recall, NULL, 0);
    keep(fixture);
    assert_true(file_mark_read(fixture->path, &found) && file_mark_same(&written, &found));
    assert_int_equal(truncate(fixture->path, (off_t)shown.size - 1), 0);
    edition_keep_current(fixture->store, &fixture->recall, NULL, 0);
    assert_true(is_recalled(fixture));
    commit(fixture, ITEMS, 2);
    assert_false(is_recalled(fixture));
    edition_keep_current(fixture->store, &fixture->recall, NULL, 0);
    assert_true(is_recalled(fixture));
    bytes_finish(&committed);
    bytes_finish(&shown);
}

static void expect_nothing_kept(struct fixture *fixture)
{
    edition_keep_current(fixture->store, &fixture->recall, NULL, 0);
    assert_int_not_equal(access(fixture->path, F_OK), 0);
}

/* Nothing of a store without an edition, of few items, of what has to be signed, of a body that
 * is rotten, of a feed that the guard refuses whole. */
static void test_who_commits_keeps_nothing_else(void **state)
{
    struct fixture *fixture = *state;
    static const char *const keys[] = { "RWQ" };
    static const char *const names[] = { "云山职业学院" };
    struct config_source source = { .name = "news", .public_keys = { keys, 1 } };
    struct config config = { .sources = &source, .source_count = 1 };
    struct error error;
    char path[PATH_MAX];
    expect_nothing_kept(fixture);
    commit(fixture, 20, 1);
    expect_nothing_kept(fixture);
    commit(fixture, ITEMS, 2);
    edition_trust(fixture->store, &config);
    expect_nothing_kept(fixture);
    edition_trust(fixture->store, NULL);
    const struct guard_setup setup = { .identity = names, .identity_count = 1 };
    struct guard *guard = guard_create(&setup, &error);
    assert_non_null(guard);
    store_set_guard(fixture->store, guard);
    expect_nothing_kept(fixture);
    set_guard(fixture);
    scratch_object_path(&fixture->scratch, &fixture->body, path);
    scratch_write(path, "{\"lobbycard\":1}");
    expect_nothing_kept(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_it_is_what_would_be_read, setup, teardown),
        cmocka_unit_test_setup_teardown(test_another_one_is_none, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_touched_body_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_body_written_anew_is_the_same, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_signed_one_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_hurt_file_is_none, setup, teardown),
        cmocka_unit_test_setup_teardown(test_who_commits_keeps_the_same, setup, teardown),
        cmocka_unit_test_setup_teardown(test_who_commits_keeps_nothing_else, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
