/* What takes several pages leaves none of them a rest: the last one is about as full as those
 * before it, two thirds of the fullest at the least, and never less than 45 % of its height. */
#include "chance.h"
#include "slide/deck.h"
#include "slide/pages.h"

enum { FEEDS = IS_SANITIZED ? 6 : 40, ROWS_MOST = 26, LOW_PCT = 45 };

static const char *const titles[] = { "停电", "图书馆开放时间调整", "食堂新推出套餐",
    "学校自12月1日起执行冬季作息时间", "图书馆新馆试运行，24小时自习区同步开放",
    "我校举办第三届“江畔工匠”技能展示周暨产教协作交流会",
    "学生自主研发的果蔬分拣机器人亮相第二十八届中国国际高新技术成果交易会" };

/* Of the first so many: lists differ in how long their rows are. */
static const char *any_title(int longest)
{
    return titles[chance(longest)];
}

/* Of the row of that index: in some lists the short ones come first. */
static const char *title_of(int row, int count, int longest)
{
    return 2 * row < count && longest % 2 ? titles[0] : any_title(longest);
}

static void print_headlines(struct bytes *out, int count, int longest)
{
    for (int i = 0; i < count; i++) {
        bytes_print(out,
            "%s{\"kind\":\"article\",\"title\":\"%d%s\",\"published\":\"2026-11-20\"}",
            i > 0 ? "," : "", i, title_of(i, count, longest));
    }
}

static void print_agenda(struct bytes *out, int count, int longest)
{
    bytes_print(out, "{\"kind\":\"agenda\",\"title\":\"今日安排\",\"rows\":[");
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s{\"time\":\"%d:%02d\",\"title\":\"%s\",\"place\":\"%s\"}",
            i > 0 ? "," : "", 10 + i / 2, i % 2 * 30 + 10, title_of(i, count, longest),
            chance(2) ? "" : "校门");
    }
    bytes_print(out, "]}");
}

static void print_table(struct bytes *out, int count, int longest)
{
    bytes_print(out,
        "{\"kind\":\"table\",\"title\":\"今日安排\",\"columns\":[{\"label\":\"窗口\"},"
        "{\"label\":\"菜品\"}],\"rows\":[");
    for (int i = 0; i < count; i++) {
        bytes_print(
            out, "%s{\"cells\":[\"%d 号\",\"%s\"]}", i > 0 ? "," : "", i, any_title(longest));
    }
    bytes_print(out, "]}");
}

static void print_article(struct bytes *out, int count, int longest)
{
    static const char *const between[] = { "\"},{\"text\":\"",
        "\"},{\"heading\":\"小标题\"},{\"text\":\"",
        "\"},{\"image\":\"media/hall.jpg\"},{\"text\":\"" };
    bytes_print(out, "{\"kind\":\"article\",\"title\":\"%s\",%s\"body\":[{\"text\":\"",
        any_title(longest), chance(2) ? "\"url\":\"https://www.example.edu.cn/n/1\"," : "");
    print_sentences(out, count + 4, between[chance(3)]);
    bytes_print(out, "\"}]}");
}

static void print_notice(struct bytes *out, int count, int longest)
{
    bytes_print(out, "{\"kind\":\"notice\",\"title\":\"%s\",%s\"text\":\"", any_title(longest),
        chance(2) ? "\"url\":\"https://www.example.edu.cn/n/1\"," : "");
    print_sentences(out, count + 4, "\\n");
    bytes_print(out, "\"}");
}

/* Turns of several pages. */
struct told {
    int turns, low, short_of; /* whose last page is low, or far less full than another */
};

/* How far down what is on the page stands, of the body in percent; without its frame. */
static int filled_pct(const struct layout *layout, const struct scene *scene)
{
    static const char *const frame[] = { "page", "level", "code", "host" };
    const struct pixel_rect body = body_of(layout);
    int bottom = body.y;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        const int end = box->rect.y + box->rect.h;
        bool is_frame = box->rect.y < body.y - body.h / 20 || end > body.y + body.h + 1;
        for (size_t k = 0; k < sizeof frame / sizeof *frame; k++) {
            is_frame = is_frame || strcmp(box->role, frame[k]) == 0;
        }
        bottom = !is_frame && end > bottom ? end : bottom;
    }
    return 100 * (bottom - body.y) / body.h;
}

static void tell_deck(const struct layout *layout, const char *kind, struct told *told)
{
    struct deck *deck = deck_plan(layout);
    int most = 0;
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        const struct slide *slide = &deck->slides[i];
        if (strcmp(slide->kind->name, kind) != 0 || slide->pages < 2) {
            continue;
        }
        struct scene *scene = slide_lay_out(layout, slide);
        assert_non_null(scene);
        const int pct = filled_pct(layout, scene);
        most = slide->page == 1 || pct > most ? pct : most;
        if (slide->page == slide->pages) {
            told->turns++;
            told->low += pct < LOW_PCT;
            told->short_of += 3 * pct < 2 * most;
        }
        scene_destroy(scene);
    }
    deck_destroy(deck);
}

static struct told tell(
    const char *kind, void (*print)(struct bytes *out, int count, int longest))
{
    struct told told = { 0 };
    for (int i = 0; i < FEEDS; i++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        bytes_print(&json, "{\"lobbycard\":1,\"items\":[");
        print(&json, 2 + chance(ROWS_MOST - 1),
            1 + chance((int)(sizeof titles / sizeof *titles)));
        bytes_print(&json, "]}");
        fixture_init(&fixture, json.data, "paper");
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            fixture.layout.width = sizes[k].width;
            fixture.layout.height = sizes[k].height;
            tell_deck(&fixture.layout, kind, &told);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    print_message(
        "%s: %d of several pages, %d with a low last one, %d with one that is short\n", kind,
        told.turns, told.low, told.short_of);
    assert_true(told.turns > FEEDS);
    return told;
}

static void assert_full(const char *kind, void (*print)(struct bytes *out, int, int))
{
    const struct told told = tell(kind, print);
    assert_int_equal(told.low, 0);
    assert_int_equal(told.short_of, 0);
}

static void test_lists(void **state)
{
    (void)state;
    chance_begin(8);
    assert_full("headlines", print_headlines);
    assert_full("agenda", print_agenda);
    assert_full("table", print_table);
}

/* Headings and pictures leave few turns now and then. */
static void test_texts(void **state)
{
    (void)state;
    chance_begin(20261205);
    const struct told articles = tell("article", print_article),
                      notices = tell("notice", print_notice);
    assert_true(50 * articles.low <= articles.turns && 50 * notices.low <= notices.turns);
    assert_true(
        15 * articles.short_of <= articles.turns && 15 * notices.short_of <= notices.turns);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_lists),
        cmocka_unit_test(test_texts) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
