/* Few things that nobody chose, on screens of any shape, under tall footers and banners: all of
 * it stands in its place, nothing over anything else, and there is as long as the slide stands.
 */
#include "slide/random_slides.h"

enum { FEEDS = 60, LATER_MS = 5 * 60 * 60 * 1000 };

static const struct random_size sizes[] = { { 1920, 1080 }, { 1080, 1920 }, { 1366, 768 },
    { 1024, 768 }, { 768, 1024 }, { 1280, 1024 }, { 1920, 540 }, { 900, 1000 } };

static const char *const words[] = { "学校", "停电", "2026年", "第四季度", "安全生产", "会议",
    "，", "“匠心杯”", "Nature 期刊", "请拨023-6576 3111", "图书馆", "于8:30—17:30",
    "与مەكتەپ كۈنى", "调整" };

static int overscan_pct;

static void change(struct fixture *fixture)
{
    fixture->config->screen.overscan_pct = overscan_pct;
    fixture->config->theme.show_phone_codes = chance(2);
}

static void print_words(struct bytes *out, int count)
{
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s", words[chance((int)(sizeof words / sizeof *words))]);
    }
}

static int few_or_many(int few, int many)
{
    return chance(6) == 0 ? 0 : 1 + chance(chance(3) == 0 ? many : few);
}

static void print_url(struct bytes *out)
{
    static const char *const urls[] = { "", "https://www.example.edu.cn/news/17.html",
        "https://hq.example.edu.cn/", "https://long-name-of-a-host.and-more.example.edu.cn/" };
    bytes_print(out, "\"url\":\"%s\"", urls[chance(4)]);
}

static void print_notice(struct bytes *out)
{
    static const char *const levels[] = { "info", "important", "urgent" };
    bytes_print(out, "{\"kind\":\"notice\",\"level\":\"%s\",\"title\":\"", levels[chance(3)]);
    print_words(out, few_or_many(4, 16));
    bytes_print(out, "\",\"text\":\"好");
    print_words(out, few_or_many(10, 160));
    bytes_print(out, "\",%s", chance(2) ? "\"show\":{\"until\":\"2026-12-01\"}," : "");
    print_url(out);
    bytes_print(out, "}");
}

static void print_article(struct bytes *out)
{
    bytes_print(out, "{\"kind\":\"article\",\"source\":\"宣传部\",\"title\":\"");
    print_words(out, few_or_many(4, 16));
    bytes_print(out,
        "\",\"body\":[{\"image\":\"media/%s.jpg\",\"caption\":\"图\"},{\"text\":\"好",
        chance(2) ? "hall" : "broken");
    print_words(out, few_or_many(3, 40));
    bytes_print(out, "\"}],");
    print_url(out);
    bytes_print(out, "}");
}

static void print_countdown(struct bytes *out)
{
    bytes_print(out, "{\"kind\":\"countdown\",\"to\":\"2026-11-2%dT09:00\",\"title\":\"好",
        4 + chance(5));
    print_words(out, few_or_many(3, 12));
    bytes_print(out, "\"}");
}

static void print_agenda(struct bytes *out)
{
    bytes_print(out, "{\"kind\":\"agenda\",\"title\":\"");
    print_words(out, few_or_many(3, 12));
    bytes_print(out, "\",\"rows\":[");
    for (int i = 0, count = 1 + chance(4); i < count; i++) {
        bytes_print(out, "%s{\"time\":\"%d:00-%d:30\",\"title\":\"好", i > 0 ? "," : "", 16 + i,
            16 + i);
        print_words(out, few_or_many(3, 12));
        bytes_print(out, "\",\"place\":\"%s\"}", chance(2) ? "" : "报告厅");
    }
    bytes_print(out, "]}");
}

static void print_hotlines(struct bytes *out)
{
    bytes_print(out, "],\"hotlines\":[");
    for (int i = 0, count = chance(4); i < count; i++) {
        bytes_print(out, "%s{\"label\":\"", i > 0 ? "," : "");
        print_words(out, few_or_many(2, 6));
        bytes_print(out, "\",\"hours\":\"%s\",\"numbers\":\"023-6576311%d\"}",
            chance(2) ? "Mon-Fri 08:30-11:30, 14:00-17:30" : "", i);
    }
}

static void print_links(struct bytes *out)
{
    bytes_print(out, "],\"links\":[");
    for (int i = 0, count = chance(4); i < count; i++) {
        bytes_print(out, "%s{\"label\":\"", i > 0 ? "," : "");
        print_words(out, few_or_many(3, 12));
        bytes_print(out, "\",");
        print_url(out);
        bytes_print(out, "}");
    }
}

static void print_footer(struct bytes *out)
{
    bytes_print(out, "\"site\":{\"name\":\"学院\",\"footer\":[");
    for (int i = 0, count = chance(3) == 0 ? chance(20) : chance(3); i < count; i++) {
        bytes_print(out, "%s\"示例公网安备1234567890%04d号，本校保留所有权利，违者必究\"",
            i > 0 ? "," : "", i);
    }
    bytes_print(out, "]}");
}

static void print_feed(struct bytes *out, int index)
{
    static void (*const kinds[])(
        struct bytes * out) = { print_notice, print_article, print_countdown, print_agenda };
    (void)index;
    overscan_pct = chance(3) == 0 ? chance(11) : 0;
    bytes_print(out, "{\"lobbycard\":1,");
    print_footer(out);
    bytes_print(out, ",\"items\":[");
    for (int i = 0, banners = chance(3) == 0 ? chance(4) : 0; i < banners; i++) {
        bytes_print(out, "{\"kind\":\"alert\",\"banner\":true,\"title\":\"大风\",\"show\":{"
                         "\"until\":\"2026-11-23T18:00\"}},");
    }
    kinds[chance(4)](out);
    print_hotlines(out);
    print_links(out);
    bytes_print(out, "]}");
}

static bool is_same_place(const struct box *a, const struct box *b)
{
    return a->rect.x == b->rect.x && a->rect.y == b->rect.y && a->rect.w == b->rect.w &&
           a->rect.h == b->rect.h && a->live == b->live;
}

/* What is painted anew alone finds the rest where it was. */
static void check_later(const struct checking *checking, const struct layout *layout)
{
    struct layout later = *layout;
    later.now_ms += chance(LATER_MS);
    struct scene *scene = slide_lay_out(&later, checking->slide);
    assert_non_null(scene);
    CHECK(checking, scene->box_count == checking->scene->box_count, "%zu boxes, then %zu\n",
        checking->scene->box_count, scene->box_count);
    for (size_t i = 0; i < scene->box_count && i < checking->scene->box_count; i++) {
        CHECK(checking, is_same_place(&scene->boxes[i], &checking->scene->boxes[i]),
            "%s moves\n", scene->boxes[i].role);
    }
    scene_destroy(scene);
}

static void check_all(struct checking *checking, const struct layout *layout)
{
    struct deck *deck = deck_plan(layout);
    assert_non_null(deck);
    checking->layout = layout;
    checking->numbers_may_shrink = true;
    for (size_t i = 0; i < deck->count; i++) {
        struct scene *scene = slide_lay_out(layout, &deck->slides[i]);
        assert_non_null(scene);
        checking->slide = &deck->slides[i];
        checking->scene = scene;
        check_scene(checking);
        check_later(checking, layout);
        scene_destroy(scene);
    }
    deck_destroy(deck);
}

static void test_any_few(void **state)
{
    (void)state;
    const struct random_slides slides = { print_feed, change, check_all, sizes,
        sizeof sizes / sizeof *sizes };
    random_slides_run(&slides, FEEDS, 20261130);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_any_few) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
