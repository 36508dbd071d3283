#include "screen/prepare/preparer.h"

#include "base/clock.h"
#include "base/system/image.h"
#include "base/system/mailbox.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* ICU and HarfBuzz stay well below this; a stack that grew unseen for months would be found. */
enum { STACK_BYTES = 512 * 1024 };

/* A slide that stands so long after a plan has come without a next one to be made. */
static const int64_t settled_us = 2 * 1000000;

static const int64_t patience_us = 120 * 1000000; /* far more than the largest feed takes */

enum order_kind { ORDER_PLAN, ORDER_SLIDE, ORDER_LIVE, ORDER_LEAVE };

struct answer {
    struct letter letter;
    struct prepared prepared;
};

enum { ANSWERS = 2 };
struct order {
    struct letter letter;
    enum order_kind kind;
    unsigned job;
    struct workshop_job what; /* ORDER_PLAN */
    struct supply supply;
    size_t slide;
    int64_t now_ms;
    bool is_early;                   /* the slide waits for its turn */
    struct answer *answers[ANSWERS]; /* paper for the replies, so that none is ever lost */
};

struct preparer {
    /* set once */
    struct workshop_place place;
    void (*wake)(void *context);
    void *context;
    pthread_t thread;
    int left_fd;         /* readable once the thread is as good as gone */
    struct order *leave; /* allocated early, so that leaving cannot fail */
    /* locked by themselves */
    struct mailbox orders, answers;
    atomic_uint done; /* orders */
    /* main thread only */
    unsigned posted, seen_done;
    int64_t moved_us; /* when there was none to do, or one was seen to be done */
    /* preparer thread only */
    struct workshop *workshop;
    unsigned job;     /* that the desk is planned for; 0 before the first */
    bool has_planned; /* and nothing was given back since */
};

static void contents_finish(struct prepared *prepared)
{
    plan_destroy(prepared->plan);
    picture_destroy(prepared->picture);
    moving_destroy(prepared->moving);
    for (size_t i = 0; i < prepared->patch_count; i++) {
        picture_destroy(prepared->patches[i].picture);
    }
}

void prepared_destroy(struct prepared *prepared)
{
    if (prepared) {
        contents_finish(prepared);
        free((char *)prepared - offsetof(struct answer, prepared));
    }
}

static void order_destroy(struct order *order)
{
    if (order) {
        supply_finish(&order->supply);
        for (size_t i = 0; i < ANSWERS; i++) {
            free(order->answers[i]);
        }
        free(order);
    }
}

/* Moves what is in `prepared`. At most ANSWERS times an order. */
static void reply(
    struct preparer *preparer, struct order *order, const struct prepared *prepared)
{
    struct answer **next = &order->answers[order->answers[0] ? 0 : 1], *answer = *next;
    *next = NULL;
    answer->prepared = *prepared;
    answer->prepared.spoilt = workshop_spoilt(preparer->workshop);
    mailbox_post(&preparer->answers, &answer->letter);
    preparer->wake(preparer->context);
}

static void make_slide(
    struct preparer *preparer, struct order *order, size_t slide, int64_t now_ms)
{
    struct prepared prepared = {
        .kind = PREPARED_SLIDE, .job = preparer->job, .slide = slide, .now_ms = now_ms
    };
    size_t index;
    prepared.theme = workshop_theme_index(preparer->workshop);
    struct scene *scene = workshop_find_turn(preparer->workshop, slide, &index)
                              ? workshop_lay_out(preparer->workshop, index, now_ms)
                              : NULL;
    if (scene) {
        prepared.picture = (order->is_early ? workshop_paint_early
                            : order->kind == ORDER_PLAN
                                ? workshop_paint_now
                                : workshop_paint)(preparer->workshop, scene, &prepared.moving);
    }
    if (prepared.picture) {
        prepared.body_first = scene->body_first;
        prepared.body_last = scene->body_last;
        prepared.contradicts_plan = workshop_contradicts(preparer->workshop, scene);
    } else {
        prepared.kind = PREPARED_FAILED;
        error_set(&prepared.error, "slide %zu: out of memory", slide + 1);
    }
    scene_destroy(scene);
    reply(preparer, order, &prepared);
}

