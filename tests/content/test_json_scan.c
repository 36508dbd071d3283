#include "base/clock.h"
#include "base/system/file.h"
#include "content/corpora.h"
#include "content/feed/feed.h"
#include "content/feed/native/feed_parse.h"
#include "content/json/json_scan.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *text;
    const char *error; /* NULL: accepted */
} cases[] = {
    { "{\"a\":[1,2.5e3,true,null,\"x\"]}", NULL },
    { "  \"\\ud834\\udd1e\\uFFFD\xEF\xBF\xBD\" ", NULL },
    { "", "line 1, column 1: nothing but white space" },
    { " \n ", "line 2, column 2: nothing but white space" },
    { "[1,", "line 1, column 4, at /1: the text ends where a value should be" },
    { "[1 2]", "line 1, column 3, at /0: a comma is missing here" },
    { "{\"a\":1}\n,", "line 2, column 1: something follows the value" },
    { "{\"a\":1", "line 1, column 7, at /a: the text ends too early" },
    { "{\"a\":1 ]", "line 1, column 8, at /a: expected ',' or '}'" },
    { "[1 }", "line 1, column 4, at /0: expected ',' or ']'" },
    { "{\"a\":[{}]\n\n  \"b\":2}", "line 1, column 10, at /a: a comma is missing here" },
    { "[\"a\"\"b\"]", "line 1, column 5, at /0: a comma is missing here" },
    { "[\"say \"yes\" now\"]",
        "line 1, column 7, at /0: the text ends here: a quote that belongs to it is written "
        "\\\"" },
    { "{\"a\":2026-11-23}",
        "line 1, column 10, at /a: a number is followed by something else: dates, times and "
        "telephone numbers stand in quotes" },
    { "{\"a\":08:30}",
        "line 1, column 6, at /a: not a number: dates, times and telephone numbers stand in "
        "quotes" },
    { "[1,,2]", "line 1, column 4, at /1: one comma too many" },
    { "{\"a\":1,,\"b\":2}", "line 1, column 8: one comma too many" },
    { "{\"a\":1，\"b\":2}",
        "line 1, column 7, at /a: a Chinese comma stands where , is wanted" },
    { "[1、2]", "line 1, column 3, at /0: a Chinese comma stands where , is wanted" },
    { "{\"a\"：1}", "line 1, column 5, at /a: a Chinese colon stands where : is wanted" },
    { "[1;2]", "line 1, column 3, at /0: a semicolon stands where a comma is wanted" },
    { "[\"a\"；2]", "line 1, column 5, at /0: a semicolon stands where a comma is wanted" },
    { "{'a':1}", "line 1, column 2: single quotes stand where double ones, \", are wanted" },
    { "[‘a’]",
        "line 1, column 2, at /0: single quotes stand where double ones, \", are wanted" },
    { "[「a」]",
        "line 1, column 2, at /0: typographic quotes stand where straight ones are wanted" },
    { "[\"a”,\n2]",
        "line 1, column 4, at /0: typographic quotes stand where straight ones are wanted" },
    { "[\"“a”b\n\"]",
        "line 1, column 7, at /0: a text goes over the end of the line: its closing quote is "
        "missing, or the break is not written \\n" },
    { "// a\n{}", "line 1, column 1: a comment stands here, and a feed has none: take it out" },
    { "[1, /* a */ 2]",
        "line 1, column 5, at /1: a comment stands here, and a feed has none: take it out" },
    { "{\"a\":1 # a\n}",
        "line 1, column 8, at /a: a comment stands here, and a feed has none: take it out" },
    { "{} // a", "line 1, column 4: a comment stands here, and a feed has none: take it out" },
    { "｛\"a\":1}",
        "line 1, column 1: a full-width bracket stands where a plain one is wanted" },
    { "[\u30001]",
        "line 1, column 2, at /0: a full-width, no-break or invisible space stands between the "
        "values" },
    { "[\"\xC8\xB1\xB2\xBB\"]", "line 1, column 4, at /0: not UTF-8" }, /* GB 18030 */
    { " cb ({})",
        "line 1, column 2: this is JSONP, a script, and no JSON: ask for it without its "
        "callback (?callback=, ?jsonp=)" },
    { "jQuery12_3(\n[1]);",
        "line 1, column 1: this is JSONP, a script, and no JSON: ask for it "
        "without its callback (?callback=, ?jsonp=)" },
    { "<br />\n<b>Notice</b>: Undefined index\n{}",
        "line 1, column 1: a message of PHP stands in front of the document: display_errors = "
        "Off on the server" },
    { "PHP Warning:  x in /a.php on line 1\n[1]",
        "line 1, column 1: a message of PHP stands in front of the document: display_errors = "
        "Off on the server" },
    { "Notices {}", "line 1, column 1: expected a value: a text stands in quotes" },
    { "cb(1)", "line 1, column 1: expected a value: a text stands in quotes" },
    { "[\"caf\xE9 au lait, caf\xE9\"]", "line 1, column 6, at /0: not UTF-8" }, /* Latin 1 */
    { "[\"\xA4\xA4\xA4\xE5\xA6\x72\xAE\x61\"]",
        "line 1, column 3, at /0: not UTF-8" }, /* Big5 */
    { "{\"a\" 1}", "line 1, column 6, at /a: expected ':' behind a name" },
    { "{\"a\":1\n,\n}", "line 2, column 1: one comma too many before '}'" },
    { "[1,\n]", "line 1, column 3, at /1: one comma too many before ']'" },
    { "{\"a\":1,", "line 1, column 8: the text ends too early" },
    { "{a:1}", "line 1, column 2: expected a name in quotes" },
    { "{\xE2\x80\x9C"
      "a\xE2\x80\x9D:1}",
        "line 1, column 2: typographic quotes stand where straight ones are wanted" },
    { "[\"a\n\"]",
        "line 1, column 4, at /0: a text goes over the end of the line: its closing quote is "
        "missing, or the break is not written \\n" },
    { "{\"a\":{\"b/c\":[0,01]}}",
        "line 1, column 16, at /a/b~1c/1: not a number: dates, times and telephone numbers stand in quotes" },
    { "{\n \"\xE5\x90\x8D\": tru}",
        "line 2, column 7, at /\xE5\x90\x8D: expected a value: a text stands in quotes" },
    { "[\"\xE5\x90\"]", "line 1, column 3, at /0: not UTF-8" },
    { "[\"\xED\xA0\x80\"]", "line 1, column 3, at /0: not UTF-8" },
    { "[\"a\tb\"]", "line 1, column 4, at /0: a control character in a text" },
    { "[\"\\u0000\"]", "line 1, column 3, at /0: U+0000 in a text" },
    { "[\"\\uD800x\"]", "line 1, column 3, at /0: half of a surrogate pair in a text" },
    { "[\"\\uDC00\"]", "line 1, column 3, at /0: half of a surrogate pair in a text" },
    { "[\"\\u12G4\"]", "line 1, column 3, at /0: \\u needs four hexadecimal digits" },
    { "[\"\\x\"]", "line 1, column 3, at /0: a \\ in a text is written \\\\" },
    { "[\"abc", "line 1, column 2, at /0: a text does not end: its closing quote is missing" },
    { "\xEF\xBB\xBF{}",
        "line 1, column 1: begins with a byte order mark: save it as UTF-8 without one" },
    { "{} {}", "line 1, column 4: something follows the value" },
    { "{\"a\":1,\"b\":2,\"\\u0061\":3}",
        "line 1, column 14, at /a: this name is there twice: only one of the two can be" },
    { "[{\"a\":1},{\"a\":{\"a\":2}}]", NULL },
    { "{\"a\\nb\":?}", "line 1, column 9, at /a?b: expected a value: a text stands in quotes" },
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = { "" };
        bool good =
            json_scan(cases[i].text, strlen(cases[i].text), &json_limits_default, &error);
        assert_string_equal(error.text, cases[i].error ? cases[i].error : "");
        assert_int_equal(good, cases[i].error == NULL);
    }
}

