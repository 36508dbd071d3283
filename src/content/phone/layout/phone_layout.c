#include "content/phone/layout/phone_layout.h"

#include <string.h>

/* What speaks for a layout, in points. */
enum {
    ORPHAN = -7,       /* a text that would belong nowhere */
    PASSES = -3,       /* one that belongs to what is behind another text */
    PLAIN_BETWEEN = 1, /* "王老师 电话：65763222" */
    PATTERN = 2,       /* each number has its text on the same side */
    NEAR_COST = -1,    /* every text on the side that is nearer */
    BRACKET_BEHIND = 1,
    LEADS = 1, /* the string begins with a text that says nothing: "电话" */
};

enum side { SIDE_BEFORE, SIDE_AFTER, SIDE_NEAR_NEXT, SIDE_NEAR_PREVIOUS, SIDE_COUNT };

struct reach {
    int anchor;
    int points;
};

/* What lies between a piece and the next anchor that its text may belong to. */
struct stretch {
    int anchor;                  /* or PHONE_NOWHERE */
    enum phone_gap_strength gap; /* the widest */
    bool passes_others;
    int bonus;
};

struct judge {
    const struct phone_row *row;
    const struct reach *next, *previous; /* of each element */
    struct phone_place *places;
    int score;
};

bool phone_anchor_is_read(const struct phone_row *row, size_t element)
{
    const struct phone_element *anchor = &row->elements[element];
    if (!anchor->is_anchor) {
        return false;
    }
    enum phone_step_kind kind = row->way->steps[anchor->step].kind;
    return kind == STEP_NUMBER || kind == STEP_TAIL || kind == STEP_EXTENSION ||
           kind == STEP_AHEAD;
}

/* Whether a bracket lies within another, or is the same. */
static bool is_within(const struct phone_row *row, size_t box, size_t outer)
{
    while (box != outer && box != 0) {
        box = row->boxes[box].outer;
    }
    return box == outer;
}

static int points_of(enum phone_gap_strength gap, bool passes_others)
{
    static const int points[] = { [STRENGTH_TIGHT] = 0,
        [STRENGTH_SPACE] = -1,
        [STRENGTH_LIST] = -2,
        [STRENGTH_STOP] = -4,
        [STRENGTH_LINE] = -5,
        [STRENGTH_ITEM] = ORPHAN };
    int found = points[gap];
    return passes_others && found > PASSES ? PASSES : found;
}

/* "赵学长 QQ 1029384756 手机 17800009753": an account between a text and a number that has
 * nothing else to say whose it is. */
static bool is_passed(const struct phone_row *row, size_t account, bool is_beside)
{
    const struct phone_element *at = &row->elements[account];
    const struct phone_step *step = &row->way->steps[at->step];
    bool is_cell = row->scan->groups[step->first].head > 0; /* "单位 邮编 电话" */
    bool has_key = !is_beside && row->elements[account - 1].lock == LOCK_BEFORE;
    bool is_account = step->kind == STEP_OTHER;
    size_t next = account + 1;
    while (next < row->count && !row->elements[next].is_anchor &&
           row->elements[next].is_dropped && row->elements[next].gap <= STRENGTH_LIST) {
        next++;
    }
    bool is_apart = is_cell || (has_key && next > account + 1);
    return is_account && is_apart && next < row->count && row->elements[next].is_anchor &&
           row->elements[next].gap <= STRENGTH_LIST && phone_anchor_is_read(row, next);
}

/* From an element to the one beside it, and on as from there (`beyond`). */
static struct stretch step_on(
    const struct phone_row *row, size_t from, bool is_forward, const struct stretch *beyond)
{
    size_t edge = is_forward ? from + 1 : from, to = is_forward ? from + 1 : from - 1;
    if (edge >= row->count || edge == 0) {
        return (struct stretch) { .anchor = PHONE_NOWHERE };
    }
    const struct phone_element *at = &row->elements[to];
    struct stretch found = at->is_anchor ? (struct stretch) { .anchor = (int)to } : *beyond;
    if (!at->is_anchor) {
        bool is_quiet = at->is_dropped && !at->is_place;
        found.passes_others = found.passes_others || !is_quiet;
        found.bonus = is_forward && is_quiet && at->has_colon ? PLAIN_BETWEEN : found.bonus;
    }
    enum phone_gap_strength gap = row->elements[edge].gap;
    found.gap = gap > found.gap ? gap : found.gap;
    return found;
}

