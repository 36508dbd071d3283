/* BMP of Windows and OS/2: no library of Debian's reads it. */
#include "decode/format/bmp.h"

#include "base/translated.h"

#include <stdlib.h>
#include <string.h>

enum {
    FILE_HEAD = 14,
    HEAD_CORE = 12, /* sizes of the head that follows */
    HEAD_INFO = 40,
    HEAD_MASKS = 52,
    HEAD_ALPHA = 56,
    HEAD_5 = 124
};

/* Up to four bytes of the head behind the file's; 0 for those that it does not have. */
static uint32_t field(const struct bmp *bmp, size_t at, size_t bytes)
{
    const uint8_t *head = bmp->input->data + FILE_HEAD;
    return at + bytes <= format_number(head, 4) ? format_number(head + at, bytes) : 0;
}

static bool is_whole(const struct bmp *bmp, uint64_t at, uint64_t size)
{
    return at <= bmp->input->size && size <= bmp->input->size - at;
}

static bool read_size(struct bmp *bmp, struct decoded *out)
{
    bool is_core = field(bmp, 0, 4) == HEAD_CORE;
    int64_t width = is_core ? (int64_t)field(bmp, 4, 2) : (int32_t)field(bmp, 4, 4);
    int64_t height = is_core ? (int64_t)field(bmp, 6, 2) : (int32_t)field(bmp, 8, 4);
    bmp->is_top_down = height < 0;
    bmp->depth = field(bmp, is_core ? 10 : 14, 2);
    bmp->compression = is_core ? BMP_RGB : field(bmp, 16, 4);
    if (!size_is_allowed(out, width, height < 0 ? -height : height)) {
        return false;
    }
    bmp->width = out->full_width;
    bmp->height = out->full_height;
    return true;
}

/* Where the head has none they stand behind it, and where there are none they are the usual. */
static bool read_masks(struct bmp *bmp, size_t *behind)
{
    static const uint32_t of_16[4] = { 0x7C00, 0x3E0, 0x1F, 0 },
                          of_32[4] = { 0xFF0000, 0xFF00, 0xFF, 0 };
    size_t head = field(bmp, 0, 4), count = bmp->compression == BMP_ALPHA_BITFIELDS ? 4 : 3;
    memcpy(bmp->masks, bmp->depth == 16 ? of_16 : of_32, sizeof of_16);
    if (bmp->compression != BMP_BITFIELDS && bmp->compression != BMP_ALPHA_BITFIELDS) {
        return true;
    }
    if (head >= HEAD_MASKS) {
        count = head >= HEAD_ALPHA ? 4 : 3;
    } else {
        *behind += 4 * count;
    }
    if (!is_whole(bmp, FILE_HEAD + HEAD_INFO, 4 * count)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        bmp->masks[i] = format_number(bmp->input->data + FILE_HEAD + HEAD_INFO + 4 * i, 4);
    }
    return true;
}

static void read_palette(struct bmp *bmp, size_t at)
{
    size_t bytes = field(bmp, 0, 4) == HEAD_CORE ? 3 : 4, used = field(bmp, 32, 4);
    size_t count = (size_t)1 << bmp->depth;
    count = used > 0 && used < count ? used : count;
    for (size_t i = 0; i < 256; i++) {
        bmp->palette[i][3] = 255;
    }
    for (size_t i = 0; i < count && at + (i + 1) * bytes <= bmp->pixels_at; i++) {
        const uint8_t *entry = bmp->input->data + at + i * bytes;
        bmp->palette[i][0] = entry[2];
        bmp->palette[i][1] = entry[1];
        bmp->palette[i][2] = entry[0];
    }
}

static bool is_form_known(const struct bmp *bmp)
{
    switch (bmp->compression) {
    case BMP_RGB:
        return bmp->depth == 1 || bmp->depth == 2 || bmp->depth == 4 || bmp->depth == 8 ||
               bmp->depth == 16 || bmp->depth == 24 || bmp->depth == 32;
    case BMP_RLE8:
        return bmp->depth == 8;
    case BMP_RLE4:
        return bmp->depth == 4;
    case BMP_BITFIELDS:
    case BMP_ALPHA_BITFIELDS: /* OS/2 packs as a fax there */
        return (bmp->depth == 16 || bmp->depth == 32) && field(bmp, 0, 4) != 64;
    default:
        return false;
    }
}

