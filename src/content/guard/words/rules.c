#include "content/guard/words/rules.h"

#include "base/bytes.h"
#include "base/system/file.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    LIST_MAX_BYTES = 1024 * 1024,
    RULES_MAX = 20000,
    FIRST_CAPACITY = 1024,
    WEIGHT_MAX = 99,
    FIGURES_MAX = 2,
    INCLUDES_MAX = 8,
    LETTER_WEIGHT_MAX = 3
};

/* A list while it is read. */
struct rules_file {
    struct rules *rules;
    const char *path, *list;
    int line, depth;
    struct error *error;
};

static const char *const traits[TRAIT_COUNT] = { [TRAIT_ADDRESS] = "<address>",
    [TRAIT_HIDDEN_ADDRESS] = "<hidden address>",
    [TRAIT_HANDLE] = "<handle>",
    [TRAIT_DISGUISE] = "<disguise>",
    [TRAIT_WHOLE] = "<whole>",
    [TRAIT_QUOTED] = "<quoted>",
    [TRAIT_HIDDEN_NUMBER] = "<hidden number>",
    [TRAIT_AMOUNT] = "<amount>" };

static const char *const limits[RULE_LIMIT_COUNT] = { [LIMIT_HOLD] = "hold",
    [LIMIT_CALL] = "call",
    [LIMIT_WARNING] = "warning",
    [LIMIT_CONTEXT] = "context",
    [LIMIT_OFFICE] = "office",
    [LIMIT_LETTERS] = "letters",
    [LIMIT_NEAR] = "near",
    [LIMIT_TALK] = "talk" };

void rules_init(struct rules *rules, struct arena *arena, const struct text_folder *folder,
    const struct sound_table *sounds)
{
    *rules = (struct rules) { .arena = arena,
        .limits = { [LIMIT_HOLD] = 10,
            [LIMIT_CALL] = 10,
            [LIMIT_WARNING] = 30,
            [LIMIT_CONTEXT] = 12,
            [LIMIT_OFFICE] = 12,
            [LIMIT_LETTERS] = 6,
            [LIMIT_NEAR] = 60,
            [LIMIT_TALK] = 20 } };
    alike_init(&rules->alike, folder, sounds);
}

void rules_finish(struct rules *rules)
{
    for (size_t i = 0; i < rules->count; i++) {
        pattern_destroy(rules->list[i].pattern);
    }
    free(rules->list);
    alike_finish(&rules->alike);
}

static char *trim(char *line)
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
        .kind = kind, .weight = weight, .list = file->list, .line = file->line
    };
    return &rules->list[rules->count++];
}

static bool read_regular(struct rules_file *file, const char *text)
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

/* The letters of a phrase, # being any figure. */
static bool read_letters(struct rules_file *file, struct rule *rule)
{
    const struct alike *alike = &file->rules->alike;
    size_t size = strlen(rule->text), figures = 0, room = 0;
    for (size_t at = 0; at < size;) {
        const struct folded *folded =
            text_folder_look(alike->folder, utf8_next(rule->text, size, &at));
        room += folded && folded->count > 1 ? folded->count : 1;
    }
    rule->letters = arena_array(file->rules->arena, room, sizeof *rule->letters);
    for (size_t at = 0; rule->letters && at < size;) {
        uint32_t c = utf8_next(rule->text, size, &at);
        const struct folded *folded = text_folder_look(alike->folder, c);
        if (c == '#' && rule->kind != RULE_ALWAYS) {
            rule->letters[rule->count++] = (struct rule_letter) { 0 };
            figures++;
        }
        for (size_t i = 0; folded && i < folded->count; i++) {
            rule->letters[rule->count++] = (struct rule_letter) { folded->letters[i], 0 };
        }
    }
    if (!rule->letters) {
        return error_set(file->error, "out of memory");
    }
    uint32_t first = rule->count ? rule->letters[0].plain : 0;
    uint32_t last = rule->count ? rule->letters[rule->count - 1].plain : 0;
    rule->is_latin = (first >= 'a' && first <= 'z') || (last >= 'a' && last <= 'z');
    if (figures > FIGURES_MAX) {
        return error_set(file->error, "more than %d figures", FIGURES_MAX);
    }
    /* One character alone would hold back half of all text. */
    return rule->count > 1 || is_against(rule->kind) ||
           (rule_is_letter(rule) && rule->weight <= LETTER_WEIGHT_MAX) ||
           error_set(file->error,
               "fewer than two letters are left of the rule once it is folded: write more of "
               "them");
}

