#include "command/theme/palette.h"

#include "command/theme/oklab.h"

#include <math.h>
#include <string.h>

/* Colours fall into bins of 16 steps a channel; those near to a stronger one count to it. */
enum { STEPS = 16, BINS = STEPS * STEPS * STEPS, OPAQUE = 192, LEAST_PCT = 2 };
static const double grey_chroma = 0.035, near = 0.13;

struct bin {
    uint32_t count;
    uint64_t r, g, b;
};

static struct colour mean_of(const struct bin *bin)
{
    return (struct colour) { (uint8_t)(bin->r / bin->count), (uint8_t)(bin->g / bin->count),
        (uint8_t)(bin->b / bin->count) };
}

static uint64_t fill(struct bin *bins, const struct picture *logo, bool has_alpha)
{
    uint64_t total = 0;
    size_t count = (size_t)logo->width * (size_t)logo->height;
    for (size_t i = 0; i < count; i++) {
        uint32_t pixel = logo->pixels[i];
        if (has_alpha && pixel >> 24 < OPAQUE) {
            continue;
        }
        uint32_t r = pixel >> 16 & 255, g = pixel >> 8 & 255, b = pixel & 255;
        struct bin *bin = &bins[(r / STEPS * STEPS + g / STEPS) * STEPS + b / STEPS];
        bin->count++;
        bin->r += r;
        bin->g += g;
        bin->b += b;
        total++;
    }
    return total;
}

static double distance(struct colour a, struct colour b)
{
    struct oklch one = oklch_of(a), other = oklch_of(b);
    double x = one.chroma * cos(one.hue) - other.chroma * cos(other.hue);
    double y = one.chroma * sin(one.hue) - other.chroma * sin(other.hue);
    double l = one.lightness - other.lightness;
    return sqrt(l * l / 4 + x * x + y * y);
}

/* How much a colour says: what is grey says least, however much of it there is, and of that
 * what is dark says most: a logo without any hue is its ink, not its ground. */
static double weight_of(const struct bin *bin)
{
    const struct oklch colour = oklch_of(mean_of(bin));
    const double grey = 1e-6 * (1.01 - colour.lightness);
    return (double)bin->count * (colour.chroma < grey_chroma ? grey : colour.chroma);
}

static struct bin *strongest(struct bin *bins)
{
    struct bin *best = NULL;
    double most = 0;
    for (int i = 0; i < BINS; i++) {
        double weight = bins[i].count > 0 ? weight_of(&bins[i]) : 0;
        if (weight > most) {
            most = weight;
            best = &bins[i];
        }
    }
    return best;
}

/* All that is near counts to it; the colour stays that of the strongest bin, which is not a
 * soft edge's. */
static uint64_t gather(struct bin *bins, struct colour colour)
{
    uint64_t count = 0;
    for (int i = 0; i < BINS; i++) {
        if (bins[i].count > 0 && distance(mean_of(&bins[i]), colour) < near) {
            count += bins[i].count;
            bins[i].count = 0;
        }
    }
    return count;
}

void palette_find(const struct picture *logo, bool has_alpha, struct palette *palette)
{
    static struct bin bins[BINS];
    struct bin *best;
    memset(bins, 0, sizeof bins);
    *palette = (struct palette) { .count = 0 };
    uint64_t total = fill(bins, logo, has_alpha);
    palette->is_clear = total == 0;
    while (palette->count < PALETTE_MAX && (best = strongest(bins))) {
        struct colour colour = mean_of(best);
        bool is_grey = oklch_of(colour).chroma < grey_chroma;
        int share_pct = (int)(100 * gather(bins, colour) / total);
        if (share_pct >= LEAST_PCT) {
            palette->has_hue = palette->has_hue || !is_grey;
            palette->list[palette->count++] = (struct palette_entry) { colour, share_pct };
        }
    }
}
