/* One picture has the same lines at all of its scales: a slide of 3840x2160 is that of
 * 1920x1080, twice as large, whatever it shows and is dressed in. */
#include "chance.h"
#include "picture/picture.h"
#include "slide/deck.h"
#include "slide/pages.h"

enum { FEEDS = IS_SANITIZED ? 4 : 40, ITEMS_MOST = 6 };

static const struct {
    int width, height, times;
} scales[] = { { 1920, 1080, 2 }, { 1080, 1920, 2 }, { 2560, 1080, 2 }, { 1920, 1080, 4 },
    { 1920, 1200, 3 } };

static const char *const words[] = { "学校", "召开", "2026年", "第四季度", "安全", "会议", "，",
    "“匠心杯”", "图书馆", "开放时间", "调整", "食堂", "新推出", "套餐", "及时", "办理" };

static void print_words(struct bytes *out, int most)
{
    for (int i = 0, count = 2 + chance(most - 1); i < count; i++) {
        bytes_print(out, "%s", words[chance((int)(sizeof words / sizeof *words))]);
    }
}

static void print_item(struct bytes *out)
{
    static const char *const kinds[] = { "notice", "article", "picture" };
    const char *kind = kinds[chance(3)];
    bytes_print(out,
        "{\"kind\":\"%s\",\"published\":\"2026-11-20\",\"url\":\"https://a.example.edu.cn/1\","
        "\"title\":\"",
        kind);
    print_words(out, 10);
    if (*kind == 'a') {
        bytes_print(out, "\",\"body\":[{\"image\":\"media/%s.jpg\"},{\"text\":\"",
            chance(2) ? "hall" : "tall");
        print_sentences(out, 1 + chance(20), "\"},{\"text\":\"");
        bytes_print(out, "\"}]}");
    } else if (*kind == 'p') {
        bytes_print(out, "\",\"image\":\"media/hall.jpg\"}");
    } else {
        bytes_print(out, "\",\"text\":\"");
        print_words(out, 40);
        bytes_print(out, "\"}");
    }
}

static void print_feed(struct bytes *out)
{
    bytes_print(out,
        "{\"lobbycard\":1,\"site\":{\"name\":\"云汀职业技术学院\"},\"hotlines\":[{\"label\":"
        "\"招生热线\",\"numbers\":\"023-65763111\"}],\"links\":[{\"label\":\"主页\",\"url\":"
        "\"https://www.example.edu.cn/\"}],\"items\":[");
    for (int i = 0, count = 1 + chance(ITEMS_MOST); i < count; i++) {
        bytes_print(out, "%s", i > 0 ? "," : "");
        print_item(out);
    }
    bytes_print(out, "]}");
}

static void tell_text(const struct box *box, int times, struct bytes *out)
{
    bytes_print(out, "  %d px, %d to %d:", box->style.px / times, box->min_px / times,
        box->full_px / times);
    for (size_t i = 0; i < box->line_count; i++) {
        const struct placed_line *line = &box->lines[i];
        const size_t last = line->line.piece_count;
        bytes_print(out, " %d,%d %d %d %s", line->x_px / times, line->baseline_px / times,
            line->line.width / times, last > 0 ? line->line.pieces[last - 1].x / times + 1 : 0,
            line->line.text);
    }
    bytes_print(out, "\n");
}

static void tell_scene(const struct scene *scene, int times, struct bytes *out)
{
    bytes_print(out, "%dx%d, body %d to %d, %zu warnings\n", scene->width / times,
        scene->height / times, scene->body_first / times, (scene->body_last + 1) / times,
        scene->warning_count);
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        const struct pixel_rect rect = box->rect;
        assert_true(rect.x % times == 0 && rect.y % times == 0 && rect.w % times == 0);
        bytes_print(out, " %s %d,%d %dx%d\n", box->role, rect.x / times, rect.y / times,
            rect.w / times, rect.h / times);
        tell_text(box, times, out);
    }
}

/* Pictures have so many times as many pixels, too. */
struct many {
    int times;
};

static bool many_size(void *context, const struct picture_ref *picture, int *width, int *height)
{
    const struct many *many = context;
    const bool is_there = fixture_size(NULL, picture, width, height);
    *width *= many->times;
    *height *= many->times;
    return is_there;
}