static void make_live(
    struct preparer *preparer, struct order *order, size_t slide, int64_t now_ms)
{
    struct prepared prepared = {
        .kind = PREPARED_LIVE, .job = preparer->job, .slide = slide, .now_ms = now_ms
    };
    size_t index;
    if (workshop_find_turn(preparer->workshop, slide, &index)) {
        prepared.patch_count =
            workshop_paint_live(preparer->workshop, index, now_ms, prepared.patches);
    }
    reply(preparer, order, &prepared);
}

static void make_plan(struct preparer *preparer, struct order *order)
{
    struct prepared prepared = {
        .kind = PREPARED_FAILED, .job = order->job, .now_ms = order->what.now_ms
    };
    if (!preparer->workshop) {
        preparer->workshop = workshop_create(&preparer->place, &prepared.error);
    }
    if (!preparer->workshop ||
        !workshop_plan(preparer->workshop, &order->what, &prepared.plan, &prepared.error)) {
        reply(preparer, order, &prepared);
        return;
    }
    preparer->job = order->job;
    struct turn turn = programme_turn_at(prepared.plan, order->what.now_ms);
    bool is_partial = prepared.plan->is_partial;
    prepared.kind = PREPARED_PLAN;
    error_set(&prepared.error, "%s", workshop_lacks(preparer->workshop));
    reply(preparer, order, &prepared);
    make_slide(preparer, order, turn.slide, order->what.now_ms);
    if (!is_partial) {
        workshop_keep(preparer->workshop);
    }
}

/* What a start and a plan look up is not needed soon; but not while the first slide comes. */
static void give_back(struct preparer *preparer)
{
    if (preparer->has_planned) {
        image_trim();
    }
    preparer->has_planned = false;
}

static void carry_out(struct preparer *preparer, struct order *order)
{
    size_t index;
    bool is_current = order->job == preparer->job && preparer->workshop &&
                      workshop_find_turn(preparer->workshop, order->slide, &index);
    if (order->kind == ORDER_PLAN) {
        make_plan(preparer, order);
    } else if (order->kind == ORDER_SLIDE && is_current) {
        make_slide(preparer, order, order->slide, order->now_ms);
    } else if (order->kind == ORDER_LIVE && is_current) {
        make_live(preparer, order, order->slide, order->now_ms);
        return; /* took next to nothing: nothing to give back */
    } else {
        const struct prepared past = {
            .kind = PREPARED_PAST, .job = order->job, .slide = order->slide
        };
        reply(preparer, order, &past);
        return;
    }
    if (preparer->workshop) {
        workshop_trim(preparer->workshop);
    }
    if (order->kind == ORDER_SLIDE) {
        give_back(preparer);
    }
    preparer->has_planned = order->kind == ORDER_PLAN;
}

static void *work(void *context)
{
    struct preparer *preparer = context;
    bool leaving = false;
    struct error ignored; /* the first plan tries again */
    preparer->workshop = workshop_create(&preparer->place, &ignored);
    while (!leaving) {
        int64_t until_us = preparer->has_planned ? clock_mono_us() + settled_us : INT64_MAX;
        struct order *order = (struct order *)mailbox_wait(&preparer->orders, until_us);
        if (!order) {
            give_back(preparer);
            continue;
        }
        leaving = order->kind == ORDER_LEAVE;
        if (!leaving) {
            carry_out(preparer, order);
            atomic_fetch_add(&preparer->done, 1);
        }
        order_destroy(order);
    }
    workshop_destroy(preparer->workshop);
    preparer->workshop = NULL;
    ssize_t told = write(preparer->left_fd, &(uint64_t) { 1 }, sizeof(uint64_t));
    (void)told; /* empty until now, so there was room */
    return NULL;
}

static bool start_thread(struct preparer *preparer)
{
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) {
        return false;
    }
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    bool started = pthread_create(&preparer->thread, &attributes, work, preparer) == 0;
    pthread_attr_destroy(&attributes);
    return started;
}

