/* Times of an agenda stand under each other: hours end, and colons begin, at one place on all
 * pages, 9:20 over 11:10, whichever row is bold because it is the current one. */
#include "chance.h"
#include "slide/deck.h"
#include "slide/pages.h"

enum { AGENDAS = IS_SANITIZED ? 10 : 100, ROWS_MOST = 14, DAY = 1440 };

static void print_agenda(struct bytes *out)
{
    int minute = chance(12 * 60);
    bytes_print(out, "{\"lobbycard\":1,\"items\":[{\"kind\":\"agenda\",\"title\":\"日程\","
                     "\"date\":\"2026-11-23\",\"rows\":[");
    for (int i = 0, rows = 1 + chance(ROWS_MOST); i < rows && minute < DAY - 120; i++) {
        bytes_print(out, "%s{\"title\":\"参观实训中心\",\"time\":\"", i > 0 ? "," : "");
        if (chance(8) == 0 && i == 0) {
            bytes_print(out, "0:00-24:00\"}");
            continue;
        }
        bytes_print(out, "%d:%02d", minute / 60, minute % 60);
        minute += 5 + chance(110);
        if (chance(4)) {
            bytes_print(out, "-%d:%02d", minute / 60, minute % 60);
        }
        bytes_print(out, "\"}");
    }
    bytes_print(out, "]}]}");
}

/* Where the colon of a time begins; -1 of what is none. A figure is half an em wide. */
static int colon_of(const struct box *box)
{
    const struct placed_line *line = &box->lines[0];
    const size_t digits = strspn(line->line.text, "0123456789");
    return digits > 0 ? line->x_px + (int)digits * box->style.px / 2 : -1;
}

static void check_scene(const struct scene *scene, int *colon, int *times)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (strcmp(box->role, "time") != 0 || colon_of(box) < 0) {
            continue;
        }
        *colon = *colon < 0 ? colon_of(box) : *colon;
        assert_in_range(colon_of(box), *colon - 1, *colon + 1);
        assert_true(box->lines[0].x_px >= box->rect.x && !box->clipped);
        ++*times;
    }
}

static int check_agenda(const struct layout *layout)
{
    struct deck *deck = deck_plan(layout);
    int colon = -1, times = 0;
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        struct scene *scene = slide_lay_out(layout, &deck->slides[i]);
        assert_non_null(scene);
        check_scene(scene, &colon, &times);
        scene_destroy(scene);
    }
    deck_destroy(deck);
    return times;
}

static void test_colons(void **state)
{
    (void)state;
    int times = 0;
    chance_begin(20261204);
    for (int i = 0; i < AGENDAS; i++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        print_agenda(&json);
        fixture_init(&fixture, json.data, "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            times += check_agenda(&fixture.layout);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    assert_true(times > AGENDAS * 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_colons) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
