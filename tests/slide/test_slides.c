/* What one slide holds: where long texts end, how large ones are set, what shares a slide. */
#include "config/load.h"
#include "slide/deck.h"
#include "slide/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

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
        const struct set_line *line = &box->lines[i].line;
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

/* Whether a box of that role has the number on one of its lines. */
static bool has_whole(const struct scene *scene, const char *role, const char *number)
{
    bool is_whole = false;
    for (size_t k = 0; k < scene->box_count; k++) {
        const struct box *box = &scene->boxes[k];
        for (size_t n = 0; strcmp(box->role, role) == 0 && n < box->line_count; n++) {
            is_whole = is_whole || strstr(box->lines[n].line.text, number) != NULL;
        }
    }
    return is_whole;
}

/* Large type gives way before a number is parted. */
static void test_large_type_keeps_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *item, *role, *number;
    } cases[] = {
        { "{\"kind\":\"notice\",\"title\":\"成绩查询\",\"text\":"
          "\"录取结果查询请拨打热线(023)6576-3111-65763222转8001，或登录招生网。\"}",
            "text", "(023)6576-3111-65763222转8001" },
        { "{\"kind\":\"alert\",\"title\":\"停水\",\"show\":{\"until\":\"2026-11-23T18:00\"},"
          "\"instruction\":\"请拨打热线(023)6576-3111-65763222转8001。\"}",
            "instruction", "(023)6576-3111-65763222转8001" },
        { "{\"kind\":\"alert\",\"title\":\"停水\",\"show\":{\"until\":\"2026-11-23T18:00\"},"
          "\"text\":\"请拨打热线(023)6576-3111-65763222转8001。\"}",
            "text", "(023)6576-3111-65763222转8001" },
        { "{\"kind\":\"article\",\"title\":\"成绩查询\",\"body\":[{\"text\":\"请拨打热线"
          "(023)6576-3111-65763222-65763333转8001，\"},{\"text\":\"或登录招生网。\"}]}",
            "body", "(023)6576-3111-65763222-65763333转8001" },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char json[1024];
        struct fixture fixture;
        snprintf(json, sizeof(json), "{\"lobbycard\":1,\"items\":[%s]}", cases[i].item);
        struct deck *deck = plan_portrait(&fixture, json);
        bool is_whole = false;
        for (size_t k = 0; k < deck->count; k++) {
            struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[k]);
            is_whole = is_whole || has_whole(scene, cases[i].role, cases[i].number);
            scene_destroy(scene);
        }
        if (!is_whole) {
            fail_msg("%s is parted: %s", cases[i].number, cases[i].item);
        }
        deck_destroy(deck);
        fixture_finish(&fixture);
    }
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

/* The first line of every box of that role on the first slide of that kind, parted by '|'. */
static void first_lines(
    struct fixture *fixture, const char *kind, const char *role, char *out, size_t size)
{
    struct deck *deck = deck_plan(&fixture->layout);
    out[0] = '\0';
    for (size_t i = 0; i < deck->count && out[0] == '\0'; i++) {
        if (strcmp(deck->slides[i].kind->name, kind) != 0) {
            continue;
        }
        struct scene *scene = slide_lay_out(&fixture->layout, &deck->slides[i]);
        for (size_t k = 0; k < scene->box_count; k++) {
            const struct box *box = &scene->boxes[k];
            size_t used = strlen(out);
            if (strcmp(box->role, role) == 0 && box->line_count > 0) {
                snprintf(out + used, size - used, "%s%s", used > 0 ? "|" : "",
                    box->lines[0].line.text);
            }
        }
        scene_destroy(scene);
    }
    deck_destroy(deck);
}

