#include "mapping/mapping.h"

#include "base/translated.h"

#include <string.h>

const struct mapping_key mapping_keys[] = {
    { "items", MAPPING_PLACE },
    { "where", MAPPING_CONDITIONS },
    { "id", MAPPING_VALUE },
    { "kind", MAPPING_VALUE },
    { "title", MAPPING_VALUE },
    { "published", MAPPING_VALUE },
    { "source", MAPPING_VALUE },
    { "url", MAPPING_VALUE },
    { "body", MAPPING_VALUE },
    { "image", MAPPING_VALUE },
    { "caption", MAPPING_VALUE },
    { "text", MAPPING_VALUE },
    { "level", MAPPING_VALUE },
    { "from", MAPPING_VALUE },
    { "until", MAPPING_VALUE },
    { "days", MAPPING_VALUE },
    { "hours", MAPPING_VALUE },
    { "screens", MAPPING_VALUE },
    { "priority", MAPPING_VALUE },
    { "max_age", MAPPING_VALUE },
    { "verified_until", MAPPING_VALUE },
    { "to", MAPPING_VALUE },
    { "after", MAPPING_VALUE },
    { "empty", MAPPING_VALUE },
    { "date", MAPPING_VALUE },
    { "rows", MAPPING_PLACE },
    { "rows.time", MAPPING_VALUE },
    { "rows.title", MAPPING_VALUE },
    { "rows.place", MAPPING_VALUE },
    { "as_of", MAPPING_VALUE },
    { "columns", MAPPING_VALUES },
    { "rows.cells", MAPPING_VALUES },
    { "rows.state", MAPPING_VALUE },
    { "rows.until", MAPPING_VALUE },
    { "rows.group", MAPPING_VALUE },
    { "rows.where", MAPPING_CONDITIONS },
    { 0 },
};

static bool ends_pointer(char c)
{
    return !c || strchr(" \t,|=!<>\"", c);
}

static void append(struct mapping_token *token, size_t *used, const char *text)
{
    for (; *text; text++) {
        if (*used + 1 >= sizeof token->text) {
            token->sign = MAPPING_BAD;
            return;
        }
        token->text[(*used)++] = *text;
    }
    token->text[*used] = '\0';
}

static void append_byte(struct mapping_token *token, size_t *used, char byte)
{
    append(token, used, (const char[]) { byte, '\0' });
}

/* Behind the quotes that begin at `at`; NULL where they do not end. A pointer's are escaped. */
static const char *take_quoted(
    const char *at, bool is_pointer, struct mapping_token *token, size_t *used)
{
    for (at++; *at && *at != '"'; at++) {
        at += *at == '\\' && (at[1] == '"' || at[1] == '\\');
        if (is_pointer && (*at == '/' || *at == '~')) {
            append(token, used, *at == '/' ? "~1" : "~0");
        } else {
            append_byte(token, used, *at);
        }
    }
    return *at ? at + 1 : NULL;
}

static const char *take_pointer(const char *at, struct mapping_token *token)
{
    size_t used = 0;
    token->sign = MAPPING_POINTER;
    token->is_of_document = at[1] == '/';
    at += token->is_of_document;
    if (ends_pointer(at[1]) && at[1] != '"') {
        return at + 1; /* the whole */
    }
    while (*at && (*at == '/' || !ends_pointer(*at))) {
        append_byte(token, &used, *at);
        bool is_quoted = *at == '/' && at[1] == '"';
        at++;
        if (is_quoted && !(at = take_quoted(at, true, token, &used))) {
            token->sign = MAPPING_BAD;
            return "";
        }
    }
    return at;
}

static const char *take_text(const char *at, struct mapping_token *token)
{
    size_t used = 0;
    token->sign = MAPPING_TEXT;
    const char *end = take_quoted(at, false, token, &used);
    token->sign = end ? token->sign : MAPPING_BAD;
    return end ? end : "";
}

