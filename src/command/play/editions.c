#include "command/play/editions.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/translated.h"
#include "command/common/edition_supply.h"
#include "edition/recall.h"
#include "screen/stage/stage.h"

#include <errno.h>
#include <string.h>

/* How often it is looked at whatever the watch says: that knows nothing of a partition mounted
 * over the folder, nor of a network's disk, and the kernel may have none to give. */
static const int64_t look_us = 30 * 1000000;

void editions_init(struct editions *editions, struct common *common, struct planning *planning,
    struct told *told, struct probation *probation)
{
    *editions = (struct editions) {
        .common = common, .planning = planning, .told = told, .probation = probation, .fd = -1
    };
}

/* Whether it is what we have already: what was recalled is held to what is read. */
static bool is_known(
    struct editions *editions, const struct ground *ground, const struct edition *edition)
{
    if (strcmp(edition->id.hex, ground->edition.hex) != 0) {
        return false;
    }
    bool is_proven =
        !editions->is_unproven || edition_is_as_recalled(edition, &editions->recalled);
    if (!is_proven) {
        log_warning("edition %.*s: %s was not as the store has it", OBJECT_ID_SHOWN,
            edition->id.hex, editions->common->feeds_path);
    }
    return is_proven;
}

/* The store's newest edition, or NULL when it is what we have already or there is none. */
static struct edition *load(
    struct editions *editions, const struct ground *ground, bool may_recall)
{
    const struct recall recall = {
        .path = editions->common->feeds_path, .ground = ground->digest, .may_take = may_recall
    };
    struct error error = { 0 };
    struct edition *edition = edition_load_allowed(
        ground->store, probation_begin, editions->probation, &recall, &error);
    bool fails = *error.text != '\0';
    if (fails && !editions->common->newest_fails) {
        log_warning("store: %s", error.text); /* not at every try */
    }
    editions->common->newest_fails = fails;
    bool is_same = edition && is_known(editions, ground, edition);
    if (edition) {
        editions->is_unproven = edition->kept.is_taken;
        editions->recalled = edition->kept.as;
    }
    if (is_same) {
        edition_destroy(edition);
        edition = NULL;
    }
    return edition;
}

static bool load_into(
    struct editions *editions, struct ground *ground, bool may_recall, struct supply *supply)
{
    *supply = (struct supply) { 0 };
    struct edition *edition = load(editions, ground, may_recall);
    if (!edition) {
        return false;
    }
    struct object_id id = edition->id;
    int64_t since_ms = edition->since_ms;
    if (edition->unnamed) {
        log_warning("edition %.*s: the source %s is not shown: the config does not name it",
            OBJECT_ID_SHOWN, id.hex, edition->unnamed);
    }
    if (!edition_supply(edition, supply)) {
        log_error("edition %.*s: out of memory", OBJECT_ID_SHOWN, id.hex);
        editions->common->newest_fails = true;
        return false;
    }
    ground->edition = id;
    ground->edition_since_ms = since_ms;
    return true;
}

bool editions_load(struct editions *editions, struct ground *ground, struct supply *supply)
{
    return load_into(editions, ground, false, supply);
}

void editions_load_first(struct editions *editions, struct supply *supply)
{
    struct common *common = editions->common;
    common->next = common->ground;
    /* Watch first, so that no commit falls between. */
    editions->watched = common->ground.store;
    editions->fd = store_watch(common->ground.store);
    store_look(common->ground.store);
    editions->looked_us = clock_mono_us();
    probation_take_up(editions->probation);
    load_into(editions, &common->next, true, supply);
    /* behind the first slide: what waits, and what is to be proven */
    editions->is_wanted = probation_waits(editions->probation) || editions->is_unproven;
}

/* Reading and proving an edition takes longer than a frame: better not while anything moves.
 * But it may bring an alert, which waits for no fade. */
static bool is_in_the_way(struct editions *editions)
{
    enum { PATIENCE_US = 100 * 1000 };
    int64_t now_us = clock_mono_us();
    if (!editions->wanted_us) {
        editions->wanted_us = now_us;
    }
    return stage_is_moving(editions->common->stage) &&
           now_us - editions->wanted_us < PATIENCE_US;
}

static void watch(struct editions *editions)
{
    struct store *store = editions->common->ground.store;
    bool was_watched = editions->fd >= 0 && editions->watched == store;
    editions->fd = store_watch(store); /* another one, if the folder went */
    editions->watched = store;
    if (editions->fd >= 0) {
        editions->is_unwatched = false;
        editions->is_wanted = editions->is_wanted || !was_watched; /* came meanwhile */
    } else if (!editions->is_unwatched) {
        editions->is_unwatched = true;
        log_warning("store: %s cannot be watched: %s; it is looked at every %d s",
            editions->common->store_path, translated_errno(errno), (int)(look_us / 1000000));
    }
}

static void look(struct editions *editions, int64_t now_us)
{
    if (now_us < editions->looked_us + look_us) {
        return;
    }
    editions->looked_us = now_us;
    editions->is_wanted = editions->is_wanted || editions->common->newest_fails;
    if (store_look(editions->common->ground.store)) {
        editions->is_wanted = true;
        told_again(editions->told); /* in the folder that is there now */
    }
}

int editions_fd(const struct editions *editions)
{
    return editions->fd;
}

void editions_hear(struct editions *editions)
{
    struct store *store = editions->common->ground.store;
    /* Not at every news of the folder: our own status is written there with each turn. */
    bool is_replaced = store_drain(store);
    editions->is_wanted = editions->is_wanted || is_replaced || editions->common->newest_fails;
    editions->fd = store_watch(store); /* another one, if the folder went */
    if (is_replaced) {
        told_again(editions->told);
    }
}

int64_t editions_deadline_us(const void *part, int64_t now_us)
{
    (void)now_us;
    return ((const struct editions *)part)->looked_us + look_us;
}

void editions_step(void *part, int64_t now_us)
{
    struct editions *editions = part;
    struct supply supply;
    look(editions, now_us);
    watch(editions);
    if (!editions->is_wanted || planning_is_under_way(editions->planning) ||
        is_in_the_way(editions)) {
        return;
    }
    editions->is_wanted = false;
    editions->wanted_us = 0;
    struct ground coming = editions->common->ground;
    if (!editions_load(editions, &coming, &supply)) {
        return;
    }
    if (planning_ask(editions->planning, &coming, &supply)) {
        log_info("edition %.*s", OBJECT_ID_SHOWN, coming.edition.hex);
    } else {
        log_error("edition %.*s: out of memory", OBJECT_ID_SHOWN, coming.edition.hex);
        editions->common->newest_fails = true;
    }
}
