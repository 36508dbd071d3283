/* Where the state and the hours of hotlines stand: on a page in one way for all, whatever their
 * labels and hours are; and nothing stands behind a state on its line, so that none leaves a
 * hole when it is shorter than it may come to be. */
#include "slide/random_slides.h"

enum { FEEDS = 60, MOST = 14 };

static const struct random_size shapes[] = { { 1920, 1080 }, { 1080, 1920 }, { 1366, 768 },
    { 1024, 768 }, { 768, 1024 }, { 2560, 1080 } };

static const char *const words[] = { "教务处", "招生", "学生资助", "管理中心", "心理健康",
    "教育", "（北门）", "保卫处", "国际交流与合作", "Office" };
static const char *const all_hours[] = { "", "全天", "Mon-Fri 08:30-17:30",
    "Mon-Sun 07:00-22:00", "周一至周五 08:30-11:30、14:00-17:00", "Sat-Sun 09:00-12:00",
    "请在工作时间拨打", "周一至周五 08:30-11:30、14:00-17:00；周六 9点到12点" };

/* Hours that all have, or of each its own. */
static void print_feed(struct bytes *out, int index)
{
    (void)index;
    const int of_all = chance(3), most = chance(4) == 0 ? 6 : 2;
    const char *hours = all_hours[chance(sizeof all_hours / sizeof *all_hours)];
    bytes_print(
        out, "{\"lobbycard\":1,\"site\":{\"name\":\"江城职业技术学院\"},\"hotlines\":[");
    for (int i = 0, count = 1 + chance(MOST); i < count; i++) {
        bytes_print(out, "%s{\"label\":\"", i ? "," : "");
        for (int k = chance(12) == 0 ? 0 : 1 + chance(most); k > 0; k--) {
            bytes_print(out, "%s", words[chance(sizeof words / sizeof *words)]);
        }
        hours = of_all ? hours : all_hours[chance(sizeof all_hours / sizeof *all_hours)];
        bytes_print(out, "\",\"hours\":\"%s\",\"numbers\":[", hours);
        for (int k = 0, numbers = 1 + chance(chance(5) == 0 ? 8 : 2); k < numbers; k++) {
            bytes_print(out, "%s\"023-657631%02d\"", k ? "," : "", chance(100));
        }
        bytes_print(out, "]}");
    }
    bytes_print(out, "]}");
}

static bool is_text(const struct box *box, const char *role)
{
    return box && box->kind == BOX_TEXT && strcmp(box->role, role) == 0;
}

/* On its line, if it has one. */
static bool is_behind(const struct box *box, const struct box *behind)
{
    return box->line_count == 1 && behind->rect.x >= box->rect.x + box->rect.w &&
           behind->lines[0].baseline_px == box->lines[0].baseline_px;
}

/* What is told of one hotline; NULL: nothing. */
struct told {
    const struct box *label, *state, *hours;
};

/* -1: of none yet. */
struct ways {
    int state_behind_label, hours_behind_label, hours_before_state;
};

static void agree(const struct checking *checking, int *way, bool is_so, const char *what)
{
    CHECK(checking, *way < 0 || *way == is_so, "%s: on a page so and otherwise\n", what);
    *way = is_so;
}

static void check_told(
    const struct checking *checking, const struct told *told, struct ways *ways)
{
    if (told->label && told->state) {
        agree(checking, &ways->state_behind_label, is_behind(told->label, told->state),
            "a state behind its label");
    }
    if (told->label && told->hours) {
        agree(checking, &ways->hours_behind_label, is_behind(told->label, told->hours),
            "hours behind their label");
    }
    if (!told->state || !told->hours) {
        return;
    }
    const bool is_before = is_behind(told->hours, told->state);
    agree(checking, &ways->hours_before_state, is_before, "hours before their state");
    CHECK(checking, !is_behind(told->state, told->hours), "hours behind a state: %s\n",
        told->hours->lines[0].line.text);
    CHECK(checking, !is_before || told->hours->style.px == told->state->style.px,
        "hours of %d px beside a state of %d\n", told->hours->style.px, told->state->style.px);
}

/* Of an entry the label comes first and its numbers last. */
static void check_page(const struct checking *checking, const struct scene *scene)
{
    struct ways ways = { -1, -1, -1 };
    struct told told = { NULL, NULL, NULL };
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (is_text(box, "number")) {
            check_told(checking, &told, &ways);
            told = (struct told) { NULL, NULL, NULL };
        }
        told.label = is_text(box, "label") ? box : told.label;
        told.state = is_text(box, "state") ? box : told.state;
        told.hours = is_text(box, "hours") ? box : told.hours;
    }
}

static void judge(struct checking *checking)
{
    check_scene(checking);
    if (strcmp(checking->slide->kind->name, "hotlines") == 0) {
        check_page(checking, checking->scene);
    }
}

static void check_deck(struct checking *checking, const struct layout *layout)
{
    random_slides_each(checking, layout, judge);
}

/* By day and by night. */
static void change(struct fixture *fixture)
{
    fixture->layout.now_ms += (int64_t)chance(7 * 24) * 60 * 60 * 1000;
}

static void test_states(void **state)
{
    (void)state;
    const struct random_slides slides = { .print = print_feed,
        .change = change,
        .check = check_deck,
        .sizes = shapes,
        .size_count = sizeof shapes / sizeof *shapes };
    random_slides_run(&slides, FEEDS, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_states) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
