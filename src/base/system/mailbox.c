#include "base/system/mailbox.h"

#include <errno.h>
#include <stddef.h>
#include <time.h>

bool mailbox_init(struct mailbox *mailbox)
{
    if (pthread_mutex_init(&mailbox->lock, NULL) != 0) {
        return false;
    }
    pthread_condattr_t attributes;
    bool done = pthread_condattr_init(&attributes) == 0;
    if (done) {
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
        done = pthread_cond_init(&mailbox->filled, &attributes) == 0;
        pthread_condattr_destroy(&attributes);
    }
    if (!done) {
        pthread_mutex_destroy(&mailbox->lock);
        return false;
    }
    mailbox->first = NULL;
    mailbox->end = &mailbox->first;
    return true;
}

void mailbox_finish(struct mailbox *mailbox)
{
    pthread_cond_destroy(&mailbox->filled);
    pthread_mutex_destroy(&mailbox->lock);
}

void mailbox_post(struct mailbox *mailbox, struct letter *letter)
{
    letter->next = NULL;
    pthread_mutex_lock(&mailbox->lock);
    *mailbox->end = letter;
    mailbox->end = &letter->next;
    pthread_cond_signal(&mailbox->filled);
    pthread_mutex_unlock(&mailbox->lock);
}

static struct letter *take(struct mailbox *mailbox)
{
    struct letter *letter = mailbox->first;
    if (letter) {
        mailbox->first = letter->next;
        if (!mailbox->first) {
            mailbox->end = &mailbox->first;
        }
    }
    return letter;
}

struct letter *mailbox_wait(struct mailbox *mailbox, int64_t until_us)
{
    const struct timespec until = { until_us / 1000000, until_us % 1000000 * 1000 };
    int waited = 0;
    pthread_mutex_lock(&mailbox->lock);
    while (!mailbox->first && waited != ETIMEDOUT) {
        waited = until_us == INT64_MAX
                     ? pthread_cond_wait(&mailbox->filled, &mailbox->lock)
                     : pthread_cond_timedwait(&mailbox->filled, &mailbox->lock, &until);
    }
    struct letter *letter = take(mailbox);
    pthread_mutex_unlock(&mailbox->lock);
    return letter;
}

struct letter *mailbox_take(struct mailbox *mailbox)
{
    pthread_mutex_lock(&mailbox->lock);
    struct letter *letter = take(mailbox);
    pthread_mutex_unlock(&mailbox->lock);
    return letter;
}
