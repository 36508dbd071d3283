#include "decode/codes/square.h"

#include <math.h>
#include <stdlib.h>

/* A line through it may be so many times as long as another. */
enum { SPREAD_MOST = 5 };

static int span_of(const int runs[RUNS_FIVE])
{
    return runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
}

/* 1:1:3:1:1, each within half a module and half a pixel, or within three quarters of one. In
 * fourteenths of a pixel, and by one of them more than zxing-cpp has it, which rounds. */
static bool is_pattern(const int runs[RUNS_FIVE], bool is_strict)
{
    static const int wanted[RUNS_FIVE] = { 1, 1, 3, 1, 1 };
    int span = span_of(runs);
    int most = (is_strict ? span : span + span / 2 + 1) + SQUARE_MODULES + 1;
    for (int i = 0; i < RUNS_FIVE; i++) {
        if (abs(14 * runs[i] - 2 * wanted[i] * span) > most) {
            return false;
        }
    }
    return span >= SQUARE_MODULES;
}

/* How many pixels the five runs are along a line through a dark one, or 0 where they are no
 * pattern; how far behind its first edge the middle is: the mean of those of one, three and
 * five runs, the first counted twice. */
static int measure(const struct runs_walk *line, bool is_strict, int most, double *middle)
{
    struct runs_walk after = *line, before = { line->grey, line->x - line->step_x,
        line->y - line->step_y, -line->step_x, -line->step_y };
    int runs[RUNS_FIVE], behind = runs_five(&before, &after, most, runs),
                         ahead = runs[2] - behind;
    *middle = (4 * (ahead - behind) + 2 * (runs[3] - runs[1]) + runs[4] - runs[0]) / 8.0;
    return ahead > 0 && is_pattern(runs, is_strict) ? span_of(runs) : 0;
}

/* Both through that pixel; widens what the shortest and the longest line through it are. */
static bool has_diagonals(const struct grey *grey, const int at[2], int most, int spread[2])
{
    for (int step_y = -1; step_y <= 1; step_y += 2) {
        double unused;
        const struct runs_walk line = { grey, at[0], at[1], 1, step_y };
        int length = measure(&line, false, most, &unused);
        spread[0] = length < spread[0] ? length : spread[0];
        spread[1] = length > spread[1] ? length : spread[1];
    }
    return spread[0] > 0 && spread[1] <= SPREAD_MOST * spread[0];
}

/* What is outside is no way to go. */
static bool is_open(const struct grey *grey, int x, int y)
{
    return x >= 0 && y >= 0 && x < grey->width && y < grey->height && !runs_is_dark(grey, x, y);
}

enum hand { LEFT = -1, RIGHT = 1 };

static void turn(struct runs_walk *walk, enum hand hand)
{
    int x = walk->step_x;
    walk->step_x = -hand * walk->step_y;
    walk->step_y = hand * x;
}

/* A step over what is light, with what is dark at that hand. False where it is shut in. */
static bool follow(struct runs_walk *walk, enum hand hand)
{
    if (is_open(walk->grey, walk->x - hand * walk->step_y, walk->y + hand * walk->step_x)) {
        turn(walk, hand);
    }
    for (int turns = 0; !is_open(walk->grey, walk->x + walk->step_x, walk->y + walk->step_y);
         turns++) {
        if (turns == 2) {
            return false;
        }
        turn(walk, -hand);
    }
    walk->x += walk->step_x;
    walk->y += walk->step_y;
    return true;
}

/* Whether light goes all around what is dark at that pixel, and no further from it than that:
 * whoever walks there until the first step is seen again comes by in each of eight directions.
 */
static bool is_surrounded(const struct grey *grey, const int at[2], int most, enum hand hand)
{
    enum { ALL_EIGHT = 0x1EF, HERE = 4 };
    struct runs_walk walk = { grey, at[0], at[1], 0, 1 };
    runs_next(&walk, true, most);
    int start = walk.y, seen = 0;
    turn(&walk, hand);
    for (int steps = 0; steps < 8 * most; steps++) {
        int x = walk.x - at[0], y = walk.y - at[1], far = abs(x) > abs(y) ? abs(x) : abs(y);
        if (far == 0 || far > most) {
            return false;
        }
        seen |= 1 << (HERE + x / far + 3 * (y / far));
        if (!follow(&walk, hand)) {
            return false;
        }
        if (walk.x == at[0] && walk.y == start) {
            return seen == ALL_EIGHT;
        }
    }
    return false;
}

/* What the five runs of a row are. */
struct found {
    const struct grey *grey;
    int y, twice_x; /* twice the middle */
    int most;       /* as long as runs may be */
};

/* From one side. A middle between two pixels is in the second one; and where the row's is,
 * zxing- cpp takes the square's for half a pixel nearer. */
static bool is_square(const struct found *found, bool is_behind, struct square *square)
{
    const struct grey *grey = found->grey;
    int x = (found->twice_x - is_behind) / 2, most = found->most;
    double middle, nearer = found->twice_x % 2 == 0 ? 0.5 : 0;
    int down = measure(&(struct runs_walk) { grey, x, found->y, 0, 1 }, true, most, &middle);
    square->y = found->y + middle;
    int row = (int)floor(square->y);
    int across =
        down > 0 ? measure(&(struct runs_walk) { grey, x, row, 1, 0 }, true, most, &middle) : 0;
    square->x = x + middle;
    const int at[] = {
        is_behind ? (int)ceil(square->x + nearer) - 1 : (int)floor(square->x - nearer), row
    };
    int spread[] = { down < across ? down : across, down > across ? down : across };
    if (across == 0 || !has_diagonals(grey, at, most, spread) ||
        !is_surrounded(grey, at, most, is_behind ? LEFT : RIGHT)) {
        return false;
    }
    square->size = (spread[0] + spread[1]) / 2;
    return true;
}

bool square_at(
    const struct grey *grey, const int edges[RUNS_FIVE + 1], int y, struct square *square)
{
    struct found found = { grey, y, edges[2] + edges[3],
        (edges[RUNS_FIVE] - edges[0]) * 3 / 2 };
    int runs[RUNS_FIVE];
    for (int i = 0; i < RUNS_FIVE; i++) {
        runs[i] = edges[i + 1] - edges[i];
    }
    if (!is_pattern(runs, true)) {
        return false;
    }
    square->views = (unsigned)is_square(&found, false, square);
    square->views |= (unsigned)is_square(&found, true, square) << 1;
    return square->views != 0;
}
