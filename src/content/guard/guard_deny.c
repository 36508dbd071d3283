#include "content/guard/guard_deny.h"

#include "base/bytes.h"
#include "base/system/file.h"
#include "base/utf8.h"

#include <string.h>

enum { LIST_MAX_BYTES = 1024 * 1024, RULES_MAX = 10000 };

static const struct {
    const char *text;
    enum deny_kind kind;
} prefixes[] = { { "re:", DENY_REGULAR }, { "offer:", DENY_OFFER },
    { "warning:", DENY_WARNING } };

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

static bool read_regular(
    struct deny_rule *rule, struct arena *arena, const char *text, struct error *error)
{
    const char *expression = text_folder_fold_pattern(arena, text);
    if (!expression) {
        return error_set(error, "out of memory");
    }
    rule->pattern = pattern_create(expression, error);
    return rule->pattern && (pattern_find(rule->pattern, "") == PATTERN_ABSENT ||
                                error_set(error, "matches everything"));
}

static bool read_rule(struct deny_rule *rule, struct arena *arena,
    const struct text_folder *folder, char *text, struct error *error)
{
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t length = strlen(prefixes[i].text);
        if (strncmp(text, prefixes[i].text, length) == 0) {
            rule->kind = prefixes[i].kind;
            text = trim(text + length);
            break;
        }
    }
    if (rule->kind == DENY_REGULAR) {
        return read_regular(rule, arena, text, error);
    }
    rule->folded = text_folder_fold(folder, arena, text);
    if (!rule->folded) {
        return error_set(error, "out of memory");
    }
    size_t at = 0, size = strlen(rule->folded);
    if (size > 0) {
        utf8_next(rule->folded, size, &at);
    }
    /* One character alone would hold back half of all text. */
    return at < size || error_set(error, "fewer than two letters are left of the rule");
}

static bool add_rule(
    struct deny *deny, const char *list, int line, char *text, struct error *error)
{
    if (deny->count == RULES_MAX) {
        return error_set(error, "more than %d rules", RULES_MAX);
    }
    struct deny_rule *rules =
        arena_grow(deny->arena, deny->rules, deny->count, &deny->capacity, sizeof *rules);
    if (!rules) {
        return error_set(error, "out of memory");
    }
    deny->rules = rules;
    rules[deny->count] = (struct deny_rule) { .list = list, .line = line };
    /* Counted before it is read: deny_finish gives back what a failed one holds. */
    return read_rule(&rules[deny->count++], deny->arena, deny->folder, text, error);
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

bool deny_load(struct deny *deny, const char *path, struct error *error)
{
    bool done = false;
    struct bytes text;
    bytes_init(&text);
    const char *list = list_name(deny->arena, path);
    if (!list) {
        error_set(error, "out of memory");
        goto out;
    }
    if (!file_read(path, LIST_MAX_BYTES, &text, error)) {
        goto out;
    }
    size_t bad = text.size ? utf8_valid_prefix(text.data, text.size) : 0;
    if (bad < text.size) {
        error_set(error, "%s: not UTF-8 at byte %zu", path, bad);
        goto out;
    }
    char *rest = text.data, *line;
    for (int number = 1; (line = strsep(&rest, "\n")); number++) {
        line = trim(line);
        if (*line && *line != '#' && !add_rule(deny, list, number, line, error)) {
            error_wrap(error, "%s:%d", path, number);
            goto out;
        }
    }
    done = true;
out:
    bytes_finish(&text);
    return done;
}

void deny_finish(struct deny *deny)
{
    for (size_t i = 0; i < deny->count; i++) {
        pattern_destroy(deny->rules[i].pattern);
    }
}

/* Whether the text has a word of warning of that list; the answer of the list before is kept.
 */
static bool warns(const struct deny *deny, const char *list, const char *folded,
    const char **asked, bool *said)
{
    if (*asked != list) {
        *asked = list;
        *said = false;
        for (size_t i = 0; !*said && i < deny->count; i++) {
            const struct deny_rule *rule = &deny->rules[i];
            *said = rule->kind == DENY_WARNING && rule->list == list &&
                    strstr(folded, rule->folded);
        }
    }
    return *said;
}

const struct deny_rule *deny_find(const struct deny *deny, const char *folded, bool *is_ended)
{
    enum pattern_outcome outcome = PATTERN_ABSENT;
    const char *asked = NULL;
    bool said = false;
    for (size_t i = 0; i < deny->count; i++) {
        const struct deny_rule *rule = &deny->rules[i];
        bool found = false;
        switch (rule->kind) {
        case DENY_PHRASE:
            found = strstr(folded, rule->folded);
            break;
        case DENY_REGULAR:
            outcome = pattern_find(rule->pattern, folded);
            found = outcome != PATTERN_ABSENT;
            break;
        case DENY_OFFER:
            found =
                strstr(folded, rule->folded) && !warns(deny, rule->list, folded, &asked, &said);
            break;
        case DENY_WARNING:
            break;
        }
        if (found) {
            *is_ended = outcome == PATTERN_ENDED;
            return rule;
        }
    }
    return NULL;
}
