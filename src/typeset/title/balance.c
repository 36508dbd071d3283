#include "typeset/title/balance.h"

#include <limits.h>
#include <string.h>

/* What lines cost beside their breaks (weigh.c). */
enum {
    COST_SHAPE = 13,  /* the square of each em that a line is off the mean */
    COST_SHORT = 350, /* a line below SHORT */
    COST_VERY_SHORT = 1500,
    COST_CUT_OFF = 650,       /* a line of a few characters and a comma */
    COST_SQUEEZE = 2000,      /* the square of each em that marks must give up */
    COST_PAST = 2800,         /* a clause ends inside the line */
    COST_PAST_SHORT = 800,    /* or one of few characters: 公示： */
    COST_PAST_PAUSE = 180,    /* and that with a comma: 期末将至， */
    COST_LINE = 100,          /* one line more than filling takes */
    COST_WESTERN_LINE = 2500, /* no more than what a bracket is worth */
    COST_NARROW = 60,         /* the square of each em below NARROW_PCT of the width: Latin */
    COST_ORPHAN = 10000,
    COST_KEPT = 3000, /* a figure from its unit */
    SHORT = 350,      /* hundredths of an em */
    VERY_SHORT = 265,
    FEW = 5,       /* units, the mark with them */
    NO_BREATH = 4, /* likewise, of what needs no line: 因降雨， */
    NARROW_PCT = 67,
    MORE_LINES = 2, /* than filling takes */
    /* Headings are short; a longer text is filled. */
    BALANCED_UNITS = 400,
    BALANCED_LINES = 8,
    MOST_BREAKS = BALANCED_LINES + MORE_LINES,
    LONGEST = 10000, /* in hundredths of an em, so that sums stay in range */
};

static const int UNREACHED = INT_MAX;

struct balancing {
    const struct units *units;
    const struct break_room *room;
    uint16_t
        *ends; /* where lines may begin and end: 0, each free break, behind the last unit */
    size_t end_count;
    int *past;                 /* by unit: sums of COST_PAST for clauses that end before it */
    int cheapest[MOST_BREAKS]; /* of the free breaks, in order */
    size_t cheap_count;
    bool is_western;   /* has no Han, kana or hangul */
    bool has_cheapest; /* which are asked for where there may be more lines */
};

/* One number of lines. */
struct trial {
    size_t lines;
    int64_t ideal;
    int *cost;      /* by line and end: of the best way to get there */
    uint16_t *from; /* where its last line begins, an index into ends */
};

static int64_t hundredths(const struct balancing *balancing, int64_t length)
{
    int em = balancing->units->em ? balancing->units->em : 1;
    int64_t found = length * 100 / em;
    return found < LONGEST ? found : LONGEST;
}

/* Of the clauses that end inside the line and not at its edges. */
static int past_cost(const struct balancing *balancing, size_t from, size_t to)
{
    return balancing->past[to] - balancing->past[from + 1];
}

static bool is_comma(const struct unit *unit)
{
    return strcmp(unit->text, "，") == 0;
}

/* What ends with its clause may be short: 警惕！ Not what a comma cuts off. */
static int short_cost(const struct units *units, int64_t length, size_t to)
{
    if (length <= SHORT && to < units->count && is_comma(&units->row[to - 1])) {
        return COST_CUT_OFF;
    }
    bool ends_clause = to < units->count && units->row[to].break_cost == UNIT_CLAUSE;
    return length >= SHORT                       ? 0
           : ends_clause && length >= VERY_SHORT ? 0
           : ends_clause || length >= VERY_SHORT ? COST_SHORT
                                                 : COST_VERY_SHORT;
}

/* Words of letters break anywhere: a column half of which is empty is seen before its lines are
 * seen to be even. */
static int64_t narrow_cost(const struct balancing *balancing, int64_t length, int64_t width)
{
    const int64_t lacks = hundredths(balancing, width) * NARROW_PCT / 100 - length;
    return lacks > 0 ? lacks * lacks * COST_NARROW / 10000 : 0;
}

