/* The code of an article whose title stands above its text takes no room that the title would
 * use: that has at most a line more than without a code. */
#include "slide/deck.h"
#include "slide/pages.h"

static const char *const titles[] = { "学校自12月1日起执行冬季作息时间",
    "图书馆新馆试运行，24小时自习区同步开放",
    "我校举办第三届“江畔工匠”技能展示周暨产教协作交流会",
    "建筑工程学院2024级学生张宇航：从“学渣”到世界技能大赛选手的逆袭之路",
    "2027届毕业生冬季双选会12月5日举行，210家企业提供岗位5200余个",
    "学生自主研发的果蔬分拣机器人亮相第二十八届中国国际高新技术成果交易会",
    "我校参与承办新时代西部大开发——现代职业教育高质量协同发展（重庆）大会",
    "《云汀职业技术学院章程》修订案经教职工代表大会审议通过", "关于2027年元旦放假安排的通知" };

static size_t title_lines(const char *title, const char *url, int width, int height)
{
    struct bytes json;
    struct fixture fixture;
    size_t lines = 0;
    bytes_init(&json);
    bytes_print(&json,
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":\"%s\",\"source\":\"校报\","
        "\"published\":\"2026-11-20\",\"url\":\"%s\",\"body\":[{\"text\":\"",
        title, url);
    print_sentences(&json, 24, "\"},{\"text\":\"");
    bytes_print(&json, "\"}]}]}");
    fixture_init(&fixture, json.data, "paper");
    fixture.layout.width = width;
    fixture.layout.height = height;
    struct deck *deck = deck_plan(&fixture.layout);
    for (size_t i = 0; i < deck->count && lines == 0; i++) {
        struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[i]);
        const bool is_article = strcmp(deck->slides[i].kind->name, "article") == 0;
        for (size_t k = 0; is_article && k < scene->box_count; k++) {
            const struct box *box = &scene->boxes[k];
            lines = strcmp(box->role, "title") == 0 ? box->line_count : lines;
        }
        scene_destroy(scene);
    }
    deck_destroy(deck);
    fixture_finish(&fixture);
    bytes_finish(&json);
    return lines;
}

static void test_a_code_leaves_the_title_its_lines(void **state)
{
    static const char *const urls[] = { "https://www.example.edu.cn/n/1",
        "https://xinwen.zhongxin.example.edu.cn/n/1" };
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        for (size_t k = 0; k < 2 * sizeof sizes / sizeof *sizes; k++) {
            const int width = sizes[k / 2].width, height = sizes[k / 2].height;
            const size_t bare = title_lines(titles[i], "", width, height);
            const size_t coded = title_lines(titles[i], urls[k % 2], width, height);
            assert_true(bare > 0);
            if (coded > bare + 1) {
                print_error(
                    "%s at %dx%d: %zu lines, not %zu\n", titles[i], width, height, coded, bare);
                faults++;
            }
        }
    }
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(
        test_a_code_leaves_the_title_its_lines) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
