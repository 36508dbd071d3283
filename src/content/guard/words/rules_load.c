#include "content/guard/words/rules_load.h"

#include "base/list.h"
#include "base/system/file.h"
#include "base/utf8.h"
#include "content/guard/words/rules_phrases.h"

#include <stdlib.h>
#include <string.h>

enum { LIST_MAX_BYTES = 1024 * 1024, FILES_MAX = 1000, WEIGHT_MAX = 99, INCLUDES_MAX = 8 };

static const char *const limits[RULE_LIMIT_COUNT] = { [LIMIT_HOLD] = "hold",
    [LIMIT_CALL] = "call",
    [LIMIT_WARNING] = "warning",
    [LIMIT_CONTEXT] = "context",
    [LIMIT_OFFICE] = "office",
    [LIMIT_LETTERS] = "letters",
    [LIMIT_SOFT] = "soft",
    [LIMIT_NEAR] = "near",
    [LIMIT_TALK] = "talk",
    [LIMIT_HINT] = "hint",
    [LIMIT_TONE] = "tone",
    [LIMIT_LOUD] = "loud",
    [LIMIT_TURN] = "turn",
    [LIMIT_SOBER] = "sober" };

void rules_init(
    struct rules *rules, const struct text_folder *folder, const struct sound_table *sounds)
{
    *rules = (struct rules) { .limits = { [LIMIT_HOLD] = 10,
                                  [LIMIT_CALL] = 10,
                                  [LIMIT_WARNING] = 30,
                                  [LIMIT_CONTEXT] = 12,
                                  [LIMIT_OFFICE] = 12,
                                  [LIMIT_LETTERS] = 6,
                                  [LIMIT_NEAR] = 60,
                                  [LIMIT_TALK] = 20,
                                  [LIMIT_HINT] = 10,
                                  [LIMIT_TONE] = 20,
                                  [LIMIT_LOUD] = 30,
                                  [LIMIT_TURN] = 30,
                                  [LIMIT_SOBER] = 30 } };
    bytes_init(&rules->texts);
    alike_init(&rules->alike, folder, sounds);
}

void rules_finish(struct rules *rules)
{
    for (size_t i = 0; i < rules->pattern_count; i++) {
        pattern_destroy(rules->patterns[i]);
    }
    for (size_t i = 0; i < rules->name_count; i++) {
        free(rules->names[i]);
    }
    free(rules->patterns);
    free(rules->names);
    free(rules->letters);
    free(rules->list);
    bytes_finish(&rules->texts);
    alike_finish(&rules->alike);
    tone_finish(&rules->tone);
}

static bool read_limit(struct rules_file *file, const char *text)
{
    for (int i = 0; i < RULE_LIMIT_COUNT; i++) {
        size_t length = strlen(limits[i]);
        bool is_it = strncmp(text, limits[i], length) == 0 && text[length] == ' ';
        int value = is_it ? atoi(text + length) : 0;
        if (value > 0) {
            file->rules->limits[i] = value;
            return true;
        }
    }
    return error_set(file->error,
        "no limit: %s: hold, call, warning, context, office, letters, soft, near, talk, hint, "
        "tone, loud, turn or sober, and a number",
        text);
}

static bool load(struct rules_file *from, const char *path);

/* A list of the same folder. */
static bool read_include(struct rules_file *file, const char *text)
{
    const char *slash = strrchr(file->path, '/');
    const char *path = *text == '/' || !slash
                           ? text
                           : arena_printf(&file->reading->arena, "%.*s/%s",
                                 (int)(slash - file->path), file->path, text);
    if (!path) {
        return error_set(file->error, "out of memory");
    }
    return load(file, path);
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
    { "tone", RULE_KIND_COUNT, 0 },
    { "sober", RULE_KIND_COUNT, 0 },
    { "alike", RULE_KIND_COUNT, -1 },
    { "parts", RULE_KIND_COUNT, -1 },
    { "filler", RULE_KIND_COUNT, -1 },
    { "stroke", RULE_KIND_COUNT, -1 },
    { "limit", RULE_KIND_COUNT, -1 },
    { "include", RULE_KIND_COUNT, -1 },
};

/* Pairs of letters, with commas between. */
static bool read_tone(struct rules_file *file, int weight, char *text)
{
    struct rules *rules = file->rules;
    bool done = true;
    char *pair;
    while (done && (pair = strsep(&text, ","))) {
        done =
            tone_add(&rules->tone, rules->alike.folder, rules_trim(pair), weight, file->error);
    }
    return done;
}

