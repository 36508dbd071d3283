/* Photographs of a dark lobby are dimmed towards its ground, and nothing brighter lies around
 * them; no other theme's are. */
#include "slide/deck.h"
#include "slide/fixture.h"

static const char feed[] =
    "{\"lobbycard\":1,\"site\":{\"name\":\"青禾师范大学\",\"logo\":\"media/hall.jpg\"},\"items\":["
    "{\"kind\":\"picture\",\"title\":\"校园\",\"image\":\"media/hall.jpg\"},"
    "{\"kind\":\"picture\",\"title\":\"校园\",\"image\":\"media/tall.jpg\",\"fit\":\"contain\"},"
    "{\"kind\":\"article\",\"title\":\"开放日\",\"body\":[{\"image\":\"media/hall.jpg\"},"
    "{\"text\":\"请各学院的师生于规定时间内到办公室来办理。\"}]}]}";

static void check_box(const struct theme *theme, const struct box *box, int *photos)
{
    const bool is_photo = strcmp(box->role, "photo") == 0;
    if (box->kind == BOX_PICTURE) {
        assert_int_equal(box->veil_pct, is_photo ? theme->veil_pct : 0);
        assert_true(colour_is_same(box->colour, theme->paper));
        *photos += is_photo;
    } else if (strcmp(box->role, "ground") == 0) {
        assert_true(colour_is_same(box->colour, theme->paper));
    } else if (strcmp(box->role, "scrim") == 0) {
        assert_true(colour_luminance(box->colour) < 0.1);
    } else if (strcmp(box->role, "caption") == 0) {
        assert_true(colour_contrast(box->colour, box->on) >= theme->least_contrast);
    }
}

static void test_themes(void **state)
{
    (void)state;
    static const char *const themes[] = { "paper", "festival", "contrast", "ink", "night" };
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++) {
        struct fixture fixture;
        int photos = 0;
        fixture_init(&fixture, feed, themes[i]);
        struct deck *deck = deck_plan(&fixture.layout);
        assert_non_null(deck);
        for (size_t k = 0; k < deck->count; k++) {
            struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[k]);
            assert_non_null(scene);
            for (size_t b = 0; b < scene->box_count; b++) {
                check_box(&fixture.theme, &scene->boxes[b], &photos);
            }
            scene_destroy(scene);
        }
        assert_true(photos >= 3);
        deck_destroy(deck);
        fixture_finish(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_themes) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
