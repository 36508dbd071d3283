#include "content/schema_made.h"

#include "content/schema_values.h"

#include <stdio.h>
#include <string.h>

static cJSON *object(const struct feed_object *of)
{
    cJSON *schema = schema_typed("object");
    cJSON *properties = cJSON_AddObjectToObject(schema, "properties");
    for (size_t i = 0; i < of->count; i++) {
        const struct feed_member *member = &of->members[i];
        cJSON_AddItemToObject(properties, member->name, schema_of(of, member, member->needed));
        if (member->needed) {
            schema_require(schema, member->name);
        }
    }
    cJSON_AddFalseToObject(schema, "additionalProperties");
    return schema;
}

/* A number is a string, or that with a note. */
static cJSON *phone(void)
{
    cJSON *schema = object(&feed_phone);
    cJSON_ReplaceItemInObject(schema, "type", schema_read("[\"string\",\"object\"]"));
    schema_add_int(schema, "minLength", 1);
    schema_add_int(schema, "maxLength", FEED_LINE_CHARACTERS);
    return schema;
}

/* One of the three at most; the reader's rule counts what is not empty. */
static void separate(cJSON *schema)
{
    static const char *const pairs[][2] = { { "heading", "text" }, { "heading", "image" },
        { "text", "image" } };
    cJSON *all = cJSON_AddArrayToObject(schema, "allOf");
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        cJSON *both = cJSON_CreateObject(), *rule = cJSON_CreateObject();
        cJSON *properties = cJSON_AddObjectToObject(both, "properties");
        for (int k = 0; k < 2; k++) {
            schema_require(both, pairs[i][k]);
            cJSON_AddItemToObject(
                properties, pairs[i][k], schema_read("{\"type\":\"string\",\"minLength\":1}"));
        }
        cJSON_AddItemToObject(rule, "not", both);
        cJSON_AddItemToArray(all, rule);
    }
}

/* A row of a table has cells, or is a heading and has nothing else. */
static void part_rows(cJSON *schema)
{
    static const char rules[] =
        "{\"anyOf\":[{\"required\":[\"cells\"],"
        "\"properties\":{\"cells\":{\"type\":\"array\",\"minItems\":1}}},"
        "{\"required\":[\"group\"],"
        "\"properties\":{\"group\":{\"type\":\"string\",\"minLength\":1}}}],"
        "\"allOf\":[{\"not\":{\"required\":[\"group\",\"cells\"],\"properties\":{"
        "\"group\":{\"type\":\"string\",\"minLength\":1},"
        "\"cells\":{\"type\":\"array\",\"minItems\":1}}}},"
        "{\"not\":{\"required\":[\"group\",\"state\"],\"properties\":{"
        "\"group\":{\"type\":\"string\",\"minLength\":1},"
        "\"state\":{\"type\":\"string\",\"minLength\":1}}}}]}";
    cJSON *those = schema_read(rules);
    for (cJSON *each; (each = those->child);) {
        cJSON_DetachItemViaPointer(those, each);
        cJSON_AddItemToObject(schema, each->string, each);
    }
    cJSON_Delete(those);
}

/* What is to grow stale says since when it counts. */
static void date_table(cJSON *schema)
{
    cJSON *all = cJSON_AddArrayToObject(schema, "allOf");
    cJSON_AddItemToArray(all,
        schema_read("{\"if\":{\"required\":[\"max_age\"],\"properties\":{\"max_age\":{"
                    "\"type\":\"string\",\"minLength\":1}}},\"then\":{\"required\":[\"as_of\"],"
                    "\"properties\":{\"as_of\":{\"type\":\"string\",\"minLength\":1}}}}"));
}

static bool is_of_hours(const char *name)
{
    return strcmp(name, "days") == 0 || strcmp(name, "hours") == 0 ||
           strcmp(name, "windows") == 0;
}

