#include "adapt/map_value.h"

#include "mapping/mapping.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const cJSON *find(const struct map_place *place, const struct mapping_token *token)
{
    return adapt_json_at(
        token->is_of_document || !place->entry ? place->document : place->entry, token->text);
}

/* One sequence; *token is what ends it. NULL where something of it is not there. */
static const char *sequence(
    const struct map_place *place, const char **at, struct mapping_token *token)
{
    const char *joined = "";
    for (;;) {
        mapping_next(at, token);
        const char *part = token->text;
        if (token->sign == MAPPING_POINTER) {
            const cJSON *value = find(place, token);
            part = value ? adapt_json_text(place->arena, value) : NULL;
        } else if (token->sign != MAPPING_TEXT) {
            return joined && *joined ? joined : NULL;
        }
        joined = joined && part ? arena_printf(place->arena, "%s%s", joined, part) : NULL;
    }
}

const char *map_value_of(const struct adapt_request *request, const char *key)
{
    for (size_t i = 0; i < request->map_count; i++) {
        if (strcmp(request->map[i].name, key) == 0) {
            return request->map[i].value;
        }
    }
    return NULL;
}

const char *map_value_text(const struct map_place *place, const char *value)
{
    struct mapping_token token = { .sign = MAPPING_OR };
    const char *text = NULL;
    while (value && !text && token.sign == MAPPING_OR) {
        text = sequence(place, &value, &token);
    }
    return text;
}

static bool is_alone(const char *value)
{
    struct mapping_token token;
    mapping_next(&value, &token);
    mapping_next(&value, &token);
    return token.sign == MAPPING_END;
}

size_t map_value_list(
    const struct map_place *place, const char *value, const char **texts, size_t max)
{
    struct mapping_token token = { .sign = MAPPING_COMMA };
    const cJSON *list = value && is_alone(value) ? map_value_at(place, value) : NULL, *element;
    size_t count = 0;
    if (cJSON_IsArray(list)) {
        cJSON_ArrayForEach(element, list)
        {
            const char *text = count < max ? adapt_json_text(place->arena, element) : NULL;
            if (count < max) {
                texts[count++] = text ? text : "";
            }
        }
        return count;
    }
    while (value && count < max && token.sign == MAPPING_COMMA) {
        const char *text = NULL;
        do {
            const char *part = sequence(place, &value, &token);
            text = text ? text : part;
        } while (token.sign == MAPPING_OR);
        texts[count++] = text ? text : "";
    }
    return count;
}

const cJSON *map_value_at(const struct map_place *place, const char *value)
{
    struct mapping_token token;
    mapping_next(&value, &token);
    return token.sign == MAPPING_POINTER ? find(place, &token) : NULL;
}

bool map_value_number(const char *text, double *number)
{
    char *end;
    *number = strtod(text, &end);
    return end != text && !*end && isfinite(*number) && !strpbrk(text, "xXpP");
}

/* As numbers where both are, else as texts, byte by byte: days and times sort so. */
static int compare(const char *left, const char *right)
{
    double a, b;
    if (map_value_number(left, &a) && map_value_number(right, &b)) {
        return (a > b) - (a < b);
    }
    int order = strcmp(left, right);
    return (order > 0) - (order < 0);
}

static bool holds(const struct map_place *place, const char **at, struct mapping_token *token)
{
    mapping_next(at, token);
    const cJSON *value = find(place, token);
    const char *text = value ? adapt_json_text(place->arena, value) : NULL;
    mapping_next(at, token);
    enum mapping_sign sign = token->sign;
    mapping_next(at, token);
    int order = text ? compare(text, token->text) : 0;
    mapping_next(at, token);
    switch (sign) {
    case MAPPING_EQUAL:
        return text && order == 0;
    case MAPPING_UNEQUAL:
        return !text || order != 0;
    case MAPPING_BELOW:
        return text && order < 0;
    default:
        return text && order > 0;
    }
}

bool map_value_holds(const struct map_place *place, const char *conditions)
{
    struct mapping_token token = { .sign = MAPPING_COMMA };
    bool all = true;
    while (conditions && all && token.sign == MAPPING_COMMA) {
        all = holds(place, &conditions, &token);
    }
    return all;
}
