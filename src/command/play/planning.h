/* The plan that stands and the next one: when one more is due, and what comes of it. Never two
 * at a time. */
#pragma once

#include "command/play/probation.h"
#include "screen/prepare/preparer.h"

struct planning {
    struct common *common;
    struct probation *probation;
    unsigned last_job;
    unsigned edition_job;   /* the first of the newest edition */
    bool is_under_way;      /* last_job is not answered yet */
    bool is_wanted;         /* one more is due: another size, or the last one failed */
    bool fails;             /* as was said */
    bool is_clock_doubtful; /* as last_job was told */
    struct error refusal;   /* of the config that was refused last */
    struct plan *plan;
    bool has_held; /* it, since it was last asked for a plan */
    int64_t planned_us;
};

void planning_init(
    struct planning *planning, struct common *common, struct probation *probation);
void planning_finish(struct planning *planning);

/* Plans for what is coming, at a size that the stage probably has. */
bool planning_begin(struct planning *planning, struct supply *supply, int width, int height);

/* Plans for `coming`, while no other plan is made; the supply, if any, is of another edition
 * and taken in any case. False when memory is out: then `coming` stays the caller's. */
bool planning_ask(
    struct planning *planning, const struct ground *coming, struct supply *supply);
bool planning_is_under_way(const struct planning *planning);

/* As soon as may be, for the size that the stage has now. */
void planning_renew(struct planning *planning);

/* Takes the plan: it stands. Gives it, borrowed until the next one does. */
const struct plan *planning_take(struct planning *planning, struct prepared *prepared);

/* What is coming came to nothing: all stays as it was, and it will be tried again. False when
 * that job was none of ours. */
void planning_give_up(struct planning *planning, const struct error *error);
bool planning_fail(struct planning *planning, const struct prepared *prepared);

/* Why the config that was read last does not stand. */
const char *planning_refusal(const struct planning *planning);

/* Neither a plan nor one that is made: there will be no first slide. */
bool planning_has_failed(const struct planning *planning);

/* Whether that job was of the newest edition. */
bool planning_is_newest(const struct planning *planning, unsigned job);

/* Whether there is a plan and it is one for now: false when what may be shown changed, or the
 * clock jumped. */
bool planning_holds(const struct planning *planning, int64_t now_ms);

/* A part, see part.h: a struct planning. */
void planning_step(void *part, int64_t now_us);
int64_t planning_deadline_us(const void *part, int64_t now_us);
