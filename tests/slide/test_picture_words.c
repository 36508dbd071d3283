/* A picture that has its slide: whatever its shape and the screen's, title and caption of an
 * article's picture are both there, and they belong to what is seen: wholly over the picture,
 * or right below or beside all of it. */
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
    if (chance(4) == 0) {
        bytes_print(out,
            "{\"lobbycard\":1,\"items\":[{\"kind\":\"picture\",\"focus\":[%.3f,%.3f],"
            "\"image\":\"media/hall.jpg\",\"title\":\"",
            chance(1001) / 1000.0, chance(1001) / 1000.0);
        print_words(out, 8);
        bytes_print(out, "\"}]}");
        return;
    }
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

static bool meets(struct pixel_rect a, struct pixel_rect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static bool holds_rect(struct pixel_rect outer, struct pixel_rect inner)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

/* Where its lines begin; check_scene knows how wide they are. */
static struct pixel_rect lines_of(const struct box *box)
{
    return (struct pixel_rect) { box->rect.x, box->rect.y, 0, box->rect.h };
}

/* What a crop to all of the slide would leave of its shape, in percent. */
static double kept_pct(const struct scene *scene)
{
    const double wide = (double)scene->width / own.width,
                 high = (double)scene->height / own.height;
    return 100 * (wide < high ? wide / high : high / wide);
}

/* Where what the crop keeps is seen, along one side. */
static double focus_at(double room, double whole, int focus)
{
    const double at = whole * focus / 1000;
    const double least = at - (whole - room), middle = room / 2;
    return at < middle ? at : least > middle ? least : middle;
}

/* The strip does not lie on it. */
static void check_focus(
    const struct checking *checking, const struct box *photo, const struct box *scrim)
{
    const struct scene *scene = checking->scene;
    const double wide = (double)scene->width / own.width,
                 high = (double)scene->height / own.height, scale = wide > high ? wide : high;
    const double x = focus_at(scene->width, own.width * scale, photo->focus_x);
    const double y = focus_at(scene->height, own.height * scale, photo->focus_y);
    const struct pixel_rect strip = scrim->rect;
    CHECK(checking, x >= strip.x + strip.w || y < strip.y || y >= strip.y + strip.h,
        "words over what the picture is about, at %.0f, %.0f\n", x, y);
}

static bool words_below(const struct box *photo, const struct box *words)
{
    return words->rect.y >= photo->rect.y + photo->rect.h;
}

/* Words are wholly over the picture, which fills the screen then, or wholly off it and near, on
 * the theme's own ground; beside it none is cut. An article's is cropped where it lacks little
 * of the screen's shape, and one that is to be whole never. */
static void check_slide(const struct checking *checking, const struct scene *scene)
{
    const struct grid grid = grid_of(checking->layout);
    const struct box *photo = find(scene, "photo"), *title = find(scene, "title"),
                     *caption = find(scene, "caption"), *first = title ? title : caption,
                     *ground = find(scene, "ground"), *scrim = find(scene, "scrim");
    const bool is_article = checking->slide->item->kind == ITEM_ARTICLE;
    CHECK(checking, photo && caption && ground && (title || !is_article), "words are lost\n");
    if (!photo || !caption || !ground || (is_article && !title)) {
        return;
    }
    CHECK(checking, colour_is_same(ground->colour, checking->layout->theme->paper),
        "the ground is not the theme's\n");
    const double kept = kept_pct(scene);
    const bool must_crop = !is_article && !checking->slide->item->is_contained;
    CHECK(checking,
        kept < 79.9 || kept > 80.1 ? photo->is_cover == (must_crop || (is_article && kept > 80))
                                   : 1,
        "%s, of a shape that keeps %.1f %%\n", photo->is_cover ? "cropped" : "whole", kept);
    if (photo->is_cover && scrim) {
        check_focus(checking, photo, scrim);
    }
    if (photo->is_cover) {
        CHECK(checking,
            photo->rect.w == scene->width && photo->rect.h == scene->height && scrim &&
                holds_rect(photo->rect, scrim->rect) &&
                holds_rect(scrim->rect, lines_of(first)) &&
                holds_rect(scrim->rect, lines_of(caption)),
            "words are not within the picture\n");
        return;
    }
    CHECK(checking, words_below(photo, first) || scene->warning_count == 0, "%s\n",
        scene->warnings[0].text);
    const struct pixel_rect picture = seen(photo->rect), words = first->rect;
    const int near = grid_u(&grid, SPACE_6) + 2;
    const int below = words.y - picture.y - picture.h, beside = words.x - picture.x - picture.w;
    CHECK(checking, !scrim && !meets(picture, words) && !meets(picture, caption->rect),
        "words half over the picture\n");
    CHECK(checking, (below >= 0 && below <= near) || (beside >= 0 && beside <= near),
        "words %d below the picture and %d beside it\n", below, beside);
    CHECK(checking,
        photo->rect.w == scene->width || photo->rect.h == scene->height ||
            (int64_t)picture.w * picture.h * 100 >= (int64_t)scene->width * scene->height * 30,
        "%d x %d is small\n", picture.w, picture.h);
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
