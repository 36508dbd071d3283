#include "content/schema_values.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Of addresses: what may stand in one, and the same up to the first of ":/?#". */
#define SAFE "[^\\u0000- <>\"\\\\^`{|}\\u007f]"
#define SAFE_OR_BLANK "[^\\u0000-\\u001f<>\"\\\\^`{|}\\u007f]"
#define NAME "[^\\u0000- <>\"\\\\^`{|}\\u007f:/?#]"
#define NAME_OR_BLANK "[^\\u0000-\\u001f<>\"\\\\^`{|}\\u007f:/?#]"
#define HOST "[^\\u0000- <>\"\\\\^`{|}\\u007f:/?#@]"
#define ADDRESS_OF(safe, name)                                                                 \
    "^(([Hh][Tt][Tt][Pp][Ss]?:)?//" HOST safe "*|(?!//)(" name "+([/?#]" safe "*)?|[/?#]" safe \
    "*))$"
#define ADDRESS ADDRESS_OF(SAFE, NAME)
/* What is a file's name, with its blanks. */
#define PICTURE ADDRESS_OF(SAFE_OR_BLANK, NAME_OR_BLANK)
#define DAY "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
#define TIME "[Tt]([01][0-9]|2[0-3]):[0-5][0-9](:([0-5][0-9]|60)(\\.[0-9]+)?)?"
#define OFFSET "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"

/* ASCII as rule_tag has it; of other scripts not the spaces and marks that people type between
 * two tags, or in front of one. In JSON. */
#define TAG                                                                                            \
    "^!?([A-Za-z0-9_-]|[^\\\\u0000-\\\\u00a9\\\\u2000-\\\\u2bff\\\\u3000-\\\\u3004\\\\u3008-\\\\u3020" \
    "\\\\ufe30-\\\\uff0f\\\\uff1a-\\\\uff20]){1,40}$"

/* A block is read as one of these and kept as feed_block. */
static const struct feed_member block_members[] = {
    { .name = "heading", .type = FEED_LINE },
    { .name = "text", .type = FEED_TEXT },
    { .name = "image", .type = FEED_PICTURE },
    { .name = "caption", .type = FEED_LINE },
};
static const struct feed_object block = { .members = block_members,
    .count = sizeof block_members / sizeof *block_members };

const struct schema_object schema_objects[] = {
    { &feed_site, "site", false },
    { &feed_hotline, "hotline", true },
    { &feed_link, "link", true },
    { &feed_show, "show", false },
    { &feed_window, "window", true },
    { &feed_row, "row", true },
    { &feed_table_column, "column", true },
    { &feed_table_row, "table_row", true },
    { &block, "block", true },
};
const size_t schema_object_count = sizeof schema_objects / sizeof *schema_objects;

/* What no type of the table describes. A phone may be a string alone. */
static const struct {
    const struct feed_object *of;
    const char *name, *schema;
} own[] = {
    { &feed_document, "$schema", "{}" },
    { &feed_document, "lobbycard", "{\"const\":1}" },
    { &feed_document, "serial", "{\"type\":\"integer\",\"minimum\":0}" },
    { &feed_item, "id", "{\"type\":\"string\"}" },
    { &feed_item, "fit", "{\"enum\":[\"cover\",\"contain\"]}" },
    { &feed_item, "focus",
        "{\"type\":\"array\",\"minItems\":2,\"maxItems\":2,"
        "\"items\":{\"type\":\"number\",\"minimum\":0,\"maximum\":1}}" },
    { &feed_row, "time", "{\"type\":\"string\"}" },
    { &feed_table_row, "cells",
        "{\"type\":\"array\",\"items\":{\"type\":[\"string\",\"number\",\"null\"],"
        "\"minimum\":-999999999999999,\"maximum\":999999999999999,"
        "\"maxLength\":500}}" },
    { &feed_show, "screens",
        "{\"type\":[\"string\",\"array\"],\"pattern\":\"" TAG "\","
        "\"items\":{\"type\":\"string\",\"pattern\":\"" TAG "\"}}" },
    { &feed_show, "windows",
        "{\"type\":\"array\",\"items\":{\"$ref\":\"#/definitions/window\"}}" },
    { &feed_hotline, "numbers",
        "{\"type\":[\"string\",\"array\"],\"items\":{\"$ref\":\"#/definitions/phone\"}}" },
};

cJSON *schema_read(const char *text)
{
    cJSON *json = cJSON_Parse(text);
    assert_non_null(json);
    return json;
}

void schema_add_int(cJSON *schema, const char *name, int number)
{
    cJSON_AddNumberToObject(schema, name, number);
}

cJSON *schema_reference(const char *name)
{
    cJSON *schema = cJSON_CreateObject();
    char path[80];
    snprintf(path, sizeof path, "#/definitions/%s", name);
    cJSON_AddStringToObject(schema, "$ref", path);
    return schema;
}

cJSON *schema_typed(const char *type)
{
    cJSON *schema = cJSON_CreateObject();
    cJSON_AddStringToObject(schema, "type", type);
    return schema;
}

static cJSON *text(int most)
{
    cJSON *schema = schema_typed("string");
    schema_add_int(schema, "maxLength", most);
    return schema;
}

