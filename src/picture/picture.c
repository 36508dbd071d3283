#include "picture/picture.h"

#include "base/system/pages.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { SIDE_MAX = 16384 };

/* In pages of 2 MB where the kernel has them: a picture of 1920x1080 is met by 4 faults instead
 * of 2,025, which cost more than all that is painted. The last of them only where it is nearly
 * full. Smaller ones are the heap's. Sets *bytes to what it takes. */
static void *map_pixels(size_t *bytes)
{
    size_t whole = (*bytes + PAGES_BYTES - 1) / PAGES_BYTES * PAGES_BYTES;
    *bytes = whole - *bytes < *bytes / 16 ? whole : *bytes;
    if (*bytes < PAGES_BYTES) {
        return calloc(1, *bytes);
    }
    void *mapped = pages_map(*bytes);
    if (mapped) {
        madvise(mapped, *bytes, MADV_HUGEPAGE);
    }
    return mapped;
}

void picture_free_pixels(struct picture *picture)
{
    if (picture->bytes < PAGES_BYTES) {
        free(picture->pixels);
    } else if (picture->pixels) {
        munmap(picture->pixels, picture->bytes);
    }
    picture->pixels = NULL;
}

struct picture *picture_create(int width, int height)
{
    if (width < 1 || height < 1 || width > SIDE_MAX || height > SIDE_MAX) {
        return NULL;
    }
    struct picture *picture = calloc(1, sizeof *picture);
    if (!picture) {
        return NULL;
    }
    *picture = (struct picture) { .width = width,
        .height = height,
        .bytes = (size_t)width * (size_t)height * sizeof *picture->pixels };
    picture->pixels = map_pixels(&picture->bytes);
    if (!picture->pixels) {
        free(picture);
        return NULL;
    }
    return picture;
}

void picture_destroy(struct picture *picture)
{
    if (picture) {
        picture_free_pixels(picture);
        free(picture->packed);
        free(picture);
    }
}

void picture_forget(struct picture *picture, int rows)
{
    size_t bytes = (size_t)rows * (size_t)picture->width * sizeof *picture->pixels;
    if (picture->pixels && bytes >= PAGES_BYTES) {
        madvise(picture->pixels, bytes / PAGES_BYTES * PAGES_BYTES, MADV_DONTNEED);
    }
}

uint32_t picture_pixel(struct colour colour)
{
    return 0xff000000u | (uint32_t)colour.r << 16 | (uint32_t)colour.g << 8 | colour.b;
}

/* What of the rectangle lies inside: false for nothing. */
static bool clip(const struct picture *picture, struct pixel_rect rect, struct pixel_rect *in)
{
    int left = rect.x > 0 ? rect.x : 0;
    int top = rect.y > 0 ? rect.y : 0;
    int right = rect.w > picture->width - rect.x ? picture->width : rect.x + rect.w;
    int bottom = rect.h > picture->height - rect.y ? picture->height : rect.y + rect.h;
    *in = (struct pixel_rect) { left, top, right - left, bottom - top };
    return in->w > 0 && in->h > 0;
}

/* Of a pixel of the picture in the block that is laid there. */
static size_t offset_in(struct pixel_rect rect, int x, int y)
{
    return (size_t)(y - rect.y) * (size_t)rect.w + (size_t)(x - rect.x);
}

static uint32_t *pixel_at(const struct picture *picture, int x, int y)
{
    return picture->pixels + (size_t)y * (size_t)picture->width + (size_t)x;
}

void picture_fill(struct picture *picture, struct pixel_rect rect, struct colour colour)
{
    struct pixel_rect in;
    if (!clip(picture, rect, &in)) {
        return;
    }
    uint32_t pixel = picture_pixel(colour);
    for (int y = in.y; y < in.y + in.h; y++) {
        uint32_t *row = pixel_at(picture, in.x, y);
        for (int x = 0; x < in.w; x++) {
            row[x] = pixel;
        }
    }
}

/* Two channels at a time; weight 0 to 256. */
static inline uint32_t mix_pixel(uint32_t from, uint32_t to, uint32_t weight)
{
    uint32_t keep = 256 - weight;
    uint32_t red_blue = (from & 0xff00ff) * keep + (to & 0xff00ff) * weight + 0x800080;
    uint32_t green = (from & 0x00ff00) * keep + (to & 0x00ff00) * weight + 0x008000;
    return 0xff000000u | (red_blue >> 8 & 0xff00ff) | (green >> 8 & 0x00ff00);
}

/* 0..255 to 0..256, ends exact. */
static inline uint32_t weight_of(uint32_t alpha)
{
    return alpha + (alpha >> 7);
}

void picture_grey(struct picture *picture)
{
    size_t count = (size_t)picture->width * (size_t)picture->height;
    for (size_t i = 0; i < count; i++) {
        uint32_t pixel = picture->pixels[i];
        uint32_t red = pixel >> 16 & 0xff, green = pixel >> 8 & 0xff, blue = pixel & 0xff;
        /* Weights that sum to 256, so that white stays white. */
        uint32_t luma = (54 * red + 183 * green + 19 * blue) >> 8;
        picture->pixels[i] = 0xff000000u | luma << 16 | luma << 8 | luma;
    }
}

