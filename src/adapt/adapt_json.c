#include "adapt/adapt_json.h"

#include "base/translated.h"
#include "content/json/json_mistake.h"
#include "content/json/json_scan.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { EXACT_DIGITS = 15, POINTER_TOKEN_MAX = 200, TEXTS_MAX = 20, TEXT_DEPTH = 1 };

/* What 256 MB hold: cJSON takes about 80 bytes for a value. */
static const struct json_limits limits = { .document_bytes = ADAPT_INPUT_MAX,
    .string_bytes = ADAPT_INPUT_MAX,
    .depth = 64,
    .members = 65536,
    .values = 500000,
    .number_bytes = 63,
    .repeated_names = true,
    .escaped_nul = true };

static size_t skip_blank(const struct adapt_request *request)
{
    return strspn(request->data, " \t\r\n");
}

bool adapt_json_is_likely(const struct adapt_request *request)
{
    char first = request->data[skip_blank(request)];
    return first == '{' || first == '[';
}

static bool refuse(const struct adapt_request *request, struct error *error)
{
    const char *in_front = json_in_front(request->data, request->size);
    if (!request->data[skip_blank(request)]) {
        return error_set(error, "the document is empty");
    }
    return in_front ? error_set(error, "%s", translated(in_front))
                    : json_scan(request->data, request->size, &limits, error);
}

/* Behind the string that begins at text[at]. */
static size_t skip_string(const char *text, size_t size, size_t at)
{
    for (at++; at < size && text[at] != '"'; at++) {
        at += text[at] == '\\';
    }
    return at < size ? at + 1 : size;
}

/* Ids of 19 digits are usual; as doubles two of them may be one. */
static char *quote_long_numbers(const char *text, size_t size, size_t *out_size)
{
    char *out = malloc(size + size / 8 + 16); /* two quotes for 16 digits at least */
    size_t used = 0;
    for (size_t at = 0; out && at < size;) {
        size_t end = at + 1;
        bool is_long = false;
        if (text[at] == '"') {
            end = skip_string(text, size, at);
        } else if (isdigit((unsigned char)text[at]) || text[at] == '-') {
            while (
                end < size && (isalnum((unsigned char)text[end]) || strchr(".+-", text[end]))) {
                end++;
            }
            is_long = end - at > EXACT_DIGITS && strspn(text + at, "0123456789") == end - at;
        }
        out[used] = '"';
        used += is_long;
        memcpy(out + used, text + at, end - at);
        used += end - at;
        out[used] = '"';
        used += is_long;
        at = end;
    }
    *out_size = used;
    return out;
}

static cJSON *parse(const char *text, size_t text_size)
{
    size_t size = 0;
    char *quoted = quote_long_numbers(text, text_size, &size);
    cJSON *tree = quoted ? cJSON_ParseWithLength(quoted, size) : NULL;
    free(quoted);
    return tree;
}

/* {"d": "[{...}]"}, as old services of .NET and others answer: what the text says takes its
 * place. Not within lists, where texts are what entries say. */
static void open_texts(cJSON *object, int depth)
{
    cJSON *next = cJSON_IsObject(object) ? object->child : NULL;
    for (cJSON *member = next; member; member = next) {
        next = member->next;
        const char *text = cJSON_GetStringValue(member);
        const char *begin = text ? text + strspn(text, " \t\r\n") : "";
        struct error ignored;
        if (*begin != '[' && *begin != '{') {
            if (depth < TEXT_DEPTH) {
                open_texts(member, depth + 1);
            }
            continue;
        }
        cJSON *tree =
            json_scan(text, strlen(text), &limits, &ignored) ? parse(text, strlen(text)) : NULL;
        bool has_more = tree && tree->child;
        if (!has_more ||
            !cJSON_ReplaceItemInObjectCaseSensitive(object, member->string, tree)) {
            cJSON_Delete(tree);
        }
    }
}

