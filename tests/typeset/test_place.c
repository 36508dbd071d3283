/* Where pieces come to stand: blank halves, gaps, justification. Hundredths of an em. */
#include "base/arena.h"
#include "fakes/fixed_measure.h"
#include "typeset/typeset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { PX = 16, EM = PX * MEASURE_UNIT };

struct place_case {
    const char *what, *text;
    int width; /* half em */
    enum set_align align;
    int indent;
    const char *places; /* of the first line: text@x ... =width */
};

static const struct place_case cases[] = {
    { "3.1.6.3: an opening mark hangs its blank half out", "（文", 20, SET_LEFT, 0,
        "（@-50 文@50 =150" },
    { "3.1.6.3: so it does behind an indent", "“文", 20, SET_LEFT, 2, "“@150 文@250 =350" },
    { "3.1.6.3: a closing mark's blank half is no part of the line", "文。", 20, SET_LEFT, 0,
        "文@0 。@100 =150" },
    { "3.1.6.2: 》，", "《文》，文", 20, SET_LEFT, 0,
        "《@-50 文@50 》@150 ，@200 文@300 =400" },
    { "3.1.6.2: 。”", "文。”文", 20, SET_LEFT, 0, "文@0 。@100 ”@150 文@250 =350" },
    { "3.1.6.2: ：“", "文：“文", 20, SET_LEFT, 0, "文@0 ：@100 “@150 文@250 =350" },
    { "3.1.6.2: ）（", "（文）（文", 20, SET_LEFT, 0,
        "（@-50 文@50 ）@150 （@200 文@300 =400" },
    { "3.1.6.2: a mark beside a dash", "（文）——文", 20, SET_LEFT, 0,
        "（@-50 文@50 ）@150 ——@200 文@400 =500" },
    { "3.1.6.1: a dot takes half an em", "文·文", 20, SET_LEFT, 0, "文@0 ·@75 文@150 =250" },
    { "3.2.2: a quarter em", "文A文", 20, SET_LEFT, 0, "文@0 A@125 文@200 =300" },
    { "3.2.2: instead of a typed space", "文 A 文", 20, SET_LEFT, 0, "文@0 A@125 文@200 =300" },
    { "3.2.4: none beside marks", "，A。文", 20, SET_LEFT, 0, "，@0 A@100 。@150 文@250 =350" },
    { "3.2.4: none beside a solidus", "文/文", 20, SET_LEFT, 0, "文@0 /@100 文@150 =250" },
    { "a sign that is no word", "网+文", 20, SET_LEFT, 0, "网@0 +@100 文@150 =250" },
    { "but C++ is one", "C++文", 20, SET_LEFT, 0, "C++@0 文@175 =275" },
    { "word space", "ab cd", 20, SET_LEFT, 0, "ab@0 cd@150 =250" },
    { "ideographic space", "文\xE3\x80\x80文", 20, SET_LEFT, 0, "文@0 文@200 =300" },
    { "narrow quotes in Latin", "a “b” c", 20, SET_LEFT, 0, "a@0 “@50 b@150 ”@200 c@300 =350" },
    { "nothing is squeezed where the edge is ragged", "文，文文文。文文", 10, SET_LEFT, 0,
        "文@0 ，@100 文@200 文@300 =400" },
    { "3.5.3: a quarter em behind each of two marks", "文，文、文文文文文文文文文文文", 15,
        SET_JUSTIFY, 0, "文@0 ，@100 文@175 、@275 文@350 文@450 文@550 文@650 =750" },
    { "3.5.4: an eighth beside a word, a twenty-fourth between Han",
        "文A文文文文文文文文文文文文", 13, SET_JUSTIFY, 0,
        "文@0 A@137 文@225 文@333 文@441 文@550 =650" },
    { "3.5.4: then between Han alone", "文A文A文文文文文文文文文文文文", 13, SET_JUSTIFY, 0,
        "文@0 A@136 文@223 A@359 文@446 文@550 =650" },
    { "3.5.4: behind a mark as between Han", "文，文文文文文文文文文文文文", 11, SET_JUSTIFY, 0,
        "文@0 ，@100 文@216 文@333 文@450 =550" },
    { "3.5.4: on both sides of a figure, where no line may end, too",
        "文文12人文文文文文文文文文文", 14, SET_JUSTIFY, 0,
        "文@0 文@108 12@245 人@383 文@491 文@600 =700" },
    { "3.5.4: nothing at a word's hyphen", "文well-known文文文文文文文文文文文文", 18,
        SET_JUSTIFY, 0, "文@0 well-@137 known@387 文@675 文@800 =900" },
    { "a last line is not widened", "文A文A文文", 13, SET_JUSTIFY, 0,
        "文@0 A@125 文@200 A@325 文@400 文@500 =600" },
};

