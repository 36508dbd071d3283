#include "command/desk/content/wall/wall.h"

#include "base/translated.h"
#include "command/desk/content/content.h"
#include "command/desk/content/drafts.h"
#include "command/desk/content/plans.h"
#include "command/desk/content/published.h"
#include "command/desk/content/wall/clockwork.h"
#include "command/desk/content/wall/signing.h"
#include "command/desk/content/wall/wall_kit.h"
#include "command/desk/content/wall/wall_look.h"
#include "command/desk/document/compose.h"

#include <stdlib.h>
#include <string.h>

/* What is to go out later has to be approved now, and still the same then. */
static bool may_schedule(
    struct visit *visit, const struct publication *publication, struct error *error)
{
    int needs = visit->desk->config->desk.approvals;
    for (size_t i = 0; i < publication->part_count; i++) {
        const struct publication_part *part = &publication->parts[i];
        struct draft *draft =
            drafts_find(visit->database, publication->arena, part->name, error);
        int count = draft ? drafts_approval_count(visit->database, draft, error) : 0;
        if (*error->text) {
            return false;
        }
        if (!draft || strcmp(draft->hash, part->hash) != 0 || count < needs) {
            kit_refuse(visit, 409, translated("this draft is not approved"), NULL);
            return false;
        }
    }
    return true;
}

/* An item has one plan: the last. False with an error. */
static bool replace_plans(struct visit *visit, const struct publication *publication,
    const char **replaced, struct error *error)
{
    bool done = true;
    *replaced = NULL;
    for (size_t i = 0; done && i < publication->part_count; i++) {
        const char *part = publication->parts[i].name;
        struct plans plans;
        done = plans_read(visit, part, &plans, error);
        if (done && plans.count > 0) {
            *replaced = *replaced ? *replaced : kit_instant(visit, plans.items[0].at_ms);
            done = planned_remove(visit->database, part, error);
        }
    }
    return done;
}

static void schedule(struct visit *visit, const struct publication *publication,
    const char *parts, int64_t at_ms)
{
    struct error error = { 0 };
    struct scheduled scheduled = {
        .at_ms = at_ms, .made_ms = visit->now_ms, .by = visit->person.name, .parts = parts
    };
    if (!may_schedule(visit, publication, &error)) {
        if (*error.text) {
            kit_fail(visit, &error);
        }
        return;
    }
    const char *replaced = NULL;
    bool done = database_begin(visit->database, &error);
    done = done && database_end(visit->database,
                       replace_plans(visit, publication, &replaced, &error) &&
                           scheduled_add(visit->database, &scheduled, &error) &&
                           visit_audit(visit,
                               &(struct audit_entry) { .act = "schedule",
                                   .what = kit_instant(visit, at_ms),
                                   .before = replaced,
                                   .after = parts },
                               &error),
                       &error);
    if (!done) {
        kit_fail(visit, &error);
        return;
    }
    clockwork_look(visit->desk->content->clockwork);
    struct writer writer;
    writer_init(&writer);
    writer_open(&writer, '{');
    kit_put_instant(visit, &writer, "at", at_ms);
    writer_put_text(&writer, "replaced", replaced);
    writer_put_text(&writer, "warning",
        signing_is_ready(visit->desk->content->signing)
            ? NULL
            : translated("the key that signs is locked: if it still is then, this waits until "
                         "somebody unlocks it"));
    writer_close(&writer, '}');
    kit_answer(visit, &writer);
}

void wall_publish(struct visit *visit)
{
    struct json_tree body;
    if (!kit_body(visit, &body)) {
        return;
    }
    struct publication publication = wall_publication(visit, "publish");
    const struct json_node *list = json_tree_member(&body, body.root, "parts");
    const char *at = kit_text(&body, "at");
    int64_t at_ms = 0;
    if (!wall_parts(&body, list, &publication)) {
        kit_refuse(visit, 400, translated("\"parts\" says nothing to publish"), NULL);
    } else if (!at) {
        wall_run(visit, &publication);
        if (*publication.unwritten.text) {
            clockwork_look(visit->desk->content->clockwork);
        }
    } else if (!moment_read_instant(at, &at_ms, NULL)) {
        kit_refuse(visit, 422, translated("\"at\" is no time with its offset"), NULL);
    } else if (at_ms <= visit->now_ms) {
        kit_refuse(visit, 422, translated("this time is over"), NULL);
    } else {
        schedule(visit, &publication, kit_raw(&body, "parts"), at_ms);
    }
}

struct telling {
    struct visit *visit;
    struct writer writer;
};

/* Its title too, for a person to read. */
static void tell_parts(struct telling *telling, const char *parts)
{
    struct visit *visit = telling->visit;
    struct json_tree tree;
    writer_name(&telling->writer, "parts");
    writer_open(&telling->writer, '[');
    bool is_list = kit_tree(visit, parts, &tree);
    for (const struct json_node *at = is_list ? tree.root->child : NULL; at; at = at->next) {
        const struct json_node *part = json_tree_member(&tree, at, "part");
        const char *name = part ? json_tree_string(&tree, part) : "";
        struct draft *draft =
            drafts_find(visit->database, &visit->request->arena, name, &(struct error) { "" });
        writer_open(&telling->writer, '{');
        writer_put_text(&telling->writer, "part", name);
        writer_put_text(&telling->writer, "title", draft ? draft->title : name);
        writer_close(&telling->writer, '}');
    }
    writer_close(&telling->writer, ']');
}

