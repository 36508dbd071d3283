/* The break iterator against Unicode's own cases, and the corpus of characters that begin no
 * line in Chinese. */
#include "base/arena.h"
#include "base/utf8.h"
#include "content/corpora.h"
#include "fakes/fixed_measure.h"
#include "typeset/break.h"
#include "typeset/typeset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/uchar.h>

/* Whether the file is of the Unicode that ICU has: another one's rules are others. Its first
 * line says. */
static bool is_of_icu(FILE *file)
{
    int major = 0, minor = 0;
    UVersionInfo icu;
    u_getUnicodeVersion(icu);
    bool done = fscanf(file, "# LineBreakTest-%d.%d", &major, &minor) == 2 && major == icu[0] &&
                minor == icu[1];
    rewind(file);
    if (!done) {
        printf(
            "the cases are of Unicode %d.%d, ICU is of %d.%d\n", major, minor, icu[0], icu[1]);
    }
    return done;
}

/* One case of LineBreakTest.txt: "× 0023 ÷ 0023 ÷ # ...". Fills text and wanted[] (by byte). */
static size_t read_case(const char *line, char *text, unsigned char *wanted)
{
    size_t size = 0;
    while (*line && *line != '#') {
        if (strncmp(line, "\xC3\xB7", 2) == 0) { /* ÷ */
            wanted[size] = 1;
            line += 2;
        } else if (strncmp(line, "\xC3\x97", 2) == 0) { /* × */
            wanted[size] = 0;
            line += 2;
        } else if (strchr(" \t\r\n", *line)) {
            line++;
        } else {
            char *end;
            unsigned long character = strtoul(line, &end, 16);
            assert_true(end > line);
            size_t bytes = utf8_encode((uint32_t)character, text + size);
            for (size_t i = 1; i < bytes; i++) {
                wanted[size + i] = 0;
            }
            size += bytes;
            line = end;
        }
    }
    return size;
}

/* ICU's root rules are CLDR's, which tailor UAX #14 in two places (docs/typesetting.md, "What
 * ICU tailors"): .35 is a figure, which a line may begin with but which is not broken behind
 * its dot; and a hyphen at a word's start goes with the word. */
static bool is_cldr_tailoring(const char *text, size_t size, size_t at)
{
    uint32_t before = 0, earlier = 0;
    for (size_t i = 0; i < at;) {
        uint32_t character = utf8_next(text, size, &i);
        if (character == 0x308) { /* the file's combining mark: LB9 looks through it */
            continue;
        }
        earlier = before;
        before = character;
    }
    size_t next = at;
    uint32_t after = utf8_next(text, size, &next);
    bool figure = (before == ',' || before == '.') && mark_is_digit(after);
    if (before == ' ' && after == '.' && next < size) {
        figure = mark_is_digit(utf8_next(text, size, &next));
    }
    bool sign = before == '-' && (earlier == 0 || earlier == ' ');
    return figure || sign;
}

static bool matches(const char *text, size_t size, const unsigned char *wanted,
    const unsigned char *found, size_t *tailored)
{
    for (size_t i = 1; i <= size; i++) {
        if (found[i] == wanted[i]) {
            continue;
        }
        if (!is_cldr_tailoring(text, size, i)) {
            return false;
        }
        ++*tailored;
    }
    return true;
}

static void test_unicode_line_breaks(void **state)
{
    (void)state;
    FILE *file = fopen("/usr/share/unicode/auxiliary/LineBreakTest.txt", "r");
    if (!file) {
        file = fopen("/usr/share/unicode/LineBreakTest.txt", "r");
    }
    if (!file) {
        skip();
    }
    if (!is_of_icu(file)) {
        fclose(file);
        skip();
    }
    char line[4096], text[1024];
    unsigned char wanted[1024], found[1024];
    size_t cases = 0, failed = 0, tailored = 0;
    while (fgets(line, sizeof line, file)) {
        memset(wanted, 0, sizeof wanted);
        size_t size = read_case(line, text, wanted);
        if (size == 0) {
            continue;
        }
        cases++;
        assert_true(break_find(BREAK_ROOT, text, size, found));
        if (!matches(text, size, wanted, found, &tailored)) {
            failed++;
            print_error("%s", line);
        }
    }
    fclose(file);
    assert_int_equal(failed, 0);
    assert_in_range(cases, 7000, 100000);
    assert_int_equal(tailored, 23);
}

/* The corpus's own test: six Han to a line, six of 文, the character, then 字字: the line must
 * break behind the fifth 文. Whatever the width, the character begins no line. */
static void check_character(uint32_t character)
{
    static const char head[] = "文文文文文文", tail[] = "字字";
    char text[64] = "";
    strcpy(text, head);
    size_t size = strlen(head);
    size += utf8_encode(character, text + size);
    strcpy(text + size, tail);
    struct measure measure = fixed_measure(NULL);
    struct text_style style = { .px = 16 };
    for (int width = 2; width <= 8; width++) {
        struct arena arena;
        arena_init(&arena);
        struct set_options options = { .width_px = width * style.px };
        struct set_text set;
        assert_true(typeset_text(
            &arena, &(struct set_source) { &measure, &style, text }, &options, &set));
        for (size_t i = 0; i < set.line_count; i++) {
            size_t at = 0;
            uint32_t first = utf8_next(set.lines[i].text, strlen(set.lines[i].text) + 1, &at);
            if (first == character) {
                fail_msg("U+%04X begins a line of %d em", character, width);
            }
        }
        arena_finish(&arena);
    }
}

static void test_no_listed_character_begins_a_line(void **state)
{
    (void)state;
    char path[1024];
    if (!corpora_find("linebreak/zh-strict.txt", path, sizeof path)) {
        skip();
    }
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    char line[512];
    size_t count = 0;
    while (fgets(line, sizeof line, file)) {
        if (*line != '#' && *line != '\n') {
            check_character((uint32_t)strtoul(line, NULL, 16));
            count++;
        }
    }
    fclose(file);
    assert_in_range(count, 30, 1000);
}

static void test_clusters_are_not_cut(void **state)
{
    (void)state;
    static const char text[] = "e\xCC\x81\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC"
                               "a";
    unsigned char found[sizeof text];
    assert_true(break_find(BREAK_CLUSTERS, text, sizeof text - 1, found));
    static const size_t wanted[] = { 3, 14, 15 };
    size_t next = 0;
    for (size_t i = 1; i < sizeof text; i++) {
        bool is_wanted = next < 3 && wanted[next] == i;
        assert_int_equal(found[i], is_wanted);
        next += is_wanted;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unicode_line_breaks),
        cmocka_unit_test(test_no_listed_character_begins_a_line),
        cmocka_unit_test(test_clusters_are_not_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
