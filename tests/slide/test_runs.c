/* Notices, and short articles that are set as they are, stand one after the other on a screen:
 * those of one page have one size of title and one of text, whatever the display, but for those
 * whose title is at least twice as large by itself, which have sizes of their own; and no text
 * that is larger than a notice's body is over half as large as its title. */
#include "chance.h"
#include "long_form.h"
#include "slide/deck.h"
#include "slide/kinds/notice.h"
#include "slide/pages.h"

enum { RUNS = IS_SANITIZED ? 3 : 40, ITEMS_MOST = 6, BODY_LARGE = 50 };

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
    const bool is_long = chance(2) == 0;
    print_words(out, 1, is_long ? 14 : 4);
    bytes_print(out, "\",\"level\":\"%s\",\"text\":\"", chance(3) ? "info" : "important");
    print_words(out, 2, is_long ? 60 : 10);
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

static bool is_as(struct sizes_of one, struct sizes_of all, int short_side)
{
    const bool is_large = one.text > short_side * BODY_LARGE / 1080 + 1;
    return one.title > 0 && abs(one.title - all.title) * 12 <= all.title + 12 &&
           one.text == all.text && (!is_large || 2 * one.text <= one.title + 1);
}

/* Slides of a page; those that stand in no run's sizes, posters and others; those that are
 * twice as large by themselves; and those whose run is not the first. */
struct told {
    int slides, posters, others, shrunk, large;
};

enum { RUNS_MOST = 4 };

/* Of posters, or of others: their sizes. */
struct runs {
    struct sizes_of of[RUNS_MOST];
    int count;
};

/* Whether two titles are so different that they are so on purpose; one of the least size may be
 * somewhat smaller. */
static bool are_far(int a, int b)
{
    return 12 * (a > b ? a : b) >= 11 * 2 * (a < b ? a : b);
}

/* Whether it has the sizes of a run; as the first of a run, which it may be, its own. */
static bool is_of_run(struct runs *runs, struct sizes_of one, int short_side)
{
    for (int i = 0; i < runs->count; i++) {
        if (!are_far(one.title, runs->of[i].title)) {
            return is_as(one, runs->of[i], short_side);
        }
    }
    assert_true(runs->count < RUNS_MOST);
    runs->of[runs->count++] = one;
    return is_as(one, one, short_side);
}

static struct sizes_of lay_out(const struct layout *layout, const struct slide *slide)
{
    struct scene *scene = slide_lay_out(layout, slide);
    assert_non_null(scene);
    const struct sizes_of found = sizes_of(scene);
    scene_destroy(scene);
    return found;
}

/* Of that item where there is no other. */
static struct sizes_of sizes_alone(const struct layout *layout, const struct item *item)
{
    struct layout alone = *layout;
    struct view view = layout->views[0];
    size_t index = (size_t)(item - view.feed->items);
    view.items = &index;
    view.item_count = 1;
    alone.views = &view;
    struct deck *deck = deck_plan(&alone);
    assert_non_null(deck);
    const struct sizes_of found = lay_out(&alone, &deck->slides[0]);
    deck_destroy(deck);
    return found;
}

static void check_run(const struct fixture *fixture, const char *kind, struct told *told)
{
    const struct layout *layout = &fixture->layout;
    const int short_side = layout->width < layout->height ? layout->width : layout->height;
    struct deck *deck = deck_plan(layout);
    struct runs runs[2] = { 0 };
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        const struct slide *slide = &deck->slides[i];
        if (strcmp(slide->kind->name, kind) != 0 || slide->pages > 1) {
            continue;
        }
        const struct sizes_of one = lay_out(layout, slide),
                              alone = sizes_alone(layout, slide->item);
        const bool is_poster = notice_sizes_of(slide->count).is_poster;
        if (!is_of_run(&runs[is_poster], one, short_side)) {
            print_error("%s %zu at %dx%d: %d over %d\n", kind, i, layout->width, layout->height,
                one.title, one.text);
            told->posters += is_poster;
            told->others += !is_poster;
        }
        told->shrunk += alone.title * 11 >= one.title * 2 * 12;
        told->large += is_poster && runs[1].count > 1;
        told->slides++;
    }
    deck_destroy(deck);
}

static struct told check_runs(const char *kind, void (*print)(struct bytes *out))
{
    struct told told = { 0 };
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
            check_run(&fixture, kind, &told);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    return told;
}

static void check_told(const struct told *told)
{
    print_message(
        "%d slides, %d where posters have sizes of their own, %d not as their run, %d "
        "shrunk by it\n",
        told->slides, told->large, told->posters + told->others, told->shrunk);
    assert_true(told->slides > RUNS);
    assert_int_equal(told->posters + told->others, 0);
    assert_int_equal(told->shrunk, 0);
}

/* Whatever titles part in the sizes of their run. */
static void test_notices(void **state)
{
    (void)state;
    chance_begin(6);
    const struct told told = check_runs("notice", print_notice);
    check_told(&told);
}

static void test_short_articles(void **state)
{
    (void)state;
    chance_begin(4);
    const struct told told = check_runs("article", print_article);
    check_told(&told);
}

