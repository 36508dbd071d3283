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

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_labels_part_between_words),
        cmocka_unit_test(test_names_part_between_institutions),
        cmocka_unit_test(test_paragraphs_of_a_notice_are_told_apart) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
