#include "command/desk/document/canonical.h"

#include "content/json/json_scan.h"
#include "content/json/json_text.h"

#include <sodium/crypto_hash_sha256.h>
#include <sodium/utils.h>
#include <stdlib.h>
#include <string.h>

struct member {
    const char *name;
    const struct json_node *value;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct member *)a)->name, ((const struct member *)b)->name);
}

static bool print_object(
    const struct json_tree *tree, const struct json_node *node, struct bytes *out)
{
    size_t count = 0, filled = 0;
    for (const struct json_node *at = node->child; at; at = at->next) {
        count++;
    }
    struct member *members = calloc(count + 1, sizeof *members);
    bool done = members != NULL;
    for (const struct json_node *at = node->child; done && at; at = at->next) {
        members[filled] = (struct member) { json_tree_name(tree, at), at };
        done = members[filled++].name != NULL;
    }
    if (done) {
        qsort(members, count, sizeof *members, by_name);
        done = bytes_append(out, "{", 1);
    }
    for (size_t i = 0; done && i < count; i++) {
        done = (i == 0 || bytes_append(out, ",", 1)) && json_text(out, members[i].name) &&
               bytes_append(out, ":", 1) && canonical_print(tree, members[i].value, out);
    }
    free(members);
    return done && bytes_append(out, "}", 1);
}

static bool print_list(
    const struct json_tree *tree, const struct json_node *node, struct bytes *out)
{
    bool done = bytes_append(out, "[", 1);
    for (const struct json_node *at = node->child; done && at; at = at->next) {
        done =
            (at == node->child || bytes_append(out, ",", 1)) && canonical_print(tree, at, out);
    }
    return done && bytes_append(out, "]", 1);
}

bool canonical_print(
    const struct json_tree *tree, const struct json_node *node, struct bytes *out)
{
    const char *text = NULL;
    switch (node->kind) {
    case JSON_OBJECT:
        return print_object(tree, node, out);
    case JSON_LIST:
        return print_list(tree, node, out);
    case JSON_STRING:
        text = json_tree_string(tree, node);
        return text && json_text(out, text);
    case JSON_NUMBER:
    case JSON_WORD:
        break;
    }
    return bytes_append(out, tree->text + node->at, node->end - node->at);
}

bool canonical_text(const char *text, size_t size, struct bytes *out, struct error *error)
{
    struct arena arena;
    struct json_tree tree;
    if (!json_scan(text, size, &json_limits_default, error)) {
        return false;
    }
    arena_init(&arena);
    bool done =
        json_tree_make(&tree, &arena, text, size) && canonical_print(&tree, tree.root, out);
    arena_finish(&arena);
    return done || error_set(error, "out of memory");
}

void canonical_hash(const struct bytes *canonical, char hash[CANONICAL_HASH_BYTES])
{
    unsigned char raw[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(raw, (const unsigned char *)canonical->data, canonical->size);
    sodium_bin2hex(hash, CANONICAL_HASH_BYTES, raw, sizeof raw);
}
