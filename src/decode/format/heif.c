/* HEIC and AVIF. Turned and mirrored as the file says, by libheif: what EXIF says of it again
 * counts for nothing (ISO/IEC 23008-12 section 7.2.2). */
#include "base/translated.h"
#include "decode/format/format.h"
#include "decode/format/library.h"

#include <libheif/heif.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#define FUNCTIONS(X)                                                                           \
    X(heif_context_alloc)                                                                      \
    X(heif_context_free)                                                                       \
    X(heif_context_set_max_decoding_threads)                                                   \
    X(heif_context_read_from_memory_without_copy)                                              \
    X(heif_context_get_primary_image_handle)                                                   \
    X(heif_image_handle_get_width)                                                             \
    X(heif_image_handle_get_height)                                                            \
    X(heif_image_handle_get_color_profile_type)                                                \
    X(heif_image_handle_get_raw_color_profile_size)                                            \
    X(heif_image_handle_get_raw_color_profile)                                                 \
    X(heif_image_handle_get_nclx_color_profile)                                                \
    X(heif_nclx_color_profile_free)                                                            \
    X(heif_image_handle_is_premultiplied_alpha)                                                \
    X(heif_image_handle_release)                                                               \
    X(heif_decoding_options_alloc)                                                             \
    X(heif_decoding_options_free)                                                              \
    X(heif_decode_image)                                                                       \
    X(heif_image_get_width)                                                                    \
    X(heif_image_get_height)                                                                   \
    X(heif_image_get_plane_readonly)                                                           \
    X(heif_image_release)

#define MEMBER(name) __typeof__(name) *name;
#define ENTRY(name) { #name, offsetof(struct functions, name) },

struct functions {
    FUNCTIONS(MEMBER)
};

static struct functions heif;
static bool is_loaded;

/* libheif has libde265 begin a thread for each picture, which it cannot in the sandbox and does
 * not wait for elsewhere: this one is found first. Without threads libde265 does it at once. */
int de265_start_worker_threads(void *context, int count);
int de265_start_worker_threads(void *context, int count)
{
    (void)context;
    (void)count;
    return 0;
}

static void heif_prepare(void)
{
    static const struct library_function functions[] = { FUNCTIONS(ENTRY) };
    if (!is_loaded &&
        library_load("libheif.so.1", functions, sizeof functions / sizeof *functions, &heif)) {
        /* Of what a damaged file leaves out there would be left what was in memory before: it
         * is all 0 from here on (a byte of what is set, turned over). */
        mallopt(M_PERTURB, 0xFF);
        /* The first context finds out which decoders there are. */
        heif.heif_context_free(heif.heif_context_alloc());
        is_loaded = true;
    }
}

/* Whatever describes its colours: an ICC profile, or numbers that one is made of. */
static void take_profile(const struct heif_image_handle *handle, struct decoded *out)
{
    struct heif_color_profile_nclx *numbers = NULL;
    size_t size = heif.heif_image_handle_get_raw_color_profile_size(handle);
    if (heif.heif_image_handle_get_color_profile_type(handle) != heif_color_profile_type_nclx &&
        size > 0) {
        out->holder = malloc(size);
        if (out->holder &&
            heif.heif_image_handle_get_raw_color_profile(handle, out->holder).code ==
                heif_error_Ok) {
            out->profile = (struct decode_input) { out->holder, size };
        }
    } else if (heif.heif_image_handle_get_nclx_color_profile(handle, &numbers).code ==
               heif_error_Ok) {
        colour_profile(numbers->color_primaries, numbers->transfer_characteristics, out);
        heif.heif_nclx_color_profile_free(numbers);
    }
}

static bool take_pixels(const struct heif_image *image, struct decoded *out)
{
    int stride = 0, width = heif.heif_image_get_width(image, heif_channel_interleaved),
        height = heif.heif_image_get_height(image, heif_channel_interleaved);
    const uint8_t *rows =
        heif.heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride);
    if (!rows || !size_is_allowed(out, width, height)) {
        out->fault = out->fault ? out->fault : "damaged";
        return false;
    }
    size_t row_bytes = (size_t)width * 4;
    out->picture =
        (struct decode_picture) { width, height, malloc(row_bytes * (size_t)height), false };
    for (int y = 0; out->picture.pixels && y < height; y++) {
        memcpy(out->picture.pixels + row_bytes * (size_t)y, rows + (size_t)stride * (size_t)y,
            row_bytes);
    }
    if (!out->picture.pixels) {
        decoded_lacks_memory(out);
    }
    return out->picture.pixels;
}

static bool decode_handle(const struct heif_image_handle *handle, struct decoded *out)
{
    struct heif_image *image = NULL;
    struct heif_decoding_options *options = heif.heif_decoding_options_alloc();
    if (!options) {
        decoded_lacks_memory(out);
        return false;
    }
    /* Of a picture in parts, libheif 1.19 and later give those that they have. */
    options->strict_decoding = 1;
    const struct heif_error error = heif.heif_decode_image(
        handle, &image, heif_colorspace_RGB, heif_chroma_interleaved_RGBA, options);
    heif.heif_decoding_options_free(options);
    bool done = error.code == heif_error_Ok && take_pixels(image, out);
    if (error.code == heif_error_Memory_allocation_error) {
        decoded_lacks_memory(out);
    } else if (error.code != heif_error_Ok) {
        out->fault = "damaged";
    } else if (done && heif.heif_image_handle_is_premultiplied_alpha(handle)) {
        picture_divide_alpha(&out->picture);
    }
    heif.heif_image_release(image);
    return done;
}

static bool heif_decode(
    const struct decode_input *input, const struct decode_wish *wish, struct decoded *out)
{
    struct heif_context *context = NULL;
    struct heif_image_handle *handle = NULL;
    bool done = false;
    (void)wish;
    heif_prepare();
    if (!is_loaded) {
        decoded_is_unfit(out, N_("this is a HEIC or AVIF, and libheif1 is not installed"));
        out->is_passing = true;
        return false;
    }
    context = heif.heif_context_alloc();
    if (!context) {
        decoded_lacks_memory(out);
        return false;
    }
    heif.heif_context_set_max_decoding_threads(context, 0);
    if (heif.heif_context_read_from_memory_without_copy(context, input->data, input->size, NULL)
                .code != heif_error_Ok ||
        heif.heif_context_get_primary_image_handle(context, &handle).code != heif_error_Ok) {
        out->fault = N_("not a HEIC or AVIF that can be read");
    } else if (size_is_allowed(out, heif.heif_image_handle_get_width(handle),
                   heif.heif_image_handle_get_height(handle)) &&
               decode_handle(handle, out)) {
        take_profile(handle, out);
        done = true;
    }
    heif.heif_image_handle_release(handle);
    heif.heif_context_free(context);
    return done;
}

const struct decode_format format_heif = { heif_prepare, heif_decode };
