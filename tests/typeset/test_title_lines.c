/* The lines of titles of kinds that the lists of test_titles have few of. */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_comma_cuts_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