static int line_cost(
    const struct balancing *balancing, const struct trial *trial, size_t from, size_t to)
{
    const struct units *units = balancing->units;
    int width = from ? balancing->room->width : balancing->room->first_width;
    int64_t natural = breaks_width(units, from, to), length = hundredths(balancing, natural);
    int64_t squeezed = natural > width ? hundredths(balancing, natural - width) : 0;
    int64_t cost = squeezed * squeezed * COST_SQUEEZE / 10000;
    if (from == 0 && to == units->count) {
        return (int)cost; /* the only one */
    }
    int64_t off = length - trial->ideal;
    cost += off * off * COST_SHAPE / 10000 + past_cost(balancing, from, to);
    cost += short_cost(units, length, to);
    cost +=
        balancing->is_western && to < units->count ? narrow_cost(balancing, length, width) : 0;
    cost += to == units->count && breaks_orphan(units, from) ? COST_ORPHAN : 0;
    return (int)cost;
}

static int cost_of_break(const struct units *units, size_t i)
{
    const struct unit *unit = &units->row[i];
    return i == units->count ? 0
           : unit->level == BREAK_FREE
               ? unit->break_cost
               : unit->break_cost + (unit->taste ? unit->taste : COST_KEPT);
}

/* Offers the lines that begin at ends[begin] and fit. */
static void offer_lines(
    const struct balancing *balancing, struct trial *trial, size_t line, size_t begin)
{
    const struct units *units = balancing->units;
    size_t from = balancing->ends[begin];
    int before = trial->cost[line * balancing->end_count + begin];
    int64_t width = from ? balancing->room->width : balancing->room->first_width;
    for (size_t k = begin + 1; before != UNREACHED && k < balancing->end_count; k++) {
        size_t to = balancing->ends[k];
        int64_t least = breaks_least(units, from, to);
        if (least > width + 2 * (int64_t)units->em) {
            break;
        }
        if (least > width) {
            continue; /* a mark's blank half may still bring the next end back inside */
        }
        int sum = before + line_cost(balancing, trial, from, to) + cost_of_break(units, to);
        size_t slot = (line + 1) * balancing->end_count + k;
        if (sum <= trial->cost[slot]) { /* of equals, the longer line above */
            trial->cost[slot] = sum;
            trial->from[slot] = (uint16_t)begin;
        }
    }
}

/* False when memory is out. */
static bool try_lines(
    struct arena *scratch, const struct balancing *balancing, struct trial *trial)
{
    size_t slots = (trial->lines + 1) * balancing->end_count;
    int64_t width = breaks_width(balancing->units, 0, balancing->units->count);
    trial->ideal = hundredths(balancing, width / (int64_t)trial->lines);
    trial->cost = arena_array(scratch, slots, sizeof *trial->cost);
    trial->from = arena_array(scratch, slots, sizeof *trial->from);
    if (!trial->cost || !trial->from) {
        return false;
    }
    for (size_t i = 1; i < slots; i++) {
        trial->cost[i] = UNREACHED;
    }
    for (size_t line = 0; line < trial->lines; line++) {
        for (size_t begin = line; begin < balancing->end_count; begin++) {
            offer_lines(balancing, trial, line, begin);
        }
    }
    return true;
}

static int cost_of(const struct balancing *balancing, const struct trial *trial)
{
    return trial->cost[(trial->lines + 1) * balancing->end_count - 1];
}

/* Of what is kept whole and yet wider than a line: 8月25日—|9月5日. */
static bool is_last_resort(const struct balancing *balancing, size_t i)
{
    const struct units *units = balancing->units;
    size_t from = i, to = i + 1;
    if (units->row[i].level == BREAK_FREE || units->row[i].level > BREAK_KEEP) {
        return false;
    }
    while (from > 0 && units->row[from].level != BREAK_FREE) {
        from--;
    }
    while (to < units->count && units->row[to].level != BREAK_FREE) {
        to++;
    }
    return breaks_least(units, from, to) > balancing->room->width;
}

static void note_cheap(struct balancing *balancing, int cost)
{
    int *cheapest = balancing->cheapest;
    size_t at = balancing->cheap_count;
    if (at < MOST_BREAKS) {
        balancing->cheap_count++;
    } else if (cost >= cheapest[--at]) {
        return;
    }
    for (; at > 0 && cheapest[at - 1] > cost; at--) {
        cheapest[at] = cheapest[at - 1];
    }
    cheapest[at] = cost;
}

