#include "decode/codes/corners.h"

#include "decode/codes/square.h"

#include <math.h>
#include <stdlib.h>

/* zxing-cpp 1.4 looks in every third row. Of what it finds there it takes three for a code's
 * that are alike by a factor of two, 21 to 177 modules apart, and at an angle of 45 to 135
 * degrees: all of that is a little wider here, because middles are only nearly the same. */
enum { ROW_STEP = 3, ROW_FIRST = 2, SQUARES_MAX = 32 };
static const double alike = 2.1, modules_least = 17, modules_most = 200, cosine_most = 0.8;

struct squares {
    struct square list[SQUARES_MAX];
    size_t count;
};

/* How far apart two are, as if the smaller one were only further away. */
static double distance_of(const struct square *a, const struct square *b)
{
    double ratio = (double)a->size / b->size;
    return hypot(a->x - b->x, a->y - b->y) * (ratio < 1 ? 1 / ratio : ratio);
}

static bool are_corners(const struct square *a, const struct square *b, const struct square *c)
{
    double sides[] = { distance_of(a, b), distance_of(b, c), distance_of(c, a) };
    int longest = sides[0] >= sides[1] ? 0 : 1;
    longest = sides[2] > sides[longest] ? 2 : longest;
    double one = sides[(longest + 1) % 3], other = sides[(longest + 2) % 3];
    double module = (a->size + b->size + c->size) / (3.0 * SQUARE_MODULES);
    double modules = (one + other) / 2 / module + SQUARE_MODULES;
    double right = one * one + other * other - sides[longest] * sides[longest];
    return modules > modules_least && modules < modules_most &&
           fabs(right) < 2 * cosine_most * one * other;
}

static bool are_alike(const struct square *a, const struct square *b)
{
    return a->size <= b->size * alike && b->size <= a->size * alike;
}

/* With two others, seen from the same side. */
static bool is_third(const struct squares *squares, size_t at)
{
    const struct square *list = squares->list, *one = &list[at];
    for (size_t i = 0; i < squares->count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (i != at && k != at && (list[i].views & list[k].views & one->views) &&
                are_alike(&list[i], one) && are_alike(&list[k], one) &&
                are_alike(&list[i], &list[k]) && are_corners(&list[i], &list[k], one)) {
                return true;
            }
        }
    }
    return false;
}

/* Whether it makes three that may be a code's. One that is where another row had one is the
 * same. */
static bool add(struct squares *squares, const struct square *one)
{
    struct square *list = squares->list;
    size_t at = 0;
    while (at < squares->count &&
           hypot(list[at].x - one->x, list[at].y - one->y) >= list[at].size / 2.0 - 1) {
        at++;
    }
    if (at == SQUARES_MAX) {
        return true;
    }
    if (at == squares->count) {
        list[squares->count++] = *one;
    } else if ((list[at].views | one->views) == list[at].views) {
        return false;
    }
    list[at].views |= one->views;
    return is_third(squares, at);
}

bool corners_may_be(const struct grey *grey)
{
    struct squares squares = { .count = 0 };
    struct square one;
    if (!CORNERS_ARE_TOLD) {
        return true;
    }
    int *edges = malloc(((size_t)grey->width + 1) * sizeof *edges);
    bool may_be = !edges;
    for (int y = ROW_FIRST; !may_be && y < grey->height; y += ROW_STEP) {
        int count = runs_edges(grey, y, edges);
        for (int i = 0; !may_be && i + RUNS_FIVE < count; i += 2) {
            may_be = square_at(grey, edges + i, y, &one) && add(&squares, &one);
        }
    }
    free(edges);
    return may_be;
}
