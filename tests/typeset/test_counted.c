/* In a Korean title a figure stays with what it counts, though a space parts them. */
#include "base/arena.h"
#include "fakes/fixed_measure.h"
#include "typeset/typeset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PX = 16 };

static void check(const char *title, int em)
{
    const struct measure measure = fixed_measure(NULL);
    const struct text_style style = { .px = PX, .lang = "ko" };
    const struct set_source source = { &measure, &style, title };
    const struct set_options options = { .width_px = em * PX, .balance = true };
    struct set_text set;
    struct arena arena;
    arena_init(&arena);
    assert_true(typeset_text(&arena, &source, &options, &set));
    assert_true(set.line_count > 0);
    for (size_t i = 0; i + 1 < set.line_count; i++) {
        const char *space = strrchr(set.lines[i].text, ' ');
        const char *last = space ? space + 1 : set.lines[i].text;
        if (*last >= '0' && *last <= '9') {
            fail_msg("at %d em a line ends: %s", em, set.lines[i].text);
        }
    }
    arena_finish(&arena);
}

static void test_figures_stay_with_what_they_count(void **state)
{
    (void)state;
    static const char *const titles[] = {
        "기능전시주간 개최, 600여 명의 학생과 교직원 참가",
        "제3회 ‘장인정신’ 기능전시주간 개최, 600여 명의 학생과 교직원 참가",
        "도서관 신관 개관, 열람석 320 석을 새로 마련",
        "간호대학팀 우승, 30 개 대학에서 참가",
    };
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        for (int em = 8; em <= 24; em++) {
            check(titles[i], em);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(
        test_figures_stay_with_what_they_count) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
