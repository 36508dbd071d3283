/* Which alerts stand in a row above the slides, in which order, and what they are called. */
#include "slide/deck.h"
#include "slide/fixture.h"

#define ALERT(title, severity, more)                                                           \
    "{\"kind\":\"alert\",\"banner\":true,\"title\":\"" title "\",\"severity\":\"" severity     \
    "\"" more ",\"show\":{\"until\":\"2026-11-23T12:00:00+08:00\"}}"

/* The beginnings of the banners' lines, from top to bottom, joined with "|". */
static void lay_out_banners(const char *json, char *out, size_t capacity)
{
    struct fixture fixture;
    fixture_init(&fixture, json, "paper");
    struct deck *deck = deck_plan(&fixture.layout);
    assert_true(deck != NULL && deck->count > 0);
    struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[0]);
    assert_non_null(scene);
    size_t used = 0;
    int y = 0;
    out[0] = '\0';
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (strcmp(box->role, "banner") == 0 && box->kind == BOX_TEXT) {
            assert_true(box->rect.y >= y);
            y = box->rect.y + box->rect.h;
            used += (size_t)snprintf(out + used, capacity - used, "%s%s", used > 0 ? "|" : "",
                box->lines[0].line.text);
        }
    }
    scene_destroy(scene);
    deck_destroy(deck);
    fixture_finish(&fixture);
}

static void test_banners(void **state)
{
    (void)state;
    static const struct {
        const char *items, *banners;
    } cases[] = {
        { ALERT("大风", "minor", "") "," ALERT("暴雨", "severe", ""), "暴雨|大风" },
        { ALERT("甲", "moderate", "") "," ALERT("乙", "moderate", ""), "甲|乙" },
        { ALERT("大风", "moderate", "") "," ALERT("暴雨", "severe", "") "," ALERT(
              "停水", "minor", "") "," ALERT("火警", "extreme", ""),
            "火警|暴雨|大风" },
        { ALERT("火警", "extreme", ",\"test\":true"), "【演练】火警" },
        { ALERT("火警", "extreme", ",\"clear\":true") "," ALERT("大风", "minor", "") "," ALERT(
              "暴雨", "severe", ""),
            "暴雨|大风|【解除】火警" },
        { ALERT("火警", "minor", ",\"clear\":true"), "【解除】火警" },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char json[2000], got[500];
        snprintf(json, sizeof(json),
            "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"title\":\"通知\",\"text\":"
            "\"好\"},%s]}",
            cases[i].items);
        lay_out_banners(json, got, sizeof(got));
        assert_string_equal(got, cases[i].banners);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_banners) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