/* No lines of that number cost less. */
static int64_t least_cost(struct balancing *balancing, size_t lines)
{
    int64_t sum = 0;
    for (size_t k = 1; lines > 1 && !balancing->has_cheapest && k + 1 < balancing->end_count;
         k++) {
        note_cheap(balancing, cost_of_break(balancing->units, balancing->ends[k]));
    }
    balancing->has_cheapest = true;
    for (size_t i = 0; i + 1 < lines && i < balancing->cheap_count; i++) {
        sum += balancing->cheapest[i];
    }
    return sum;
}

/* Of a clause that ends inside a line, by its last mark and how many units it has. */
static int cost_past(const struct unit *mark, size_t count)
{
    return count > FEW          ? COST_PAST
           : !is_comma(mark)    ? COST_PAST_SHORT
           : count <= NO_BREATH ? 0
                                : COST_PAST_PAUSE;
}

static bool begin(struct arena *scratch, struct balancing *balancing)
{
    const struct units *units = balancing->units;
    size_t count = units->count, clause = 0;
    balancing->ends = arena_array(scratch, count + 1, sizeof *balancing->ends);
    balancing->past = arena_array(scratch, count + 1, sizeof *balancing->past);
    if (!balancing->ends || !balancing->past) {
        return false;
    }
    balancing->is_western = true;
    for (size_t i = 0; i < count; i++) {
        balancing->is_western = balancing->is_western && units->row[i].class != UNIT_HAN;
        bool is_free = i == 0 || units->row[i].level == BREAK_FREE;
        bool ends_clause = i > 0 && is_free && units->row[i].break_cost == UNIT_CLAUSE;
        balancing->past[i + 1] =
            balancing->past[i] + (ends_clause ? cost_past(&units->row[i - 1], i - clause) : 0);
        clause = ends_clause ? i : clause;
        if (is_free || is_last_resort(balancing, i)) {
            balancing->ends[balancing->end_count++] = (uint16_t)i;
        }
    }
    balancing->ends[balancing->end_count++] = (uint16_t)count;
    return true;
}

static bool collect(struct arena *scratch, const struct balancing *balancing,
    const struct trial *trial, struct breaks *out)
{
    size_t end = balancing->end_count - 1;
    const int parted = balancing->room->by_phrases ? BALANCE_PHRASE : BALANCE_WORD;
    size_t *at = arena_array(scratch, trial->lines + 1, sizeof *at);
    if (!at) {
        return false;
    }
    *out = (struct breaks) { .at = at, .count = trial->lines };
    at[trial->lines] = balancing->units->count;
    for (size_t line = trial->lines; line > 0; line--) {
        end = trial->from[line * balancing->end_count + end];
        at[line - 1] = balancing->ends[end];
        out->forced |= line > 1 && balancing->units->row[at[line - 1]].level != BREAK_FREE;
        const int past = past_cost(balancing, at[line - 1], at[line]),
                  cost = line > 1 ? balancing->units->row[at[line - 1]].break_cost : 0,
                  most = past > cost ? past : cost;
        if (trial->lines > 1 && most >= parted && most > out->parted) {
            out->parted = most;
        }
    }
    return true;
}

bool balance_is_for(const struct units *units, const struct breaks *filled)
{
    return filled->count <= BALANCED_LINES && units->count <= BALANCED_UNITS;
}

bool balance_breaks(struct arena *scratch, const struct units *units,
    const struct break_room *room, const struct breaks *filled, struct breaks *out)
{
    *out = *filled;
    struct balancing balancing = { .units = units, .room = room };
    if (!begin(scratch, &balancing)) {
        return false;
    }
    size_t most = room->is_row ? filled->count : filled->count + MORE_LINES;
    const int64_t line_more = balancing.is_western ? COST_WESTERN_LINE : COST_LINE;
    most = room->most_lines > 0 && room->most_lines < most ? room->most_lines : most;
    int64_t least = INT64_MAX;
    for (size_t more = 0; more == 0 || filled->count + more <= most; more++) {
        struct trial trial = { .lines = filled->count + more };
        int64_t added = (int64_t)more * line_more;
        if (more > 0 && least <= added + least_cost(&balancing, trial.lines)) {
            break;
        }
        if (!try_lines(scratch, &balancing, &trial)) {
            return false;
        }
        int cost = cost_of(&balancing, &trial);
        if (cost == UNREACHED || cost + added >= least) {
            continue;
        }
        least = cost + added;
        if (!collect(scratch, &balancing, &trial, out)) {
            return false;
        }
    }
    return true;
}
