/* Faces, clusters, the glyph cache: with the shipped fonts. */
#include "chance.h"
#include "screen/font/cluster.h"
#include "screen/font/glyphs.h"
#include "screen/shipped_fonts.h"

#include <ft2build.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include FT_FREETYPE_H

#include <cmocka.h>

static const struct text_style regular = { .px = 40 }, bold = { .px = 40, .bold = true };

static int set_up(void **state)
{
    *state = open_fonts();
    return 0;
}

static int close_fonts(void **state)
{
    fonts_destroy(*state);
    return 0;
}

/* Strokes that lie over one another are drawn 16 times as large; script/fonts unites them. */
static void test_strokes_are_united(void **state)
{
    static const char *const faces[] = { "Regular", "Bold" };
    FT_Library library;
    (void)state;
    assert_int_equal(FT_Init_FreeType(&library), 0);
    for (size_t i = 0; i < 2; i++) {
        char path[512];
        FT_Face face;
        snprintf(path, sizeof path, TEST_ROOT "/fonts/NotoSansSC-%s.ttf", faces[i]);
        assert_int_equal(FT_New_Face(library, path, 0, &face), 0);
        for (FT_Long glyph = 0; glyph < face->num_glyphs; glyph++) {
            assert_int_equal(FT_Load_Glyph(face, (FT_UInt)glyph, FT_LOAD_NO_SCALE), 0);
            assert_false(face->glyph->outline.flags & FT_OUTLINE_OVERLAP);
        }
        FT_Done_Face(face);
    }
    FT_Done_FreeType(library);
}

static void test_clusters(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t sizes[4]; /* of the clusters, in bytes */
    } cases[] = {
        { "中文", { 3, 3 } }, { "nǐ", { 1, 2 } },
        { "n\u0101i\u0306", { 1, 2, 3 } }, /* i with a combining breve */
        { "👨‍👩‍👧", { 18 } },  /* a family */
        { "👍🏽好", { 8, 3 } },       /* with a skin tone */
        { "🇨🇳🇯🇵", { 8, 8 } },              /* two flags */
        { "1️⃣", { 7 } },              /* a keycap */
        { "葛󠄀", { 7 } },              /* an ideographic variation sequence */
        { "བོད", { 6, 3 } },                /* Tibetan with a vowel sign */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t at = 0, size = strlen(cases[i].text);
        for (size_t j = 0; j < 4 && cases[i].sizes[j]; j++) {
            size_t begin = at;
            struct cluster cluster;
            cluster_next(cases[i].text, size, &at, &cluster);
            assert_int_equal(at - begin, cases[i].sizes[j]);
            assert_in_range(cluster.count, 1, CLUSTER_MAX);
        }
        assert_int_equal(at, size);
    }
}

static void test_widths(void **state)
{
    static const struct {
        const char *text;
        int em_thousandths;
    } cases[] = { { "重", 1000 }, { "。", 1000 }, { "……", 2000 }, { "重庆", 2000 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int px = 12; px < 300; px += 37) {
            struct text_style style = { .px = px, .bold = i % 2 };
            int expected = cases[i].em_thousandths * px * MEASURE_UNIT / 1000;
            assert_in_range(advance(*state, &style, cases[i].text), expected - 1, expected + 1);
        }
    }
    /* Tabular figures: all ten are as wide as each other. */
    for (char digit[] = "1"; *digit <= '9'; (*digit)++) {
        assert_int_equal(advance(*state, &bold, digit), advance(*state, &bold, "0"));
    }
    assert_int_equal(advance(*state, &regular, ""), 0);
    /* j reaches to the left of its pen: that is not part of its width. */
    int j = advance(*state, &regular, "j"), jj = advance(*state, &regular, "jj");
    assert_in_range(jj, 2 * j - 2, 2 * j + 2);
}

static void test_many_widths(void **state)
{
    /* More than the table of widths holds: it is emptied, and nothing changes. */
    int before = advance(*state, &regular, "abc");
    for (int i = 0; i < 20000; i++) {
        char text[16];
        snprintf(text, sizeof text, "%d", i);
        int wide = advance(*state, &regular, text);
        assert_int_equal(wide, advance(*state, &regular, text));
    }
    assert_int_equal(advance(*state, &regular, "abc"), before);
    static const char word[] = "https://www.example.edu.cn/a-rather-long-address-of-a-page";
    assert_true(advance(*state, &regular, word) > 40 * MEASURE_UNIT * 10);
}

