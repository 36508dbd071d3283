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
    const struct rules *rules = &spelling->words->own.rules;
    const struct rule *rule = &rules->list[spelling->value];
    const uint32_t *letters = rule_letters(rules, rule);
    bool has_symbols = true;
    for (; has_symbols && at < rule->count && letters[at]; at++) {
        spelling->symbols[at] = spelling->symbol_of(spelling->words, letters[at]);
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
    return alike_shape(&words->own.rules.alike, letter);
}

static uint32_t sound_of(const struct words *words, uint32_t letter)
{
    return sound_table_number(words->sound_table, letter);
}

static bool compile_rule(struct words *words, uint32_t value)
{
    struct word_tables *own = &words->own;
    const struct rule *rule = &own->rules.list[value];
    if (rule->trait) {
        own->traits[rule->trait] = value + 1;
        return true;
    }
    if (rule->kind == RULE_REGULAR) {
        return true;
    }
    uint32_t symbols[RULE_LETTERS_MAX];
    const struct spelling shape = { words, &own->shapes, shape_of, value, symbols };
    const struct spelling sound = { words, &own->sounds, sound_of, value, symbols };
    return add_from(&shape, 0) && (!rule_has_sound(rule) || add_from(&sound, 0));
}

static bool load(
    struct words *words, const char *const *paths, size_t count, struct error *error)
{
    bool done = true;
    if (!rules_load(&words->own.rules, paths, count, error)) {
        return false;
    }
    for (size_t i = 0; done && i < words->own.rules.count; i++) {
        done = compile_rule(words, (uint32_t)i);
    }
    return done || error_set(error, "out of memory");
}

struct words *words_create(const struct text_folder *folder, const char *const *paths,
    size_t count, struct error *error)
{
    struct words *words = calloc(1, sizeof *words);
    if (!words) {
        error_set(error, "out of memory");
        return NULL;
    }
    words->folder = folder;
    words->sound_table = sound_table_create();
    rules_init(&words->own.rules, folder, words->sound_table);
    const struct word_tables *made = made_words_for(paths, count);
    words->tables = made ? made : &words->own;
    bool done = words->sound_table || error_set(error, "out of memory");
    done = done && (made || load(words, paths, count, error));
    words->stamps = done ? calloc(words->tables->rules.count + 1, sizeof(uint32_t)) : NULL;
    if (done && !words->stamps) {
        error_set(error, "out of memory");
    }
    if (!words->stamps) {
        words_destroy(words);
        words = NULL;
    }
    return words;
}

struct words *words_twin(const struct words *words, const struct text_folder *folder)
{
    size_t rules = words->tables->rules.count;
    struct words *twin = words->tables->rules.pattern_count ? NULL : calloc(1, sizeof *twin);
    if (twin) {
        twin->folder = folder;
        twin->tables = words->tables;
        twin->sound_table = words->sound_table;
        twin->is_twin = true;
        twin->stamps = calloc(rules + 1, sizeof(uint32_t));
    }
    if (twin && !twin->stamps) {
        words_destroy(twin);
        twin = NULL;
    }
    return twin;
}

void words_destroy(struct words *words)
{
    if (words && words->is_twin) {
        words->sound_table = NULL; /* the first one's */
    }
    if (words) {
        phrases_finish(&words->own.shapes);
        phrases_finish(&words->own.sounds);
        rules_finish(&words->own.rules);
        sound_table_destroy(words->sound_table);
        word_cutter_destroy(words->cutter);
        free(words->stamps);
    }
    free(words);
}

void words_digest(const struct words *words, struct digest *digest)
{
    const struct digest *lists = &words->tables->rules.digest;
    digest_add(digest, lists, sizeof *lists);
}

bool words_judge_anything(const struct words *words)
{
    return words->tables->rules.count > 0;
}

/* The expressions meet one text at a time, folded. */
static bool expression_allows(
    struct judged *judged, const struct rule *rule, size_t *at, struct error *why)
{
    const struct rules *rules = &judged->words->tables->rules;
    for (*at = 0; *at < judged->segment_count; ++*at) {
        const char *folded =
            text_folder_fold(judged->words->folder, judged->arena, judged->segments[*at].text);
        enum pattern_outcome outcome =
            folded ? pattern_find(rules->patterns[rule->letters], folded) : PATTERN_ENDED;
        if (outcome == PATTERN_ENDED) {
            return error_set(why,
                "held back because the expression in the deny list %s, line %d, ran too "
                "long on it: write it without one repetition inside of another",
                rule_list(rules, rule), rule->line);
        }
        if (outcome == PATTERN_FOUND) {
            return error_set(why, "held back by the deny list %s, line %d",
                rule_list(rules, rule), rule->line);
        }
    }
    *at = 0;
    return true;
}

static bool expressions_allow(struct judged *judged, size_t *at, struct error *why)
{
    const struct rules *rules = &judged->words->tables->rules;
    for (size_t i = 0; rules->pattern_count > 0 && i < rules->count; i++) {
        const struct rule *rule = &rules->list[i];
        if (rule->kind == RULE_REGULAR && !expression_allows(judged, rule, at, why)) {
            return false;
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
        .are_cells = texts->are_cells,
        .are_addresses = texts->are_addresses,
        .meetings = { .arena = scratch } };
    const struct unit_tables tables = { words->folder, &words->tables->rules.alike };
    texts->at = 0;
    judged.segments = arena_array(scratch, count + 1, sizeof *judged.segments);
    for (size_t i = 0; judged.segments && i < count; i++) {
        judged.segments[i].text = texts->list[i];
    }
    if (!judged.segments ||
        !units_read(&tables, scratch, judged.segments, count, judged.units)) {
        return error_set(why, "out of memory");
    }
    size_t expected = judged.units[READ_PLAIN].count / 4 + 16;
    judged.meetings.list = arena_array(scratch, expected, sizeof *judged.meetings.list);
    judged.meetings.capacity = judged.meetings.list ? expected : 0;
    for (int reading = 0; reading < READING_COUNT; reading++) {
        meet_phrases(&judged, (enum reading)reading);
    }
    meet_sounds(&judged);
    meet_traits(&judged);
    meet_numbers(&judged);
    meet_tone(&judged);
    meetings_settle(&judged);
    bool fine =
        expressions_allow(&judged, &texts->at, why) && score_allows(&judged, &texts->at, why);
    if (judged.meetings.has_failed || scratch->has_failed) {
        return error_set(why, "out of memory");
    }
    return fine;
}