static bool read_phrase(
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
    for (int trait = 1; trait < TRAIT_COUNT; trait++) {
        if (strcmp(text, traits[trait]) == 0) {
            rule->trait = (enum rule_trait)trait;
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

/* "a, b, c" */
static bool read_phrases(struct rules_file *file, enum rule_kind kind, int weight, char *text)
{
    char *phrase;
    size_t count = 0;
    while ((phrase = strsep(&text, ","))) {
        phrase = trim(phrase);
        if (*phrase && !read_phrase(file, kind, weight, phrase)) {
            return false;
        }
        count += *phrase != '\0';
    }
    return count > 0 ||
           error_set(file->error, "no phrase stands there: write one behind the colon");
}

static bool read_limit(struct rules_file *file, const char *text)
{
    for (int i = 0; i < RULE_LIMIT_COUNT; i++) {
        size_t length = strlen(limits[i]);
        int value = atoi(text + length);
        if (strncmp(text, limits[i], length) == 0 && text[length] == ' ' && value > 0) {
            file->rules->limits[i] = value;
            return true;
        }
    }
    return error_set(file->error,
        "no limit: %s: hold, call, warning, context, office, letters, near or talk, and a number",
        text);
}

static bool load(struct rules *rules, const char *path, int depth, struct error *error);

/* A list of the same folder. */
static bool read_include(struct rules_file *file, const char *text)
{
    const char *slash = strrchr(file->path, '/');
    const char *path = *text == '/' || !slash
                           ? text
                           : arena_printf(file->rules->arena, "%.*s/%s",
                                 (int)(slash - file->path), file->path, text);
    if (!path) {
        return error_set(file->error, "out of memory");
    }
    return load(file->rules, path, file->depth + 1, file->error);
}

static const struct line_kind {
    const char *name;
    enum rule_kind kind;
    int weight; /* where none is given; 0: one must be, -1: none has one */
} line_kinds[] = {
    { "word", RULE_WORD, 0 },
    { "claim", RULE_CLAIM, 0 },
    { "call", RULE_CALL, 0 },
    { "context", RULE_CONTEXT, 0 },
    { "office", RULE_OFFICE, 0 },
    { "name", RULE_NAME, -1 },
    { "offer", RULE_WORD, 10 },
    { "warning", RULE_WARNING, 10 },
    { "re", RULE_REGULAR, -1 },
    { "alike", RULE_KIND_COUNT, -1 },
    { "parts", RULE_KIND_COUNT, -1 },
    { "filler", RULE_KIND_COUNT, -1 },
    { "stroke", RULE_KIND_COUNT, -1 },
    { "limit", RULE_KIND_COUNT, -1 },
    { "include", RULE_KIND_COUNT, -1 },
};

static bool read_other(struct rules_file *file, const char *name, const char *text)
{
    struct alike *alike = &file->rules->alike;
    if (strcmp(name, "limit") == 0) {
        return read_limit(file, text);
    }
    if (strcmp(name, "include") == 0) {
        return read_include(file, text);
    }
    if (strcmp(name, "parts") == 0) {
        return alike_add_parts(alike, text, file->error);
    }
    enum alike_role role = strcmp(name, "filler") == 0   ? ALIKE_FILLER
                           : strcmp(name, "stroke") == 0 ? ALIKE_STROKE
                                                         : ALIKE_NONE;
    return alike_add(alike, role, text, file->error);
}

/* The kind that "word 10: ..." begins with, and where its text does; NULL: a phrase alone. */
static const struct line_kind *kind_of(char *line, int *weight, char **text)
{
    size_t length = strspn(line, "abcdefghijklmnopqrstuvwxyz");
    char *end = line + length;
    long given = strtol(end, &end, 10);
    for (size_t i = 0; *end == ':' && i < sizeof line_kinds / sizeof *line_kinds; i++) {
        const struct line_kind *kind = &line_kinds[i];
        if (strlen(kind->name) == length && strncmp(kind->name, line, length) == 0) {
            bool is_given = end > line + length;
            *weight =
                is_given ? (given > 0 && given <= WEIGHT_MAX ? (int)given : 0) : kind->weight;
            *text = trim(end + 1);
            return kind;
        }
    }
    return NULL;
}

static bool read_line(struct rules_file *file, char *line)
{
    int weight = 0;
    char *text = line;
    const struct line_kind *kind = kind_of(line, &weight, &text);
    size_t letters = strspn(line, "abcdefghijklmnopqrstuvwxyz");
    size_t figures = letters + strspn(line + letters, " 0123456789");
    if (!kind && letters > 0 && figures > letters && line[figures] == ':') {
        return error_set(file->error, "no kind of line is called %.*s", (int)letters, line);
    }
    if (!kind) {
        return read_phrase(file, RULE_ALWAYS, 0, line);
    }
    if (weight == 0) {
        return error_set(file->error, "%s needs a weight from 1 to %d: %s 5: ...", kind->name,
            WEIGHT_MAX, kind->name);
    }
    if (kind->kind == RULE_REGULAR) {
        return read_regular(file, text);
    }
    return kind->kind == RULE_KIND_COUNT ? read_other(file, kind->name, text)
                                         : read_phrases(file, kind->kind, weight, text);
}

static const char *list_name(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t size = strlen(name);
    if (size > 4 && strcmp(name + size - 4, ".txt") == 0) {
        size -= 4;
    }
    return arena_strndup(arena, name, size);
}

static bool read_lines(struct rules_file *file, char *rest)
{
    char *line;
    for (file->line = 1; (line = strsep(&rest, "\n")); file->line++) {
        line = trim(line);
        if (*line && *line != '#' && !read_line(file, line)) {
            error_wrap(file->error, "%s:%d", file->path, file->line);
            return false;
        }
    }
    return true;
}

/* True with *known when the file was read before. */
static bool note_file(struct rules *rules, const char *path, bool *known)
{
    *known = false;
    for (size_t i = 0; !*known && i < rules->file_count; i++) {
        *known = strcmp(rules->files[i], path) == 0;
    }
    if (*known) {
        return true;
    }
    const char **files = arena_grow(
        rules->arena, rules->files, rules->file_count, &rules->file_capacity, sizeof *files);
    const char *kept = arena_strdup(rules->arena, path);
    if (files && kept) {
        rules->files = files;
        files[rules->file_count++] = kept;
    }
    return files && kept;
}

static bool load(struct rules *rules, const char *path, int depth, struct error *error)
{
    bool done = false, known;
    struct bytes text;
    struct rules_file file = { .rules = rules, .path = path, .depth = depth, .error = error };
    bytes_init(&text);
    file.list = list_name(rules->arena, path);
    if (!file.list || !note_file(rules, path, &known)) {
        error_set(error, "out of memory");
        goto out;
    }
    if (known) {
        done = true;
        goto out;
    }
    if (depth > INCLUDES_MAX) {
        error_set(error,
            "%s: lists that include lists that include lists: include it from the first one",
            path);
        goto out;
    }
    if (!file_read(path, LIST_MAX_BYTES, &text, error)) {
        goto out;
    }
    size_t bad = text.size ? utf8_valid_prefix(text.data, text.size) : 0;
    if (bad < text.size) {
        error_set(error, "%s: not UTF-8 at byte %zu: save it as UTF-8", path, bad);
        goto out;
    }
    done = !text.data || read_lines(&file, text.data);
out:
    bytes_finish(&text);
    return done;
}

bool rules_load(struct rules *rules, const char *path, struct error *error)
{
    return load(rules, path, 0, error);
}
