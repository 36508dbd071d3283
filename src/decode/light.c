#include "decode/light.h"

#include <math.h>
#include <stdbool.h>

static double to_linear(double srgb)
{
    return srgb <= 0.04045 ? srgb / 12.92 : pow((srgb + 0.055) / 1.055, 2.4);
}

const struct light *light_tables(void)
{
    static struct light light;
    static bool is_made;
    if (is_made) {
        return &light;
    }
    for (int i = 0; i < 256; i++) {
        light.linear[i] = (float)to_linear(i / 255.0);
        light.whole[i] = (uint16_t)lround(to_linear(i / 255.0) * LIGHT_MAX);
    }
    /* Up to the step at which the next value begins to be nearer. */
    for (int i = 0, step = 0; i < 256; i++) {
        double end = i < 255 ? to_linear((i + 0.5) / 255) * (LIGHT_STEPS - 1) : LIGHT_STEPS;
        for (; step < LIGHT_STEPS && step < end; step++) {
            light.srgb[step] = (uint8_t)i;
        }
    }
    is_made = true;
    return &light;
}
