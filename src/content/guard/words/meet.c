/* Which rules a text meets, however it is written. */
#include "base/utf8.h"
#include "content/guard/words/words_private.h"

#include <stdlib.h>
#include <string.h>

enum { BACKWARD_LETTERS_MIN = 4, JOINED_LATIN_MIN = 6, LETTERS_MAX = 24 };

struct meeting *meetings_add(
    struct judged *judged, const struct rule *rule, const struct unit *unit, size_t count)
{
    struct meetings *meetings = &judged->meetings;
    struct meeting *list = meetings->list;
    if (meetings->count == meetings->capacity) {
        list = arena_grow(
            meetings->arena, list, meetings->count, &meetings->capacity, sizeof *list);
        if (!list) {
            meetings->has_failed = true;
            return &meetings->none;
        }
        meetings->list = list;
    }
    list[meetings->count] = (struct meeting) {
        .rule = rule, .at = unit->at, .count = (uint32_t)count, .segment = unit->segment
    };
    return &list[meetings->count++];
}

static bool is_latin(const struct unit *unit)
{
    return unit->plain >= '0' && unit->plain <= 'z' && !utf8_is_han(unit->written);
}

/* At most half of the letters may be others that are taken for them, and of two none. Those
 * that nobody writes otherwise do not count. */
static bool is_near_enough(
    const struct rule *rule, const uint32_t *letters, const struct unit *units)
{
    size_t others = 0;
    for (size_t i = 0; i < rule->count; i++) {
        uint32_t wanted = letters[i];
        bool same = !(units[i].flags & UNIT_STROKE) &&
                    (wanted ? wanted == units[i].plain : unit_is_figure(units[i].plain));
        others += !same && !(units[i].flags & (UNIT_LOOKS | UNIT_RARE));
        others += !same && (units[i].flags & UNIT_STROKE);
    }
    return others * 2 <= rule->count && (rule->count > 2 || others == 0);
}

/* What stands between the letters. */
struct gaps {
    size_t all, spaces, stops, signs, segments;
};

static struct gaps count_gaps(const struct unit *units, size_t count)
{
    struct gaps gaps = { 0 };
    for (size_t i = 1; i < count; i++) {
        uint8_t gap = units[i].gap;
        if (gap) {
            gaps.all++;
            gaps.spaces += (gap & GAP_SPACE) != 0;
            gaps.stops += (gap & GAP_STOP) != 0;
            gaps.signs += (gap & GAP_SIGN) != 0;
            gaps.segments += (gap & GAP_SEGMENT) != 0;
        }
    }
    return gaps;
}

/* A Latin word stands between others, or within one when it is long and in one piece. */
static bool stands_alone(
    const struct units *units, size_t first, size_t count, const struct gaps *gaps)
{
    size_t end = first + count;
    const struct unit *list = units->list;
    bool begins =
        !is_latin(&list[first]) || first == 0 || list[first].gap || !is_latin(&list[first - 1]);
    bool ends = end == units->count || !is_latin(&list[end - 1]) || list[end].gap ||
                !is_latin(&list[end]);
    return (begins && ends) || (!gaps->all && count >= JOINED_LATIN_MIN);
}

/* #一次 is 六百一次 and not 21次, 一篇# not 41篇3: figures that are written as one number. */
static bool is_within_number(
    const struct units *units, size_t first, const struct rule *rule, const uint32_t *letters)
{
    const struct unit *unit = &units->list[first];
    size_t from = letters[0] == 0; /* where the rule has 一 */
    bool may_be = rule->kind == RULE_CLAIM && rule->count > from + 1 &&
                  unit[0].written < 0x80 && unit_is_figure(letters[from]) &&
                  !unit_is_figure(letters[from + 1]);
    if (may_be && from) {
        return unit[1].written < 0x80 && !unit[1].gap;
    }
    return may_be && !rule->is_ascii && first > 0 && !unit->gap && unit[-1].written < 0x80 &&
           unit_is_figure(unit[-1].plain);
}

