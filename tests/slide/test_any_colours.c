/* Colours that nobody chose, in [theme]: either every text of every kind of slide keeps its
 * contrast on what it stands on, and every code is dark on a light and quiet ground; or the
 * config is refused, and doing as it says mends it. And texts of any slide stay where a ground
 * picture is calm, and off the mark. */
#include "chance.h"
#include "slide/config_text.h"
#include "slide/deck.h"

enum { CONFIGS = 40, CONFIGS_LONG = 3000, TURNS_MAX = 12 };

static const char *const themes[] = { "paper", "ink", "festival", "night", "contrast" };
static const char *const keys[] = { "paper", "ink", "quiet", "accent", "on_accent",
    "hairline" };
enum { THEMES = sizeof themes / sizeof *themes, KEYS = sizeof keys / sizeof *keys };

struct choice {
    const char *theme;
    char colours[KEYS][COLOUR_BYTES];
};

static struct choice choose(void)
{
    struct choice choice = { .theme = themes[chance(THEMES)] };
    for (int i = 0; i < KEYS; i++) {
        const struct colour colour = { (uint8_t)chance(256), (uint8_t)chance(256),
            (uint8_t)chance(256) };
        if (chance(2)) {
            colour_print(colour, choice.colours[i]);
        }
    }
    return choice;
}

static struct config *load(
    const struct choice *choice, struct themes *loaded, bool *is_good, struct error *error)
{
    char text[400];
    int used = snprintf(text, sizeof text, "[theme]\nname = %s\n", choice->theme);
    for (int i = 0; i < KEYS; i++) {
        used += snprintf(
            text + used, sizeof text - (size_t)used, "%s = %s\n", keys[i], choice->colours[i]);
    }
    struct config *config = config_of(text, error);
    assert_non_null(config);
    *is_good = themes_load(loaded, TEST_ROOT, config, error);
    return config;
}

/* "...: quiet = #6e6e6e would do", "...: take accent out" */
static bool follow(struct choice *choice, const char *message)
{
    for (int i = 0; i < KEYS; i++) {
        char wanted[32];
        snprintf(wanted, sizeof wanted, ": take %s out", keys[i]);
        if (strstr(message, wanted)) {
            choice->colours[i][0] = '\0';
            return true;
        }
    }
    const char *would = strstr(message, " would do"), *colour = would ? would - 7 : NULL;
    for (int i = 0; colour && i < KEYS; i++) {
        char wanted[32];
        int size = snprintf(wanted, sizeof wanted, " %s = ", keys[i]);
        if (strncmp(colour - size, wanted, (size_t)size) == 0) {
            snprintf(choice->colours[i], COLOUR_BYTES, "%.7s", colour);
            return true;
        }
    }
    return false;
}

static void check_box(const struct theme *theme, const struct box *box, const char *kind)
{
    double contrast = colour_contrast(box->colour, box->on);
    if (box->kind == BOX_TEXT && contrast < theme->least_contrast) {
        fail_msg("%s: %s has %.2f", kind, box->role, contrast);
    }
    if (box->kind == BOX_QR &&
        (contrast < 7 || colour_luminance(box->on) < colour_luminance(box->colour))) {
        fail_msg("%s: a code with %.2f", kind, contrast);
    }
}

/* In what is calm, and off the mark; what stands on a ground of its own may be anywhere. */
static void check_place(const struct layout *layout, const struct scene *scene, size_t index)
{
    const struct box *box = &scene->boxes[index];
    const struct pixel_rect calm = layout->dress->calm, r = box->rect;
    bool is_on_paper = colour_is_same(box->on, layout->theme->paper) && !scene->is_plain;
    bool is_inside = r.x >= calm.x && r.y >= calm.y && r.x + r.w <= calm.x + calm.w &&
                     r.y + r.h <= calm.y + calm.h;
    if (box->kind == BOX_TEXT && box->line_count > 0 && is_on_paper && !is_inside) {
        fail_msg("%s at %d %d %d %d", box->role, r.x, r.y, r.w, r.h);
    }
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *mark = &scene->boxes[i];
        const struct pixel_rect m = mark->rect;
        bool is_apart =
            m.x + m.w <= r.x || r.x + r.w <= m.x || m.y + m.h <= r.y || r.y + r.h <= m.y;
        if (mark->made && mark != box && box->kind != BOX_FILL && !is_apart) {
            fail_msg("%s is on the mark", box->role);
        }
    }
}

