#include "decode/codes/finder.h"

#include "decode/codes/modules.h"
#include "decode/codes/runs.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

/* So many patterns are remembered, and so many threes of them measured. */
enum { PATTERNS_MAX = 200, CORNERS_MAX = 40000, ROW_STEP = 2, SPAN_LEAST = 11 };

/* A pattern may be so many times as high as wide. */
static const double slant_most = 1.6;

/* A finder pattern's middle, and how far it goes along a row and a column. */
struct pattern {
    double x, y, across, down;
    int seen; /* by so many rows */
};

struct patterns {
    const struct grey *grey;
    struct pattern list[PATTERNS_MAX];
    size_t count;
};

/* 1:1:3:1:1, each within half a module and half a pixel of it, the middle within a module. */
static bool has_ratios(const int runs[RUNS_FIVE])
{
    static const int wanted[RUNS_FIVE] = { 1, 1, 3, 1, 1 };
    int span = runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
    for (int i = 0; i < RUNS_FIVE; i++) {
        int wrong = abs(14 * runs[i] - 2 * wanted[i] * span);
        if (runs[i] == 0 || wrong > (i == 2 ? 2 * span : span) + 7) {
            return false;
        }
    }
    return span >= SPAN_LEAST;
}

/* The same along a column. Sets where its middle is. */
static bool has_column(const struct grey *grey, struct pattern *pattern)
{
    int x = (int)pattern->x, y = (int)pattern->y, runs[RUNS_FIVE];
    double most = slant_most * pattern->across;
    struct runs_walk up = { grey, x, y, 0, -1 }, down = { grey, x, y + 1, 0, 1 };
    runs_five(&up, &down, (int)most + 1, runs);
    pattern->down = down.y - up.y - 1;
    pattern->y = up.y + 1 + runs[0] + runs[1] + (runs[2] - 1) / 2.0;
    return runs_is_dark(grey, x, y) && has_ratios(runs) && pattern->down < most &&
           pattern->across < slant_most * pattern->down;
}

/* And once more along the row through its middle. */
static bool has_row(const struct grey *grey, const struct pattern *pattern)
{
    int x = (int)pattern->x, y = (int)pattern->y, runs[RUNS_FIVE];
    struct runs_walk left = { grey, x, y, -1, 0 }, right = { grey, x + 1, y, 1, 0 };
    runs_five(&left, &right, INT_MAX, runs);
    return has_ratios(runs);
}

static void add(struct patterns *patterns, const struct pattern *one)
{
    for (size_t i = 0; i < patterns->count; i++) {
        struct pattern *known = &patterns->list[i];
        double reach = known->across / 4;
        if (fabs(known->x - one->x) < reach && fabs(known->y - one->y) < reach) {
            known->x += (one->x - known->x) / (known->seen + 1);
            known->y += (one->y - known->y) / (known->seen + 1);
            known->across += (one->across - known->across) / (known->seen + 1);
            known->down += (one->down - known->down) / (known->seen + 1);
            known->seen++;
            return;
        }
    }
    if (patterns->count < PATTERNS_MAX) {
        patterns->list[patterns->count++] = *one;
    }
}

/* Five runs of row y, and where the last one ends. */
static void add_runs(struct patterns *patterns, const int edges[RUNS_FIVE + 1], int y)
{
    int runs[RUNS_FIVE], span = edges[RUNS_FIVE] - edges[0];
    for (int i = 0; i < RUNS_FIVE; i++) {
        runs[i] = edges[i + 1] - edges[i];
    }
    struct pattern pattern = { (edges[2] + edges[3]) / 2.0, y, span, span, 1 };
    if (has_ratios(runs) && has_column(patterns->grey, &pattern) &&
        has_row(patterns->grey, &pattern)) {
        add(patterns, &pattern);
    }
}

/* False when memory is out. */
static bool scan(struct patterns *patterns)
{
    const struct grey *grey = patterns->grey;
    int *edges = malloc(((size_t)grey->width + 1) * sizeof *edges);
    for (int y = 0; edges && y < grey->height; y += ROW_STEP) {
        int count = runs_edges(grey, y, edges);
        for (int i = 0; i + RUNS_FIVE < count; i += 2) {
            add_runs(patterns, edges + i, y);
        }
    }
    bool done = edges;
    free(edges);
    return done;
}