/* 四六 is none in 2460, nor in 46. */
static bool is_other_number(
    const struct units *units, size_t first, const struct rule *rule, const uint32_t *letters)
{
    size_t end = first + rule->count;
    bool is_plain = true;
    for (size_t i = first; i < end; i++) {
        if (!unit_is_figure(units->list[i].plain) || !unit_is_figure(letters[i - first])) {
            return false;
        }
        is_plain = is_plain && units->list[i].written < 0x80;
    }
    return (is_plain && !rule->is_ascii) ||
           (first > 0 && !units->list[first].gap &&
               unit_is_figure(units->list[first - 1].plain)) ||
           (end < units->count && !units->list[end].gap &&
               unit_is_figure(units->list[end].plain));
}

static unsigned flags_of(const struct unit *units, size_t count)
{
    unsigned flags = 0;
    for (size_t i = 0; i < count; i++) {
        flags |= units[i].flags;
    }
    return flags;
}

static bool is_of_latin_letters(const struct rule *rule, const uint32_t *letters)
{
    for (size_t i = 0; i < rule->count; i++) {
        if (letters[i] >= 'a' && letters[i] <= 'z') {
            return rule->is_ascii; /* not Cyrillic's, say */
        }
    }
    return false;
}

static bool is_disguised(const struct rule *rule, const uint32_t *letters, enum reading reading,
    unsigned flags, const struct gaps *gaps)
{
    bool is_spaced =
        rule->count > 2 && gaps->all + 1 == rule->count && gaps->segments + 1 < rule->count;
    return is_spaced || reading == READ_BACKWARD || gaps->signs > 0 ||
           (flags & (UNIT_ESCAPED | UNIT_STROKE | UNIT_RARE)) ||
           ((flags & UNIT_LOOKS) && is_of_latin_letters(rule, letters));
}

/* What the plain reading has not found as well. */
static bool is_worth(const struct rule *rule, const struct unit *units, enum reading reading,
    const struct gaps *gaps)
{
    switch (reading) {
    case READ_STROKES: /* 六合-彩 has no 六合一: nothing excuses what is written otherwise */
        return rule->kind <= RULE_CALL && flags_of(units, rule->count) & UNIT_STROKE;
    case READ_SPARSE: /* 造成6人受伤 has no 成人 */
        return gaps->signs > 0 && rule->kind <= RULE_CLAIM &&
               (rule->count > 2 || !unit_is_figure(units[1].sign));
    case READ_BACKWARD:
        return rule->count >= BACKWARD_LETTERS_MIN && rule->kind <= RULE_CLAIM;
    default:
        return true;
    }
}

/* Written as it stands in the list, in one piece: nearly all of ordinary text. */
static bool is_itself(
    const struct rule *rule, const uint32_t *letters, const struct unit *units)
{
    unsigned others = letters[0] ^ units[0].plain, odd = units[0].flags;
    for (size_t i = 1; i < rule->count; i++) {
        others |= letters[i] ^ units[i].plain;
        odd |= units[i].flags | units[i].gap << 8;
    }
    return !others && !(odd & ~(unsigned)UNIT_QUOTED) && !rule->is_latin &&
           !unit_is_figure(letters[0]);
}