/* An alert surely ends, and knows no hours; the rest of its `show` is everybody's. */
static cJSON *alert_show(void)
{
    cJSON *schema = schema_typed("object");
    cJSON *properties = cJSON_AddObjectToObject(schema, "properties");
    for (size_t i = 0; i < feed_show.count; i++) {
        const char *name = feed_show.members[i].name;
        char path[80];
        snprintf(path, sizeof path, "show/properties/%s", name);
        cJSON_AddItemToObject(properties, name,
            is_of_hours(name) ? schema_read("{\"type\":\"null\",\"doNotSuggest\":true}")
            : strcmp(name, "until") == 0 ? schema_moment(MOMENT_ANY)
                                         : schema_reference(path));
    }
    cJSON_AddFalseToObject(schema, "additionalProperties");
    schema_require(schema, "until");
    return schema;
}

static bool has(const struct feed_member *member, unsigned kind)
{
    return !member->kinds || (member->kinds & kind);
}

static bool is_needed_by_all(const struct feed_member *member)
{
    unsigned kinds = (1u << ITEM_KIND_COUNT) - 1;
    kinds = member->kinds ? member->kinds & kinds : kinds;
    return (member->needed & kinds) == kinds;
}

static cJSON *kind_names(void)
{
    cJSON *schema = cJSON_CreateObject(), *names = cJSON_AddArrayToObject(schema, "enum");
    for (int kind = 0; kind < ITEM_KIND_COUNT; kind++) {
        cJSON_AddItemToArray(names, cJSON_CreateString(item_kind_name((enum item_kind)kind)));
    }
    return schema;
}

/* A kind's own, of a name that another kind has too. */
static bool is_second(const struct feed_member *member)
{
    return feed_member_of(&feed_item, member->name, 0) != member;
}

/* Each member of items once, with its words; the kinds point at it. */
static cJSON *members_of_items(void)
{
    cJSON *schema = cJSON_CreateObject();
    cJSON *properties = cJSON_AddObjectToObject(schema, "properties");
    for (size_t i = 0; i < feed_item.count; i++) {
        const struct feed_member *member = &feed_item.members[i];
        bool is_kind = strcmp(member->name, "kind") == 0;
        if (is_second(member)) {
            continue;
        }
        cJSON_AddItemToObject(properties, member->name,
            is_kind ? kind_names() : schema_of(&feed_item, member, is_needed_by_all(member)));
    }
    return schema;
}

static cJSON *member_of_items(const struct feed_member *member, unsigned kind)
{
    char name[80];
    snprintf(name, sizeof name, "members/properties/%s", member->name);
    return schema_reference(kind == ALERT && member->type == FEED_SHOW ? "alert_show" : name);
}

/* What has something to show has one of these; where one is needed, nothing more is said. */
static void add_enough(cJSON *schema, unsigned kind)
{
    cJSON *any = cJSON_AddArrayToObject(schema, "anyOf");
    bool is_said = false;
    for (size_t i = 0; i < feed_item.count; i++) {
        const struct feed_member *member = &feed_item.members[i];
        if (has(member, kind) && (member->flags & ENOUGH)) {
            cJSON *one = cJSON_CreateObject();
            schema_require(one, member->name);
            cJSON_AddItemToArray(any, one);
            is_said = is_said || (member->needed & kind);
        }
    }
    if (is_said) {
        cJSON_DeleteItemFromObject(schema, "anyOf");
    }
}

