/* What a countdown says at 10:05 on Monday, 2026-11-23. */
#include "slide/deck.h"
#include "slide/fixture.h"

static const char *text_of(const struct scene *scene, const char *role)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (strcmp(box->role, role) == 0 && box->line_count > 0) {
            return box->lines[0].line.text;
        }
    }
    return "";
}

static void test_what_is_left(void **state)
{
    (void)state;
    static const struct {
        const char *to, *after, *role, *text;
    } cases[] = {
        { "2026-12-01", "", "number", "8天" },
        { "2026-11-24", "", "number", "1天" }, /* its day, not its hours */
        { "2026-11-24T10:05:00+08:00", "", "number", "1天" },
        { "2026-11-24T10:04:00+08:00", "", "number", "23小时59分" },
        { "2026-11-23T11:05:00+08:00", "", "number", "1小时0分" },
        { "2026-11-23T11:04:00+08:00", "", "number", "59分钟" },
        { "2026-11-23T10:05:01+08:00", "", "number", "1分钟" }, /* one that has begun counts */
        { "2026-11-23T10:05:00+08:00", "", "after", "就在今天" },
        { "2026-11-23T10:05:00+08:00", "开始了", "after", "开始了" },
        { "2026-11-23", "", "after", "就在今天" },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char json[500];
        snprintf(json, sizeof(json),
            "{\"lobbycard\":1,\"items\":[{\"kind\":\"countdown\",\"title\":\"运动会\","
            "\"to\":\"%s\",\"after\":\"%s\"}]}",
            cases[i].to, cases[i].after);
        struct fixture fixture;
        fixture_init(&fixture, json, "paper");
        struct deck *deck = deck_plan(&fixture.layout);
        const struct slide *slide = NULL;
        for (size_t k = 0; k < deck->count; k++) {
            slide =
                strcmp(deck->slides[k].kind->name, "countdown") == 0 ? &deck->slides[k] : slide;
        }
        assert_non_null(slide);
        struct scene *scene = slide_lay_out(&fixture.layout, slide);
        assert_non_null(scene);
        if (strcmp(text_of(scene, cases[i].role), cases[i].text) != 0) {
            fail_msg("%s: %s", cases[i].to, text_of(scene, cases[i].role));
        }
        scene_destroy(scene);
        deck_destroy(deck);
        fixture_finish(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_what_is_left) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
