/* What `play` is made of, and its loop. Main thread only. */
#pragma once

#include "base/system/waiter.h"
#include "command/play/opening.h"
#include "command/play/power.h"
#include "command/play/reload.h"
#include "command/play/turns.h"
#include "command/play/watchdog.h"

/* Of the command line. */
struct play_options {
    struct option_window window;
    bool no_fetch;
    int64_t for_ms; /* 0: until it is ended */
    const char *clock, *stats;
};

struct player {
    const struct play_options *options;
    struct common common;
    struct waiter waiter;
    char config_path[4096]; /* for the child */
    int64_t end_us;         /* of --for; INT64_MAX without */
    bool is_leaving;
    struct opening opening;
    /* see the table in player.c */
    struct told told;
    struct probation probation;
    struct planning planning;
    struct turns turns;
    struct editions editions;
    struct reload reload;
    struct power power;
    struct fetch_child child;
    struct watchdog watchdog;
};

/* Loads config and newest edition, starts the preparer on the first slide, opens the stage.
 * Gives what to exit with: EXIT_DONE when all is well; finish it in any case. */
int player_init(struct player *player, const struct invocation *invocation);

/* Within a second. False when the preparer is in the middle of something longer: then all that
 * others can see was given back, and the caller has to _exit. */
bool player_finish(struct player *player);

/* Until --for ends, a signal or a key says so. EXIT_DONE, or EXIT_FAILED when no first slide
 * could be made. */
int player_run(struct player *player);

/* stats.c: --stats FILE. */
bool player_write_stats(const struct player *player, const char *path, struct error *error);
