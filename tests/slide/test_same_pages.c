/* What stands on which page follows from the texts, and not from the colours: themes of the
 * same faces have the same pages, though on a dark one a code has a card of its own. */
#include "chance.h"
#include "slide/deck.h"
#include "slide/pages.h"

enum { FEEDS = IS_SANITIZED ? 2 : 6 };

static const char *const others[] = { "festival", "contrast", "night" };

static const char *const titles[] = { "学校自12月1日起执行冬季作息时间",
    "图书馆新馆试运行，24小时自习区同步开放",
    "我校举办第三届“江畔工匠”技能展示周暨产教协作交流会",
    "学生自主研发的果蔬分拣机器人亮相第二十八届中国国际高新技术成果交易会",
    "关于2027年元旦放假安排的通知", "停电" };

static const char *const addresses[] = { "https://www.example.edu.cn/n/1",
    "https://xinwen.zhongxin.example.edu.cn/2026/1123/c1001a40217/page.htm?from=lobby",
    "https://a.example.edu.cn" };

static const char *any_title(void)
{
    return titles[chance((int)(sizeof titles / sizeof *titles))];
}

static const char *any_address(void)
{
    return addresses[chance((int)(sizeof addresses / sizeof *addresses))];
}

static void print_items(struct bytes *out)
{
    for (int i = 0; i < 4; i++) {
        bytes_print(out,
            "%s{\"kind\":\"article\",\"title\":\"%s\",\"source\":\"校报\",\"published\":"
            "\"2026-11-20\",\"url\":\"%s\",\"body\":[{\"text\":\"",
            i > 0 ? "," : "", any_title(), any_address());
        print_sentences(out, 1 + chance(24), "\"},{\"text\":\"");
        bytes_print(out, "\"}]}");
    }
    for (int i = 0; i < 3; i++) {
        bytes_print(out, ",{\"kind\":\"notice\",\"title\":\"%s\",\"url\":\"%s\",\"text\":\"",
            any_title(), any_address());
        print_sentences(out, chance(10), "\\n");
        bytes_print(out, "\"}");
    }
}

static void print_feed(struct bytes *out)
{
    bytes_print(out, "{\"lobbycard\":1,\"items\":[");
    print_items(out);
    bytes_print(out, "],\"links\":[");
    for (int i = 0, count = 1 + chance(5); i < count; i++) {
        bytes_print(out, "%s{\"label\":\"%s\",\"url\":\"%s\"}", i > 0 ? "," : "", any_title(),
            any_address());
    }
    bytes_print(out, "],\"hotlines\":[");
    for (int i = 0, count = 1 + chance(5); i < count; i++) {
        bytes_print(out, "%s{\"label\":\"招生热线\",\"numbers\":\"023-657631%02d\"}",
            i > 0 ? "," : "", i);
    }
    bytes_print(out, "]}");
}

static int codes_of(const struct scene *scene)
{
    int count = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        count += scene->boxes[i].kind == BOX_QR;
    }
    return count;
}

/* A code that is left out is told once. */
static void check_warnings(const struct scene *scene)
{
    for (size_t i = 0; i < scene->warning_count; i++) {
        for (size_t k = 0; k < i && scene->warnings[i].code == FINDING_QR; k++) {
            assert_string_not_equal(scene->warnings[i].text, scene->warnings[k].text);
        }
    }
}

/* All slides: kind, page, how many codes, and each text with its lines. */
static void tell(const struct fixture *fixture, struct bytes *out)
{
    struct deck *deck = deck_plan(&fixture->layout);
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        const struct slide *slide = &deck->slides[i];
        struct scene *scene = slide_lay_out(&fixture->layout, slide);
        assert_non_null(scene);
        bytes_print(out, "%s %d of %d, %d codes\n", slide->kind->name, slide->page,
            slide->pages, codes_of(scene));
        check_warnings(scene);
        for (size_t k = 0; k < scene->box_count; k++) {
            const struct box *box = &scene->boxes[k];
            for (size_t line = 0; line < box->line_count; line++) {
                bytes_print(
                    out, "  %s %d: %s\n", box->role, box->style.px, box->lines[line].line.text);
            }
        }
        scene_destroy(scene);
    }
    deck_destroy(deck);
}

static void tell_in(const char *json, const char *theme, size_t size, struct bytes *out)
{
    struct fixture fixture;
    fixture_init(&fixture, json, theme);
    fixture.config->theme.show_phone_codes = true;
    fixture.layout.width = sizes[size].width;
    fixture.layout.height = sizes[size].height;
    tell(&fixture, out);
    fixture_finish(&fixture);
}

/* The first line that differs, for whoever reads why. */
static void print_difference(const char *a, const char *b)
{
    size_t same = 0;
    for (size_t i = 0; a[i] && a[i] == b[i]; i++) {
        same = a[i] == '\n' ? i + 1 : same;
    }
    print_error("  %.*s\n  %.*s\n", (int)strcspn(a + same, "\n"), a + same,
        (int)strcspn(b + same, "\n"), b + same);
}

/* 1 where it is shown otherwise in that theme than on paper. */
static int differences(const char *json, size_t size, const char *theme)
{
    struct bytes paper, other;
    bytes_init(&paper);
    bytes_init(&other);
    tell_in(json, "paper", size, &paper);
    tell_in(json, theme, size, &other);
    const bool differ = strcmp(paper.data, other.data) != 0;
    if (differ) {
        print_error("at %dx%d, paper and %s:\n", sizes[size].width, sizes[size].height, theme);
        print_difference(paper.data, other.data);
    }
    bytes_finish(&paper);
    bytes_finish(&other);
    return differ;
}

/* Of so many feeds of a kind, at all sizes, each in paper and in one of the others. */
static int count_faults(void (*print)(struct bytes *out), int feeds)
{
    int faults = 0;
    for (int feed = 0; feed < feeds; feed++) {
        struct bytes json;
        bytes_init(&json);
        print(&json);
        for (size_t size = 0; size < sizeof sizes / sizeof *sizes; size++) {
            faults += differences(json.data, size, others[(feed + (int)size) % 3]);
        }
        bytes_finish(&json);
    }
    return faults;
}

static void test_colours_turn_no_page(void **state)
{
    (void)state;
    chance_begin(20261201);
    assert_int_equal(count_faults(print_feed, FEEDS), 0);
}

/* Addresses whose codes have the least modules, or hardly, or have no room at all. */
static void print_long_links(struct bytes *out)
{
    const int least = 120 + chance(200);
    bytes_print(out, "{\"lobbycard\":1,\"links\":[");
    for (int i = 0, count = 1 + chance(9); i < count; i++) {
        bytes_print(out, "%s{\"label\":\"%s\",\"url\":\"https://www.example.edu.cn/%d/",
            i > 0 ? "," : "", any_title(), i);
        for (int k = 0, size = least + chance(90); k < size; k++) {
            bytes_print(out, "%c", 'a' + chance(26));
        }
        bytes_print(out, "\"}");
    }
    bytes_print(out, "]}");
}

static void test_links_have_codes_in_all_colours(void **state)
{
    (void)state;
    chance_begin(20261202);
    assert_int_equal(count_faults(print_long_links, 8 * FEEDS), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_colours_turn_no_page),
        cmocka_unit_test(test_links_have_codes_in_all_colours) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
