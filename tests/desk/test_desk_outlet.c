/* What goes out: which parts changed, which files, and what is left when something fails; who
 * is at a part. */
#include "base/system/file.h"
#include "command/desk/content/presence.h"
#include "command/desk/content/wall/changed.h"
#include "command/desk/content/wall/outlet.h"
#include "command/desk/content/wall/signing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const struct {
    const char *before, *after, *names;
} changes[] = {
    { NULL, "{\"items\":[]}", "[]" },
    { NULL, "{\"site\":{},\"items\":[{\"id\":\"a\"},{\"id\":\"b\"}]}",
        "[\"i-a\",\"i-b\",\"site\"]" },
    { "{\"items\":[{\"id\":\"a\",\"n\":1},{\"id\":\"b\"}]}",
        "{\"items\":[{\"id\":\"b\"},{\"n\":1, \"id\":\"a\"}]}", "[]" },
    { "{\"items\":[{\"id\":\"a\",\"n\":1}]}", "{\"items\":[{\"id\":\"a\",\"n\":2}]}",
        "[\"i-a\"]" },
    { "{\"items\":[{\"id\":\"a\"}],\"links\":[]}", "{\"items\":[{\"id\":\"c\"}]}",
        "[\"i-a\",\"i-c\",\"links\"]" },
    { "{\"items\":[{\"id\":\"a\"},{\"id\":\"a\",\"n\":1},{\"x\":1}]}",
        "{\"items\":[{\"id\":\"a\"},{\"x\":2}]}", "[]" },
};

static void test_changed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct arena arena;
        struct changed changed;
        const char *before_text = changes[i].before, *after_text = changes[i].after;
        struct bytes before = { (char *)before_text, before_text ? strlen(before_text) : 0, 0 };
        struct bytes after = { (char *)after_text, strlen(after_text), 0 };
        arena_init(&arena);
        assert_true(changed_find(&changed, &arena, before_text ? &before : NULL, &after));
        assert_string_equal(changed_names(&changed, &arena), changes[i].names);
        arena_finish(&arena);
    }
}

static void test_files(void **state)
{
    (void)state;
    static const struct {
        const char *address;
        bool is_file;
    } addresses[] = {
        { "media/a.jpg", true },
        { "a.png", true },
        { "media/2026/图.jpg", true },
        { "", false },
        { "/etc/passwd", false },
        { "../a.jpg", false },
        { "media/../../a.jpg", false },
        { "media/./a.jpg", false },
        { "media//a.jpg", false },
        { "media/.a.jpg", false },
        { "media/", false },
        { "https://x/a.jpg", false },
        { "media/a.jpg?x", false },
        { "media/%2e%2e/a.jpg", false },
        { "media\\a.jpg", false },
        { "media/a\n.jpg", false },
    };
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        if (outlet_is_file(addresses[i].address) != addresses[i].is_file) {
            fail_msg("%s", addresses[i].address);
        }
    }
}

struct place {
    char folder[40], feed[80], work[80];
    struct outlet *outlet;
};

static int setup(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    struct error error = { 0 };
    strcpy(place->folder, "/tmp/lobbycard-outlet-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    snprintf(place->feed, sizeof place->feed, "%s/www/feed.json", place->folder);
    snprintf(place->work, sizeof place->work, "%s/work/media", place->folder);
    assert_true(file_make_directories(place->work, &error));
    snprintf(place->work, sizeof place->work, "%s/work", place->folder);
    place->outlet = outlet_create(place->feed, place->work);
    assert_non_null(place->outlet);
    *state = place;
    return 0;
}

static int teardown(void **state)
{
    struct place *place = *state;
    char command[100];
    outlet_destroy(place->outlet);
    snprintf(command, sizeof command, "rm -r %s", place->folder);
    assert_int_equal(system(command), 0);
    free(place);
    return 0;
}

static bool has(const struct place *place, const char *name, const char *text)
{
    char path[200];
    struct bytes now;
    bytes_init(&now);
    snprintf(path, sizeof path, "%s/%s", place->folder, name);
    bool same = file_read(path, 1000, &now, NULL) && strcmp(now.data, text) == 0;
    bytes_finish(&now);
    return same;
}

static void put(const struct place *place, const char *name, const char *text)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", place->folder, name);
    assert_true(file_replace(path, text, strlen(text), NULL));
}

static void test_put(void **state)
{
    struct place *place = *state;
    struct error error = { 0 };
    static const char text[] =
        "{\"items\":[{\"image\":\"media/a.jpg\"},{\"image\":\"../b.jpg\"}]}";
    struct bytes feed = { (char *)text, sizeof text - 1, 0 };
    struct outlet_state signed_ = { 4, &feed, "signature\n" }, plain = { 5, &feed, "" };
    struct outlet_copy copy;
    char tag[OUTLET_TAG_BYTES], second[OUTLET_TAG_BYTES];
    assert_int_equal(outlet_serial(place->outlet, tag), 0);
    put(place, "work/media/a.jpg", "picture");
    put(place, "b.jpg", "not ours");
    assert_true(outlet_prepare(place->outlet, &signed_, &error));
    assert_true(has(place, "www/media/a.jpg", "picture"));
    assert_false(has(place, "www/feed.json", text));
    assert_int_equal(outlet_serial(place->outlet, tag), 0);
    assert_true(outlet_put(place->outlet, &signed_, &error));
    assert_true(has(place, "www/feed.json", text) &&
                has(place, "www/feed.json.minisig", "signature\n"));
    assert_int_equal(outlet_serial(place->outlet, tag), 4);
    assert_true(outlet_copy(place->outlet, &copy));
    assert_string_equal(copy.feed.data, text);
    assert_string_equal(copy.signature.data, "signature\n");
    bytes_finish(&copy.feed);
    bytes_finish(&copy.signature);
    /* Unsigned: the old signature goes. */
    assert_true(outlet_prepare(place->outlet, &plain, &error));
    assert_true(outlet_put(place->outlet, &plain, &error));
    assert_false(has(place, "www/feed.json.minisig", "signature\n"));
    assert_int_equal(outlet_serial(place->outlet, second), 5);
    assert_string_not_equal(tag, second);
}

