#include "content/guard/words/rules_phrases.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { RULES_MAX = 20000, FIRST_CAPACITY = 1024, FIGURES_MAX = 2, LETTER_WEIGHT_MAX = 3 };

static const char *const traits[TRAIT_COUNT] = { [TRAIT_ADDRESS] = "<address>",
    [TRAIT_HIDDEN_ADDRESS] = "<hidden address>",
    [TRAIT_HANDLE] = "<handle>",
    [TRAIT_DISGUISE] = "<disguise>",
    [TRAIT_WHOLE] = "<whole>",
    [TRAIT_QUOTED] = "<quoted>",
    [TRAIT_HIDDEN_NUMBER] = "<hidden number>",
    [TRAIT_AMOUNT] = "<amount>" };

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
    /* On the heap, which moves large ones without copying. */
    if (rules->count == rules->capacity) {
        size_t capacity = rules->capacity ? rules->capacity * 2 : FIRST_CAPACITY;
        struct rule *list = realloc(rules->list, capacity * sizeof *list);
        if (!list) {
            error_set(file->error, "out of memory");
            return NULL;
        }
        rules->list = list;
        rules->capacity = capacity;
    }
    rules->list[rules->count] = (struct rule) {
        .kind = kind, .weight = (uint8_t)weight, .list = file->list, .line = file->line
    };
    return &rules->list[rules->count++];
}

bool rules_read_regular(struct rules_file *file, const char *text)
{
    struct rule *rule = add_rule(file, RULE_REGULAR, 0);
    const char *expression = rule ? text_folder_fold_pattern(file->rules->arena, text) : NULL;
    if (!expression) {
        return !rule ? false : error_set(file->error, "out of memory");
    }
    rule->pattern = pattern_create(expression, file->error);
    return rule->pattern &&
           (pattern_find(rule->pattern, "") == PATTERN_ABSENT ||
               error_set(file->error, "matches everything: write what it is to meet"));
}

static bool is_against(enum rule_kind kind)
{
    return kind == RULE_WARNING || kind == RULE_CONTEXT || kind == RULE_OFFICE;
}

/* Folds a phrase, # being any figure. */
static bool fold_letters(
    struct rules_file *file, struct rule *rule, uint32_t *letters, size_t *figures)
{
    const struct text_folder *folder = file->rules->alike.folder;
    size_t size = strlen(rule->text);
    for (size_t at = 0; at < size;) {
        uint32_t c = utf8_next(rule->text, size, &at);
        const struct folded *folded = text_folder_look(folder, c);
        bool is_any = c == '#' && rule->kind != RULE_ALWAYS;
        size_t count = folded ? folded->count : 0;
        if (!folded || rule->count + count + is_any > RULE_LETTERS_MAX) {
            return folded ? error_set(file->error, "more than %d letters", RULE_LETTERS_MAX)
                          : error_set(file->error, "out of memory");
        }
        for (size_t i = 0; i < count; i++) {
            letters[rule->count++] = text_folder_letters(folder, folded)[i];
        }
        if (is_any) {
            letters[rule->count++] = 0;
            ++*figures;
        }
    }
    return true;
}

static bool read_letters(struct rules_file *file, struct rule *rule)
{
    uint32_t letters[RULE_LETTERS_MAX];
    size_t figures = 0;
    if (!fold_letters(file, rule, letters, &figures)) {
        return false;
    }
    uint32_t *kept = arena_array(file->rules->arena, rule->count, sizeof *kept);
    if (!kept) {
        return error_set(file->error, "out of memory");
    }
    memcpy(kept, letters, rule->count * sizeof *kept);
    rule->letters = kept;
    uint32_t first = rule->count ? kept[0] : 0;
    uint32_t last = rule->count ? kept[rule->count - 1] : 0;
    rule->is_latin = (first >= 'a' && first <= 'z') || (last >= 'a' && last <= 'z');
    if (figures > FIGURES_MAX) {
        return error_set(file->error, "more than %d figures", FIGURES_MAX);
    }
    /* One character alone would hold back half of all text. */
    return rule->count > 1 || (rule->count == 1 && is_against(rule->kind)) ||
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
    rule->text = arena_strdup(file->rules->arena, text);
    if (!rule->text) {
        return error_set(file->error, "out of memory");
    }
    for (int trait = 1; *text == '<' && trait < TRAIT_COUNT; trait++) {
        if (strcmp(text, traits[trait]) == 0) {
            rule->trait = (uint8_t)trait;
            return kind == RULE_CALL || kind == RULE_CLAIM || is_against(kind) ||
                   error_set(
                       file->error, "%s is a claim, a call, a warning or a context", text);
        }
    }
    if (*text == '<') {
        return error_set(file->error, "%s is none of the traits in docs/guard.md", text);
    }
    return read_letters(file, rule);
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
