/* Which slides follow from which content, how long they stand, and the live boxes. */
#include "slide/deck.h"
#include "slide/fixture.h"
#include "slide/kinds/kind.h"

#include <string.h>

/* "welcome headlines article/a1:1/2 ..." */
static char *deck_text(const struct layout *layout)
{
    struct deck *deck = deck_plan(layout);
    struct bytes out;
    bytes_init(&out);
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        const struct slide *slide = &deck->slides[i];
        assert_non_null(slide->view);
        assert_in_range(slide->dwell_ms, layout->config->programme.dwell_min_ms,
            layout->config->programme.dwell_max_ms);
        assert_in_range(slide->page, 1, slide->pages);
        assert_true(bytes_print(&out, "%s%s%s%s", i > 0 ? " " : "", slide->kind->name,
            slide->item != NULL ? "/" : "", slide->item != NULL ? slide->item->id : ""));
        if (slide->pages > 1) {
            assert_true(bytes_print(&out, ":%d/%d", slide->page, slide->pages));
        }
    }
    deck_destroy(deck);
    return out.data;
}

static const struct {
    const char *feed, *deck;
} decks[] = {
    { "{\"lobbycard\": 1}", "idle" },
    { "{\"lobbycard\": 1, \"site\": {\"name\": \"甲\"}}", "idle" },
    { "{\"lobbycard\": 1, \"site\": {\"name\": \"甲\", \"welcome\": \"乙\"}}", "welcome" },
    { "{\"lobbycard\": 1, \"hotlines\": [{\"label\": \"甲\", \"numbers\": \"110\"}]}",
        "hotlines" },
    { "{\"lobbycard\": 1, \"links\": [{\"label\": \"甲\", \"url\": \"https://a.cn\"}, {\"label\": "
      "\"乙\", \"url\": \"https://b.cn\"}, {\"label\": \"丙\", \"url\": \"https://c.cn\"}, "
      "{\"label\": \"丁\", \"url\": \"https://d.cn\"}, {\"label\": \"戊\", \"url\": "
      "\"https://e.cn\"}]}",
        "links:1/2 links:2/2" },
    { "{\"lobbycard\": 1, \"items\": [{\"id\": \"a\", \"kind\": \"article\", \"title\": \"甲\"}]}",
        "headlines" },
    { "{\"lobbycard\": 1, \"items\": [{\"id\": \"a\", \"kind\": \"article\", \"title\": \"甲\", "
      "\"body\": [{\"text\": \"乙\"}]}, {\"id\": \"n\", \"kind\": \"notice\", \"title\": \"丙\"}]}",
        "headlines article/a notice/n" },
};

static void test_decks(void **state)
{
    (void)state;
    static const char *const order[] = { "welcome", "headlines", "article", "notice",
        "hotlines", "links" };
    for (size_t i = 0; i < sizeof(decks) / sizeof(decks[0]); i++) {
        struct fixture fixture;
        fixture_init(&fixture, decks[i].feed, "paper");
        fixture.config->programme.order = (struct text_list) { order, 6 };
        char *text = deck_text(&fixture.layout);
        assert_string_equal(text, decks[i].deck);
        free(text);
        fixture_finish(&fixture);
    }
}

static void test_no_views(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_init(&fixture, "{\"lobbycard\": 1}", "paper");
    fixture.layout.view_count = 0;
    struct deck *deck = deck_plan(&fixture.layout);
    assert_non_null(deck);
    assert_int_equal(deck->count, 1);
    struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[0]);
    assert_non_null(scene);
    assert_true(scene->box_count >= 2);
    scene_destroy(scene);
    deck_destroy(deck);
    fixture_finish(&fixture);
}

