/* What is read of one part. */
#include "command/desk/content/write/parts.h"

#include "base/clock.h"
#include "base/translated.h"
#include "command/desk/content/content.h"
#include "command/desk/content/drafts.h"
#include "command/desk/content/plans.h"
#include "command/desk/content/presence.h"
#include "command/desk/content/published.h"
#include "command/desk/document/difference.h"

#include <stdlib.h>
#include <string.h>

enum { WAIT_MAX_S = 60 };

struct telling {
    struct visit *visit;
    struct writer writer;
    int64_t mono_ms;
};

static void tell_approval(void *context, const struct approval *approval)
{
    struct telling *telling = context;
    writer_open(&telling->writer, '{');
    writer_put_text(&telling->writer, "by", approval->by);
    kit_put_instant(telling->visit, &telling->writer, "at", approval->at_ms);
    writer_put_text(&telling->writer, "hash", approval->hash);
    writer_close(&telling->writer, '}');
}

static void tell_editor(void *context, const char *name, int64_t at_ms)
{
    struct telling *telling = context;
    writer_open(&telling->writer, '{');
    writer_put_text(&telling->writer, "name", name);
    kit_put_instant(telling->visit, &telling->writer, "at",
        telling->visit->now_ms - (telling->mono_ms - at_ms));
    writer_close(&telling->writer, '}');
}

static void tell_remark(void *context, const struct remark *remark)
{
    struct telling *telling = context;
    writer_open(&telling->writer, '{');
    writer_put_text(&telling->writer, "by", remark->by);
    kit_put_instant(telling->visit, &telling->writer, "at", remark->at_ms);
    writer_put_text(&telling->writer, "text", remark->text);
    writer_close(&telling->writer, '}');
}

/* "mine": whoever asks wrote some of it, so that they will not be let approve it. */
static bool tell_draft(struct telling *telling, const struct draft *draft, struct error *error)
{
    struct visit *visit = telling->visit;
    struct writer *writer = &telling->writer;
    bool wrote = false;
    writer_name(writer, "draft");
    if (!draft) {
        writer_raw(writer, NULL);
        return true;
    }
    bool done = drafts_wrote(visit->database, draft->part, visit->person.name, &wrote, error);
    writer_open(writer, '{');
    writer_put_raw(writer, "content", draft->content);
    writer_put_int(writer, "revision", draft->revision);
    writer_put_text(writer, "hash", draft->hash);
    writer_put_text(writer, "by", draft->by);
    kit_put_instant(visit, writer, "at", draft->at_ms);
    writer_put_bool(writer, "submitted", draft->is_submitted);
    writer_put_bool(writer, "mine", wrote);
    writer_close(writer, '}');
    return done;
}

static bool tell_lists(
    struct telling *telling, const struct draft *draft, const char *part, struct error *error)
{
    struct visit *visit = telling->visit;
    struct writer *writer = &telling->writer;
    writer_name(writer, "approvals");
    writer_open(writer, '[');
    bool done =
        !draft || drafts_approvals(visit->database, draft, tell_approval, telling, error);
    writer_close(writer, ']');
    writer_name(writer, "editors");
    writer_open(writer, '[');
    presence_each(visit->desk->content->presence, part, telling->mono_ms, tell_editor, telling);
    writer_close(writer, ']');
    writer_name(writer, "words");
    writer_open(writer, '[');
    done = done && drafts_remarks(visit->database, part, tell_remark, telling, error);
    writer_close(writer, ']');
    return done;
}

static bool tell_planned(
    struct telling *telling, const struct draft *draft, const char *part, struct error *error)
{
    struct visit *visit = telling->visit;
    struct plans plans;
    struct plan_told told;
    if (!plans_read(visit, part, &plans, error)) {
        return false;
    }
    const struct planned *planned = plans_of(&plans, part);
    bool done = plans_judge(visit, planned, draft, &told, error);
    plans_put(visit, &telling->writer, planned, &told);
    return done;
}

/* What kind it is: by the draft, else by what was published. */
static const char *kind_of(
    struct visit *visit, const struct draft *draft, const char *content, const char *part)
{
    struct json_tree tree;
    return draft                             ? draft->kind
           : kit_tree(visit, content, &tree) ? content_kind(&tree, part)
                                             : part;
}

struct found {
    struct published published;
    const char *content; /* as it was published, or NULL */
    struct draft *draft; /* or NULL */
    int64_t revision;
};

/* False after an answer. */
static bool find(struct visit *visit, const char *part, struct found *found)
{
    struct error error = { 0 };
    if (!published_read(visit, &found->published)) {
        return false;
    }
    found->draft = drafts_find(visit->database, &visit->request->arena, part, &error);
    if (*error.text || !drafts_revision(visit->database, part, &found->revision, &error)) {
        kit_fail(visit, &error);
        return false;
    }
    found->revision = found->draft ? found->draft->revision : found->revision;
    found->content = published_content(&found->published, part);
    if (!found->content && !found->draft && strncmp(part, "i-", 2) == 0) {
        kit_refuse(visit, 404, translated("there is no such part"), NULL);
        return false;
    }
    return true;
}

