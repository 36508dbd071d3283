/* Which face draws what: by language, by script, by kind of picture. With the system's faces
 * (script/bootstrap --test installs those that are named here) and with none. */
#include "chance.h"
#include "screen/font/fonts.h"
#include "screen/font/han_shapes.h"
#include "screen/font/system_face.h"
#include "screen/shipped_fonts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { PX = 80 };

static const char noto_cjk[] = "/usr/share/fonts/opentype/noto/NotoSansCJK-%s.ttc";
static const char noto_emoji[] = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf";

/* The ink of a text that one face draws whole. */
static struct ink draw(struct fonts *fonts, const struct text_style *style, const char *text)
{
    size_t at = 0;
    struct ink ink;
    struct font_run run = fonts_next_run(fonts, style, text, strlen(text), &at);
    assert_int_equal(at, strlen(text));
    assert_true(fonts_draw(fonts, &run, style->px, &ink));
    assert_non_null(ink.pixels);
    return ink;
}

static bool is_same(const struct ink *a, const struct ink *b)
{
    return a->left == b->left && a->top == b->top && a->width == b->width &&
           a->bytes == b->bytes && memcmp(a->pixels, b->pixels, a->bytes) == 0;
}

static bool covers(struct fonts *fonts, const struct text_style *style, const char *text)
{
    struct measure measure = fonts_measure(fonts);
    return measure.covers(measure.context, style, text, strlen(text));
}

static void test_shapes_of_languages(void **state)
{
    (void)state;
    static const struct {
        const char *lang;
        enum han_shapes shapes;
    } cases[] = {
        { NULL, HAN_MAINLAND },
        { "", HAN_MAINLAND },
        { "zh", HAN_MAINLAND },
        { "zh-Hans", HAN_MAINLAND },
        { "zh-CN", HAN_MAINLAND },
        { "en", HAN_MAINLAND },
        { "zh-Hans-HK", HAN_MAINLAND },
        { "zh-Hant", HAN_TAIWAN },
        { "ZH-hant", HAN_TAIWAN },
        { "zh-TW", HAN_TAIWAN },
        { "zh-Hant-TW", HAN_TAIWAN },
        { "zh-HK", HAN_HONG_KONG },
        { "zh-Hant-HK", HAN_HONG_KONG },
        { "zh-MO", HAN_HONG_KONG },
        { "yue", HAN_HONG_KONG },
        { "ja", HAN_JAPAN },
        { "ja-JP", HAN_JAPAN },
        { "ko", HAN_KOREA },
        { "ko-Kore-KR", HAN_KOREA },
        { "kok", HAN_MAINLAND },
        { "ug", HAN_MAINLAND },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (han_shapes_of(cases[i].lang) != cases[i].shapes) {
            fail_msg("%s: %d", cases[i].lang, han_shapes_of(cases[i].lang));
        }
    }
}

/* Characters that each place writes in its own way, drawn pixel by pixel as its own face in
 * Noto Sans CJK does; figures stay those of the shipped face. */
