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

static void fixture_init_countdown(struct fixture *fixture, const char *to, const char *after)
{
    char json[500];
    snprintf(json, sizeof(json),
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"countdown\",\"title\":\"运动会\","
        "\"to\":\"%s\",\"after\":\"%s\"}]}",
        to, after);
    fixture_init(fixture, json, "paper");
}

static void expect(const struct fixture *fixture, const char *role, const char *text)
{
    struct deck *deck = deck_plan(&fixture->layout);
    const struct slide *slide = NULL;
    for (size_t k = 0; k < deck->count; k++) {
        slide = strcmp(deck->slides[k].kind->name, "countdown") == 0 ? &deck->slides[k] : slide;
    }
    assert_non_null(slide);
    struct scene *scene = slide_lay_out(&fixture->layout, slide);
    assert_non_null(scene);
    if (strcmp(text_of(scene, role), text) != 0) {
        fail_msg("%s: %s", text, text_of(scene, role));
    }
    scene_destroy(scene);
    deck_destroy(deck);
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
        { "2026-11-23T10:05:30", "", "number", "1分钟" },       /* a second counts there, too */
        { "2026-11-23T10:05:00+08:00", "", "after", "就在今天" },
        { "2026-11-23T10:05:00+08:00", "开始了", "after", "开始了" },
        { "2026-11-23", "", "after", "就在今天" },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct fixture fixture;
        fixture_init_countdown(&fixture, cases[i].to, cases[i].after);
        expect(&fixture, cases[i].role, cases[i].text);
        fixture_finish(&fixture);
    }
}

/* 2:30 is left out in New York that night: it is 3:00, when the programme has it too. */
static void test_left_out(void **state)
{
    (void)state;
    static const struct {
        const char *now, *role, *text;
    } cases[] = {
        { "2026-03-08T01:45:00-05:00", "number", "15分钟" },
        { "2026-03-08T01:59:59-05:00", "number", "1分钟" },
        { "2026-03-08T03:00:00-04:00", "after", "就在今天" },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct fixture fixture;
        fixture_init_countdown(&fixture, "2026-03-08T02:30", "");
        fixture.config->screen.timezone =
            zone_create(&fixture.config->arena, "America/New_York");
        assert_true(moment_read_instant(cases[i].now, &fixture.layout.now_ms, NULL));
        expect(&fixture, cases[i].role, cases[i].text);
        fixture_finish(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_what_is_left),
        cmocka_unit_test(test_left_out) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