static void print_line(const struct set_line *line, char *out, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < line->piece_count; i++) {
        const struct piece *piece = &line->pieces[i];
        used += (size_t)snprintf(
            out + used, size - used, "%s@%d ", piece->text, piece->x * 100 / EM);
    }
    snprintf(out + used, size - used, "=%d", line->width * 100 / EM);
}

static void test_places(void **state)
{
    (void)state;
    struct measure measure = fixed_measure(NULL);
    struct text_style style = { .px = PX };
    size_t failed = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct place_case *c = &cases[i];
        struct arena arena;
        arena_init(&arena);
        struct set_options options = {
            .width_px = c->width * PX / 2, .align = c->align, .indent_em = c->indent
        };
        struct set_text set;
        assert_true(typeset_text(
            &arena, &(struct set_source) { &measure, &style, c->text }, &options, &set));
        char found[512];
        print_line(&set.lines[0], found, sizeof found);
        if (strcmp(found, c->places) != 0) {
            failed++;
            print_error("%s:\n  %s\n  not %s\n", c->what, found, c->places);
        }
        arena_finish(&arena);
    }
    assert_int_equal(failed, 0);
}

static void test_quotes_in_titles(void **state)
{
    (void)state;
    static const struct {
        const char *text, *places;
    } titles[] = {
        { "文“文”文", "文@0 “@75 文@175 ”@275 文@350 =450" },
        { "“文”文", "“@-50 文@50 ”@150 文@225 =325" },
        { "文：“文”，文", "文@0 ：@100 “@125 文@225 ”@325 ，@375 文@475 =575" },
        { "文《文》文", "文@0 《@100 文@200 》@300 文@400 =500" },
        { "a “b” c", "a@0 “@50 b@150 ”@200 c@300 =350" },
    };
    struct measure measure = fixed_measure(NULL);
    struct text_style style = { .px = PX };
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        struct arena arena;
        arena_init(&arena);
        struct set_options options = { .width_px = 10 * PX, .balance = true };
        struct set_text set;
        const struct set_source source = { &measure, &style, titles[i].text };
        assert_true(typeset_text(&arena, &source, &options, &set));
        char found[512];
        print_line(&set.lines[0], found, sizeof found);
        assert_string_equal(found, titles[i].places);
        arena_finish(&arena);
    }
}

static void test_centred_marks_of_traditional_chinese(void **state)
{
    (void)state;
    struct measure measure = fixed_measure(NULL);
    struct text_style style = { .px = PX, .lang = "zh-Hant" };
    struct arena arena;
    arena_init(&arena);
    struct set_options options = { .width_px = 10 * PX };
    struct set_text set;
    assert_true(typeset_text(
        &arena, &(struct set_source) { &measure, &style, "文，" }, &options, &set));
    assert_int_equal(set.lines[0].width, EM * 7 / 4);
    arena_finish(&arena);
}

static void test_missing_characters(void **state)
{
    (void)state;
    struct measure measure = fixed_measure(NULL);
    struct text_style style = { .px = PX };
    struct arena arena;
    arena_init(&arena);
    struct set_options options = { .width_px = 20 * PX };
    struct set_text set;
    static const char text[] = "文\xEE\x80\x80文\xEE\x80\x80"
                               "a\xEE\x80\x81"
                               "b\xFF";
    assert_true(
        typeset_text(&arena, &(struct set_source) { &measure, &style, text }, &options, &set));
    assert_int_equal(set.line_count, 1);
    assert_string_equal(set.lines[0].text, "文〓文〓a〓b〓");
    assert_string_equal(set.missing, "\xEE\x80\x80\xEE\x80\x81\xEF\xBF\xBD");
    arena_finish(&arena);
}

/* What nobody can know the meaning of is missing whatever a face has there; what is not meant
 * to be seen leaves no trace; what joins or varies a character is nothing without one. */
static void test_never_shown(void **state)
{
    static const struct {
        const char *text, *shown;
    } never_shown[] = {
        { "文\xEF\xA3\xBF文", "文〓文" },           /* U+F8FF */
        { "文\xF3\xB0\x80\x80", "文〓" },           /* U+F0000 */
        { "文\xEF\xBF\xBF文", "文〓文" },           /* U+FFFF */
        { "\xE3\x85\xA4文\xE1\x85\x9F", "文" },     /* fillers */
        { "文\xEF\xBF\xB9字\xEF\xBF\xBB", "文字" }, /* of annotations */
        { "\xE2\x80\x8D文", "文" },                 /* a joiner */
        { "\xEF\xB8\x8F文", "文" },                 /* U+FE0F */
        { "文\xF3\xA0\x81\xA7字", "文字" },         /* a tag without a flag */
        { "\xE2\x80\x8D \xE2\x80\x8D", "" },
    };
    struct measure measure = fixed_measure(NULL);
    struct text_style style = { .px = PX };
    struct set_options options = { .width_px = 20 * PX };
    (void)state;
    measure.covers = NULL;
    for (size_t i = 0; i < sizeof never_shown / sizeof *never_shown; i++) {
        struct arena arena;
        struct set_text set;
        arena_init(&arena);
        assert_true(typeset_text(&arena,
            &(struct set_source) { &measure, &style, never_shown[i].text }, &options, &set));
        assert_string_equal(set.line_count ? set.lines[0].text : "", never_shown[i].shown);
        arena_finish(&arena);
    }
}

