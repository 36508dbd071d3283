#include "mend/mend_node.h"

#include "base/bytes.h"
#include "content/json/json_text.h"

#include <string.h>

const char *mend_quote(const struct mend_job *job, const char *text)
{
    struct bytes out;
    bytes_init(&out);
    const char *quoted =
        text && json_text(&out, text) ? arena_strdup(job->arena, out.data) : NULL;
    bytes_finish(&out);
    return quoted;
}

const char *mend_raw(const struct mend_job *job, const struct json_node *node)
{
    return arena_strndup(job->arena, job->text + node->at, node->end - node->at);
}

void mend_value(const struct mend_job *job, struct mend *mend, const struct json_node *node,
    const char *json)
{
    mend_add(job, mend, node->at, node->end - node->at, json);
}

void mend_text_value(const struct mend_job *job, struct mend *mend,
    const struct json_node *node, const char *text)
{
    mend_value(job, mend, node, mend_quote(job, text));
}

void mend_name(const struct mend_job *job, struct mend *mend, const struct json_node *node,
    const char *name)
{
    if (node->name_end > node->name_at) {
        mend_add(
            job, mend, node->name_at, node->name_end - node->name_at, mend_quote(job, name));
    }
}

static size_t begin_of(const struct json_node *node)
{
    return node->name_end > node->name_at ? node->name_at : node->at;
}

/* With the comma behind it; of the last one with that before it. */
void mend_remove(const struct mend_job *job, struct mend *mend, const struct json_node *node)
{
    const struct json_node *before = NULL;
    if (!node->parent) {
        return;
    }
    for (const struct json_node *at = node->parent->child; at != node; at = at->next) {
        before = at;
    }
    size_t from = before && !node->next ? before->end : begin_of(node);
    size_t to = node->next ? begin_of(node->next) : node->end;
    mend_add(job, mend, from, to - from, "");
}

void mend_append(const struct mend_job *job, struct mend *mend, const struct json_node *to,
    const char *member)
{
    const struct json_node *last = to->child;
    while (last && last->next) {
        last = last->next;
    }
    size_t at = last ? last->end : to->at + 1;
    mend_add(job, mend, at, 0,
        member ? arena_printf(job->arena, "%s%s", last ? ", " : "", member) : NULL);
}

const struct feed_object *mend_object(const struct mend_job *job, const struct json_node *node)
{
    if (!node->parent) {
        return &feed_document;
    }
    bool is_element = node->parent->kind == JSON_LIST;
    const struct json_node *named = is_element ? node->parent : node;
    const struct feed_member *member = mend_member(job, named);
    return !member                                ? NULL
           : member->type == FEED_SHOW            ? &feed_show
           : member->of                           ? member->of
           : strcmp(member->name, "windows") == 0 ? &feed_window
                                                  : NULL;
}

const struct feed_member *mend_member(const struct mend_job *job, const struct json_node *node)
{
    if (!node->parent || node->parent->kind != JSON_OBJECT) {
        return NULL;
    }
    const struct feed_object *of = mend_object(job, node->parent);
    const char *name = json_tree_name(job->tree, node);
    unsigned kind = of == &feed_item ? mend_kind_of(job, node->parent) : 0;
    return of && name ? feed_member_of(of, name, kind) : NULL;
}

const struct json_node *mend_item_of(const struct mend_job *job, const struct json_node *node)
{
    while (node && mend_object(job, node) != &feed_item) {
        node = node->parent;
    }
    return node;
}

unsigned mend_kind_of(const struct mend_job *job, const struct json_node *item)
{
    const char *name = json_tree_string(job->tree, json_tree_member(job->tree, item, "kind"));
    for (int kind = 0; name && kind < ITEM_KIND_COUNT; kind++) {
        if (strcmp(name, item_kind_name((enum item_kind)kind)) == 0) {
            return 1u << kind;
        }
    }
    return 0;
}
