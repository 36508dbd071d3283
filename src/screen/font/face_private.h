/* What the files of a face share, and the one place that sees the libraries' headers. Private
 * to face*.c. */
#pragma once

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_MODULE_H
#include <harfbuzz/hb.h>
#include <stdbool.h>
#include <stdint.h>

struct foundry {
    struct FT_MemoryRec_ memory;
    FT_Library library;
};

struct font_table {
    size_t start, bytes; /* in the file */
};

struct face {
    FT_Face font;
    hb_font_t *shaper;
    hb_buffer_t *buffer; /* used again for each text */
    void *file;
    size_t file_bytes;
    int index;                          /* in the file */
    bool is_twin;                       /* whose file is another's */
    struct font_table outlines, places; /* of a TrueType file; else empty */
    int32_t load_flags;
    int px;     /* what the font is set to now */
    int strike; /* height of a face that has pictures of one size only (emoji), else 0 */
};

struct shaped {
    unsigned count;
    const hb_glyph_info_t *glyphs;
    const hb_glyph_position_t *positions; /* in 1/64 px */
};

/* Asks the disk for the tables by which everything is looked up. */
void face_ahead_begin(struct face *face);

/* In the size that the face was set to; good until the next text is shaped. */
struct shaped face_shape(struct face *face, const char *text);
void face_set_size(struct face *face, int px);

static inline int face_floor(long units)
{
    return (int)(units >> 6);
}

/* A picture of premultiplied 0xAARRGGBB, and where it stands. */
struct drawing {
    int left, top, width, height; /* in px from the pen on the baseline, y downwards */
    bool has_colour;              /* or it is white of some coverage */
    uint32_t *pixels;             /* malloc'ed */
};

/* Brings it from a face of `from_px` to `to_px`. False when memory is out. */
bool drawing_scale(struct drawing *drawing, int from_px, int to_px);