static void test_order_is_configs(void **state)
{
    (void)state;
    static const char *const order[] = { "links", "unheard-of", "welcome" };
    struct fixture fixture;
    fixture_init(&fixture,
        "{\"lobbycard\": 1, \"site\": {\"name\": \"甲\", \"welcome\": \"乙\"}, \"links\": "
        "[{\"label\": \"甲\", \"url\": \"https://a.cn\"}], \"hotlines\": [{\"label\": \"甲\", "
        "\"numbers\": \"110\"}]}",
        "paper");
    fixture.config->programme.order = (struct text_list) { order, 3 };
    char *text = deck_text(&fixture.layout);
    assert_string_equal(text, "links welcome");
    free(text);
    fixture_finish(&fixture);
}

#define WEIGHED                                                                                \
    "{\"lobbycard\": 1, \"items\": ["                                                          \
    "{\"id\": \"a\", \"kind\": \"notice\", \"title\": \"甲\", \"text\": \"乙\"},"            \
    "{\"id\": \"b\", \"kind\": \"notice\", \"title\": \"甲\", \"text\": \"乙\", "            \
    "\"show\": {\"weight\": 2}},"                                                              \
    "{\"id\": \"c\", \"kind\": \"countdown\", \"title\": \"甲\", \"to\": \"2026-12-01\"}],"   \
    "\"hotlines\": [{\"label\": \"甲\", \"numbers\": \"110\"}]}"

/* An item's weight times its kind's; hotlines come back after every so many turns of others. */
static void test_weights(void **state)
{
    (void)state;
    static const struct {
        const char *weights[2];
        size_t count;
        int hotlines_every;
        int turns[4]; /* of a, b, c and the hotlines */
    } cases[] = {
        { { NULL }, 0, 0, { 1, 2, 1, 1 } },
        { { "notice 3" }, 1, 0, { 3, 6, 1, 1 } },
        { { "countdown  10", "hotlines 2" }, 2, 0, { 1, 2, 10, 2 } },
        { { "notice 3" }, 1, 2, { 3, 6, 1, 5 } },
        { { NULL }, 0, 100, { 1, 2, 1, 1 } },
    };
    static const char *const order[] = { "notice", "countdown", "hotlines" };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct fixture fixture;
        fixture_init(&fixture, WEIGHED, "paper");
        fixture.config->programme.order = (struct text_list) { order, 3 };
        fixture.config->programme.weights =
            (struct text_list) { cases[i].weights, cases[i].count };
        fixture.config->programme.hotlines_every = cases[i].hotlines_every;
        struct deck *deck = deck_plan(&fixture.layout);
        assert_int_equal(deck->count, 4);
        for (size_t k = 0; k < deck->count; k++) {
            if (deck->slides[k].weight != cases[i].turns[k]) {
                fail_msg("case %zu: slide %zu has %d turns", i, k, deck->slides[k].weight);
            }
        }
        deck_destroy(deck);
        fixture_finish(&fixture);
    }
}

/* Asleep: one black slide for a whole night, unless an alert takes over. */
static void test_asleep(void **state)
{
    (void)state;
    static const struct {
        const char *json, *deck;
    } cases[] = {
        { WEIGHED, "off" },
        { "{\"lobbycard\": 1}", "off" },
        { "{\"lobbycard\": 1, \"items\": [{\"id\": \"a\", \"kind\": \"alert\", \"title\": \"甲\", "
          "\"show\": {\"until\": \"2026-11-23T12:00\"}}]}",
            "alert" },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct fixture fixture;
        fixture_init(&fixture, cases[i].json, "paper");
        fixture.layout.is_asleep = true;
        struct deck *deck = deck_plan(&fixture.layout);
        assert_int_equal(deck->count, 1);
        assert_string_equal(deck->slides[0].kind->name, cases[i].deck);
        deck_destroy(deck);
        fixture_finish(&fixture);
    }
}