/* The members that a kind has; what some kinds need and others do not is said once more. */
static cJSON *kind_of_item(unsigned kind)
{
    cJSON *schema = cJSON_CreateObject(), *needed = cJSON_CreateObject();
    cJSON *properties = cJSON_AddObjectToObject(schema, "properties");
    for (size_t i = 0; i < feed_item.count; i++) {
        const struct feed_member *member = &feed_item.members[i];
        if (!has(member, kind)) {
            continue;
        }
        cJSON_AddItemToObject(properties, member->name,
            is_second(member) ? schema_of(&feed_item, member, member->needed & kind)
                              : member_of_items(member, kind));
        if (member->needed & kind) {
            schema_require(schema, member->name);
            if (!is_needed_by_all(member)) {
                cJSON_AddItemToObject(
                    needed, member->name, schema_of(&feed_item, member, true));
            }
        }
    }
    cJSON_AddFalseToObject(schema, "additionalProperties");
    add_enough(schema, kind);
    if (kind == ALERT) {
        schema_require(schema, "show");
    }
    if (kind == TABLE) {
        date_table(schema);
    }
    if (needed->child) {
        cJSON *all = cJSON_GetObjectItem(schema, "allOf"), *rule = cJSON_CreateObject();
        all = all ? all : cJSON_AddArrayToObject(schema, "allOf");
        cJSON_AddItemToObject(rule, "properties", needed);
        cJSON_AddItemToArray(all, rule);
    } else {
        cJSON_Delete(needed);
    }
    return schema;
}

static cJSON *rule_of_kind(const char *kind)
{
    cJSON *rule = cJSON_CreateObject(), *is_it = cJSON_CreateObject();
    cJSON *properties = cJSON_AddObjectToObject(is_it, "properties");
    cJSON_AddStringToObject(cJSON_AddObjectToObject(properties, "kind"), "const", kind);
    schema_require(is_it, "kind");
    cJSON_AddItemToObject(rule, "if", is_it);
    cJSON_AddItemToObject(rule, "then", schema_reference(kind));
    return rule;
}

/* By its kind; before that is written, what every kind has. */
static cJSON *item(void)
{
    cJSON *schema = schema_typed("object");
    cJSON *properties = cJSON_AddObjectToObject(schema, "properties");
    schema_require(schema, "kind");
    for (size_t i = 0; i < feed_item.count; i++) {
        const struct feed_member *member = &feed_item.members[i];
        if (!member->kinds && member->type != FEED_SHOW) { /* alerts have another */
            cJSON_AddItemToObject(properties, member->name, member_of_items(member, 0));
        }
    }
    cJSON *all = cJSON_AddArrayToObject(schema, "allOf");
    for (int kind = 0; kind < ITEM_KIND_COUNT; kind++) {
        cJSON_AddItemToArray(all, rule_of_kind(item_kind_name((enum item_kind)kind)));
    }
    return schema;
}

static cJSON *definitions(void)
{
    cJSON *all = cJSON_CreateObject();
    for (size_t i = 0; i < schema_object_count; i++) {
        cJSON *schema = object(schema_objects[i].of);
        if (!schema_objects[i].is_element) {
            schema_may_be_absent(schema);
        }
        cJSON_AddItemToObject(all, schema_objects[i].name, schema);
    }
    separate(cJSON_GetObjectItem(all, "block"));
    part_rows(cJSON_GetObjectItem(all, "table_row"));
    cJSON_AddItemToObject(all, "phone", phone());
    cJSON_AddItemToObject(all, "item", item());
    cJSON_AddItemToObject(all, "members", members_of_items());
    for (int kind = 0; kind < ITEM_KIND_COUNT; kind++) {
        cJSON_AddItemToObject(
            all, item_kind_name((enum item_kind)kind), kind_of_item(1u << kind));
    }
    cJSON_AddItemToObject(all, "alert_show", alert_show());
    return all;
}

cJSON *schema_made(void)
{
    cJSON *schema = object(&feed_document);
    cJSON *serial = cJSON_GetObjectItem(cJSON_GetObjectItem(schema, "properties"), "serial");
    cJSON_AddRawToObject(serial, "maximum", "9007199254740991"); /* cJSON prints 15 digits */
    cJSON_AddItemToObject(schema, "definitions", definitions());
    cJSON_AddStringToObject(schema, "$schema", "http://json-schema.org/draft-07/schema#");
    return schema;
}
