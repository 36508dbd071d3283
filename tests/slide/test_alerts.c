/* An alert's title breaks where a reader breathes and is larger than what to do, which has the
 * title's size and breaks between phrases. A grave one is told by its colour in every theme,
 * made ones among them. */
#include "chance.h"
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

/* Colours of a theme that nobody has looked at. */
static void mix_theme(struct theme *theme)
{
    struct colour *const colours[] = { &theme->paper, &theme->ink, &theme->quiet,
        &theme->accent, &theme->on_accent };
    for (size_t i = 0; i < sizeof colours / sizeof *colours; i++) {
        *colours[i] = (struct colour) { (uint8_t)chance(256), (uint8_t)chance(256),
            (uint8_t)chance(256) };
    }
}

/* Every text of an alert, or of a banner, and what lies under it. */
static void check_signal(const struct scene *scene, bool is_banner, bool is_grave)
{
    const char *role = is_banner ? "banner" : "ground";
    int texts = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        const bool is_of_it = !is_banner || strcmp(box->role, "banner") == 0;
        if (box->kind == BOX_FILL && strcmp(box->role, role) == 0) {
            assert_int_equal(colour_is_same(box->colour, theme_signal), is_grave);
        } else if (box->kind == BOX_TEXT && is_of_it) {
            texts++;
            assert_true(!is_grave || colour_contrast(box->colour, box->on) >= 7);
        }
    }
    assert_true(texts > 0);
}

static void test_signal(void **state)
{
    static const char *const severities[] = { "minor", "moderate", "severe", "extreme" };
    static const char *const themes[] = { "paper", "festival", "contrast", "ink", "night" };
    (void)state;
    chance_begin(1);
    for (int i = 0; i < 160; i++) {
        const int severity = i % 4;
        const bool is_banner = i / 4 % 2, is_clear = i / 8 % 2, is_made = chance(2);
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json,
            "{\"lobbycard\":1,\"issued\":\"2026-11-23T09:00:00+08:00\",\"items\":[{\"kind\":"
            "\"alert\",\"severity\":\"%s\",\"title\":\"实验楼发生火情\",\"text\":\"已封控。\","
            "\"instruction\":\"请立即撤离\",\"contact\":\"保卫处\",\"banner\":%s,\"clear\":%s,"
            "\"test\":%s,\"show\":{\"until\":\"2026-11-23T18:00:00+08:00\"}},"
            "{\"kind\":\"notice\",\"title\":\"停水\",\"text\":\"今晚停水。\"}]}",
            severities[severity], is_banner ? "true" : "false", is_clear ? "true" : "false",
            chance(2) ? "true" : "false");
        fixture_init(&fixture, json.data, themes[i / 16 % 5]);
        if (is_made) {
            mix_theme(&fixture.theme);
        }
        struct deck *deck = deck_plan(&fixture.layout);
        struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[0]);
        check_signal(scene, is_banner, severity >= 2 && !is_clear);
        scene_destroy(scene);
        deck_destroy(deck);
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_sizes_and_breaks),
        cmocka_unit_test(test_signal) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