/* The same behind a piece: some accounts are passed. */
static struct stretch step_forward(
    const struct phone_row *row, size_t from, bool is_beside, const struct stretch *beyond)
{
    struct stretch found = step_on(row, from, true, beyond);
    if (found.anchor == (int)from + 1 && is_passed(row, from + 1, is_beside)) {
        enum phone_gap_strength gap = found.gap;
        found = *beyond;
        found.gap = gap > found.gap ? gap : found.gap;
    }
    return found;
}

static struct reach reach_of(
    const struct phone_row *row, size_t piece, const struct stretch *stretch)
{
    struct reach none = { .anchor = PHONE_NOWHERE, .points = ORPHAN };
    if (stretch->anchor == PHONE_NOWHERE) {
        return none;
    }
    size_t box = row->elements[piece].box, other = row->elements[stretch->anchor].box;
    bool may = is_within(row, other, box); /* out of a bracket nothing reaches */
    /* another clause's matter */
    bool is_elsewhere = stretch->gap == STRENGTH_STOP && stretch->passes_others;
    if (stretch->gap == STRENGTH_ITEM || is_elsewhere || !may) {
        return none;
    }
    int points = points_of(stretch->gap, stretch->passes_others) + stretch->bonus;
    return (struct reach) { stretch->anchor, points };
}

/* Of each element the anchors behind it and before it, each found from its neighbour's: a text
 * may be all pieces. */
static bool find_reaches(struct arena *arena, struct judge *judge)
{
    const struct phone_row *row = judge->row;
    struct reach *next = arena_array(arena, row->count, sizeof *next);
    struct reach *previous = arena_array(arena, row->count, sizeof *previous);
    struct stretch beyond = { .anchor = PHONE_NOWHERE }, found;
    if (!next || !previous) {
        return false;
    }
    for (size_t i = row->count; i > 0; i--) {
        found = step_forward(row, i - 1, true, &beyond);
        next[i - 1] = reach_of(row, i - 1, &found);
        beyond = step_forward(row, i - 1, false, &beyond);
    }
    for (size_t i = 0; i < row->count; i++) {
        beyond = step_on(row, i, false, &beyond);
        previous[i] = reach_of(row, i, &beyond);
    }
    judge->next = next;
    judge->previous = previous;
    return true;
}

static void put(struct judge *judge, size_t piece, const struct reach *reach, bool in_front)
{
    judge->places[piece] = (struct phone_place) { reach->anchor, in_front };
    judge->score += reach->points;
}

/* A bracket right behind a text is part of it. */
static bool put_beside_text(struct judge *judge, size_t i)
{
    const struct phone_element *elements = judge->row->elements;
    if (!elements[i].follows_text || elements[i - 1].is_dropped || elements[i - 1].is_anchor) {
        return false;
    }
    judge->places[i] = judge->places[i - 1];
    return true;
}

static void put_piece(struct judge *judge, size_t i, enum side side)
{
    const struct phone_element *piece = &judge->row->elements[i];
    const struct reach *next = &judge->next[i], *previous = &judge->previous[i];
    switch (piece->lock == LOCK_BEFORE  ? SIDE_BEFORE
            : piece->lock == LOCK_AFTER ? SIDE_AFTER
                                        : side) {
    case SIDE_BEFORE:
        put(judge, i, next, true);
        break;
    case SIDE_AFTER:
        put(judge, i, previous, false);
        break;
    case SIDE_NEAR_NEXT:
    case SIDE_NEAR_PREVIOUS:
    default: {
        bool is_next = next->points > previous->points ||
                       (next->points == previous->points && side == SIDE_NEAR_NEXT);
        put(judge, i, is_next ? next : previous, is_next);
        break;
    }
    }
}

/* The number of a switchboard: what it is called is its extensions' matter. */
static bool leads_to_extension(const struct phone_row *row, size_t anchor)
{
    for (size_t i = anchor + 1; i < row->count; i++) {
        if (row->elements[i].is_anchor) {
            return row->way->steps[row->elements[i].step].kind == STEP_EXTENSION &&
                   row->way->steps[row->elements[anchor].step].kind != STEP_EXTENSION;
        }
    }
    return false;
}

