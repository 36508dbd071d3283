/* Where everything stands in a JSON text, for messages that show it and say how to mend it. */
#pragma once

#include "base/arena.h"

enum json_kind { JSON_OBJECT, JSON_LIST, JSON_STRING, JSON_NUMBER, JSON_WORD };

struct json_node {
    enum json_kind kind;
    size_t at, end;           /* of the value, in bytes of the text */
    size_t name_at, name_end; /* of a member's name with its quotes; else equal */
    struct json_node *parent, *child, *next;
};

struct json_tree {
    struct arena *arena;
    const char *text; /* borrowed */
    struct json_node *root;
};

/* Of a text that json_scan has let pass. False when memory is out. */
bool json_tree_make(struct json_tree *tree, struct arena *arena, const char *text, size_t size);

/* Where the pointer (RFC 6901) leads, or the last value on the way that there is; *whole says
 * which of the two. */
const struct json_node *json_tree_find(
    const struct json_tree *tree, const char *pointer, bool *whole);

/* The last member of that name, or NULL, also where node is NULL or no object. */
const struct json_node *json_tree_member(
    const struct json_tree *tree, const struct json_node *node, const char *name);

/* What a string, or a member's name, means: in the arena, "" for anything else. NULL when
 * memory is out. A NUL in it ends it. */
const char *json_tree_string(const struct json_tree *tree, const struct json_node *node);
const char *json_tree_name(const struct json_tree *tree, const struct json_node *node);
