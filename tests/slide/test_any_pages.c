/* Lists and articles of any length, with pictures of any shape, at the five sizes: what goes on
 * over pages has one size and one arrangement on all of them, in portrait no page but the last
 * is under two thirds full, rows are shared out evenly, no last page has a paragraph's tail
 * alone, and pictures that share a page are neither cropped by more than two fifths nor larger
 * than they are. */
#include "slide/random_slides.h"

enum { FEEDS = 24, TAIL_LINES = 2, CROP_MOST_PCT = 40, PAGES_MOST = 32 };

static const struct random_size sizes[] = { { 1920, 1080 }, { 1080, 1920 }, { 3840, 2160 },
    { 1366, 768 }, { 2560, 1080 } };

static const char *const words[] = { "学校", "召开", "2026年", "第四季度", "安全生产", "会议",
    "，", "“匠心杯”", "Nature", "获一等奖3项", "。", "图书馆", "开放时间", "调整" };

static int picture_width, picture_height;

static bool any_size(void *context, const struct picture_ref *picture, int *width, int *height)
{
    (void)context;
    bool is_tall = strstr(picture->url, "tall") != NULL;
    *width = is_tall ? picture_height : picture_width;
    *height = is_tall ? picture_width : picture_height;
    return strstr(picture->url, "broken") == NULL;
}

static void use_gauge(struct fixture *fixture)
{
    fixture->gauge.size = any_size;
}

static void print_words(struct bytes *out, int count)
{
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s", words[chance((int)(sizeof words / sizeof *words))]);
    }
}

static void print_article(struct bytes *out)
{
    static const char *const names[] = { "hall", "tall", "wide", "broken" };
    int pictures = chance(2) ? 0 : chance(6), texts = 1 + chance(chance(3) ? 4 : 16);
    bytes_print(out, "{\"kind\":\"article\",\"title\":\"");
    print_words(out, 1 + chance(8));
    bytes_print(out, "\",\"source\":\"宣传部\",\"published\":\"2026-11-20\",\"body\":[");
    for (int i = 0; i < texts; i++) {
        bytes_print(out, "%s{\"text\":\"好", i > 0 ? "," : "");
        print_words(out, 3 + chance(60));
        bytes_print(out, "\"}");
        if (chance(5) == 0) {
            bytes_print(out, ",{\"heading\":\"");
            print_words(out, 1 + chance(3));
            bytes_print(out, "好\"},{\"text\":\"正文。\"}");
        }
    }
    for (int i = 0; i < pictures; i++) {
        bytes_print(out, ",{\"image\":\"media/%s.jpg\",\"caption\":\"", names[chance(4)]);
        print_words(out, chance(6));
        bytes_print(out, "\"}");
    }
    bytes_print(out, "]}");
}

/* Pictures and no text: where they are small they share pages. */
static void print_gallery(struct bytes *out)
{
    static const char *const names[] = { "hall", "tall", "wide" };
    bytes_print(out, ",{\"kind\":\"article\",\"title\":\"");
    print_words(out, chance(9));
    bytes_print(out, "\",\"body\":[");
    for (int i = 0, count = 2 + chance(6); i < count; i++) {
        bytes_print(out, "%s{\"image\":\"media/%s.jpg\",\"caption\":\"", i > 0 ? "," : "",
            names[chance(3)]);
        print_words(out, chance(6));
        bytes_print(out, "\"}");
    }
    bytes_print(out, "]}");
}

/* Rows that are alike. */
static void print_agenda(struct bytes *out)
{
    bytes_print(out, ",{\"kind\":\"agenda\",\"title\":\"日程\",\"rows\":[");
    for (int i = 0, count = 1 + chance(30); i < count; i++) {
        bytes_print(out, "%s{\"time\":\"%d:%02d\",\"title\":\"会议\",\"place\":\"报告厅\"}",
            i > 0 ? "," : "", 11 + i / 4, i % 4 * 15);
    }
    bytes_print(out, "]}");
}

