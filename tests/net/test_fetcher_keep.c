/* What is committed of many items is kept for whoever shows it first; and nothing else is. */
#include "base/system/file.h"
#include "chance.h"
#include "edition/recall.h"
#include "fetcher_fixture.h"
#include "store/store_private.h"

enum { MANY = 130, FEW = 20 };

static bool allow(void *context, const struct object_id *id)
{
    (void)context, (void)id;
    return true;
}

static void say(struct fixture *fixture, struct bytes *body, int items, int serial)
{
    bytes_clear(body);
    bytes_print(body, "{\"lobbycard\":1,\"serial\":%d,\"items\":[", serial);
    for (int i = 0; i < items; i++) {
        bytes_print(body,
            "%s{\"id\":\"i%d\",\"kind\":\"notice\",\"title\":\"第%d号\",\"text\":\"欢迎。\"}",
            i ? "," : "", i, i);
    }
    bytes_print(body, "]}");
    publish(fixture->news, NULL, body->data);
}

static void run(struct fixture *fixture)
{
    struct error error;
    if (!fetcher_run_once(fixture->fetcher, &fixture->stop, &error)) {
        fail_msg("%s", error.text);
    }
}

/* Whether `play` would take the newest edition from the file, with those items. */
static bool is_kept(struct fixture *fixture, const char *path, int items, int serial)
{
    struct error error;
    const struct recall recall = { path, { 1, 2 }, true };
    struct edition *edition =
        edition_load_allowed(fixture->store, allow, NULL, &recall, &error);
    assert_non_null(edition);
    bool is_kept = edition->kept.is_taken;
    assert_int_equal(edition->sources[0].feed->item_count, items);
    assert_int_equal(edition->sources[0].feed->serial, serial);
    edition_destroy(edition);
    return is_kept;
}

static void test_many_items_are_kept(void **state)
{
    struct fixture *fixture = *state;
    const struct digest ground = { 1, 2 };
    struct file_mark written, found;
    struct bytes body;
    char path[PATH_MAX];
    bytes_init(&body);
    snprintf(path, sizeof path, "%.4000s/" RECALL_FILE, fixture->scratch.path);
    say(fixture, &body, MANY, 1);
    run(fixture);
    assert_false(is_kept(fixture, path, MANY, 1)); /* nobody asked for it */
    fetcher_keep_feeds(fixture->fetcher, &ground);
    run(fixture); /* no news */
    assert_int_not_equal(access(path, F_OK), 0);
    say(fixture, &body, MANY + 1, 2);
    run(fixture);
    assert_true(is_kept(fixture, path, MANY + 1, 2));
    assert_true(file_mark_read(path, &written));
    run(fixture);
    assert_true(file_mark_read(path, &found) && file_mark_same(&written, &found));
    say(fixture, &body, MANY, 3);
    run(fixture);
    assert_true(is_kept(fixture, path, MANY, 3));
    unlink(path);
    say(fixture, &body, FEW, 4);
    run(fixture);
    assert_int_not_equal(access(path, F_OK), 0);
    bytes_finish(&body);
}

/* Opened with a guard, by which all is judged from the beginning. */
static void open_guarded(struct fixture *fixture)
{
    static const char *const hosts[] = { ".example" };
    const struct guard_setup rules = { .hosts = hosts, .host_count = 1 };
    const struct digest ground = { 1, 2 };
    struct error error;
    fetcher_destroy(fixture->fetcher);
    fixture->fetcher = NULL;
    struct guard *guard = guard_create(&rules, &error);
    assert_non_null(guard);
    store_set_guard(fixture->store, guard);
    const struct http http = { .context = &fixture->web, .get = fake_get };
    fixture->fetcher = fetcher_create(&fixture->config, fixture->store, http, &error);
    assert_non_null(fixture->fetcher);
    fetcher_keep_feeds(fixture->fetcher, &ground);
}

/* Few items or many, of words by which the breaker knows them; some lead elsewhere, some are
 * alerts. */
static void say_anything(struct answer *answer, struct bytes *body, int serial)
{
    static const char *const words[] = { "开学典礼", "图书馆开放", "校园网升级", "运动会" };
    int items = chance(3) ? 140 + chance(60) : 1 + chance(20);
    const char *word = words[chance(4)];
    bytes_clear(body);
    bytes_print(body, "{\"lobbycard\":1,\"serial\":%d,\"items\":[", serial);
    for (int i = 0; i < items; i++) {
        bytes_print(body, i ? "," : "");
        if (chance(40) == 0) {
            bytes_print(body,
                "{\"kind\":\"alert\",\"id\":\"w%d\",\"title\":\"大风\",\"text\":\"进屋\",\"show\":"
                "{\"until\":\"2026-11-24T12:00:00+08:00\"}}",
                i);
        } else {
            bytes_print(body,
                "{\"id\":\"i%d\",\"kind\":\"article\",\"title\":\"%s%d\",\"url\":\"https://%s/%d\","
                "\"body\":[{\"text\":\"%s。\"},{\"image\":\"https://news.example/%s.jpg\"}]}",
                i, word, i, chance(9) ? "www.example" : "evil.invalid", i, word,
                chance(2) ? "a" : "b");
        }
    }
    bytes_print(body, "]}");
    publish(answer, NULL, body->data);
}