static void test_mend(void **state)
{
    struct place *place = *state;
    struct error error = { 0 };
    static const char text[] = "{\"items\":[]}";
    struct bytes feed = { (char *)text, sizeof text - 1, 0 };
    struct outlet_state wanted = { 4, &feed, "signature\n" };
    assert_true(outlet_mend(place->outlet, &wanted, &error)); /* nothing is there */
    assert_true(has(place, "www/feed.json", text));
    put(place, "www/feed.json.minisig", "of another");
    put(place, "www/feed.json.new", "half");
    assert_true(outlet_mend(place->outlet, &wanted, &error));
    assert_true(has(place, "www/feed.json.minisig", "signature\n"));
    assert_false(has(place, "www/feed.json.new", "half"));
    put(place, "www/feed.json", "half");
    assert_true(outlet_mend(place->outlet, &wanted, &error));
    assert_true(has(place, "www/feed.json", text));
    /* Where it cannot be written it is said, and what the desk itself answers is right. */
    char folder[100];
    snprintf(folder, sizeof folder, "%s/www/feed.json.new", place->folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    put(place, "www/feed.json", "half");
    char tag[OUTLET_TAG_BYTES];
    wanted.serial = 6;
    assert_false(outlet_mend(place->outlet, &wanted, &error));
    assert_true(*error.text);
    assert_int_equal(outlet_serial(place->outlet, tag), 6);
}

static void add_name(void *context, const char *name, int64_t at_ms)
{
    (void)at_ms;
    strcat(strcat(context, name), " ");
}

static void test_presence(void **state)
{
    (void)state;
    struct presence *presence = presence_create();
    char names[200] = "", many[40];
    assert_int_equal(presence_changed_ms(presence, "i-a"), 0);
    assert_true(presence_touch(presence, "i-a", "ann", 1000));
    assert_false(presence_touch(presence, "i-a", "ann", 2000));
    assert_true(presence_touch(presence, "i-a", "bob", 3000));
    assert_true(presence_touch(presence, "i-b", "eve", 3000));
    assert_int_equal(presence_changed_ms(presence, "i-a"), 3000);
    presence_each(presence, "i-a", 4000, add_name, names);
    assert_string_equal(names, "ann bob ");
    *names = '\0';
    presence_each(presence, "i-a", 2000 + PRESENCE_MS + 1, add_name, names);
    assert_string_equal(names, "bob ");
    assert_true(presence_touch(presence, "i-a", "ann", 2000 + PRESENCE_MS + 1));
    presence_note(presence, "i-c", 9000);
    assert_int_equal(presence_changed_ms(presence, "i-c"), 9000);
    for (int i = 0; i < 2000; i++) { /* bounded: the oldest go */
        snprintf(many, sizeof many, "i-%d", i);
        presence_touch(presence, many, "ann", 100000 + i);
    }
    assert_int_equal(presence_changed_ms(presence, "i-1999"), 101999);
    assert_int_equal(presence_changed_ms(presence, "i-c"), 0);
    presence_destroy(presence);
}

static void test_signing(void **state)
{
    (void)state;
    struct error error = { 0 };
    struct bytes body = { (char *)"x", 1, 0 }, out;
    bytes_init(&out);
    struct signing *none = signing_create("");
    assert_false(signing_is_wanted(none));
    assert_true(signing_sign(none, &body, 1, "feed.json", &out) && out.size == 0);
    signing_destroy(none);
    struct signing *open = signing_create(TEST_ROOT "/tests/data/desk/open.key");
    assert_true(signing_is_unlocked(open));
    assert_true(signing_sign(open, &body, 1, "feed.json", &out) && out.size > 0);
    signing_lock(open);
    assert_false(signing_sign(open, &body, 1, "feed.json", &out));
    signing_destroy(open);
    struct signing *missing = signing_create("/nowhere/screens.key");
    assert_true(signing_is_wanted(missing) && !signing_is_unlocked(missing));
    assert_int_equal(signing_unlock(missing, "x", &error), MINISIGN_REFUSED);
    assert_true(*error.text);
    signing_destroy(missing);
    bytes_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_changed),
        cmocka_unit_test(test_files),
        cmocka_unit_test_setup_teardown(test_put, setup, teardown),
        cmocka_unit_test_setup_teardown(test_mend, setup, teardown),
        cmocka_unit_test(test_presence), cmocka_unit_test(test_signing) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