cJSON *adapt_json_parse(const struct adapt_request *request, struct error *error)
{
    if (!refuse(request, error)) {
        return NULL;
    }
    cJSON *tree = parse(request->data, request->size);
    if (!tree) {
        error_set(error, "out of memory");
    }
    open_texts(tree, 0);
    return tree;
}

/* One step: the text between two slashes, with ~1 for "/" and ~0 for "~". */
static const cJSON *step(const cJSON *value, const char *token, size_t size)
{
    char name[POINTER_TOKEN_MAX];
    size_t used = 0;
    for (size_t i = 0; i < size && used + 1 < sizeof name; i++) {
        bool is_escape =
            token[i] == '~' && i + 1 < size && (token[i + 1] == '0' || token[i + 1] == '1');
        name[used++] = !is_escape ? token[i] : token[i + 1] == '1' ? '/' : '~';
        i += is_escape;
    }
    name[used] = '\0';
    if (cJSON_IsArray(value)) {
        bool is_index = used > 0 && used < 7 && strspn(name, "0123456789") == used;
        return is_index ? cJSON_GetArrayItem(value, (int)strtol(name, NULL, 10)) : NULL;
    }
    return cJSON_IsObject(value) ? cJSON_GetObjectItemCaseSensitive(value, name) : NULL;
}

const cJSON *adapt_json_at(const cJSON *value, const char *pointer)
{
    while (value && *pointer == '/') {
        size_t size = strcspn(pointer + 1, "/");
        value = step(value, pointer + 1, size);
        pointer += 1 + size;
    }
    return *pointer ? NULL : value;
}

static const char *number_text(struct arena *arena, double number)
{
    bool is_whole = fabs(number) < 1e15 && floor(number) == number;
    return is_whole ? arena_printf(arena, "%.0f", number)
                    : arena_printf(arena, "%.15g", number);
}

/* [{"plain_text": "a"}, {"plain_text": "b"}] of Notion, "text" of Feishu: one text in pieces.
 */
static const char *pieces_text(struct arena *arena, const cJSON *list)
{
    const char *text = NULL;
    const cJSON *piece;
    cJSON_ArrayForEach(piece, list)
    {
        const cJSON *plain = cJSON_GetObjectItemCaseSensitive(piece, "plain_text");
        const cJSON *own = plain ? plain : cJSON_GetObjectItemCaseSensitive(piece, "text");
        const char *part = cJSON_GetStringValue(own);
        if (!part) {
            return NULL;
        }
        text = text ? arena_printf(arena, "%s%s", text, part) : part;
    }
    return text && *text ? text : NULL;
}

static const char *list_text(struct arena *arena, const cJSON *list)
{
    const char *text = NULL;
    const cJSON *element;
    int count = 0;
    cJSON_ArrayForEach(element, list)
    {
        bool is_plain = cJSON_IsString(element) || cJSON_IsNumber(element);
        const char *part = is_plain ? adapt_json_text(arena, element) : NULL;
        if (part && count++ < TEXTS_MAX) {
            text = text ? arena_printf(arena, "%s、%s", text, part) : part;
        }
    }
    return text;
}

const char *adapt_json_text(struct arena *arena, const cJSON *value)
{
    if (cJSON_IsString(value)) {
        return value->valuestring[strspn(value->valuestring, " \t\r\n")] ? value->valuestring
                                                                         : NULL;
    }
    if (cJSON_IsNumber(value)) {
        return number_text(arena, value->valuedouble);
    }
    if (cJSON_IsBool(value)) {
        return cJSON_IsTrue(value) ? "true" : "false";
    }
    if (cJSON_IsArray(value)) {
        return cJSON_IsObject(value->child) ? pieces_text(arena, value)
                                            : list_text(arena, value);
    }
    const cJSON *rendered = cJSON_GetObjectItemCaseSensitive(value, "rendered");
    return cJSON_IsString(rendered) ? adapt_json_text(arena, rendered) : NULL;
}

const char *adapt_json_text_at(struct arena *arena, const cJSON *value, const char *pointer)
{
    const cJSON *found = adapt_json_at(value, pointer);
    return found ? adapt_json_text(arena, found) : NULL;
}