static void test_each_language_has_its_face(void **state)
{
    (void)state;
    static const struct {
        const char *lang;
        int index; /* in the collection */
        const char *texts[4];
    } cases[] = {
        { "zh-Hant", 3, { "骨", "直", "，", "遍" } },
        { "zh-HK", 4, { "骨", "直", "，", "遍" } },
        { "ja", 0, { "骨", "直", "ひ", "遍" } },
        { "ko", 1, { "骨", "直", "한", "글" } },
    };
    struct fonts *fonts = open_fonts();
    struct foundry *foundry = foundry_create();
    for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
        size_t c = i / 2;
        struct text_style style = { .px = PX, .bold = i % 2, .lang = cases[c].lang };
        struct text_style plain = { .px = PX, .bold = i % 2 };
        char path[128];
        struct system_face chosen;
        snprintf(path, sizeof path, noto_cjk, style.bold ? "Bold" : "Regular");
        struct face *face =
            access(path, R_OK) == 0 ? face_open(foundry, path, cases[c].index, NULL) : NULL;
        if (!face) {
            foundry_destroy(foundry);
            fonts_destroy(fonts);
            skip();
        }
        assert_true(system_face_for_shapes(han_shapes_of(style.lang), style.bold, &chosen));
        assert_string_equal(chosen.path, path);
        assert_int_equal(chosen.index, cases[c].index);
        for (size_t k = 0; k < 4; k++) {
            struct ink found = draw(fonts, &style, cases[c].texts[k]), wanted;
            assert_true(face_draw(face, PX, cases[c].texts[k], &wanted));
            if (!is_same(&found, &wanted)) {
                fail_msg("%s in %s is not as in face %d", cases[c].texts[k], style.lang,
                    cases[c].index);
            }
            free(wanted.pixels);
            free(found.pixels);
        }
        struct ink here = draw(fonts, &style, "023-A"), there = draw(fonts, &plain, "023-A");
        assert_true(is_same(&here, &there));
        free(here.pixels);
        free(there.pixels);
        face_close(face);
    }
    foundry_destroy(foundry);
    /* And the same character in the same size is not the same picture. */
    struct text_style taipei = { .px = PX, .lang = "zh-TW" }, beijing = { .px = PX };
    struct ink here = draw(fonts, &taipei, "骨"), there = draw(fonts, &beijing, "骨");
    assert_false(is_same(&here, &there));
    free(here.pixels);
    free(there.pixels);
    fonts_destroy(fonts);
}

/* Where Hong Kong's face is not installed and Taipei's is: that is nearer than Beijing's. */
static void test_hong_kong_takes_taipei(void **state)
{
    (void)state;
    char folder[] = "/tmp/lobbycard-fonts-XXXXXX", conf[64], face[128];
    snprintf(face, sizeof face, noto_cjk, "Regular");
    if (access(face, R_OK) != 0) {
        skip();
    }
    assert_non_null(mkdtemp(folder));
    snprintf(conf, sizeof conf, "%s/fonts.conf", folder);
    FILE *file = fopen(conf, "w");
    assert_non_null(file);
    fprintf(file,
        "<fontconfig><dir>/usr/share/fonts/opentype/noto</dir><cachedir>%s</cachedir>"
        "<selectfont><rejectfont><glob>*/NotoSerif*</glob></rejectfont><rejectfont><pattern>"
        "<patelt name='family'><string>Noto Sans CJK HK</string></patelt></pattern></rejectfont>"
        "</selectfont><match target='scan'><edit name='lang' mode='assign'><minus><name>lang"
        "</name><langset><string>zh-hk</string></langset></minus></edit></match></fontconfig>",
        folder);
    fclose(file);
    setenv("FONTCONFIG_FILE", conf, 1);
    struct system_face own;
    struct fonts *fonts = open_fonts();
    assert_false(system_face_for_shapes(HAN_HONG_KONG, false, &own));
    struct text_style there = { .px = PX, .lang = "zh-HK" },
                      near = { .px = PX, .lang = "zh-TW" }, far = { .px = PX };
    struct ink found = draw(fonts, &there, "骨"), wanted = draw(fonts, &near, "骨"),
               shipped = draw(fonts, &far, "骨");
    assert_true(is_same(&found, &wanted));
    assert_false(is_same(&found, &shipped));
    free(found.pixels);
    free(wanted.pixels);
    free(shipped.pixels);
    fonts_destroy(fonts);
    unsetenv("FONTCONFIG_FILE");
    char clean[64];
    snprintf(clean, sizeof clean, "rm -r %s", folder);
    assert_int_equal(system(clean), 0);
}

/* Korean of 2.5 em: the width that was remembered for one language is not another's. */
static void test_widths_are_of_the_language(void **state)
{
    (void)state;
    struct fonts *fonts = open_fonts();
    struct text_style seoul = { .px = PX, .lang = "ko" }, beijing = { .px = PX };
    struct system_face face;
    if (!system_face_for_shapes(HAN_KOREA, false, &face) || !strstr(face.path, "NotoSansCJK")) {
        fonts_destroy(fonts);
        skip();
    }
    assert_int_equal(advance(fonts, &beijing, "“"), PX * MEASURE_UNIT);
    assert_true(advance(fonts, &seoul, "“") < PX * MEASURE_UNIT * 3 / 4); /* narrow there */
    assert_int_equal(advance(fonts, &beijing, "“"), PX * MEASURE_UNIT);
    fonts_destroy(fonts);
}

