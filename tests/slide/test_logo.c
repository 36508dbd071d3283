/* The logo in the header: left of the name at every size and in every theme; without it the
 * name stands where it stood. */
#include "slide/deck.h"
#include "slide/fixture.h"

#include <string.h>

static const char json[] =
    "{\"lobbycard\": 1, \"site\": {\"name\": \"云汀职业技术学院\", \"logo\": \"media/hall.jpg\"},"
    "\"items\": [{\"id\": \"n\", \"kind\": \"notice\", \"title\": \"甲\", \"text\": \"乙\"}]}";

struct sizes {
    bool is_sound;
    int width, height;
};

static bool size_of(void *context, const struct picture_ref *picture, int *width, int *height)
{
    const struct sizes *sizes = context;
    (void)picture;
    *width = sizes->width;
    *height = sizes->height;
    return sizes->is_sound;
}

/* Of a notice's header; zero where there is no such box. */
struct header {
    struct pixel_rect logo, name, clock, date;
};

static struct header lay_out(const struct layout *layout)
{
    struct deck *deck = deck_plan(layout);
    assert_non_null(deck);
    struct scene *scene = slide_lay_out(layout, &deck->slides[0]);
    assert_non_null(scene);
    struct header header = { 0 };
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (strcmp(box->role, "logo") == 0) {
            assert_int_equal(box->kind, BOX_PICTURE);
            assert_false(box->is_cover);
            assert_non_null(box->path);
            header.logo = box->rect;
        } else if (strcmp(box->role, "site") == 0) {
            header.name = box->rect;
        } else if (strcmp(box->role, "clock") == 0) {
            header.clock = box->rect;
        } else if (strcmp(box->role, "date") == 0) {
            header.date = box->rect;
        }
    }
    scene_destroy(scene);
    deck_destroy(deck);
    return header;
}

static const struct {
    int width, height;
} screens[] = { { 1920, 1080 }, { 3840, 2160 }, { 1080, 1920 }, { 1366, 768 }, { 1024, 768 },
    { 2560, 1080 } };

static void test_left_of_the_name(void **state)
{
    (void)state;
    static const char *const themes[] = { "paper", "festival", "contrast" };
    static const struct {
        struct sizes sizes;
        int height_pct; /* of its width */
    } logos[] = { { { true, 300, 300 }, 100 }, { { true, 900, 300 }, 33 },
        { { true, 9000, 300 }, 3 }, { { true, 100, 400 }, 400 }, { { true, 0, 0 }, 100 } };
    for (size_t t = 0; t < sizeof(themes) / sizeof(themes[0]); t++) {
        struct fixture fixture;
        fixture_init(&fixture, json, themes[t]);
        for (size_t i = 0; i < sizeof(screens) / sizeof(screens[0]); i++) {
            for (size_t k = 0; k < sizeof(logos) / sizeof(logos[0]); k++) {
                struct sizes sizes = logos[k].sizes;
                const struct gauge gauge = { &sizes, size_of };
                fixture.layout.width = screens[i].width;
                fixture.layout.height = screens[i].height;
                fixture.layout.gauge = NULL;
                struct view *view = &fixture.view;
                view->picture_count = 0;
                struct header without = lay_out(&fixture.layout);
                view->picture_count = 1;
                fixture.layout.gauge = &gauge;
                struct header with = lay_out(&fixture.layout);
                int unit = (screens[i].width < screens[i].height ? screens[i].width
                                                                 : screens[i].height) /
                           90;
                assert_int_equal(without.logo.w, 0);
                assert_true(with.logo.w > 0 && with.logo.h >= unit / 2);
                assert_int_equal(with.logo.x, without.name.x);
                assert_in_range(with.name.x - with.logo.x - with.logo.w, unit, 3 * unit);
                assert_true(with.date.x >= with.logo.x + with.logo.w + unit);
                assert_true(with.logo.w <= screens[i].width / 4 && with.logo.h < 10 * unit);
                int off = 100 * with.logo.h - logos[k].height_pct * with.logo.w;
                assert_true(abs(off) <= 100 + logos[k].height_pct + 3 * with.logo.w);
                assert_memory_equal(&with.clock, &without.clock, sizeof(with.clock));
                assert_int_equal(with.name.y, without.name.y);
            }
        }
        fixture_finish(&fixture);
    }
}

static void test_missing_or_broken_leaves_the_name_alone(void **state)
{
    (void)state;
    struct fixture fixture;
    struct sizes broken = { false, 0, 0 };
    const struct gauge gauge = { &broken, size_of };
    fixture_init(&fixture, json, "paper");
    fixture.view.picture_count = 0;
    struct header without = lay_out(&fixture.layout);
    fixture.view.picture_count = 1;
    fixture.layout.gauge = &gauge;
    struct header with = lay_out(&fixture.layout);
    assert_memory_equal(&with, &without, sizeof(with));
    fixture_finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_left_of_the_name),
        cmocka_unit_test(test_missing_or_broken_leaves_the_name_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