/* Text from right to left, in the order in which it is drawn (UAX #9). */
static void test_right_to_left(void **state)
{
    (void)state;
    static const struct {
        const char *what, *text;
        int indent;
        bool right_to_left;
        const char *places;
    } orders[] = {
        { "words: the first of the text is drawn last", "سر بي", 0, true, "بي@0 سر@150 =250" },
        { "in Chinese, which goes on as it began", "文سر بي文", 0, false,
            "文@0 بي@125 سر@275 文@400 =500" },
        { "a figure keeps its own order", "سر 2024 بي", 0, true, "بي@0 2024@150 سر@400 =500" },
        { "an ordinal is of one word and two orders", "2024-يىلى", 0, true,
            "يىلى@0 -@200 2024@250 =450" },
        { "brackets are turned round", "(سر)", 0, true, "(@0 سر@50 )@150 =200" },
        { "so are full-width ones", "（سر）بي", 0, true, "بي@0 （@100 سر@200 ）@300 =400" },
        { "Latin in Arabic", "سر ab cd بي", 0, true, "بي@0 ab@150 cd@300 سر@450 =550" },
        { "a figure behind Arabic, Latin behind it", "ab سر24cd", 0, false,
            "ab@0 24@150 سر@250 cd@350 =450" },
        { "an address is whole", "سر a@b.c/ بي", 0, true, "بي@0 a@b.c/@150 سر@500 =600" },
        { "an indent is on the right, and of one em", "سر بي", 2, true, "بي@0 سر@150 =350" },
    };
    struct measure measure = fixed_measure(NULL);
    struct text_style style = { .px = PX };
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        struct arena arena;
        arena_init(&arena);
        struct set_options options = { .width_px = 20 * PX, .indent_em = orders[i].indent };
        struct set_text set;
        assert_true(typeset_text(
            &arena, &(struct set_source) { &measure, &style, orders[i].text }, &options, &set));
        char found[512];
        print_line(&set.lines[0], found, sizeof found);
        if (strcmp(found, orders[i].places) != 0) {
            fail_msg("%s: %s, not %s", orders[i].what, found, orders[i].places);
        }
        assert_int_equal(set.lines[0].right_to_left, orders[i].right_to_left);
        assert_string_equal(set.lines[0].text, orders[i].text);
        arena_finish(&arena);
    }
}

/* What its first letter says counts only where the feed's language runs left to right. */
static void test_side_of_language(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *text, *places;
        bool right_to_left;
    } sides[] = {
        { NULL, "C919 سر بي", "C919@0 بي@250 سر@400 =500", false },
        { "ar", "C919 سر بي", "بي@0 سر@150 C919@300 =500", true },
        { "he", "C919 ab", "C919@0 ab@250 =350", false },
        { "ug", "9:00", "9:00@0 =200", false },
        { "zh-Hans", "سر C919", "C919@0 سر@250 =350", true },
    };
    struct measure measure = fixed_measure(NULL);
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        struct text_style style = { .px = PX, .lang = sides[i].lang };
        struct arena arena;
        arena_init(&arena);
        struct set_options options = { .width_px = 20 * PX };
        struct set_text set;
        assert_true(typeset_text(
            &arena, &(struct set_source) { &measure, &style, sides[i].text }, &options, &set));
        char found[512];
        print_line(&set.lines[0], found, sizeof found);
        if (strcmp(found, sides[i].places) != 0) {
            fail_msg("%s: %s, not %s", sides[i].lang, found, sides[i].places);
        }
        assert_int_equal(set.lines[0].right_to_left, sides[i].right_to_left);
        arena_finish(&arena);
    }
}

static void test_reading_time(void **state)
{
    (void)state;
    assert_int_equal(typeset_reading_ms(""), 0);
    assert_int_equal(typeset_reading_ms("今天天气好。"), 1000);
    assert_int_equal(typeset_reading_ms("신입생 환영"), 1000);
    assert_int_equal(typeset_reading_ms("three little words"), 1000);
    assert_int_equal(typeset_reading_ms("023-65763111，don't 2024年"), 1200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_quotes_in_titles),
        cmocka_unit_test(test_centred_marks_of_traditional_chinese),
        cmocka_unit_test(test_missing_characters),
        cmocka_unit_test(test_never_shown),
        cmocka_unit_test(test_right_to_left),
        cmocka_unit_test(test_side_of_language),
        cmocka_unit_test(test_reading_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
