/* Words with characters in them that only sound as theirs: 九肖终特. */
#include "base/utf8.h"
#include "content/guard/words/words_private.h"

enum { LETTERS_MIN = 3, LETTERS_MAX = 16, AROUND = 6 };

static uint32_t sound_number(const struct judged *judged, const struct unit *unit)
{
    return sound_table_number(judged->words->sound_table, unit->plain);
}

/* Each that only sounds so must be a word by itself: 网上独唱 has one that is none. */
static bool stand_by_themselves(
    struct judged *judged, const struct rule *rule, size_t first, const bool *sounds_only)
{
    const struct units *units = &judged->units[READ_PLAIN];
    uint32_t letters[LETTERS_MAX + 2 * AROUND];
    size_t from = first, to = first + rule->count, size = 0;
    for (size_t i = 0; i < AROUND && from > 0 && !units->list[from].gap; i++) {
        from--;
    }
    for (size_t i = 0; i < AROUND && to < units->count && !units->list[to].gap; i++) {
        to++;
    }
    for (size_t i = from; i < to; i++) {
        letters[size++] = units->list[i].written;
    }
    for (size_t i = 0; i < rule->count; i++) {
        size_t at = first - from + i;
        if (sounds_only[i] && word_cutter_cuts(judged->words->cutter, letters, size, at, 1)) {
            return false;
        }
    }
    return true;
}

/* Of three letters one may be another, of four and more all. */
static void meet(struct judged *judged, const struct rule *rule, size_t first)
{
    const struct unit *units = judged->units[READ_PLAIN].list + first;
    bool sounds_only[LETTERS_MAX] = { false };
    size_t others = 0;
    for (size_t i = 0; i < rule->count; i++) {
        uint32_t wanted = rule->letters[i].plain;
        bool is_figure = units[i].plain >= '0' && units[i].plain <= '9';
        sounds_only[i] = wanted ? wanted != units[i].plain : !is_figure;
        others += sounds_only[i];
        if ((i > 0 && units[i].gap & (GAP_STOP | GAP_SEGMENT)) ||
            (sounds_only[i] && !utf8_is_han(units[i].written))) {
            return;
        }
    }
    if (others == 0 || (rule->count == LETTERS_MIN && others > 1) ||
        !stand_by_themselves(judged, rule, first, sounds_only)) {
        return;
    }
    meetings_add(judged,
        &(struct meeting) {
            .rule = rule, .at = units->at, .count = rule->count, .segment = units->segment });
}

/* A Latin letter with none beside it, and Han. */
static bool is_initial(const struct units *units, size_t i)
{
    const struct unit *unit = &units->list[i];
    bool before = i > 0 && !(unit->gap & GAP_SEGMENT), behind = i + 1 < units->count;
    return unit->plain >= 'a' && unit->plain <= 'z' && (!before || unit[-1].plain > 'z') &&
           (!behind || unit[1].plain > 'z') &&
           ((before && utf8_is_han(unit[-1].written)) ||
               (behind && utf8_is_han(unit[1].written)));
}

/* Whether all other letters of the rule are its own. */
static bool are_own_but(
    const struct rule *rule, const struct unit *units, size_t first, size_t initial)
{
    for (size_t i = 0; i < rule->count; i++) {
        uint32_t wanted = rule->letters[i].plain, plain = units[first + i].plain;
        bool is_own = wanted ? wanted == plain : plain >= '0' && plain <= '9';
        if (first + i != initial && !is_own) {
            return false;
        }
    }
    return true;
}

/* 花呗t现: the words in which the letter at `initial` is how a character's sound begins, here
 * as `sound`. */
static void meet_with_initial(struct judged *judged, size_t initial, uint32_t sound)
{
    const struct automaton *automaton = &judged->words->homophones;
    const struct units *units = &judged->units[READ_PLAIN];
    size_t from = initial > AROUND ? initial - AROUND : 0;
    uint32_t state = 0;
    for (size_t i = from; i < units->count && i <= initial + AROUND; i++) {
        uint32_t output = 0, value;
        size_t length;
        state = automaton_step(
            automaton, state, i == initial ? sound : sound_number(judged, &units->list[i]));
        if (i >= initial && !state) {
            break;
        }
        for (uint32_t walk = state;
             i >= initial && automaton_walk(automaton, &walk, &output, &value, &length);) {
            const struct rule *rule = &judged->words->rules.list[value];
            size_t first = i + 1 - length;
            if (first <= initial && are_own_but(rule, units->list, first, initial)) {
                meetings_add(judged, &(struct meeting) { .rule = rule,
                                         .at = units->list[first].at,
                                         .count = rule->count,
                                         .segment = units->list[first].segment,
                                         .is_disguised = true });
            }
        }
    }
}

static void meet_initials(struct judged *judged)
{
    const struct units *units = &judged->units[READ_PLAIN];
    for (size_t i = 0; i < units->count; i++) {
        const uint16_t *sounds;
        size_t count = is_initial(units, i) ? sound_table_beginning(judged->words->sound_table,
                                                  (char)units->list[i].plain, &sounds)
                                            : 0;
        for (size_t j = 0; j < count; j++) {
            meet_with_initial(judged, i, sounds[j]);
        }
    }
}

void meet_homophones(struct judged *judged)
{
    const struct automaton *automaton = &judged->words->homophones;
    const struct units *units = &judged->units[READ_PLAIN];
    uint32_t state = 0;
    for (size_t i = 0; automaton->node_count && i < units->count; i++) {
        uint32_t output = 0, value;
        size_t length;
        state = automaton_step(automaton, state, sound_number(judged, &units->list[i]));
        for (uint32_t walk = state;
             automaton_walk(automaton, &walk, &output, &value, &length);) {
            meet(judged, &judged->words->rules.list[value], i + 1 - length);
        }
    }
    if (automaton->node_count) {
        meet_initials(judged);
    }
}
