#include "decode/format/format.h"

#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

enum { PROFILE_MAX_BYTES = 4 * 1024 * 1024, PROFILE_PARTS_MAX = 255 };

/* Walks the markers in front of the picture: EXIF in APP1, a profile in pieces in APP2 (ICC.1
 * annex B.4). */
static void take_metadata(const struct decode_input *input, struct decoded *out)
{
    static const char exif[] = "Exif\0", icc[] = "ICC_PROFILE";
    const uint8_t *data = input->data;
    uint8_t *profile = NULL;
    size_t profile_size = 0, at = 2;
    unsigned next_part = 1;
    while (input->size - at >= 4 && data[at] == 0xFF && data[at + 1] != 0xDA) {
        size_t length = (size_t)data[at + 2] << 8 | data[at + 3];
        const uint8_t *body = data + at + 4;
        if (data[at + 1] == 0xFF) {
            at++; /* padding */
            continue;
        }
        if (length < 2 || length > input->size - at - 2) {
            break;
        }
        size_t size = length - 2;
        if (data[at + 1] == 0xE1 && size > 6 && memcmp(body, exif, 6) == 0) {
            out->orientation = exif_orientation(body + 6, size - 6);
        } else if (data[at + 1] == 0xE2 && size > 14 && memcmp(body, icc, 12) == 0 &&
                   body[12] == next_part && profile_size + size < PROFILE_MAX_BYTES) {
            uint8_t *grown = realloc(profile, profile_size + size - 14);
            if (!grown) {
                break;
            }
            profile = grown;
            memcpy(profile + profile_size, body + 14, size - 14);
            profile_size += size - 14;
            next_part = next_part < PROFILE_PARTS_MAX ? next_part + 1 : 0;
        }
        at += 2 + length;
    }
    out->holder = profile;
    out->profile = (struct decode_input) { profile, profile_size };
}

/* The smallest of libjpeg's scales that is large enough. */
static tjscalingfactor scale_for(const struct decode_wish *wish, const struct decoded *out)
{
    tjscalingfactor best = { 1, 1 };
    int count = 0, width, height;
    bool is_turned = out->orientation > 4;
    tjscalingfactor *list = tjGetScalingFactors(&count);
    if (is_turned) {
        wish_least(wish, out->full_height, out->full_width, &height, &width);
    } else {
        wish_least(wish, out->full_width, out->full_height, &width, &height);
    }
    for (int i = 0; list && i < count && width > 0; i++) {
        if (TJSCALED(out->full_width, list[i]) >= width &&
            TJSCALED(out->full_height, list[i]) >= height &&
            list[i].num * best.denom < best.num * list[i].denom) {
            best = list[i];
        }
    }
    return best;
}

/* As Adobe stores it, inverted: good enough without a profile. */
static void cmyk_to_rgb(struct decode_picture *picture)
{
    size_t count = (size_t)picture->width * (size_t)picture->height;
    for (size_t i = 0; i < count; i++) {
        uint8_t *pixel = picture->pixels + 4 * i;
        unsigned key = pixel[3];
        for (int c = 0; c < 3; c++) {
            pixel[c] = (uint8_t)((pixel[c] * key + 127) / 255);
        }
        pixel[3] = 255;
    }
}

/* Has libjpeg-turbo find out what the processor can do, which it reads from files on some. */
static void jpeg_prepare(void)
{
    static const uint8_t pixels[16 * 16];
    unsigned char *data = NULL;
    unsigned long size = 0;
    tjhandle jpeg = tjInitCompress();
    if (jpeg) {
        tjCompress2(jpeg, pixels, 16, 0, 16, TJPF_GRAY, &data, &size, TJSAMP_GRAY, 50, 0);
        tjDestroy(jpeg);
    }
    tjFree(data);
}

/* More scans than any camera makes cost minutes; a warning means that a part is missing or
 * worse. */
static bool decompress(tjhandle jpeg, const struct decode_input *input,
    const struct decode_picture *picture, bool is_cmyk)
{
    return tjDecompress2(jpeg, input->data, input->size, picture->pixels, picture->width, 0,
               picture->height, is_cmyk ? TJPF_CMYK : TJPF_RGBA,
               TJFLAG_LIMITSCANS | TJFLAG_STOPONWARNING | TJFLAG_ACCURATEDCT) == 0;
}

/* Of a file that lacks its end, and nothing else: with one, all lines of it are there, or
 * libjpeg warns. */
static bool decompress_ended(tjhandle jpeg, const struct decode_input *input,
    const struct decode_picture *picture, bool is_cmyk)
{
    static const uint8_t end[] = { 0xFF, 0xD9 };
    bool has_end = memcmp(input->data + input->size - sizeof end, end, sizeof end) == 0;
    uint8_t *ended = has_end ? NULL : malloc(input->size + sizeof end);
    if (!ended) {
        return false;
    }
    memcpy(ended, input->data, input->size);
    memcpy(ended + input->size, end, sizeof end);
    const struct decode_input whole = { ended, input->size + sizeof end };
    bool done = decompress(jpeg, &whole, picture, is_cmyk);
    free(ended);
    return done;
}

static bool jpeg_decode(
    const struct decode_input *input, const struct decode_wish *wish, struct decoded *out)
{
    bool done = false;
    int width = 0, height = 0, subsampling, space;
    tjhandle jpeg = tjInitDecompress();
    /* Of a file that ends before its picture libturbojpeg says that all is well, and no more.
     */
    if (!jpeg ||
        tjDecompressHeader3(
            jpeg, input->data, input->size, &width, &height, &subsampling, &space) != 0 ||
        width == 0) {
        out->fault = "not a JPEG that can be read";
        goto out;
    }
    if (!size_is_allowed(out, width, height)) {
        goto out;
    }
    take_metadata(input, out);
    tjscalingfactor scale = scale_for(wish, out);
    bool is_cmyk = space == TJCS_CMYK || space == TJCS_YCCK;
    width = TJSCALED(width, scale);
    height = TJSCALED(height, scale);
    out->picture =
        (struct decode_picture) { width, height, malloc((size_t)width * (size_t)height * 4) };
    if (!out->picture.pixels) {
        decoded_lacks_memory(out);
        goto out;
    }
    if (!decompress(jpeg, input, &out->picture, is_cmyk) &&
        !decompress_ended(jpeg, input, &out->picture, is_cmyk)) {
        out->fault = "damaged";
        goto out;
    }
    if (is_cmyk) {
        cmyk_to_rgb(&out->picture);
        out->profile.size = 0;
    }
    done = true;
out:
    if (jpeg) {
        tjDestroy(jpeg);
    }
    return done;
}

const struct decode_format format_jpeg = { jpeg_prepare, jpeg_decode };