static void print_feed(struct bytes *out, int index)
{
    (void)index;
    bool are_small = chance(2);
    picture_width = 200 + chance(are_small ? 400 : 3000);
    picture_height = 200 + chance(are_small ? 300 : 2000);
    bytes_print(out, "{\"lobbycard\":1,\"site\":{\"name\":\"学院\"},\"items\":[");
    print_article(out);
    print_gallery(out);
    for (int i = chance(14); i > 0; i--) {
        bytes_print(out, ",{\"kind\":\"article\",\"title\":\"会议通知\",\"body\":[{\"text\":"
                         "\"正文一。\"},{\"text\":\"正文二。\"}]}");
    }
    print_agenda(out);
    bytes_print(out, "],\"links\":[");
    for (int i = 0, count = chance(14); i < count; i++) {
        bytes_print(out, "%s{\"label\":\"", i > 0 ? "," : "");
        print_words(out, 1 + chance(3));
        bytes_print(out, "\",\"url\":\"https://www.example.edu.cn/%d\"}", i);
    }
    bytes_print(out, "],\"hotlines\":[");
    for (int i = 0, count = chance(14); i < count; i++) {
        bytes_print(out, "%s{\"label\":\"好", i > 0 ? "," : "");
        print_words(out, chance(3));
        bytes_print(out, "\",\"numbers\":\"023-657631%02d\"}", i);
    }
    bytes_print(out, "]}");
}

/* What the pages of one list have in common. */
struct list {
    const struct slide *slides[PAGES_MOST]; /* the first is its first page */
    struct scene *scenes[PAGES_MOST];
    int rows[PAGES_MOST];
    int count;
};

static const struct box *find(const struct scene *scene, const char *role)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        if (strcmp(scene->boxes[i].role, role) == 0) {
            return &scene->boxes[i];
        }
    }
    return NULL;
}

/* How many there are, or how many lines they have. */
static int count_of(const struct scene *scene, const char *role, bool of_lines)
{
    int count = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (strcmp(box->role, role) == 0) {
            count += of_lines ? (int)box->line_count : 1;
        }
    }
    return count;
}

static void check_sizes_of(const struct checking *checking, const struct list *list)
{
    static const char *const roles[] = { "body", "subheading", "row", "time", "place", "number",
        "host" };
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        int px = 0;
        for (int k = 0; k < list->count; k++) {
            const struct box *box = find(list->scenes[k], roles[i]);
            CHECK(checking, !box || px == 0 || box->style.px == px,
                "%s of %d px on page %d, of %d before\n", roles[i], box->style.px, k + 1, px);
            px = box ? box->style.px : px;
        }
    }
}

/* In portrait, of the pages before the last, and that of an article's text. */
static void check_full(const struct checking *checking, const struct list *list)
{
    const struct grid grid = grid_of(checking->layout);
    const struct pixel_rect body = grid.body;
    int last = list->count - 1;
    while (last > 0 && !find(list->scenes[last], "body") && find(list->scenes[last], "photo")) {
        last--; /* pictures behind the text */
    }
    for (int k = 0; k < last && grid.is_portrait; k++) {
        int bottom = body.y;
        for (size_t i = 0; i < list->scenes[k]->box_count; i++) {
            const struct box *box = &list->scenes[k]->boxes[i];
            int end = box->rect.y + box->rect.h;
            bool is_body = box->rect.y >= body.y - body.h / 20 && end <= grid.footer.y;
            bottom = is_body && strcmp(box->role, "page") != 0 && end > bottom ? end : bottom;
        }
        CHECK(checking, (bottom - body.y) * 3 >= body.h * 2 - 3, "page %d ends at %d of %d\n",
            k + 1, bottom - body.y, body.h);
    }
}

/* Agendas and links, whose rows are alike here. */
static void check_even(const struct checking *checking, const struct list *list)
{
    int least = list->rows[0], most = list->rows[0];
    for (int k = 0; k < list->count; k++) {
        least = list->rows[k] < least ? list->rows[k] : least;
        most = list->rows[k] > most ? list->rows[k] : most;
    }
    CHECK(checking, most - least <= 1, "%d rows on a page, %d on another\n", most, least);
}