/* Titles of the headlines slides, in reading order. */
static char *headline_titles(const struct layout *layout)
{
    struct bytes out;
    bytes_init(&out);
    struct deck *deck = deck_plan(layout);
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        if (strcmp(deck->slides[i].kind->name, "headlines") != 0) {
            continue;
        }
        struct scene *scene = slide_lay_out(layout, &deck->slides[i]);
        assert_non_null(scene);
        for (size_t k = 0; k < scene->box_count; k++) {
            if (strcmp(scene->boxes[k].role, "title") == 0) {
                assert_true(bytes_print(&out, "%s", scene->boxes[k].lines[0].line.text));
            }
        }
        assert_true(bytes_print(&out, "|"));
        scene_destroy(scene);
    }
    deck_destroy(deck);
    return out.data;
}

static void test_newest_headlines_first(void **state)
{
    (void)state;
    static const char feed[] =
        "{\"lobbycard\": 1, \"items\": ["
        "{\"id\": \"1\", \"kind\": \"article\", \"title\": \"丙\", \"published\": \"2026-01-02\"},"
        "{\"id\": \"2\", \"kind\": \"article\", \"title\": \"无\"},"
        "{\"id\": \"3\", \"kind\": \"article\", \"title\": \"甲\", \"published\": "
        "\"2026-01-03T09:00:00+08:00\"},"
        "{\"id\": \"4\", \"kind\": \"notice\", \"title\": \"告\"},"
        "{\"id\": \"5\", \"kind\": \"article\", \"title\": \"丁\", \"published\": \"2026-01-02\"},"
        "{\"id\": \"6\", \"kind\": \"article\", \"title\": \"乙\", \"published\": \"2026-01-03\"}]}";
    struct fixture fixture;
    fixture_init(&fixture, feed, "paper");
    fixture.config->programme.headlines_max = 20;
    char *titles = headline_titles(&fixture.layout);
    assert_string_equal(titles, "甲乙丙丁无|");
    free(titles);
    fixture.config->programme.headlines_max = 2;
    titles = headline_titles(&fixture.layout);
    assert_string_equal(titles, "甲乙|");
    free(titles);
    fixture_finish(&fixture);
}

static const struct box *box_of(const struct scene *scene, const char *role)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        if (strcmp(scene->boxes[i].role, role) == 0) {
            return &scene->boxes[i];
        }
    }
    return NULL;
}

/* A slide that is laid out anew has another time in the same place. */
static void test_live_boxes(void **state)
{
    (void)state;
    static const struct {
        int minutes;
        const char *clock, *date;
    } cases[] = { { 0, "10:05", "11月23日 星期一　农历十月十五" },
        { 2000, "19:25", "11月24日 星期二　农历十月十六" } };
    struct fixture fixture;
    struct pixel_rect clock_rect = { 0 }, date_rect = { 0 };
    fixture_init(&fixture, "{\"lobbycard\": 1}", "paper");
    struct deck *deck = deck_plan(&fixture.layout);
    assert_non_null(deck);
    int64_t then_ms = fixture.layout.now_ms;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture.layout.now_ms = then_ms + cases[i].minutes * INT64_C(60000);
        struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[0]);
        assert_non_null(scene);
        const struct box *clock = box_of(scene, "clock"), *date = box_of(scene, "date");
        assert_non_null(clock);
        assert_non_null(date);
        assert_int_equal(clock->live, LIVE_CLOCK);
        assert_int_equal(date->live, LIVE_DATE);
        assert_string_equal(clock->lines[0].line.text, cases[i].clock);
        assert_string_equal(date->lines[0].line.text, cases[i].date);
        clock_rect = i == 0 ? clock->rect : clock_rect;
        date_rect = i == 0 ? date->rect : date_rect;
        assert_memory_equal(&clock_rect, &clock->rect, sizeof clock_rect);
        assert_memory_equal(&date_rect, &date->rect, sizeof date_rect);
        scene_destroy(scene);
    }
    deck_destroy(deck);
    fixture_finish(&fixture);
}