struct preparer *preparer_create(const struct workshop_place *place,
    void (*wake)(void *context), void *context, struct error *error)
{
    struct preparer *preparer = calloc(1, sizeof *preparer);
    if (!preparer) {
        goto failed;
    }
    *preparer = (struct preparer) {
        .place = *place, .wake = wake, .context = context, .left_fd = eventfd(0, EFD_CLOEXEC)
    };
    preparer->leave = calloc(1, sizeof *preparer->leave);
    if (preparer->left_fd < 0 || !preparer->leave || !mailbox_init(&preparer->orders)) {
        goto failed;
    }
    if (!mailbox_init(&preparer->answers)) {
        mailbox_finish(&preparer->orders);
        goto failed;
    }
    preparer->leave->kind = ORDER_LEAVE;
    if (!start_thread(preparer)) {
        mailbox_finish(&preparer->answers);
        mailbox_finish(&preparer->orders);
        goto failed;
    }
    return preparer;
failed:
    error_set(error, "preparer: cannot start its thread");
    if (preparer) {
        if (preparer->left_fd >= 0) {
            close(preparer->left_fd);
        }
        free(preparer->leave);
    }
    free(preparer);
    return NULL;
}

static void tell_to_leave(struct preparer *preparer)
{
    struct letter *letter;
    while (preparer->leave && (letter = mailbox_take(&preparer->orders))) {
        order_destroy((struct order *)letter);
    }
    if (preparer->leave) {
        mailbox_post(&preparer->orders, &preparer->leave->letter);
        preparer->leave = NULL;
    }
}

static bool post(struct preparer *preparer, const struct order *order)
{
    struct order *posted = malloc(sizeof *posted);
    if (!posted) {
        return false;
    }
    *posted = *order;
    for (size_t i = 0; i < ANSWERS; i++) {
        posted->answers[i] = calloc(1, sizeof *posted->answers[i]);
    }
    if (!posted->answers[0] || !posted->answers[1]) {
        posted->supply = (struct supply) { 0 }; /* stays the caller's */
        order_destroy(posted);
        return false;
    }
    if (posted->what.supply) {
        posted->what.supply = &posted->supply;
    }
    if (preparer->posted == atomic_load(&preparer->done)) {
        preparer->moved_us = clock_mono_us();
    }
    preparer->posted++;
    mailbox_post(&preparer->orders, &posted->letter);
    return true;
}

int64_t preparer_deadline_us(struct preparer *preparer)
{
    unsigned done = atomic_load(&preparer->done);
    if (done != preparer->seen_done) {
        preparer->seen_done = done;
        preparer->moved_us = clock_mono_us();
    }
    return done == preparer->posted ? INT64_MAX : preparer->moved_us + patience_us;
}

bool preparer_plan(struct preparer *preparer, unsigned job, const struct workshop_job *what)
{
    struct order order = { .kind = ORDER_PLAN, .job = job, .what = *what };
    if (what->supply) {
        order.supply = *what->supply;
        *what->supply = (struct supply) { 0 };
    }
    if (!post(preparer, &order)) {
        supply_finish(&order.supply);
        return false;
    }
    return true;
}

bool preparer_slide(
    struct preparer *preparer, unsigned job, size_t slide, int64_t now_ms, bool is_early)
{
    struct order order = {
        .kind = ORDER_SLIDE, .job = job, .slide = slide, .now_ms = now_ms, .is_early = is_early
    };
    return post(preparer, &order);
}

bool preparer_live(struct preparer *preparer, unsigned job, size_t slide, int64_t now_ms)
{
    struct order order = { .kind = ORDER_LIVE, .job = job, .slide = slide, .now_ms = now_ms };
    return post(preparer, &order);
}

void preparer_destroy(struct preparer *preparer)
{
    if (!preparer) {
        return;
    }
    struct prepared *prepared;
    tell_to_leave(preparer);
    pthread_join(preparer->thread, NULL);
    while ((prepared = preparer_take(preparer))) {
        prepared_destroy(prepared);
    }
    mailbox_finish(&preparer->answers);
    mailbox_finish(&preparer->orders);
    close(preparer->left_fd);
    free(preparer);
}

bool preparer_leave(struct preparer *preparer, int timeout_ms)
{
    if (!preparer) {
        return true;
    }
    struct pollfd left = { .fd = preparer->left_fd, .events = POLLIN };
    tell_to_leave(preparer);
    bool done = poll(&left, 1, timeout_ms) > 0;
    if (done) {
        preparer_destroy(preparer);
    }
    return done;
}

struct prepared *preparer_take(struct preparer *preparer)
{
    struct letter *letter = mailbox_take(&preparer->answers);
    return letter ? &((struct answer *)letter)->prepared : NULL;
}
