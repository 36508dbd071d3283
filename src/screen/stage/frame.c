#include "screen/stage/frame.h"

#include <string.h>

void frame_row(const struct frame *frame, int y, uint32_t *out)
{
    size_t width = (size_t)frame->to->width;
    const uint32_t *to = frame->to->pixels + (size_t)y * width;
    if (!frame->from) {
        memcpy(out, to, width * sizeof *out);
        return;
    }
    const uint32_t *from = frame->from->pixels + (size_t)y * width;
    if (y < frame->push_first || y > frame->push_last) {
        picture_mix(out, from, to, width, frame->weight);
        return;
    }
    size_t out_px = (size_t)frame->push_px;
    memmove(out, from + out_px, (width - out_px) * sizeof *out);
    memcpy(out + (width - out_px), to, out_px * sizeof *out);
}
