/* From a shaped text to its ink. */
#include "screen/font/face.h"
#include "screen/font/face_private.h"

#include <stdlib.h>
#include <string.h>

/* No slide is as wide. A file whose em is a hundredth of what its outlines say would have each
 * text take gigabytes. */
enum { INK_SIDE_MAX = 32767 };

/* Where the pixels of one glyph belong, as those of a drawing. */
struct spot {
    int left, top, width, height;
};

static struct spot spot_around(const struct drawing *drawing, const struct spot *spot)
{
    if (!drawing->pixels) {
        return *spot;
    }
    int right = drawing->left + drawing->width, bottom = drawing->top + drawing->height;
    int spot_right = spot->left + spot->width, spot_bottom = spot->top + spot->height;
    struct spot all = { spot->left < drawing->left ? spot->left : drawing->left,
        spot->top < drawing->top ? spot->top : drawing->top, 0, 0 };
    all.width = (spot_right > right ? spot_right : right) - all.left;
    all.height = (spot_bottom > bottom ? spot_bottom : bottom) - all.top;
    return all;
}

static uint32_t *pixel_at(const struct drawing *drawing, int x, int y)
{
    return drawing->pixels + (size_t)(y - drawing->top) * (size_t)drawing->width +
           (x - drawing->left);
}

/* So that the spot is inside. */
static bool widen(struct drawing *drawing, const struct spot *spot)
{
    const struct spot all = spot_around(drawing, spot);
    if (drawing->pixels && all.width == drawing->width && all.height == drawing->height) {
        return true;
    }
    if (all.width > INK_SIDE_MAX || all.height > INK_SIDE_MAX) {
        return false;
    }
    struct drawing wide = { all.left, all.top, all.width, all.height, drawing->has_colour,
        calloc((size_t)all.width * (size_t)all.height, sizeof *wide.pixels) };
    if (!wide.pixels) {
        return false;
    }
    for (int y = 0; drawing->pixels && y < drawing->height; y++) {
        memcpy(pixel_at(&wide, drawing->left, drawing->top + y),
            drawing->pixels + (size_t)y * (size_t)drawing->width,
            (size_t)drawing->width * sizeof *wide.pixels);
    }
    free(drawing->pixels);
    *drawing = wide;
    return true;
}

static uint8_t coverage_at(const FT_Bitmap *bitmap, const uint8_t *row, int x)
{
    return bitmap->pixel_mode == FT_PIXEL_MODE_MONO ? (row[x / 8] >> (7 - x % 8) & 1) * 255
                                                    : row[x];
}

/* Coverage of white, premultiplied, is four times the same byte. */
static void lay(struct drawing *drawing, const struct spot *spot, const FT_Bitmap *bitmap)
{
    bool has_colour = bitmap->pixel_mode == FT_PIXEL_MODE_BGRA;
    drawing->has_colour = drawing->has_colour || has_colour;
    for (int y = 0; y < spot->height; y++) {
        const uint8_t *row = bitmap->buffer + (ptrdiff_t)y * bitmap->pitch;
        uint32_t *target = pixel_at(drawing, spot->left, spot->top + y);
        for (int x = 0; x < spot->width; x++) {
            const uint8_t *bgra = row + (ptrdiff_t)4 * x;
            uint32_t coverage = has_colour ? bgra[3] : coverage_at(bitmap, row, x);
            if (has_colour && coverage) {
                target[x] =
                    coverage << 24 | (uint32_t)bgra[2] << 16 | (uint32_t)bgra[1] << 8 | bgra[0];
            } else if (coverage) {
                target[x] |= coverage * 0x01010101u;
            }
        }
    }
}

static bool draw_glyph(struct face *face, uint32_t glyph, int x, int y, struct drawing *drawing)
{
    FT_GlyphSlot slot = face->font->glyph;
    const FT_Bitmap *bitmap = &slot->bitmap;
    int flags = face->load_flags | FT_LOAD_RENDER | FT_LOAD_COLOR;
    if (FT_Load_Glyph(face->font, glyph, flags) != 0) {
        return false;
    }
    const struct spot spot = { x + slot->bitmap_left, y - slot->bitmap_top, (int)bitmap->width,
        (int)bitmap->rows };
    if (spot.width == 0 || spot.height == 0) {
        return true;
    }
    if (bitmap->pixel_mode != FT_PIXEL_MODE_GRAY && bitmap->pixel_mode != FT_PIXEL_MODE_BGRA &&
        bitmap->pixel_mode != FT_PIXEL_MODE_MONO) {
        return false;
    }
    if (!widen(drawing, &spot)) {
        return false;
    }
    lay(drawing, &spot, bitmap);
    return true;
}

