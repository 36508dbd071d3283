/* Random numbers that are the same on every machine: xorshift32. LOBBYCARD_SEED makes a run
 * again (long_form.h). */
#pragma once

#include "long_form.h"

#include <stdint.h>
#include <stdio.h>

static uint32_t chance_state = 1;

static inline void chance_begin(uint64_t usual)
{
    uint32_t seed = (uint32_t)seed_of(usual);
    chance_state = seed ? seed : 1;
    printf("seed %u\n", (unsigned)chance_state);
}

/* From 0 to below - 1. */
static inline int chance(int below)
{
    chance_state ^= chance_state << 13;
    chance_state ^= chance_state >> 17;
    chance_state ^= chance_state << 5;
    return (int)(chance_state % (uint32_t)below);
}
