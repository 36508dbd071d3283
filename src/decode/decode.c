/* From bytes to what the player asked for. */
#include "decode/decoded.h"
#include "decode/format/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Beyond this a library that says "damaged" may mean that memory was out. */
enum { HOPELESS_MAX_PIXELS = 24 * 1000 * 1000 };

static bool decode_any(
    const struct decode_input *input, const struct decode_wish *wish, struct decoded *out)
{
    const struct decode_kind kind = format_find(input);
    if (!kind.format) {
        decoded_is_unfit(out, kind.what);
        return false;
    }
    return kind.format->decode(input, wish, out);
}

/* What the libraries call damaged may lack memory, where it is large. */
static bool is_hopeless(const struct decoded *decoded)
{
    int64_t pixels = (int64_t)decoded->full_width * decoded->full_height;
    return !decoded->is_passing && pixels <= HOPELESS_MAX_PIXELS;
}

bool picture_decode(const struct decode_input *input, const struct decode_wish *wish,
    struct decode_picture *out, struct decode_reply *reply)
{
    bool done = false;
    struct decoded decoded = { .orientation = 1 };
    *reply = (struct decode_reply) { .magic = DECODE_MAGIC };
    bool is_decoded = decode_any(input, wish, &decoded), is_turned = decoded.orientation > 4;
    reply->full_width = (uint32_t)(is_turned ? decoded.full_height : decoded.full_width);
    reply->full_height = (uint32_t)(is_turned ? decoded.full_width : decoded.full_height);
    if (!is_decoded) {
        goto out;
    }
    if (!picture_turn(&decoded.picture, decoded.orientation) ||
        !picture_fit(&decoded.picture, wish)) {
        decoded_lacks_memory(&decoded);
        goto out;
    }
    /* Last, because there are fewest pixels now. */
    colour_to_srgb(&decoded.picture, &decoded.profile);
    *out = decoded.picture;
    decoded.picture.pixels = NULL;
    reply->width = (uint32_t)out->width;
    reply->height = (uint32_t)out->height;
    reply->has_alpha =
        !pixels_are_opaque(out->pixels, (size_t)out->width * (size_t)out->height);
    reply->done = 1;
    done = true;
out:
    if (!done) {
        reply->is_too_large = decoded.is_too_large;
        reply->is_hopeless = is_hopeless(&decoded);
        reply->is_unfit = decoded.is_unfit;
        snprintf(reply->message, sizeof reply->message, "%s",
            decoded.fault ? decoded.fault : "damaged");
    }
    free(decoded.picture.pixels);
    free(decoded.holder);
    return done;
}
