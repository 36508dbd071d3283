/* Each kind of slide is told of where people look: in docs/theme.md, and in the demo. */
#include "slide/deck.h"
#include "slide/fixture.h"

static void test_the_docs_have_a_row_each(void **state)
{
    (void)state;
    char *docs = fixture_read("docs/theme.md"), *table = strstr(docs, "\n| kind | ");
    assert_non_null(table);
    for (size_t i = 0; i < slide_kind_count; i++) {
        char row[64];
        snprintf(row, sizeof row, "\n| %s | ", slide_kinds[i]->name);
        if (!slide_kinds[i]->is_dark && !strstr(table, row)) {
            fail_msg(
                "docs/theme.md: its table of kinds has no row for %s", slide_kinds[i]->name);
        }
    }
    free(docs);
}

static bool has_text(const struct text_list *list, const char *text)
{
    bool found = false;
    for (size_t i = 0; i < list->count; i++) {
        found = found || strcmp(list->items[i], text) == 0;
    }
    return found;
}

/* By default a config's order has every kind. */
static void test_the_demo_plays_every_kind(void **state)
{
    (void)state;
    struct error error = { "" };
    struct config *usual = config_default(&error);
    struct config *demo = config_load(TEST_ROOT "/config/demo.ini", &error);
    assert_string_equal(error.text, "");
    for (size_t i = 0; i < usual->programme.order.count; i++) {
        const char *kind = usual->programme.order.items[i];
        if (!has_text(&demo->programme.order, kind)) {
            fail_msg("config/demo.ini: [programme] order has no %s", kind);
        }
    }
    config_destroy(demo);
    config_destroy(usual);
}

static void test_the_demo_has_every_kind_of_item(void **state)
{
    (void)state;
    struct error error = { "" };
    char *json = fixture_read("assets/demo/feed.json");
    struct feed *feed =
        feed_parse(json, strlen(json), &(struct feed_how) { PHONE_PLAN_UNSAID, false }, &error);
    assert_string_equal(error.text, "");
    bool has[ITEM_KIND_COUNT] = { [ITEM_ALERT] =
                                      true }; /* one would have the screen to itself */
    for (size_t i = 0; i < feed->item_count; i++) {
        has[feed->items[i].kind] = true;
    }
    for (int kind = 0; kind < ITEM_KIND_COUNT; kind++) {
        if (!has[kind]) {
            fail_msg("assets/demo/feed.json has no item of kind %s",
                item_kind_name((enum item_kind)kind));
        }
    }
    feed_destroy(feed);
    free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_docs_have_a_row_each),
        cmocka_unit_test(test_the_demo_plays_every_kind),
        cmocka_unit_test(test_the_demo_has_every_kind_of_item),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
