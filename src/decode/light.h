/* sRGB and linear light (IEC 61966-2-1): of src/decode only. */
#pragma once

#include <stdint.h>

enum { LIGHT_MAX = 65535, LIGHT_STEPS = 16384 };

struct light {
    float linear[256];         /* 0 to 1 */
    uint16_t whole[256];       /* the same, 0 to LIGHT_MAX */
    uint8_t srgb[LIGHT_STEPS]; /* of 0 to 1 in equal steps */
};

/* Made with the first call, which is the first thread's. */
const struct light *light_tables(void);
