/* 一、时间安排, a short paragraph that only says what the next ones are about: it never ends a
 * column or a page, whatever the text and the display. */
#include "slide/random_slides.h"

enum { FEEDS = 40 };

static const struct random_size displays[] = { { 1920, 1080 }, { 1080, 1920 }, { 1366, 768 },
    { 1024, 768 }, { 2560, 1080 } };

static const char *const heads[] = { "一、时间安排", "二、考试工作", "十二、安全与值班",
    "（一）放假安排：", "(二)值班电话" };

static const char *const sentences[] = { "请各学院于12月25日前召开专题班会，签订率应达到100%。",
    "监考教师应提前20分钟到达考场，不得擅自调换。", "假期实行24小时值班制度和领导带班制度，",
    "留校学生统一安排至7号、8号公寓住宿。", "遇突发事件须在30分钟内报告。" };

static void print_paragraph(struct bytes *out)
{
    for (int i = 1 + chance(6); i > 0; i--) {
        bytes_print(out, "%s", sentences[chance(5)]);
    }
}

/* A paragraph that is no head stands between two of one kind. */
static void print_feed(struct bytes *out, int index)
{
    const bool is_article = index % 2;
    const char *between = is_article ? "\"},{\"text\":\"" : "\\n";
    bytes_print(out, "{\"lobbycard\":1,\"items\":[{\"kind\":\"%s\",\"title\":\"%s\",%s",
        is_article ? "article" : "notice",
        chance(2) ? "关于做好期末考试及寒假放假工作安排的通知" : "放假通知",
        is_article ? "\"body\":[{\"text\":\"" : "\"text\":\"");
    print_paragraph(out);
    for (int i = 2 + chance(10); i > 0; i--) {
        if (chance(3) > 0) {
            bytes_print(out, "%s%s", between, heads[chance(3)]);
        }
        if (chance(3) == 0) {
            bytes_print(out, "%s%s", between, heads[3 + chance(2)]);
        }
        for (int k = 1 + chance(2); k > 0; k--) {
            bytes_print(out, "%s", between);
            print_paragraph(out);
        }
    }
    bytes_print(out, is_article ? "\"}]}]}" : "\"}]}");
}

/* Brackets and colons may have either form. */
static bool is_head(const char *line)
{
    static const char *const words[] = { "一、时间安排", "二、考试工作", "十二、安全与值班",
        "一）放假安排", "二）值班电话", "一)放假安排", "二)值班电话" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strstr(line, words[i])) {
            return true;
        }
    }
    return false;
}

static void judge(struct checking *checking)
{
    const struct scene *scene = checking->scene;
    check_scene(checking);
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (box->kind != BOX_TEXT || box->line_count == 0 ||
            (strcmp(box->role, "text") != 0 && strcmp(box->role, "body") != 0)) {
            continue;
        }
        const char *last = box->lines[box->line_count - 1].line.text;
        CHECK(checking, !is_head(last), "a column ends with %s\n", last);
    }
}

static void check_deck(struct checking *checking, const struct layout *layout)
{
    random_slides_each(checking, layout, judge);
}

static void test_heads(void **state)
{
    (void)state;
    const struct random_slides slides = { .print = print_feed,
        .check = check_deck,
        .sizes = displays,
        .size_count = sizeof displays / sizeof *displays };
    random_slides_run(&slides, FEEDS, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_heads) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
