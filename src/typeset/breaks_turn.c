/* A column's last line ends where a word does: whoever turns the page has forgotten the half of
 * one. */
#include "typeset/breaks.h"

#include <stdint.h>

/* In what a line costs (breaks.c): a word that is torn, and what else a break does to the
 * sense, as a part of a heading's. */
enum { COST_TORN = 3000, SENSE_PART = 8 };

/* Lines that may be chosen anew before the turn, and behind it. */
enum { LINES_BEFORE = 6, LINES_BEHIND = 12 };

static const int64_t UNREACHED = INT64_MAX;

/* Lines first..last, which begin and end where they do now. */
struct window {
    const struct units *units;
    const struct break_room *room;
    struct break_line *lines;
    size_t first, last;
    size_t begin, size; /* units, those behind the end included */
    /* The best way to begin line first + n at unit begin + i, at n * size + i. */
    int64_t *cost;
    size_t *from;
};

static int64_t turn_cost(const struct units *units, const struct break_line *line, size_t to)
{
    const struct unit *unit = &units->row[to];
    return !line->turns || to == units->count ? 0
           : unit->in_word || unit->hyphen    ? COST_TORN
                                              : unit->break_cost / SENSE_PART;
}

/* Every end of that line when it begins at unit `from`. */
static void offer(struct window *window, size_t line, size_t from)
{
    const struct units *units = window->units;
    const struct break_line *at = &window->lines[line];
    const size_t row = (line - window->first) * window->size, next = row + window->size;
    const int64_t before = window->cost[row + from - window->begin];
    for (size_t to = from + 1; to < window->begin + window->size; to++) {
        const int64_t least = window->room->squeezes ? breaks_least(units, from, to)
                                                     : breaks_width(units, from, to);
        if (least > at->width + 2 * (int64_t)units->em) {
            return; /* see breaks.c */
        }
        if (least > at->width || (to < units->count && units->row[to].level > BREAK_TASTE)) {
            continue;
        }
        const int64_t cost = before +
                             breaks_cost(units, from, to, at->width, window->room->justify) +
                             turn_cost(units, at, to);
        const size_t i = next + to - window->begin;
        if (cost < window->cost[i]) {
            window->cost[i] = cost;
            window->from[i] = from;
        }
    }
}

/* The ways that cost no more than the lines do now. */
static int64_t cost_now(const struct window *window)
{
    int64_t sum = 0;
    for (size_t i = window->first; i < window->last; i++) {
        const struct break_line *line = &window->lines[i];
        sum += breaks_cost(window->units, line->from, line[1].from, line->width,
                   window->room->justify) +
               turn_cost(window->units, line, line[1].from);
    }
    return sum;
}

static bool choose(struct arena *scratch, struct window *window)
{
    const size_t count = window->last - window->first, all = (count + 1) * window->size;
    window->cost = arena_array(scratch, all, sizeof *window->cost);
    window->from = arena_array(scratch, all, sizeof *window->from);
    if (!window->cost || !window->from) {
        return false;
    }
    for (size_t i = 0; i < all; i++) {
        window->cost[i] = UNREACHED;
    }
    const int64_t now = cost_now(window);
    window->cost[0] = 0;
    for (size_t line = 0; line < count; line++) {
        for (size_t i = 0; i < window->size; i++) {
            if (window->cost[line * window->size + i] < now) {
                offer(window, window->first + line, window->begin + i);
            }
        }
    }
    if (window->cost[all - 1] >= now) {
        return true; /* as good as it can be */
    }
    size_t to = window->begin + window->size - 1;
    for (size_t line = count; line > 0; line--) {
        to = window->from[line * window->size + to - window->begin];
        window->lines[window->first + line - 1].from = to;
    }
    return true;
}

bool breaks_turn(struct arena *scratch, const struct units *units,
    const struct break_room *room, struct break_line *lines, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++) {
        if (!lines[i].turns) {
            continue;
        }
        struct window window = { .units = units,
            .room = room,
            .lines = lines,
            .first = i >= LINES_BEFORE ? i + 1 - LINES_BEFORE : 0,
            .last = i + 1 + LINES_BEHIND < count ? i + 1 + LINES_BEHIND : count };
        window.begin = lines[window.first].from;
        window.size = lines[window.last].from - window.begin + 1;
        if (!choose(scratch, &window)) {
            return false;
        }
    }
    return true;
}
