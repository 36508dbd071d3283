/* The code of a notice or a short article of few words that nobody chose is large and stands by
 * its words, in their sizes, over nothing else. */
#include "slide/pages.h"
#include "slide/random_slides.h"

enum { FEEDS = 60 };

/* Of the short side, quiet zone included, were its modules a pixel larger: these are whole
 * ones. A lone link's code has up to 48; near 4:3 the words take more of it. */
enum { LEAST_PCT = 30, LEAST_NARROW_PCT = 26, QUIET = 8 };

/* Of the short side, between words and code. */
enum { NEAR_PCT = 14 };

static const struct random_size screens[] = { { 1920, 1080 }, { 1080, 1920 }, { 1366, 768 },
    { 2560, 1080 }, { 1024, 768 } };

static const char *const words[] = { "学校", "问卷", "后勤处", "图书馆", "调查", "办理",
    "满意度", "报名", "食堂", "缴费" };

static void print_words(struct bytes *out, int count)
{
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s", words[chance((int)(sizeof words / sizeof *words))]);
    }
}

static void print_feed(struct bytes *out, int index)
{
    static const char *const levels[] = { "info", "important", "urgent" };
    const bool is_notice = index % 3 > 0;
    bytes_print(out, "{\"lobbycard\":1,\"items\":[{\"kind\":\"%s\",\"title\":\"",
        is_notice ? "notice" : "article");
    print_words(out, 1 + chance(2));
    bytes_print(out, "\",\"url\":\"https://www.example.edu.cn/%s\",",
        chance(2) ? "" : "news/2026/11/23/17.html");
    if (chance(2)) {
        bytes_print(out, is_notice ? "\"show\":{\"until\":\"2026-12-01\"},"
                                   : "\"source\":\"宣传部\",\"published\":\"2026-11-20\",");
    }
    if (is_notice) {
        bytes_print(out, "\"level\":\"%s\",\"text\":\"请扫码", levels[chance(3)]);
        print_words(out, 1 + chance(6));
        bytes_print(out, "。\"}]}");
    } else {
        bytes_print(out, "\"body\":[{\"text\":\"请扫码");
        print_words(out, 1 + chance(6));
        bytes_print(out, "。\"}]}]}");
    }
}

static int between(int a, int a_size, int b, int b_size)
{
    return a >= b + b_size ? a - b - b_size : b >= a + a_size ? b - a - a_size : 0;
}

/* From what is written in it. */
static int away(const struct box *text, const struct pixel_rect *code)
{
    int least = INT32_MAX;
    for (size_t i = 0; i < text->line_count; i++) {
        const int x = text->rect.x + (int)text->lines[i].x_px;
        const int width = (text->lines[i].line.width + 63) / 64;
        const int down = between(text->rect.y, text->rect.h, code->y, code->h);
        const int beside = between(x, width, code->x, code->w);
        const int far = down > beside ? down : beside;
        least = far < least ? far : least;
    }
    return least;
}

static void judge(struct checking *checking)
{
    const struct layout *layout = checking->layout;
    const struct scene *scene = checking->scene;
    const char *kind = checking->slide->kind->name;
    const int side = layout->width < layout->height ? layout->width : layout->height;
    const bool is_narrow = layout->width > side && layout->width * 10 < side * 15;
    const int least_pct = is_narrow ? LEAST_NARROW_PCT : LEAST_PCT;
    const struct box *code = last_box(scene, "notice");
    int nearest = INT32_MAX;
    if (strcmp(kind, "notice") != 0 && strcmp(kind, "article") != 0) {
        return;
    }
    const int next = code ? code->rect.w + code->module_count + QUIET : 0;
    check_scene(checking);
    CHECK(
        checking, next * 100 >= side * least_pct, "a code of %d px\n", code ? code->rect.w : 0);
    for (size_t i = 0; code && i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        const bool is_said = strcmp(box->role, "text") == 0 || strcmp(box->role, "title") == 0;
        const int far = is_said ? away(box, &code->rect) : nearest;
        nearest = far < nearest ? far : nearest;
    }
    CHECK(checking, nearest * 100 <= side * NEAR_PCT, "%d px from its words\n", nearest);
}

static void check(struct checking *checking, const struct layout *layout)
{
    random_slides_each(checking, layout, judge);
}

static void test_large_and_near(void **state)
{
    (void)state;
    const struct random_slides slides = { .print = print_feed,
        .check = check,
        .sizes = screens,
        .size_count = sizeof screens / sizeof *screens };
    random_slides_run(&slides, FEEDS, 18);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_large_and_near) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
