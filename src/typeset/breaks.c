#include "typeset/breaks.h"

#include <stdint.h>

/* Costs are in hundredths: a line that is one em short costs 100, two em 400. What a break does
 * to the sense is in the same (enum taste). */
enum {
    COST_SQUEEZE = 60, /* by one em, when all that there is must be squeezed */
    COST_ORPHAN = 10000,
    /* Where both edges should be straight: a line that takes or gives all that goes unseen; one
     * that goes on to the limit; and one that would need more. */
    COST_EASE = 60,
    COST_STRETCH = 30,
    COST_NARROW = 6000, /* marks down to two thirds of an em (NARROW, in thousandths) */
    NARROW = 350,
    COST_TIGHT = 100000,
    COST_LOOSE = 3000, /* as far as it goes, and again by its square */
    COST_SPREAD = 9000,
    COST_RAGGED = 30000,
    COST_SHORT_LINE = 2600, /* before what is whole, rather than WIDEST of what is seen */
    WIDEST_PCT = 40,
    COST_LONELY = 40000, /* an orphan */
    COST_MOST = 1000000, /* of one line, so that sums stay in range */
    /* A word that goes on in the next line, where the edge is straight, where it is not, and
     * once more right below another; or whose rest is all of the last line. */
    COST_PARTED = 1800,
    COST_PARTED_RAGGED = 1200,
    COST_LADDER = 1500,
    COST_REST = 3000,
    /* Of lines that end between words, what a break costs a heading (weigh.c) counts by its
     * square: one inside a word as much as 5.5 em, behind a function word as much as 2.3. */
    COST_WORD = 12000,
    COST_STUB = 2500, /* a last line below STUB, in hundredths of an em */
    STUB = 350,
    LONGEST_LINE = 512, /* units; bounds the work when nothing has a width */
};

static const int64_t UNREACHED = INT64_MAX;

int64_t breaks_width(const struct units *units, size_t from, size_t to)
{
    const struct unit *first = &units->row[from], *last = &units->row[to - 1];
    int64_t width = units->width[to] - units->width[from] - first->before;
    width += to < units->count ? units->row[to].hyphen : 0;
    /* CLREQ 3.1.6.3: the outer blank of marks at either edge is no part of the line. */
    return width - first->left - last->right;
}

int64_t breaks_least(const struct units *units, size_t from, size_t to)
{
    return breaks_width(units, from, to) -
           (units->shrink[to] - units->shrink[from] - units->row[from].shrink);
}

static int64_t squared(int64_t length, int em)
{
    int64_t hundredths = length * 100 / (em ? em : 1);
    if (hundredths > 100000 || hundredths < -100000) {
        return COST_MOST;
    }
    return hundredths * hundredths / 100;
}

static int64_t squeeze_cost(int64_t by, int64_t room, int em)
{
    if (by <= 0 || room <= 0) {
        return 0;
    }
    int64_t cost = by * COST_SQUEEZE / (em ? em : 1);
    return cost / 2 + cost * by / room / 2;
}

bool breaks_orphan(const struct units *units, size_t from)
{
    size_t letters = 0;
    for (size_t i = from; i < units->count && i < from + 8; i++) {
        const struct unit *unit = &units->row[i];
        if (unit->class == UNIT_HAN || unit->class == UNIT_SYMBOL) {
            letters++;
        } else if (unit->class == UNIT_WESTERN) {
            letters += unit->advance > units->em ? 2 : 1;
        }
    }
    return letters <= 1;
}

static int64_t sum_between(const int64_t *sums, size_t from, size_t to, int first)
{
    return sums[to] - sums[from] - first;
}

static bool ends_before_whole(const struct units *units, size_t to)
{
    while (to < units->count && units->row[to].class == UNIT_OPEN) {
        to++;
    }
    return to < units->count && units->row[to].is_whole;
}

/* By how much such a line is widened at the most. */
static int64_t most_widened(const struct units *units, size_t from, size_t to)
{
    const struct unit *first = &units->row[from];
    int64_t stretch = sum_between(units->stretch, from, to, first->stretch);
    int64_t most = sum_between(units->most, from, to, first->most);
    return ends_before_whole(units, to) ? stretch + (most - stretch) * WIDEST_PCT / 100 : most;
}

bool breaks_ragged(const struct units *units, size_t from, size_t to, int64_t slack)
{
    return slack > most_widened(units, from, to);
}

/* How much of `room` is taken, in thousandths. */
static int64_t share_of(int64_t by, int64_t room)
{
    return by >= room ? 1000 : by * 1000 / room;
}

int breaks_loose_pct(const struct units *units, size_t from, size_t to, int64_t slack)
{
    const struct unit *first = &units->row[from];
    int64_t stretch = sum_between(units->stretch, from, to, first->stretch);
    int64_t most = sum_between(units->most, from, to, first->most);
    return slack <= stretch ? 0
           : breaks_ragged(units, from, to, slack)
               ? 100
               : (int)(share_of(slack - stretch, most - stretch) / 10);
}

