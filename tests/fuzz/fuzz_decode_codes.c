/* Any pixels as a picture with codes: they are read, or nobody can tell. The first two bytes
 * say how wide it is and how large its pixels are drawn; the rest are pixels, a bit each or a
 * byte. */
#include "decode/codes/codes.h"

#include <stdlib.h>
#include <string.h>

enum { SIDE_MAX = 64, PIXELS_MAX = SIDE_MAX * SIDE_MAX };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint8_t light_of(const uint8_t *data, size_t size, size_t at, bool is_bits)
{
    size_t byte = is_bits ? at / 8 : at;
    return byte >= size ? 255 : is_bits ? (data[byte] >> at % 8 & 1) * 255 : data[byte];
}

static void draw(struct decode_picture *picture, const uint8_t *data, size_t size, unsigned how)
{
    int zoom = 1 + (int)(how >> 1 & 3), across = picture->width / zoom;
    for (int y = 0; y < picture->height; y++) {
        for (int x = 0; x < picture->width; x++) {
            size_t at = (size_t)(y / zoom) * (size_t)across + (size_t)(x / zoom);
            uint8_t *pixel =
                picture->pixels + ((size_t)y * (size_t)picture->width + (size_t)x) * 4;
            memset(pixel, light_of(data, size, at, how & 1), 3);
            pixel[3] = how & 8 ? pixel[0] : 255;
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3) {
        return 0;
    }
    unsigned how = data[1];
    int zoom = 1 + (int)(how >> 1 & 3), across = 1 + data[0] % SIDE_MAX;
    size_t count = (how & 1 ? 8 : 1) * (size - 2);
    count = count < PIXELS_MAX ? count : PIXELS_MAX;
    int down = (int)((count + (size_t)across - 1) / (size_t)across);
    struct decode_picture picture = { across * zoom, down * zoom,
        malloc((size_t)across * (size_t)down * (size_t)(zoom * zoom) * 4), false };
    struct codes_found found;
    if (!picture.pixels) {
        return 0;
    }
    draw(&picture, data + 2, size - 2, how);
    bool done = codes_read(&picture, &found);
    if (done != !found.fault || (done && found.size > 0 && found.texts[found.size - 1])) {
        abort();
    }
    free(found.texts);
    free(picture.pixels);
    return 0;
}
