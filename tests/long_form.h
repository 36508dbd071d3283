/* How much a test does. LOBBYCARD_LONG asks for its long form (script/test --long), and
 * LOBBYCARD_SEED makes a random run again. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The thread sanitizer has no say on tests of one thread, and takes its time: for those a part
 * is enough. */
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define IS_FOR_THREADS 1
#endif
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifdef __SANITIZE_THREAD__
#define IS_FOR_THREADS 1
#endif
#ifdef __SANITIZE_ADDRESS__
#define IS_SANITIZED 1
#endif
#ifndef IS_FOR_THREADS
#define IS_FOR_THREADS 0
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED IS_FOR_THREADS
#endif

static inline bool is_long_form(void)
{
    const char *is_long = getenv("LOBBYCARD_LONG");
    return is_long && strcmp(is_long, "1") == 0;
}

/* Under a sanitizer, which makes ten times as much of each, a tenth of the long form, and half
 * of the short one. */
static inline long how_many(long in_short, long in_long)
{
    long many = IS_SANITIZED ? in_long / 10 : in_long;
    long few = IS_SANITIZED ? (in_short + 1) / 2 : in_short;
    return is_long_form() && many > few ? many : few;
}

static inline uint64_t seed_of(uint64_t usual)
{
    const char *given = getenv("LOBBYCARD_SEED");
    return given ? strtoull(given, NULL, 10) : usual;
}
