/* What stands on a slide is told apart: a word from a title, words from a card, a ground from
 * its edge. */
#include "slide/deck.h"
#include "slide/pages.h"

/* The deck's first slide. */
static struct scene *first_scene(
    struct fixture *fixture, const char *json, int width, int height)
{
    fixture_init(fixture, json, "paper");
    fixture->layout.width = width;
    fixture->layout.height = height;
    struct deck *deck = deck_plan(&fixture->layout);
    struct scene *scene = slide_lay_out(&fixture->layout, &deck->slides[0]);
    deck_destroy(deck);
    return scene;
}

/* In a narrow body the word of the list and a title as large as it are not one line. */
static void test_word_above_title(void **state)
{
    (void)state;
    static const struct {
        int width, height;
        bool is_above;
    } displays[] = { { 1024, 768, true }, { 1280, 1024, true }, { 1080, 1920, true },
        { 1920, 1080, false } };
    for (size_t i = 0; i < sizeof displays / sizeof *displays; i++) {
        struct fixture fixture;
        struct scene *scene = first_scene(&fixture,
            "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":"
            "\"图书馆今日闭馆\",\"published\":\"2026-11-20\"}]}",
            displays[i].width, displays[i].height);
        const struct box *word = last_box(scene, "section"), *title = last_box(scene, "title");
        assert_non_null(word);
        assert_non_null(title);
        assert_int_equal(word->rect.y + word->rect.h <= title->rect.y, displays[i].is_above);
        assert_int_equal(word->rect.x == title->rect.x, displays[i].is_above);
        scene_destroy(scene);
        fixture_finish(&fixture);
    }
}

/* An urgent notice's ground goes down to the edge where nothing stands below it. */
static void test_urgent_ground(void **state)
{
    (void)state;
    static const struct {
        const char *more;
        bool has_footer;
    } cases_of_footer[] = { { "", false },
        { "\"hotlines\":[{\"label\":\"保卫处\",\"numbers\":\"023-65763110\"}],", true },
        { "\"site\":{\"footer\":[\"示例ICP备00000000号\"]},", true } };
    for (size_t i = 0; i < sizeof cases_of_footer / sizeof *cases_of_footer; i++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json,
            "{\"lobbycard\":1,%s\"items\":[{\"kind\":\"notice\",\"level\":\"urgent\","
            "\"title\":\"疏散\"}]}",
            cases_of_footer[i].more);
        struct scene *scene = first_scene(&fixture, json.data, 1920, 1080);
        const struct box *panel = last_box(scene, "panel");
        assert_non_null(panel);
        assert_int_equal(panel->rect.y + panel->rect.h < 1080, cases_of_footer[i].has_footer);
        scene_destroy(scene);
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
}

/* In portrait the time of few rows, which are large, leaves the title the width. */
static void test_single_row(void **state)
{
    (void)state;
    static const int counts[] = { 1, 2, 9 };
    for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
        const int rows = counts[k];
        const bool is_above = rows < 9;
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json, "{\"lobbycard\":1,\"items\":[{\"kind\":\"agenda\",\"title\":"
                           "\"报告会\",\"date\":\"2026-11-23\",\"rows\":[");
        for (int i = 0; i < rows; i++) {
            bytes_print(&json, "%s{\"time\":\"14:30-16:00\",\"title\":\"院士学术报告\"}",
                i > 0 ? "," : "");
        }
        bytes_print(&json, "]}]}");
        struct scene *scene = first_scene(&fixture, json.data, 1080, 1920);
        const struct box *time = last_box(scene, "time"), *row = last_box(scene, "row");
        assert_non_null(time);
        assert_non_null(row);
        assert_int_equal(time->rect.y + time->rect.h <= row->rect.y, is_above);
        assert_int_equal(time->rect.x == row->rect.x, is_above);
        scene_destroy(scene);
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
}

