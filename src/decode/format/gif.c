/* GIF89a: its first frame, on a ground that is clear. */
#include "base/translated.h"
#include "decode/format/format.h"

#include <gif_lib.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    const struct decode_input *input;
    size_t at;
    int transparent; /* the colour of the next frame that is none, or -1 */
};

static int read_some(GifFileType *gif, GifByteType *out, int size)
{
    struct reading *reading = gif->UserData;
    size_t left = reading->input->size - reading->at;
    size_t count = size > 0 && (size_t)size < left ? (size_t)size : size > 0 ? left : 0;
    memcpy(out, reading->input->data + reading->at, count);
    reading->at += count;
    return (int)count;
}

static bool read_extension(GifFileType *gif, struct reading *reading)
{
    GifByteType *block = NULL;
    GraphicsControlBlock control;
    int code;
    bool done = DGifGetExtension(gif, &code, &block) == GIF_OK;
    while (done && block) {
        if (code == GRAPHICS_EXT_FUNC_CODE &&
            DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK) {
            reading->transparent = control.TransparentColor;
        }
        done = DGifGetExtensionNext(gif, &block) == GIF_OK;
    }
    return done;
}

/* Up to the first frame, whose pixels come next. */
static bool find_frame(GifFileType *gif, struct reading *reading)
{
    GifRecordType record = UNDEFINED_RECORD_TYPE;
    bool done = true;
    while (done && record != IMAGE_DESC_RECORD_TYPE) {
        done = DGifGetRecordType(gif, &record) == GIF_OK &&
               (record == IMAGE_DESC_RECORD_TYPE ||
                   (record == EXTENSION_RECORD_TYPE && read_extension(gif, reading)));
    }
    return done && DGifGetImageDesc(gif) == GIF_OK;
}

static void put_row(const GifFileType *gif, const struct reading *reading,
    const GifPixelType *row, uint8_t *out)
{
    const ColorMapObject *map = gif->Image.ColorMap ? gif->Image.ColorMap : gif->SColorMap;
    for (int x = 0; x < gif->Image.Width; x++, out += 4) {
        if (row[x] != reading->transparent && map && row[x] < map->ColorCount) {
            const GifColorType *colour = &map->Colors[row[x]];
            out[0] = colour->Red;
            out[1] = colour->Green;
            out[2] = colour->Blue;
            out[3] = 255;
        }
    }
}

/* GIF89a appendix E: every eighth row, those between, and so on. */
static bool read_rows(
    GifFileType *gif, const struct reading *reading, const struct decode_picture *picture)
{
    static const struct {
        int first, step;
    } whole[] = { { 0, 1 } }, laced[] = { { 0, 8 }, { 4, 8 }, { 2, 4 }, { 1, 2 } };
    const GifImageDesc *frame = &gif->Image;
    bool done = true;
    GifPixelType *row = malloc((size_t)frame->Width);
    for (size_t pass = 0; row && done && pass < (frame->Interlace ? 4 : 1); pass++) {
        int first = frame->Interlace ? laced[pass].first : whole[pass].first;
        int step = frame->Interlace ? laced[pass].step : whole[pass].step;
        for (int y = first; done && y < frame->Height; y += step) {
            size_t at = (size_t)(frame->Top + y) * (size_t)picture->width + (size_t)frame->Left;
            done = DGifGetLine(gif, row, frame->Width) == GIF_OK;
            if (done) {
                put_row(gif, reading, row, picture->pixels + 4 * at);
            }
        }
    }
    done = done && row;
    free(row);
    return done;
}

/* A frame may reach over the screen that the file speaks of; the screen grows then. */
static bool size_of(const GifFileType *gif, struct decoded *out)
{
    const GifImageDesc *frame = &gif->Image;
    int64_t right = (int64_t)frame->Left + frame->Width,
            low = (int64_t)frame->Top + frame->Height;
    return size_is_allowed(out, frame->Width, frame->Height) &&
           size_is_allowed(out, right > gif->SWidth ? right : gif->SWidth,
               low > gif->SHeight ? low : gif->SHeight);
}

static bool gif_decode(
    const struct decode_input *input, const struct decode_wish *wish, struct decoded *out)
{
    struct reading reading = { input, 0, NO_TRANSPARENT_COLOR };
    bool done = false;
    GifFileType *gif = DGifOpen(&reading, read_some, NULL);
    (void)wish;
    if (!gif || !find_frame(gif, &reading)) {
        out->fault = N_("not a GIF that can be read");
        goto out;
    }
    if (!size_of(gif, out)) {
        goto out;
    }
    size_t count = (size_t)out->full_width * (size_t)out->full_height;
    out->picture =
        (struct decode_picture) { out->full_width, out->full_height, calloc(count, 4), false };
    if (!out->picture.pixels) {
        decoded_lacks_memory(out);
        goto out;
    }
    done = read_rows(gif, &reading, &out->picture);
    out->fault = done ? NULL : "damaged";
out:
    if (gif) {
        DGifCloseFile(gif, NULL);
    }
    return done;
}

const struct decode_format format_gif = { NULL, gif_decode };