/* Minutes that have begun count: at half a minute there is one left, and none is never said. */
static void test_minutes_are_rounded_up(void **state)
{
    (void)state;
    static const struct {
        const char *to, *rest; /* the fixture's now is 10:05:00 */
    } cases[] = {
        { "2026-11-23T10:05:01+08:00", "1分钟" },
        { "2026-11-23T10:05:30+08:00", "1分钟" },
        { "2026-11-23T10:06:00+08:00", "1分钟" },
        { "2026-11-23T10:06:00.001+08:00", "2分钟" },
        { "2026-11-23T10:35:30+08:00", "31分钟" },
        { "2026-11-23T11:04:01+08:00", "1小时0分" },
        { "2026-11-23T11:06:30+08:00", "1小时2分" },
        { "2026-11-24T10:04:59+08:00", "24小时0分" },
        { "2026-11-24T10:05:00+08:00", "1天" },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char json[256], shown[256];
        struct fixture fixture;
        snprintf(json, sizeof(json),
            "{\"lobbycard\":1,\"items\":[{\"kind\":\"countdown\",\"title\":\"开考\",\"to\":\"%s\"}]}",
            cases[i].to);
        fixture_init(&fixture, json, "paper");
        first_lines(&fixture, "countdown", "number", shown, sizeof(shown));
        assert_string_equal(shown, cases[i].rest);
        fixture_finish(&fixture);
    }
}

/* What a title says itself is not said twice. */
static void test_countdowns_say_it_once(void **state)
{
    (void)state;
    static const struct {
        const char *title, *above;
    } cases[] = { { "期末考试", "距离期末考试还有" },
        { "距离期末考试还有", "距离期末考试还有" }, { "距期末考试", "距期末考试还有" },
        { "期末考试还有", "距离期末考试还有" }, { "还有", "距离还有" }, { "距", "距还有" } };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char json[512], shown[256];
        struct fixture fixture;
        snprintf(json, sizeof(json),
            "{\"lobbycard\":1,\"items\":[{\"kind\":\"countdown\",\"title\":\"%s\","
            "\"to\":\"2026-12-30\"}]}",
            cases[i].title);
        fixture_init(&fixture, json, "paper");
        first_lines(&fixture, "countdown", "title", shown, sizeof(shown));
        assert_string_equal(shown, cases[i].above);
        fixture_finish(&fixture);
    }
}

/* An article of a line shows that line, and not what stands below a picture that is not there.
 */
static void test_a_line_is_no_caption(void **state)
{
    (void)state;
    static const char *const pictures[] = { "none", "broken" };
    for (size_t i = 0; i < sizeof(pictures) / sizeof(pictures[0]); i++) {
        char json[512], shown[256];
        struct fixture fixture;
        snprintf(json, sizeof(json),
            "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":\"学校停课\",\"body\":"
            "[{\"image\":\"media/%s.jpg\",\"caption\":\"校门\"},{\"text\":\"停课一天。\"}]}]}",
            pictures[i]);
        fixture_init(&fixture, json, "paper");
        first_lines(&fixture, "article", "text", shown, sizeof(shown));
        assert_string_equal(shown, "停课一天。");
        fixture_finish(&fixture);
    }
}

/* In portrait, where it takes two lines; the date is in the second. */
static void test_a_long_source_keeps_the_date(void **state)
{
    (void)state;
    static const char json[] =
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":\"停课\",\"source\":"
        "\"宣传部、教务处、学生工作处、后勤管理处、保卫处联合办公室\",\"published\":"
        "\"2026-11-20\",\"body\":[{\"text\":\"停课一天。\"}]}]}";
    struct fixture fixture;
    bool is_told = false;
    fixture_init(&fixture, json, "paper");
    fixture.layout.width = 1080;
    fixture.layout.height = 1920;
    struct deck *deck = deck_plan(&fixture.layout);
    for (size_t i = 0; i < deck->count; i++) {
        struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[i]);
        for (size_t k = 0; k < scene->box_count; k++) {
            const struct box *box = &scene->boxes[k];
            is_told =
                is_told || (strcmp(box->role, "credit") == 0 && box->line_count == 2 &&
                               !box->clipped && strstr(box->lines[1].line.text, "11月20日"));
        }
        scene_destroy(scene);
    }
    deck_destroy(deck);
    fixture_finish(&fixture);
    assert_true(is_told);
}

