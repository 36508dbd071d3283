/* How the values of a [map] are written, and what is wrong with others. */
#include "mapping/mapping.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *name, *value, *error; /* NULL: none */
} rows[] = {
    { "title", "/title", NULL },
    { "title", "/a/b/0", NULL },
    { "title", "//site/name", NULL },
    { "title", "\"text\"", NULL },
    { "title", "\"\"", NULL },
    { "title", "/a \" - \" /b", NULL },
    { "title", "/a|/b", NULL },
    { "title", "/a \" \" /b | /c | \"none\"", NULL },
    { "title", "/\"a b\"/c", NULL },
    { "title", "/标题", NULL },
    { "title", "\"a \\\"b\\\" \\\\\"", NULL },
    { "items", "/", NULL },
    { "items", "//", NULL },
    { "items", "/data/list", NULL },
    { "where", "/status = 1", NULL },
    { "where", "/status=1,/top!=0", NULL },
    { "where", "/a < 3, /b > \"2026-11-01\", //c = yes", NULL },
    { "columns", "/head", NULL },
    { "columns", "\"窗口\", \"价格(元)\"", NULL },
    { "rows.cells", "/a, /b \" \" /c | \"-\", /d", NULL },
    { "rows.where", "/a = 1, /b > 2", NULL },
    { "rows.cells", "/a,", "expected a pointer" },
    { "rows.cells", "/a /b = 1", "expected a pointer" },
    { "rows.state", "/a, /b", "without a comma" },
    { "column", "/a", "no such key of a [map]" },
    { "colour", "/a", "no such key of a [map]" },
    { "title", "title", "a pointer begins with /" },
    { "title", "", "expected a pointer" },
    { "title", "/a |", "expected a pointer" },
    { "title", "| /a", "expected a pointer" },
    { "title", "/a, /b", "without a comma" },
    { "title", "\"open", "a quote that does not end" },
    { "title", "/\"open", "a quote that does not end" },
    { "title", "/a = /b", "expected a pointer" },
    { "items", "\"list\"", "a pointer to a list" },
    { "items", "/a /b", "one pointer alone" },
    { "items", "/a | /b", "one pointer alone" },
    { "where", "/status", "=, !=, < or >" },
    { "where", "/status = /other", "a number or a \"text\"" },
    { "where", "status = 1", "a pointer such as /status" },
    { "where", "/status = 1 /b", "one more condition" },
    { "where", "/status ! 1", "a single !" },
    { "where", "/status = 1,", "a pointer such as /status" },
};

static void test_check(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = { "" };
        bool good = mapping_check(rows[i].name, rows[i].value, &error);
        const char *wanted = rows[i].error;
        if (good != !wanted || (wanted && !strstr(error.text, wanted))) {
            fail_msg("%s = %s: \"%s\"", rows[i].name, rows[i].value, error.text);
        }
    }
}

static void print_tokens(const char *text, char *out, size_t room)
{
    static const char *const signs[] = { [MAPPING_POINTER] = "p",
        [MAPPING_TEXT] = "t",
        [MAPPING_WORD] = "w",
        [MAPPING_OR] = "|",
        [MAPPING_COMMA] = ",",
        [MAPPING_EQUAL] = "=",
        [MAPPING_UNEQUAL] = "!=",
        [MAPPING_BELOW] = "<",
        [MAPPING_ABOVE] = ">",
        [MAPPING_BAD] = "bad" };
    struct mapping_token token;
    size_t used = 0;
    for (mapping_next(&text, &token); token.sign != MAPPING_END; mapping_next(&text, &token)) {
        used += (size_t)snprintf(out + used, room - used, "%s%s%s(%s)", used ? " " : "",
            token.is_of_document ? "/" : "", signs[token.sign], token.text);
        if (token.sign == MAPPING_BAD) {
            break;
        }
    }
}

static void test_tokens(void **state)
{
    static const char *const texts[][2] = {
        { "/a/b \"x\" //c", "p(/a/b) t(x) /p(/c)" },
        { "/ | //", "p() |() /p()" },
        { "/\"a b\"/\"c/d~\"", "p(/a b/c~1d~0)" },
        { "/a!=1,/b<x>", "p(/a) !=() w(1) ,() p(/b) <() w(x) >()" },
        { "\"a\\\"b\"", "t(a\"b)" },
        { "/a\"b\"", "p(/a) t(b)" },
        { "!", "bad()" },
    };
    char got[400];
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        print_tokens(texts[i][0], got, sizeof got);
        assert_string_equal(got, texts[i][1]);
    }
}

/* Nothing is longer than a token may be. */
static void test_long(void **state)
{
    char text[3000];
    struct error error = { "" };
    (void)state;
    memset(text, 'a', sizeof text);
    text[0] = '/';
    text[sizeof text - 1] = '\0';
    assert_false(mapping_check("title", text, &error));
    assert_non_null(strstr(error.text, "too long a pointer"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check),
        cmocka_unit_test(test_tokens),
        cmocka_unit_test(test_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