/* Every limit met exactly passes, one more does not. */
static void test_limits(void **state)
{
    (void)state;
    const struct json_limits tiny = {
        .document_bytes = 20,
        .string_bytes = 4,
        .depth = 3,
        .members = 2,
        .values = 5,
        .number_bytes = 3,
    };
    static const struct {
        const char *text, *error;
    } limits[] = {
        { "[[[]]]", NULL },
        { "[[[[]]]]", "line 1, column 4, at /0/0/0: nested too deeply" },
        { "[\"abcd\"]", NULL },
        { "[\"abcde\"]", "line 1, column 2, at /0: a text is too long" },
        { "{\"a\":1,\"b\":2}", NULL },
        { "{\"a\":1,\"b\":2,\"c\":3}",
            "line 1, column 14, at /c: more names in one { } than can be" },
        { "[1,2,3,4]", NULL },
        { "[1,2,3,4,5]", "line 1, column 10, at /4: too many values" },
        { "[123]", NULL },
        { "[1234]", "line 1, column 2, at /0: a number is too long" },
        { "[                  ]", NULL },
        { "[                   ]", "larger than 20 bytes" },
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct error error = { "" };
        bool good = json_scan(limits[i].text, strlen(limits[i].text), &tiny, &error);
        assert_string_equal(error.text, limits[i].error ? limits[i].error : "");
        assert_int_equal(good, limits[i].error == NULL);
    }
}

