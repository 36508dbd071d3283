/* Small pictures of any shape that share pages of any height, down to what a tall footer leaves
 * of one, with captions of any length: each stands on its page, has some size there, and is
 * hardly larger than it is. */
#include "slide/random_slides.h"

enum { FEEDS = 60, SHAPES = 3 };

static const struct random_size displays[] = { { 1920, 1080 }, { 1080, 1920 }, { 1366, 768 },
    { 1024, 768 }, { 2560, 1080 }, { 1920, 540 } };

static const char *const names[SHAPES] = { "hall", "tall", "wide" };
static int widths[SHAPES], heights[SHAPES];
static int tiny, all; /* pictures under tall footers: of less than a square of u */
static bool has_tall_footer, is_usual; /* of pictures as they come */

static int shape_of(const char *url)
{
    int shape = 0;
    while (shape + 1 < SHAPES && !strstr(url, names[shape])) {
        shape++;
    }
    return shape;
}

static bool any_size(void *context, const struct picture_ref *picture, int *width, int *height)
{
    (void)context;
    *width = widths[shape_of(picture->url)];
    *height = heights[shape_of(picture->url)];
    return true;
}

static void use_gauge(struct fixture *fixture)
{
    fixture->gauge.size = any_size;
}

static void print_words(struct bytes *out, int count)
{
    static const char *const words[] = { "学校", "召开", "2026年", "第四季度", "安全生产",
        "会议", "图书馆", "开放时间", "讲座", "调整" };
    while (count-- > 0) {
        bytes_print(out, "%s", words[chance((int)(sizeof words / sizeof *words))]);
    }
}

static void print_feed(struct bytes *out, int index)
{
    has_tall_footer = index % 2;
    is_usual = !has_tall_footer && chance(2);
    for (int i = 0; i < SHAPES; i++) {
        widths[i] = is_usual || chance(3) ? 240 + chance(400) : 12 + chance(1200);
        heights[i] = is_usual || chance(3) ? 200 + chance(200) : 12 + chance(640);
    }
    bytes_print(out, "{\"lobbycard\":1,\"site\":{\"name\":\"学院\",\"footer\":[");
    for (int i = 0, count = has_tall_footer ? 4 + chance(16) : 0; i < count; i++) {
        bytes_print(out, "%s\"版权所有：", i > 0 ? "," : "");
        print_words(out, 16);
        bytes_print(out, " 示例ICP备1%07d号-1\"", chance(9999999));
    }
    bytes_print(out, "]},\"items\":[{\"kind\":\"article\",\"title\":\"");
    print_words(out, 1 + chance(9));
    bytes_print(out, "\",\"body\":[");
    bytes_print(out, "%s", chance(2) ? "{\"text\":\"正文。\"}," : "");
    for (int i = 0, count = 2 + chance(6); i < count; i++) {
        bytes_print(out, "%s{\"image\":\"media/%s.jpg\",\"caption\":\"", i > 0 ? "," : "",
            names[chance(SHAPES)]);
        print_words(out, chance(3) ? 6 + chance(12) : 0);
        bytes_print(out, "\"}");
    }
    bytes_print(out, "]}]}");
}

static void check_pictures(const struct checking *checking)
{
    const struct scene *scene = checking->scene;
    const struct grid grid = grid_of(checking->layout);
    const struct pixel_rect body = grid.body;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        const struct pixel_rect r = box->rect;
        if (strcmp(box->role, "photo") != 0 || checking->slide->kind->without_header) {
            continue;
        }
        CHECK(checking, r.w > 0 && r.h > 0, "a picture of %d by %d\n", r.w, r.h);
        CHECK(checking,
            r.x >= body.x && r.x + r.w <= body.x + body.w && r.y >= body.y &&
                r.y + r.h <= grid.footer.y,
            "a picture at [%d, %d, %d, %d]\n", r.x, r.y, r.w, r.h);
        CHECK(checking,
            r.w * 4 <= widths[shape_of(box->url)] * 5 &&
                r.h * 4 <= heights[shape_of(box->url)] * 5,
            "a picture at [%d, %d, %d, %d] is larger than it is\n", r.x, r.y, r.w, r.h);
        all += has_tall_footer;
        tiny += has_tall_footer && r.w * r.h < grid_u(&grid, 1) * grid_u(&grid, 1);
    }
}

static void judge(struct checking *checking)
{
    check_pictures(checking);
    if (is_usual) {
        check_scene(checking);
    }
}

static void check_deck(struct checking *checking, const struct layout *layout)
{
    random_slides_each(checking, layout, judge);
}

static void test_low_galleries(void **state)
{
    (void)state;
    const struct random_slides slides = { .print = print_feed,
        .change = use_gauge,
        .check = check_deck,
        .sizes = displays,
        .size_count = sizeof displays / sizeof *displays };
    random_slides_run(&slides, FEEDS, 20261202);
    printf("%d of %d are tiny under tall footers\n", tiny, all);
    assert_true(tiny * 100 <= all);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_low_galleries) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
