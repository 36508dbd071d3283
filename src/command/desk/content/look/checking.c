#include "command/desk/content/look/checking.h"

#include "command/desk/content/content.h"
#include "command/desk/content/look/tool.h"
#include "command/desk/content/published.h"
#include "command/desk/document/compose.h"
#include "content/json/json_scan.h"
#include "content/json/json_tree.h"

#include <stdio.h>
#include <string.h>

enum { CHECK_MAX_MS = 60 * 1000, SIZES_MAX = 8, FINDINGS_MAX = 300 };

static const char *text_of(
    const struct json_tree *tree, const struct json_node *node, const char *name)
{
    const struct json_node *member = json_tree_member(tree, node, name);
    const char *text = member ? json_tree_string(tree, member) : "";
    return text ? text : "";
}

/* What to paste, where it is no mere example; else the advice. */
static const char *mend_of(const struct json_tree *tree, const struct json_node *node)
{
    const struct json_node *mend = json_tree_member(tree, node, "mend");
    const struct json_node *example = json_tree_member(tree, node, "example");
    bool is_example = example && tree->text[example->at] == 't';
    if (mend && mend->child && !mend->child->next && !is_example) {
        const char *text = text_of(tree, mend->child, "text");
        return *text ? arena_printf(tree->arena, "→ %s", text) : "";
    }
    return text_of(tree, node, "advice");
}

/* A tag that no screen of the campus has is mostly mistyped: nothing would hang anywhere. Who
 * writes on the page has them all before them, so that it is refused there. */
static const char *level_of(
    const struct content *content, const char *severity, const char *code)
{
    return strcmp(severity, "note") == 0                             ? "info"
           : content->knows_tags && strcmp(code, "unknown-tag") == 0 ? "error"
                                                                     : severity;
}

static bool take(
    const struct content *content, const struct json_tree *tree, struct checked *checked)
{
    const struct json_node *list = json_tree_member(tree, tree->root, "findings");
    checked->findings = arena_array(tree->arena, FINDINGS_MAX, sizeof *checked->findings);
    if (!list || !checked->findings) {
        return false;
    }
    for (const struct json_node *at = list->child; at && checked->count < FINDINGS_MAX;
         at = at->next) {
        const char *code = text_of(tree, at, "code");
        checked->findings[checked->count++] = (struct checked_finding) {
            .level = level_of(content, text_of(tree, at, "severity"), code),
            .pointer = text_of(tree, at, "pointer"),
            .code = code,
            .text = text_of(tree, at, "message"),
            .mend = mend_of(tree, at),
        };
    }
    return true;
}

bool checking_parse(const struct content *content, const struct bytes *out, struct arena *arena,
    struct checked *checked, struct error *error)
{
    /* A warning about the config stands before the JSON. */
    char *text = out->size > 0 ? arena_strndup(arena, out->data, out->size) : NULL;
    char *start = text ? strstr(text, "{\"errors\"") : NULL;
    struct json_tree tree;
    if (!start) {
        return error_set(error, "check: %.300s", text ? text : "said nothing");
    }
    char *end = strrchr(start, '}');
    size_t size = end ? (size_t)(end - start) + 1 : 0;
    return (json_scan(start, size, &json_limits_default, NULL) &&
               json_tree_make(&tree, arena, start, size) && take(content, &tree, checked)) ||
           error_set(error, "check: its answer is no JSON");
}

enum checking_outcome checking_say(
    const struct checking *checking, struct bytes *said, struct error *error)
{
    const char *arguments[12 + 2 * SIZES_MAX] = { "--config", checking->content->config_path,
        "check", "--json", "--lang", checking->is_english ? "en" : "zh" };
    size_t count = 6;
    for (size_t i = 0; i < checking->size_count && i < SIZES_MAX; i++) {
        arguments[count++] = "--size";
        arguments[count++] = checking->sizes[i];
    }
    arguments[count] = checking->file;
    struct tool_wish wish = { "lobbycard-check", arguments, CHECK_MAX_MS, false,
        checking->is_stale, checking->context };
    int status = 0;
    switch (tool_run(&wish, said, &status, error)) {
    case TOOL_DONE:
        return CHECKED;
    case TOOL_STALE:
        return CHECKING_STALE;
    case TOOL_FAILED:
        break;
    }
    return CHECKING_FAILED;
}

enum checking_outcome checking_run(const struct checking *checking, struct arena *arena,
    struct checked *checked, struct error *error)
{
    struct bytes said;
    *checked = (struct checked) { 0 };
    bytes_init(&said);
    enum checking_outcome outcome = checking_say(checking, &said, error);
    if (outcome == CHECKED &&
        !checking_parse(checking->content, &said, arena, checked, error)) {
        outcome = CHECKING_FAILED;
    }
    bytes_finish(&said);
    return outcome;
}

/* Of "/items/3/show/until" "i-ID", "/show/until" and the title; of "/hotlines/0" "hotlines". */
static bool place(struct checked_finding *finding, const struct json_tree *feed)
{
    bool is_whole;
    const struct json_node *node = json_tree_find(feed, finding->pointer, &is_whole);
    const struct json_node *items = json_tree_member(feed, feed->root, "items");
    const char *first = finding->pointer + (*finding->pointer == '/');
    size_t length = strcspn(first, "/");
    finding->member = finding->pointer;
    finding->title = "";
    for (; node && node->parent && node->parent != items; node = node->parent) {
    }
    if (node && node->parent) {
        const char *id = text_of(feed, node, "id"), *second = first + length;
        finding->part = *id ? arena_printf(feed->arena, "i-%s", id) : NULL;
        finding->title = content_title_of(feed, node);
        finding->member = second + (*second == '/') + strcspn(second + (*second == '/'), "/");
        return !*id || finding->part;
    }
    char *section = arena_strndup(feed->arena, first, length);
    if (section && compose_is_part(section)) {
        finding->part = section;
        finding->member = first + length;
    }
    return section != NULL;
}

bool checking_place(struct checked *checked, struct arena *arena, const struct bytes *feed)
{
    struct json_tree tree;
    bool done = json_tree_make(&tree, arena, feed->data, feed->size);
    for (size_t i = 0; done && i < checked->count; i++) {
        done = place(&checked->findings[i], &tree);
    }
    return done;
}

void checking_put(struct writer *writer, const struct checked_finding *finding)
{
    writer_open(writer, '{');
    writer_put_text(writer, "level", finding->level);
    writer_put_text(writer, "pointer", finding->pointer);
    writer_put_text(writer, "code", finding->code);
    writer_put_text(writer, "text", finding->text);
    writer_put_text(writer, "mend", finding->mend);
    writer_put_text(writer, "part", finding->part);
    writer_put_text(writer, "member", finding->member);
    writer_put_text(writer, "title", finding->title);
    writer_close(writer, '}');
}
