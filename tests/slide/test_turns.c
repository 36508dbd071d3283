/* Where the pages of articles turn, words are whole: over articles made by chance, told by the
 * dictionary of Unicode's library and not by the one that lines are chosen with. */
#include "chance.h"
#include "slide/deck.h"
#include "slide/pages.h"
#include "typeset/break.h"

enum { ARTICLES = IS_SANITIZED ? 40 : 150 };

static const char *const clauses[] = { "距离全国硕士研究生招生考试还有不到一个月的时间",
    "图书馆在期末复习阶段延长开放时间", "学生志愿者在各个校门口提供引导服务", "据教务处介绍",
    "首批智慧教室已于上周投入使用", "食堂窗口的师傅们准备了热腾腾的早餐",
    "来自十四个学院的三百余名同学报名参加", "活动现场气氛热烈", "校医院提醒大家注意保暖",
    "实验室安全检查覆盖全校每一栋实验楼", "后勤服务中心将在寒假期间检修供暖设备",
    "毕业生就业指导中心举办了简历修改工作坊", "两校将在人才培养和科学研究方面加强合作",
    "这项成果为山区公路的边坡监测提供了新的办法", "评委们对作品的完成度给予了充分肯定",
    "宿舍管理员逐层检查了消防器材", "本学期共开设公共选修课程八十六门", "下一阶段",
    "项目组计划把样机送到合作企业进行长期测试", "倒计时牌在主楼大厅揭幕" };

/* And all that it says, in one. */
static void print_article(struct bytes *out, struct bytes *said)
{
    bytes_print(out, "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":"
                     "\"支教队返校，累计授课一千二百节\",\"body\":[");
    for (int i = 0, texts = 3 + chance(10); i < texts; i++) {
        bytes_print(out, "%s{\"text\":\"", i > 0 ? "," : "");
        for (int k = 0, count = 2 + chance(12); k < count; k++) {
            const char *clause = clauses[chance(sizeof clauses / sizeof *clauses)];
            const char *mark = k + 1 == count || chance(3) == 0 ? "。" : "，";
            bytes_print(out, "%s%s", clause, mark);
            bytes_print(said, "%s%s", clause, mark);
        }
        bytes_print(out, "\"}");
    }
    bytes_print(out, "]}]}");
}

struct told {
    int turns, torn;
};

/* Where one line ends and the other begins. */
static bool is_torn(const char *line, const char *next)
{
    char text[2048];
    unsigned char words[sizeof text];
    const size_t size = strlen(line);
    assert_true(size + strlen(next) < sizeof text);
    stpcpy(stpcpy(text, line), next);
    assert_true(break_find(BREAK_WORDS, text, strlen(text), words));
    return !words[size];
}

static void print_body(const struct scene *scene, struct bytes *out)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        for (size_t k = 0; strcmp(box->role, "body") == 0 && k < box->line_count; k++) {
            bytes_print(out, "%s", box->lines[k].line.text);
        }
    }
}

static void tell_pages(const struct layout *layout, const char *said, struct told *told)
{
    struct deck *deck = deck_plan(layout);
    struct scene *before = NULL;
    struct bytes shown;
    bytes_init(&shown);
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        if (strcmp(deck->slides[i].kind->name, "article") != 0) {
            continue;
        }
        struct scene *scene = slide_lay_out(layout, &deck->slides[i]);
        assert_non_null(scene);
        const struct box *end = before ? last_box(before, "body") : NULL, *begin = scene->boxes;
        while (strcmp(begin->role, "body") != 0) {
            begin++;
        }
        if (end) {
            told->turns++;
            told->torn +=
                is_torn(end->lines[end->line_count - 1].line.text, begin->lines[0].line.text);
        }
        print_body(scene, &shown);
        scene_destroy(before);
        before = scene;
    }
    assert_string_equal(shown.data, said);
    bytes_finish(&shown);
    scene_destroy(before);
    deck_destroy(deck);
}

static void test_pages_turn_between_words(void **state)
{
    (void)state;
    struct told told = { 0 };
    chance_begin(20261202);
    for (int i = 0; i < ARTICLES; i++) {
        struct bytes json, said;
        struct fixture fixture;
        bytes_init(&json);
        bytes_init(&said);
        print_article(&json, &said);
        fixture_init(&fixture, json.data, "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            tell_pages(&fixture.layout, said.data, &told);
        }
        fixture_finish(&fixture);
        bytes_finish(&said);
        bytes_finish(&json);
    }
    print_message("%d turns, %d inside a word\n", told.turns, told.torn);
    assert_true(told.turns > ARTICLES);
    assert_true(told.torn * 25 <= told.turns);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages_turn_between_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
