#include "command/desk/content/wall/polls.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of more the one that was not heard of for longest is forgotten. */
enum { SCREENS_MAX = 2000 };

static const char *const steps[] = {
    "CREATE TABLE poll (name TEXT PRIMARY KEY, serial INTEGER NOT NULL, at_ms INTEGER NOT NULL)"
    " STRICT",
};
const struct database_unit polls_tables = { "polls", steps, sizeof steps / sizeof *steps };

struct polls {
    pthread_mutex_t lock;
    /* under the lock */
    struct poll *list; /* by name */
    size_t count;
};

struct polls *polls_create(void)
{
    struct polls *polls = calloc(1, sizeof *polls);
    if (polls) {
        polls->list = calloc(SCREENS_MAX, sizeof *polls->list);
    }
    if (polls && (!polls->list || pthread_mutex_init(&polls->lock, NULL) != 0)) {
        free(polls->list);
        free(polls);
        polls = NULL;
    }
    return polls;
}

void polls_destroy(struct polls *polls)
{
    if (polls) {
        pthread_mutex_destroy(&polls->lock);
        free(polls->list);
        free(polls);
    }
}

/* Where it is, or would be. */
static size_t place_of(const struct polls *polls, const char *name)
{
    size_t low = 0, high = polls->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(polls->list[middle].name, name) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void forget_oldest(struct polls *polls)
{
    size_t oldest = 0;
    for (size_t i = 1; i < polls->count; i++) {
        oldest = polls->list[i].at_ms < polls->list[oldest].at_ms ? i : oldest;
    }
    polls->count--;
    memmove(polls->list + oldest, polls->list + oldest + 1,
        (polls->count - oldest) * sizeof *polls->list);
}

static void set(struct polls *polls, const struct poll *poll)
{
    size_t at = place_of(polls, poll->name);
    if (at == polls->count || strcmp(polls->list[at].name, poll->name) != 0) {
        if (polls->count == SCREENS_MAX) {
            forget_oldest(polls);
            at = place_of(polls, poll->name);
        }
        memmove(
            polls->list + at + 1, polls->list + at, (polls->count - at) * sizeof *polls->list);
        polls->count++;
    }
    polls->list[at] = *poll;
}

void polls_note(struct polls *polls, const char *name, int64_t serial, int64_t now_ms)
{
    struct poll poll = { .serial = serial, .at_ms = now_ms, .is_new = true };
    if (strlen(name) >= sizeof poll.name) {
        return;
    }
    strcpy(poll.name, name);
    pthread_mutex_lock(&polls->lock);
    set(polls, &poll);
    pthread_mutex_unlock(&polls->lock);
}

void polls_each(
    struct polls *polls, void (*each)(void *context, const struct poll *poll), void *context)
{
    pthread_mutex_lock(&polls->lock);
    for (size_t i = 0; i < polls->count; i++) {
        each(context, &polls->list[i]);
    }
    pthread_mutex_unlock(&polls->lock);
}

bool polls_load(struct polls *polls, struct database *database, struct error *error)
{
    struct statement all;
    statement_begin(
        &all, database, "SELECT name, serial, at_ms FROM poll ORDER BY at_ms DESC LIMIT 2000");
    while (statement_step(&all)) {
        struct poll poll = { .serial = statement_int_at(&all, 1),
            .at_ms = statement_int_at(&all, 2) };
        snprintf(poll.name, sizeof poll.name, "%s", statement_text_at(&all, 0));
        pthread_mutex_lock(&polls->lock);
        set(polls, &poll);
        pthread_mutex_unlock(&polls->lock);
    }
    return statement_end(&all, error);
}

static bool save_one(struct database *database, const struct poll *poll, struct error *error)
{
    struct statement one;
    statement_begin(&one, database, "INSERT OR REPLACE INTO poll VALUES (?, ?, ?)");
    statement_text(&one, poll->name);
    statement_int(&one, poll->serial);
    statement_int(&one, poll->at_ms);
    return statement_end(&one, error);
}

bool polls_save(struct polls *polls, struct database *database, struct error *error)
{
    struct poll *copy = calloc(SCREENS_MAX, sizeof *copy);
    size_t count = 0;
    if (!copy) {
        return error_set(error, "out of memory");
    }
    pthread_mutex_lock(&polls->lock);
    for (size_t i = 0; i < polls->count; i++) {
        if (polls->list[i].is_new) {
            copy[count++] = polls->list[i];
            polls->list[i].is_new = false;
        }
    }
    pthread_mutex_unlock(&polls->lock);
    bool done = count == 0 || database_begin(database, error);
    if (done && count > 0) {
        for (size_t i = 0; done && i < count; i++) {
            done = save_one(database, &copy[i], error);
        }
        done = database_end(database, done, error);
    }
    free(copy);
    return done;
}