/* Squeezing by a quarter of each mark goes unseen; down to two thirds of an em it is rather
 * that than Han that stand apart; beyond it gets dear fast. */
static int64_t tight_cost(const struct units *units, size_t from, size_t to, int64_t by)
{
    const struct unit *first = &units->row[from];
    int64_t ease = sum_between(units->ease, from, to, first->ease);
    int64_t shrink = sum_between(units->shrink, from, to, first->shrink);
    int64_t part = share_of(by, ease);
    int64_t cost = COST_EASE * part * part / 1000000;
    if (by > ease) {
        part = share_of(by - ease, shrink - ease);
        cost += part <= NARROW ? COST_NARROW * part / 1000 : COST_TIGHT * part * part / 1000000;
    }
    return cost;
}

static int64_t loose_cost(const struct units *units, size_t from, size_t to, int64_t slack)
{
    const struct unit *first = &units->row[from];
    int64_t stretch = sum_between(units->stretch, from, to, first->stretch);
    int64_t most = sum_between(units->most, from, to, first->most);
    if (breaks_ragged(units, from, to, slack)) {
        return ends_before_whole(units, to) ? COST_SHORT_LINE + squared(slack, units->em)
                                            : COST_RAGGED + 4 * squared(slack, units->em);
    }
    int64_t part = share_of(slack, stretch);
    int64_t cost = COST_STRETCH * part * part / 1000000;
    if (slack > stretch) {
        part = share_of(slack - stretch, most - stretch);
        cost += COST_LOOSE * part / 1000 + COST_SPREAD * part * part / 1000000;
    }
    return cost;
}

/* Of a line between two straight edges. */
static int64_t justified_cost(const struct units *units, size_t from, size_t to, int64_t slack)
{
    if (slack < 0) {
        return tight_cost(units, from, to, -slack);
    }
    return to < units->count && slack > 0 ? loose_cost(units, from, to, slack) : 0;
}

static int64_t hyphen_cost(const struct units *units, size_t from, size_t to, bool justify)
{
    bool goes_on = from > 0 && units->row[from].hyphen;
    if (to < units->count && units->row[to].hyphen) {
        return (justify ? COST_PARTED : COST_PARTED_RAGGED) + (goes_on ? COST_LADDER : 0);
    }
    while (goes_on && from + 1 < to && units->row[from + 1].space == SPACE_NONE) {
        from++;
    }
    return goes_on && to == units->count && from + 1 == to ? COST_REST : 0;
}

/* Of a ragged line for the sense: where it ends, that it is one, and the last one a stub. */
static int64_t word_cost(
    const struct units *units, const struct break_room *room, size_t from, size_t to)
{
    if (to < units->count) {
        int64_t cost = units->row[to].break_cost;
        return room->line_cost + cost * cost / COST_WORD;
    }
    int64_t stub = (int64_t)units->em * STUB / 100;
    bool is_stub = from > 0 && 2 * stub <= room->width && breaks_width(units, from, to) < stub;
    return room->line_cost + (is_stub ? COST_STUB : 0);
}

int64_t breaks_cost(const struct units *units, size_t from, size_t to, int width, bool justify)
{
    int64_t natural = breaks_width(units, from, to), cost = 0;
    int64_t slack = width - natural;
    if (justify) {
        cost = justified_cost(units, from, to, slack);
        cost += to < units->count                        ? units->row[to].taste
                : from > 0 && breaks_orphan(units, from) ? COST_LONELY
                                                         : 0;
    } else if (slack < 0) {
        cost = squeeze_cost(-slack, natural - breaks_least(units, from, to), units->em);
    } else if (to < units->count) {
        cost = squared(slack, units->em);
    }
    if (!justify && to == units->count && from > 0 && breaks_orphan(units, from)) {
        cost += COST_ORPHAN;
    }
    cost += hyphen_cost(units, from, to, justify);
    return cost < COST_MOST ? cost : COST_MOST;
}

static enum break_level level_at(const struct units *units, size_t i)
{
    return i == units->count ? BREAK_FREE : (enum break_level)units->row[i].level;
}

struct search {
    const struct units *units;
    const struct break_room *room;
    int64_t *cost; /* of the best way to begin a line at each unit */
    size_t *from;  /* where the line before it begins */
    bool *forced;
};

/* Lines that begin at `from` and break no rule above `level`. */
struct start {
    size_t from, last; /* behind which none ends */
    int width;
    enum break_level level;
    bool squeezes; /* marks, beyond what goes unseen */
};

static struct start start_at(const struct search *search, size_t from)
{
    size_t count = search->units->count;
    return (struct start) { .from = from,
        .last = count - from > LONGEST_LINE ? from + LONGEST_LINE : count,
        .width = from ? search->room->width : search->room->first_width,
        .level = search->room->justify ? BREAK_TASTE : BREAK_FREE,
        .squeezes = search->room->squeezes };
}

