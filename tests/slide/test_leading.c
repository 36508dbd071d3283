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

static void test_stacked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json,
            "{\"lobbycard\":1,\"lang\":\"%s\",\"items\":[{\"kind\":\"article\",\"title\":"
            "\"abcd efgh ijkl mnop qrst uvwx abcd efgh ijkl mnop\",\"source\":\"abcd\","
            "\"published\":\"2026-11-20\",\"body\":[{\"text\":\"",
            languages[i].lang);
        print_sentences(&json, 12, "\"},{\"text\":\"");
        bytes_print(&json, "\"}]}]}");
        fixture_init(&fixture, json.data, "paper");
        struct deck *deck = deck_plan(&fixture.layout);
        size_t at = 0;
        while (strcmp(deck->slides[at].kind->name, "article") != 0) {
            at++;
        }
        struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[at]);
        assert_true(pitch_pct(last_box(scene, "title")) + 2 >= languages[i].title_pct);
        assert_true(pitch_pct(last_box(scene, "credit")) + 2 >= languages[i].small_pct);
        scene_destroy(scene);
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