/* What is left when nothing is installed: the shipped faces for every language, and no more. */
static void test_without_installed_faces(void **state)
{
    (void)state;
    char path[] = "/tmp/lobbycard-fonts-XXXXXX";
    static const char nothing[] = "<fontconfig></fontconfig>";
    int file = mkstemp(path);
    assert_int_equal(write(file, nothing, sizeof nothing - 1), sizeof nothing - 1);
    close(file);
    setenv("FONTCONFIG_FILE", path, 1);
    struct fonts *fonts = open_fonts();
    static const char *const langs[] = { "zh-TW", "zh-HK", "ja", "ko", "ug" };
    struct text_style shipped = { .px = PX };
    for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
        struct text_style style = { .px = PX, .lang = langs[i] };
        struct ink found = draw(fonts, &style, "骨"), wanted = draw(fonts, &shipped, "骨");
        assert_true(is_same(&found, &wanted));
        free(found.pixels);
        free(wanted.pixels);
        assert_true(covers(fonts, &style, "学校，A"));
        assert_false(covers(fonts, &style, "😀"));
        assert_false(covers(fonts, &style, "ب"));
        assert_false(covers(fonts, &style, "≒"));
        assert_false(covers(fonts, &style, "𠮷"));
    }
    fonts_destroy(fonts);
    unsetenv("FONTCONFIG_FILE");
    unlink(path);
}

/* What the shipped faces lack (docs/coverage.md) comes from an installed one, and what is
 * before and behind it does not. */
static void check_rare_character(const char *text, const char *package)
{
    struct fonts *fonts = open_fonts();
    struct text_style style = { .px = PX };
    size_t size = strlen(text), at = 0;
    if (!covers(fonts, &style, text)) {
        print_message("no face has %s: install %s\n", text, package);
        fonts_destroy(fonts);
        skip();
    }
    struct font_run first = fonts_next_run(fonts, &style, text, size, &at);
    struct font_run rare = fonts_next_run(fonts, &style, text, size, &at);
    struct font_run last = fonts_next_run(fonts, &style, text, size, &at);
    assert_int_equal(at, size);
    assert_int_equal(first.face, last.face);
    assert_int_not_equal(first.face, rare.face);
    fonts_destroy(fonts);
}

static void test_a_rare_sign(void **state)
{
    (void)state;
    check_rare_character("共≒于", "fonts-dejavu-core");
}

static void test_a_rare_character(void **state)
{
    (void)state;
    check_rare_character("共𠮷于", "fonts-noto-cjk");
}

/* The highest row that has ink among the columns from..to, in px above the baseline. */
static int height_between(const struct ink *ink, int from, int to)
{
    for (int y = 0; y < ink->height; y++) {
        for (int x = from; x < to; x++) {
            if (((const uint8_t *)ink->pixels)[y * ink->width + x] > 128) {
                return -(ink->top + y);
            }
        }
    }
    return 0;
}