static void tell_scheduled(void *context, const struct scheduled *scheduled)
{
    struct telling *telling = context;
    struct writer *writer = &telling->writer;
    writer_open(writer, '{');
    writer_put_int(writer, "id", scheduled->id);
    kit_put_instant(telling->visit, writer, "at", scheduled->at_ms);
    writer_put_text(writer, "by", scheduled->by);
    writer_put_text(writer, "why", scheduled->why_not);
    writer_put_bool(
        writer, "waits_for_key", !signing_is_ready(telling->visit->desk->content->signing));
    tell_parts(telling, scheduled->parts);
    writer_close(writer, '}');
}

static void tell_state(void *context, const struct state *state)
{
    struct telling *telling = context;
    struct writer *writer = &telling->writer;
    writer_open(writer, '{');
    writer_put_int(writer, "serial", state->serial);
    kit_put_instant(telling->visit, writer, "at", state->at_ms);
    writer_put_text(writer, "by", state->by);
    writer_put_text(writer, "why", state->why);
    writer_put_raw(writer, "parts", state->parts);
    writer_close(writer, '}');
}

static void answer_list(
    struct visit *visit, struct telling *telling, bool done, const struct error *error)
{
    writer_close(&telling->writer, ']');
    writer_close(&telling->writer, '}');
    if (done) {
        kit_answer(visit, &telling->writer);
    } else {
        kit_fail(visit, error);
        writer_finish(&telling->writer);
    }
}

static void begin_list(struct telling *telling, const char *name)
{
    writer_init(&telling->writer);
    writer_open(&telling->writer, '{');
    writer_name(&telling->writer, name);
    writer_open(&telling->writer, '[');
}

void wall_scheduled(struct visit *visit)
{
    struct error error = { 0 };
    struct telling telling = { .visit = visit };
    begin_list(&telling, "scheduled");
    bool done = scheduled_each(visit->database, tell_scheduled, &telling, &error);
    answer_list(visit, &telling, done, &error);
}

void wall_states(struct visit *visit)
{
    struct error error = { 0 };
    struct telling telling = { .visit = visit };
    begin_list(&telling, "states");
    bool done = states_each(visit->database, tell_state, &telling, &error);
    answer_list(visit, &telling, done, &error);
}

void wall_unschedule(struct visit *visit)
{
    struct error error = { 0 };
    bool was_there = false;
    int64_t id = strtoll(visit->parameters[0], NULL, 10);
    bool done = database_begin(visit->database, &error);
    done = done && database_end(visit->database,
                       scheduled_remove(visit->database, id, &was_there, &error) &&
                           (!was_there || visit_audit(visit,
                                              &(struct audit_entry) { .act = "unschedule",
                                                  .what = visit->parameters[0] },
                                              &error)),
                       &error);
    if (!done) {
        kit_fail(visit, &error);
    } else if (!was_there) {
        kit_refuse(visit, 404, translated("nothing of this number is planned"), NULL);
    } else {
        answer_done(visit);
    }
}

static void restore(
    struct visit *visit, void (*act)(struct visit *visit, struct publication *publication))
{
    struct error error = { 0 };
    int64_t serial = strtoll(visit->parameters[0], NULL, 10);
    struct state *state = states_find(visit->database, &visit->request->arena, serial, &error);
    if (*error.text) {
        kit_fail(visit, &error);
        return;
    }
    if (!state) {
        kit_refuse(visit, 404, translated("there is no state of this number"), NULL);
        return;
    }
    struct publication publication = wall_publication(visit, "restore");
    publication.replacement = &state->feed;
    publication.was_out = true;
    act(visit, &publication);
}

void wall_restore_look(struct visit *visit)
{
    restore(visit, wall_look);
}

void wall_restore(struct visit *visit)
{
    restore(visit, wall_run);
}

static void answer_key(struct visit *visit, const char *act)
{
    struct error error = { 0 };
    bool done = database_begin(visit->database, &error);
    done =
        done && database_end(visit->database,
                    visit_audit(visit, &(struct audit_entry) { .act = act }, &error), &error);
    if (done) {
        answer_done(visit);
    } else {
        kit_fail(visit, &error);
    }
}

void wall_unlock(struct visit *visit)
{
    struct json_tree body;
    struct error error = { 0 };
    struct signing *signing = visit->desk->content->signing;
    if (!kit_body(visit, &body)) {
        return;
    }
    const char *password = kit_text(&body, "password");
    if (!signing_is_wanted(signing)) {
        kit_refuse(
            visit, 409, translated("nothing is signed here: [desk] sign_key is empty"), NULL);
        return;
    }
    switch (signing_unlock(signing, password ? password : "", &error)) {
    case MINISIGN_UNLOCKED:
        answer_key(visit, "key-unlock");
        clockwork_look(visit->desk->content->clockwork);
        break;
    case MINISIGN_WRONG_PASSWORD:
        kit_refuse(visit, 422, translated("this is not the password of the key"), NULL);
        break;
    case MINISIGN_REFUSED:
        kit_fail(visit, &error);
        break;
    }
}

void wall_lock(struct visit *visit)
{
    signing_lock(visit->desk->content->signing);
    answer_key(visit, "key-lock");
}