static void check_tail(const struct checking *checking, const struct list *list)
{
    for (int k = list->count - 1; k > 0; k--) {
        int lines = count_of(list->scenes[k], "body", true);
        int photos = count_of(list->scenes[k], "photo", false);
        if (lines > 0) {
            CHECK(checking, photos > 0 || lines > TAIL_LINES, "%d lines on page %d\n", lines,
                k + 1);
            return;
        }
    }
}

static void check_gallery(const struct checking *checking, const struct scene *scene)
{
    int photos = count_of(scene, "photo", false);
    for (size_t i = 0; i < scene->box_count && photos > 1; i++) {
        const struct box *box = &scene->boxes[i];
        if (strcmp(box->role, "photo") != 0) {
            continue;
        }
        bool is_tall = strstr(box->url, "tall") != NULL;
        int width = is_tall ? picture_height : picture_width;
        int height = is_tall ? picture_width : picture_height;
        double whole = (double)width / height, shown = (double)box->rect.w / box->rect.h;
        double kept = shown < whole ? shown / whole : whole / shown;
        CHECK(checking, box->rect.w <= width && box->rect.h <= height,
            "%d by %d is enlarged to %d by %d\n", width, height, box->rect.w, box->rect.h);
        CHECK(checking, kept * 100 >= 100 - CROP_MOST_PCT - 1, "cropped to %.2f\n", kept);
    }
    /* One page of them is composed as a whole: nothing parts the title from its pictures. */
    const struct box *title = find(scene, "title"), *photo = find(scene, "photo");
    const struct grid grid = grid_of(checking->layout);
    if (photos > 1 && title && grid.is_portrait && checking->slide->pages == 1 &&
        !find(scene, "body")) {
        int white = photo->rect.y - title->rect.y - title->rect.h;
        CHECK(checking, white <= grid_u(&grid, SPACE_6), "%d white below a gallery's title\n",
            white);
    }
}

static void check_list(struct checking *checking, struct list *list)
{
    const char *kind = list->slides[0]->kind->name;
    bool is_article = strcmp(kind, "article") == 0;
    const char *row = strcmp(kind, "links") == 0 ? "label" : "row";
    checking->slide = list->slides[0];
    for (int k = 0; k < list->count; k++) {
        list->rows[k] = count_of(list->scenes[k], row, false);
        if (is_article) {
            check_gallery(checking, list->scenes[k]);
        }
    }
    check_sizes_of(checking, list);
    if (is_article) {
        check_tail(checking, list);
    }
    if (strcmp(kind, "agenda") == 0 || strcmp(kind, "links") == 0) {
        check_even(checking, list);
    }
    check_full(checking, list);
}

static void check_all(struct checking *checking, const struct layout *layout)
{
    struct deck *deck = deck_plan(layout);
    assert_non_null(deck);
    checking->layout = layout;
    for (size_t i = 0; i < deck->count;) {
        struct list list = { .count = 0 };
        int pages = deck->slides[i].pages;
        for (; list.count < pages && list.count < PAGES_MOST; i++, list.count++) {
            list.slides[list.count] = checking->slide = &deck->slides[i];
            checking->scene = slide_lay_out(layout, &deck->slides[i]);
            assert_non_null(checking->scene);
            list.scenes[list.count] = (struct scene *)checking->scene;
            check_scene(checking);
        }
        check_list(checking, &list);
        for (int k = 0; k < list.count; k++) {
            scene_destroy(list.scenes[k]);
        }
    }
    deck_destroy(deck);
}

static void test_any_pages(void **state)
{
    (void)state;
    const struct random_slides slides = { print_feed, use_gauge, check_all, sizes,
        sizeof sizes / sizeof *sizes };
    random_slides_run(&slides, FEEDS, 20261201);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_any_pages) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
