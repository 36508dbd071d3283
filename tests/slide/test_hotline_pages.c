/* Pages of hotlines are arranged alike, and numbers that stand beside each other have one base
 * line, whether hours stand above them or not. */
#include "slide/deck.h"
#include "slide/pages.h"

enum { MOST = 24, LABELS = 8 };

static void print_hotlines(struct bytes *out, int count)
{
    bytes_print(out, "{\"lobbycard\":1,\"hotlines\":[");
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s{\"label\":\"学生工作部\",\"numbers\":\"023-657631%02d\"%s}",
            i > 0 ? "," : "", i, i % 3 == 0 ? ",\"hours\":\"Mon-Fri 08:30-17:30\"" : "");
    }
    bytes_print(out, "]}");
}

/* Numbers whose labels stand on one line do so, too; returns how many columns there are. */
static size_t check_page(const struct scene *scene)
{
    const struct box *labels[LABELS], *numbers[LABELS];
    size_t count = 0, seen = 0, columns = 1;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (strcmp(box->role, "label") == 0) {
            labels[count++] = box;
        } else if (strcmp(box->role, "number") == 0) {
            numbers[seen++] = box;
        }
    }
    assert_int_equal(count, seen);
    for (size_t i = 1; i < count; i++) {
        const bool is_beside = labels[i]->rect.y == labels[i - 1]->rect.y;
        columns = is_beside ? 2 : columns;
        assert_true(
            !is_beside || numbers[i]->lines[0].baseline_px + numbers[i]->rect.y ==
                              numbers[i - 1]->lines[0].baseline_px + numbers[i - 1]->rect.y);
    }
    return columns;
}

static void test_alike(void **state)
{
    (void)state;
    for (int count = 4; count <= MOST; count++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        print_hotlines(&json, count);
        fixture_init(&fixture, json.data, "paper");
        struct deck *deck = deck_plan(&fixture.layout);
        size_t columns = 0;
        for (size_t i = 0; i < deck->count; i++) {
            if (strcmp(deck->slides[i].kind->name, "hotlines") == 0) {
                struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[i]);
                const size_t here = check_page(scene);
                assert_true(columns == 0 || here == columns);
                columns = here;
                scene_destroy(scene);
            }
        }
        deck_destroy(deck);
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_alike) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
