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

/* A sanitizer makes ten times as much of each, and sees the same code in one as in the next:
 * the first of so many in the short form, a tenth of the random ones in the long. What comes of
 * all is counted without one. */
enum { SANITIZED_SHARE = IS_SANITIZED ? 16 : 1, SANITIZED_SHARE_LONG = IS_SANITIZED ? 10 : 1 };

/* Of what is made by chance. */
static inline long how_many(long in_short, long in_long)
{
    long many = in_long / SANITIZED_SHARE_LONG;
    long few = (in_short + SANITIZED_SHARE - 1) / SANITIZED_SHARE;
    return is_long_form() && many > few ? many : few;
}

/* How far the next step is, where a test walks along lengths, sizes or displays: never a
 * multiple of 3 or 5, so that of as many kinds each has its turn. */
static inline int walk_step(void)
{
    return !is_long_form() ? SANITIZED_SHARE : IS_SANITIZED ? 2 : 1;
}

static inline uint64_t seed_of(uint64_t usual)
{
    const char *given = getenv("LOBBYCARD_SEED");
    return given ? strtoull(given, NULL, 10) : usual;
}
