#include "decode/shrink.h"

#include "decode/light.h"

#include <stddef.h>

static uint8_t srgb_of_sum(const struct light *light, uint64_t sum, uint64_t weight)
{
    uint64_t linear = (sum + weight / 2) / weight;
    return light->srgb[(linear * (LIGHT_STEPS - 1) + LIGHT_MAX / 2) / LIGHT_MAX];
}

/* The colours weigh as much as they cover: what is clear has none. */
static void average(const struct light *light, const struct region *region, int side,
    const uint8_t *first, uint8_t out[4])
{
    uint64_t red = 0, green = 0, blue = 0, alpha = 0;
    for (int row = 0; row < side; row++) {
        const uint8_t *at = first + (size_t)row * (size_t)region->stride * 4;
        for (int i = 0; i < side; i++, at += 4) {
            red += (uint64_t)light->whole[at[0]] * at[3];
            green += (uint64_t)light->whole[at[1]] * at[3];
            blue += (uint64_t)light->whole[at[2]] * at[3];
            alpha += at[3];
        }
    }
    uint64_t weight = alpha > 0 ? alpha : 1;
    uint64_t count = (uint64_t)side * (uint64_t)side;
    out[0] = srgb_of_sum(light, red, weight);
    out[1] = srgb_of_sum(light, green, weight);
    out[2] = srgb_of_sum(light, blue, weight);
    out[3] = (uint8_t)((alpha + count / 2) / count);
}

int region_shrink_side(const struct region *region, int width, int height)
{
    int across = region->width / width, down = region->height / height;
    return (across < down ? across : down) / 2;
}

void region_shrink(struct region *region, int width, int height)
{
    const int side = region_shrink_side(region, width, height);
    if (side < 2) {
        return;
    }
    int out_width = region->width / side, out_height = region->height / side;
    const struct light *light = light_tables();
    /* What is written lies before all that is still to be read. */
    uint8_t *out = region->pixels;
    for (int y = 0; y < out_height; y++) {
        for (int x = 0; x < out_width; x++, out += 4) {
            uint8_t pixel[4];
            size_t first = (size_t)y * side * (size_t)region->stride + (size_t)x * side;
            average(light, region, side, region->pixels + first * 4, pixel);
            for (int i = 0; i < 4; i++) {
                out[i] = pixel[i];
            }
        }
    }
    region->width = region->stride = out_width;
    region->height = out_height;
}
