#include "command/desk/content/write/review.h"

#include "base/clock.h"
#include "base/translated.h"
#include "command/desk/content/content.h"
#include "command/desk/content/drafts.h"
#include "command/desk/content/kit.h"
#include "command/desk/content/presence.h"

#include <string.h>

/* A step over a draft, in one transaction: it refuses (*refusal is set then), or does it. */
struct step {
    struct visit *visit;
    const struct json_tree *body;
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

static void run(struct visit *visit, step_fn *act)
{
    struct json_tree body;
    struct error error = { 0 };
    struct step step = { .visit = visit, .body = &body };
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
    if (kit_int(step->body, "revision", draft->revision) != draft->revision) {
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

void review_submit(struct visit *visit)
{
    run(visit, submit);
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
    struct approval approval = { visit->person.name, draft->hash, visit->now_ms };
    return drafts_approve(visit->database, draft, &approval, error) &&
           visit_audit(visit,
               &(struct audit_entry) {
                   .act = "approve", .what = draft->part, .after = draft->hash },
               error);
}

void review_approve(struct visit *visit)
{
    run(visit, approve);
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
               &(struct audit_entry) { .act = "return", .what = draft->part, .after = text },
               error);
}

void review_return(struct visit *visit)
{
    run(visit, give_back);
}
