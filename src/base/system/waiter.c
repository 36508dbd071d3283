#include "base/system/waiter.h"

#include "base/clock.h"
#include "base/translated.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { SLOT_WAKE, SLOT_SIGNAL, SLOT_CLOCK, SLOT_FIRST_FD };

/* A timer that is due in the year 2223, and therefore only ever cancelled. A kernel without
 * it takes nothing but the wake-up: time is looked at every minute in any case. */
static void watch_clock(struct waiter *waiter)
{
    const struct itimerspec never = { .it_value = { .tv_sec = 8000000000 } };
    if (waiter->clock_fd >= 0 &&
        timerfd_settime(
            waiter->clock_fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, NULL) < 0) {
        close(waiter->clock_fd);
        waiter->clock_fd = -1;
    }
}

bool waiter_init(
    struct waiter *waiter, const int *signals, size_t signal_count, struct error *error)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < signal_count; i++) {
        sigaddset(&set, signals[i]);
    }
    sigprocmask(SIG_BLOCK, &set, NULL);
    waiter->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    waiter->signal_fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    waiter->clock_fd = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    watch_clock(waiter);
    if (waiter->wake_fd < 0 || waiter->signal_fd < 0) {
        error_set(error, "cannot wait for events: %s", translated_errno(errno));
        waiter_finish(waiter);
        return false;
    }
    return true;
}

void waiter_finish(struct waiter *waiter)
{
    if (waiter->wake_fd >= 0) {
        close(waiter->wake_fd);
    }
    if (waiter->signal_fd >= 0) {
        close(waiter->signal_fd);
    }
    if (waiter->clock_fd >= 0) {
        close(waiter->clock_fd);
    }
    waiter->wake_fd = waiter->signal_fd = waiter->clock_fd = -1;
}

void waiter_wake(struct waiter *waiter)
{
    uint64_t one = 1;
    ssize_t written = write(waiter->wake_fd, &one, sizeof one);
    (void)written; /* full means that a wake-up is under way already */
}

static void read_signals(struct waiter *waiter, struct waiter_news *news)
{
    struct signalfd_siginfo info;
    while (read(waiter->signal_fd, &info, sizeof info) == (ssize_t)sizeof info) {
        if (info.ssi_signo < 64) {
            news->signals |= UINT64_C(1) << info.ssi_signo;
        }
    }
}

void waiter_wait(struct waiter *waiter, const int *fds, size_t fd_count, int64_t deadline_us,
    struct waiter_news *news)
{
    struct pollfd slots[SLOT_FIRST_FD + WAITER_FD_MAX] = {
        [SLOT_WAKE] = { .fd = waiter->wake_fd, .events = POLLIN },
        [SLOT_SIGNAL] = { .fd = waiter->signal_fd, .events = POLLIN },
        [SLOT_CLOCK] = { .fd = waiter->clock_fd, .events = POLLIN },
    };
    if (fd_count > WAITER_FD_MAX) {
        fd_count = WAITER_FD_MAX;
    }
    for (size_t i = 0; i < fd_count; i++) {
        slots[SLOT_FIRST_FD + i] = (struct pollfd) { .fd = fds[i], .events = POLLIN };
    }
    struct timespec timeout = { 0 };
    if (deadline_us != INT64_MAX) {
        int64_t now_us = clock_mono_us();
        int64_t left_us = deadline_us > now_us ? deadline_us - now_us : 0;
        timeout = (struct timespec) { .tv_sec = left_us / 1000000,
            .tv_nsec = left_us % 1000000 * 1000 };
    }
    *news = (struct waiter_news) { 0 };
    int count = ppoll(
        slots, SLOT_FIRST_FD + fd_count, deadline_us == INT64_MAX ? NULL : &timeout, NULL);
    if (count <= 0) {
        return;
    }
    uint64_t wakes;
    news->woken = slots[SLOT_WAKE].revents &&
                  read(waiter->wake_fd, &wakes, sizeof wakes) == (ssize_t)sizeof wakes;
    if (slots[SLOT_SIGNAL].revents) {
        read_signals(waiter, news);
    }
    if (slots[SLOT_CLOCK].revents) {
        uint64_t times;
        ssize_t got = read(waiter->clock_fd, &times, sizeof times);
        (void)got; /* ECANCELED, as it should; the timer has to be set again */
        news->clock_set = true;
        watch_clock(waiter);
    }
    for (size_t i = 0; i < fd_count; i++) {
        news->ready |= slots[SLOT_FIRST_FD + i].revents ? 1u << i : 0;
    }
}