/* What the grammar allows and a feed must not have. */
static const char *const stricter[] = {
    "i_number_huge_exp.json", /* over 63 characters */
    "y_number_double_close_to_zero.json",
    "y_object_duplicated_key.json",
    "y_object_duplicated_key_and_value.json",
    "y_object_escaped_null_in_key.json",
    "y_string_null_escape.json",
};

static bool is_stricter(const char *name)
{
    for (size_t i = 0; i < sizeof stricter / sizeof *stricter; i++) {
        if (strcmp(stricter[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* docs/feed.md: numbers of any size pass, everything else that RFC 8259 leaves open is refused.
 */
static bool is_accepted(const char *name, bool grammar_only)
{
    return (name[0] == 'y' || strncmp(name, "i_number", 8) == 0) &&
           (grammar_only || !is_stricter(name));
}

static void test_corpus(void **state)
{
    (void)state;
    char folder[400];
    if (!corpora_find("json", folder, sizeof folder)) {
        skip();
    }
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    int counts[128] = { 0 };
    for (struct dirent *entry; (entry = readdir(directory));) {
        const char *name = entry->d_name;
        if (!strchr("yni", name[0]) || name[1] != '_') {
            continue;
        }
        char path[800];
        struct bytes text;
        bytes_init(&text);
        snprintf(path, sizeof path, "%s/%s", folder, name);
        assert_true(file_read(path, 1 << 24, &text, NULL));
        int64_t start_ms = clock_mono_ms();
        struct error error = { "" };
        bool grammar = json_scan(text.data, text.size, &json_limits_grammar, &error);
        bool strict = json_scan(text.data, text.size, &json_limits_default, NULL);
        if (grammar != is_accepted(name, true) || strict != is_accepted(name, false)) {
            fail_msg("%s: grammar %d, strict %d %s", name, grammar, strict, error.text);
        }
        struct error refusal = { "" };
        struct feed *feed = feed_parse(
            text.data, text.size, &(struct feed_how) { PHONE_PLAN_UNSAID, true }, &refusal);
        assert_null(feed); /* none of them says {"lobbycard": 1} */
        assert_true(refusal.text[0] && !strchr(refusal.text, '\n'));
        assert_true(clock_mono_ms() - start_ms < 1000);
        counts[(int)name[0]]++;
        bytes_finish(&text);
    }
    closedir(directory);
    assert_int_equal(counts['y'], 95);
    assert_int_equal(counts['n'], 188);
    assert_int_equal(counts['i'], 35);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_corpus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
