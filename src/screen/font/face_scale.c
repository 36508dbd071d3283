/* Pictures of one size, of emoji, brought to another. */
#include "screen/font/face_private.h"

#include <math.h>
#include <stdlib.h>

/* One line of either direction: its pixels lie `step` apart. */
struct strip {
    uint32_t *pixels;
    int count, step;
};

/* A triangle about as wide as what becomes one pixel; two pixels where it is enlarged. */
static uint32_t weigh(const struct strip *from, double centre, double radius)
{
    double sums[4] = { 0 }, all = 0;
    int first = (int)floor(centre - radius), last = (int)ceil(centre + radius);
    for (int i = first < 0 ? 0 : first; i <= last && i < from->count; i++) {
        double weight = 1 - fabs(i + 0.5 - centre) / radius;
        for (int c = 0; weight > 0 && c < 4; c++) {
            sums[c] += weight * (from->pixels[(size_t)i * (size_t)from->step] >> 8 * c & 255);
        }
        all += weight > 0 ? weight : 0;
    }
    uint32_t pixel = 0;
    for (int c = 0; all > 0 && c < 4; c++) {
        pixel |= (uint32_t)lround(sums[c] / all) << 8 * c;
    }
    return pixel;
}

static void scale_strip(const struct strip *from, const struct strip *to)
{
    double ratio = (double)from->count / to->count, radius = ratio > 1 ? ratio : 1;
    for (int i = 0; i < to->count; i++) {
        to->pixels[(size_t)i * (size_t)to->step] = weigh(from, (i + 0.5) * ratio, radius);
    }
}

bool drawing_scale(struct drawing *drawing, int from_px, int to_px)
{
    int width = drawing->width * to_px / from_px, height = drawing->height * to_px / from_px;
    width = width > 0 ? width : 1;
    height = height > 0 ? height : 1;
    uint32_t *wide = malloc((size_t)width * (size_t)drawing->height * sizeof *wide);
    uint32_t *scaled = malloc((size_t)width * (size_t)height * sizeof *scaled);
    if (!wide || !scaled) {
        free(wide);
        free(scaled);
        return false;
    }
    for (int y = 0; y < drawing->height; y++) {
        scale_strip(&(struct strip) { drawing->pixels + (size_t)y * (size_t)drawing->width,
                        drawing->width, 1 },
            &(struct strip) { wide + (size_t)y * (size_t)width, width, 1 });
    }
    for (int x = 0; x < width; x++) {
        scale_strip(&(struct strip) { wide + x, drawing->height, width },
            &(struct strip) { scaled + x, height, width });
    }
    free(wide);
    free(drawing->pixels);
    drawing->pixels = scaled;
    drawing->left = drawing->left * to_px / from_px;
    drawing->top = drawing->top * to_px / from_px;
    drawing->width = width;
    drawing->height = height;
    return true;
}
