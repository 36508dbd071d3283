#include "screen/stage/canvas.h"

#include <string.h>

static uint32_t *row_of(const struct canvas *canvas, int y)
{
    return canvas->pixels + (size_t)y * canvas->stride;
}

bool canvas_draw(const struct canvas *canvas, const struct frame *frame)
{
    if (canvas->width < frame->to->width || canvas->height < frame->to->height) {
        return false;
    }
    for (int y = frame->first_row; y <= frame->last_row; y++) {
        frame_row(frame, y, row_of(canvas, y));
    }
    return true;
}

bool canvas_recall(const struct canvas *canvas, struct picture *picture)
{
    if (canvas->width != picture->width || canvas->height != picture->height) {
        return false;
    }
    size_t width = (size_t)picture->width;
    for (int y = 0; y < picture->height; y++) {
        memcpy(picture->pixels + (size_t)y * width, row_of(canvas, y),
            width * sizeof *picture->pixels);
    }
    return true;
}

void canvas_patch(const struct canvas *canvas, int x, int y, const struct picture *picture)
{
    int left = x > 0 ? x : 0, right = x + picture->width;
    right = right < canvas->width ? right : canvas->width;
    for (int row = 0; row < picture->height && left < right; row++) {
        if (y + row >= 0 && y + row < canvas->height) {
            memcpy(row_of(canvas, y + row) + left,
                picture->pixels + (size_t)row * (size_t)picture->width + (left - x),
                (size_t)(right - left) * sizeof *picture->pixels);
        }
    }
}
