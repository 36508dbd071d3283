/* Pictures that share a page are even: four of one shape, whatever that is, are nearly as large
 * as each other. Of three one may be large beside two that could not be larger anyway. */
#include "slide/grid_of.h"
#include "slide/random_slides.h"

enum { FEEDS = 80, MOST = 8, ON_A_PAGE = 4, ALIKE = 2 };

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

static void use_gauge(struct fixture *fixture)
{
    fixture->gauge.size = own_size;
}

/* From 1:2 to 3:1, and larger than any screen. */
static void print_feed(struct bytes *out, int index)
{
    (void)index;
    own = (struct random_size) { 2000 + chance(10000), 4000 };
    bytes_print(out,
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":\"支教队返校\","
        "\"body\":[{\"text\":\"正文。\"},{\"heading\":\"精彩瞬间\"}");
    for (int i = 0, count = 2 + chance(MOST - 1); i < count; i++) {
        bytes_print(out, ",{\"image\":\"media/hall.jpg\",\"caption\":\"%s\"}",
            chance(4) ? "活动现场" : "");
    }
    bytes_print(out, "]}]}");
}

static double least_of(double a, double b)
{
    return a < b ? a : b;
}

/* What of it is shown, in px of the picture whole, against what it would be in that room. */
static double share_of(const struct box *box, struct pixel_rect room)
{
    const struct random_size size = own;
    const double wide = (double)box->rect.w / size.width,
                 high = (double)box->rect.h / size.height;
    const double most = least_of((double)room.w / size.width, (double)room.h / size.height);
    const double scale = least_of(wide, high);
    return scale * scale / (most * most);
}

static void check_page(const struct checking *checking, const struct scene *scene)
{
    const struct pixel_rect body = grid_of(checking->layout).body;
    const struct box *photos[ON_A_PAGE];
    size_t count = 0;
    for (size_t i = 0; i < scene->box_count && count < ON_A_PAGE; i++) {
        const struct box *box = &scene->boxes[i];
        if (strcmp(box->role, "photo") == 0) {
            photos[count++] = box;
        }
    }
    double least = 1e9, most = 0;
    for (size_t i = 0; i < count; i++) {
        const double share = share_of(photos[i], body);
        least = share < least ? share : least;
        most = share > most ? share : most;
    }
    CHECK(checking, count != ON_A_PAGE || most < ALIKE * least,
        "of four one shows %.2f of its most, one %.2f\n", most, least);
}

static void judge(struct checking *checking)
{
    check_scene(checking);
    if (strcmp(checking->slide->kind->name, "article") == 0 && checking->slide->page > 1) {
        check_page(checking, checking->scene);
    }
}

static void check_deck(struct checking *checking, const struct layout *layout)
{
    random_slides_each(checking, layout, judge);
}

static void test_even(void **state)
{
    (void)state;
    const struct random_slides slides = { .print = print_feed,
        .change = use_gauge,
        .check = check_deck,
        .sizes = shapes,
        .size_count = sizeof shapes / sizeof *shapes };
    random_slides_run(&slides, FEEDS, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_even) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
