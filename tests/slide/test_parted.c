/* What is parted where a reader breathes: labels of hotlines between their words, a notice's
 * paragraphs by an indent. */
#include "slide/deck.h"
#include "slide/fixture.h"

static struct scene *lay_out(struct fixture *fixture, const char *json, int width, int height)
{
    fixture_init(fixture, json, "paper");
    fixture->layout.width = width;
    fixture->layout.height = height;
    struct deck *deck = deck_plan(&fixture->layout);
    assert_non_null(deck);
    assert_true(deck->count > 0);
    struct scene *scene = slide_lay_out(&fixture->layout, &deck->slides[0]);
    assert_non_null(scene);
    deck_destroy(deck);
    return scene;
}

static const struct box *find(const struct scene *scene, const char *role)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        if (strcmp(scene->boxes[i].role, role) == 0 && scene->boxes[i].line_count > 0) {
            return &scene->boxes[i];
        }
    }
    fail_msg("no %s", role);
    return NULL;
}

static void test_labels_part_between_words(void **state)
{
    (void)state;
    static const struct {
        const char *label, *first, *second;
    } cases[] = {
        { "心理健康教育中心", "心理健康", "教育中心" },
        { "学生资助管理中心", "学生资助", "管理中心" },
        { "国际交流与合作处", "国际交流", "与合作处" },
        { "招生就业处", "招生就业处", NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char json[512];
        struct fixture fixture;
        snprintf(json, sizeof json,
            "{\"lobbycard\": 1, \"hotlines\": [{\"label\": \"%s\", \"numbers\": \"65763111\"}, "
            "{\"label\": \"图书馆\", \"numbers\": \"65763112\"}]}",
            cases[i].label);
        struct scene *scene = lay_out(&fixture, json, 1024, 768);
        const struct box *label = find(scene, "label");
        assert_int_equal(label->line_count, cases[i].second ? 2 : 1);
        assert_string_equal(label->lines[0].line.text, cases[i].first);
        if (cases[i].second) {
            assert_string_equal(label->lines[1].line.text, cases[i].second);
        }
        scene_destroy(scene);
        fixture_finish(&fixture);
    }
}

static void test_names_part_between_institutions(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int width, height;
        const char *lines; /* of the name on the welcome slide */
    } cases[] = {
        { "中共云汀市委党校云汀行政学院云汀市社会主义学院继续教育与干部网络培训中心", 1080,
            1920,
            "中共云汀市委党校/云汀行政学院/云汀市社会主义学院/继续教育与干部/网络培训中心" },
        { "云汀职业技术学院继续教育学院", 1080, 1920, "云汀职业技术学院/继续教育学院" },
        { "云汀师范大学附属实验中学云汀新区分校", 1080, 1920,
            "云汀师范大学/附属实验中学/云汀新区分校" },
        { "云汀师范大学附属实验中学云汀新区分校", 1920, 1080,
            "云汀师范大学/附属实验中学云汀新区分校" },
        { "云汀大学生活动中心管理委员会", 1024, 768, "云汀大学生活动中心/管理委员会" },
        { "云汀大学生活动中心管理委员会", 1080, 1920, "云汀大学生/活动中心/管理委员会" },
        { "云汀职业技术学院", 1920, 1080, "云汀职业技术学院" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char json[512], lines[256] = "";
        struct fixture fixture;
        snprintf(json, sizeof json,
            "{\"lobbycard\": 1, \"site\": {\"name\": \"%s\", \"welcome\": \"欢迎\"}}",
            cases[i].name);
        struct scene *scene = lay_out(&fixture, json, cases[i].width, cases[i].height);
        const struct box *name = find(scene, "name");
        for (size_t k = 0; k < name->line_count; k++) {
            strcat(lines, k > 0 ? "/" : "");
            strcat(lines, name->lines[k].line.text);
        }
        assert_string_equal(lines, cases[i].lines);
        scene_destroy(scene);
        fixture_finish(&fixture);
    }
}

#define SENTENCE                                                                               \
    "检查采取随机听课、查阅教案、学生座谈等方式，重点关注实训安全与课堂纪律，结果在校内公布。"
#define PARAGRAPH SENTENCE SENTENCE SENTENCE

/* How far the first line of the text stands in. */
static int indent_of(const char *text)
{
    char json[4096];
    struct fixture fixture;
    snprintf(json, sizeof json,
        "{\"lobbycard\": 1, \"items\": [{\"id\": \"n\", \"kind\": \"notice\", "
        "\"title\": \"关于期中教学检查的通知\", \"text\": \"%s\"}]}",
        text);
    struct scene *scene = lay_out(&fixture, json, 1080, 1920);
    int indent = find(scene, "text")->lines[0].line.pieces[0].x;
    scene_destroy(scene);
    fixture_finish(&fixture);
    return indent;
}

static void test_paragraphs_of_a_notice_are_told_apart(void **state)
{
    (void)state;
    assert_int_equal(indent_of(PARAGRAPH PARAGRAPH), 0);
    assert_true(indent_of(PARAGRAPH "\\n" PARAGRAPH) > 0);
    assert_int_equal(indent_of("今日停课。\\n明日复课。"), 0); /* a poster's lines */
}

/* From one time to another, and what belongs to a name, stays on a line of a notice. */
static void test_notices_part_between_phrases(void **state)
{
    (void)state;
    static const struct {
        const char *title;
        const char *ends[4]; /* no line does with these */
    } cases[] = {
        { "校园一卡通系统将于12月1日22:00至次日6:00停机维护", { "22:00", "次日", "将于" } },
        { "第十九届校园歌手大赛总决赛周五晚七点半在大学生活动中心开唱",
            { "歌手", "周五", "大学生" } },
    };
    static const struct {
        int width, height;
    } displays[] = { { 1920, 1080 }, { 1366, 768 }, { 2560, 1080 }, { 1080, 1920 } };
    for (size_t i = 0; i < 4 * sizeof cases / sizeof *cases; i++) {
        char json[512];
        struct fixture fixture;
        snprintf(json, sizeof json,
            "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"title\":\"%s\",\"text\":"
            "\"请师生提前充值，就餐时带好现金或者手机，给您带来不便，敬请谅解。\"}]}",
            cases[i / 4].title);
        struct scene *scene =
            lay_out(&fixture, json, displays[i % 4].width, displays[i % 4].height);
        const struct box *title = find(scene, "title");
        for (size_t line = 0; line + 1 < title->line_count; line++) {
            const char *text = title->lines[line].line.text;
            for (size_t k = 0; cases[i / 4].ends[k]; k++) {
                const char *end = cases[i / 4].ends[k];
                const size_t size = strlen(end), all = strlen(text);
                if (all >= size && strcmp(text + all - size, end) == 0) {
                    fail_msg("%dx%d: %s|", displays[i % 4].width, displays[i % 4].height, text);
                }
            }
        }
        scene_destroy(scene);
        fixture_finish(&fixture);
    }
}

/* The leading of a notice's text follows from its size alone, title and display or not. */
static void test_leading(void **state)
{
    (void)state;
    static const char *const titles[] = {
        "停电",
        "校园一卡通系统将于12月1日22:00至次日6:00停机维护，请师生提前充值并相互转告，谢谢配合"
    };
    int line_px[2][200] = { { 0 } };
    for (size_t i = 0; i < 2; i++) {
        for (int sentences = 1; sentences < 12; sentences++) {
            char json[2048];
            struct fixture fixture;
            snprintf(json, sizeof json,
                "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"title\":\"%s\",\"text\":\"",
                titles[i]);
            for (int k = 0; k < sentences; k++) {
                strcat(json, "请师生提前充值，就餐时带好现金或者手机，敬请谅解。");
            }
            strcat(json, "\"}]}");
            struct scene *scene = lay_out(&fixture, json, 1920, 1080);
            const struct box *text = find(scene, "text");
            if (text->line_count > 1) {
                const int px = text->style.px < 200 ? text->style.px : 199;
                const int line = text->lines[1].baseline_px - text->lines[0].baseline_px;
                for (size_t k = 0; k < 2; k++) {
                    assert_true(line_px[k][px] == 0 || line_px[k][px] == line);
                }
                line_px[i][px] = line;
            }
            scene_destroy(scene);
            fixture_finish(&fixture);
        }
    }
    /* From size to size it changes little. */
    for (int px = 1, before = 0; px < 199; px++) {
        const int here = line_px[0][px] ? line_px[0][px] : line_px[1][px];
        assert_true(here == 0 || here >= before);
        before = here > 0 ? here : before;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_notices_part_between_phrases),
        cmocka_unit_test(test_leading), cmocka_unit_test(test_labels_part_between_words),
        cmocka_unit_test(test_names_part_between_institutions),
        cmocka_unit_test(test_paragraphs_of_a_notice_are_told_apart) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
