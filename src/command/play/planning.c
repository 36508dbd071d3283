#include "command/play/planning.h"

#include "base/clock.h"
#include "base/log.h"
#include "screen/stage/stage.h"

#include <string.h>

/* Plans are not made more often than this when the one before failed, or was over before it
 * came. */
static const int64_t replan_us = 1000000;

void planning_init(
    struct planning *planning, struct common *common, struct probation *probation)
{
    *planning = (struct planning) { .common = common, .probation = probation };
}

void planning_finish(struct planning *planning)
{
    plan_destroy(planning->plan);
    planning->plan = NULL;
}

static bool post(struct planning *planning, const struct ground *coming, struct supply *supply,
    int width, int height)
{
    struct workshop_job job = { .config = coming->config,
        .supply = supply,
        .width = width,
        .height = height,
        .now_ms = clock_wall_ms(),
        .is_clock_doubtful = !clock_is_trusted(),
        .is_hasty = !planning->plan,
        .may_lack = !planning->plan || coming->config == planning->common->ground.config };
    probation_size(planning->probation, width, height);
    if (!preparer_plan(planning->common->preparer, planning->last_job + 1, &job)) {
        return false;
    }
    planning->last_job++;
    planning->edition_job = supply ? planning->last_job : planning->edition_job;
    planning->is_clock_doubtful = job.is_clock_doubtful;
    planning->is_under_way = true;
    planning->is_wanted = false;
    return true;
}

bool planning_begin(struct planning *planning, struct supply *supply, int width, int height)
{
    return post(planning, &planning->common->next, supply, width, height);
}

bool planning_ask(struct planning *planning, const struct ground *coming, struct supply *supply)
{
    int width, height;
    stage_size(planning->common->stage, &width, &height);
    planning->has_held = false;
    planning->planned_us = clock_mono_us();
    if (!post(planning, coming, supply, width, height)) {
        return false;
    }
    planning->common->next = *coming;
    return true;
}

bool planning_is_under_way(const struct planning *planning)
{
    return planning->is_under_way;
}

void planning_renew(struct planning *planning)
{
    planning->is_wanted = true;
}

static bool has_other_config(const struct common *common)
{
    return common->next.config && common->next.config != common->ground.config;
}

static bool has_other_edition(const struct common *common)
{
    return strcmp(common->next.edition.hex, common->ground.edition.hex) != 0;
}

/* A screen does not go dark for want of a picture that is only its dress. */
static void note_lack(struct common *common, const struct error *lacks)
{
    if (strcmp(common->lacks.text, lacks->text) == 0) {
        return;
    }
    if (*lacks->text) {
        log_warning("%s; the screen goes without it", lacks->text);
    } else {
        log_info("all that the config names is there again");
    }
    common->lacks = *lacks;
}

const struct plan *planning_take(struct planning *planning, struct prepared *prepared)
{
    bool is_config = has_other_config(planning->common);
    plan_destroy(planning->plan);
    planning->plan = prepared->plan;
    prepared->plan = NULL;
    planning->is_under_way = planning->fails = false;
    planning->is_wanted = planning->is_wanted || planning->plan->is_partial;
    ground_stand(planning->common);
    note_lack(planning->common, &prepared->error);
    if (is_config) {
        log_set_name(planning->common->ground.config->screen.name);
        log_info("config read anew");
    }
    return planning->plan;
}

void planning_give_up(struct planning *planning, const struct error *error)
{
    if (has_other_config(planning->common)) {
        log_error("the config stays as it was: %s", error->text);
        planning->refusal = *error;
    } else if (!planning->fails) {
        log_error("%s", error->text); /* not at every try */
        planning->fails = true;
    }
    if (has_other_edition(planning->common)) {
        planning->common->newest_fails = true;
        probation_forget(planning->probation); /* it was not on the glass */
    }
    ground_give_up(planning->common);
}

bool planning_fail(struct planning *planning, const struct prepared *prepared)
{
    if (!planning->is_under_way || prepared->job != planning->last_job) {
        return false;
    }
    planning->is_under_way = false;
    planning->is_wanted = true;
    planning_give_up(planning, &prepared->error);
    return true;
}

const char *planning_refusal(const struct planning *planning)
{
    return planning->refusal.text;
}

bool planning_has_failed(const struct planning *planning)
{
    return !planning->plan && !planning->is_under_way;
}

bool planning_is_newest(const struct planning *planning, unsigned job)
{
    return job >= planning->edition_job;
}

bool planning_holds(const struct planning *planning, int64_t now_ms)
{
    const struct plan *plan = planning->plan;
    return plan && now_ms >= plan->from_ms && now_ms < plan->until_ms &&
           planning->is_clock_doubtful == !clock_is_trusted();
}

/* At once, unless the last one failed. */
static bool is_due(const struct planning *planning, int64_t now_us)
{
    return planning->is_wanted && !planning->is_under_way &&
           (!planning->fails || now_us - planning->planned_us >= replan_us);
}

/* At once where a plan did its part: spans may be shorter than a second, and an alert waits for
 * nothing. */
static bool may_follow(const struct planning *planning, int64_t now_us)
{
    return !planning->is_under_way &&
           (planning->has_held || now_us - planning->planned_us >= replan_us);
}

void planning_step(void *part, int64_t now_us)
{
    struct planning *planning = part;
    const struct ground *ground = &planning->common->ground;
    if (is_due(planning, now_us) && !planning_ask(planning, ground, NULL)) {
        planning->fails = true;
    }
    if (planning_holds(planning, clock_wall_ms())) {
        planning->has_held = true;
    } else if (planning->plan && may_follow(planning, now_us)) {
        /* The slide that stands stays until it is known what follows. */
        planning_ask(planning, ground, NULL);
    }
}

int64_t planning_deadline_us(const void *part, int64_t now_us)
{
    const struct planning *planning = part;
    int64_t again_us = planning->planned_us + replan_us;
    int64_t us = INT64_MAX;
    if (planning->plan && !planning_holds(planning, clock_wall_ms())) {
        /* It ended since planning_step looked, or the next one was over before it came. */
        us = may_follow(planning, now_us) ? now_us
             : again_us > now_us          ? again_us
                                          : now_us + replan_us;
    }
    if (planning->is_wanted && !planning->is_under_way) {
        again_us = is_due(planning, now_us) ? now_us : again_us;
        us = again_us < us ? again_us : us;
    }
    return us;
}
