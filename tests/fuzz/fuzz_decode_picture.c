/* Any bytes as a picture: one is decoded or refused, and sent whole where it is sent. */
#include "decode/bands.h"
#include "decode/leaks.h"

#include <stdlib.h>

static size_t left; /* of what was promised */
static bool has_begun;

static bool begin(const struct decode_reply *reply)
{
    has_begun = true;
    left = (size_t)reply->width * reply->height * 4;
    return true;
}

static bool take(const uint8_t *rows, size_t bytes)
{
    (void)rows;
    if (bytes > left) {
        abort();
    }
    left -= bytes;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct decode_outlet outlet = { begin, take };
    /* The last byte makes the wish. */
    unsigned choice = size > 0 ? data[size - 1] : 0;
    const struct decode_wish wish = { .is_cover = choice & 1,
        .width = (int)(choice >> 1 & 7) * 20,
        .height = 40,
        .focus_x = 500,
        .focus_y = 300,
        .is_for_codes = choice >> 4 & 1,
        .outlet = choice >> 5 & 1 ? &outlet : NULL };
    const struct decode_input input = { data, size };
    struct decode_picture picture = { 0 };
    struct decode_reply reply;
    has_begun = false;
    const bool done = picture_decode(&input, &wish, &picture, &reply);
    const bool is_whole = has_begun ? left == 0 && !picture.pixels : picture.pixels != NULL;
    if (done ? !is_whole : picture.pixels != NULL) {
        abort();
    }
    free(picture.pixels);
    return 0;
}
