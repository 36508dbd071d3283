/* A picture that has its slide: whatever its shape and the screen's, title and caption of an
 * article's picture are both there, and they belong to what is seen: over the picture, or right
 * below or beside all of it. */
#include "slide/grid_of.h"
#include "slide/random_slides.h"

enum { FEEDS = 120 };

static const struct random_size shapes[] = { { 1920, 1080 }, { 1080, 1920 }, { 1366, 768 },
    { 1024, 768 }, { 2560, 1080 } };

static struct random_size own;

static bool own_size(void *context, const struct picture_ref *picture, int *width, int *height)
{
    (void)context;
    (void)picture;
    *width = own.width;
    *height = own.height;
    return true;
}

static void change(struct fixture *fixture)
{
    fixture->gauge.size = own_size;
    fixture->config->screen.overscan_pct = chance(4) == 0 ? 3 : 0;
}

static void print_words(struct bytes *out, int most)
{
    static const char *const words[] = { "迎新晚会", "第三届", "师生合影", "，", "在体育馆" };
    for (int i = 1 + chance(most); i > 0; i--) {
        bytes_print(out, "好%s", words[chance(5)]);
    }
}

/* From 1:4 to 4:1. */
static void print_feed(struct bytes *out, int index)
{
    (void)index;
    own = (struct random_size) { 500 + chance(1500), 500 + chance(1500) };
    if (chance(3) == 0) {
        bytes_print(out,
            "{\"lobbycard\":1,\"items\":[{\"kind\":\"picture\",\"fit\":\"contain\","
            "\"image\":\"media/hall.jpg\",\"title\":\"");
        print_words(out, 8);
        bytes_print(out, "\"}]}");
        return;
    }
    bytes_print(out, "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":\"");
    print_words(out, 8);
    bytes_print(out, "\",\"body\":[{\"image\":\"media/hall.jpg\",\"caption\":\"");
    print_words(out, 8);
    bytes_print(out, "\"}]}]}");
}

static const struct box *find(const struct scene *scene, const char *role)
{
    const struct box *found = NULL;
    for (size_t i = 0; i < scene->box_count; i++) {
        found = strcmp(scene->boxes[i].role, role) == 0 ? &scene->boxes[i] : found;
    }
    return found;
}

/* Of a rectangle that it is shown in whole. */
static struct pixel_rect seen(struct pixel_rect rect)
{
    const double wide = (double)rect.w / own.width, high = (double)rect.h / own.height;
    const double scale = wide < high ? wide : high;
    const int w = (int)(own.width * scale), h = (int)(own.height * scale);
    return (struct pixel_rect) { rect.x + (rect.w - w) / 2, rect.y + (rect.h - h) / 2, w, h };
}

static void check_slide(const struct checking *checking, const struct scene *scene)
{
    const struct grid grid = grid_of(checking->layout);
    const struct box *photo = find(scene, "photo"), *title = find(scene, "title"),
                     *caption = find(scene, "caption"), *first = title ? title : caption;
    const bool is_article = checking->slide->item->kind == ITEM_ARTICLE;
    CHECK(checking, photo && caption && (title || !is_article), "words are lost\n");
    if (!photo || !caption || (is_article && !title)) {
        return;
    }
    const struct pixel_rect picture = seen(photo->rect), words = first->rect;
    const int near = grid_u(&grid, SPACE_6) + 2;
    const int below = words.y - picture.y - picture.h, beside = words.x - picture.x - picture.w;
    const bool is_over = find(scene, "scrim") != NULL;
    CHECK(checking, is_over || (below >= 0 && below <= near) || (beside >= 0 && beside <= near),
        "words %d below the picture and %d beside it\n", below, beside);
    CHECK(checking,
        !is_over || (below < 0 && beside < 0) ||
            words.x < picture.x /* in the corner of the screen */,
        "a strip %d below the picture and %d beside it\n", below, beside);
}

static void judge(struct checking *checking)
{
    check_scene(checking);
    if (strcmp(checking->slide->kind->name, "picture") == 0) {
        check_slide(checking, checking->scene);
    }
}

static void check_deck(struct checking *checking, const struct layout *layout)
{
    random_slides_each(checking, layout, judge);
}

static void test_words(void **state)
{
    (void)state;
    const struct random_slides slides = { .print = print_feed,
        .change = change,
        .check = check_deck,
        .sizes = shapes,
        .size_count = sizeof shapes / sizeof *shapes };
    random_slides_run(&slides, FEEDS, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_words) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
