/* Turning, cropping and resizing. */
#include "decode/decoded.h"
#include "decode/resample.h"
#include "decode/shrink.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A slide may fill a screen of 1080p, upright ones as well, with a picture that is cropped:
 * its short side becomes 1920 pixels then, and what is smaller nobody reads off a screen. It is
 * not enlarged here: whoever looks for codes does that. A picture that is so long and narrow
 * that a slide would show it much larger than it can be looked at is none to look at. */
enum {
    CODES_SHORT = 1920,
    CODES_SHORT_LEAST = 1080,
    CODES_ENLARGING_MAX = 4,
    CODES_PIXELS_MAX = 16 * 1000 * 1000
};

static bool size_for_codes(int width, int height, int *whole_width, int *whole_height)
{
    double side = width < height ? width : height;
    double most = sqrt((double)CODES_PIXELS_MAX / width / height);
    double least = fmin(CODES_ENLARGING_MAX, CODES_SHORT_LEAST / side);
    double scale = fmin(fmin(1, CODES_SHORT / side), most);
    *whole_width = (int)fmax(1, width * scale);
    *whole_height = (int)fmax(1, height * scale);
    return most >= least;
}

/* The size of the whole picture when the wish is met, and never 0. */
static void whole_size(
    const struct decode_wish *wish, int width, int height, int *whole_width, int *whole_height)
{
    int64_t by_width = (int64_t)wish->width * height, by_height = (int64_t)wish->height * width;
    bool follows_width = wish->is_cover ? by_width >= by_height : by_width <= by_height;
    *whole_width = wish->width;
    *whole_height = wish->height;
    if (follows_width) {
        *whole_height = (int)((by_width + width / 2) / width);
    } else {
        *whole_width = (int)((by_height + height / 2) / height);
    }
    *whole_width = *whole_width > 0 ? *whole_width : 1;
    *whole_height = *whole_height > 0 ? *whole_height : 1;
}

void wish_least(
    const struct decode_wish *wish, int width, int height, int *least_width, int *least_height)
{
    *least_width = *least_height = 0;
    if (wish->is_for_codes) {
        size_for_codes(width, height, least_width, least_height);
    } else if (wish->width > 0) {
        whole_size(wish, width, height, least_width, least_height);
    }
}

/* So many of `all`, as near to the focus as can be. */
static int crop_start(int all, int part, int focus)
{
    int64_t start = (int64_t)all * focus / 1000 - part / 2;
    return start < 0 ? 0 : start > all - part ? all - part : (int)start;
}

/* What the crop has of the whole picture, which then is as large as `fit` says. */
static void crop(const struct decode_wish *wish, int width, int height, struct fit *fit)
{
    int from_width = (int)((int64_t)wish->width * width / fit->width);
    int from_height = (int)((int64_t)wish->height * height / fit->height);
    fit->from_width = from_width > 0 ? from_width : 1;
    fit->from_height = from_height > 0 ? from_height : 1;
    fit->x = crop_start(width, fit->from_width, wish->focus_x);
    fit->y = crop_start(height, fit->from_height, wish->focus_y);
    fit->width = wish->width;
    fit->height = wish->height;
}

bool wish_fit(const struct decode_wish *wish, int width, int height, struct fit *fit)
{
    bool can_be = true;
    *fit = (struct fit) { 0, 0, width, height, width, height };
    if (wish->is_for_codes) {
        can_be = size_for_codes(width, height, &fit->width, &fit->height);
    } else if (wish->width > 0 && wish->height > 0) {
        whole_size(wish, width, height, &fit->width, &fit->height);
        if (wish->is_cover) {
            crop(wish, width, height, fit);
        }
    }
    return can_be;
}

bool picture_turn(struct decode_picture *picture, int orientation)
{
    int width = picture->width, height = picture->height;
    bool is_turned = orientation > 4;
    if (orientation < 2 || orientation > 8) {
        return true;
    }
    uint8_t *pixels = malloc((size_t)width * (size_t)height * 4);
    if (!pixels) {
        return false;
    }
    /* EXIF 2.32 table 6: where row and column 0 are to be seen. */
    bool flip_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    bool flip_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    int out_width = is_turned ? height : width, out_height = is_turned ? width : height;
    for (int y = 0; y < out_height; y++) {
        for (int x = 0; x < out_width; x++) {
            int from_x = is_turned ? y : x, from_y = is_turned ? x : y;
            from_x = flip_x ? width - 1 - from_x : from_x;
            from_y = flip_y ? height - 1 - from_y : from_y;
            memcpy(pixels + ((size_t)y * (size_t)out_width + (size_t)x) * 4,
                picture->pixels + ((size_t)from_y * (size_t)width + (size_t)from_x) * 4, 4);
        }
    }
    free(picture->pixels);
    picture->width = out_width;
    picture->height = out_height;
    picture->pixels = pixels;
    return true;
}

/* A filter blurs what has the right size already: it goes to the front of the pixels that it is
 * a part of, which is where all of a picture is. */
static void take_region(const struct region *from, struct decode_picture *picture)
{
    size_t row_bytes = (size_t)from->width * 4;
    bool is_all = from->pixels == picture->pixels && from->width == from->stride;
    for (int y = 0; !is_all && y < from->height; y++) {
        memmove(picture->pixels + row_bytes * (size_t)y,
            from->pixels + (size_t)from->stride * (size_t)y * 4, row_bytes);
    }
    picture->width = from->width;
    picture->height = from->height;
}

static bool fit_region(
    const struct region *from, struct decode_picture *picture, int width, int height)
{
    uint8_t *pixels = malloc((size_t)width * (size_t)height * 4);
    bool done = pixels && region_resample(from, pixels, width, height);
    if (done) {
        free(picture->pixels);
        picture->width = width;
        picture->height = height;
        picture->pixels = pixels;
    } else {
        free(pixels);
    }
    return done;
}

bool picture_fit(struct decode_picture *picture, const struct decode_wish *wish)
{
    struct fit fit;
    if (!wish_fit(wish, picture->width, picture->height, &fit)) {
        return false;
    }
    size_t first = (size_t)fit.y * (size_t)picture->width + (size_t)fit.x;
    struct region from = {
        .pixels = picture->pixels + first * 4,
        .width = fit.from_width,
        .height = fit.from_height,
        .stride = picture->width,
    };
    region_shrink(&from, fit.width, fit.height);
    if (from.width == fit.width && from.height == fit.height) {
        take_region(&from, picture);
        return true;
    }
    return fit_region(&from, picture, fit.width, fit.height);
}