static void meet(
    struct judged *judged, const struct rule *rule, enum reading reading, size_t first)
{
    const struct units *all = &judged->units[reading];
    const struct unit *units = all->list + first;
    const uint32_t *letters = rule_letters(&judged->words->tables->rules, rule);
    if (reading == READ_PLAIN && is_itself(rule, letters, units)) {
        meetings_add(judged, rule, units, rule->count)->may_cut =
            rule->kind == RULE_WORD || rule->kind == RULE_CLAIM;
        return;
    }
    bool may_be_disguised = rule->kind <= RULE_CLAIM;
    if (!is_near_enough(rule, letters, units) || is_other_number(all, first, rule, letters) ||
        is_within_number(all, first, rule, letters)) {
        return;
    }
    struct gaps gaps = count_gaps(units, rule->count);
    if (((!may_be_disguised || rule_is_light(rule)) && gaps.all) ||
        !is_worth(rule, units, reading, &gaps) ||
        (rule->is_latin && !stands_alone(all, first, rule->count, &gaps))) {
        return;
    }
    size_t last = reading == READ_BACKWARD ? rule->count - 1 : 0;
    struct meeting *meeting = meetings_add(judged, rule, &units[last], rule->count);
    if (may_be_disguised) {
        unsigned flags = flags_of(units, rule->count);
        meeting->is_disguised = is_disguised(rule, letters, reading, flags, &gaps);
        meeting->may_cut =
            !meeting->is_disguised && !rule->is_latin && rule->kind != RULE_ALWAYS;
    }
}

/* Of strokes and sparse letters: the next unit that a phrase must have, or have before it, to
 * say what the plain reading has not: is_worth. */
static size_t next_mark(const struct units *units, enum reading reading, size_t at)
{
    for (; at < units->count; at++) {
        const struct unit *unit = &units->list[at];
        if (reading == READ_STROKES ? unit->flags & UNIT_STROKE : unit->gap & GAP_SIGN) {
            break;
        }
    }
    return at;
}

static bool may_begin(const struct phrases *phrases, const struct units *units, size_t first)
{
    const struct unit *unit = &units->list[first];
    return phrases_may_begin(
        phrases, unit->shape, first + 1 < units->count ? unit[1].shape : 0);
}

/* The phrases that begin with that unit. */
static void meet_from(struct judged *judged, enum reading reading, size_t first)
{
    const struct phrases *phrases = &judged->words->tables->shapes;
    const struct unit *list = judged->units[reading].list + first;
    size_t left = judged->units[reading].count - first;
    uint32_t node = phrases_child(phrases, 0, list[0].shape);
    for (size_t i = 1; node; i++) {
        uint32_t output = 0, value;
        while (phrases_value(phrases, node, &output, &value)) {
            meet(judged, &judged->words->tables->rules.list[value], reading, first);
        }
        node = i < left ? phrases_child(phrases, node, list[i].shape) : 0;
    }
}

/* Those that have such a unit, or have it before them. */
static void meet_marked(struct judged *judged, enum reading reading)
{
    const struct units *units = &judged->units[reading];
    const struct phrases *phrases = &judged->words->tables->shapes;
    size_t longest = phrases->longest, mark = next_mark(units, reading, 0);
    for (size_t first = 0; mark < units->count; first++) {
        first = mark > first + longest ? mark - longest : first;
        if (mark < first) {
            mark = next_mark(units, reading, first);
        }
        if (mark < units->count && may_begin(phrases, units, first)) {
            meet_from(judged, reading, first);
        }
    }
}

void meet_phrases(struct judged *judged, enum reading reading)
{
    if (reading == READ_STROKES || reading == READ_SPARSE) {
        meet_marked(judged, reading);
        return;
    }
    const struct units *units = &judged->units[reading];
    const struct phrases *phrases = &judged->words->tables->shapes;
    for (size_t first = 0; first < units->count; first++) {
        if (may_begin(phrases, units, first)) {
            meet_from(judged, reading, first);
        }
    }
}

static int by_place(const void *left, const void *right)
{
    const struct meeting *a = left, *b = right;
    return a->at < b->at ? -1 : a->at > b->at;
}

static bool is_within(const struct meeting *meeting, const struct meeting *other)
{
    return other->at <= meeting->at && other->at + other->count >= meeting->at + meeting->count;
}

/* What `other`, near it, makes of a meeting: it is part of a name or of a heavier offer, or
 * what surrounds it is; or a name begins or ends within it, and it is weak. */
