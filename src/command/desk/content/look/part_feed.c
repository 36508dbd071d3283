#include "command/desk/content/look/part_feed.h"

#include "command/desk/content/published.h"

#include <stdio.h>
#include <string.h>

static void copy_member(
    struct writer *writer, const struct published *published, const char *name)
{
    const struct json_tree *tree = &published->tree;
    const struct json_node *node = json_tree_member(tree, tree->root, name);
    if (node) {
        const char *raw =
            arena_strndup(tree->arena, tree->text + node->at, node->end - node->at);
        writer_put_raw(writer, name, raw);
    }
}

/* What the site is seen on: the first item that is published. */
static void copy_first_item(struct writer *writer, const struct published *published)
{
    const struct json_tree *tree = &published->tree;
    const struct json_node *items = json_tree_member(tree, tree->root, "items");
    const struct json_node *first = items && items->kind == JSON_LIST ? items->child : NULL;
    writer_name(writer, "items");
    writer_open(writer, '[');
    if (first) {
        writer_raw(
            writer, arena_strndup(tree->arena, tree->text + first->at, first->end - first->at));
    }
    writer_close(writer, ']');
}

/* The footer has the first one that may be shown (slide/page/site.c): those up to one that is
 * shown always. Each more is a slide that nobody looks at. */
static void copy_first_hotlines(struct writer *writer, const struct published *published)
{
    const struct json_tree *tree = &published->tree;
    const struct json_node *list = json_tree_member(tree, tree->root, "hotlines");
    const struct json_node *at = list && list->kind == JSON_LIST ? list->child : NULL;
    bool is_always = false;
    if (!at) {
        return;
    }
    writer_name(writer, "hotlines");
    writer_open(writer, '[');
    for (; at && !is_always; at = at->next) {
        writer_raw(writer, arena_strndup(tree->arena, tree->text + at->at, at->end - at->at));
        is_always = !json_tree_member(tree, at, "show") &&
                    !json_tree_member(tree, at, "verified_until");
    }
    writer_close(writer, ']');
}

const char *part_feed(struct visit *visit, const char *part, const char *content, int64_t at_ms)
{
    struct published published;
    struct writer writer;
    bool is_item = strncmp(part, "i-", 2) == 0;
    if (!published_read(visit, &published)) {
        return NULL;
    }
    writer_init(&writer);
    writer_open(&writer, '{');
    writer_put_int(&writer, "lobbycard", 1);
    kit_put_instant(visit, &writer, "issued", at_ms);
    copy_member(&writer, &published, "lang");
    if (strcmp(part, "site") == 0) {
        copy_first_item(&writer, &published);
    } else {
        copy_member(&writer, &published, "site");
    }
    if (strcmp(part, "hotlines") != 0) {
        copy_first_hotlines(&writer, &published);
    }
    if (is_item) {
        writer_name(&writer, "items");
        writer_open(&writer, '[');
        writer_raw(&writer, content);
        writer_close(&writer, ']');
    } else {
        writer_put_raw(&writer, part, content);
    }
    writer_close(&writer, '}');
    const char *text =
        writer.has_failed ? NULL : arena_strdup(&visit->request->arena, writer.bytes.data);
    writer_finish(&writer);
    if (!text) {
        kit_fail(visit, &(struct error) { "" });
    }
    return text;
}

/* How much of the pointer leads to the part; 0: it is of something else. */
static size_t place_of(const struct checked_finding *finding, const char *part)
{
    char place[40];
    snprintf(place, sizeof place, "/%s", strncmp(part, "i-", 2) == 0 ? "items/0" : part);
    size_t length = strlen(place);
    bool is_in = strncmp(finding->pointer, place, length) == 0 &&
                 (!finding->pointer[length] || finding->pointer[length] == '/');
    return is_in ? length : 0;
}

void part_feed_put_findings(
    struct writer *writer, const struct checked *checked, const char *part, const char *title)
{
    writer_name(writer, "findings");
    writer_open(writer, '[');
    for (size_t i = 0; i < checked->count; i++) {
        size_t length = place_of(&checked->findings[i], part);
        if (length > 0) {
            struct checked_finding finding = checked->findings[i];
            finding.pointer += length;
            finding.part = part;
            finding.member = finding.pointer;
            finding.title = title;
            checking_put(writer, &finding);
        }
    }
    writer_close(writer, ']');
}

bool part_feed_is_of(const char *part, const char *kind)
{
    return strcmp(kind, "hotlines") != 0 || strcmp(part, kind) == 0;
}

bool part_feed_has_errors(const struct checked *checked, const char *part)
{
    for (size_t i = 0; i < checked->count; i++) {
        if (strcmp(checked->findings[i].level, "error") == 0 &&
            place_of(&checked->findings[i], part) > 0) {
            return true;
        }
    }
    return false;
}