/* Nearly all that is drawn is one character of Han: its bitmap is the ink as it stands. */
static bool copy_bitmap(const struct face *face, int x, int y, struct ink *ink)
{
    FT_GlyphSlot slot = face->font->glyph;
    const FT_Bitmap *bitmap = &slot->bitmap;
    *ink = (struct ink) { .left = x + slot->bitmap_left,
        .top = y - slot->bitmap_top,
        .width = (int)bitmap->width,
        .height = (int)bitmap->rows,
        .bytes = (size_t)bitmap->width * bitmap->rows };
    if (ink->bytes == 0) {
        *ink = (struct ink) { 0 };
        return true;
    }
    uint8_t *pixels = ink->pixels = malloc(ink->bytes);
    for (int row = 0; pixels && row < ink->height; row++) {
        memcpy(pixels + (size_t)row * bitmap->width,
            bitmap->buffer + (ptrdiff_t)row * bitmap->pitch, bitmap->width);
    }
    return pixels != NULL;
}

static bool is_plain(const struct face *face, const struct shaped *shaped)
{
    return shaped->count == 1 && !face->strike && !FT_HAS_COLOR(face->font);
}

/* From premultiplied to straight alpha. */
static void divide(uint32_t *pixels, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t alpha = pixels[i] >> 24, straight = alpha << 24;
        for (int shift = 0; alpha && shift < 24; shift += 8) {
            uint32_t value = ((pixels[i] >> shift & 255) * 255 + alpha / 2) / alpha;
            straight |= (value < 255 ? value : 255) << shift;
        }
        pixels[i] = straight;
    }
}

/* The drawing's pixels are the ink's now. */
static void take(struct drawing *drawing, struct ink *ink)
{
    size_t count = (size_t)drawing->width * (size_t)drawing->height;
    *ink = (struct ink) { .left = drawing->left,
        .top = drawing->top,
        .width = drawing->width,
        .height = drawing->height,
        .colour = drawing->has_colour,
        .pixels = drawing->pixels,
        .bytes = drawing->has_colour ? count * sizeof *drawing->pixels : count };
    drawing->pixels = NULL;
    if (ink->colour) {
        divide(ink->pixels, count);
        return;
    }
    const uint32_t *pixels = ink->pixels;
    uint8_t *coverage = ink->pixels; /* in place: it is behind what is still to be read */
    for (size_t i = 0; i < count; i++) {
        coverage[i] = (uint8_t)(pixels[i] >> 24);
    }
    void *smaller = realloc(ink->pixels, ink->bytes);
    ink->pixels = smaller ? smaller : ink->pixels;
}

bool face_draw(struct face *face, int px, const char *text, struct ink *ink)
{
    struct drawing drawing = { .left = 0 };
    long x = 0, y = 0;
    bool done = true;
    *ink = (struct ink) { 0 };
    face_set_size(face, px);
    struct shaped shaped = face_shape(face, text);
    if (is_plain(face, &shaped)) {
        const hb_glyph_position_t *position = shaped.positions;
        int flags = face->load_flags | FT_LOAD_RENDER;
        return FT_Load_Glyph(face->font, shaped.glyphs->codepoint, flags) == 0 &&
               copy_bitmap(
                   face, face_floor(position->x_offset), face_floor(-position->y_offset), ink);
    }
    for (unsigned i = 0; done && i < shaped.count; i++) {
        const hb_glyph_position_t *position = &shaped.positions[i];
        done = draw_glyph(face, shaped.glyphs[i].codepoint, face_floor(x + position->x_offset),
            face_floor(-y - position->y_offset), &drawing);
        x += position->x_advance;
        y += position->y_advance;
    }
    if (done && drawing.pixels && face->strike) {
        done = drawing_scale(&drawing, face->strike, px);
    }
    if (done && drawing.pixels) {
        take(&drawing, ink);
    }
    free(drawing.pixels);
    return done;
}
