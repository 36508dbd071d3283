/* Any bytes as a picture: one is decoded or refused. */
#include "decode/decoded.h"
#include "decode/leaks.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* The last byte makes the wish. */
    unsigned choice = size > 0 ? data[size - 1] : 0;
    const struct decode_wish wish = { .is_cover = choice & 1,
        .width = (int)(choice >> 1 & 7) * 20,
        .height = 40,
        .focus_x = 500,
        .focus_y = 300,
        .is_for_codes = choice >> 4 & 1 };
    const struct decode_input input = { data, size };
    struct decode_picture picture = { 0 };
    struct decode_reply reply;
    if (picture_decode(&input, &wish, &picture, &reply) == (picture.pixels == NULL)) {
        abort();
    }
    free(picture.pixels);
    return 0;
}
