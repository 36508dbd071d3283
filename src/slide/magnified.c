#include "slide/magnified.h"

/* What is laid out instead has so many pixels on its short side at the least. */
enum { LEAST_SIDE = 1080 };

static int times(int width, int height)
{
    int by = (width < height ? width : height) / LEAST_SIDE;
    while (by > 1 && (width % by != 0 || height % by != 0)) {
        by--;
    }
    return by > 1 ? by : 1;
}

static int up(int length, int by)
{
    return (length + by - 1) / by;
}

/* Inside of what it was. */
static struct pixel_rect smaller_rect(struct pixel_rect rect, int by)
{
    const int x = up(rect.x, by), y = up(rect.y, by);
    const int right = (rect.x + rect.w) / by, bottom = (rect.y + rect.h) / by;
    return (struct pixel_rect) { x, y, right > x ? right - x : 0, bottom > y ? bottom - y : 0 };
}

static int smaller_side(int side, int by)
{
    return side > 0 && side < by ? 1 : side / by;
}

static bool size_of(void *context, const struct picture_ref *picture, int *width, int *height)
{
    const struct magnified *magnified = context;
    const struct gauge *gauge = magnified->given->gauge;
    const bool is_there = gauge->size(gauge->context, picture, width, height);
    if (is_there) {
        *width = smaller_side(*width, magnified->by);
        *height = smaller_side(*height, magnified->by);
    }
    return is_there;
}

void magnified_init(struct magnified *magnified, const struct layout *given)
{
    const int by = times(given->width, given->height);
    *magnified = (struct magnified) { .by = by, .layout = *given, .given = given };
    if (by == 1) {
        return;
    }
    struct layout *layout = &magnified->layout;
    layout->width /= by;
    layout->height /= by;
    layout->given = given;
    if (given->gauge) {
        magnified->gauge = (struct gauge) { magnified, size_of };
        layout->gauge = &magnified->gauge;
    }
    if (given->dress) {
        magnified->dress = (struct dress) { .calm = smaller_rect(given->dress->calm, by),
            .mark_w = up(given->dress->mark_w, by),
            .mark_h = up(given->dress->mark_h, by),
            .mark = given->dress->mark };
        layout->dress = &magnified->dress;
    }
}

/* The mark is there as it is. */
static void take_mark_size(const struct dress *dress, struct scene *scene)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        struct box *box = &scene->boxes[i];
        box->rect.w = box->made ? dress->mark_w : box->rect.w;
        box->rect.h = box->made ? dress->mark_h : box->rect.h;
    }
}

bool magnified_scene(const struct magnified *magnified, struct scene *scene)
{
    if (magnified->by == 1) {
        return true;
    }
    const bool done = scene_magnify(scene, magnified->by);
    if (done && magnified->given->dress) {
        take_mark_size(magnified->given->dress, scene);
    }
    return done;
}
