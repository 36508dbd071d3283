/* 要闻 is what a headline stands under, and never louder than one that is alone. */
#include "slide/deck.h"
#include "slide/pages.h"

static const char *const titles[] = { "图书馆今日闭馆", "停电",
    "关于表彰2025—2026学年优秀学生、优秀学生干部和先进班集体的决定",
    "学生自主研发的果蔬分拣机器人亮相第二十八届中国国际高新技术成果交易会" };

static void test_word(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        char json[512];
        struct fixture fixture;
        snprintf(json, sizeof json,
            "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":\"%s\"}]}", titles[i]);
        fixture_init(&fixture, json, "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            struct deck *deck = deck_plan(&fixture.layout);
            assert_non_null(deck);
            struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[0]);
            assert_non_null(scene);
            const struct box *word = last_box(scene, "section"),
                             *title = last_box(scene, "title");
            assert_non_null(word);
            assert_non_null(title);
            assert_true(word->style.px * 5 <= title->style.px * 4);
            assert_true(word->rect.y + word->rect.h <= title->rect.y ||
                        word->rect.x + word->rect.w <= title->rect.x);
            scene_destroy(scene);
            deck_destroy(deck);
        }
        fixture_finish(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_word) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
