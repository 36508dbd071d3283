/* Where a thread sleeps: until a deadline, a signal, another thread's wake-up, bytes on a
 * descriptor, or until somebody sets the machine's clock. No polling. One thread waits; any
 * thread may wake. */
#pragma once

#include "base/error.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WAITER_FD_MAX = 8 };

struct waiter {
    int wake_fd, signal_fd;
    int clock_fd; /* a timer that the kernel cancels when the clock is set */
};

struct waiter_news {
    bool woken;       /* by waiter_wake */
    uint64_t signals; /* bit N for signal N */
    bool clock_set;   /* wall time jumped: read it anew */
    unsigned ready;   /* bit i for fds[i]: readable, or hung up */
};

/* Blocks the signals in this thread and in those it starts from now on, so call it first. They
 * arrive as news instead. */
bool waiter_init(
    struct waiter *waiter, const int *signals, size_t signal_count, struct error *error);
void waiter_finish(struct waiter *waiter);

/* Any thread, and safe in a signal handler. */
void waiter_wake(struct waiter *waiter);

/* Sleeps until deadline_us (monotonic, base/clock.h; INT64_MAX for none). Negative descriptors
 * are left out; at most WAITER_FD_MAX. */
void waiter_wait(struct waiter *waiter, const int *fds, size_t fd_count, int64_t deadline_us,
    struct waiter_news *news);