/* Seen by one row alone it is none, unless that is all there can be. */
static void drop_chance(struct patterns *patterns)
{
    size_t kept = 0;
    for (size_t i = 0; i < patterns->count; i++) {
        const struct pattern *one = &patterns->list[i];
        if (one->seen > 1 || one->down < 7 * ROW_STEP) {
            patterns->list[kept++] = *one;
        }
    }
    patterns->count = kept;
}

static bool is_alike(double a, double b, double share)
{
    return a < b * share && b < a * share;
}

static bool are_alike(const struct pattern *a, const struct pattern *b)
{
    return is_alike(a->across, b->across, 1.4) && is_alike(a->down, b->down, 1.4);
}

/* Whether b and c may be the corners beside a, the code's first one: two sides of one length in
 * a right angle, neither too near for a code nor too far. In a code that is seen from behind
 * they stand the other way round. */
static bool may_be_corners(
    const struct pattern *a, const struct pattern *b, const struct pattern *c)
{
    double ux = b->x - a->x, uy = b->y - a->y, vx = c->x - a->x, vy = c->y - a->y;
    double u = ux * ux + uy * uy, v = vx * vx + vy * vy, across = a->across * a->across;
    double cross = ux * vx + uy * vy;
    return is_alike(u, v, 1.44) && u > 1.7 * across && u < 676 * across &&
           cross * cross < 0.04 * u * v;
}

/* A row meets a turned square in more than its side. */
static double side_of(const struct pattern *a, const struct pattern *b)
{
    double ux = b->x - a->x, uy = b->y - a->y, span = (a->across + a->down) / 2;
    return span * fmax(fabs(ux), fabs(uy)) / hypot(ux, uy);
}

static bool try_corners(const struct patterns *patterns, const struct pattern *const at[3],
    struct finder_place *place)
{
    struct modules modules = { patterns->grey,
        { { at[0]->x, at[0]->y }, { at[1]->x, at[1]->y }, { at[2]->x, at[2]->y } }, 0 };
    double leg = hypot(at[1]->x - at[0]->x, at[1]->y - at[0]->y),
           module = side_of(at[0], at[1]) / 7;
    for (int side = MODULES_LEAST; side <= MODULES_MOST; side += 4) {
        modules.side = side;
        if (is_alike(leg / (side - 7), module, 1.25) && modules_are_a_code(&modules)) {
            double x = (at[1]->x + at[2]->x) / 2, y = (at[1]->y + at[2]->y) / 2,
                   reach = leg / 2 + 3.5 * module;
            *place = (struct finder_place) { x - reach, y - reach, x + reach, y + reach };
            return true;
        }
    }
    return false;
}

struct trying {
    const struct patterns *patterns;
    bool (*take)(void *context, const struct finder_place *place);
    void *context;
    int left; /* threes that may still be measured */
};

/* Each two of those like it, either way round. */
static bool try_first(struct trying *trying, const struct pattern *first)
{
    const struct pattern *alike[PATTERNS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < trying->patterns->count; i++) {
        const struct pattern *one = &trying->patterns->list[i];
        if (one != first && are_alike(first, one)) {
            alike[count++] = one;
        }
    }
    for (size_t i = 0; i < count * count && trying->left > 0; i++, trying->left--) {
        struct finder_place place;
        const struct pattern *const at[] = { first, alike[i / count], alike[i % count] };
        if (at[1] != at[2] && may_be_corners(at[0], at[1], at[2]) &&
            try_corners(trying->patterns, at, &place) &&
            !trying->take(trying->context, &place)) {
            return false;
        }
    }
    return true;
}

bool finder_find(const struct grey *grey,
    bool (*take)(void *context, const struct finder_place *place), void *context)
{
    struct patterns patterns = { .grey = grey };
    struct trying trying = { &patterns, take, context, CORNERS_MAX };
    bool goes_on = scan(&patterns);
    drop_chance(&patterns);
    for (size_t i = 0; goes_on && i < patterns.count; i++) {
        goes_on = try_first(&trying, &patterns.list[i]);
    }
    return goes_on;
}