static void test_arabic_joins_and_runs_right_to_left(void **state)
{
    (void)state;
    struct fonts *fonts = open_fonts();
    struct text_style style = { .px = PX, .lang = "ug" };
    if (!covers(fonts, &style, "سلام")) {
        fonts_destroy(fonts);
        skip();
    }
    /* Joined letters are narrower than the same letters alone. */
    int word = advance(fonts, &style, "بىلىم"), letters = 0;
    static const char *const alone[] = { "ب", "ى", "ل", "ى", "م" };
    for (size_t i = 0; i < 5; i++) {
        letters += advance(fonts, &style, alone[i]);
    }
    assert_in_range(word, letters / 4, letters * 9 / 10);
    /* Alef, first in the text and the tallest, stands on the right. */
    struct ink ink = draw(fonts, &style, "ادد");
    assert_true(height_between(&ink, ink.width * 3 / 4, ink.width) >
                height_between(&ink, 0, ink.width / 2) + PX / 10);
    /* The ink is where the advance says. */
    assert_in_range(ink.left + PX, PX - PX / 8, PX + PX / 8);
    assert_in_range((ink.left + ink.width) * MEASURE_UNIT,
        advance(fonts, &style, "ادد") - PX * MEASURE_UNIT / 8,
        advance(fonts, &style, "ادد") + PX * MEASURE_UNIT / 8);
    free(ink.pixels);
    /* Reh reaches out to the left of its pen, marks reach above the face's ascent: neither
     * moves what they stand beside or on. */
    struct ink reh = draw(fonts, &style, "سر"), bare = draw(fonts, &style, "ـ");
    struct ink marked = draw(fonts, &style, "ـًّ");
    assert_in_range(reh.left + PX, PX - 6, PX - 3);
    assert_int_equal(marked.top + marked.height, bare.top + bare.height);
    assert_true(-marked.top > PX);
    free(reh.pixels);
    free(bare.pixels);
    free(marked.pixels);
    size_t at = 0;
    struct font_run run = fonts_next_run(fonts, &style, "ب٣", strlen("ب٣"), &at);
    assert_true(run.right_to_left);
    assert_int_equal(at, strlen("ب")); /* figures run left to right */
    run = fonts_next_run(fonts, &style, "ب٣", strlen("ب٣"), &at);
    assert_false(run.right_to_left);
    fonts_destroy(fonts);
}

static void test_tibetan_stacks(void **state)
{
    (void)state;
    struct fonts *fonts = open_fonts();
    struct text_style style = { .px = PX, .lang = "bo" };
    if (!covers(fonts, &style, "སྒྲུབ")) {
        fonts_destroy(fonts);
        skip();
    }
    /* Three letters one above the other: as wide as one, and taller downwards only. */
    struct ink one = draw(fonts, &style, "ས"), stack = draw(fonts, &style, "སྒྲུ");
    assert_in_range(advance(fonts, &style, "སྒྲུ"), advance(fonts, &style, "ས") / 2,
        advance(fonts, &style, "ས") * 5 / 4);
    assert_true(stack.height > one.height * 5 / 4);
    assert_in_range(-stack.top, -one.top - 2, -one.top + 2);
    free(one.pixels);
    free(stack.pixels);
    fonts_destroy(fonts);
}

static void test_emoji(void **state)
{
    (void)state;
    if (access(noto_emoji, R_OK) < 0) {
        skip();
    }
    static const struct {
        const char *text;
        bool colour;
    } cases[] = {
        { "😀", true }, { "❤️", true },   /* asked for as a picture */
        { "👍🏽", true },                /* with a skin tone */
        { "👨‍👩‍👧", true },      /* one picture, joined */
        { "🇨🇳", true },                      /* two letters, one flag */
        { "1️⃣", true }, { "®", false }, /* as text */
    };
    struct fonts *fonts = open_fonts();
    struct text_style style = { .px = PX };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (!covers(fonts, &style, cases[i].text)) {
            fail_msg("no face has %s", cases[i].text);
        }
        struct ink ink = draw(fonts, &style, cases[i].text);
        if (ink.colour != cases[i].colour) {
            fail_msg("%s: %s", cases[i].text, ink.colour ? "in colour" : "not in colour");
        }
        if (ink.colour) {
            /* One picture about as large as a Han character, on the same baseline. */
            assert_in_range(ink.width, PX * 2 / 3, PX * 5 / 4);
            assert_in_range(advance(fonts, &style, cases[i].text), PX * MEASURE_UNIT * 3 / 4,
                PX * MEASURE_UNIT * 5 / 4);
            assert_in_range(-ink.top, PX * 2 / 3, PX * 11 / 10);
            assert_in_range(ink.top + ink.height, 0, PX * 2 / 5);
        }
        free(ink.pixels);
    }
    fonts_destroy(fonts);
}