void mapping_next(const char **at, struct mapping_token *token)
{
    static const struct {
        const char *text;
        enum mapping_sign sign;
    } signs[] = { { "|", MAPPING_OR }, { ",", MAPPING_COMMA }, { "!=", MAPPING_UNEQUAL },
        { "=", MAPPING_EQUAL }, { "<", MAPPING_BELOW }, { ">", MAPPING_ABOVE } };
    const char *text = *at + strspn(*at, " \t");
    *token = (struct mapping_token) { .sign = MAPPING_END };
    if (*text == '/') {
        *at = take_pointer(text, token);
        return;
    }
    if (*text == '"') {
        *at = take_text(text, token);
        return;
    }
    for (size_t i = 0; *text && i < sizeof signs / sizeof *signs; i++) {
        size_t size = strlen(signs[i].text);
        if (strncmp(text, signs[i].text, size) == 0) {
            token->sign = signs[i].sign;
            *at = text + size;
            return;
        }
    }
    size_t used = 0;
    token->sign = *text ? MAPPING_WORD : MAPPING_END;
    while (!ends_pointer(*text)) {
        append_byte(token, &used, *text++);
    }
    token->sign = *text == '!' && used == 0 ? MAPPING_BAD : token->sign;
    *at = text;
}

static bool refuse(const struct mapping_token *token, const char *wanted, struct error *error)
{
    if (token->sign == MAPPING_BAD) {
        return error_set(error, "a quote that does not end, a single ! or too long a pointer");
    }
    if (token->sign == MAPPING_WORD) {
        return error_set(error,
            "expected %s, got %.60s: a pointer begins with /, and a text stands "
            "in \"quotes\"",
            wanted, token->text);
    }
    return error_set(error, "expected %s", wanted);
}

/* Of one value, behind which *token is. */
static bool check_value(const char **at, struct mapping_token *token, struct error *error)
{
    int parts = 0;
    for (;;) {
        mapping_next(at, token);
        if (token->sign == MAPPING_POINTER || token->sign == MAPPING_TEXT) {
            parts++;
        } else if (parts > 0 && token->sign == MAPPING_OR) {
            parts = 0;
        } else {
            bool ends = token->sign == MAPPING_END || token->sign == MAPPING_COMMA;
            return (parts > 0 && ends) ||
                   refuse(token, translated("a pointer such as /title, or a text"), error);
        }
    }
}

static bool check_condition(const char **at, struct mapping_token *token, struct error *error)
{
    mapping_next(at, token);
    if (token->sign != MAPPING_POINTER) {
        return refuse(token, translated("a pointer such as /status"), error);
    }
    mapping_next(at, token);
    if (token->sign < MAPPING_EQUAL || token->sign > MAPPING_ABOVE) {
        return refuse(token, translated("=, !=, < or > behind the pointer"), error);
    }
    mapping_next(at, token);
    if (token->sign != MAPPING_TEXT && token->sign != MAPPING_WORD) {
        return refuse(token, translated("a number or a \"text\" to compare with"), error);
    }
    mapping_next(at, token);
    return token->sign == MAPPING_END || token->sign == MAPPING_COMMA ||
           refuse(token, translated("a comma, and one more condition, or nothing"), error);
}

static bool check_place(const char **at, struct mapping_token *token, struct error *error)
{
    mapping_next(at, token);
    if (token->sign != MAPPING_POINTER) {
        return refuse(token, translated("a pointer to a list, such as /data/list"), error);
    }
    mapping_next(at, token);
    return token->sign == MAPPING_END || refuse(token, translated("one pointer alone"), error);
}

bool mapping_check(const char *name, const char *value, struct error *error)
{
    struct mapping_token token;
    const struct mapping_key *key = mapping_keys;
    while (key->name && strcmp(key->name, name) != 0) {
        key++;
    }
    if (!key->name) {
        return error_set(error,
            "no such key of a [map]: there are items, where and the members of "
            "an item (docs/endpoints.md)");
    }
    if (key->kind == MAPPING_PLACE) {
        return check_place(&value, &token, error);
    }
    do {
        bool done = key->kind == MAPPING_CONDITIONS ? check_condition(&value, &token, error)
                                                    : check_value(&value, &token, error);
        if (!done) {
            return false;
        }
    } while (token.sign == MAPPING_COMMA && key->kind != MAPPING_VALUE);
    return token.sign == MAPPING_END ||
           refuse(&token, translated("one value alone, without a comma"), error);
}
