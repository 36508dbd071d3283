/* Switches the display off and on, by asking whoever has it: KMS itself, or the programs xset,
 * swaymsg, wlopm and cec-client where they are installed. They run one after the other, without
 * a shell, with fixed arguments, for ten seconds at most; nobody waits for them. Main thread
 * only. */
#pragma once

#include "screen/stage/stage.h"

#include <sys/types.h>

struct power {
    struct stage *stage;
    bool is_known, is_on; /* what was asked for last */
    size_t next;          /* of the programs, to be run */
    pid_t pid;            /* of the one that runs; 0 for none */
    int64_t end_us;       /* when its time is over */
};

/* Nothing runs before power_step. Where `may_be_off`, the display may be so since before we
 * were started. The stage may be NULL. */
void power_init(struct power *power, struct stage *stage, bool may_be_off);

/* On or off from now on. */
void power_step(struct power *power, bool is_on, int64_t now_us);

/* Whether it was asked to be off. */
bool power_is_off(const struct power *power);

/* After SIGCHLD. */
void power_reap(struct power *power);

/* A part, see part.h: a struct power; stepped by its player. When power_step has something to
 * do; after SIGCHLD it may have, too. Ends what still runs. */
int64_t power_deadline_us(const void *part, int64_t now_us);
void power_finish(void *part);
