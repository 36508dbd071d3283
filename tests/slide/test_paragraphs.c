/* Several paragraphs of a notice are told apart: by two em where edges are straight, by white
 * where lines are ragged, unless each is a line, as those of a list are. */
#include "chance.h"
#include "slide/deck.h"
#include "slide/pages.h"

enum { NOTICES = IS_SANITIZED ? 40 : 300, PARAGRAPHS_MOST = 5 };

static void print_paragraph(struct bytes *out)
{
    static const char *const phrases[] = { "时间：十二月四日", "地点：文科楼报告厅",
        "请各位同学提前十分钟到场", "因线路检修全天停电", "携带学生证和身份证",
        "门禁改为人工登记", "如遇雨雪顺延一周" };
    const int count = 1 + chance(chance(2) ? 2 : 9);
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s%s", i > 0 ? "，" : "",
            phrases[chance((int)(sizeof phrases / sizeof *phrases))]);
    }
    bytes_print(out, "。");
}

static void print_notice(struct bytes *out)
{
    static const char *const titles[] = { "停电", "讣告", "期末考试考场规则",
        "关于东区宿舍年度配电设施检修停电的通知" };
    bytes_print(out,
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"title\":\"%s\",\"text\":\"",
        titles[chance((int)(sizeof titles / sizeof *titles))]);
    const int count = 2 + chance(PARAGRAPHS_MOST - 1);
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s", i > 0 ? "\\n" : "");
        print_paragraph(out);
    }
    bytes_print(out, "\"}]}");
}

struct told {
    int apart, together; /* paragraphs behind another one */
    int faults;
};

static bool is_line(const struct box *box, size_t i)
{
    return box->lines[i].line.paragraph_end && (i == 0 || box->lines[i - 1].line.paragraph_end);
}

static int step_to(const struct box *box, size_t i)
{
    return box->lines[i].baseline_px - box->lines[i - 1].baseline_px;
}

/* Of lines that follow each other in a paragraph. */
static int least_step(const struct box *box)
{
    int least = 0;
    for (size_t i = 1; i < box->line_count; i++) {
        const int step = step_to(box, i);
        least = least == 0 || step < least ? step : least;
    }
    return least;
}

/* Whether paragraphs stand in. */
static bool is_indented(const struct box *box)
{
    bool is_indented = false;
    for (size_t i = 1; i < box->line_count; i++) {
        const struct set_line *line = &box->lines[i].line;
        is_indented = is_indented || (box->lines[i - 1].line.paragraph_end &&
                                         line->piece_count > 0 && line->pieces[0].x > 0);
    }
    return is_indented;
}

/* From the second paragraph of a box on. */
static void look_at(const struct box *box, struct told *told)
{
    const int line_px = least_step(box);
    const bool is_straight = is_indented(box);
    for (size_t i = 1; i < box->line_count; i++) {
        const bool begins = box->lines[i - 1].line.paragraph_end;
        const bool are_lines =
            begins && is_line(box, i - 1) && box->lines[i].line.paragraph_end;
        if (!begins || is_straight || are_lines) {
            told->faults += step_to(box, i) > line_px + 1;
            told->together += begins && !is_straight;
        } else {
            told->faults += step_to(box, i) < line_px + line_px / 8;
            told->apart++;
        }
    }
}

static void test_are_told_apart(void **state)
{
    (void)state;
    struct told told = { 0 };
    chance_begin(1417);
    for (int n = 0; n < NOTICES; n++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        print_notice(&json);
        fixture_init(&fixture, json.data, "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            struct deck *deck = deck_plan(&fixture.layout);
            assert_true(deck->count > 0);
            struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[0]);
            const struct box *text = last_box(scene, "text");
            const int before = told.faults;
            assert_non_null(text);
            look_at(text, &told);
            if (told.faults > before) {
                print_error("%dx%d: %s\n", sizes[k].width, sizes[k].height, json.data);
            }
            assert_true(text->rect.y + text->rect.h <= scene->height);
            scene_destroy(scene);
            deck_destroy(deck);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    assert_int_equal(told.faults, 0);
    assert_true(told.apart > NOTICES / 2 && told.together > NOTICES / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_are_told_apart) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
