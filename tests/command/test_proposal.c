/* Themes out of logos that nobody drew: every text keeps its contrast, and the accent is the
 * logo's hue. */
#include "chance.h"
#include "command/theme/oklab.h"
#include "command/theme/proposal.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { LOGOS = 150, LOGOS_LONG = 10000, SIDE = 32 };

static const char *const themes[] = { "paper", "ink", "festival", "night", "contrast" };

static struct colour any(void)
{
    return (struct colour) { (uint8_t)chance(256), (uint8_t)chance(256), (uint8_t)chance(256) };
}

/* Some bars of some colours, on a clear ground or a white one. */
static struct picture *any_logo(bool is_clear)
{
    struct picture *logo = picture_create(SIDE, SIDE);
    assert_non_null(logo);
    for (int i = 0; i < SIDE * SIDE; i++) {
        logo->pixels[i] = is_clear ? 0 : 0xffffffffu;
    }
    for (int bars = 1 + chance(4); bars > 0; bars--) {
        picture_fill(
            logo, (struct pixel_rect) { chance(24), chance(24), 8, 1 + chance(30) }, any());
    }
    return logo;
}

static double hue_apart(double a, double b)
{
    double apart = fabs(remainder(a - b, 2 * 3.14159265358979));
    return apart;
}

static void test_any_logo(void **state)
{
    (void)state;
    int count = (int)how_many(LOGOS, LOGOS_LONG);
    chance_begin(84);
    for (int i = 0; i < count; i++) {
        struct theme theme;
        struct palette palette;
        struct error error = { "" };
        struct theme_pair pairs[THEME_PAIRS];
        bool is_clear = chance(2);
        struct picture *logo = any_logo(is_clear);
        assert_true(theme_load(
            &theme, TEST_ROOT, themes[chance(sizeof themes / sizeof *themes)], &error));
        palette_find(logo, is_clear, &palette);
        picture_destroy(logo);
        assert_in_range(palette.count, 1, PALETTE_MAX);
        assert_true(proposal_make(&theme, &palette));
        theme_pairs(&theme, pairs);
        const struct theme_pair *worst = theme_worst_pair(&theme, pairs);
        if (worst) {
            fail_msg("logo %d: %s on %s of %s", i, worst->text, worst->ground, theme.name);
        }
        struct oklch own = oklch_of(palette.list[0].colour), made = oklch_of(theme.accent);
        if (own.chroma > 0.08 && made.chroma > 0.08) {
            assert_true(hue_apart(own.hue, made.hue) < 0.2);
        }
    }
}

static void test_there_and_back(void **state)
{
    (void)state;
    chance_begin(85);
    for (int i = 0; i < 2000; i++) {
        struct colour colour = any(), back = oklch_colour(oklch_of(colour));
        assert_in_range(back.r + 1 - colour.r, 0, 2);
        assert_in_range(back.g + 1 - colour.g, 0, 2);
        assert_in_range(back.b + 1 - colour.b, 0, 2);
    }
}

static void test_nothing_to_see(void **state)
{
    (void)state;
    struct palette palette;
    struct theme theme;
    struct error error;
    struct picture *clear = picture_create(4, 4);
    assert_true(theme_load(&theme, TEST_ROOT, "paper", &error));
    for (int i = 0; i < 16; i++) {
        clear->pixels[i] = 0;
    }
    palette_find(clear, true, &palette);
    assert_int_equal(palette.count, 0);
    assert_true(palette.is_clear);
    assert_false(proposal_make(&theme, &palette));
    picture_destroy(clear);
}

/* The ink of a logo without any hue is its colour, and not what lies around it. */
static void test_ink_of_black_and_white(void **state)
{
    (void)state;
    struct palette palette;
    struct theme theme;
    struct error error;
    struct picture *logo = picture_create(SIDE, SIDE);
    assert_non_null(logo);
    picture_fill(
        logo, (struct pixel_rect) { 0, 0, SIDE, SIDE }, (struct colour) { 255, 255, 255 });
    picture_fill(logo, (struct pixel_rect) { 8, 8, 8, 8 }, (struct colour) { 0, 0, 0 });
    assert_true(theme_load(&theme, TEST_ROOT, "paper", &error));
    palette_find(logo, false, &palette);
    picture_destroy(logo);
    assert_false(palette.has_hue);
    assert_true(proposal_make(&theme, &palette));
    assert_int_equal(theme.accent.r + theme.accent.g + theme.accent.b, 0);
}

/* The ground of festival is no grey that takes a breath of a hue: it stays, for any logo. */
static void test_lacquer_stays(void **state)
{
    (void)state;
    chance_begin(86);
    for (int i = 0; i < 20; i++) {
        struct palette palette;
        struct theme theme, plain;
        struct error error;
        struct picture *logo = any_logo(true);
        assert_true(theme_load(&theme, TEST_ROOT, "festival", &error));
        plain = theme;
        palette_find(logo, true, &palette);
        picture_destroy(logo);
        assert_true(proposal_make(&theme, &palette));
        assert_memory_equal(&theme.paper, &plain.paper, sizeof plain.paper);
        assert_memory_equal(&theme.hairline, &plain.hairline, sizeof plain.hairline);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_logo),
        cmocka_unit_test(test_there_and_back),
        cmocka_unit_test(test_nothing_to_see),
        cmocka_unit_test(test_ink_of_black_and_white),
        cmocka_unit_test(test_lacquer_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
