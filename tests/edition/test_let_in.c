/* Editions made by chance: what is kept of feeds as they were let in, before their pictures
 * came, is byte for byte what is kept of them where they are read. LOBBYCARD_SEED makes a run
 * again. */
#include "edition/let_in.h"

#include "base/system/file.h"
#include "chance.h"
#include "edition/intake.h"
#include "edition/recall.h"
#include "fakes/store_scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NOW 1795413600000
#define FEED_URL "https://www.example.edu.cn/feed.json"
enum { USUAL = 60, LONG = 2000, STORE_MAX_BYTES = 64 * 1024 * 1024, BODIES = 4, PICTURES = 6 };

struct fixture {
    struct scratch scratch;
    struct store *store;
    char path[PATH_MAX];
    struct recall recall;
    struct let_in known[BODIES];
};

static int setup(void **state)
{
    static const char *const hosts[] = { ".example.edu.cn" };
    const struct guard_setup rules = { .hosts = hosts, .host_count = 1 };
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct error error;
    scratch_init(&fixture->scratch);
    fixture->store = store_open(fixture->scratch.path, STORE_WRITE, STORE_MAX_BYTES, &error);
    struct guard *guard = guard_create(&rules, &error);
    assert_true(fixture->store && guard);
    store_set_guard(fixture->store, guard);
    snprintf(
        fixture->path, sizeof fixture->path, "%.4000s/" RECALL_FILE, fixture->scratch.path);
    fixture->recall = (struct recall) { fixture->path, { 1, 2 }, false };
    for (size_t i = 0; i < BODIES; i++) {
        let_in_init(&fixture->known[i]);
    }
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < BODIES; i++) {
        let_in_finish(&fixture->known[i]);
    }
    store_close(fixture->store);
    scratch_finish(&fixture->scratch);
    free(fixture);
    return 0;
}

static const char *any_host(void)
{
    return chance(6) ? "www.example.edu.cn" : "evil.example";
}

static void add_item(struct bytes *json, int number)
{
    switch (chance(5)) {
    case 0:
        bytes_print(json,
            "{\"kind\":\"picture\",\"id\":\"p%d\",\"title\":\"海报\",\"image\":\"%d.png\"",
            number, chance(PICTURES + 1));
        break;
    case 1:
        bytes_print(json,
            "{\"kind\":\"alert\",\"id\":\"w%d\",\"title\":\"大风\",\"text\":\"进屋\","
            "\"show\":{\"until\":\"2026-11-24T12:00:00+08:00\"}",
            number);
        break;
    case 2:
        bytes_print(json,
            "{\"kind\":\"notice\",\"title\":\"第%d号\",\"text\":\"见 https://%s/%d 。\"",
            number, any_host(), number);
        break;
    default:
        bytes_print(json,
            "{\"kind\":\"article\",\"id\":\"a%d\",\"title\":\"第%d号\",\"url\":\"https://%s/%d\","
            "\"body\":[{\"text\":\"欢迎。\"},{\"image\":\"%d.png\",\"caption\":\"图\"}]",
            number, number, any_host(), number, chance(PICTURES + 1));
    }
    bytes_print(json, "%s}", chance(9) ? "" : ",\"lang\":\"en\"");
}

static void make_body(struct bytes *json, int serial)
{
    int items = 40 + chance(120);
    bytes_print(json,
        "{\"lobbycard\":1,\"serial\":%d,\"site\":{\"name\":\"云水学院\"%s},\"items\":[", serial,
        chance(3) ? "" : ",\"logo\":\"0.png\"");
    for (int i = 0; i < items; i++) {
        bytes_print(json, i ? "," : "");
        add_item(json, i);
    }
    bytes_print(json, "]}");
}

/* As `fetch` does, when no picture of it is there yet. */
static void let_in(struct fixture *fixture, struct edition_source *source, struct bytes *json,
    struct let_in *known)
{
    struct error error;
    const struct bytes none = { 0 };
    struct edition_source entry = *source;
    struct intake intake = { .body = json,
        .signature = &none,
        .store = fixture->store,
        .guard = edition_guard(fixture->store),
        .is_new = true,
        .now_ms = NOW,
        .source = &entry };
    entry.pictures = NULL;
    entry.picture_count = 0;
    entry.part = EDITION_ALL;
    if (!intake_take(&intake, &error)) {
        fail_msg("%s", error.text);
    }
    let_in_note(known, &entry, FEED_URL);
    feed_destroy(entry.feed);
}

