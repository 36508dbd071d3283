/* What changes a draft. Each of these is one transaction with its line in the audit log. */
#include "base/clock.h"
#include "base/translated.h"
#include "command/desk/content/content.h"
#include "command/desk/content/drafts.h"
#include "command/desk/content/plans.h"
#include "command/desk/content/presence.h"
#include "command/desk/content/published.h"
#include "command/desk/content/write/parts.h"
#include "command/desk/document/compose.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

/* What somebody sends for a part. */
struct wish {
    const char *part;
    const char *content; /* as it is kept; NULL: the part is to go */
    int64_t base;
    struct draft draft; /* what it would be */
};

static void tell(struct visit *visit, const char *part)
{
    presence_note(visit->desk->content->presence, part, clock_mono_ms());
    desk_wake(visit->desk);
}

/* An item has the id that it is edited under: written in where it lacks one. NULL after a 422.
 */
static const char *with_id(struct visit *visit, const char *part, const struct json_tree *tree)
{
    const struct json_node *id = json_tree_member(tree, tree->root, "id");
    struct bytes out;
    bytes_init(&out);
    if (id) {
        const char *given = id->kind == JSON_STRING ? json_tree_string(tree, id) : NULL;
        if (given && strcmp(given, part + 2) == 0) {
            return tree->text;
        }
        answer_refuse(visit,
            &(struct refusal) {
                .status = 422, .text = translated("an item keeps its id"), .pointer = "/id" });
        return NULL;
    }
    bool is_empty = !tree->root->child;
    struct writer writer;
    writer_init(&writer);
    writer_text(&writer, part + 2);
    bool done = !writer.has_failed &&
                bytes_print(&out, "{\"id\": %s%s", writer.bytes.data, is_empty ? "" : ", ") &&
                bytes_append(&out, tree->text + tree->root->at + 1,
                    tree->root->end - tree->root->at - 1);
    const char *text = done ? arena_strdup(tree->arena, out.data) : NULL;
    writer_finish(&writer);
    bytes_finish(&out);
    if (!text) {
        kit_fail(visit, &(struct error) { "" });
    }
    return text;
}

/* Judges the content and fills wish->draft. False after an answer. */
static bool take_content(struct visit *visit, struct wish *wish, const char *raw)
{
    struct json_tree tree;
    bool is_item = strncmp(wish->part, "i-", 2) == 0;
    bool is_list = strcmp(wish->part, "hotlines") == 0 || strcmp(wish->part, "links") == 0;
    if (!kit_tree(visit, raw, &tree) ||
        tree.root->kind != (is_list ? JSON_LIST : JSON_OBJECT)) {
        kit_refuse(visit, 422, translated("this is no content for this part"), NULL);
        return false;
    }
    wish->content = is_item ? with_id(visit, wish->part, &tree) : raw;
    if (!wish->content || !kit_tree(visit, wish->content, &tree)) {
        return false;
    }
    wish->draft.kind = content_kind(&tree, wish->part);
    wish->draft.title = content_title(&tree);
    return kit_hash(visit, wish->content, wish->draft.hash);
}

static void complete(struct visit *visit, struct wish *wish)
{
    wish->draft.part = wish->part;
    wish->draft.content = wish->content;
    wish->draft.by = visit->person.name;
    wish->draft.at_ms = visit->now_ms;
    if (!wish->content) {
        struct bytes none = { (char *)"null", 4, 0 };
        canonical_hash(&none, wish->draft.hash);
    }
}

/* A draft's hour of typing is one line of the log: each version is kept by itself. */
static bool log_draft(struct visit *visit, const struct draft *before,
    const struct draft *after, struct error *error)
{
    if (before && strcmp(before->by, after->by) == 0 && !before->is_submitted &&
        !before->content == !after->content) {
        return true;
    }
    return visit_audit(visit,
        &(struct audit_entry) { .act = after->content ? "draft" : "remove",
            .what = after->part,
            .before = before ? before->content : NULL,
            .after = after->content },
        error);
}

enum outcome { SAVED, SAME, CONFLICT, FAILED };

