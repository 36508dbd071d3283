/* What is committed of many items is kept for whoever shows it first; and nothing else is. */
#include "base/system/file.h"
#include "edition/recall.h"
#include "fetcher_fixture.h"

#include <sys/stat.h>

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

static ino_t number_of(const char *path)
{
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    return info.st_ino;
}

static void test_many_items_are_kept(void **state)
{
    struct fixture *fixture = *state;
    const struct digest ground = { 1, 2 };
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
    ino_t number = number_of(path);
    run(fixture);
    assert_true(number_of(path) == number);
    say(fixture, &body, MANY, 3);
    run(fixture);
    assert_true(is_kept(fixture, path, MANY, 3));
    unlink(path);
    say(fixture, &body, FEW, 4);
    run(fixture);
    assert_int_not_equal(access(path, F_OK), 0);
    bytes_finish(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_many_items_are_kept, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
