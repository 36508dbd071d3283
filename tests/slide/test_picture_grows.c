/* Which photographs grow while they stand: those that fill the screen, where the config wants
 * it and does not keep everything from moving. */
#include "slide/deck.h"
#include "slide/fixture.h"

static const char json[] =
    "{\"lobbycard\": 1, \"items\": [{\"id\": \"p\", \"kind\": \"picture\", \"title\": \"甲\","
    "\"image\": \"media/hall.jpg\", \"fit\": \"%s\", \"focus\": [0.25, 0.5]}]}";

static void test_which(void **state)
{
    static const struct {
        const char *fit;
        bool is_wanted;
        enum transition_kind transition;
        bool grows;
    } rows[] = { { "cover", true, TRANSITION_FADE, true },
        { "cover", true, TRANSITION_CUT, true }, { "cover", true, TRANSITION_NONE, false },
        { "cover", false, TRANSITION_FADE, false },
        { "contain", true, TRANSITION_FADE, false } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture fixture;
        char text[512];
        snprintf(text, sizeof text, json, rows[i].fit);
        fixture_init(&fixture, text, "paper");
        assert_false(fixture.config->theme.picture_zoom); /* off by default */
        fixture.config->theme.picture_zoom = rows[i].is_wanted;
        fixture.config->theme.transition = rows[i].transition;
        struct deck *deck = deck_plan(&fixture.layout);
        assert_non_null(deck);
        int pictures = 0;
        for (size_t k = 0; k < deck->count; k++) {
            struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[k]);
            for (size_t b = 0; b < scene->box_count; b++) {
                const struct box *box = &scene->boxes[b];
                bool is_photo = strcmp(box->role, "photo") == 0;
                pictures += is_photo;
                assert_int_equal(box->grows, is_photo && rows[i].grows);
            }
            scene_destroy(scene);
        }
        assert_int_equal(pictures, 1);
        deck_destroy(deck);
        fixture_finish(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_which) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