static enum outcome save(
    struct visit *visit, struct wish *wish, struct draft **before, struct error *error)
{
    struct database *database = visit->database;
    int64_t revision;
    *before = drafts_find(database, &visit->request->arena, wish->part, error);
    if (*error->text || !drafts_revision(database, wish->part, &revision, error)) {
        return FAILED;
    }
    if (*before && strcmp((*before)->hash, wish->draft.hash) == 0) {
        wish->draft = **before;
        return SAME;
    }
    if (wish->base != (*before ? (*before)->revision : revision)) {
        struct version version = { wish->part, wish->content, wish->draft.hash, wish->draft.by,
            drafts_why_conflict, wish->draft.at_ms, 0 };
        return drafts_keep(database, &version, error) ? CONFLICT : FAILED;
    }
    return drafts_save(database, &wish->draft, error) &&
                   log_draft(visit, *before, &wish->draft, error)
               ? SAVED
               : FAILED;
}

/* One transaction; FAILED after a 500. */
static enum outcome try_to_save(struct visit *visit, struct wish *wish, struct draft **before)
{
    struct error error = { 0 };
    enum outcome outcome = FAILED;
    complete(visit, wish);
    if (database_begin(visit->database, &error)) {
        outcome = save(visit, wish, before, &error);
        if (!database_end(visit->database, outcome != FAILED, &error)) {
            outcome = FAILED;
        }
    }
    if (outcome == FAILED) {
        kit_fail(visit, &error);
    } else {
        tell(visit, wish->part);
    }
    return outcome;
}

static void answer_saved(struct visit *visit, const struct wish *wish)
{
    struct writer writer;
    writer_init(&writer);
    writer_open(&writer, '{');
    writer_put_text(&writer, "part", wish->part);
    writer_put_int(&writer, "revision", wish->draft.revision);
    writer_put_text(&writer, "hash", wish->draft.hash);
    kit_put_instant(visit, &writer, "at", wish->draft.at_ms);
    writer_put_text(&writer, "warning", plans_warning(visit, wish->part, wish->draft.hash));
    writer_close(&writer, '}');
    kit_answer(visit, &writer);
}

/* Both versions, and what they began with: what was refused is kept. */
static void answer_conflict(
    struct visit *visit, const struct wish *wish, const struct draft *theirs)
{
    struct published published;
    struct writer writer;
    int64_t revision = 0;
    if (!published_read(visit, &published)) {
        return;
    }
    drafts_revision(visit->database, wish->part, &revision, NULL);
    const char *base =
        drafts_content_of(visit->database, &visit->request->arena, wish->part, wish->base);
    const char *now = theirs ? theirs->content : published_content(&published, wish->part);
    writer_init(&writer);
    writer_open(&writer, '{');
    writer_name(&writer, "error");
    writer_open(&writer, '{');
    writer_put_text(&writer, "text", translated("somebody else saved this meanwhile"));
    writer_put_text(&writer, "mend",
        translated("look at both versions; yours is kept among the versions of this part"));
    writer_close(&writer, '}');
    writer_name(&writer, "theirs");
    writer_open(&writer, '{');
    writer_put_raw(&writer, "content", now);
    writer_put_int(&writer, "revision", revision);
    writer_put_text(&writer, "by",
        theirs            ? theirs->by
        : published.state ? published.state->by
                          : "");
    kit_put_instant(visit, &writer, "at",
        theirs            ? theirs->at_ms
        : published.state ? published.state->at_ms
                          : visit->now_ms);
    writer_close(&writer, '}');
    writer_name(&writer, "base");
    writer_open(&writer, '{');
    writer_put_raw(&writer, "content", base);
    writer_close(&writer, '}');
    writer_close(&writer, '}');
    kit_answer(visit, &writer);
    visit->answer->status = 409;
}

void parts_save(struct visit *visit)
{
    struct json_tree body;
    struct draft *theirs = NULL;
    struct wish wish = { .part = kit_part(visit) };
    if (!wish.part || !kit_body(visit, &body)) {
        return;
    }
    const char *raw = kit_raw(&body, "content");
    wish.base = kit_int(&body, "base", 0);
    if (!raw) {
        kit_refuse(visit, 400, translated("\"content\" is missing"), NULL);
        return;
    }
    if (!take_content(visit, &wish, raw)) {
        return;
    }
    switch (try_to_save(visit, &wish, &theirs)) {
    case SAVED:
    case SAME:
        answer_saved(visit, &wish);
        break;
    case CONFLICT:
        answer_conflict(visit, &wish, theirs);
        break;
    case FAILED:
        break;
    }
}

