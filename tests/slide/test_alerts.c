/* An alert's title breaks where a reader breathes and is larger than what to do, which has the
 * title's size and breaks between phrases. */
#include "slide/deck.h"
#include "slide/pages.h"

struct lines {
    const char *list[6];
};

static const struct {
    const char *title, *text, *instruction;
    int width, height;
    struct lines title_lines, instruction_lines; /* none: not looked at */
} alerts[] = {
    { "气象台发布暴雨红色预警，停止一切户外活动",
        "请各单位立即通知到每一名师生，并做好人员疏散和安全防护工作，未经允许不得进入现场。",
        "听从现场老师指挥，沿疏散通道有序撤离，到田径场集合后清点人数。", 1920, 1080,
        { { "气象台发布暴雨红色预警，", "停止一切户外活动" } },
        { { "听从现场老师指挥，沿疏散通道有序撤离，", "到田径场集合后清点人数。" } } },
    { "化学实验楼三层发生危险化学品泄漏，请楼内人员立即佩戴口罩有序撤离",
        "11月23日9时40分，化学实验楼315室发生少量氨气泄漏，现场已封控，消防人员正在处置，"
        "暂无人员受伤。",
        "由东侧楼梯下楼，逆风向上到田径场集合；不要乘坐电梯，不要返回取物。", 1920, 1080,
        { { "化学实验楼三层发生危险化学品泄漏，", "请楼内人员立即佩戴口罩有序撤离" } },
        { { "由东侧楼梯下楼，逆风向上到田径场集合；", "不要乘坐电梯，不要返回取物。" } } },
    { "化学实验楼三层发生危险化学品泄漏，请楼内人员立即佩戴口罩有序撤离",
        "11月23日9时40分，化学实验楼315室发生少量氨气泄漏，现场已封控，消防人员正在处置，"
        "暂无人员受伤。",
        "由东侧楼梯下楼，逆风向上到田径场集合；不要乘坐电梯，不要返回取物。", 1080, 1920,
        { { NULL } },
        { { "由东侧楼梯下楼，", "逆风向上到田径场集合；", "不要乘坐电梯，",
            "不要返回取物。" } } },
};

static void check_lines(const struct box *box, const struct lines *lines)
{
    size_t count = 0;
    while (lines->list[count]) {
        assert_true(count < box->line_count);
        assert_string_equal(box->lines[count].line.text, lines->list[count]);
        count++;
    }
    assert_true(count == 0 || count == box->line_count);
}

static void test_sizes_and_breaks(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof alerts / sizeof *alerts; i++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json,
            "{\"lobbycard\":1,\"issued\":\"2026-11-23T09:00:00+08:00\",\"items\":[{\"kind\":"
            "\"alert\",\"severity\":\"severe\",\"title\":\"%s\",\"text\":\"%s\","
            "\"instruction\":\"%s\",\"show\":{\"until\":\"2026-11-23T18:00:00+08:00\"}}]}",
            alerts[i].title, alerts[i].text, alerts[i].instruction);
        fixture_init(&fixture, json.data, "paper");
        fixture.layout.width = alerts[i].width;
        fixture.layout.height = alerts[i].height;
        struct deck *deck = deck_plan(&fixture.layout);
        struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[0]);
        const struct box *title = last_box(scene, "title"), *text = last_box(scene, "text"),
                         *instruction = last_box(scene, "instruction");
        assert_true(title->style.px > instruction->style.px);
        assert_int_equal(instruction->style.px, 84);
        assert_false(title->clipped || text->clipped || instruction->clipped);
        check_lines(title, &alerts[i].title_lines);
        check_lines(instruction, &alerts[i].instruction_lines);
        scene_destroy(scene);
        deck_destroy(deck);
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_sizes_and_breaks) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
