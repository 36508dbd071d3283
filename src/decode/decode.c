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

/* Why not, of one that is not. */
static void refuse(const struct decoded *decoded, struct decode_reply *reply)
{
    decoded_reply(decoded, reply);
    reply->done = reply->width = reply->height = 0;
    reply->is_too_large = decoded->is_too_large;
    reply->is_hopeless = is_hopeless(decoded);
    reply->is_unfit = decoded->is_unfit;
    snprintf(reply->message, sizeof reply->message, "%s",
        decoded->fault ? decoded->fault : "damaged");
}

/* As it is wished for. */
static bool finish(struct decoded *decoded, const struct decode_wish *wish)
{
    if (!picture_turn(&decoded->picture, decoded->orientation) ||
        !picture_fit(&decoded->picture, wish)) {
        decoded_lacks_memory(decoded);
        return false;
    }
    /* Last, because there are fewest pixels now. */
    colour_to_srgb(&decoded->picture, &decoded->profile);
    return true;
}

bool picture_decode(const struct decode_input *input, const struct decode_wish *wish,
    struct decode_picture *out, struct decode_reply *reply)
{
    struct decoded decoded = { .orientation = 1 };
    bool done =
        decode_any(input, wish, &decoded) && (decoded.is_sent || finish(&decoded, wish));
    if (done) {
        *out = decoded.picture;
        decoded_reply(&decoded, reply);
        reply->has_alpha = !decoded.is_opaque && !pixels_are_opaque(out->pixels,
                                                     (size_t)out->width * (size_t)out->height);
        decoded.picture.pixels = NULL;
    } else {
        refuse(&decoded, reply);
    }
    free(decoded.picture.pixels);
    free(decoded.holder);
    return done;
}