/* Words stand off the card of a code, on dark slides too, and the first link may have none. */
static void test_words_beside_cards(void **state)
{
    (void)state;
    static const char *const themes[] = { "paper", "festival", "contrast", "ink", "night" };
    for (size_t i = 0; i < 4 * sizeof themes / sizeof *themes; i++) {
        bool is_portrait = i & 1;
        struct fixture fixture;
        struct bytes json;
        bytes_init(&json);
        bytes_print(&json,
            "{\"lobbycard\":1,\"links\":[{\"label\":\"学校主页\",\"url\":\"https://%s/\"},"
            "{\"label\":\"招生信息网\",\"url\":\"https://zs.example.edu.cn/\"},"
            "{\"label\":\"图书馆\",\"url\":\"https://lib.example.edu.cn/\"}]}",
            i & 2 ? "elsewhere.example.com" : "www.example.edu.cn");
        fixture_init(&fixture, json.data, themes[i / 4]);
        fixture.layout.width = is_portrait ? 1080 : 1920;
        fixture.layout.height = is_portrait ? 1920 : 1080;
        struct deck *deck = deck_plan(&fixture.layout);
        struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[0]);
        const struct box *card = last_box(scene, "link"), *label = last_box(scene, "label");
        assert_non_null(card);
        assert_non_null(label);
        int white = is_portrait ? label->rect.x - card->rect.x - card->rect.w
                                : label->rect.y - card->rect.y - card->rect.h;
        bool is_framed = card->colour.r == 0 && card->colour.g == 0 && card->colour.b == 0;
        assert_in_range(white, is_framed ? 30 : 0, 80);
        scene_destroy(scene);
        deck_destroy(deck);
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
}

/* Four titles of two lines have one page at 4:3, and no rule stands on a title. */
static void test_close_rows(void **state)
{
    (void)state;
    struct fixture fixture;
    struct scene *scene = first_scene(&fixture,
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":"
        "\"图书馆新馆试运行，二十四小时自习区同步开放\"},{\"kind\":\"article\",\"title\":"
        "\"护理学院代表队夺得“春晖杯”邀请赛团体第一名\"},{\"kind\":\"article\",\"title\":"
        "\"第二食堂改造完工，新增营养套餐与无障碍通道\"},{\"kind\":\"article\",\"title\":"
        "\"大学生创新创业训练计划开始报名：最高补助五千元\"}]}",
        1024, 768);
    int titles = 0, last = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (strcmp(box->role, "title") == 0) {
            titles++;
            assert_in_range(box->rect.y, last, 768);
            last = box->rect.y + box->rect.h + 16;
        }
    }
    assert_int_equal(titles, 4);
    scene_destroy(scene);
    fixture_finish(&fixture);
}

/* The code beside or below a title ends at the margin, and so does its host. */
static void test_codes_at_the_edge(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2 * sizeof sizes / sizeof *sizes; i++) {
        struct fixture fixture;
        fixture_init(&fixture,
            "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"url\":"
            "\"https://www.example.edu.cn/1\",\"title\":\"第二食堂改造完工\",\"body\":[{"
            "\"text\":\"经过四个月改造，第二食堂恢复营业，新设餐位一千一百个。\"},{\"text\":"
            "\"后厨画面在大厅实时显示，入口坡道和专用餐位一应俱全。\"}]}]}",
            i % 2 ? "night" : "paper");
        fixture.layout.width = sizes[i / 2].width;
        fixture.layout.height = sizes[i / 2].height;
        struct deck *deck = deck_plan(&fixture.layout);
        const struct pixel_rect body = body_of(&fixture.layout);
        for (size_t k = 0; k < deck->count; k++) {
            struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[k]);
            const struct box *code = last_box(scene, "article"),
                             *host = last_box(scene, "host");
            if (code && code->rect.x > body.x + body.w / 2) {
                /* without a card the four modules around it are beyond the edge */
                int beyond = code->rect.x + code->rect.w - body.x - body.w;
                int modules = code->module_count + 8;
                assert_int_equal(beyond, code->colour.r ? code->rect.w / modules * 4 : 0);
                assert_int_equal(host->rect.x + host->rect.w, body.x + body.w);
                assert_int_equal(host->align, SET_RIGHT);
            }
            scene_destroy(scene);
        }
        deck_destroy(deck);
        fixture_finish(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_word_above_title),
        cmocka_unit_test(test_urgent_ground), cmocka_unit_test(test_single_row),
        cmocka_unit_test(test_close_rows), cmocka_unit_test(test_codes_at_the_edge),
        cmocka_unit_test(test_words_beside_cards) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
