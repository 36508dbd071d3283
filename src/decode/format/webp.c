#include "base/translated.h"
#include "decode/format/format.h"

#include <stdlib.h>
#include <string.h>
#include <webp/decode.h>
#include <webp/demux.h>

static struct decode_input chunk(const WebPDemuxer *demuxer, const char *name)
{
    WebPChunkIterator found;
    struct decode_input input = { NULL, 0 };
    if (WebPDemuxGetChunk(demuxer, name, 1, &found)) {
        input = (struct decode_input) { found.chunk.bytes, found.chunk.size };
        WebPDemuxReleaseChunkIterator(&found);
    }
    return input;
}

/* Orientation and profile; they lie in the input's own bytes. */
static void take_metadata(const struct decode_input *input, struct decoded *out)
{
    const WebPData data = { input->data, input->size };
    WebPDemuxer *demuxer = WebPDemux(&data);
    if (demuxer) {
        struct decode_input exif = chunk(demuxer, "EXIF");
        if (exif.size > 6 && memcmp(exif.data, "Exif\0\0", 6) == 0) {
            exif = (struct decode_input) { exif.data + 6, exif.size - 6 };
        }
        out->orientation = exif_orientation(exif.data, exif.size);
        out->profile = chunk(demuxer, "ICCP");
    }
    WebPDemuxDelete(demuxer);
}

static bool webp_decode(
    const struct decode_input *input, const struct decode_wish *wish, struct decoded *out)
{
    bool done = false;
    int width, height;
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config) ||
        WebPGetFeatures(input->data, input->size, &config.input) != VP8_STATUS_OK) {
        out->fault = "not a WebP that can be read";
        goto out;
    }
    if (!size_is_allowed(out, config.input.width, config.input.height)) {
        goto out;
    }
    if (config.input.has_animation) {
        decoded_is_unfit(out, N_("this is a WebP animation"));
        goto out;
    }
    take_metadata(input, out);
    /* libwebp scales well only as long as something is left to do in linear light. */
    wish_least(wish, out->full_width, out->full_height, &width, &height);
    if (2 * (int64_t)width <= out->full_width && 2 * (int64_t)height <= out->full_height &&
        width > 0) {
        config.options.use_scaling = 1;
        width *= 2;
        height *= 2;
    } else {
        width = out->full_width;
        height = out->full_height;
    }
    config.options.scaled_width = width;
    config.options.scaled_height = height;
    size_t stride = (size_t)width * 4;
    out->picture =
        (struct decode_picture) { width, height, malloc(stride * (size_t)height), false };
    if (!out->picture.pixels) {
        decoded_lacks_memory(out);
        goto out;
    }
    config.output.colorspace = MODE_RGBA;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = out->picture.pixels;
    config.output.u.RGBA.stride = (int)stride;
    config.output.u.RGBA.size = stride * (size_t)height;
    done = WebPDecode(input->data, input->size, &config) == VP8_STATUS_OK;
    out->fault = done ? NULL : "damaged";
out:
    return done;
}

const struct decode_format format_webp = { NULL, webp_decode };
