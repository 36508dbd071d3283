/* Proof for systemd that the screen lives. */
#pragma once

#include "command/play/power.h"

struct watchdog {
    struct stage *stage;
    const struct power *power;
    int64_t interval_us, fed_us; /* systemd's: how often (0: none), when last */
    uint64_t fed_frames;
    bool has_begun;
};

void watchdog_init(struct watchdog *watchdog, struct stage *stage, const struct power *power);

/* A part, see part.h: a struct watchdog. */
void watchdog_step(void *part, int64_t now_us);
int64_t watchdog_deadline_us(const void *part, int64_t now_us);
