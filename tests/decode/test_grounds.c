/* Codes that are partly clear, of colours that nobody chose: where one can be told on the
 * ground of any theme, or on any other, its two colours are apart on one of those grounds on
 * which codes are looked for. The shipped themes' grounds are among those asked. */
#include "chance.h"
#include "config/theme.h"
#include "decode/codes/codes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Codes are found from a contrast of about this on; what is promised is a little more. */
static const double promised = 2, found = 1.6;
enum { CODES = 400000, CODES_LONG = 20000000, RARE = 20000 };

static double light[256];

struct ink {
    int r, g, b, alpha;
};

static double seen(const struct ink *ink, const int ground[3])
{
    const int over[3] = { ink->r, ink->g, ink->b };
    static const double weights[3] = { 0.2126, 0.7152, 0.0722 };
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        sum +=
            weights[i] * light[(over[i] * ink->alpha + ground[i] * (255 - ink->alpha)) / 255];
    }
    return sum;
}

static double apart(const struct ink inks[2], const int ground[3])
{
    return contrast_of(seen(&inks[0], ground), seen(&inks[1], ground));
}

static int any_channel(void)
{
    return chance(3) ? chance(256) : chance(2) * 255;
}

static void any_inks(struct ink inks[2])
{
    for (int i = 0; i < 2; i++) {
        inks[i] = (struct ink) { any_channel(), any_channel(), any_channel(), chance(256) };
    }
    int kind = chance(4);
    inks[1].alpha = kind == 0 ? 0 : kind == 1 ? inks[0].alpha : inks[1].alpha;
}

/* Of a theme or of nobody. */
static void any_ground(const struct theme themes[5], int ground[3])
{
    const struct theme *theme = &themes[chance(5)];
    const struct colour of[] = { theme->paper, theme->ink, theme->accent };
    const struct colour colour = of[chance(3)];
    bool is_a_theme = chance(2);
    ground[0] = is_a_theme ? colour.r : any_channel();
    ground[1] = is_a_theme ? colour.g : any_channel();
    ground[2] = is_a_theme ? colour.b : any_channel();
}

static void test_any_ground(void **state)
{
    (void)state;
    static const char *const names[] = { "paper", "ink", "festival", "night", "contrast" };
    struct theme themes[5];
    struct error error = { "" };
    size_t ground_count;
    const uint8_t(*grounds)[3] = codes_grounds(&ground_count);
    long count = (long)how_many(CODES, CODES_LONG), hidden = 0, told = 0;
    for (int i = 0; i < 5; i++) {
        assert_true(theme_load(&themes[i], TEST_ROOT, names[i], &error));
    }
    for (int i = 0; i < 256; i++) {
        const uint8_t value = (uint8_t)i;
        light[i] = colour_luminance((struct colour) { value, value, value });
    }
    chance_begin(86);
    for (long i = 0; i < count; i++) {
        struct ink inks[2];
        int ground[3];
        double most = 0;
        any_inks(inks);
        any_ground(themes, ground);
        if (apart(inks, ground) < promised) {
            continue;
        }
        told++;
        for (size_t k = 0; k < ground_count; k++) {
            const int on[3] = { grounds[k][0], grounds[k][1], grounds[k][2] };
            double contrast = apart(inks, on);
            most = contrast > most ? contrast : most;
        }
        hidden += most < found;
        assert_true(most > 1.5);
    }
    assert_in_range(told, count / 20, count);
    assert_in_range(hidden, 0, count / RARE);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_any_ground) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