static bool has_notice(const struct layout *layout)
{
    struct deck *deck = deck_plan(layout);
    bool has_bar = false;
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        struct scene *scene = slide_lay_out(layout, &deck->slides[i]);
        assert_non_null(scene);
        has_bar = has_bar || last_box(scene, "level");
        scene_destroy(scene);
    }
    deck_destroy(deck);
    return has_bar;
}

/* Of about 140 em: marks that are squeezed and words that are not parted make its lines longer
 * on one display than on another. */
static void print_paragraph(struct bytes *out)
{
    const int most = 120 + chance(36);
    bytes_print(out, "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":\"召开会议\","
                     "\"body\":[{\"text\":\"");
    for (int em = 0; em < most;) {
        const char *word = words[chance((int)(sizeof words / sizeof *words))];
        const bool is_marked = chance(4) == 0;
        bytes_print(out, "%s%s", word, is_marked ? "、“workshop” " : "");
        em += (int)strlen(word) / 3 + (is_marked ? 8 : 0);
    }
    bytes_print(out, "。\"}]}]}");
}

static void test_short_is_short_everywhere(void **state)
{
    enum { TEXTS = IS_SANITIZED ? 10 : 100, SIZES = sizeof sizes / sizeof *sizes };
    (void)state;
    int faults = 0, notices = 0, all = 0;
    chance_begin(20261203);
    for (int i = 0; i < TEXTS; i++) {
        struct bytes json;
        struct fixture fixture;
        int here = 0;
        bytes_init(&json);
        print_paragraph(&json);
        fixture_init(&fixture, json.data, "paper");
        for (size_t k = 0; k < SIZES; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            here += has_notice(&fixture.layout);
        }
        faults += here > 0 && here < SIZES;
        notices += here == SIZES;
        all += here == 0;
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    print_message("%d are notices, %d articles, %d both\n", notices, all, faults);
    assert_true(notices > TEXTS / 10 && all > TEXTS / 10);
    assert_int_equal(faults, 0);
}

static void tell_boxes(const struct scene *scene, struct bytes *out)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        bytes_print(out, "%s %d,%d %dx%d, %d px\n", box->role, box->rect.x, box->rect.y,
            box->rect.w, box->rect.h, box->style.px);
    }
}

/* How the first slide stands with that count. */
static void tell_with(const struct fixture *fixture, size_t count, struct bytes *out)
{
    struct deck *deck = deck_plan(&fixture->layout);
    assert_non_null(deck);
    struct slide slide = deck->slides[0];
    slide.count = count;
    struct scene *scene = slide_lay_out(&fixture->layout, &slide);
    assert_non_null(scene);
    tell_boxes(scene, out);
    scene_destroy(scene);
    deck_destroy(deck);
}

static void assert_as_alone(const struct fixture *fixture, struct notice_sizes forged)
{
    struct bytes alone, other;
    bytes_init(&alone);
    bytes_init(&other);
    tell_with(fixture, 0, &alone);
    tell_with(fixture, notice_number(&forged), &other);
    assert_string_equal(other.data, alone.data);
    bytes_finish(&other);
    bytes_finish(&alone);
}

/* Plans are kept on a disk, on which anything may stand. */
static void test_sizes_that_no_run_has(void **state)
{
    static const struct notice_sizes forged[] = { { false, 100, 0 }, { false, 100, 1 },
        { false, 100, 4095 }, { false, 0, 40 }, { false, 0, 1 }, { false, 1023, 4095 },
        { true, 0, 0 }, { true, 0, 40 }, { true, 1, 1 }, { true, 1023, 4095 } };
    static const char *const texts[] = { "", "请各学院的师生办理。" };
    (void)state;
    for (size_t text = 0; text < sizeof texts / sizeof *texts; text++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json,
            "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"title\":\"停电\",\"text\":"
            "\"%s\"}]}",
            texts[text]);
        fixture_init(&fixture, json.data, "paper");
        for (size_t i = 0; i < sizeof forged / sizeof *forged; i++) {
            assert_as_alone(&fixture, forged[i]);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
}

/* A word has room on a poster's line, and none in a column of the body's size: its title may be
 * as high as it was planned. */
static void test_no_room_in_the_sizes_of_a_run(void **state)
{
    struct fixture fixture;
    (void)state;
    fixture_init(&fixture,
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"title\":\"关于2027年寒假放假及第二学期"
        "开学工作安排的通知和注意事项以及宿舍管理的补充规定\",\"text\":\"abcdefghijklmnopqrstuvwxyz01234567890123\"}]}",
        "paper");
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        if (abs(9 * sizes[k].width - 16 * sizes[k].height) > 16) {
            continue; /* columns of others have room for it */
        }
        fixture.layout.width = sizes[k].width;
        fixture.layout.height = sizes[k].height;
        const int px = sizes[k].height;
        assert_as_alone(&fixture, (struct notice_sizes) { false, px / 16, px * 42 / 1080 });
    }
    fixture_finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_notices),
        cmocka_unit_test(test_short_articles), cmocka_unit_test(test_short_is_short_everywhere),
        cmocka_unit_test(test_sizes_that_no_run_has),
        cmocka_unit_test(test_no_room_in_the_sizes_of_a_run) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
