#include "command/desk/content/wall/clockwork.h"

#include "base/clock.h"
#include "base/log.h"
#include "command/desk/content/content.h"
#include "command/desk/content/states.h"
#include "command/desk/content/wall/outlet.h"
#include "command/desk/content/wall/polls.h"
#include "command/desk/content/wall/publisher.h"
#include "command/desk/content/wall/wall_due.h"
#include "command/desk/content/write/media_sweep.h"

#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    LOOK_MS = 20 * 1000,
    AGAIN_MS = 2000,
    SWEEP_MS = 24 * 60 * 60 * 1000,
    REMIND_MS = 60 * 60 * 1000
};

/* What went wrong last, for it is tried again every few seconds. */
struct complaint {
    struct error last;
    int64_t said_ms; /* monotonic */
};

struct clockwork {
    struct desk *desk;
    struct database *database;    /* the thread's */
    int64_t sweep_ms;             /* the thread's, monotonic: the next sweep */
    struct complaint disk, polls; /* the thread's */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t news;
    bool is_ending, has_news; /* under the lock */
};

static bool is_behind(const struct clockwork *clockwork)
{
    char tag[OUTLET_TAG_BYTES];
    return states_newest(clockwork->database) !=
           outlet_serial(clockwork->desk->content->outlet, tag);
}

/* The machine's clock may have been wrong for years; the files' times are the same clock's. */
static void sweep(struct clockwork *clockwork)
{
    struct error error = { 0 };
    char folder[PATH_MAX];
    size_t removed;
    snprintf(folder, sizeof folder, "%s/media", clockwork->desk->content->work);
    if (clock_mono_ms() < clockwork->sweep_ms) {
        return;
    }
    clockwork->sweep_ms = clock_mono_ms() + SWEEP_MS;
    if (!media_sweep(clockwork->database, folder, clock_machine_ms(), &removed, &error)) {
        log_warning("desk: pictures that nobody needs: %s", error.text);
    } else if (removed > 0) {
        log_info("desk: %zu pictures that nobody needed are gone", removed);
    }
}

/* When it is another, and hourly. */
static void complain(struct complaint *complaint, const char *what, const struct error *error)
{
    int64_t now_ms = clock_mono_ms();
    if (strcmp(complaint->last.text, error->text) != 0 ||
        now_ms - complaint->said_ms >= REMIND_MS) {
        log_warning("desk: %s%s", what, error->text);
        complaint->last = *error;
        complaint->said_ms = now_ms;
    }
}

/* Somebody published from the command line, or a disk kept it back. */
static void mend(struct clockwork *clockwork)
{
    struct desk *desk = clockwork->desk;
    struct error error = { 0 };
    if (!publisher_needs_mending(desk->content->publisher) && !is_behind(clockwork)) {
        *clockwork->disk.last.text = '\0';
    } else if (!publisher_mend(desk, clockwork->database, &error)) {
        complain(&clockwork->disk, "what is published is not on the disk yet: ", &error);
    } else if (*clockwork->disk.last.text) {
        log_info("desk: what is published is on the disk again");
        *clockwork->disk.last.text = '\0';
    }
}

static void look(struct clockwork *clockwork, int64_t *next_ms)
{
    struct desk *desk = clockwork->desk;
    struct error error = { 0 };
    *next_ms = wall_publish_due(desk, clockwork->database, clock_wall_ms());
    mend(clockwork);
    if (polls_save(desk->content->polls, clockwork->database, &error)) {
        *clockwork->polls.last.text = '\0';
    } else {
        complain(&clockwork->polls, "", &error);
    }
    sweep(clockwork);
}

static int64_t sleep_ms(const struct clockwork *clockwork, int64_t next_ms)
{
    int64_t left_ms = next_ms == INT64_MAX ? LOOK_MS : next_ms - clock_wall_ms();
    int64_t most_ms =
        publisher_needs_mending(clockwork->desk->content->publisher) ? AGAIN_MS : LOOK_MS;
    return left_ms < 1 ? 1 : left_ms < most_ms ? left_ms : most_ms;
}

static void *run(void *context)
{
    struct clockwork *clockwork = context;
    bool is_ending = false;
    while (!is_ending) {
        int64_t next_ms;
        look(clockwork, &next_ms);
        int64_t wait_ms = sleep_ms(clockwork, next_ms);
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        int64_t end_ns = until.tv_nsec + wait_ms % 1000 * 1000000;
        until.tv_sec += wait_ms / 1000 + end_ns / 1000000000;
        until.tv_nsec = end_ns % 1000000000;
        pthread_mutex_lock(&clockwork->lock);
        int result = 0;
        while (!clockwork->is_ending && !clockwork->has_news && result == 0) {
            result = pthread_cond_timedwait(&clockwork->news, &clockwork->lock, &until);
        }
        clockwork->has_news = false;
        is_ending = clockwork->is_ending;
        pthread_mutex_unlock(&clockwork->lock);
    }
    struct error error = { 0 };
    polls_save(clockwork->desk->content->polls, clockwork->database, &error);
    return NULL;
}

struct clockwork *clockwork_create(struct desk *desk, struct error *error)
{
    pthread_condattr_t attributes;
    struct clockwork *clockwork = calloc(1, sizeof *clockwork);
    if (!clockwork) {
        error_set(error, "out of memory");
        return NULL;
    }
    clockwork->desk = desk;
    clockwork->database = database_open(desk->database, error);
    if (!clockwork->database) {
        free(clockwork);
        return NULL;
    }
    pthread_mutex_init(&clockwork->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&clockwork->news, &attributes);
    pthread_condattr_destroy(&attributes);
    if (pthread_create(&clockwork->thread, NULL, run, clockwork) != 0) {
        error_set(error, "no thread");
        database_close(clockwork->database);
        free(clockwork);
        return NULL;
    }
    return clockwork;
}

void clockwork_look(struct clockwork *clockwork)
{
    if (clockwork) {
        pthread_mutex_lock(&clockwork->lock);
        clockwork->has_news = true;
        pthread_cond_signal(&clockwork->news);
        pthread_mutex_unlock(&clockwork->lock);
    }
}

void clockwork_destroy(struct clockwork *clockwork)
{
    if (clockwork) {
        pthread_mutex_lock(&clockwork->lock);
        clockwork->is_ending = true;
        pthread_cond_signal(&clockwork->news);
        pthread_mutex_unlock(&clockwork->lock);
        pthread_join(clockwork->thread, NULL);
        database_close(clockwork->database);
        pthread_mutex_destroy(&clockwork->lock);
        pthread_cond_destroy(&clockwork->news);
        free(clockwork);
    }
}
