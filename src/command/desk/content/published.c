#include "command/desk/content/published.h"

#include "command/desk/document/compose.h"

#include <string.h>

bool published_read(struct visit *visit, struct published *published)
{
    struct error error = { 0 };
    struct arena *arena = &visit->request->arena;
    *published = (struct published) { 0 };
    published->state = states_latest(visit->database, arena, &error);
    if (!published->state) {
        if (*error.text) {
            kit_fail(visit, &error);
            return false;
        }
        return json_tree_make(&published->tree, arena, "{}", 2);
    }
    published->serial = published->state->serial;
    if (!json_tree_make(&published->tree, arena, published->state->feed.data,
            published->state->feed.size)) {
        kit_fail(visit, &error);
        return false;
    }
    return true;
}

const char *published_content(const struct published *published, const char *part)
{
    const struct json_tree *tree = &published->tree;
    const struct json_node *node = compose_find(tree, part);
    bool is_null = node && node->kind == JSON_WORD;
    return node && !is_null
               ? arena_strndup(tree->arena, tree->text + node->at, node->end - node->at)
               : NULL;
}

const char *content_kind(const struct json_tree *content, const char *part)
{
    const struct json_node *kind = json_tree_member(content, content->root, "kind");
    return strncmp(part, "i-", 2) != 0         ? part
           : kind && kind->kind == JSON_STRING ? json_tree_string(content, kind)
                                               : "";
}

const char *content_title_of(const struct json_tree *tree, const struct json_node *content)
{
    static const char *const members[] = { "title", "text", "label", "name" };
    for (size_t i = 0; content->kind == JSON_OBJECT && i < 4; i++) {
        const struct json_node *node = json_tree_member(tree, content, members[i]);
        const char *text =
            node && node->kind == JSON_STRING ? json_tree_string(tree, node) : "";
        if (text && *text) {
            return text;
        }
    }
    return "";
}

const char *content_title(const struct json_tree *content)
{
    return content_title_of(content, content->root);
}