static void tell_deck(struct fixture *fixture, size_t scale, int times, struct bytes *out)
{
    struct many many = { times };
    fixture->gauge = (struct gauge) { &many, many_size };
    const struct picture mark = { .width = 120 * times, .height = 48 * times };
    const struct dress dress = { .calm = { 100 * times, 60 * times,
                                     (scales[scale].width - 140) * times,
                                     (scales[scale].height - 90) * times },
        .mark_w = mark.width,
        .mark_h = mark.height,
        .mark = &mark };
    struct layout layout = fixture->layout;
    layout.width = scales[scale].width * times;
    layout.height = scales[scale].height * times;
    layout.dress = scale % 2 == 0 ? &dress : NULL;
    struct deck *deck = deck_plan(&layout);
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        struct scene *scene = slide_lay_out(&layout, &deck->slides[i]);
        assert_non_null(scene);
        bytes_print(out, "%s %d of %d, ", deck->slides[i].kind->name, deck->slides[i].page,
            deck->slides[i].pages);
        tell_scene(scene, times, out);
        scene_destroy(scene);
    }
    deck_destroy(deck);
}

static void test_all_scales(void **state)
{
    (void)state;
    chance_begin(20261205);
    for (int i = 0; i < FEEDS; i++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        print_feed(&json);
        fixture_init(&fixture, json.data, chance(2) ? "paper" : "night");
        for (size_t scale = 0; scale < sizeof scales / sizeof *scales; scale++) {
            struct bytes one, large;
            bytes_init(&one);
            bytes_init(&large);
            tell_deck(&fixture, scale, 1, &one);
            tell_deck(&fixture, scale, scales[scale].times, &large);
            assert_string_equal(large.data, one.data);
            bytes_finish(&large);
            bytes_finish(&one);
        }
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
}

/* What looks on while slides are planned is told of the display that there is. */
static void look(void *context, const struct layout *layout, const struct slide *slide)
{
    int *looked = context;
    struct scene *scene = slide_lay_out(layout, slide);
    assert_non_null(scene);
    assert_int_equal(scene->width, 3840);
    scene_destroy(scene);
    ++*looked;
}

static void test_onlooker(void **state)
{
    (void)state;
    struct fixture fixture;
    int looked = 0;
    const struct onlooker onlooker = { &looked, look };
    fixture_init(&fixture,
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"title\":\"停电\"}]}", "paper");
    fixture.layout.width = 3840;
    fixture.layout.height = 2160;
    fixture.layout.onlooker = &onlooker;
    deck_destroy(deck_plan(&fixture.layout));
    assert_true(looked > 0);
    fixture_finish(&fixture);
}

/* Of 41x15 at every scale, a mark as an icon. */
static bool fixed_size(
    void *context, const struct picture_ref *picture, int *width, int *height)
{
    (void)context;
    (void)picture;
    *width = 41;
    *height = 15;
    return true;
}

/* A picture's own size is what a warning says, and what a mark's proportions are. */
static void test_own_sizes(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_init(&fixture,
        "{\"lobbycard\":1,\"site\":{\"name\":\"云汀\",\"logo\":\"media/hall.jpg\"},\"items\":["
        "{\"kind\":\"article\",\"title\":\"停电\",\"body\":[{\"image\":\"media/tall.jpg\"},"
        "{\"text\":\"请及时办理。\"}]}]}",
        "paper");
    fixture.gauge.size = fixed_size;
    struct pixel_rect logo[2];
    for (int times = 1; times <= 2; times++) {
        fixture.layout.width = 1920 * times;
        fixture.layout.height = 1080 * times;
        struct deck *deck = deck_plan(&fixture.layout);
        struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[deck->count - 1]);
        assert_int_equal(scene->warning_count, 1);
        assert_string_equal(scene->warnings[0].text,
            "the picture is 41 × 15 pixels and is left out: media/tall.jpg");
        logo[times - 1] = last_box(scene, "logo")->rect;
        scene_destroy(scene);
        deck_destroy(deck);
    }
    assert_true(logo[1].w == 2 * logo[0].w && logo[1].h == 2 * logo[0].h);
    fixture_finish(&fixture);
}

/* What is no multiple, or of one that is too small, is laid out as it is. */
static void test_others(void **state)
{
    static const struct {
        int width, height;
    } others[] = { { 1366, 768 }, { 2560, 1440 }, { 2560, 1600 }, { 3841, 2160 } };
    (void)state;
    struct fixture fixture;
    fixture_init(&fixture, "{\"lobbycard\":1,\"items\":[]}", "paper");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        fixture.layout.width = others[i].width;
        fixture.layout.height = others[i].height;
        struct deck *deck = deck_plan(&fixture.layout);
        struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[0]);
        assert_non_null(scene);
        assert_int_equal(scene->width, others[i].width);
        assert_int_equal(scene->height, others[i].height);
        scene_destroy(scene);
        deck_destroy(deck);
    }
    fixture_finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_all_scales),
        cmocka_unit_test(test_onlooker), cmocka_unit_test(test_own_sizes),
        cmocka_unit_test(test_others) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