/* Whether each number has a text of that kind of its own, on that side. */
static bool is_pattern(const struct judge *judge, bool brackets, bool in_front)
{
    const struct phone_row *row = judge->row;
    int numbers = 0;
    for (size_t i = 0; i < row->count; i++) {
        const struct phone_element *anchor = &row->elements[i];
        if (!anchor->is_anchor || leads_to_extension(row, i)) {
            continue;
        }
        int own = 0;
        for (size_t k = 0; k < row->count; k++) {
            own += judge->places[k].anchor == (int)i && !row->elements[k].is_anchor &&
                   judge->places[k].is_in_front == in_front &&
                   row->elements[k].is_bracket == brackets && !row->elements[k].is_dropped;
        }
        if (own == 0) {
            return false;
        }
        numbers++;
    }
    return numbers > 1;
}

struct sides {
    enum side texts;
    bool brackets_in_front;
    bool brackets_beside; /* those right behind a text are part of it */
};

static void judge_sides(struct judge *judge, const struct sides *sides)
{
    enum side texts = sides->texts;
    bool brackets_in_front = sides->brackets_in_front;
    const struct phone_row *row = judge->row;
    bool has_text = false, has_bracket = false, has_orphan = false;
    for (size_t i = 0; i < row->count; i++) {
        const struct phone_element *piece = &row->elements[i];
        judge->places[i] = (struct phone_place) { .anchor = PHONE_NOWHERE };
        if (piece->is_anchor || piece->is_dropped) {
            continue;
        }
        enum side brackets = brackets_in_front ? SIDE_BEFORE : SIDE_AFTER;
        if (sides->brackets_beside && put_beside_text(judge, i)) {
            continue;
        }
        put_piece(judge, i, piece->is_bracket ? brackets : texts);
        has_orphan = has_orphan || judge->places[i].anchor == PHONE_NOWHERE;
        has_text = has_text || !piece->is_bracket;
        has_bracket = has_bracket || piece->is_bracket;
    }
    bool leads = row->count > 0 && row->elements[0].is_dropped && !row->elements[0].is_place;
    judge->score += has_text && leads && texts == SIDE_BEFORE ? LEADS : 0;
    bool is_near = texts == SIDE_NEAR_NEXT || texts == SIDE_NEAR_PREVIOUS;
    judge->score += is_near && has_text ? NEAR_COST : 0;
    judge->score += has_bracket && !brackets_in_front && !has_orphan ? BRACKET_BEHIND : 0;
    judge->score +=
        has_text && !is_near && is_pattern(judge, false, texts == SIDE_BEFORE) ? PATTERN : 0;
    judge->score += has_bracket && is_pattern(judge, true, brackets_in_front) ? PATTERN : 0;
}

/* Whether numbers that are shown would have other texts. */
static bool differ(
    const struct phone_row *row, const struct phone_place *a, const struct phone_place *b)
{
    for (size_t i = 0; i < row->count; i++) {
        bool matters = (a[i].anchor >= 0 && phone_anchor_is_read(row, (size_t)a[i].anchor)) ||
                       (b[i].anchor >= 0 && phone_anchor_is_read(row, (size_t)b[i].anchor));
        if (matters && (a[i].anchor != b[i].anchor || a[i].is_in_front != b[i].is_in_front)) {
            return true;
        }
    }
    return false;
}

static bool begins_with_anchor(const struct phone_row *row)
{
    return row->count > 0 && row->elements[0].is_anchor;
}

bool phone_layout_find(struct arena *arena, struct phone_row *row, struct phone_layout *out)
{
    /* Of two that score the same the first is taken: behind the number, where the string begins
     * with one. */
    static const enum side orders[2][SIDE_COUNT] = {
        { SIDE_BEFORE, SIDE_AFTER, SIDE_NEAR_NEXT, SIDE_NEAR_PREVIOUS },
        { SIDE_AFTER, SIDE_BEFORE, SIDE_NEAR_PREVIOUS, SIDE_NEAR_NEXT },
    };
    *out = (struct phone_layout) { .score = 0 };
    const enum side *order = orders[begins_with_anchor(row)];
    struct judge judge = { .row = row };
    if (!find_reaches(arena, &judge)) {
        return false;
    }
    for (int i = 0; i < SIDE_COUNT * 4; i++) {
        judge.score = 0;
        judge.places = arena_array(arena, row->count, sizeof *judge.places);
        if (!judge.places) {
            return false;
        }
        const struct sides sides = { order[i / 4], i % 2, i / 2 % 2 == 0 };
        judge_sides(&judge, &sides);
        if (!out->places || judge.score > out->score) {
            *out = (struct phone_layout) { judge.places, NULL, judge.score };
        } else if (judge.score == out->score && !out->others &&
                   differ(row, judge.places, out->places)) {
            out->others = judge.places;
        }
    }
    return true;
}