void picture_dim(struct picture *picture, int percent)
{
    size_t count = (size_t)picture->width * (size_t)picture->height;
    const uint32_t weight = (uint32_t)(percent * 256 / 100);
    for (size_t i = 0; i < count; i++) {
        picture->pixels[i] = mix_pixel(0xff000000u, picture->pixels[i], weight);
    }
}

void picture_veil(struct picture *picture, struct pixel_rect rect, const struct picture *below,
    struct colour colour, int percent)
{
    struct pixel_rect in;
    if (percent <= 0 || !clip(picture, rect, &in)) {
        return;
    }
    const uint32_t veil = picture_pixel(colour), weight = (uint32_t)(percent * 256 / 100);
    for (int y = in.y; y < in.y + in.h; y++) {
        uint32_t *row = pixel_at(picture, in.x, y);
        const uint32_t *old = below ? below->pixels + offset_in(rect, in.x, y) : NULL;
        for (int x = 0; x < in.w; x++) {
            const uint32_t veiled = mix_pixel(row[x], veil, weight);
            row[x] = old && old[x] == row[x] ? row[x] : veiled;
        }
    }
}

/* Most of a character is nothing, or all ink, for eight pixels and more. */
static void stain_row(uint32_t *target, const uint8_t *coverage, int width, uint32_t pixel)
{
    for (int x = 0; x < width;) {
        uint64_t eight = 1;
        if (x + 8 <= width) {
            memcpy(&eight, coverage + x, sizeof eight);
        }
        if (eight == 0 || eight == UINT64_MAX) {
            for (int i = 0; eight && i < 8; i++) {
                target[x + i] = pixel;
            }
            x += 8;
            continue;
        }
        int end = x + 8 < width ? x + 8 : width;
        for (; x < end; x++) {
            if (coverage[x]) {
                target[x] = mix_pixel(target[x], pixel, weight_of(coverage[x]));
            }
        }
    }
}

void picture_stain(struct picture *picture, struct pixel_rect rect, const uint8_t *coverage,
    struct colour colour)
{
    struct pixel_rect in;
    if (!clip(picture, rect, &in)) {
        return;
    }
    uint32_t pixel = picture_pixel(colour);
    for (int row = 0; row < in.h; row++) {
        stain_row(pixel_at(picture, in.x, in.y + row),
            coverage + offset_in(rect, in.x, in.y + row), in.w, pixel);
    }
}

void picture_overlay(struct picture *picture, struct pixel_rect rect, const uint32_t *pixels)
{
    struct pixel_rect in;
    if (!clip(picture, rect, &in)) {
        return;
    }
    for (int row = 0; row < in.h; row++) {
        const uint32_t *source = pixels + offset_in(rect, in.x, in.y + row);
        uint32_t *target = pixel_at(picture, in.x, in.y + row);
        for (int i = 0; i < in.w; i++) {
            target[i] = mix_pixel(target[i], source[i], weight_of(source[i] >> 24));
        }
    }
}

void picture_copy(struct picture *picture, int x, int y, const struct picture *from)
{
    struct pixel_rect in;
    if (!clip(picture, (struct pixel_rect) { x, y, from->width, from->height }, &in)) {
        return;
    }
    for (int row = 0; row < in.h; row++) {
        memcpy(pixel_at(picture, in.x, in.y + row), pixel_at(from, in.x - x, in.y - y + row),
            (size_t)in.w * sizeof(uint32_t));
    }
}

double picture_eased(int64_t passed_us, int64_t duration_us)
{
    if (passed_us >= duration_us) {
        return 1;
    }
    double t = passed_us > 0 ? (double)passed_us / (double)duration_us : 0;
    return t * t * (3 - 2 * t);
}

bool picture_differ(const struct picture *a, const struct picture *b, int *first, int *last)
{
    size_t row_bytes = (size_t)a->width * sizeof(uint32_t);
    int top = 0, bottom = a->height - 1;
    while (top <= bottom && memcmp(pixel_at(a, 0, top), pixel_at(b, 0, top), row_bytes) == 0) {
        top++;
    }
    while (bottom > top &&
           memcmp(pixel_at(a, 0, bottom), pixel_at(b, 0, bottom), row_bytes) == 0) {
        bottom--;
    }
    *first = top;
    *last = bottom;
    return top <= bottom;
}

struct picture *picture_stretch(const struct picture *from, int width, int height)
{
    struct picture *picture = picture_create(width, height);
    for (int y = 0; picture && y < height; y++) {
        const uint32_t *source = pixel_at(from, 0, (int)((int64_t)y * from->height / height));
        uint32_t *target = pixel_at(picture, 0, y);
        for (int x = 0; x < width; x++) {
            target[x] = source[(int64_t)x * from->width / width];
        }
    }
    return picture;
}
