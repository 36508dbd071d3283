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
}