static bool is_taken(
    struct meeting *meeting, size_t index, const struct meeting *other, size_t other_index)
{
    bool within = is_within(meeting, other);
    if (rule_is_against(meeting->rule) && rule_is_against(other->rule)) {
        return within && other->count > meeting->count; /* 研究 in 研究生 */
    }
    if (rule_is_letter(meeting->rule) || rule_is_letter(other->rule)) {
        return within && !rule_is_letter(other->rule) && !other->rule->trait;
    }
    if (other->rule->kind == RULE_NAME && meeting_is_offer(meeting) && !meeting->is_disguised) {
        meeting->is_weak = meeting->is_weak || !is_within(other, meeting);
        return within;
    }
    if (meeting->rule->kind == RULE_CALL && other->rule->kind == RULE_CALL && within &&
        !meeting->rule->trait) {
        int own = meeting->rule->weight, others = other->rule->weight;
        return own < others ||
               (own == others && (other_index < index || !is_within(other, meeting)));
    }
    if (!meeting_is_offer(other) || meeting->rule->kind == RULE_CALL ||
        meeting->rule->kind == RULE_ALWAYS || meeting->rule->kind == RULE_NAME ||
        meeting->rule->trait || other->rule->trait) {
        return false;
    }
    if (meeting_is_offer(meeting) && !within && !is_within(other, meeting)) {
        meeting->is_weak =
            meeting->is_weak || other->at < meeting->at; /* a letter counts once */
        return false;
    }
    int own = meeting_is_offer(meeting) ? meeting_weight(meeting) : 0,
        others = meeting_weight(other);
    if (within && is_within(other, meeting)) {
        return own < others || (own == others && other_index < index);
    }
    return within ? own <= others : is_within(other, meeting) && own < others;
}

/* `reach`: where the last of those before it ends. */
static bool is_out(const struct meetings *meetings, size_t index, uint32_t reach)
{
    struct meeting *list = meetings->list, *meeting = &list[index];
    size_t before = reach > meeting->at ? index : 0; /* most stand by themselves */
    for (size_t i = before; i > 0 && list[i - 1].at + LETTERS_MAX > meeting->at; i--) {
        bool reaches = list[i - 1].at + list[i - 1].count > meeting->at;
        if (reaches && is_taken(meeting, index, &list[i - 1], i - 1)) {
            return true;
        }
    }
    for (size_t i = index + 1; i < meetings->count && list[i].at < meeting->at + meeting->count;
         i++) {
        if (is_taken(meeting, index, &list[i], i)) {
            return true;
        }
    }
    return meeting->rule->kind == RULE_NAME;
}

/* The phrases of the plain reading stand in order already, and are most of all. */
static bool sort(struct meetings *meetings)
{
    size_t count = meetings->count, sorted = count > 0, left = 0, right, used = 0;
    const struct meeting *list = meetings->list;
    while (sorted < count && list[sorted - 1].at <= list[sorted].at) {
        sorted++;
    }
    right = sorted;
    if (sorted == count) {
        return true;
    }
    struct meeting *merged = arena_array(meetings->arena, count, sizeof *merged);
    if (!merged) {
        return false;
    }
    qsort(meetings->list + sorted, count - sorted, sizeof *list, by_place);
    while (used < count) {
        bool is_left = right == count || (left < sorted && list[left].at <= list[right].at);
        merged[used++] = list[is_left ? left++ : right++];
    }
    meetings->list = merged;
    meetings->capacity = count;
    return true;
}

void meetings_settle(struct judged *judged)
{
    struct meetings *meetings = &judged->meetings;
    size_t kept = 0;
    uint32_t reach = 0;
    bool *out = arena_array(meetings->arena, meetings->count + 1, sizeof *out);
    if (!out || !sort(meetings)) {
        meetings->has_failed = true;
        return;
    }
    for (size_t i = 0; i < meetings->count; i++) {
        uint32_t end = meetings->list[i].at + meetings->list[i].count;
        out[i] = is_out(meetings, i, reach);
        reach = end > reach ? end : reach;
    }
    for (size_t i = 0; i < meetings->count; i++) {
        if (!out[i]) {
            meetings->list[kept++] = meetings->list[i];
        }
    }
    meetings->count = kept;
}
