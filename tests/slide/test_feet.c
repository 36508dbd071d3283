/* The columns of a page end at one height: the first as low as the others, or a line lower;
 * where headings leave no turn for that, few are further apart. Lists begin at one height,
 * however long they are. */
#include "chance.h"
#include "slide/deck.h"
#include "slide/pages.h"

enum { ARTICLES = IS_SANITIZED ? 60 : 180 };

static void print_article(struct bytes *out)
{
    bytes_print(out, "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":"
                     "\"支教队返校，累计授课一千二百节\",\"body\":[");
    for (int i = 0, texts = 2 + chance(12); i < texts; i++) {
        const bool has_heading = chance(3) == 0;
        bytes_print(out, "%s", i > 0 ? "," : "");
        bytes_print(out, "%s", has_heading ? "{\"heading\":\"小标题学校召开会议\"}," : "");
        bytes_print(out, "{\"text\":\"");
        for (int k = 0, count = 1 + chance(9); k < count; k++) {
            bytes_print(
                out, "%s", chance(2) ? "请各学院的师生于规定时间内办理。" : "授课一千二百节，");
        }
        bytes_print(out, "好。\"}");
    }
    bytes_print(out, "]}]}");
}

/* Below the top of the page, of its columns from the left. */
struct feet {
    int x[4], y[4], count, line_px;
};

static struct feet feet_of(const struct scene *scene)
{
    struct feet feet = { .count = 0 };
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        const bool is_body = strcmp(box->role, "body") == 0;
        if (!is_body && strcmp(box->role, "subheading") != 0) {
            continue;
        }
        if (feet.count == 0 || feet.x[feet.count - 1] != box->rect.x) {
            feet.x[feet.count++] = box->rect.x;
        }
        feet.y[feet.count - 1] = box->rect.y + box->rect.h;
        feet.line_px = is_body ? box->rect.h / (int)box->line_count : feet.line_px;
    }
    return feet;
}

struct told {
    int feet, lower, far; /* beside a first column: below its foot, or two lines from it */
};

static void tell_pages(const struct layout *layout, struct told *told)
{
    struct deck *deck = deck_plan(layout);
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        if (strcmp(deck->slides[i].kind->name, "article") != 0) {
            continue;
        }
        struct scene *scene = slide_lay_out(layout, &deck->slides[i]);
        assert_non_null(scene);
        const struct feet feet = feet_of(scene);
        const int line = feet.line_px;
        for (int k = 1; k < feet.count; k++) {
            told->feet++;
            told->lower += feet.y[k] > feet.y[0] + line * 2 / 3;
            told->far += abs(feet.y[k] - feet.y[0]) > line * 5 / 3;
        }
        scene_destroy(scene);
    }
    deck_destroy(deck);
}

static void test_feet_are_level(void **state)
{
    (void)state;
    struct told told = { 0 };
    chance_begin(20261201);
    for (int i = 0; i < ARTICLES; i++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        print_article(&json);
        fixture_init(&fixture, json.data, "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            tell_pages(&fixture.layout, &told);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    print_message("%d feet beside a first column: %d lower than that, %d two lines from it\n",
        told.feet, told.lower, told.far);
    assert_true(told.feet > ARTICLES);
    assert_true(told.lower * 10 <= told.feet);
    assert_true(told.far * 12 <= told.feet);
}

static void print_rows(struct bytes *out, bool is_table, int rows)
{
    bytes_print(out,
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"%s\",\"title\":\"今日安排\",%s"
        "\"rows\":[",
        is_table ? "table" : "agenda",
        is_table ? "\"columns\":[{\"label\":\"窗口\"},{\"label\":\"菜品\"}]," : "");
    for (int i = 0; i < rows; i++) {
        bytes_print(out,
            is_table ? "%s{\"cells\":[\"%d 号\",\"番茄炒蛋\"]}"
                     : "%s{\"time\":\"%d:00\",\"title\":\"会议\"}",
            i > 0 ? "," : "", 11 + i);
    }
    bytes_print(out, "]}]}");
}

static int bottom_of_rows(const struct scene *scene)
{
    int bottom = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        const bool is_of_row = strcmp(box->role, "cell") == 0 || strcmp(box->role, "row") == 0;
        const int end = box->rect.y + box->rect.h;
        bottom = is_of_row && end > bottom ? end : bottom;
    }
    return bottom;
}

/* 0 where it ends within two thirds of the page, and is composed. */
static int top_of_title(const struct fixture *fixture)
{
    struct deck *deck = deck_plan(&fixture->layout);
    assert_non_null(deck);
    struct scene *scene = slide_lay_out(&fixture->layout, &deck->slides[0]);
    assert_non_null(scene);
    const struct box *title = last_box(scene, "title");
    assert_non_null(title);
    /* Em boxes hang from it, whatever their size. */
    const int line_px = title->rect.h / (int)title->line_count;
    const struct pixel_rect body = body_of(&fixture->layout);
    const int bottom = bottom_of_rows(scene) - title->rect.y;
    const int top = 3 * bottom > 2 * body.h + 3 * title->style.px
                        ? title->rect.y + (line_px - title->style.px) / 2
                        : 0;
    scene_destroy(scene);
    deck_destroy(deck);
    return top;
}

static void test_lists_hang_from_one_line(void **state)
{
    enum { FEW = 3, MOST = 10 };
    (void)state;
    int hanging = 0, tops[sizeof sizes / sizeof *sizes] = { 0 };
    for (int i = 2 * (FEW + 1); i < 2 * MOST; i++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        print_rows(&json, i % 2, i / 2);
        fixture_init(&fixture, json.data, "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            const int top = top_of_title(&fixture);
            tops[k] = tops[k] > 0 ? tops[k] : top;
            assert_true(top == 0 || (top >= tops[k] - 1 && top <= tops[k] + 1));
            hanging += top > 0;
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    assert_true(hanging > 3 * (int)(sizeof sizes / sizeof *sizes));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_feet_are_level),
        cmocka_unit_test(test_lists_hang_from_one_line) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