/* An id that nothing else has: short, for it stands in addresses. */
static const char *new_part(struct visit *visit, const char *given)
{
    unsigned char bytes[6];
    char hex[sizeof bytes * 2 + 1], day[12] = "";
    if (given) {
        return arena_printf(&visit->request->arena, "i-%s", given);
    }
    const char *now = kit_instant(visit, visit->now_ms);
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(hex, sizeof hex, bytes, sizeof bytes);
    snprintf(day, sizeof day, "%.10s", now ? now : "");
    return arena_printf(&visit->request->arena, "i-%s-%.6s", day, hex);
}

void parts_add(struct visit *visit)
{
    struct json_tree body, tree;
    struct draft *theirs = NULL;
    struct wish wish = { 0 };
    if (!kit_body(visit, &body)) {
        return;
    }
    const char *kind = kit_text(&body, "kind"), *raw = kit_raw(&body, "content");
    if (!kind || !*kind) {
        kit_refuse(visit, 400, translated("\"kind\" is missing"), NULL);
        return;
    }
    bool is_section = compose_is_part(kind) && strncmp(kind, "i-", 2) != 0;
    struct writer writer;
    writer_init(&writer);
    writer_open(&writer, '{');
    writer_put_text(&writer, "kind", kind);
    writer_close(&writer, '}');
    if (!raw && !is_section && !writer.has_failed) {
        raw = arena_strdup(&visit->request->arena, writer.bytes.data);
    }
    writer_finish(&writer);
    raw = raw ? raw : strcmp(kind, "site") == 0 ? "{}" : "[]";
    if (!kit_tree(visit, raw, &tree)) {
        kit_refuse(visit, 422, translated("this is no content for this part"), NULL);
        return;
    }
    wish.part = is_section ? kind : new_part(visit, kit_text(&tree, "id"));
    if (!wish.part || !compose_is_part(wish.part)) {
        kit_refuse(visit, 422, translated("an item cannot have this id"),
            translated("an id has 2097 bytes at most, no line ends and no \\"));
        return;
    }
    if (!take_content(visit, &wish, raw)) {
        return;
    }
    switch (try_to_save(visit, &wish, &theirs)) {
    case SAVED:
    case SAME:
        answer_saved(visit, &wish);
        break;
    case CONFLICT:
        kit_refuse(visit, 409, translated("there is a part of this id already"), NULL);
        break;
    case FAILED:
        break;
    }
}

static bool drop(struct visit *visit, const char *part, bool *was_there, struct error *error)
{
    struct draft *draft = drafts_find(visit->database, &visit->request->arena, part, error);
    *was_there = draft != NULL;
    if (!draft) {
        return !*error->text;
    }
    struct version version = { part, draft->content, draft->hash, visit->person.name,
        drafts_why_dropped, visit->now_ms, 0 };
    return drafts_keep(visit->database, &version, error) &&
           drafts_end(visit->database, part, error) &&
           visit_audit(visit,
               &(struct audit_entry) { .act = "drop", .what = part, .before = draft->content },
               error);
}

void parts_drop(struct visit *visit)
{
    struct error error = { 0 };
    bool was_there = false;
    const char *part = kit_part(visit);
    if (!part) {
        return;
    }
    if (!database_begin(visit->database, &error) ||
        !database_end(visit->database, drop(visit, part, &was_there, &error), &error)) {
        kit_fail(visit, &error);
        return;
    }
    if (!was_there) {
        kit_refuse(visit, 404, translated("there is no draft of this part"), NULL);
        return;
    }
    tell(visit, part);
    answer_done(visit);
}

void parts_remove(struct visit *visit)
{
    struct published published;
    struct draft *theirs = NULL;
    struct json_tree tree;
    struct error error = { 0 };
    struct wish wish = { .part = kit_part(visit) };
    if (!wish.part || !published_read(visit, &published)) {
        return;
    }
    const char *content = published_content(&published, wish.part);
    if (!content || !kit_tree(visit, content, &tree)) {
        kit_refuse(visit, 404, translated("this part is not on the screens"), NULL);
        return;
    }
    wish.draft.kind = content_kind(&tree, wish.part);
    wish.draft.title = content_title(&tree);
    const struct draft *draft =
        drafts_find(visit->database, &visit->request->arena, wish.part, &error);
    if (*error.text || !drafts_revision(visit->database, wish.part, &wish.base, &error)) {
        kit_fail(visit, &error);
        return;
    }
    wish.base = draft ? draft->revision : wish.base;
    switch (try_to_save(visit, &wish, &theirs)) {
    case SAVED:
    case SAME:
        answer_saved(visit, &wish);
        break;
    case CONFLICT:
        answer_conflict(visit, &wish, theirs);
        break;
    case FAILED:
        break;
    }
}