static bool read_other(struct rules_file *file, const char *name, int weight, char *text)
{
    if (weight > 0) {
        return read_tone(file, strcmp(name, "tone") == 0 ? weight : -weight, text);
    }
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
            *text = rules_trim(end + 1);
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
        return rules_read_phrase(file, RULE_ALWAYS, 0, line);
    }
    if (kind->weight == -1 && weight != -1) {
        return error_set(file->error, "%s takes no weight: %s: ...", kind->name, kind->name);
    }
    if (weight == 0) {
        return error_set(file->error, "%s needs a weight from 1 to %d: %s 5: ...", kind->name,
            WEIGHT_MAX, kind->name);
    }
    if (kind->kind == RULE_REGULAR) {
        return rules_read_regular(file, text);
    }
    return kind->kind == RULE_KIND_COUNT
               ? read_other(file, kind->name, weight, text)
               : rules_read_phrases(file, kind->kind, weight > 0 ? weight : 0, text);
}

static bool read_lines(struct rules_file *file, char *rest)
{
    char *line;
    for (file->line = 1; (line = strsep(&rest, "\n")); file->line++) {
        line = rules_trim(line);
        if (*line && *line != '#' && !read_line(file, line)) {
            error_wrap(file->error, "%s:%d", file->path, file->line);
            return false;
        }
    }
    return true;
}

static bool is_known(const struct rules_reading *reading, const char *path)
{
    for (size_t i = 0; i < reading->count; i++) {
        if (strcmp(reading->files[i], path) == 0) {
            return true;
        }
    }
    return false;
}

/* Its name is what stands between its folder and .txt. */
static bool note_file(struct rules_file *file)
{
    struct rules *rules = file->rules;
    struct rules_reading *reading = file->reading;
    const char *slash = strrchr(file->path, '/'), *name = slash ? slash + 1 : file->path;
    size_t size = strlen(name);
    bool is_txt = size > 4 && strcmp(name + size - 4, ".txt") == 0;
    const char **files = arena_grow(
        &reading->arena, reading->files, reading->count, &reading->capacity, sizeof *files);
    char **names =
        list_grow(rules->names, rules->name_count, &rules->name_capacity, sizeof *names);
    reading->files = files ? files : reading->files;
    rules->names = names ? names : rules->names;
    char *kept = names ? strndup(name, is_txt ? size - 4 : size) : NULL;
    const char *path = arena_strdup(&reading->arena, file->path);
    if (kept) {
        names[rules->name_count++] = kept;
    }
    if (!files || !kept || !path) {
        return error_set(file->error, "out of memory");
    }
    if (reading->count == FILES_MAX) {
        return error_set(file->error, "more than %d lists", FILES_MAX);
    }
    file->list = (uint16_t)reading->count;
    files[reading->count++] = path;
    return true;
}

static bool load(struct rules_file *from, const char *path)
{
    struct rules_file file = *from;
    file.path = path;
    file.depth++;
    if (is_known(file.reading, path)) {
        return true;
    }
    if (file.depth > INCLUDES_MAX) {
        return error_set(file.error,
            "%s: lists that include lists that include lists: include it from the first one",
            path);
    }
    bool done = false;
    struct bytes text;
    bytes_init(&text);
    if (!note_file(&file) || !file_read(path, LIST_MAX_BYTES, &text, file.error)) {
        goto out;
    }
    size_t bad = text.size ? utf8_valid_prefix(text.data, text.size) : 0;
    if (bad < text.size) {
        error_set(file.error, "%s: not UTF-8 at byte %zu: save it as UTF-8", path, bad);
        goto out;
    }
    digest_text(&file.rules->digest, path);
    digest_add(&file.rules->digest, text.data ? text.data : "", text.size);
    done = !text.data || read_lines(&file, text.data);
out:
    bytes_finish(&text);
    return done;
}

bool rules_load(
    struct rules *rules, const char *const *paths, size_t count, struct error *error)
{
    struct rules_reading reading = { 0 };
    struct rules_file file = {
        .rules = rules, .reading = &reading, .depth = -1, .error = error
    };
    bool done = true;
    arena_init(&reading.arena);
    for (size_t i = 0; done && i < count; i++) {
        done = load(&file, paths[i]);
    }
    arena_finish(&reading.arena);
    return done;
}