static void answer_part(struct visit *visit, const char *part, const struct found *found)
{
    struct error error = { 0 };
    char hash[CANONICAL_HASH_BYTES];
    if (found->content && !kit_hash(visit, found->content, hash)) {
        return;
    }
    struct telling telling = { .visit = visit, .mono_ms = clock_mono_ms() };
    struct writer *writer = &telling.writer;
    writer_init(writer);
    writer_open(writer, '{');
    writer_put_text(writer, "part", part);
    writer_put_text(writer, "kind", kind_of(visit, found->draft, found->content, part));
    writer_put_int(writer, "revision", found->revision);
    writer_name(writer, "published");
    if (found->content) {
        writer_open(writer, '{');
        writer_put_raw(writer, "content", found->content);
        writer_put_int(writer, "serial", found->published.serial);
        writer_put_text(writer, "hash", hash);
        writer_close(writer, '}');
    } else {
        writer_raw(writer, NULL);
    }
    bool done = tell_draft(&telling, found->draft, &error) &&
                tell_lists(&telling, found->draft, part, &error) &&
                tell_planned(&telling, found->draft, part, &error);
    writer_put_int(writer, "needs", visit->desk->config->desk.approvals);
    writer_close(writer, '}');
    if (done) {
        kit_answer(visit, writer);
    } else {
        kit_fail(visit, &error);
        writer_finish(writer);
    }
}

/* Nothing new behind the revision that the page knows, and nobody came since it asked. */
static bool waits(struct visit *visit, const char *part, int64_t revision)
{
    const char *after = serve_query(visit->request, "after");
    const char *wait = serve_query(visit->request, "wait");
    if (!after || !wait || revision > strtoll(after, NULL, 10) ||
        presence_changed_ms(visit->desk->content->presence, part) > visit->request->came_ms) {
        return false;
    }
    int64_t seconds = strtoll(wait, NULL, 10);
    seconds = seconds < 0 ? 0 : seconds > WAIT_MAX_S ? WAIT_MAX_S : seconds;
    return answer_park(visit, seconds * 1000);
}

/* Whoever waits is asked for often: what was published is not read for that. */
static bool find_revision(struct visit *visit, const char *part, int64_t *revision)
{
    struct error error = { 0 };
    struct draft *draft = drafts_find(visit->database, &visit->request->arena, part, &error);
    bool done = !*error.text && drafts_revision(visit->database, part, revision, &error);
    if (done && draft) {
        *revision = draft->revision;
    }
    return done;
}

void parts_get(struct visit *visit)
{
    struct found found = { 0 };
    int64_t revision;
    const char *part = kit_part(visit);
    if (!part) {
        return;
    }
    struct presence *presence = visit->desk->content->presence;
    if (presence_touch(presence, part, visit->person.name, visit->request->came_ms)) {
        desk_wake(visit->desk);
    }
    bool has_after = serve_query(visit->request, "after") != NULL;
    if (has_after && find_revision(visit, part, &revision) && waits(visit, part, revision)) {
        return;
    }
    if (find(visit, part, &found)) {
        answer_part(visit, part, &found);
    }
}

void parts_difference(struct visit *visit)
{
    struct found found = { 0 };
    struct error error = { 0 };
    const char *part = kit_part(visit);
    if (!part || !find(visit, part, &found)) {
        return;
    }
    struct difference_wish wish = { found.content,
        found.draft ? found.draft->content : found.content, !visit->is_english };
    struct bytes rows;
    struct writer writer;
    bytes_init(&rows);
    writer_init(&writer);
    writer_open(&writer, '{');
    if (difference_print(&wish, &rows, &error)) {
        writer_put_raw(&writer, "rows", rows.data);
        writer_close(&writer, '}');
        kit_answer(visit, &writer);
    } else {
        kit_fail(visit, &error);
        writer_finish(&writer);
    }
    bytes_finish(&rows);
}

static void tell_version(void *context, const struct version *version)
{
    struct telling *telling = context;
    struct writer *writer = &telling->writer;
    writer_open(writer, '{');
    writer_put_int(writer, "revision", version->revision);
    writer_put_raw(writer, "content", version->content);
    writer_put_text(writer, "hash", version->hash);
    writer_put_text(writer, "by", version->by);
    kit_put_instant(telling->visit, writer, "at", version->at_ms);
    writer_put_text(writer, "why", version->why);
    writer_close(writer, '}');
}

void parts_versions(struct visit *visit)
{
    struct error error = { 0 };
    struct telling telling = { .visit = visit };
    const char *part = kit_part(visit);
    if (!part) {
        return;
    }
    writer_init(&telling.writer);
    writer_open(&telling.writer, '{');
    writer_name(&telling.writer, "versions");
    writer_open(&telling.writer, '[');
    if (drafts_versions(visit->database, part, tell_version, &telling, &error)) {
        writer_close(&telling.writer, ']');
        writer_close(&telling.writer, '}');
        kit_answer(visit, &telling.writer);
    } else {
        kit_fail(visit, &error);
        writer_finish(&telling.writer);
    }
}
