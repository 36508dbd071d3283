#include "base/system/mailbox.h"

#include <stddef.h>

bool mailbox_init(struct mailbox *mailbox)
{
    if (pthread_mutex_init(&mailbox->lock, NULL) != 0) {
        return false;
    }
    if (pthread_cond_init(&mailbox->filled, NULL) != 0) {
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

struct letter *mailbox_wait(struct mailbox *mailbox)
{
    pthread_mutex_lock(&mailbox->lock);
    while (!mailbox->first) {
        pthread_cond_wait(&mailbox->filled, &mailbox->lock);
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
