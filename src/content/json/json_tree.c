#include "content/json/json_tree.h"

#include "base/plain.h"
#include "base/utf8.h"
#include "content/json/json_name.h"

#include <stdlib.h>
#include <string.h>

struct reading {
    struct json_tree *tree;
    const char *at, *end;
};

static void skip_space(struct reading *reading)
{
    while (reading->at < reading->end && strchr(" \t\r\n", *reading->at)) {
        reading->at++;
    }
}

static void skip_string(struct reading *reading)
{
    for (reading->at++; *reading->at != '"'; reading->at++) {
        reading->at += *reading->at == '\\';
    }
    reading->at++;
}

static size_t offset(const struct reading *reading)
{
    return (size_t)(reading->at - reading->tree->text);
}

static void skip_scalar(struct reading *reading)
{
    if (*reading->at == '"') {
        skip_string(reading);
        return;
    }
    while (reading->at < reading->end && !strchr(" \t\r\n,]}", *reading->at)) {
        reading->at++;
    }
}

static enum json_kind kind_of(char c)
{
    return c == '{'               ? JSON_OBJECT
           : c == '['             ? JSON_LIST
           : c == '"'             ? JSON_STRING
           : c >= 'a' && c <= 'z' ? JSON_WORD
                                  : JSON_NUMBER;
}

static struct json_node *read_value(struct reading *reading, struct json_node *parent);

static bool read_inside(struct reading *reading, struct json_node *node)
{
    struct json_node **next = &node->child;
    reading->at++;
    skip_space(reading);
    while (*reading->at != ']' && *reading->at != '}') {
        size_t name_at = offset(reading), name_end = name_at;
        if (node->kind == JSON_OBJECT) {
            skip_string(reading);
            name_end = offset(reading);
            skip_space(reading);
            reading->at++; /* the colon */
        }
        *next = read_value(reading, node);
        if (!*next) {
            return false;
        }
        (*next)->name_at = name_at;
        (*next)->name_end = name_end;
        next = &(*next)->next;
        skip_space(reading);
        reading->at += *reading->at == ',';
        skip_space(reading);
    }
    reading->at++;
    return true;
}

/* Its depth is bounded by the scan. */
static struct json_node *read_value(struct reading *reading, struct json_node *parent)
{
    struct json_node *node = arena_alloc(reading->tree->arena, sizeof *node);
    skip_space(reading);
    if (!node) {
        return NULL;
    }
    node->at = offset(reading);
    node->parent = parent;
    node->kind = kind_of(*reading->at);
    if (node->kind != JSON_OBJECT && node->kind != JSON_LIST) {
        skip_scalar(reading);
    } else if (!read_inside(reading, node)) {
        return NULL;
    }
    node->end = offset(reading);
    return node;
}

bool json_tree_make(struct json_tree *tree, struct arena *arena, const char *text, size_t size)
{
    struct reading reading = { .tree = tree, .at = text, .end = text + size };
    *tree = (struct json_tree) { .arena = arena, .text = text };
    tree->root = read_value(&reading, NULL);
    return tree->root;
}

static const char *unescape(const struct json_tree *tree, size_t at, size_t end)
{
    struct json_name name = { tree->text + at + 1, end - at - 2, 0 };
    char *out = arena_alloc(tree->arena, name.size + 1), *to = out;
    for (size_t from = 0; out && from < name.size;) {
        to += utf8_encode(json_name_next(&name, &from), to);
    }
    return out;
}

const char *json_tree_string(const struct json_tree *tree, const struct json_node *node)
{
    return node && node->kind == JSON_STRING ? unescape(tree, node->at, node->end) : "";
}

const char *json_tree_name(const struct json_tree *tree, const struct json_node *node)
{
    return node && node->name_end > node->name_at
               ? unescape(tree, node->name_at, node->name_end)
               : "";
}

const struct json_node *json_tree_member(
    const struct json_tree *tree, const struct json_node *node, const char *name)
{
    const struct json_node *found = NULL;
    bool is_object = node && node->kind == JSON_OBJECT;
    for (const struct json_node *at = is_object ? node->child : NULL; at; at = at->next) {
        const char *own = json_tree_name(tree, at);
        found = own && strcmp(own, name) == 0 ? at : found;
    }
    return found;
}

/* As messages have it: a pointer names a member with '?' for what cannot be shown, and cuts a
 * long name with an ellipsis. */
static const struct json_node *member_shown_as(
    const struct json_tree *tree, const struct json_node *node, const char *key)
{
    size_t size = strlen(key), cut = strlen("…");
    bool is_cut = size > cut && strcmp(key + size - cut, "…") == 0;
    for (const struct json_node *at = node->child; at; at = at->next) {
        const char *name = json_tree_name(tree, at);
        char *shown = name ? arena_strdup(tree->arena, name) : NULL;
        if (shown) {
            plain_mend(shown);
            if (is_cut ? strncmp(shown, key, size - cut) == 0 : strcmp(shown, key) == 0) {
                return at;
            }
        }
    }
    return NULL;
}

static const struct json_node *step(
    const struct json_tree *tree, const struct json_node *node, const char *key)
{
    if (node->kind == JSON_OBJECT) {
        const struct json_node *found = json_tree_member(tree, node, key);
        return found ? found : member_shown_as(tree, node, key);
    }
    const struct json_node *at = node->kind == JSON_LIST ? node->child : NULL;
    for (long index = strtol(key, NULL, 10); at && index > 0; index--) {
        at = at->next;
    }
    return at;
}

const struct json_node *json_tree_find(
    const struct json_tree *tree, const char *pointer, bool *whole)
{
    const struct json_node *node = tree->root;
    *whole = true;
    while (*pointer == '/') {
        size_t size = strcspn(pointer + 1, "/");
        char *key = arena_strndup(tree->arena, pointer + 1, size), *to = key;
        for (const char *from = key; key && *from; to++) {
            bool is_escape = *from == '~' && (from[1] == '0' || from[1] == '1');
            *to = is_escape ? (from[1] == '0' ? '~' : '/') : *from;
            from += is_escape ? 2 : 1;
        }
        if (to) {
            *to = '\0';
        }
        const struct json_node *found = key ? step(tree, node, key) : NULL;
        if (!found) {
            *whole = false;
            return node;
        }
        node = found;
        pointer += size + 1;
    }
    return node;
}
