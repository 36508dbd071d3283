/* Who wrote a note: told from a later process of the same number, and from those of another
 * boot, so that a note outlives its writer without being believed. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { PROCESS_BIRTH_BYTES = 64 };

struct process {
    int pid;
    char birth[PROCESS_BIRTH_BYTES]; /* boot and start time; "" where nobody knows */
};

/* This one. */
void process_self(struct process *process);

/* Whether it is there still, and not merely waits to be reaped. Where the kernel hides it the
 * number alone decides. */
bool process_lives(const struct process *process);
