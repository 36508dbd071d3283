/* Writes a picture to standard output, for the end-to-end tests and script/bench:
 *   make_picture jpeg|progressive|png|webp|lossless WIDTH HEIGHT NOISE SEED
 *   make_picture jpeg+PROFILE|png+PROFILE WIDTH HEIGHT NOISE SEED
 *   make_picture code WIDTH HEIGHT NOISE SET
 *   make_picture profiles
 * NOISE 0 is flat, all of one colour: a decompression bomb when it is large. From 1 on there
 * are shapes of every size and grain of that strength, as a camera makes them. A code is a PNG
 * with a QR code that says it is in the character set of that number (ECI). `profiles` lists
 * them. */
#include "decode/profiles.h"

#include <math.h>
#include <qrencode.h>
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

/* In the middle, two fifths as large as the picture. */
static void draw_code(uint8_t *pixels, int width, int height, unsigned set)
{
    static const char text[] = "https://www.example.edu.cn/apply";
    QRinput *input = QRinput_new2(0, QR_ECLEVEL_M);
    if (QRinput_appendECIheader(input, set) != 0 ||
        QRinput_append(input, QR_MODE_8, (int)strlen(text), (const unsigned char *)text) != 0) {
        exit(2);
    }
    QRcode *code = QRcode_encodeInput(input);
    int whole = code->width + 8, side = (width < height ? width : height) * 4 / 5;
    for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
            int column = x * whole / side - 4, row = y * whole / side - 4;
            bool is_inside =
                column >= 0 && row >= 0 && column < code->width && row < code->width;
            bool is_dark = is_inside && (code->data[row * code->width + column] & 1);
            size_t at = (size_t)(y + (height - side) / 2) * (size_t)width +
                        (size_t)(x + (width - side) / 2);
            memset(pixels + 4 * at, is_dark ? 10 : 245, 3);
        }
    }
    QRcode_free(code);
    QRinput_free(input);
}

static struct decode_input profile_called(const char *name)
{
    for (size_t i = 0; i < PROFILE_KINDS; i++) {
        if (strcmp(profile_kinds[i].name, name) == 0) {
            return profile_make(&profile_kinds[i]);
        }
    }
    return (struct decode_input) { NULL, 0 };
}

static struct decode_input encode(
    const char *kind, const uint8_t *pixels, int width, int height, struct decode_input profile)
{
    if (strncmp(kind, "png", 3) == 0 || strcmp(kind, "code") == 0) {
        return png_of(pixels, width, height, profile.data ? &profile : NULL);
    }
    if (strcmp(kind, "webp") == 0 || strcmp(kind, "lossless") == 0) {
        return webp_of(pixels, width, height, kind[0] == 'l');
    }
    struct decode_input made = jpeg_of(pixels, width, height, TJSAMP_420,
        strcmp(kind, "progressive") == 0 ? TJFLAG_PROGRESSIVE : 0);
    return profile.data ? jpeg_with_profile(made, profile) : made;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "profiles") == 0) {
        for (size_t i = 0; i < PROFILE_KINDS; i++) {
            puts(profile_kinds[i].name);
        }
        return 0;
    }
    if (argc != 6) {
        fputs("usage: make_picture jpeg|progressive|png|webp|lossless|code|jpeg+PROFILE|"
              "png+PROFILE WIDTH HEIGHT NOISE SEED\n",
            stderr);
        return 2;
    }
    int width = atoi(argv[2]), height = atoi(argv[3]);
    uint8_t *pixels = draw(width, height, atoi(argv[4]), (unsigned)atoi(argv[5]));
    const char *plus = strchr(argv[1], '+');
    struct decode_input profile = profile_called(plus ? plus + 1 : "");
    if (!pixels || (plus && !profile.data)) {
        return 1;
    }
    if (strcmp(argv[1], "code") == 0) {
        draw_code(pixels, width, height, (unsigned)atoi(argv[5]));
    }
    struct decode_input made = encode(argv[1], pixels, width, height, profile);
    bool done = made.data && fwrite(made.data, 1, made.size, stdout) == made.size;
    free((void *)(uintptr_t)made.data);
    free((void *)(uintptr_t)profile.data);
    free(pixels);
    return done ? 0 : 1;
}
