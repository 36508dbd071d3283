/* What is in a store and not in the config: it was another config's before, or a section was
 * taken out since. */
#include "edition/edition.h"
#include "fakes/store_scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NOW 1795413600000

static struct edition_source entry(struct store *store, const char *name, const char *body)
{
    struct error error;
    struct edition_source source = { .name = name,
        .url = "https://campus.example/feed.json",
        .etag = "",
        .last_modified = "",
        .fetched_ms = NOW };
    assert_true(store_put(store, body, strlen(body), &source.body, &error));
    return source;
}

static struct edition *newest(struct store *store, const struct config *config)
{
    struct error error;
    edition_trust(store, config);
    struct edition *edition = edition_load_newest(store, &error);
    assert_non_null(edition);
    return edition;
}

static void test_only_what_the_config_names(void **state)
{
    (void)state;
    struct error error;
    struct scratch scratch;
    bool committed;
    struct config_source named[] = { { .name = "library" }, { .name = "news" } };
    const struct config config = { .sources = named, .source_count = 2 };
    scratch_init(&scratch);
    struct store *store = store_open(scratch.path, STORE_WRITE, 1 << 20, &error);
    assert_non_null(store);
    const struct edition_source sources[] = {
        entry(store, "demo", "{\"lobbycard\": 1, \"serial\": 1}"),
        entry(store, "news", "{\"lobbycard\": 1, \"serial\": 2}"),
        entry(store, "new", "{\"lobbycard\": 1, \"serial\": 3}"),
    };
    const struct edition_plan plan = { .shown = sources, .shown_count = 3 };
    assert_true(edition_commit(store, &plan, NOW, &committed, &error));

    struct edition *edition = newest(store, NULL);
    assert_int_equal(edition->source_count, 3);
    assert_null(edition->unnamed);
    edition_destroy(edition);

    edition = newest(store, &config);
    assert_int_equal(edition->source_count, 1);
    assert_string_equal(edition->sources[0].name, "news");
    assert_int_equal(edition->sources[0].feed->serial, 2);
    assert_string_equal(edition->unnamed, "new");
    edition_destroy(edition);

    named[1].name = "newspaper";
    edition = newest(store, &config);
    assert_int_equal(edition->source_count, 0);
    edition_destroy(edition);

    /* A feed of theirs that rotted is nothing to us. */
    char path[PATH_MAX];
    named[1].name = "news";
    snprintf(path, sizeof path, "%s/objects/%.2s/%s", scratch.path, sources[0].body.hex,
        sources[0].body.hex);
    assert_int_equal(unlink(path), 0);
    edition = newest(store, &config);
    assert_int_equal(edition->source_count, 1);
    edition_destroy(edition);
    store_close(store);
    scratch_finish(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_what_the_config_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
