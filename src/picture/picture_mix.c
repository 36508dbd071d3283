/* Mixing: byte by byte with 16-bit sums, the form that compilers turn into wide instructions;
 * once more for processors whose instructions are twice as wide. */
#include "picture/picture.h"

#include <string.h>

#define ALWAYS_INLINE static inline __attribute__((always_inline))

ALWAYS_INLINE uint8_t mixed(uint8_t from, uint16_t keep, uint8_t to, uint16_t add)
{
    return (uint8_t)((uint16_t)(from * keep + to * add + 128) >> 8);
}

ALWAYS_INLINE void mix(
    uint8_t *out, const uint8_t *from, const uint8_t *to, size_t bytes, int weight)
{
    uint16_t add = (uint16_t)weight, keep = (uint16_t)(256 - weight);
    for (size_t i = 0; i < bytes; i++) {
        out[i] = mixed(from[i], keep, to[i], add);
    }
}

ALWAYS_INLINE void mix_even(
    uint8_t *out, const uint8_t *from, uint32_t to, size_t bytes, int weight)
{
    enum { MANY = 64 };
    uint16_t add = (uint16_t)weight, keep = (uint16_t)(256 - weight);
    uint8_t colour[MANY];
    for (size_t i = 0; i < MANY; i += sizeof to) {
        memcpy(colour + i, &to, sizeof to);
    }
    for (; bytes >= MANY; bytes -= MANY, out += MANY, from += MANY) {
        for (size_t i = 0; i < MANY; i++) {
            out[i] = mixed(from[i], keep, colour[i], add);
        }
    }
    for (size_t i = 0; i < bytes; i++) {
        out[i] = mixed(from[i], keep, colour[i], add);
    }
}

#ifdef __x86_64__

__attribute__((target("avx2"))) static void mix_wide(
    uint8_t *out, const uint8_t *from, const uint8_t *to, size_t bytes, int weight)
{
    mix(out, from, to, bytes, weight);
}

__attribute__((target("avx2"))) static void mix_even_wide(
    uint8_t *out, const uint8_t *from, uint32_t to, size_t bytes, int weight)
{
    mix_even(out, from, to, bytes, weight);
}

static bool is_wide(void)
{
    return __builtin_cpu_supports("avx2");
}

#else

#define mix_wide mix
#define mix_even_wide mix_even

static bool is_wide(void)
{
    return false;
}

#endif

void picture_mix(
    uint32_t *out, const uint32_t *from, const uint32_t *to, size_t count, int weight)
{
    size_t bytes = count * sizeof *out;
    uint8_t *target = (uint8_t *)out;
    if (is_wide()) {
        mix_wide(target, (const uint8_t *)from, (const uint8_t *)to, bytes, weight);
    } else {
        mix(target, (const uint8_t *)from, (const uint8_t *)to, bytes, weight);
    }
}

void picture_mix_even(
    uint32_t *out, const uint32_t *from, uint32_t to, size_t count, int weight)
{
    size_t bytes = count * sizeof *out;
    if (is_wide()) {
        mix_even_wide((uint8_t *)out, (const uint8_t *)from, to, bytes, weight);
    } else {
        mix_even((uint8_t *)out, (const uint8_t *)from, to, bytes, weight);
    }
}