static void test_header_parts_can_be_off(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_init(&fixture,
        "{\"lobbycard\": 1, \"site\": {\"name\": \"甲\", \"welcome\": \"乙\"}}", "paper");
    struct deck *deck = deck_plan(&fixture.layout);
    assert_non_null(deck);
    fixture.config->theme.show_clock = false;
    fixture.config->theme.show_date = false;
    fixture.config->theme.show_lunar = false;
    fixture.config->theme.show_term = false;
    struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[0]);
    assert_non_null(scene);
    assert_null(box_of(scene, "clock"));
    assert_null(box_of(scene, "date"));
    assert_non_null(box_of(scene, "site"));
    scene_destroy(scene);
    deck_destroy(deck);
    fixture_finish(&fixture);
}

/* On most days there is no solar term: a header that says nothing else is empty then, and the
 * slide is whole. */
static void test_date_with_nothing_to_say(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_init(&fixture, "{\"lobbycard\": 1, \"site\": {\"welcome\": \"乙\"}}", "paper");
    struct deck *deck = deck_plan(&fixture.layout);
    assert_non_null(deck);
    fixture.config->theme.show_date = false;
    fixture.config->theme.show_lunar = false;
    const int64_t solstice_ms = INT64_C(1797912000000); /* 2026-12-22, 冬至 */
    for (int days = -5; days <= 0; days += 5) {
        fixture.layout.now_ms = solstice_ms + days * INT64_C(86400000);
        struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[0]);
        assert_non_null(scene);
        const struct box *date = box_of(scene, "date");
        assert_non_null(date);
        struct bytes json;
        bytes_init(&json);
        assert_true(scene_print_json(scene, &deck->slides[0], "", &json));
        if (days == 0) {
            assert_int_equal(date->line_count, 1);
            assert_string_equal(date->lines[0].line.text, "冬至");
        } else {
            assert_int_equal(date->line_count, 0);
            assert_null(strstr(json.data, "\"date\""));
        }
        bytes_finish(&json);
        scene_destroy(scene);
    }
    deck_destroy(deck);
    fixture_finish(&fixture);
}

/* Entries of the given heights on pages of height 10, at most four a page. */
static bool heights_fit(const void *context, size_t first, size_t count)
{
    const int *heights = context;
    int sum = 0;
    for (size_t i = first; i < first + count; i++) {
        sum += heights[i];
    }
    return sum <= 10;
}

static void test_pages_fill_evenly(void **state)
{
    (void)state;
    static const struct {
        int heights[8];
        size_t total, pages[4];
    } cases[] = {
        { { 1, 1, 1, 1, 1 }, 5, { 3, 2 } },
        { { 1, 1, 1, 1 }, 4, { 4 } },
        { { 6, 6, 6 }, 3, { 1, 1, 1 } },
        { { 20, 1 }, 2, { 1, 1 } },
        { { 3, 3, 3, 3, 3, 3 }, 6, { 3, 3 } },
        { { 5, 5, 1, 1, 1, 1 }, 6, { 2, 4 } },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct page_fill fill = {
            .context = cases[i].heights, .fits = heights_fit, .total = cases[i].total, .most = 4
        };
        struct arena arena;
        struct page_counts counts;
        arena_init(&arena);
        assert_true(page_fill(&arena, &fill, &counts));
        size_t sum = 0;
        for (size_t page = 0; page < counts.pages; page++) {
            assert_int_equal(counts.of[page], cases[i].pages[page]);
            sum += counts.of[page];
        }
        assert_int_equal(sum, fill.total);
        arena_finish(&arena);
    }
}

static size_t times_asked;

static bool one_fits(const void *context, size_t first, size_t count)
{
    (void)context;
    (void)first;
    times_asked++;
    return count == 1;
}

/* Asking may mean to measure a page of text. */
static void test_each_page_is_tried_once(void **state)
{
    (void)state;
    const struct page_fill fill = { .fits = one_fits, .total = 500, .most = 8 };
    struct arena arena;
    struct page_counts counts;
    arena_init(&arena);
    times_asked = 0;
    assert_true(page_fill(&arena, &fill, &counts));
    assert_int_equal(counts.pages, 500);
    assert_in_range(times_asked, 1, 500 * 8);
    arena_finish(&arena);
}