static bool read_head(struct bmp *bmp, struct decoded *out)
{
    const struct decode_input *input = bmp->input;
    size_t head = format_number(input->data + FILE_HEAD, 4), behind = FILE_HEAD + head;
    if (!is_whole(bmp, FILE_HEAD, head)) {
        out->fault = N_("not a BMP that can be read");
        return false;
    }
    if (!read_size(bmp, out)) {
        return false;
    }
    bmp->pixels_at = format_number(input->data + 10, 4);
    if (!is_form_known(bmp)) {
        decoded_is_unfit(out, N_("this is a BMP that is packed in a rare way"));
        return false;
    }
    if (!read_masks(bmp, &behind) || bmp->pixels_at < behind ||
        !is_whole(bmp, bmp->pixels_at, 1)) {
        out->fault = N_("not a BMP that can be read");
        return false;
    }
    if (bmp->depth <= 8) {
        read_palette(bmp, behind);
    }
    return true;
}

/* BITMAPV5HEADER: a profile that lies in the file. */
static void take_profile(const struct bmp *bmp, struct decoded *out)
{
    uint64_t at = (uint64_t)FILE_HEAD + field(bmp, 112, 4), size = field(bmp, 116, 4);
    if (field(bmp, 0, 4) >= HEAD_5 && field(bmp, 56, 4) == 0x4D424544 /* "MBED" */ &&
        is_whole(bmp, at, size)) {
        out->profile = (struct decode_input) { bmp->input->data + at, size };
    }
}

static uint8_t of_mask(uint32_t pixel, uint32_t mask, uint8_t otherwise)
{
    if (mask == 0) {
        return otherwise;
    }
    uint32_t least = mask & -mask;
    uint64_t value = (pixel & mask) / least, most = mask / least;
    return (uint8_t)((value * 255 + most / 2) / most);
}

static void put_row(const struct bmp *bmp, const uint8_t *from, uint8_t *out)
{
    for (int x = 0; x < bmp->width; x++, out += 4) {
        if (bmp->depth <= 8) {
            size_t bit = (size_t)x * bmp->depth;
            unsigned shift = 8 - bmp->depth - (unsigned)(bit & 7);
            memcpy(out, bmp->palette[from[bit / 8] >> shift & ((1u << bmp->depth) - 1)], 4);
        } else if (bmp->depth == 24) {
            out[0] = from[3 * x + 2];
            out[1] = from[3 * x + 1];
            out[2] = from[3 * x];
            out[3] = 255;
        } else {
            size_t bytes = bmp->depth / 8;
            uint32_t pixel = format_number(from + bytes * (size_t)x, bytes);
            for (int c = 0; c < 4; c++) {
                out[c] = of_mask(pixel, bmp->masks[c], c < 3 ? 0 : 255);
            }
        }
    }
}

static bool put_rows(const struct bmp *bmp, const struct decode_picture *out)
{
    uint64_t bits = (uint64_t)bmp->width * bmp->depth, stride = (bits + 31) / 32 * 4;
    /* The last row's filling is what writers forget. */
    uint64_t size = stride * ((uint64_t)bmp->height - 1) + (bits + 7) / 8;
    if (!is_whole(bmp, bmp->pixels_at, size)) {
        return false;
    }
    for (int y = 0; y < bmp->height; y++) {
        put_row(bmp, bmp->input->data + bmp->pixels_at + stride * (uint64_t)y,
            bmp_row(bmp, out, y));
    }
    return true;
}

/* Many a program sets no alpha at all, and means that all is there. */
static void mend_alpha(const struct decode_picture *picture)
{
    size_t count = (size_t)picture->width * (size_t)picture->height, clear = 0;
    while (clear < count && picture->pixels[4 * clear + 3] == 0) {
        clear++;
    }
    for (size_t i = 0; clear == count && i < count; i++) {
        picture->pixels[4 * i + 3] = 255;
    }
}

static bool bmp_decode(
    const struct decode_input *input, const struct decode_wish *wish, struct decoded *out)
{
    struct bmp bmp = { .input = input };
    bool is_packed, done;
    (void)wish;
    if (!read_head(&bmp, out)) {
        return false;
    }
    out->picture = (struct decode_picture) { bmp.width, bmp.height,
        calloc((size_t)bmp.width * (size_t)bmp.height, 4), false };
    if (!out->picture.pixels) {
        decoded_lacks_memory(out);
        return false;
    }
    is_packed = bmp.compression == BMP_RLE8 || bmp.compression == BMP_RLE4;
    done = is_packed ? bmp_unpack(&bmp, &out->picture) : put_rows(&bmp, &out->picture);
    if (!done) {
        out->fault = "damaged";
        return false;
    }
    if (!is_packed) {
        mend_alpha(&out->picture);
    }
    take_profile(&bmp, out);
    return true;
}

const struct decode_format format_bmp = { NULL, bmp_decode };
