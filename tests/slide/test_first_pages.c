/* An article's first page, title above two columns of text, is as full as those behind it: a
 * short paragraph that cannot be parted by rule leaves no third of it white. */
#include "slide/pages.h"
#include "slide/random_slides.h"

enum { FEEDS = 60, MOST_PAGES = 16 };

static const struct random_size displays[] = { { 2560, 1080 }, { 3840, 1600 }, { 3440, 1440 } };

static const char *const sentences[] = { "请各学院于12月25日前召开专题班会，签订率应达到100%。",
    "监考教师应提前20分钟到达考场，不得擅自调换。", "假期实行24小时值班制度和领导带班制度，",
    "留校学生统一安排至7号、8号公寓住宿。", "遇突发事件须在30分钟内报告。",
    "三年来队员们走进十四个乡村学校，开设科学、美术和体育课程，累计授课一千二百余节。" };

/* Paragraphs of one line to six. */
static void print_feed(struct bytes *out, int index)
{
    (void)index;
    bytes_print(out,
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":\"%s\",\"url\":"
        "\"https://www.example.edu.cn/n/1\",\"body\":[",
        chance(2) ? "建筑工程学院2024级学生张宇航：从“学渣”到世界技能大赛选手的逆袭之路"
                  : "学校与华为技术有限公司、比亚迪汽车工业有限公司签署合作协议，共建产业学院");
    for (int i = 0, count = 12 + chance(30); i < count; i++) {
        bytes_print(out, "%s{\"text\":\"", i > 0 ? "," : "");
        for (int k = 1 + chance(7); k > 0; k--) {
            bytes_print(out, "%s", sentences[chance(6)]);
        }
        bytes_print(out, "\"}");
    }
    bytes_print(out, "]}]}");
}

/* Of each page: lines of its fullest column, and how many there is room for. */
struct filled {
    int lines, room, columns;
};
static struct filled pages[MOST_PAGES];

static void judge(struct checking *checking)
{
    const struct scene *scene = checking->scene;
    const struct pixel_rect body = body_of(checking->layout);
    const int page = checking->slide->page;
    check_scene(checking);
    if (strcmp(checking->slide->kind->name, "article") != 0 || page > MOST_PAGES) {
        return;
    }
    struct filled *filled = &pages[page - 1];
    *filled = (struct filled) { 0 };
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (strcmp(box->role, "body") == 0 && box->line_count > 0) {
            const int lines = (int)box->line_count;
            filled->columns++;
            filled->lines = lines > filled->lines ? lines : filled->lines;
            filled->room = (body.y + body.h - box->rect.y) * lines / box->rect.h;
        }
    }
    if (page < checking->slide->pages || page < 3 || pages[0].columns < 2) {
        return;
    }
    struct filled least = pages[1]; /* of those between the first and the last */
    for (int i = 2; i + 1 < page; i++) {
        const bool is_less = pages[i].lines * least.room < least.lines * pages[i].room;
        least = is_less ? pages[i] : least;
    }
    CHECK(checking, pages[0].lines * 4 >= pages[0].room * least.lines / least.room * 3,
        "%d lines of %d on the first page, %d of %d on another\n", pages[0].lines,
        pages[0].room, least.lines, least.room);
}

static void check_deck(struct checking *checking, const struct layout *layout)
{
    random_slides_each(checking, layout, judge);
}

static void test_first_pages(void **state)
{
    (void)state;
    const struct random_slides slides = { .print = print_feed,
        .check = check_deck,
        .sizes = displays,
        .size_count = sizeof displays / sizeof *displays };
    random_slides_run(&slides, FEEDS, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_first_pages) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
