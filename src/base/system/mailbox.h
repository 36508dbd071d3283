/* A queue between threads. A message is a struct that begins with a struct letter; posting
 * moves its ownership. First in, first out. */
#pragma once

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct letter {
    struct letter *next;
};

struct mailbox {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    /* under the lock */
    struct letter *first, **end;
};

/* False when the system has no lock to give. Does not move afterwards. */
bool mailbox_init(struct mailbox *mailbox);

/* What is still in it is the caller's to take out first. No thread may be waiting. */
void mailbox_finish(struct mailbox *mailbox);

void mailbox_post(struct mailbox *mailbox, struct letter *letter);

/* The oldest letter; mailbox_wait blocks until there is one, or gives NULL at that time of the
 * monotonic clock (INT64_MAX: never); mailbox_take gives NULL at once. */
struct letter *mailbox_wait(struct mailbox *mailbox, int64_t until_us);
struct letter *mailbox_take(struct mailbox *mailbox);
