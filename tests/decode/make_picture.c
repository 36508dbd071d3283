/* Writes a picture to standard output, for the end-to-end tests and script/bench:
 *   make_picture jpeg|progressive|png|webp|lossless WIDTH HEIGHT NOISE SEED
 * NOISE 0 is flat, all of one colour: a decompression bomb when it is large. From 1 on there
 * are shapes of every size and grain of that strength, as a camera makes them. */
#include "decode/pictures.h"

#include <math.h>
#include <stdio.h>

static uint8_t clamp(double value)
{
    return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

static uint8_t *draw(int width, int height, int noise, unsigned seed)
{
    uint8_t *pixels = malloc((size_t)width * (size_t)height * 4);
    uint32_t random = seed * 2654435761u + 1;
    for (int y = 0; pixels && y < height; y++) {
        for (int x = 0; x < width; x++) {
            uint8_t *pixel = pixels + ((size_t)y * (size_t)width + (size_t)x) * 4;
            double u = (double)x / width * 6.3, v = (double)y / height * 6.3;
            random ^= random << 13;
            random ^= random >> 17;
            random ^= random << 5;
            double grain = noise ? ((double)(random >> 16) / 65536 - 0.5) * noise : 0;
            double shape = noise ? 60 * sin(u + seed) + 40 * sin(7 * v + 3 * sin(5 * u)) +
                                       20 * sin(61 * u * v)
                                 : 0;
            pixel[0] = clamp(120 + shape + grain);
            pixel[1] = clamp(110 + 0.8 * shape + grain);
            pixel[2] = clamp(100 - 0.6 * shape + grain);
            pixel[3] = 255;
        }
    }
    return pixels;
}

int main(int argc, char **argv)
{
    struct input made = { NULL, 0 };
    if (argc != 6) {
        fputs(
            "usage: make_picture jpeg|progressive|png|webp|lossless WIDTH HEIGHT NOISE SEED\n",
            stderr);
        return 2;
    }
    int width = atoi(argv[2]), height = atoi(argv[3]);
    uint8_t *pixels = draw(width, height, atoi(argv[4]), (unsigned)atoi(argv[5]));
    if (!pixels) {
        return 1;
    }
    if (strcmp(argv[1], "png") == 0) {
        made = png_of(pixels, width, height, NULL);
    } else if (strcmp(argv[1], "webp") == 0 || strcmp(argv[1], "lossless") == 0) {
        made = webp_of(pixels, width, height, argv[1][0] == 'l');
    } else {
        made = jpeg_of(pixels, width, height, TJSAMP_420,
            strcmp(argv[1], "progressive") == 0 ? TJFLAG_PROGRESSIVE : 0);
    }
    bool done = made.data && fwrite(made.data, 1, made.size, stdout) == made.size;
    free((void *)(uintptr_t)made.data);
    free(pixels);
    return done ? 0 : 1;
}
