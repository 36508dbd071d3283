/* GIF files, as strange as they may be. */
#pragma once

#include "decode/pictures.h"

#include <gif_lib.h>

struct gif_form {
    const char *name;
    int screen[2];
    int frame[4]; /* left, top, width, height */
    bool is_laced, is_local;
    int transparent;     /* an index, or -1 */
    size_t frames;       /* of which only the first counts */
    size_t cut;          /* so many bytes are missing at the end */
    const char *corners; /* of the screen, '-' where it is clear; NULL: not decoded */
    const char *message; /* then */
};

struct gif_file {
    uint8_t data[64 * 1024];
    size_t size;
};

static inline int gif_write(GifFileType *gif, const GifByteType *data, int size)
{
    struct gif_file *file = gif->UserData;
    if (file->size + (size_t)size > sizeof file->data) {
        return 0;
    }
    memcpy(file->data + file->size, data, (size_t)size);
    file->size += (size_t)size;
    return size;
}

static inline void gif_put_frame(
    GifFileType *gif, const struct gif_form *form, const ColorMapObject *map, bool is_first)
{
    static const int passes[4][2] = { { 0, 8 }, { 4, 8 }, { 2, 4 }, { 1, 2 } };
    static GifPixelType row[1024];
    int width = form->frame[2], height = form->frame[3];
    const GraphicsControlBlock control = { DISPOSE_DO_NOT, false, 10, form->transparent };
    GifByteType block[4];
    size_t size = EGifGCBToExtension(&control, block);
    EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, (int)size, block);
    EGifPutImageDesc(gif, form->frame[0], form->frame[1], width, height, form->is_laced,
        form->is_local ? map : NULL);
    for (int pass = 0; pass < (form->is_laced ? 4 : 1); pass++) {
        int step = form->is_laced ? passes[pass][1] : 1;
        for (int y = form->is_laced ? passes[pass][0] : 0; y < height; y += step) {
            for (int x = 0; x < width; x++) {
                row[x] = (GifPixelType)((x >= width / 2) + 2 * (y >= height / 2));
                row[x] = is_first ? row[x] : 3;
            }
            EGifPutLine(gif, row, width);
        }
    }
}

/* False where the library made none. */
static inline bool gif_of(const struct gif_form *form, struct gif_file *file)
{
    static const GifColorType real[4] = { { 255, 0, 0 }, { 0, 255, 0 }, { 0, 0, 255 },
        { 255, 255, 255 } },
                              wrong[4] = { { 1, 1, 1 }, { 2, 2, 2 }, { 3, 3, 3 }, { 4, 4, 4 } };
    ColorMapObject *map = GifMakeMapObject(4, real), *other = GifMakeMapObject(4, wrong);
    file->size = 0;
    GifFileType *gif = EGifOpen(file, gif_write, NULL);
    bool done = gif && map && other;
    if (done) {
        EGifSetGifVersion(gif, true);
        EGifPutScreenDesc(
            gif, form->screen[0], form->screen[1], 2, 0, form->is_local ? other : map);
        for (size_t i = 0; i < form->frames; i++) {
            gif_put_frame(gif, form, map, i == 0);
        }
        done = EGifCloseFile(gif, NULL) == GIF_OK && file->size > form->cut;
        file->size -= form->cut;
    }
    GifFreeMapObject(map);
    GifFreeMapObject(other);
    return done;
}