static void check_slides(struct fixture *fixture)
{
    struct deck *deck = deck_plan(&fixture->layout);
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        struct scene *scene = slide_lay_out(&fixture->layout, &deck->slides[i]);
        assert_non_null(scene);
        for (size_t k = 0; k < scene->box_count; k++) {
            check_box(&fixture->theme, &scene->boxes[k], deck->slides[i].kind->name);
            if (fixture->layout.dress) {
                check_place(&fixture->layout, scene, k);
            }
        }
        scene_destroy(scene);
    }
    deck_destroy(deck);
}

static void check_feed(const char *path, const struct theme *theme)
{
    char *json = fixture_read(path);
    struct fixture fixture;
    fixture_init(&fixture, json, "paper");
    fixture.theme = *theme;
    fixture.config->theme.show_phone_codes = true;
    check_slides(&fixture);
    fixture_finish(&fixture);
    free(json);
}

static void test_any_colours(void **state)
{
    (void)state;
    int refused = 0, count = (int)how_many(CONFIGS, CONFIGS_LONG);
    chance_begin(81);
    for (int i = 0; i < count; i++) {
        struct choice choice = choose();
        struct themes loaded;
        struct error error = { "" };
        bool is_good = false;
        for (int turn = 0; !is_good; turn++) {
            struct config *config = load(&choice, &loaded, &is_good, &error);
            refused += !is_good && turn == 0;
            if (!is_good && (turn == TURNS_MAX || !strstr(error.text, ": [theme] "))) {
                fail_msg("config %d, turn %d: %s", i, turn, error.text);
            }
            if (!is_good && !follow(&choice, error.text)) {
                fail_msg("config %d has no remedy: %s", i, error.text);
            }
            config_destroy(config);
        }
        check_feed("tests/data/slides.json", &loaded.list[0]);
        check_feed("tests/data/slides-alert.json", &loaded.list[0]);
        check_feed("tests/data/slides-events.json", &loaded.list[0]);
        check_feed("tests/data/slides-table.json", &loaded.list[0]);
    }
    assert_in_range(refused, count / 4, count);
}

static const struct {
    int width, height;
} sizes[] = { { 1920, 1080 }, { 1080, 1920 }, { 1024, 768 }, { 2560, 1080 }, { 640, 360 } };

static void test_any_dress(void **state)
{
    (void)state;
    int count = (int)how_many(CONFIGS, CONFIGS_LONG);
    char *json = fixture_read("tests/data/slides.json");
    struct fixture fixture;
    fixture_init(&fixture, json, "paper");
    chance_begin(82);
    for (int i = 0; i < count; i++) {
        int at = chance(sizeof sizes / sizeof *sizes);
        int w_pct = 66 + chance(35), h_pct = 66 + chance(35), u = 0;
        int width = sizes[at].width, height = sizes[at].height;
        u = (width < height ? width : height) / 90;
        const struct dress dress = {
            .calm = { width * chance(101 - w_pct) / 100, height * chance(101 - h_pct) / 100,
                width * w_pct / 100, height * h_pct / 100 },
            .mark_w = u * (2 + chance(15)),
            .mark_h = u * 5,
            .mark = (const struct picture *)&fixture,
        };
        fixture.config->theme.mark_corner = (enum corner)chance(4);
        fixture.layout.width = width;
        fixture.layout.height = height;
        fixture.layout.dress = &dress;
        check_slides(&fixture);
    }
    fixture_finish(&fixture);
    free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_colours),
        cmocka_unit_test(test_any_dress),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
