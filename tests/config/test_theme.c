/* Theme files: what is refused, and WCAG's contrast. */
#include "slide/fixture.h"

#include <string.h>
#include <unistd.h>

static const char whole[] = "[colours]\npaper = #ffffff\nink = #000000\nquiet = #404040\n"
                            "accent = #900000\non_accent = #ffffff\nhairline = #cccccc\n"
                            "[type]\ndisplay = 132\ntitle = 84\nheading = 54\nbody = 42\n"
                            "small = 30\nbody_line = 165\ntitle_line = 125\n";

/* Each case replaces one line of a good theme. */
static const struct {
    const char *line, *by, *message;
} cases[] = {
    { "ink = #000000\n", "ink = black\n",
        ":3: [colours] ink = black: a colour such as #1d1b18" },
    { "ink = #000000\n", "ink = #00000\n", "a colour such as" },
    { "ink = #000000\n", "ink = #00000g\n", "a colour such as" },
    { "ink = #000000\n", "inc = #000000\n", ":3: [colours] inc: no such key" },
    { "ink = #000000\n", "",
        "[colours] ink is missing: add it; docs/theme.md lists what is needed" },
    { "ink = #000000\n", "ink = #000000\nink = #000000\n",
        ":4: [colours] ink: given twice: take one of the two out" },
    { "[type]\n", "[types]\n", "[types]: no such section" },
    { "body = 42\n", "body = 20\n", "[type] body = 20: a whole number from 36 to 54" },
    { "body = 42\n", "body = 42px\n", "a whole number" },
    { "ink = #000000\n", "ink = #000000\nveil = 60\n",
        "[colours] veil = 60: a whole number from 0 to 40" },
    { "quiet = #404040\n", "quiet = #a0a0a0\n", "quiet on paper has a contrast of 2.61" },
    { "quiet = #404040\n", "quiet = #606060\ncontrast = AAA\n",
        "quiet on paper has a contrast of " },
    { "on_accent = #ffffff\n", "on_accent = #000000\n", "on_accent on accent has a contrast" },
};

static char *replaced(const char *line, const char *by)
{
    const char *at = strstr(whole, line);
    assert_non_null(at);
    char *text = calloc(1, sizeof(whole) + 64);
    assert_non_null(text);
    memcpy(text, whole, (size_t)(at - whole));
    strcat(text, by);
    strcat(text, at + strlen(line));
    return text;
}

static bool load_text(const char *text, struct theme *theme, struct error *error)
{
    char path[] = "/tmp/lobbycard-theme-XXXXXX.ini";
    struct error write_error = { "" };
    int handle = mkstemps(path, 4);
    assert_true(handle >= 0);
    close(handle);
    assert_true(file_replace(path, text, strlen(text), &write_error));
    bool good = theme_load(theme, TEST_ROOT, path, error);
    unlink(path);
    return good;
}

static void test_files(void **state)
{
    (void)state;
    struct theme theme;
    struct error error = { "" };
    assert_true(load_text(whole, &theme, &error));
    assert_int_equal(theme.accent.r, 0x90);
    assert_int_equal(theme.body_1080, 42);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *text = replaced(cases[i].line, cases[i].by);
        struct theme before = theme;
        assert_false(load_text(text, &theme, &error));
        assert_memory_equal(&theme, &before, sizeof(theme));
        if (strstr(error.text, cases[i].message) == NULL) {
            fail_msg("\"%s\" lacks \"%s\"", error.text, cases[i].message);
        }
        free(text);
    }
}

/* A theme without one has no veil; that of the night is seen, and the photograph too. */
static void test_veils(void **state)
{
    (void)state;
    static const char *const names[] = { "paper", "festival", "contrast", "ink", "night" };
    struct theme theme;
    struct error error = { "" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_true(theme_load(&theme, TEST_ROOT, names[i], &error));
        assert_int_equal(theme.veil_pct > 0, strcmp(names[i], "night") == 0);
        assert_in_range(theme.veil_pct, 0, 25);
    }
    char *text = replaced("ink = #000000\n", "ink = #000000\nveil = 40\n");
    assert_true(load_text(text, &theme, &error));
    assert_int_equal(theme.veil_pct, 40);
    free(text);
}

static void test_names(void **state)
{
    (void)state;
    static const char *const bad[] = { "", "no-such", "../themes/paper", "/nowhere/a.ini" };
    struct theme theme;
    struct error error = { "" };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_false(theme_load(&theme, TEST_ROOT, bad[i], &error));
        assert_true(error.text[0] != '\0');
    }
    assert_true(theme_load(&theme, TEST_ROOT, "festival", &error));
    assert_string_equal(theme.name, "festival");
}

/* Values of the WCAG definition: extremes, and two greys that checkers agree on. */
static void test_contrast(void **state)
{
    (void)state;
    const struct colour black = { 0, 0, 0 }, white = { 255, 255, 255 };
    assert_float_equal(colour_contrast(black, white), 21.0, 1e-4);
    assert_float_equal(colour_contrast(white, black), 21.0, 1e-4);
    assert_float_equal(colour_contrast(white, white), 1.0, 1e-4);
    assert_float_equal(
        colour_contrast((struct colour) { 0x76, 0x76, 0x76 }, white), 4.54, 0.005);
    assert_float_equal(
        colour_contrast((struct colour) { 0x77, 0x77, 0x77 }, white), 4.48, 0.005);
    assert_true(
        colour_contrast(theme_on_signal, theme_signal) >= 7); /* of any theme's promise */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_veils),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_contrast),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