static void test_short_articles_are_large(void **state)
{
    static const struct {
        bool is_portrait;
        const char *members;
        int times; /* of twenty characters */
        bool is_large;
    } table[] = {
        { false, "\"title\": \"甲\", \"body\": [{\"text\": \"甲。\"}, {\"text\": \"", 3, true },
        { false, "\"title\": \"甲\", \"body\": [{\"text\": \"甲。\"}, {\"text\": \"", 12,
            false }, /* fills its page */
        { false, "\"title\": \"甲\", \"body\": [{\"text\": \"甲。\"}, {\"text\": \"", 60,
            false }, /* more than one */
        /* Its title is hardly larger than such a body. */
        { false,
            "\"title\": \"关于开展第十二季书香校园系列活动暨校园阅读推广人与阅读示范班级评选"
            "工作并同步征集短视频作品的通知\", \"body\": [{\"text\": \"甲。\"}, {\"text\": \"",
            3, false },
        { true, "\"title\": \"甲\", \"body\": [{\"text\": \"甲。\"}, {\"text\": \"", 3, true },
        { true, "\"title\": \"甲\", \"body\": [{\"image\": \"media/wide.jpg\"}, {\"text\": \"",
            3, true },
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct fixture fixture;
        struct bytes json;
        bytes_init(&json);
        bytes_print(&json,
            "{\"lobbycard\": 1, \"items\": [{\"id\": \"a\", \"kind\": \"article\", %s",
            table[i].members);
        for (int k = 0; k < table[i].times; k++) {
            bytes_print(&json, "请各学院的师生于规定时间内到办公室来办理。");
        }
        bytes_print(&json, "\"}]}]}");
        fixture_init(&fixture, json.data, "paper");
        if (table[i].is_portrait) {
            fixture.layout.width = 1080;
            fixture.layout.height = 1920;
        }
        struct deck *deck = deck_plan(&fixture.layout);
        assert_non_null(deck);
        struct scene *scene = NULL;
        for (size_t k = 0; k < deck->count && !scene; k++) {
            scene = strcmp(deck->slides[k].kind->name, "article") == 0
                        ? slide_lay_out(&fixture.layout, &deck->slides[k])
                        : NULL;
        }
        assert_non_null(scene);
        const struct box *body = box_of(scene, "body");
        assert_non_null(body);
        if ((body->style.px == 54) != table[i].is_large) {
            fail_msg("case %zu: %d px", i, body->style.px);
        }
        scene_destroy(scene);
        deck_destroy(deck);
        bytes_finish(&json);
        fixture_finish(&fixture);
    }
}

/* The config's names of kinds are the table's. */
static void test_every_kind_of_the_order_is_there(void **state)
{
    (void)state;
    struct error error = { "" };
    struct config *config = config_default(&error);
    assert_non_null(config);
    for (size_t i = 0; i < config->programme.order.count; i++) {
        if (!slide_kind_named(config->programme.order.items[i])) {
            fail_msg("keys.c has a kind \"%s\", the table in deck.c has none",
                config->programme.order.items[i]);
        }
    }
    config_destroy(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decks),
        cmocka_unit_test(test_no_views),
        cmocka_unit_test(test_order_is_configs),
        cmocka_unit_test(test_weights),
        cmocka_unit_test(test_asleep),
        cmocka_unit_test(test_newest_headlines_first),
        cmocka_unit_test(test_live_boxes),
        cmocka_unit_test(test_header_parts_can_be_off),
        cmocka_unit_test(test_date_with_nothing_to_say),
        cmocka_unit_test(test_pages_fill_evenly),
        cmocka_unit_test(test_each_page_is_tried_once),
        cmocka_unit_test(test_short_articles_are_large),
        cmocka_unit_test(test_every_kind_of_the_order_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
