#include "decode/format/format.h"

#include <spng.h>
#include <stdlib.h>
#include <string.h>

/* Text and profiles are compressed too and could unpack to anything. */
enum { CHUNK_MAX_BYTES = 4 * 1024 * 1024, CHUNKS_MAX_BYTES = 8 * 1024 * 1024 };

static void take_profile(spng_ctx *png, struct decoded *out)
{
    struct spng_iccp profile;
    struct spng_exif exif;
    uint8_t srgb;
    if (spng_get_exif(png, &exif) == 0) {
        out->orientation = exif_orientation((const uint8_t *)exif.data, exif.length);
    }
    if (spng_get_srgb(png, &srgb) != 0 && spng_get_iccp(png, &profile) == 0) {
        out->holder = malloc(profile.profile_len ? profile.profile_len : 1);
        if (out->holder) {
            memcpy(out->holder, profile.profile, profile.profile_len);
            out->profile = (struct decode_input) { out->holder, profile.profile_len };
        }
    }
}

static bool png_decode(
    const struct decode_input *input, const struct decode_wish *wish, struct decoded *out)
{
    bool done = false;
    struct spng_ihdr header;
    size_t size = 0;
    int error = 0;
    (void)wish;
    spng_ctx *png = spng_ctx_new(0);
    if (!png) {
        decoded_lacks_memory(out);
        goto out;
    }
    spng_set_chunk_limits(png, CHUNK_MAX_BYTES, CHUNKS_MAX_BYTES);
    spng_set_crc_action(png, SPNG_CRC_ERROR, SPNG_CRC_DISCARD);
    /* The size is judged here and not by libspng, whose limits have no words. */
    if ((error = spng_set_png_buffer(png, input->data, input->size)) != 0 ||
        (error = spng_get_ihdr(png, &header)) != 0) {
        out->fault = spng_strerror(error);
        goto out;
    }
    if (!size_is_allowed(out, header.width, header.height)) {
        goto out;
    }
    if ((error = spng_decoded_image_size(png, SPNG_FMT_RGBA8, &size)) != 0) {
        out->fault = spng_strerror(error);
        goto out;
    }
    out->picture =
        (struct decode_picture) { (int)header.width, (int)header.height, malloc(size), false };
    if (!out->picture.pixels) {
        decoded_lacks_memory(out);
        goto out;
    }
    error = spng_decode_image(png, out->picture.pixels, size, SPNG_FMT_RGBA8, SPNG_DECODE_TRNS);
    /* The last checksum is looked at only when something is read behind it. Where all lines are
     * there, nothing is missed of what lacks its end alone. */
    if (!error && (error = spng_decode_chunks(png)) == SPNG_IO_EOF) {
        error = 0;
    }
    if (error) {
        out->fault = spng_strerror(error);
        goto out;
    }
    take_profile(png, out);
    done = true;
out:
    spng_ctx_free(png);
    return done;
}

const struct decode_format format_png = { NULL, png_decode };