static size_t find_pictures(const struct object_id *object, struct picture_ref *pictures)
{
    static const char *const codes[] = { NULL, "", "https://www.example.edu.cn/a",
        "https://evil.example/" };
    static char urls[PICTURES][64];
    size_t count = 0;
    for (int i = 0; i < PICTURES; i++) {
        snprintf(urls[i], sizeof urls[i], "https://www.example.edu.cn/%d.png", i);
        if (chance(3)) {
            pictures[count++] = (struct picture_ref) { .url = urls[i],
                .object = object->hex,
                .codes = codes[chance(4)],
                .hides_codes = chance(8) == 0,
                .is_searched = chance(2) };
        }
    }
    return count;
}

static struct edition_source put(
    struct fixture *fixture, const char *name, int serial, struct let_in *known)
{
    struct bytes json;
    struct error error;
    struct edition_source source = {
        .name = name, .url = FEED_URL, .etag = "", .last_modified = "", .fetched_ms = NOW
    };
    bytes_init(&json);
    make_body(&json, serial);
    assert_true(store_put(fixture->store, json.data, json.size, &source.body, &error));
    let_in(fixture, &source, &json, known);
    bytes_finish(&json);
    return source;
}

/* Of one or two sources, of which one may be there in two parts. Of how many bodies. */
static size_t commit(struct fixture *fixture, int serial)
{
    static const char *const names[] = { "news", "dorm" };
    struct edition_source shown[BODIES];
    struct picture_ref pictures[2][PICTURES];
    struct object_id object;
    struct error error;
    size_t count = 0, sources = 1 + (size_t)chance(2);
    bool committed;
    assert_true(store_put(fixture->store, "pixels", 6, &object, &error));
    for (size_t i = 0; i < sources; i++) {
        bool splits = chance(2);
        shown[count] = put(fixture, names[i], serial, &fixture->known[count]);
        shown[count].part = splits ? EDITION_WITHOUT_ALERTS : EDITION_ALL;
        shown[count].pictures = pictures[i];
        shown[count].picture_count = find_pictures(&object, pictures[i]);
        count++;
        if (splits) {
            shown[count] = put(fixture, names[i], serial + 1, &fixture->known[count]);
            shown[count++].part = EDITION_ALERTS;
        }
    }
    const struct edition_plan plan = { .shown = shown, .shown_count = count };
    if (!edition_commit(fixture->store, &plan, NOW, &committed, &error)) {
        fail_msg("%s", error.text);
    }
    return count;
}

static void keep(struct fixture *fixture, size_t known_count, struct bytes *file)
{
    struct error error;
    unlink(fixture->path);
    edition_keep_current(fixture->store, &fixture->recall, fixture->known, known_count);
    bytes_init(file);
    if (access(fixture->path, F_OK) == 0 &&
        !file_read(fixture->path, SIZE_MAX / 2, file, &error)) {
        fail_msg("%s", error.text);
    }
}

/* Some of them known, or all, or none. */
static void test_it_is_what_is_read(void **state)
{
    struct fixture *fixture = *state;
    int kept = 0;
    chance_begin(20261201);
    for (int serial = 1; serial < 2 * how_many(USUAL, LONG); serial += 2) {
        struct bytes read, known;
        size_t bodies = commit(fixture, serial);
        keep(fixture, 0, &read);
        for (size_t count = 1; count <= bodies; count++) {
            keep(fixture, count, &known);
            assert_int_equal(known.size, read.size);
            assert_true(read.size == 0 || memcmp(known.data, read.data, read.size) == 0);
            bytes_finish(&known);
        }
        kept += read.size > 0;
        bytes_finish(&read);
    }
    printf("%d kept\n", kept);
    assert_true(kept > 0);
}

/* Of another body, address or format it says nothing; nor of one that the disk has lost. */
static void test_of_another_it_is_none(void **state)
{
    struct fixture *fixture = *state;
    struct bytes file;
    char path[PATH_MAX];
    chance_begin(7);
    while (commit(fixture, 1) != 1) {
    }
    struct let_in *known = &fixture->known[0];
    const struct object_id body = known->body;
    assert_true(let_in_is_of(known, &body, FEED_URL, FEED_NATIVE));
    assert_false(let_in_is_of(known, &body, FEED_URL "?", FEED_NATIVE));
    assert_false(let_in_is_of(known, &fixture->known[1].body, FEED_URL, FEED_NATIVE));
    scratch_object_path(&fixture->scratch, &body, path);
    scratch_write(path, "{\"lobbycard\":1}");
    keep(fixture, 1, &file);
    assert_int_equal(file.size, 0);
    unlink(path);
    keep(fixture, 1, &file);
    assert_int_equal(file.size, 0);
    let_in_finish(known);
    assert_false(let_in_is_of(known, &body, FEED_URL, FEED_NATIVE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_it_is_what_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(test_of_another_it_is_none, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
