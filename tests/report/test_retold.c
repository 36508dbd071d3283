/* By which format a text was made, and what was put into it. */
#include "report/retold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *format, *text;
    const char *arguments; /* with | behind each; NULL: not made by it */
    size_t weight;
} cases[] = {
    { "the answer is empty", "the answer is empty", "", 19 },
    { "the answer is empty", "the answer is empty!", NULL, 0 },
    { "the answer is empty", "the answer", NULL, 0 },
    { "%s answers %ld: %s", "a.edu.cn answers 404: nothing", "a.edu.cn|404|nothing|", 11 },
    { "%s answers %ld: %s", "a.edu.cn answers nobody: nothing", NULL, 0 },
    { "%s answers %ld", "a.edu.cn answers 404", "a.edu.cn|404|", 9 },
    { "%s answers %ld", "a.edu.cn answers 404: nothing", NULL, 0 },
    { "%zu of %zu, %.200s", "3 of 12, x, y", "3|12|x, y|", 6 },
    { "%d %% of it", "40 % of it", NULL, 0 },
    { "not a date: \"%s\"", "not a date: \"soon\"", "soon|", 14 },
    { "%s ended", " ended", "|", 6 },
    { "%s", "anything", "anything|", 0 },
    { "%d", "-7", "-7|", 0 },
    { "%d", "-", NULL, 0 },
    { "100 %", "100 %", "", 5 },
    { "%s%s%s%s%s%s%s%s%s", "x", NULL, 0 },
};

static void test_match(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct retold_argument arguments[RETOLD_ARGUMENTS_MAX] = { 0 };
        char all[200] = "";
        size_t weight;
        bool is_it = retold_match(cases[i].format, cases[i].text, arguments, &weight);
        for (size_t k = 0; is_it && k < RETOLD_ARGUMENTS_MAX && arguments[k].text; k++) {
            snprintf(all + strlen(all), sizeof all - strlen(all), "%.*s|",
                (int)arguments[k].size, arguments[k].text);
        }
        if (is_it != !!cases[i].arguments ||
            (is_it && (strcmp(all, cases[i].arguments) != 0 || weight != cases[i].weight))) {
            fail_msg("%s, %s: %d, %s, %zu", cases[i].format, cases[i].text, is_it, all, weight);
        }
    }
}

/* No language is loaded. */
static void test_english(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(retold(&arena, "the answer is empty"), "the answer is empty");
    assert_string_equal(retold(&arena, ""), "");
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_match),
        cmocka_unit_test(test_english),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