static void test_metrics(void **state)
{
    struct measure measure = fonts_measure(*state);
    int ascent = 0, descent = 0;
    measure.metrics(measure.context, &(struct text_style) { .px = 1000 }, &ascent, &descent);
    assert_int_equal(ascent, 1160);
    assert_int_equal(descent, 288);
}

static void test_coverage(void **state)
{
    struct measure measure = fonts_measure(*state);
    static const struct {
        const char *text;
        bool covered;
    } cases[] = { { "澍", true }, { "龘", true }, { "A", true },
        { "\xF4\x8F\xBF\xBD", false } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool covered =
            measure.covers(measure.context, &regular, cases[i].text, strlen(cases[i].text));
        assert_int_equal(covered, cases[i].covered);
    }
}

static void test_runs(void **state)
{
    /* One face, one run, whatever the scripts. */
    static const char mixed[] = "报名 open 7 月";
    size_t at = 0;
    struct font_run run = fonts_next_run(*state, &regular, mixed, strlen(mixed), &at);
    assert_int_equal(at, strlen(mixed));
    assert_int_equal(run.size, strlen(mixed));
    /* A run is never longer than what a face takes, and is cut between characters. */
    char longer[3 * 200 + 1];
    for (int i = 0; i < 200; i++) {
        memcpy(longer + 3 * i, "长", 4);
    }
    size_t runs = 0;
    for (at = 0; at < strlen(longer); runs++) {
        run = fonts_next_run(*state, &regular, longer, strlen(longer), &at);
        assert_true(run.size <= FACE_TEXT_MAX && run.size % 3 == 0);
    }
    assert_int_equal(runs, 3);
}

static struct ink draw(struct fonts *fonts, const struct text_style *style, const char *text)
{
    size_t at = 0;
    struct ink ink;
    struct font_run run = fonts_next_run(fonts, style, text, strlen(text), &at);
    assert_int_equal(at, strlen(text));
    assert_true(fonts_draw(fonts, &run, style->px, &ink));
    return ink;
}

static void test_ink_is_where_the_pen_is(void **state)
{
    struct text_style style = { .px = 100 };
    struct ink h = draw(*state, &style, "H"), j = draw(*state, &style, "j");
    struct ink one = draw(*state, &style, "一"), mark = draw(*state, &style, "Ấ");
    struct ink space = draw(*state, &style, " ");
    assert_in_range(-h.top, 72, 75);       /* the height of a capital: 733 / 1000 */
    assert_int_equal(h.top + h.height, 0); /* stands on the baseline */
    assert_in_range(-j.left, 4, 5);        /* 44 / 1000 to the left of the pen */
    assert_true(j.top + j.height > 10);
    assert_true(one.width > 80 && one.height < 15);
    assert_true(-mark.top > 90 && mark.top + mark.height >= -1);
    assert_null(space.pixels);
    assert_false(h.colour);
    free(h.pixels);
    free(j.pixels);
    free(one.pixels);
    free(mark.pixels);
}

static void test_other_faces(void **state)
{
    /* Not in Noto Sans SC: only where some installed face has them. */
    static const char *const texts[] = { "ა", "א", "😀" };
    struct measure measure = fonts_measure(*state);
    bool is_complete = true;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!measure.covers(measure.context, &regular, texts[i], strlen(texts[i]))) {
            is_complete = false;
            continue;
        }
        char word[32];
        snprintf(word, sizeof word, "中%s文", texts[i]);
        size_t at = 0, size = strlen(word);
        int width = 0, faces[3];
        for (size_t j = 0; j < 3; j++) {
            struct font_run run = fonts_next_run(*state, &regular, word, size, &at);
            faces[j] = run.face;
            width += fonts_run_advance(*state, &run, regular.px);
        }
        assert_int_equal(at, size);
        assert_int_equal(faces[0], faces[2]);
        assert_int_not_equal(faces[0], faces[1]);
        assert_int_equal(width, advance(*state, &regular, word));
        struct ink ink = draw(*state, &regular, texts[i]);
        assert_non_null(ink.pixels);
        assert_in_range(ink.width, 4, 2 * regular.px);
        assert_in_range(-ink.top, 10, 2 * regular.px);
        if (strcmp(texts[i], "😀") == 0) {
            /* About as large as a Han character. */
            assert_true(!ink.colour || (ink.width >= 36 && ink.width <= 48));
        }
        free(ink.pixels);
    }
    if (!is_complete) {
        skip();
    }
}

static const struct ink *get(
    struct fonts *fonts, struct glyphs *glyphs, const char *text, int px)
{
    size_t at = 0;
    struct font_run run = fonts_next_run(fonts, &regular, text, strlen(text), &at);
    return glyphs_get(glyphs, &run, px);
}

