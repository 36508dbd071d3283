#include "content/guard/words/words.h"

#include "content/guard/words/rules_load.h"
#include "content/guard/words/words_private.h"

#include <stdlib.h>
#include <string.h>

/* A phrase on its way into a tree, each figure in the place of #, one after another. */
struct spelling {
    const struct words *words;
    struct phrases *to;
    uint32_t (*symbol_of)(const struct words *words, uint32_t letter); /* 0: none */
    uint32_t value, *symbols;
};

static bool add_from(const struct spelling *spelling, size_t at)
{
    const struct rule *rule = &spelling->words->rules.list[spelling->value];
    bool has_symbols = true;
    for (; has_symbols && at < rule->count && rule->letters[at]; at++) {
        spelling->symbols[at] = spelling->symbol_of(spelling->words, rule->letters[at]);
        has_symbols = spelling->symbols[at] != 0;
    }
    if (!has_symbols || at == rule->count) {
        return !has_symbols ||
               phrases_add(spelling->to, spelling->symbols, rule->count, spelling->value);
    }
    for (uint32_t figure = '0'; figure <= '9'; figure++) {
        spelling->symbols[at] = spelling->symbol_of(spelling->words, figure);
        if (!add_from(spelling, at + 1)) {
            return false;
        }
    }
    return true;
}

static uint32_t shape_of(const struct words *words, uint32_t letter)
{
    return alike_shape(&words->rules.alike, letter);
}

static uint32_t sound_of(const struct words *words, uint32_t letter)
{
    return sound_table_number(words->sound_table, letter);
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

static bool compile_rule(struct words *words, uint32_t value)
{
    const struct rule *rule = &words->rules.list[value];
    if (rule->trait) {
        words->traits[rule->trait] = value + 1;
        return true;
    }
    if (rule->kind == RULE_REGULAR) {
        return add_expression(words, rule);
    }
    uint32_t symbols[RULE_LETTERS_MAX];
    const struct spelling shape = { words, &words->shapes, shape_of, value, symbols };
    const struct spelling sound = { words, &words->sounds, sound_of, value, symbols };
    return add_from(&shape, 0) && (!rule_has_sound(rule) || add_from(&sound, 0));
}

static bool compile(struct words *words)
{
    bool done = true;
    for (size_t i = 0; done && i < words->rules.count; i++) {
        done = compile_rule(words, (uint32_t)i);
    }
    words->stamps = calloc(words->rules.count + 1, sizeof *words->stamps);
    return done && words->stamps;
}

static bool load(
    struct words *words, const char *const *paths, size_t count, struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        if (!rules_load(&words->rules, paths[i], error)) {
            return false;
        }
    }
    return compile(words) || error_set(error, "out of memory");
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
    if (!words->sound_table) {
        error_set(error, "out of memory");
    }
    if (!words->sound_table || !load(words, paths, count, error)) {
        words_destroy(words);
        words = NULL;
    }
    return words;
}

void words_destroy(struct words *words)
{
    if (words) {
        phrases_finish(&words->shapes);
        phrases_finish(&words->sounds);
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
                    rules_list(rules, rule), rule->line);
            }
            if (outcome == PATTERN_FOUND) {
                return error_set(why, "held back by the deny list %s, line %d",
                    rules_list(rules, rule), rule->line);
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
    judged.meetings.capacity = judged.units[READ_PLAIN].count + 1;
    judged.meetings.list =
        arena_array(scratch, judged.meetings.capacity, sizeof *judged.meetings.list);
    for (int reading = 0; reading < READING_COUNT; reading++) {
        meet_phrases(&judged, (enum reading)reading);
    }
    meet_sounds(&judged);
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
