#include "content/guard/words/rules_phrases.h"

#include "base/list.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { RULES_MAX = 20000, FIGURES_MAX = 2, LETTER_WEIGHT_MAX = 3 };

static const char *const traits[TRAIT_COUNT] = { [TRAIT_ADDRESS] = "<address>",
    [TRAIT_HIDDEN_ADDRESS] = "<hidden address>",
    [TRAIT_HANDLE] = "<handle>",
    [TRAIT_DISGUISE] = "<disguise>",
    [TRAIT_WHOLE] = "<whole>",
    [TRAIT_QUOTED] = "<quoted>",
    [TRAIT_HIDDEN_NUMBER] = "<hidden number>",
    [TRAIT_AMOUNT] = "<amount>",
    [TRAIT_PIECES] = "<pieces>",
    [TRAIT_HINT] = "<hint>",
    [TRAIT_TONE] = "<tone>",
    [TRAIT_LOUD] = "<loud>",
    [TRAIT_SOBER] = "<sober>",
    [TRAIT_TURN] = "<turn>" };

char *rules_trim(char *line)
{
    line += strspn(line, " \t");
    size_t size = strlen(line);
    while (size > 0 && strchr(" \t\r", line[size - 1])) {
        size--;
    }
    line[size] = '\0';
    return line;
}

static struct rule *add_rule(struct rules_file *file, enum rule_kind kind, int weight)
{
    struct rules *rules = file->rules;
    if (rules->count == RULES_MAX) {
        error_set(file->error, "more than %d rules", RULES_MAX);
        return NULL;
    }
    struct rule *list = list_grow(rules->list, rules->count, &rules->capacity, sizeof *list);
    if (!list) {
        error_set(file->error, "out of memory");
        return NULL;
    }
    rules->list = list;
    list[rules->count] = (struct rule) {
        .kind = kind, .weight = (uint8_t)weight, .list = file->list, .line = file->line
    };
    return &list[rules->count++];
}

bool rules_read_regular(struct rules_file *file, const char *text)
{
    struct rules *rules = file->rules;
    struct rule *rule = add_rule(file, RULE_REGULAR, 0);
    const char *expression = text_folder_fold_pattern(&file->reading->arena, text);
    struct pattern **patterns = list_grow(
        rules->patterns, rules->pattern_count, &rules->pattern_capacity, sizeof *patterns);
    rules->patterns = patterns ? patterns : rules->patterns;
    if (!rule || !expression || !patterns) {
        return !rule ? false : error_set(file->error, "out of memory");
    }
    struct pattern *pattern = pattern_create(expression, file->error);
    if (!pattern) {
        return false;
    }
    rule->letters = (uint32_t)rules->pattern_count;
    patterns[rules->pattern_count++] = pattern;
    return pattern_find(pattern, "") == PATTERN_ABSENT ||
           error_set(file->error, "matches everything: write what it is to meet");
}

static bool add_letter(struct rules *rules, struct rule *rule, uint32_t letter)
{
    uint32_t *letters = list_grow(
        rules->letters, rules->letter_count, &rules->letter_capacity, sizeof *letters);
    if (letters) {
        rules->letters = letters;
        letters[rules->letter_count++] = letter;
        rule->count++;
    }
    return letters;
}

/* Folds a phrase, # being any figure. */
static bool fold_letters(struct rules_file *file, struct rule *rule, const char *text)
{
    const struct text_folder *folder = file->rules->alike.folder;
    size_t size = strlen(text);
    rule->letters = (uint32_t)file->rules->letter_count;
    for (size_t at = 0; at < size;) {
        uint32_t c = utf8_next(text, size, &at);
        const struct folded *folded = text_folder_look(folder, c);
        bool is_any = c == '#' && rule->kind != RULE_ALWAYS, has_room = folded;
        size_t count = folded ? folded->count : 0;
        if (rule->count + count + is_any > RULE_LETTERS_MAX) {
            return error_set(file->error, "more than %d letters", RULE_LETTERS_MAX);
        }
        for (size_t i = 0; has_room && i < count; i++) {
            has_room = add_letter(file->rules, rule, text_folder_letters(folder, folded)[i]);
        }
        if (!has_room || (is_any && !add_letter(file->rules, rule, 0))) {
            return error_set(file->error, "out of memory");
        }
    }
    return true;
}

static bool read_letters(struct rules_file *file, struct rule *rule, const char *text)
{
    if (!fold_letters(file, rule, text)) {
        return false;
    }
    const uint32_t *letters = rule->count ? rule_letters(file->rules, rule) : NULL;
    size_t figures = 0;
    for (size_t i = 0; i < rule->count; i++) {
        figures += letters[i] == 0;
    }
    uint32_t first = rule->count ? letters[0] : 0;
    uint32_t last = rule->count ? letters[rule->count - 1] : 0;
    rule->is_latin = (first >= 'a' && first <= 'z') || (last >= 'a' && last <= 'z');
    if (figures > FIGURES_MAX) {
        return error_set(file->error, "more than %d figures", FIGURES_MAX);
    }
    /* One character alone would hold back half of all text. */
    return rule->count > 1 || (rule->count == 1 && rule_is_against(rule)) ||
           (rule_is_letter(rule) && rule->weight <= LETTER_WEIGHT_MAX) ||
           error_set(file->error,
               "fewer than two letters are left of the rule once it is folded: write more of "
               "them");
}

bool rules_read_phrase(
    struct rules_file *file, enum rule_kind kind, int weight, const char *text)
{
    struct rule *rule = add_rule(file, kind, weight);
    if (!rule) {
        return false;
    }
    rule->text = (uint32_t)file->rules->texts.size;
    rule->is_ascii = (unsigned char)*text < 0x80;
    if (!bytes_append(&file->rules->texts, text, strlen(text) + 1)) {
        return error_set(file->error, "out of memory");
    }
    for (int trait = 1; *text == '<' && trait < TRAIT_COUNT; trait++) {
        if (strcmp(text, traits[trait]) == 0) {
            rule->trait = (uint8_t)trait;
            return kind == RULE_CALL || kind == RULE_CLAIM || rule_is_against(rule) ||
                   error_set(
                       file->error, "%s is a claim, a call, a warning or a context", text);
        }
    }
    if (*text == '<') {
        return error_set(file->error, "%s is none of the traits in docs/guard.md", text);
    }
    return read_letters(file, rule, text);
}

bool rules_read_phrases(struct rules_file *file, enum rule_kind kind, int weight, char *text)
{
    char *phrase;
    size_t count = 0;
    while ((phrase = strsep(&text, ","))) {
        phrase = rules_trim(phrase);
        if (*phrase && !rules_read_phrase(file, kind, weight, phrase)) {
            return false;
        }
        count += *phrase != '\0';
    }
    return count > 0 ||
           error_set(file->error, "no phrase stands there: write one behind the colon");
}
