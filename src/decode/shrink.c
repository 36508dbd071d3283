#include "decode/shrink.h"

#include <math.h>
#include <stddef.h>

enum { LINEAR_MAX = 65535, STEPS = 16384 };

/* IEC 61966-2-1. Set once; a decoder has one thread. */
static uint16_t linear_of[256];
static uint8_t srgb_of[STEPS];

static double to_linear(double srgb)
{
    return srgb <= 0.04045 ? srgb / 12.92 : pow((srgb + 0.055) / 1.055, 2.4);
}

static double to_srgb(double linear)
{
    return linear <= 0.0031308 ? linear * 12.92 : 1.055 * pow(linear, 1 / 2.4) - 0.055;
}

static void fill_tables(void)
{
    for (int i = 0; i < 256; i++) {
        linear_of[i] = (uint16_t)lround(to_linear(i / 255.0) * LINEAR_MAX);
    }
    for (int i = 0; i < STEPS; i++) {
        srgb_of[i] = (uint8_t)lround(to_srgb(i / (STEPS - 1.0)) * 255);
    }
}

static uint8_t srgb_of_sum(uint64_t sum, uint64_t weight)
{
    uint64_t linear = (sum + weight / 2) / weight;
    return srgb_of[(linear * (STEPS - 1) + LINEAR_MAX / 2) / LINEAR_MAX];
}

/* The colours weigh as much as they cover: what is clear has none. */
static void average(const struct region *region, int x, int y, int side, uint8_t out[4])
{
    uint64_t red = 0, green = 0, blue = 0, alpha = 0;
    for (int row = y; row < y + side; row++) {
        const uint8_t *at =
            region->pixels + ((size_t)row * (size_t)region->stride + (size_t)x) * 4;
        for (int i = 0; i < side; i++, at += 4) {
            red += (uint64_t)linear_of[at[0]] * at[3];
            green += (uint64_t)linear_of[at[1]] * at[3];
            blue += (uint64_t)linear_of[at[2]] * at[3];
            alpha += at[3];
        }
    }
    uint64_t weight = alpha > 0 ? alpha : 1;
    uint64_t count = (uint64_t)side * (uint64_t)side;
    out[0] = srgb_of_sum(red, weight);
    out[1] = srgb_of_sum(green, weight);
    out[2] = srgb_of_sum(blue, weight);
    out[3] = (uint8_t)((alpha + count / 2) / count);
}

void region_shrink(struct region *region, int width, int height)
{
    int across = region->width / width, down = region->height / height;
    int side = (across < down ? across : down) / 2;
    if (side < 2) {
        return;
    }
    fill_tables();
    int out_width = region->width / side, out_height = region->height / side;
    /* What is written lies before all that is still to be read. */
    uint8_t *out = region->pixels;
    for (int y = 0; y < out_height; y++) {
        for (int x = 0; x < out_width; x++, out += 4) {
            uint8_t pixel[4];
            average(region, x * side, y * side, side, pixel);
            for (int i = 0; i < 4; i++) {
                out[i] = pixel[i];
            }
        }
    }
    region->width = region->stride = out_width;
    region->height = out_height;
}
