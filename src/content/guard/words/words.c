#include "content/guard/words/words.h"

#include "content/guard/words/sounds.h"
#include "content/guard/words/words_private.h"

#include <stdlib.h>
#include <string.h>

enum { PHRASE_MAX = 64, HOMOPHONES_WEIGHT = 8, HOMOPHONES_MIN = 3, HOMOPHONES_MAX = 12 };

/* A phrase with each figure in the place of #, one after another. */
static bool add_figures(struct words *words, uint32_t value, uint32_t *symbols, size_t at)
{
    const struct rule *rule = &words->rules.list[value];
    while (at < rule->count && rule->letters[at].plain) {
        at++;
    }
    if (at >= rule->count) {
        return automaton_add(&words->shapes, symbols, rule->count, value);
    }
    for (uint32_t figure = '0'; figure <= '9'; figure++) {
        symbols[at] = alike_shape(&words->rules.alike, figure);
        if (!add_figures(words, value, symbols, at + 1)) {
            return false;
        }
    }
    return true;
}

/* Words of three characters and more, each of them with its figures. */
static bool add_homophones(struct words *words, uint32_t value, uint32_t *numbers, size_t at)
{
    const struct rule *rule = &words->rules.list[value];
    if (at == rule->count) {
        return automaton_add(&words->homophones, numbers, rule->count, value);
    }
    uint32_t letter = rule->letters[at].plain;
    for (uint32_t c = letter ? letter : '0'; c <= (letter ? letter : '9'); c++) {
        numbers[at] = sound_table_number(words->sound_table, c);
        if (numbers[at] && !add_homophones(words, value, numbers, at + 1)) {
            return false;
        }
    }
    return true;
}

static bool add_expression(struct words *words, const struct rule *rule)
{
    const struct rule **list = arena_grow(&words->arena, words->expressions,
        words->expression_count, &words->expression_capacity, sizeof *list);
    if (list) {
        words->expressions = list;
        list[words->expression_count++] = rule;
    }
    return list;
}

static bool compile_rule(struct words *words, uint32_t value, struct error *error)
{
    struct rule *rule = &words->rules.list[value];
    uint32_t symbols[PHRASE_MAX];
    if (rule->trait) {
        words->traits[rule->trait] = value + 1;
        return true;
    }
    if (rule->kind == RULE_REGULAR) {
        return add_expression(words, rule) || error_set(error, "out of memory");
    }
    if (rule->count > PHRASE_MAX) {
        return error_set(error, "the deny list %s, line %d: more than %d letters", rule->list,
            rule->line, PHRASE_MAX);
    }
    for (size_t i = 0; i < rule->count; i++) {
        rule->letters[i].shape = alike_shape(&words->rules.alike, rule->letters[i].plain);
        symbols[i] = rule->letters[i].shape;
    }
    bool has_homophones = rule->kind == RULE_WORD && rule->weight >= HOMOPHONES_WEIGHT &&
                          rule->count >= HOMOPHONES_MIN && rule->count <= HOMOPHONES_MAX;
    uint32_t numbers[HOMOPHONES_MAX];
    if (has_homophones && !add_homophones(words, value, numbers, 0)) {
        return error_set(error, "out of memory");
    }
    return (add_figures(words, value, symbols, 0) &&
               rule_sounds_add(words->sound_table, &words->sounds, rule, value)) ||
           error_set(error, "out of memory");
}

/* About as much as the rules need. */
static bool reserve(struct words *words)
{
    size_t symbols = 0, words_symbols = 0;
    for (size_t i = 0; i < words->rules.count; i++) {
        const struct rule *rule = &words->rules.list[i];
        symbols += rule->count;
        words_symbols += rule->kind == RULE_WORD ? rule->count : 0;
    }
    return automaton_reserve(&words->shapes, symbols) &&
           automaton_reserve(&words->sounds, words_symbols * 3) &&
           automaton_reserve(&words->homophones, words_symbols);
}

