/* The lines of titles of kinds that the lists of test_titles have few of. */
#include "chance.h"
#include "title_reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

struct title_case {
    const char *text;
    int width_em;
    const char *lines;
};

static void check(const struct title_case *cases, size_t count)
{
    enum { LONGEST = 1024 };
    char lines[LONGEST];
    int failed = 0;
    for (size_t i = 0; i < count; i++) {
        assert_true(title_lines(cases[i].text, cases[i].width_em, " / ", lines));
        if (strcmp(lines, cases[i].lines) != 0) {
            print_error("at %d em: %s, not %s\n", cases[i].width_em, lines, cases[i].lines);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

/* A few characters and a comma are no line by themselves, where they fit beside what is before
 * or behind them. */
static void test_what_a_comma_cuts_off(void **state)
{
    (void)state;
    static const struct title_case cases[] = {
        { "体育部通知：因降雨，今日下午体测改至12月3日进行", 12,
            "体育部通知： / 因降雨，今日下午体测 / 改至12月3日进行" },
        { "第十八届田径运动会闭幕，三项校纪录被刷新", 10,
            "第十八届 / 田径运动会闭幕， / 三项校纪录被刷新" },
        { "体育馆：因比赛，明日下午不对外开放", 13, "体育馆： / 因比赛，明日下午不对外开放" },
        { "即日起，三食堂二楼暂停供应早餐", 10, "即日起，三食堂二楼 / 暂停供应早餐" },
        { "考试周，自习室延长开放到零点", 11, "考试周，自习室 / 延长开放到零点" },
        { "因大雾，今天早班车停开一小时", 9, "因大雾，今天早班车 / 停开一小时" },
        /* not where a phrase would be parted for it */
        { "即日起，三食堂二楼暂停供应早餐", 12, "即日起， / 三食堂二楼暂停供应早餐" },
        { "期末将至，图书馆自习区延长开放至23:30", 10,
            "期末将至， / 图书馆自习区 / 延长开放至23:30" },
    };
    check(cases, sizeof cases / sizeof *cases);
}

/* Of letters alone: as few lines as there may be, a name in quotation marks on one of them, few
 * lines that end at half the column. */
static void test_letters(void **state)
{
    (void)state;
    static const struct title_case cases[] = {
        { "Third “Craftsmanship on the River” Skills Week Draws More Than 600 Students", 17,
            "Third “Craftsmanship on the River” / Skills Week Draws More / Than 600 Students" },
        { "Graduate School announces interview dates for 2027 applicants", 17,
            "Graduate School announces interview / dates for 2027 applicants" },
        { "Registration for the national English tests closes on Friday", 14,
            "Registration for the national / English tests closes on Friday" },
        { "Winter timetable of campus buses takes effect on Monday", 24,
            "Winter timetable of campus buses / takes effect on Monday" },
    };
    check(cases, sizeof cases / sizeof *cases);
}

static void make_words(char *title)
{
    *title = '\0';
    for (int n = 4 + chance(12); n > 0; n--) {
        char word[16] = "";
        for (int length = 2 + chance(10), i = 0; i < length; i++) {
            word[i] = (char)('a' + chance(26));
        }
        strcat(title, *title ? " " : "");
        strcat(title, word);
    }
}

/* In half an em, as all letters and the space are here. */
static int lines_of_filling(const char *title, int width)
{
    int lines = 1, line = 0;
    for (const char *word = title; *word;) {
        const int size = (int)strcspn(word, " ");
        const bool fits = line == 0 || line + 1 + size <= width;
        lines += !fits;
        line = fits ? line + (line > 0) + size : size;
        word += size + (word[size] == ' ');
    }
    return lines;
}

/* How many of its lines end at half the column, though they had room for a word more. */
static int check_letters(const char *title, int width)
{
    enum { LONGEST = 1024 };
    char lines[LONGEST];
    assert_true(title_lines(title, width / 2, "/", lines));
    int count = 1, halves = 0;
    for (char *line = lines, *end; (end = strchr(line, '/')) != NULL; line = end + 1, count++) {
        const int size = (int)(end - line), next = (int)strcspn(end + 1, " /");
        halves += 2 * size < width && size + 1 + next <= width;
    }
    if (count > lines_of_filling(title, width)) {
        fail_msg("takes more lines of %d than it must: %s", width, lines);
    }
    return halves;
}

static void test_any_letters(void **state)
{
    (void)state;
    enum { LEAST = 24, MOST = 60, MOST_HALVES_PCT = 1 };
    static char title[1024];
    chance_begin(20261203);
    const long rounds = how_many(IS_SANITIZED ? 400 : 4000, 100000);
    long halves = 0;
    for (long round = rounds; round > 0; round--) {
        make_words(title);
        halves += check_letters(title, 2 * ((LEAST + chance(MOST - LEAST)) / 2));
    }
    print_message("%ld lines of %ld titles end at half the column\n", halves, rounds);
    assert_true(100 * halves <= MOST_HALVES_PCT * rounds);
}

/* The name of an event is on one line wherever one holds it, and what is beside it. */
static void test_events(void **state)
{
    (void)state;
    static const char *const titles[][2] = {
        { "学生自主研发的果蔬分拣机器人亮相第二十八届中国国际高新技术成果交易会",
            "中国国际高新技术成果交易会" },
        { "建筑工程学院2024级学生张宇航：从“学渣”到世界技能大赛选手的逆袭之路",
            "世界技能大赛" },
        { "毕业生作品亮相世界机器人大会主会场", "世界机器人大会" },
        { "我校两件作品亮相全球数字贸易博览会", "全球数字贸易博览会" },
        { "教师团队受邀出席世界中医药大会", "世界中医药大会" },
        { "护理学院师生服务第十八届亚洲青少年田径锦标赛", "亚洲青少年田径锦标赛" },
        { "我校师生参加第六届中国国际进口博览会志愿服务", "中国国际进口博览会" },
        { "他从车间走到世界技能大赛的领奖台", "世界技能大赛" },
        { "女队夺得全国大学生沙滩排球锦标赛冠军", "全国大学生沙滩排球锦标赛" },
        { "校长应邀在国际职业教育论坛上发言", "国际职业教育论坛" },
    };
    enum { HAN = 3, BESIDE_EM = 3, MOST_EM = 20, LONGEST = 1024 };
    char lines[LONGEST];
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        for (int em = (int)strlen(titles[i][1]) / HAN + BESIDE_EM; em <= MOST_EM; em++) {
            assert_true(title_lines(titles[i][0], em, " / ", lines));
            if (!strstr(lines, titles[i][1])) {
                fail_msg("at %d em: %s", em, lines);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_comma_cuts_off),
        cmocka_unit_test(test_letters),
        cmocka_unit_test(test_any_letters),
        cmocka_unit_test(test_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