static void approve_anything(struct fixture *fixture)
{
    struct error error;
    struct head head;
    assert_true(store_read_head(fixture->store, &head, &error));
    struct edition *waiting =
        *head.waiting.hex ? edition_load_manifest(fixture->store, &head.waiting, &error) : NULL;
    for (size_t i = 0; waiting && i < waiting->source_count; i++) {
        const struct edition_source *source = &waiting->sources[i];
        assert_true(store_approve(fixture->store, source->name, &source->body, &error));
    }
    edition_destroy(waiting);
}

static struct bytes whole_file(const char *path)
{
    struct bytes file;
    struct error error;
    bytes_init(&file);
    if (access(path, F_OK) == 0 && !file_read(path, SIZE_MAX / 2, &file, &error)) {
        fail_msg("%s", error.text);
    }
    return file;
}

/* Whether what is kept of the newest edition is what who reads it would keep; true of one that
 * nobody would. */
static bool is_as_read(struct fixture *fixture, const char *path, bool *is_large)
{
    struct error error;
    char other[PATH_MAX];
    snprintf(other, sizeof other, "%.4000s/as-read", fixture->scratch.path);
    const struct recall recall = { other, { 1, 2 }, false };
    struct edition *edition =
        edition_load_allowed(fixture->store, allow, NULL, &recall, &error);
    assert_non_null(edition);
    unlink(other);
    edition_keep(edition);
    edition_destroy(edition);
    struct bytes read = whole_file(other), kept = whole_file(path);
    *is_large = read.size > 0;
    bool same =
        !*is_large || (kept.size == read.size && memcmp(kept.data, read.data, read.size) == 0);
    bytes_finish(&read);
    bytes_finish(&kept);
    return same;
}

/* Two sources that say anything, of which much waits, parts or is approved, over restarts. */
static void test_what_comes_by_chance(void **state)
{
    struct fixture *fixture = *state;
    struct bytes bodies[2];
    struct error error;
    char path[PATH_MAX];
    int large = 0, rounds = (int)how_many(60, 1500);
    bool is_large;
    chance_begin(20261202);
    snprintf(path, sizeof path, "%.4000s/" RECALL_FILE, fixture->scratch.path);
    bytes_init(&bodies[0]);
    bytes_init(&bodies[1]);
    for (size_t i = 0; i < 2; i++) {
        fixture->web.answers[2 + i] = (struct answer) { .url = i ? "https://news.example/b.jpg"
                                                                 : "https://news.example/a.jpg",
            .outcome = HTTP_LATER,
            .body = "picture",
            .error = "later" };
    }
    fixture->config.guard.breaker_hold_ms = 3600000;
    fixture->config.guard.breaker_share_pct = 75;
    fixture->config.guard.breaker_alerts = false;
    open_guarded(fixture);
    for (int round = 1; round <= rounds; round++) {
        int which = chance(2);
        say_anything(which ? fixture->dorm : fixture->news, &bodies[which], round + 10);
        fixture->web.answers[2 + chance(2)].outcome = chance(2) ? HTTP_FRESH : HTTP_LATER;
        if (chance(3) == 0) {
            approve_anything(fixture);
        }
        if (chance(5) == 0) {
            open_guarded(fixture);
        }
        fetcher_run_once(fixture->fetcher, &fixture->stop, &error);
        if (!is_as_read(fixture, path, &is_large)) {
            fail_msg("round %d", round);
        }
        large += is_large;
    }
    printf("%d of %d are large\n", large, rounds);
    assert_true(large > rounds / 4);
    bytes_finish(&bodies[0]);
    bytes_finish(&bodies[1]);
}

/* Of a source that was there before it began, and says nothing new, the items count too. */
static void test_what_was_there_counts(void **state)
{
    struct fixture *fixture = *state;
    const struct digest ground = { 1, 2 };
    struct bytes body;
    char path[PATH_MAX];
    bytes_init(&body);
    snprintf(path, sizeof path, "%.4000s/" RECALL_FILE, fixture->scratch.path);
    say(fixture, &body, MANY, 1);
    fixture->news->etag = "\"n\"";
    run(fixture);
    open_again(fixture, 1024 * 1024);
    fetcher_keep_feeds(fixture->fetcher, &ground);
    publish(fixture->dorm, NULL, "{\"lobbycard\":1,\"serial\":11}");
    run(fixture);
    assert_string_equal(fixture->news->asked_etag, "\"n\"");
    assert_true(is_kept(fixture, path, MANY, 1));
    bytes_finish(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_comes_by_chance, setup, teardown),
        cmocka_unit_test_setup_teardown(test_many_items_are_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_was_there_counts, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