/* An all-clear is the last thing to be said, however grave the danger was. */
static void test_an_all_clear_comes_last(void **state)
{
    (void)state;
    static const struct {
        const char *severities[4];
        int clear; /* which of them says that the danger is over */
        const char *banners;
    } cases[] = {
        { { "extreme", "minor" }, 0, "乙|【解除】甲" },
        { { "minor", "extreme" }, 0, "乙|【解除】甲" },
        { { "severe", "severe" }, 0, "乙|【解除】甲" },
        { { "minor", "moderate" }, 1, "甲|【解除】乙" },
        { { "extreme", "minor", "minor", "minor" }, 0, "乙|丙|丁" },
        { { "minor", "severe", "moderate" }, -1, "乙|丙|甲" },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        static const char *const titles[] = { "甲", "乙", "丙", "丁" };
        char json[1024] = "{\"lobbycard\":1,\"items\":[", shown[512];
        for (int k = 0; k < 4 && cases[i].severities[k] != NULL; k++) {
            size_t used = strlen(json);
            snprintf(json + used, sizeof(json) - used,
                "%s{\"kind\":\"alert\",\"banner\":true,\"title\":\"%s\",\"severity\":\"%s\","
                "\"clear\":%s,\"show\":{\"until\":\"2026-11-23T18:00\"}}",
                k > 0 ? "," : "", titles[k], cases[i].severities[k],
                cases[i].clear == k ? "true" : "false");
        }
        strcat(json, "]}");
        struct fixture fixture;
        fixture_init(&fixture, json, "paper");
        first_lines(&fixture, "idle", "banner", shown, sizeof(shown));
        assert_string_equal(shown, cases[i].banners);
        fixture_finish(&fixture);
    }
}

/* [theme] full_width_marks, read from a config, in all that is written on a slide. */
static void test_full_width_marks(void **state)
{
    (void)state;
    static const char json[] =
        "{\"lobbycard\":1,\"site\":{\"name\":\"青禾,学院\"},\"items\":[{\"kind\":\"notice\","
        "\"title\":\"停水,停电\",\"text\":\"周六,周日。\"},{\"kind\":\"article\",\"title\":"
        "\"开馆,闭馆\",\"body\":[{\"text\":\"新馆,旧馆。\"},{\"text\":\"新馆,旧馆。\"}]}]}";
    static const struct {
        const char *kind, *role;
    } places[] = { { "notice", "title" }, { "notice", "text" }, { "article", "title" },
        { "article", "body" }, { "article", "site" }, { "headlines", "title" } };
    for (int full = 0; full < 2; full++) {
        struct error error = { "" };
        struct fixture fixture;
        char path[] = "/tmp/lobbycard-marks-XXXXXX", shown[256];
        int file = mkstemp(path);
        assert_true(dprintf(file, "[theme]\nfull_width_marks = %s\n", full ? "yes" : "no") > 0);
        close(file);
        struct config *config = config_load(path, &error);
        unlink(path);
        assert_non_null(config);
        fixture_init(&fixture, json, "paper");
        fixture.config->theme.full_width_marks = config->theme.full_width_marks;
        for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
            first_lines(&fixture, places[i].kind, places[i].role, shown, sizeof(shown));
            if (strstr(shown, full ? "，" : ",") == NULL || strstr(shown, full ? "," : "，")) {
                fail_msg("%s %s, %d: %s", places[i].kind, places[i].role, full, shown);
            }
        }
        config_destroy(config);
        fixture_finish(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_long_texts_end),
        cmocka_unit_test(test_posters_are_not_spread),
        cmocka_unit_test(test_large_type_keeps_numbers),
        cmocka_unit_test(test_three_hotlines_share_a_slide),
        cmocka_unit_test(test_minutes_are_rounded_up),
        cmocka_unit_test(test_countdowns_say_it_once),
        cmocka_unit_test(test_a_long_source_keeps_the_date),
        cmocka_unit_test(test_a_line_is_no_caption),
        cmocka_unit_test(test_an_all_clear_comes_last),
        cmocka_unit_test(test_full_width_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
