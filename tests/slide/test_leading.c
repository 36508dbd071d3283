/* Scripts that stack letters have lines further apart, wherever a text has several. */
#include "slide/deck.h"
#include "slide/pages.h"

static const struct {
    const char *lang;
    int title_pct, small_pct; /* at the least */
} languages[] = { { "bo", 160, 150 }, { "my", 165, 150 }, { "km", 160, 150 },
    { "th", 145, 140 }, { "lo", 145, 140 }, { "my-MM", 165, 150 } };

/* A pixel is two of a hundred. */
static int pitch_pct(const struct box *box)
{
    assert_non_null(box);
    assert_true(box->line_count > 1);
    return (box->lines[1].baseline_px - box->lines[0].baseline_px) * 100 / box->style.px;
}

#define LONG "abcd efgh ijkl mnop qrst uvwx abcd efgh ijkl mnop"

static void print_feed(struct bytes *json, const char *lang)
{
    bytes_print(json,
        "{\"lobbycard\":1,\"lang\":\"%s\",\"site\":{\"name\":\"" LONG " " LONG
        "\"},\"items\":[{\"kind\":\"article\",\"title\":\"" LONG "\",\"source\":\"abcd\","
        "\"published\":\"2026-11-20\",\"body\":[{\"text\":\"",
        lang);
    print_sentences(json, 12, "\"},{\"text\":\"");
    bytes_print(json,
        "\"}]},{\"kind\":\"agenda\",\"title\":\"abcd\",\"date\":\"2026-11-23\",\"rows\":["
        "{\"time\":\"14:00-15:00\",\"title\":\"" LONG " " LONG "\",\"place\":\"" LONG " " LONG
        "\"},{\"time\":\"16:00-17:00\",\"title\":\"" LONG " " LONG "\",\"place\":\"" LONG
        " " LONG "\"}]},{\"kind\":\"countdown\",\"title\":\"abcd\",\"to\":\"2026-11-20\","
        "\"after\":\"" LONG "\"}]}");
}

static const struct {
    const char *kind, *role;
    bool is_title;
} texts[] = { { "article", "title", true }, { "article", "credit", false },
    { "article", "site", false }, { "agenda", "row", false }, { "agenda", "place", false },
    { "countdown", "after", false } };

static void test_stacked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        print_feed(&json, languages[i].lang);
        fixture_init(&fixture, json.data, "paper");
        struct deck *deck = deck_plan(&fixture.layout);
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
            size_t at = 0;
            while (strcmp(deck->slides[at].kind->name, texts[k].kind) != 0) {
                at++;
            }
            struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[at]);
            const int least =
                texts[k].is_title ? languages[i].title_pct : languages[i].small_pct;
            assert_in_range(
                pitch_pct(last_box(scene, texts[k].role)) + 2, (uintmax_t)least, 300);
            scene_destroy(scene);
        }
        deck_destroy(deck);
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_stacked) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
