/* How old the content is, on the slides of a feed that has expired. */
#include "slide/checker.h"
#include "slide/deck.h"

#define FEED(members)                                                                          \
    "{\"lobbycard\":1," members "\"expires\":\"2026-11-22T08:00:00+08:00\","                   \
    "\"site\":{\"name\":\"云汀学院\",\"footer\":[\"示例ICP备00000000号\","             \
    "\"示例公网安备00000000000000号\"]},"                                               \
    "\"hotlines\":[{\"label\":\"招生热线\",\"numbers\":\"023-65763111\"}],"                \
    "\"items\":[{\"id\":\"n\",\"kind\":\"notice\",\"title\":\"停水\",\"text\":\"明天。\"}]}"

static const struct as_of_case {
    const char *json;
    bool is_expired;
    const char *expected; /* NULL: nothing */
} cases[] = {
    { FEED("\"issued\":\"2026-11-20T23:30:00+08:00\","), true, "内容截至11月20日" },
    { FEED("\"issued\":\"2026-11-20T23:30:00-08:00\","), true, "内容截至11月21日" },
    { FEED("\"issued\":\"2025-11-20T23:30:00+08:00\","), true, "内容截至2025年11月20日" },
    { FEED(""), true, "有效期至11月22日" },
    { FEED("\"issued\":\"2026-11-20T23:30:00+08:00\","), false, NULL },
};

static const int sizes[][2] = { { 1920, 1080 }, { 1080, 1920 }, { 1366, 768 }, { 480, 270 } };

static const struct box *find(const struct scene *scene, const char *role)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        if (strcmp(scene->boxes[i].role, role) == 0) {
            return &scene->boxes[i];
        }
    }
    return NULL;
}

static void test_date_in_the_footer(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            struct fixture fixture;
            fixture_init(&fixture, cases[i].json, "paper");
            fixture.view.is_expired = cases[i].is_expired;
            fixture.layout.width = sizes[k][0];
            fixture.layout.height = sizes[k][1];
            struct deck *deck = deck_plan(&fixture.layout);
            assert_true(deck->count > 1);
            for (size_t n = 0; n < deck->count; n++) {
                struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[n]);
                const struct box *box = find(scene, "as-of");
                if (!box != !cases[i].expected ||
                    (box && strcmp(box->lines[0].line.text, cases[i].expected) != 0)) {
                    fail_msg("case %zu: %s", i, box ? box->lines[0].line.text : "nothing");
                }
                check_scene(&(struct checking) { .name = "as-of",
                    .layout = &fixture.layout,
                    .slide = &deck->slides[n],
                    .scene = scene,
                    .least_contrast = 4.5 });
                scene_destroy(scene);
            }
            deck_destroy(deck);
            fixture_finish(&fixture);
        }
    }
}

/* Only the slides of the feed that expired say so, and nothing else in the footer moves. */
static void test_one_of_two(void **state)
{
    (void)state;
    struct fixture old, fresh;
    fixture_init(&old, cases[0].json, "paper");
    fixture_init(&fresh, cases[0].json, "paper");
    old.view.is_expired = true;
    fresh.view.source = "dorm";
    const struct view views[] = { fresh.view, old.view };
    struct pixel_rect filing = { 0 };
    size_t dated = 0;
    old.layout.views = views;
    old.layout.view_count = 2;
    struct deck *deck = deck_plan(&old.layout);
    for (size_t n = 0; n < deck->count; n++) {
        struct scene *scene = slide_lay_out(&old.layout, &deck->slides[n]);
        const struct box *box = find(scene, "filing");
        bool is_dated = find(scene, "as-of") != NULL;
        assert_int_equal(is_dated, deck->slides[n].view == &views[1]);
        assert_true(n == 0 || memcmp(&filing, &box->rect, sizeof filing) == 0);
        filing = box->rect;
        dated += is_dated;
        scene_destroy(scene);
    }
    assert_in_range(dated, 1, deck->count - 1);
    deck_destroy(deck);
    fixture_finish(&fresh);
    fixture_finish(&old);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_date_in_the_footer),
        cmocka_unit_test(test_one_of_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
