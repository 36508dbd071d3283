#include "base/error.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_set_and_wrap(void **state)
{
    (void)state;
    struct error error;
    assert_false(error_set(&error, "not a date: \"%s\"", "soon"));
    assert_string_equal(error.text, "not a date: \"soon\"");
    assert_false(error_wrap(&error, "line %d", 3));
    assert_string_equal(error.text, "line 3: not a date: \"soon\"");
    assert_false(error_set(NULL, "nobody listens"));
    assert_false(error_wrap(NULL, "nobody listens"));
}

/* Whatever the length, a text that is cut ends with a whole character. */
static void test_cut(void **state)
{
    (void)state;
    for (size_t lead = 0; lead < 8; lead++) {
        struct error error;
        char text[800] = "";
        memset(text, 'a', lead);
        for (size_t at = lead; at + 4 < sizeof text; at += 3) {
            memcpy(text + at, "\u4E2D", 4);
        }
        error_set(&error, "%s", text);
        size_t size = strlen(error.text);
        assert_in_range(size, sizeof error.text - 8, sizeof error.text - 1);
        assert_int_equal(utf8_valid_prefix(error.text, size), size);
        error_wrap(&error, "%s", "x");
        size = strlen(error.text);
        assert_int_equal(utf8_valid_prefix(error.text, size), size);
        assert_memory_equal(error.text, "x: ", 3);
    }
}

/* What was cut in the midst of a character ends with the one before, and not with a mark. */
static void test_a_cut_leaves_no_mark(void **state)
{
    (void)state;
    for (size_t before = 0; before < 3; before++) {
        char text[1200] = "";
        struct error error = { "" };
        memset(text, 'a', before);
        for (int i = 0; i < 350; i++) {
            strcat(text, "澄");
        }
        error_set(&error, "%s", text);
        size_t size = strlen(error.text);
        assert_true(size < strlen(text) && size + 3 >= sizeof error.text);
        assert_null(strchr(error.text, '?'));
        assert_memory_equal(error.text, text, size);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_set_and_wrap),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_a_cut_leaves_no_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
