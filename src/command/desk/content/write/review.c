#include "command/desk/content/write/review.h"

#include "base/clock.h"
#include "base/system/file.h"
#include "base/translated.h"
#include "command/desk/content/content.h"
#include "command/desk/content/drafts.h"
#include "command/desk/content/kit.h"
#include "command/desk/content/look/part_feed.h"
#include "command/desk/content/presence.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A step over a draft, in one transaction: it refuses (*refusal is set then), or does it. */
struct step {
    struct visit *visit;
    const struct json_tree *body;
    const char *judged; /* the hash of the draft that was looked at before, or NULL */
    struct draft *draft;
    struct refusal refusal;
};
typedef bool step_fn(struct step *step, struct error *error);

static bool refuse(struct step *step, int status, const char *text)
{
    step->refusal = (struct refusal) { .status = status, .text = text };
    return true;
}

static bool take(struct step *step, const char *part, step_fn *act, struct error *error)
{
    struct visit *visit = step->visit;
    step->draft = drafts_find(visit->database, &visit->request->arena, part, error);
    if (!step->draft) {
        return !*error->text && refuse(step, 404, translated("there is no draft of this part"));
    }
    return act(step, error);
}

static void run(struct visit *visit, step_fn *act, const char *judged)
{
    struct json_tree body;
    struct error error = { 0 };
    struct step step = { .visit = visit, .body = &body, .judged = judged };
    const char *part = kit_part(visit);
    if (!part || !kit_body(visit, &body)) {
        return;
    }
    if (!database_begin(visit->database, &error) ||
        !database_end(visit->database, take(&step, part, act, &error), &error)) {
        kit_fail(visit, &error);
        return;
    }
    if (step.refusal.status) {
        answer_refuse(visit, &step.refusal);
        return;
    }
    presence_note(visit->desk->content->presence, part, clock_mono_ms());
    desk_wake(visit->desk);
    answer_done(visit);
}

static bool is_of_draft(const struct step *step)
{
    const char *hash = kit_text(step->body, "hash");
    return hash && strcmp(hash, step->draft->hash) == 0;
}

static bool submit(struct step *step, struct error *error)
{
    const struct draft *draft = step->draft;
    if (kit_int(step->body, "revision", draft->revision) != draft->revision ||
        (step->judged && strcmp(step->judged, draft->hash) != 0)) {
        return refuse(
            step, 409, translated("the draft was changed meanwhile: look at it again"));
    }
    return draft->is_submitted ||
           (drafts_submit(step->visit->database, draft->part, true, error) &&
               visit_audit(step->visit,
                   &(struct audit_entry) {
                       .act = "submit", .what = draft->part, .after = draft->content },
                   error));
}

static bool check(
    struct visit *visit, const char *feed, struct checked *checked, struct error *error)
{
    const struct content *content = visit->desk->content;
    char path[PATH_MAX];
    snprintf(
        path, sizeof path, "%s/submit-%d-%p.json", content->work, (int)getpid(), (void *)visit);
    struct checking checking = {
        .content = content, .file = path, .is_english = visit->is_english
    };
    bool done = file_replace(path, feed, strlen(feed), error) &&
                checking_run(&checking, &visit->request->arena, checked, error) == CHECKED;
    unlink(path);
    return done;
}

/* What screens would not show is not for a reviewer to find. False after an answer. */
static bool is_without_errors(struct visit *visit, const struct draft *draft)
{
    struct checked checked;
    struct error error = { 0 };
    struct writer writer;
    const char *feed = part_feed(visit, draft->part, draft->content, visit->now_ms);
    if (!feed) {
        return false;
    }
    if (!check(visit, feed, &checked, &error)) {
        kit_fail(visit, &error);
        return false;
    }
    if (!part_feed_has_errors(&checked, draft->part)) {
        return true;
    }
    writer_init(&writer);
    writer_open(&writer, '{');
    writer_name(&writer, "error");
    writer_open(&writer, '{');
    writer_put_text(
        &writer, "text", translated("there are errors in it: screens would not show it"));
    writer_put_text(
        &writer, "mend", translated("mend what is told below, and hand it in again"));
    writer_close(&writer, '}');
    part_feed_put_findings(&writer, &checked, draft->part, draft->title);
    writer_close(&writer, '}');
    kit_answer(visit, &writer);
    visit->answer->status = 422;
    return false;
}

void review_submit(struct visit *visit)
{
    const char *part = kit_part(visit);
    struct error error = { 0 };
    struct draft *draft =
        part ? drafts_find(visit->database, &visit->request->arena, part, &error) : NULL;
    if (*error.text) {
        kit_fail(visit, &error);
    } else if (part && (!draft || !draft->content || is_without_errors(visit, draft))) {
        run(visit, submit, draft ? draft->hash : NULL);
    }
}

struct asking {
    const char *name;
    bool is_there;
};

static void look_for(void *context, const struct approval *approval)
{
    struct asking *asking = context;
    asking->is_there |= strcmp(approval->by, asking->name) == 0;
}

static bool approve(struct step *step, struct error *error)
{
    struct visit *visit = step->visit;
    const struct draft *draft = step->draft;
    bool wrote;
    if (!is_of_draft(step)) {
        return refuse(
            step, 409, translated("the draft was changed meanwhile: look at it again"));
    }
    if (!draft->is_submitted) {
        return refuse(step, 409, translated("the draft was not handed in for review"));
    }
    if (!drafts_wrote(visit->database, draft->part, visit->person.name, &wrote, error)) {
        return false;
    }
    if (wrote && visit->desk->config->desk.approvals > 0) {
        return refuse(step, 403, translated("nobody approves what they wrote themselves"));
    }
    struct asking asking = { .name = visit->person.name };
    if (!drafts_approvals(visit->database, draft, look_for, &asking, error)) {
        return false;
    }
    struct approval approval = { visit->person.name, draft->hash, visit->now_ms };
    return asking.is_there || /* a second press of the button */
           (drafts_approve(visit->database, draft, &approval, error) &&
               visit_audit(visit,
                   &(struct audit_entry) { .act = "approve",
                       .what = draft->part,
                       .before = draft->content,
                       .after = draft->hash },
                   error));
}

void review_approve(struct visit *visit)
{
    run(visit, approve, NULL);
}

static bool give_back(struct step *step, struct error *error)
{
    struct visit *visit = step->visit;
    const struct draft *draft = step->draft;
    const char *text = kit_text(step->body, "text");
    if (!is_of_draft(step)) {
        return refuse(
            step, 409, translated("the draft was changed meanwhile: look at it again"));
    }
    if (!text || !*text) {
        return refuse(step, 422, translated("say why it comes back"));
    }
    struct remark remark = { draft->part, visit->person.name, text, visit->now_ms };
    return drafts_submit(visit->database, draft->part, false, error) &&
           drafts_remark(visit->database, &remark, error) &&
           visit_audit(visit,
               &(struct audit_entry) { .act = "return",
                   .what = draft->part,
                   .before = draft->content,
                   .after = text },
               error);
}

void review_return(struct visit *visit)
{
    run(visit, give_back, NULL);
}