/* Its number is among those of emoji and beyond. */
static void test_rare_han_is_no_emoji(void **state)
{
    (void)state;
    struct fonts *fonts = open_fonts();
    struct text_style style = { .px = PX };
    if (!covers(fonts, &style, "𠀋")) {
        fonts_destroy(fonts);
        skip();
    }
    struct ink ink = draw(fonts, &style, "𠀋");
    assert_false(ink.colour);
    free(ink.pixels);
    fonts_destroy(fonts);
}

/* Han, kana, Latin and Arabic of one line come from three faces and stand on one baseline. */
static void test_han_on_one_baseline(void **state)
{
    (void)state;
    struct fonts *fonts = open_fonts();
    struct text_style style = { .px = PX }, taipei = { .px = PX, .lang = "zh-TW" };
    struct system_face face;
    if (!system_face_for_shapes(HAN_TAIWAN, false, &face)) {
        fonts_destroy(fonts);
        skip();
    }
    struct ink shipped = draw(fonts, &style, "中"), other = draw(fonts, &taipei, "中");
    assert_in_range(other.top + other.height + PX, shipped.top + shipped.height + PX - 2,
        shipped.top + shipped.height + PX + 2);
    free(shipped.pixels);
    free(other.pixels);
    fonts_destroy(fonts);
}

static void test_arabic_on_one_baseline(void **state)
{
    (void)state;
    struct fonts *fonts = open_fonts();
    struct text_style style = { .px = PX };
    if (!covers(fonts, &style, "د")) {
        fonts_destroy(fonts);
        skip();
    }
    struct ink dal = draw(fonts, &style, "د"); /* stands on the baseline */
    assert_in_range(dal.top + dal.height + PX, PX - 3, PX + 3);
    free(dal.pixels);
    fonts_destroy(fonts);
}

/* Marks above a word, however high they stand, leave it where it is. */
static void test_marks_do_not_sink_their_word(void **state)
{
    (void)state;
    static const char *const letters[] = { "أ", "ب", "ق", "ي", "م", "ر", "ل", "ك", "ع", "آ" };
    static const char *const marks[] = { "\u064B", "\u064C", "\u064E", "\u064F", "\u0651",
        "\u0652" };
    struct fonts *fonts = open_fonts();
    bool has_face = covers(fonts, &(struct text_style) { .px = PX }, "أُ");
    int high = 0;
    chance_begin(20261123);
    for (int round = 0; has_face && round < 400; round++) {
        char bare[64] = "", marked[256] = "";
        for (int i = 0, count = 1 + chance(5); i < count; i++) {
            const char *letter = letters[chance(10)];
            strcat(bare, letter);
            strcat(marked, letter);
            for (int n = chance(4); n > 0; n--) {
                strcat(marked, marks[chance(6)]);
            }
        }
        struct text_style style = { .px = 20 + chance(120), .bold = chance(2) };
        struct ink plain = draw(fonts, &style, bare), with = draw(fonts, &style, marked);
        if (plain.top + plain.height != with.top + with.height) {
            print_error("%s stands at %d, %s at %d, of %d px\n", bare, plain.top + plain.height,
                marked, with.top + with.height, style.px);
            fail();
        }
        high += with.top < -style.px;
        free(plain.pixels);
        free(with.pixels);
    }
    fonts_destroy(fonts);
    if (!has_face) {
        skip();
    }
    assert_true(high > 0); /* or none of them put it to the test */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shapes_of_languages),
        cmocka_unit_test(test_each_language_has_its_face),
        cmocka_unit_test(test_widths_are_of_the_language),
        cmocka_unit_test(test_hong_kong_takes_taipei),
        cmocka_unit_test(test_without_installed_faces),
        cmocka_unit_test(test_a_rare_sign),
        cmocka_unit_test(test_a_rare_character),
        cmocka_unit_test(test_arabic_joins_and_runs_right_to_left),
        cmocka_unit_test(test_tibetan_stacks),
        cmocka_unit_test(test_emoji),
        cmocka_unit_test(test_rare_han_is_no_emoji),
        cmocka_unit_test(test_han_on_one_baseline),
        cmocka_unit_test(test_arabic_on_one_baseline),
        cmocka_unit_test(test_marks_do_not_sink_their_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