static void test_cache(void **state)
{
    struct glyphs *glyphs = glyphs_create(*state, 100000);
    const struct ink *first = get(*state, glyphs, "学", 40);
    assert_non_null(first);
    size_t bytes = glyphs_bytes(glyphs);
    assert_ptr_equal(get(*state, glyphs, "学", 40), first);
    assert_int_equal(glyphs_bytes(glyphs), bytes);
    assert_ptr_not_equal(get(*state, glyphs, "学", 41), first);
    for (int i = 0; i < 500; i++) {
        char text[4] = { (char)0xE5, (char)(0x80 + i / 64), (char)(0x80 + i % 64), 0 };
        assert_non_null(get(*state, glyphs, text, 40));
        assert_non_null(get(*state, glyphs, "学", 40)); /* used all the time: never goes */
        assert_true(glyphs_bytes(glyphs) <= 100000);
    }
    assert_ptr_equal(get(*state, glyphs, "学", 40), first);
    glyphs_destroy(glyphs);
    /* Smaller than any glyph: it still draws, one at a time. */
    glyphs = glyphs_create(*state, 1);
    assert_non_null(get(*state, glyphs, "校", 40));
    assert_non_null(get(*state, glyphs, "园", 40));
    glyphs_destroy(glyphs);
}

/* What two threads draw is what one draws, in whatever order they come to it; what is asked for
 * twice is there once, and what a system's face draws is not forgotten. */
static void test_drawn_by_two(void **state)
{
    enum { MOST = 600 };
    static char texts[MOST][4];
    struct glyph_wish wishes[MOST];
    chance_begin(20261130);
    for (int round = 0; round < 12; round++) {
        size_t count = (size_t)chance(MOST);
        struct glyphs *glyphs = glyphs_create(*state, 64 * 1024 * 1024);
        for (size_t i = 0; i < count; i++) {
            int number = 0x4E00 + chance(round % 2 ? 40 : 3000); /* many twice, or hardly any */
            snprintf(texts[i], sizeof texts[i], "%c%c%c", 0xE0 | number >> 12,
                0x80 | (number >> 6 & 63), 0x80 | (number & 63));
            struct text_style style = { .px = 20 + chance(4) * 7, .bold = chance(2) };
            size_t at = 0;
            wishes[i] = (struct glyph_wish) {
                fonts_next_run(*state, &style, texts[i], strlen(texts[i]), &at), style.px
            };
        }
        glyphs_draw_all(glyphs, wishes, count);
        size_t bytes = glyphs_bytes(glyphs);
        for (size_t i = 0; i < count; i++) {
            struct ink wanted;
            const struct ink *found = glyphs_get(glyphs, &wishes[i].run, wishes[i].px);
            assert_true(fonts_draw(*state, &wishes[i].run, wishes[i].px, &wanted));
            assert_non_null(found);
            assert_int_equal(found->bytes, wanted.bytes);
            assert_int_equal(found->left, wanted.left);
            assert_int_equal(found->top, wanted.top);
            assert_memory_equal(found->pixels, wanted.pixels, wanted.bytes);
            free(wanted.pixels);
        }
        assert_true(count < 100 || bytes > 0);
        glyphs_destroy(glyphs);
    }
}

static void test_trim_changes_nothing(void **state)
{
    struct ink before = draw(*state, &bold, "招生"), after;
    fonts_trim(*state);
    after = draw(*state, &bold, "招生");
    assert_int_equal(before.bytes, after.bytes);
    assert_memory_equal(before.pixels, after.pixels, before.bytes);
    free(before.pixels);
    free(after.pixels);
}

static void test_missing_fonts(void **state)
{
    (void)state;
    struct error error = { 0 };
    assert_null(fonts_create("/nowhere", &error));
    assert_non_null(strstr(error.text, "/nowhere/fonts/NotoSansSC-Regular.ttf"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strokes_are_united),
        cmocka_unit_test(test_clusters),
        cmocka_unit_test(test_widths),
        cmocka_unit_test(test_many_widths),
        cmocka_unit_test(test_metrics),
        cmocka_unit_test(test_coverage),
        cmocka_unit_test(test_runs),
        cmocka_unit_test(test_ink_is_where_the_pen_is),
        cmocka_unit_test(test_other_faces),
        cmocka_unit_test(test_cache),
        cmocka_unit_test(test_drawn_by_two),
        cmocka_unit_test(test_trim_changes_nothing),
        cmocka_unit_test(test_missing_fonts),
    };
    return cmocka_run_group_tests(tests, set_up, close_fonts);
}
