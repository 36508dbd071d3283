/* A hotline by itself: its label, its numbers, then when they are answered. Nothing stands
 * between a label and the number below it, whatever hours, notes and codes there are; the label
 * may stand beside the numbers, and the hours below that. */
#include "slide/random_slides.h"

enum { FEEDS = 120 };

static const struct random_size shapes[] = { { 1920, 1080 }, { 1080, 1920 }, { 1366, 768 },
    { 1024, 768 }, { 768, 1024 }, { 3840, 2160 }, { 2560, 1080 } };

static const char *const labels[] = { "", "值班室", "招生咨询热线", "学生资助管理中心",
    "党委学生工作部（心理健康教育与咨询中心）", "Student Affairs Office" };
static const char *const all_hours[] = { "", "全天", "Mon-Fri 08:30-17:30",
    "Mon-Sun 00:00-24:00", "请在工作时间拨打",
    "周一至周五 08:30-11:30、14:00-17:00；周六 9点到12点" };
static const char *const notes[] = { "", "", "值班室",
    "节假日由总值班室接听并转告各学院辅导员" };
static const char *const numbers[] = { "023-65763111", "110", "12356", "13800001234",
    "023-65763111转8001", "400-820-8820" };

static void print_feed(struct bytes *out, int index)
{
    (void)index;
    bytes_print(out,
        "{\"lobbycard\":1,\"site\":{\"name\":\"江城职业技术学院\"},\"hotlines\":[{\"label\":\"%s\","
        "\"hours\":\"%s\",\"numbers\":[",
        labels[chance(sizeof labels / sizeof *labels)],
        all_hours[chance(sizeof all_hours / sizeof *all_hours)]);
    for (int i = 0, count = chance(2) ? 1 : 1 + chance(4); i < count; i++) {
        bytes_print(out, "%s{\"number\":\"%s\",\"note\":\"%s\"}", i ? "," : "",
            numbers[chance(sizeof numbers / sizeof *numbers)],
            notes[chance(sizeof notes / sizeof *notes)]);
    }
    bytes_print(out, "]}],\"items\":[]}");
}

static bool is_text(const struct box *box, const char *role)
{
    return box->kind == BOX_TEXT && strcmp(box->role, role) == 0;
}

static bool is_over(const struct box *box, const struct box *below)
{
    return box->rect.y + box->rect.h <= below->rect.y;
}

static bool share_a_column(const struct box *a, const struct box *b)
{
    return a->rect.x < b->rect.x + b->rect.w && b->rect.x < a->rect.x + a->rect.w;
}

/* The hours are below the number, or at the side of it. */
static void check_hours(const struct checking *checking, const struct scene *scene)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *said = &scene->boxes[i];
        if (!is_text(said, "state") && !is_text(said, "hours")) {
            continue;
        }
        for (size_t k = 0; k < scene->box_count; k++) {
            const struct box *number = &scene->boxes[k];
            CHECK(checking,
                !is_text(number, "number") || is_over(number, said) ||
                    !share_a_column(said, number),
                "%s stands above %s\n", said->role, number->lines[0].line.text);
        }
    }
}

static void judge(struct checking *checking)
{
    check_scene(checking);
    check_hours(checking, checking->scene);
}

static void check_deck(struct checking *checking, const struct layout *layout)
{
    random_slides_each(checking, layout, judge);
}

static void test_alone(void **state)
{
    (void)state;
    const struct random_slides slides = { .print = print_feed,
        .check = check_deck,
        .sizes = shapes,
        .size_count = sizeof shapes / sizeof *shapes };
    random_slides_run(&slides, FEEDS, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_alone) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
