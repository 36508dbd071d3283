/* Pictures that nobody chose, under the text of every theme: after the veil every pixel on
 * which text may stand gives every text its contrast, or it says that it cannot. */
#include "screen/prepare/veil.h"

#include "chance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { PICTURES = 60, PICTURES_LONG = 4000 };

static const char *const themes[] = { "paper", "ink", "festival", "night", "contrast" };

static uint32_t any_pixel(void)
{
    const struct colour colour = { (uint8_t)chance(256), (uint8_t)chance(256),
        (uint8_t)chance(256) };
    return picture_pixel(colour);
}

/* A gradient, a horizon, noise of some strength over one of both, and specks. */
static struct picture *any_picture(int width, int height)
{
    struct picture *picture = picture_create(width, height);
    assert_non_null(picture);
    uint32_t from = any_pixel(), to = any_pixel(), below = any_pixel();
    int horizon = chance(2) ? height : height / 2 + chance(height / 2);
    int noise = chance(3) == 0 ? chance(200) : 0;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            uint32_t *pixel = &picture->pixels[y * width + x], other = any_pixel();
            picture_mix(pixel, &from, &to, 1, 256 * y / height);
            *pixel = y >= horizon ? below : *pixel;
            picture_mix(pixel, pixel, &other, 1, noise);
        }
    }
    for (int i = chance(4); i > 0; i--) {
        picture->pixels[chance(width * height)] = any_pixel();
    }
    return picture;
}

static struct colour colour_at(const struct picture *picture, int x, int y)
{
    uint32_t pixel = picture->pixels[y * picture->width + x];
    return (struct colour) { (uint8_t)(pixel >> 16), (uint8_t)(pixel >> 8), (uint8_t)pixel };
}

static void check(
    const struct picture *picture, const struct theme *theme, struct pixel_rect calm)
{
    const struct colour texts[] = { theme->ink, theme->quiet, theme->accent };
    for (int y = calm.y; y < calm.y + calm.h; y++) {
        for (int x = calm.x; x < calm.x + calm.w; x++) {
            for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
                double contrast = colour_contrast(texts[i], colour_at(picture, x, y));
                if (contrast < theme->least_contrast) {
                    fail_msg("%s: text %zu at %d %d: %.3f", theme->name, i, x, y, contrast);
                }
            }
        }
    }
}

static void test_any_picture(void **state)
{
    (void)state;
    /* As many as show each outcome, here too. */
    int count = (int)how_many(IS_SANITIZED ? 8 * PICTURES : PICTURES, PICTURES_LONG), laid = 0,
        bare = 0, parts = 0;
    chance_begin(83);
    for (int i = 0; i < count; i++) {
        struct theme theme;
        struct error error = { "" };
        int width = 48 + chance(160), height = 48 + chance(120);
        const struct pixel_rect none = { 0, 0, 0, 0 }, given = { width / 8, height / 8,
            width * 3 / 4, height * 3 / 4 };
        const struct veil_edge edge = { chance(4), 1 + chance(20) };
        struct veil veil;
        assert_true(theme_load(
            &theme, TEST_ROOT, themes[chance(sizeof themes / sizeof *themes)], &error));
        struct picture *picture = any_picture(width, height);
        bool is_given = chance(2);
        if (veil_lay(picture, &theme, is_given ? given : none, edge, &veil)) {
            check(picture, &theme, veil.calm);
            assert_true(3 * veil.calm.w >= 2 * (width - 2 * edge.around_px) - 3 &&
                        3 * veil.calm.h >= 2 * (height - 2 * edge.around_px) - 3);
            laid++;
            bare += veil.weight == 0;
            parts += !is_given && (veil.calm.w < width || veil.calm.h < height);
        } else {
            assert_true(veil.weight > VEIL_MOST && veil.weight <= 256);
        }
        picture_destroy(picture);
    }
    assert_in_range(laid, count / 4, count);
    assert_in_range(parts, 1, count);
    assert_in_range(bare, 0, count / 2);
}

/* A sky over a town: text goes to the sky, which stays as it is. */
static void test_finds_what_is_calm(void **state)
{
    (void)state;
    enum { WIDTH = 240, HEIGHT = 135 };
    const struct colour sky = { 240, 240, 236 }, town = { 30, 40, 50 };
    const struct veil_edge edge = { 0, 12 };
    struct picture *picture = picture_create(WIDTH, HEIGHT);
    struct theme theme;
    struct error error;
    struct veil veil;
    assert_true(theme_load(&theme, TEST_ROOT, "paper", &error));
    picture_fill(picture, (struct pixel_rect) { 0, 0, WIDTH, HEIGHT }, town);
    picture_fill(picture, (struct pixel_rect) { 0, 0, WIDTH, 105 }, sky);
    assert_true(veil_lay(picture, &theme, (struct pixel_rect) { 0, 0, 0, 0 }, edge, &veil));
    assert_int_equal(veil.weight, 0);
    assert_int_equal(veil.calm.w, WIDTH);
    assert_in_range(veil.calm.h, 95, 105);
    picture_destroy(picture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_picture),
        cmocka_unit_test(test_finds_what_is_calm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