static cJSON *pattern(const char *expression)
{
    cJSON *schema = schema_typed("string");
    cJSON_AddStringToObject(schema, "pattern", expression);
    return schema;
}

static cJSON *list(cJSON *items)
{
    cJSON *schema = schema_typed("array");
    cJSON_AddItemToObject(schema, "items", items);
    return schema;
}

cJSON *schema_moment(unsigned forms)
{
    return pattern(forms == MOMENT_DATE      ? "^" DAY "$"
                   : forms == MOMENT_INSTANT ? "^" DAY TIME OFFSET "$"
                   : forms == MOMENT_ANY     ? "^" DAY "(" TIME OFFSET "?)?$"
                                             : "^" DAY "(" TIME OFFSET ")?$");
}

static cJSON *number(const struct feed_member *member)
{
    cJSON *schema = schema_typed("integer");
    schema_add_int(schema, "minimum", member->min);
    schema_add_int(schema, "maximum", member->max);
    return schema;
}

static cJSON *word(const struct feed_member *member)
{
    cJSON *schema = cJSON_CreateObject(), *those = cJSON_AddArrayToObject(schema, "enum");
    for (const char *const *at = member->words; *at; at++) {
        cJSON_AddItemToArray(those, cJSON_CreateString(*at));
    }
    return schema;
}

static cJSON *object_reference(const struct feed_object *of)
{
    for (size_t i = 0; i < schema_object_count; i++) {
        bool is_block = of == &feed_block && schema_objects[i].of == &block;
        if (schema_objects[i].of == of || is_block) {
            return schema_reference(schema_objects[i].name);
        }
    }
    return schema_reference("item");
}

static cJSON *by_type(const struct feed_member *member)
{
    switch (member->type) {
    case FEED_SWITCH:
        return schema_typed("boolean");
    case FEED_INTEGER:
        return number(member);
    case FEED_MOMENT:
        return schema_moment(member->forms);
    case FEED_SPAN:
        return pattern("^[0-9]{1,8}[dhm]$");
    case FEED_WORD:
        return word(member);
    case FEED_LANGUAGE:
        return pattern("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$");
    case FEED_SHOW:
        return schema_reference("show");
    case FEED_TEXT:
        return text(FEED_TEXT_CHARACTERS);
    case FEED_ADDRESS:
        return pattern(ADDRESS);
    case FEED_PICTURE:
        return pattern(PICTURE);
    case FEED_LINES:
        return list(text(FEED_LINE_CHARACTERS));
    case FEED_LIST:
        return list(object_reference(member->of));
    case FEED_OBJECT:
        return object_reference(member->of);
    default: /* days and hours are read in too many ways for a pattern */
        return text(FEED_LINE_CHARACTERS);
    }
}

static cJSON *by_hand(const struct feed_object *of, const struct feed_member *member)
{
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (own[i].of == of && strcmp(own[i].name, member->name) == 0) {
            return schema_read(own[i].schema);
        }
    }
    if (member->type == FEED_OWN) {
        fail_msg("\"%s\" needs a row in `own`", member->name);
    }
    return NULL;
}

/* A null is the same as nothing, and what is needed cannot be nothing. */
void schema_may_be_absent(cJSON *schema)
{
    cJSON *type = cJSON_GetObjectItem(schema, "type"),
          *words_of = cJSON_GetObjectItem(schema, "enum");
    if (cJSON_IsString(type)) {
        cJSON *types = cJSON_CreateArray();
        cJSON_AddItemToArray(types, cJSON_CreateString(type->valuestring));
        cJSON_ReplaceItemInObject(schema, "type", types);
        type = types;
    }
    if (type) {
        cJSON_AddItemToArray(type, cJSON_CreateString("null"));
    } else if (words_of) {
        cJSON_AddItemToArray(words_of, cJSON_CreateNull());
    }
}

static bool has_type(const cJSON *schema, const char *name)
{
    const cJSON *type = cJSON_GetObjectItem(schema, "type"), *each;
    bool found = cJSON_IsString(type) && strcmp(type->valuestring, name) == 0;
    cJSON_ArrayForEach(each, type)
    {
        found = found || strcmp(each->valuestring, name) == 0;
    }
    return found;
}

cJSON *schema_of(const struct feed_object *of, const struct feed_member *member, bool is_needed)
{
    cJSON *schema = by_hand(of, member);
    schema = schema ? schema : by_type(member);
    bool is_list = has_type(schema, "array");
    if (is_list && member->max > 0) {
        schema_add_int(schema, "maxItems", member->max);
    }
    if (!is_needed) {
        schema_may_be_absent(schema);
        return schema;
    }
    if (is_list) {
        schema_add_int(schema, "minItems", 1);
    }
    if (has_type(schema, "string")) {
        schema_add_int(schema, "minLength", 1);
    }
    return schema;
}

void schema_require(cJSON *schema, const char *name)
{
    cJSON *required = cJSON_GetObjectItem(schema, "required");
    required = required ? required : cJSON_AddArrayToObject(schema, "required");
    cJSON_AddItemToArray(required, cJSON_CreateString(name));
}