static bool compile(struct words *words, struct error *error)
{
    if (!reserve(words)) {
        return error_set(error, "out of memory");
    }
    for (size_t i = 0; i < words->rules.count; i++) {
        if (!compile_rule(words, (uint32_t)i, error)) {
            return false;
        }
    }
    words->stamps = calloc(words->rules.count + 1, sizeof *words->stamps);
    return (words->stamps && automaton_compile(&words->shapes) &&
               automaton_compile(&words->sounds) && automaton_compile(&words->homophones)) ||
           error_set(error, "out of memory");
}

static bool load(
    struct words *words, const char *const *paths, size_t count, struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        if (!rules_load(&words->rules, paths[i], error)) {
            return false;
        }
    }
    return compile(words, error);
}

struct words *words_create(const struct text_folder *folder, const char *const *paths,
    size_t count, struct error *error)
{
    struct words *words = calloc(1, sizeof *words);
    if (!words) {
        error_set(error, "out of memory");
        return NULL;
    }
    arena_init(&words->arena);
    words->sound_table = sound_table_create();
    rules_init(&words->rules, &words->arena, folder, words->sound_table);
    words->cutter = word_cutter_create();
    bool has_all = words->cutter && words->sound_table;
    if (!has_all) {
        error_set(error, "out of memory");
    }
    if (!has_all || !load(words, paths, count, error)) {
        words_destroy(words);
        words = NULL;
    }
    return words;
}

void words_destroy(struct words *words)
{
    if (words) {
        automaton_finish(&words->shapes);
        automaton_finish(&words->sounds);
        automaton_finish(&words->homophones);
        sound_table_destroy(words->sound_table);
        rules_finish(&words->rules);
        word_cutter_destroy(words->cutter);
        free(words->stamps);
        arena_finish(&words->arena);
    }
    free(words);
}

bool words_judge_anything(const struct words *words)
{
    return words->rules.count > 0;
}

/* The expressions meet one text at a time, folded. */
static bool expressions_allow(struct judged *judged, size_t *at, struct error *why)
{
    const struct rules *rules = &judged->words->rules;
    for (size_t i = 0; i < judged->words->expression_count; i++) {
        const struct rule *rule = judged->words->expressions[i];
        for (size_t j = 0; j < judged->segment_count; j++) {
            const char *folded =
                text_folder_fold(rules->alike.folder, judged->arena, judged->segments[j].text);
            enum pattern_outcome outcome =
                folded ? pattern_find(rule->pattern, folded) : PATTERN_ENDED;
            *at = j;
            if (outcome == PATTERN_ENDED) {
                return error_set(why,
                    "held back because the expression in the deny list %s, line %d, ran too "
                    "long on it: write it without one repetition inside of another",
                    rule->list, rule->line);
            }
            if (outcome == PATTERN_FOUND) {
                return error_set(
                    why, "held back by the deny list %s, line %d", rule->list, rule->line);
            }
        }
    }
    return true;
}

bool words_allow(
    struct words *words, struct arena *scratch, struct words_texts *texts, struct error *why)
{
    size_t count = texts->count;
    struct judged judged = { .words = words,
        .arena = scratch,
        .segment_count = count,
        .meetings = { .arena = scratch } };
    texts->at = 0;
    judged.segments = arena_array(scratch, count + 1, sizeof *judged.segments);
    for (size_t i = 0; judged.segments && i < count; i++) {
        judged.segments[i].text = texts->list[i];
    }
    if (!judged.segments ||
        !units_read(&words->rules.alike, scratch, judged.segments, count, judged.units)) {
        return error_set(why, "out of memory");
    }
    for (int reading = 0; reading < READING_COUNT; reading++) {
        meet_phrases(&judged, (enum reading)reading);
    }
    meet_sounds(&judged);
    meet_homophones(&judged);
    meet_traits(&judged);
    meet_numbers(&judged);
    meetings_settle(&judged);
    bool fine =
        expressions_allow(&judged, &texts->at, why) && score_allows(&judged, &texts->at, why);
    if (judged.meetings.has_failed || scratch->has_failed) {
        return error_set(why, "out of memory");
    }
    return fine;
}
