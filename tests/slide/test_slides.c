/* What one slide holds: where long texts end, how large ones are set, what shares a slide. */
#include "slide/fixture.h"

static bool has_text(const struct scene *scene, const char *role, const char *text)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (strcmp(box->role, role) == 0 && box->line_count > 0 &&
            strstr(box->lines[0].line.text, text) != NULL) {
            return true;
        }
    }
    return false;
}

/* As many pages as anybody waits for; the last says that there is more, where, and warns. */
static void test_long_texts_end(void **state)
{
    (void)state;
    static const char *const heads[] = {
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"title\":\"选课须知\","
        "\"url\":\"https://jwc.example.edu.cn/1\",\"text\":\"",
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":\"选课须知\","
        "\"url\":\"https://jwc.example.edu.cn/1\",\"body\":[{\"text\":\"",
    };
    static const char *const tails[] = { "\"}]}", "\"}]}]}" };
    for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
        static char text[60000], json[61000];
        text[0] = '\0';
        for (size_t at = 0; at + 40 < sizeof(text); at += strlen(text + at)) {
            strcpy(text + at, "每位同学最多可选八门课程，");
        }
        snprintf(json, sizeof(json), "%s%s%s", heads[i], text, tails[i]);
        struct fixture fixture;
        fixture_init(&fixture, json, "paper");
        struct deck *deck = deck_plan(&fixture.layout);
        const struct slide *last = NULL;
        for (size_t k = 0; k < deck->count; k++) {
            last = deck->slides[k].item != NULL ? &deck->slides[k] : last;
        }
        assert_non_null(last);
        assert_int_equal(last->page, 12);
        assert_int_equal(last->pages, 12);
        struct scene *scene = slide_lay_out(&fixture.layout, last);
        assert_non_null(scene);
        assert_true(has_text(scene, "rest", "未完"));
        assert_true(has_text(scene, "rest", "jwc.example.edu.cn"));
        assert_int_equal(scene->warning_count, 1);
        scene_destroy(scene);
        deck_destroy(deck);
        fixture_finish(&fixture);
    }
}

/* The widest gap in a box's lines between two characters of three bytes, in 1/64 px. */
static int widest_gap(const struct box *box)
{
    int widest = 0;
    for (size_t i = 0; i < box->line_count; i++) {
        const struct line *line = &box->lines[i].line;
        for (size_t k = 1; k < line->piece_count; k++) {
            const struct piece *piece = &line->pieces[k], *before = piece - 1;
            int gap = piece->x - before->x - before->advance;
            bool is_han = strlen(piece->text) == 3 && strlen(before->text) == 3;
            widest = is_han && gap > widest ? gap : widest;
        }
    }
    return widest;
}

static struct deck *plan_portrait(struct fixture *fixture, const char *json)
{
    fixture_init(fixture, json, "paper");
    fixture->layout.width = 1080;
    fixture->layout.height = 1920;
    return deck_plan(&fixture->layout);
}

/* A notice in large type has few characters a line, which stand as close as in its title. */
static void test_posters_are_not_spread(void **state)
{
    (void)state;
    static const char json[] =
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"title\":\"期末考试安排\",\"text\":"
        "\"考试时间与地点已在教务系统公布，请于12月15日前核对；冲突者联系所在学院。\"}]}";
    struct fixture fixture;
    struct deck *deck = plan_portrait(&fixture, json);
    size_t texts = 0;
    for (size_t i = 0; i < deck->count; i++) {
        struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[i]);
        for (size_t k = 0; k < scene->box_count; k++) {
            const struct box *box = &scene->boxes[k];
            if (strcmp(box->role, "text") == 0) {
                assert_in_range(box->style.px, 54, 132);
                assert_in_range(box->line_count, 3, 10);
                assert_int_equal(widest_gap(box), 0);
                texts++;
            }
        }
        scene_destroy(scene);
    }
    assert_int_equal(texts, 1);
    deck_destroy(deck);
    fixture_finish(&fixture);
}

/* Large type gives way before a number is parted. */
static void test_posters_keep_numbers(void **state)
{
    (void)state;
    static const char json[] =
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"title\":\"成绩查询\",\"text\":"
        "\"录取结果查询请拨打热线(023)6576-3111-65763222转8001，或登录招生网。\"}]}";
    struct fixture fixture;
    struct deck *deck = plan_portrait(&fixture, json);
    bool is_whole = false;
    for (size_t i = 0; i < deck->count; i++) {
        struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[i]);
        for (size_t k = 0; k < scene->box_count; k++) {
            const struct box *box = &scene->boxes[k];
            for (size_t n = 0; strcmp(box->role, "text") == 0 && n < box->line_count; n++) {
                is_whole |=
                    strstr(box->lines[n].line.text, "(023)6576-3111-65763222转8001") != NULL;
            }
        }
        scene_destroy(scene);
    }
    assert_true(is_whole);
    deck_destroy(deck);
    fixture_finish(&fixture);
}

/* Six numbers, their hours and three codes: on one slide, hours below the labels. */
static void test_three_hotlines_share_a_slide(void **state)
{
    (void)state;
    static const char json[] =
        "{\"lobbycard\":1,\"hotlines\":["
        "{\"label\":\"招生热线\",\"numbers\":\"023-65763111 65763222;67199326(成教)\"},"
        "{\"label\":\"保卫处\",\"numbers\":\"023-65763110\",\"hours\":\"Mon-Sun 00:00-24:00\"},"
        "{\"label\":\"后勤报修\",\"numbers\":\"023-65763120 65763121(宿舍)\","
        "\"hours\":\"Mon-Sun 07:00-22:00\"}]}";
    static const int sizes[][2] = { { 1920, 1080 }, { 3840, 2160 }, { 1080, 1920 },
        { 1366, 768 } };
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct fixture fixture;
        fixture_init(&fixture, json, "paper");
        fixture.config->theme.show_phone_codes = true;
        fixture.layout.width = sizes[i][0];
        fixture.layout.height = sizes[i][1];
        struct deck *deck = deck_plan(&fixture.layout);
        const struct slide *slide = NULL;
        for (size_t k = 0; k < deck->count; k++) {
            slide =
                strcmp(deck->slides[k].kind->name, "hotlines") == 0 ? &deck->slides[k] : slide;
        }
        assert_non_null(slide);
        assert_int_equal(slide->pages, 1);
        struct scene *scene = slide_lay_out(&fixture.layout, slide);
        size_t codes = 0;
        for (size_t k = 0; k < scene->box_count; k++) {
            codes += scene->boxes[k].kind == BOX_QR;
        }
        assert_int_equal(codes, 3);
        assert_int_equal(scene->warning_count, 0);
        scene_destroy(scene);
        deck_destroy(deck);
        fixture_finish(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_long_texts_end),
        cmocka_unit_test(test_posters_are_not_spread),
        cmocka_unit_test(test_posters_keep_numbers),
        cmocka_unit_test(test_three_hotlines_share_a_slide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
