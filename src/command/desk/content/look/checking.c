#include "command/desk/content/look/checking.h"

#include "command/desk/content/content.h"
#include "command/desk/content/look/tool.h"
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

static bool take(const struct json_tree *tree, struct checked *checked)
{
    const struct json_node *list = json_tree_member(tree, tree->root, "findings");
    checked->findings = arena_array(tree->arena, FINDINGS_MAX, sizeof *checked->findings);
    if (!list || !checked->findings) {
        return false;
    }
    for (const struct json_node *at = list->child; at && checked->count < FINDINGS_MAX;
         at = at->next) {
        const char *severity = text_of(tree, at, "severity");
        checked->findings[checked->count++] = (struct checked_finding) {
            .level = strcmp(severity, "note") == 0 ? "info" : severity,
            .pointer = text_of(tree, at, "pointer"),
            .code = text_of(tree, at, "code"),
            .text = text_of(tree, at, "message"),
            .mend = mend_of(tree, at),
        };
    }
    return true;
}

bool checking_parse(
    const struct bytes *out, struct arena *arena, struct checked *checked, struct error *error)
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
               json_tree_make(&tree, arena, start, size) && take(&tree, checked)) ||
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
    if (outcome == CHECKED && !checking_parse(&said, arena, checked, error)) {
        outcome = CHECKING_FAILED;
    }
    bytes_finish(&said);
    return outcome;
}

void checking_put(struct writer *writer, const struct checked_finding *finding, size_t skipped)
{
    writer_open(writer, '{');
    writer_put_text(writer, "level", finding->level);
    writer_put_text(writer, "pointer", finding->pointer + skipped);
    writer_put_text(writer, "code", finding->code);
    writer_put_text(writer, "text", finding->text);
    writer_put_text(writer, "mend", finding->mend);
    writer_close(writer, '}');
}
