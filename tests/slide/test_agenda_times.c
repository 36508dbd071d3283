/* Times of an agenda stand under each other: hours end, and colons begin, at one place on all
 * pages, 9:20 over 11:10, whichever row is bold because it is the current one. Where titles
 * beside them would have less than six characters a line, all stand above their titles. */
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
        bytes_print(out, "%s{\"title\":\"参观%s\",\"place\":\"%s\",\"time\":\"",
            i > 0 ? "," : "",
            chance(2)   ? "实训中心"
            : chance(2) ? ""
                        : "图书馆和大学生活动中心",
            chance(3) ? "田径场" : "");
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

/* Of an agenda's rows. */
struct told {
    int colon, beside, above; /* where colons stand, and how many times stand how */
};

enum { LEAST_EM = 6 };

/* Of the row that the time stands in, which is the next one. */
static void check_time(const struct box *time, const struct box *title, struct told *told)
{
    const bool is_above = title->rect.y >= time->rect.y + time->rect.h;
    assert_string_equal(title->role, "row");
    assert_true(time->lines[0].x_px >= time->rect.x && !time->clipped);
    told->above += is_above;
    told->beside += !is_above;
    if (is_above) {
        assert_int_equal(title->rect.x, time->rect.x);
        return;
    }
    /* Where all titles are short, places are drawn near. */
    if (title->line_count > 1 && title->rect.w < LEAST_EM * title->style.px) {
        fail_msg(
            "a title of %d px beside its time: %d px wide", title->style.px, title->rect.w);
    }
    if (colon_of(time) >= 0) {
        told->colon = told->colon < 0 ? colon_of(time) : told->colon;
        assert_in_range(colon_of(time), told->colon - 1, told->colon + 1);
    }
}

static void check_scene(const struct scene *scene, struct told *told)
{
    for (size_t i = 0; i + 1 < scene->box_count; i++) {
        if (strcmp(scene->boxes[i].role, "time") == 0) {
            check_time(&scene->boxes[i], &scene->boxes[i + 1], told);
        }
    }
}

static void check_agenda(const struct layout *layout, struct told *all)
{
    struct deck *deck = deck_plan(layout);
    struct told told = { .colon = -1 };
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        struct scene *scene = slide_lay_out(layout, &deck->slides[i]);
        assert_non_null(scene);
        check_scene(scene, &told);
        scene_destroy(scene);
    }
    deck_destroy(deck);
    assert_true(told.above == 0 || told.beside == 0);
    all->above += told.above;
    all->beside += told.beside;
}

static void test_colons(void **state)
{
    (void)state;
    struct told told = { .colon = -1 };
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
            check_agenda(&fixture.layout, &told);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    print_message("%d times beside their titles, %d above\n", told.beside, told.above);
    assert_true(told.beside > AGENDAS * 6 && told.above > AGENDAS / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_colons) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