/* Where none fits: squeezes marks before a rule is broken, where that was not done at once. */
static void give_way(const struct search *search, struct start *start)
{
    start->level += start->squeezes;
    start->squeezes = !start->squeezes || search->room->squeezes;
}

/* The next end behind *to of such a line that fits. */
static bool next_end(const struct units *units, const struct start *start, size_t *to)
{
    while (++*to <= start->last) {
        int64_t least = start->squeezes ? breaks_least(units, start->from, *to)
                                        : breaks_width(units, start->from, *to);
        if (least <= start->width && level_at(units, *to) <= start->level) {
            return true;
        }
        /* A mark's blank half may still bring the next end back inside. */
        if (least > start->width + 2 * (int64_t)units->em) {
            return false;
        }
    }
    return false;
}

static int64_t cost_to(const struct search *search, const struct start *start, size_t to)
{
    const struct break_room *room = search->room;
    return breaks_cost(search->units, start->from, to, start->width, room->justify) +
           (room->whole_words ? word_cost(search->units, room, start->from, to) : 0);
}

/* Offers every end of a line. A unit that is wider than the line stands alone. Returns whether
 * there was one. */
static bool offer(struct search *search, const struct start *start)
{
    int64_t before = search->cost[start->from];
    bool any = false;
    for (size_t to = start->from; next_end(search->units, start, &to);) {
        any = true;
        if (before >= search->cost[to]) {
            continue; /* no line costs less than nothing */
        }
        int64_t cost = before + cost_to(search, start, to);
        if (cost < search->cost[to]) {
            search->cost[to] = cost;
            search->from[to] = start->from;
            search->forced[to] =
                start->level > BREAK_TASTE || (start->level && !search->room->justify);
        }
    }
    return any;
}

/* The end of a line that costs least by itself; 0: there is none. */
static size_t cheapest_end(const struct search *search, struct start start, int64_t *cost)
{
    size_t found = 0;
    for (; start.level < BREAK_INSIDE && !found; give_way(search, &start)) {
        for (size_t to = start.from; next_end(search->units, &start, &to);) {
            int64_t one = cost_to(search, &start, to);
            if (!found || one < *cost) {
                *cost = one;
                found = to;
            }
        }
    }
    return found;
}

/* What it costs to take the best line each time without a look at those that follow: the best
 * of all ways costs no more, and none that begins with more is worth going on with. */
static int64_t most_of_all(const struct search *search)
{
    int64_t sum = 0;
    for (size_t from = 0; from < search->units->count;) {
        int64_t cost = COST_MOST;
        size_t to = cheapest_end(search, start_at(search, from), &cost);
        sum += cost;
        from = to ? to : from + 1;
    }
    return sum;
}

static void offer_alone(struct search *search, size_t from)
{
    int64_t cost = search->cost[from] + COST_MOST;
    if (cost < search->cost[from + 1]) {
        search->cost[from + 1] = cost;
        search->from[from + 1] = from;
        search->forced[from + 1] = true;
    }
}

static bool collect(struct arena *scratch, const struct search *search, struct breaks *out)
{
    size_t count = 0;
    for (size_t to = search->units->count; to > 0; to = search->from[to]) {
        count++;
    }
    *out = (struct breaks) {
        .at = arena_array(scratch, count + 1, sizeof *out->at),
        .count = count,
    };
    if (!out->at) {
        return false;
    }
    size_t to = search->units->count;
    for (size_t line = count; to > 0; line--) {
        out->at[line] = to;
        out->forced |= search->forced[to];
        to = search->from[to];
    }
    out->at[0] = 0;
    return true;
}

bool breaks_fill(struct arena *scratch, const struct units *units,
    const struct break_room *room, struct breaks *out)
{
    size_t count = units->count;
    struct search search = {
        .units = units,
        .room = room,
        .cost = arena_array(scratch, count + 1, sizeof *search.cost),
        .from = arena_array(scratch, count + 1, sizeof *search.from),
        .forced = arena_array(scratch, count + 1, sizeof *search.forced),
    };
    if (!search.cost || !search.from || !search.forced) {
        return false;
    }
    for (size_t i = 1; i <= count; i++) {
        search.cost[i] = UNREACHED;
    }
    int64_t most = most_of_all(&search);
    for (size_t from = 0; from < count; from++) {
        if (search.cost[from] > most) {
            continue; /* or it was not reached */
        }
        bool any = false;
        struct start start = start_at(&search, from);
        for (; start.level < BREAK_INSIDE && !any; give_way(&search, &start)) {
            any = offer(&search, &start);
        }
        if (!any) {
            offer_alone(&search, from);
        }
    }
    return collect(scratch, &search, out);
}
