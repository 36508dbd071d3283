/* Notices, and short articles that are set as they are, stand one after the other on a screen:
 * those of one page have one size of title and one of text, whatever the display, and no text
 * that is larger than a notice's body is over half as large as its title. */
#include "chance.h"
#include "long_form.h"
#include "slide/deck.h"
#include "slide/pages.h"

enum { RUNS = IS_SANITIZED ? 3 : 12, ITEMS_MOST = 6, BODY_LARGE = 50 };

static const char *const words[] = { "学校", "召开", "2026年", "第四季度", "安全", "会议", "，",
    "“匠心杯”", "图书馆", "开放时间", "调整", "食堂", "新推出", "套餐", "请", "同学们", "及时",
    "办理", "12月3日", "体检" };

static void print_words(struct bytes *out, int least, int most)
{
    for (int i = 0, count = least + chance(most - least + 1); i < count; i++) {
        bytes_print(out, "%s%s", i % 4 == 0 ? "好" : "",
            words[chance((int)(sizeof words / sizeof *words))]);
    }
}

static void print_notice(struct bytes *out)
{
    bytes_print(out, "{\"kind\":\"notice\",\"title\":\"");
    print_words(out, 1, 4);
    bytes_print(out, "\",\"level\":\"%s\",\"text\":\"", chance(3) ? "info" : "important");
    print_words(out, 2, 10);
    bytes_print(out, "\"}");
}

/* One paragraph, of up to about a hundred characters. */
static void print_article(struct bytes *out)
{
    bytes_print(out, "{\"kind\":\"article\",\"source\":\"宣传部\",\"published\":\"2026-11-20\","
                     "\"title\":\"");
    print_words(out, 2, 8);
    bytes_print(out, "\"%s,\"body\":[{\"text\":\"",
        chance(3) ? "" : ",\"url\":\"https://www.example.edu.cn/n/1\"");
    print_words(out, 4, 32);
    bytes_print(out, "。\"}]}");
}

struct sizes_of {
    int title, text;
};

/* Of a page with a notice's bar; 0 where it has none. */
static struct sizes_of sizes_of(const struct scene *scene)
{
    const struct box *bar = last_box(scene, "level"), *title = last_box(scene, "title"),
                     *text = last_box(scene, "text");
    return (struct sizes_of) { bar && title ? title->style.px : 0,
        bar && text ? text->style.px : 0 };
}

/* How many slides of that kind are not as the first of them. */
static int check_run(const struct fixture *fixture, const char *kind)
{
    struct deck *deck = deck_plan(&fixture->layout);
    struct sizes_of all = { 0 };
    int faults = 0;
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        if (strcmp(deck->slides[i].kind->name, kind) != 0) {
            continue;
        }
        struct scene *scene = slide_lay_out(&fixture->layout, &deck->slides[i]);
        assert_non_null(scene);
        const struct sizes_of one = sizes_of(scene);
        all = all.title == 0 ? one : all;
        const int short_side = fixture->layout.width < fixture->layout.height
                                   ? fixture->layout.width
                                   : fixture->layout.height;
        const bool is_large = one.text > short_side * BODY_LARGE / 1080 + 1;
        if (one.title == 0 || abs(one.title - all.title) * 12 > all.title + 12 ||
            one.text != all.text || (is_large && 2 * one.text > one.title + 1)) {
            print_error("%s %zu at %dx%d: %d over %d, the first %d over %d\n", kind, i,
                fixture->layout.width, fixture->layout.height, one.title, one.text, all.title,
                all.text);
            faults++;
        }
        scene_destroy(scene);
    }
    deck_destroy(deck);
    return faults;
}

static int check_runs(const char *kind, void (*print)(struct bytes *out))
{
    int faults = 0;
    for (int run = 0; run < RUNS; run++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json, "{\"lobbycard\":1,\"items\":[");
        for (int i = 0, count = 2 + chance(ITEMS_MOST - 1); i < count; i++) {
            bytes_print(&json, "%s", i > 0 ? "," : "");
            print(&json);
        }
        bytes_print(&json, "]}");
        fixture_init(&fixture, json.data, "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            faults += check_run(&fixture, kind);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    return faults;
}

static void test_notices(void **state)
{
    (void)state;
    chance_state = 20261201;
    assert_int_equal(check_runs("notice", print_notice), 0);
}

static void test_short_articles(void **state)
{
    (void)state;
    chance_state = 20261202;
    assert_int_equal(check_runs("article", print_article), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_notices),
        cmocka_unit_test(test_short_articles) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
