#include "command/play/probation.h"

#include "base/clock.h"
#include "base/log.h"
#include "screen/prepare/preparer.h"

#include <string.h>
#include <unistd.h>

/* Whoever dies of an edition dies of it within this time on the glass, or of a slide that comes
 * later. A `play` that begins anew is back at that slide's turn: so that death comes within
 * this time too. What ends a `play` later than that is not told from a driver that fails now
 * and then, and for that no edition is set aside. */
static const int64_t probation_us = 60 * 1000000;

static void write_trials(const struct probation *probation)
{
    struct error error;
    if (!trials_write(probation->common->ground.store, &probation->trials, &error)) {
        log_debug("trials: %s", error.text);
    }
}

void probation_init(struct probation *probation, const struct common *common)
{
    *probation = (struct probation) { .common = common };
}

void probation_take_up(struct probation *probation)
{
    trials_read(probation->common->ground.store, &probation->trials);
    if (trials_take_up(&probation->trials)) {
        write_trials(probation);
    }
}

/* An earlier `play` died of it, or of the display: now the display has its turn first. That of
 * the edition before it would tell nothing, and be an old one on the wall. */
static bool has_to_wait(struct probation *probation, const struct object_id *edition)
{
    if (!probation->has_stood && !probation->waits &&
        trials_doubt(&probation->trials, edition)) {
        log_warning("edition %.*s waits for the built-in slide: play ended soon after it began",
            OBJECT_ID_SHOWN, edition->hex);
        probation->waits = true;
    }
    return probation->waits;
}

static bool is_allowed(struct probation *probation, const struct object_id *edition)
{
    if (trials_has_set_aside(&probation->trials, edition)) {
        log_warning("edition %.*s is set aside: it ended play %d times within a minute",
            OBJECT_ID_SHOWN, edition->hex, TRIAL_DEATHS_MAX);
        return false;
    }
    return !has_to_wait(probation, edition);
}

bool probation_waits(const struct probation *probation)
{
    return probation->waits;
}

bool probation_begin(void *context, const struct object_id *edition)
{
    struct probation *probation = context;
    struct head head;
    if (!is_allowed(probation, edition)) {
        return false;
    }
    if (strcmp(probation->tried.hex, edition->hex) == 0) {
        return true; /* the same once more, for a new config */
    }
    probation_finish(probation);
    if (store_read_head(probation->common->ground.store, &head, NULL)) {
        trials_keep(&probation->trials, &head);
    }
    struct trial *trial = trials_find(&probation->trials, edition, true);
    if (trial) {
        trial->pid = getpid();
        trial->is_early = !probation->has_stood;
        write_trials(probation);
    }
    probation->tried = *edition;
    probation->tried_us = 0;
    probation->is_on_trial = trial != NULL;
    probation->has_deaths = trial && trial->deaths > 0;
    return true;
}

void probation_finish(void *part)
{
    struct probation *probation = part;
    struct trial *trial = probation->is_on_trial
                              ? trials_find(&probation->trials, &probation->tried, false)
                              : NULL;
    if (trial) {
        trial->pid = 0;
        trial->is_early = false;
        write_trials(probation);
    }
    probation->is_on_trial = false;
}

/* What ends `play` on a screen on which nothing has room is not the edition's fault. */
void probation_size(struct probation *probation, int width, int height)
{
    if (layout_is_tiny(width, height)) {
        probation_finish(probation);
    }
}

void probation_forget(struct probation *probation)
{
    probation_finish(probation);
    probation->tried = (struct object_id) { 0 };
}

/* The one that begins anew is two minutes late for that slide's turn: it is counted here. */
void probation_hung(struct probation *probation)
{
    struct trial *trial = trials_find(&probation->trials, &probation->tried, false);
    if (trial) {
        trial->pid = getpid();
        trial->is_early = false; /* whatever the display did */
        write_trials(probation);
    }
    probation->is_on_trial = false; /* it stays open */
}

/* It may be at the slide that the edition makes it hang with. */
static bool is_at_work(const struct probation *probation)
{
    return preparer_deadline_us(probation->common->preparer) != INT64_MAX;
}

/* Until every slide has had its turn: earlier deaths are not forgiven before the one that they
 * came of was shown again. */
static int64_t whole_us(const struct probation *probation)
{
    int64_t cycle_us = probation->cycle_ms * 1000 / clock_speed();
    return cycle_us > probation_us ? cycle_us : probation_us;
}

static void forgive(struct probation *probation)
{
    struct trial *trial = trials_find(&probation->trials, &probation->tried, false);
    probation->has_deaths = false;
    if (trial) {
        trial->deaths = 0;
        write_trials(probation);
    }
}

void probation_note(struct probation *probation, bool is_on_glass, int64_t cycle_ms)
{
    probation->is_on_glass = is_on_glass;
    probation->cycle_ms = cycle_ms;
}

/* A slide stands: so the display works, and what ends `play` from now on is the edition. */
static void stand(struct probation *probation)
{
    struct trial *trial = probation->is_on_trial
                              ? trials_find(&probation->trials, &probation->tried, false)
                              : NULL;
    if (trial && trial->is_early) {
        trial->is_early = false;
        write_trials(probation);
    }
    probation->has_stood = true;
    probation->waits = false;
}

void probation_step(void *part, int64_t now_us)
{
    struct probation *probation = part;
    if (!probation->has_stood) {
        stand(probation);
    }
    if ((!probation->is_on_trial && !probation->has_deaths) || !probation->is_on_glass) {
        return;
    }
    if (probation->tried_us == 0) {
        probation->tried_us = now_us;
    }
    if (probation->is_on_trial && now_us >= probation->tried_us + probation_us &&
        !is_at_work(probation)) {
        probation_finish(probation);
    }
    if (probation->has_deaths && !probation->is_on_trial &&
        now_us >= probation->tried_us + whole_us(probation)) {
        forgive(probation);
    }
}

int64_t probation_deadline_us(const void *part, int64_t now_us)
{
    (void)now_us;
    const struct probation *probation = part;
    if (probation->tried_us == 0 || (probation->is_on_trial && is_at_work(probation))) {
        return INT64_MAX;
    }
    if (probation->is_on_trial) {
        return probation->tried_us + probation_us;
    }
    return probation->has_deaths ? probation->tried_us + whole_us(probation) : INT64_MAX;
}
