/* SVG, drawn at the size in which it is shown. */
#include "base/translated.h"
#include "decode/format/format.h"
#include "decode/format/library.h"

#include <librsvg/rsvg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A drawing is as large as any screen: it has no pixels of its own. One that is asked for as a
 * point is measured: it costs what a slide of it would. */
enum { FULL_SIDE = 7680, FULL_PIXELS = 7680 * 4320, POINT_SIDE = 16, MEASURED_SIDE = 1920 };

#define FUNCTIONS(X)                                                                           \
    X(rsvg_handle_new_from_data)                                                               \
    X(rsvg_handle_get_intrinsic_size_in_pixels)                                                \
    X(rsvg_handle_get_intrinsic_dimensions)                                                    \
    X(rsvg_handle_render_document)                                                             \
    X(cairo_image_surface_create_for_data)                                                     \
    X(cairo_surface_destroy)                                                                   \
    X(cairo_create)                                                                            \
    X(cairo_destroy)                                                                           \
    X(cairo_scale)                                                                             \
    X(cairo_status)                                                                            \
    X(g_error_free)                                                                            \
    X(g_object_unref)

#define MEMBER(name) __typeof__(name) *name;
#define ENTRY(name) { #name, offsetof(struct functions, name) },

struct functions {
    FUNCTIONS(MEMBER)
};

static struct functions rsvg;
static bool is_loaded;

/* Of all that a drawing may ask for at a moment of its own: a picture of each kind, and a
 * filter, whose one thread begins here, to be in the sandbox with the rest. */
static const char every_kind[] =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
    "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter>"
    "<rect width='3' height='3' filter='url(#f)'/>"
    "<image width='4' height='4' href='data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4//8/AAX+Av4zEpUUAAAAAElFTk"
    "SuQmCC'/>"
    "<image width='4' height='4' href='data:image/jpeg;base64,"
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBan"
    "GQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAf/EABQQ"
    "AQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AH//Z'/></svg>";

/* How large it says that it is. With a box of its own it can be laid out at any size; without
 * one it is laid out at that size, and then scaled. */
struct extent {
    double width, height;
    bool has_box;
};

static bool draw(RsvgHandle *handle, const struct extent *own, struct decode_picture *picture)
{
    const double width = own->has_box ? picture->width : own->width,
                 height = own->has_box ? picture->height : own->height;
    const RsvgRectangle whole = { 0, 0, width, height };
    GError *error = NULL;
    cairo_surface_t *surface = rsvg.cairo_image_surface_create_for_data(picture->pixels,
        CAIRO_FORMAT_ARGB32, picture->width, picture->height, picture->width * 4);
    cairo_t *pen = rsvg.cairo_create(surface);
    rsvg.cairo_scale(pen, picture->width / width, picture->height / height);
    bool done = rsvg.rsvg_handle_render_document(handle, pen, &whole, &error) &&
                rsvg.cairo_status(pen) == CAIRO_STATUS_SUCCESS;
    rsvg.cairo_destroy(pen);
    rsvg.cairo_surface_destroy(surface);
    if (error) {
        rsvg.g_error_free(error);
    }
    return done;
}

static RsvgHandle *open_drawing(const struct decode_input *input)
{
    GError *error = NULL;
    RsvgHandle *handle = rsvg.rsvg_handle_new_from_data(input->data, input->size, &error);
    if (error) {
        rsvg.g_error_free(error);
    }
    return handle;
}

static void svg_prepare(void)
{
    static const struct library_function functions[] = { FUNCTIONS(ENTRY) };
    static const struct decode_input input = { (const uint8_t *)every_kind,
        sizeof every_kind - 1 };
    uint8_t pixels[9 * 9 * 4] = { 0 };
    struct decode_picture picture = { 9, 9, pixels, false };
    RsvgHandle *handle;
    if (is_loaded) {
        return;
    }
    setenv("RAYON_NUM_THREADS", "1", 1);
    is_loaded =
        library_load("librsvg-2.so.2", functions, sizeof functions / sizeof *functions, &rsvg);
    if (is_loaded && (handle = open_drawing(&input))) {
        draw(handle, &(struct extent) { 9, 9, true }, &picture);
        rsvg.g_object_unref(handle);
    }
}

/* SVG 2 section 8.2: in pixels, or by its viewBox. False where it says neither. */
static bool read_extent(RsvgHandle *handle, struct extent *own)
{
    gboolean has_width, has_height, has_box;
    RsvgLength width, height;
    RsvgRectangle box;
    rsvg.rsvg_handle_get_intrinsic_dimensions(
        handle, &has_width, &width, &has_height, &height, &has_box, &box);
    own->has_box = has_box;
    if (!rsvg.rsvg_handle_get_intrinsic_size_in_pixels(handle, &own->width, &own->height)) {
        own->width = has_box ? box.width : 0;
        own->height = has_box ? box.height : 0;
    }
    return isfinite(own->width) && isfinite(own->height) && own->width > 0 && own->height > 0;
}

/* Sides in the drawing's proportions, of which neither is 0. */
static void scale_to(const struct extent *own, double scale, int *width, int *height)
{
    *width = (int)fmax(1, round(own->width * scale));
    *height = (int)fmax(1, round(own->height * scale));
}

static void choose_size(
    const struct extent *own, const struct decode_wish *wish, struct decoded *out)
{
    double longest = fmax(own->width, own->height);
    double scale = fmin(FULL_SIDE / longest, sqrt(FULL_PIXELS / own->width / own->height));
    int width, height;
    scale_to(own, scale, &out->full_width, &out->full_height);
    wish_least(wish, out->full_width, out->full_height, &width, &height);
    if (width == 0 || (int64_t)width * height > FULL_PIXELS || width > FULL_SIDE ||
        height > FULL_SIDE) {
        width = out->full_width;
        height = out->full_height;
    } else if (width <= POINT_SIDE && height <= POINT_SIDE) {
        scale_to(own, MEASURED_SIDE / longest, &width, &height);
    }
    out->picture = (struct decode_picture) { width, height,
        calloc((size_t)width * (size_t)height, 4), false };
}

/* cairo's 0xAARRGGBB in a native word, multiplied, to bytes that are not. */
static void take_words(struct decode_picture *picture)
{
    size_t count = (size_t)picture->width * (size_t)picture->height;
    for (size_t i = 0; i < count; i++) {
        uint32_t word;
        uint8_t *pixel = picture->pixels + 4 * i;
        memcpy(&word, pixel, sizeof word);
        pixel[0] = (uint8_t)(word >> 16);
        pixel[1] = (uint8_t)(word >> 8);
        pixel[2] = (uint8_t)word;
        pixel[3] = (uint8_t)(word >> 24);
    }
    picture_divide_alpha(picture);
}

static bool draw_at_size(
    RsvgHandle *handle, const struct decode_wish *wish, struct decoded *out)
{
    struct extent own;
    if (!read_extent(handle, &own)) {
        decoded_is_unfit(out, N_("this is an SVG without a size: it takes a viewBox"));
        return false;
    }
    choose_size(&own, wish, out);
    if (!out->picture.pixels) {
        decoded_lacks_memory(out);
        return false;
    }
    if (!draw(handle, &own, &out->picture)) {
        out->fault = N_("an SVG that is too complicated");
        out->is_passing = true;
        return false;
    }
    take_words(&out->picture);
    return true;
}

static bool svg_decode(
    const struct decode_input *input, const struct decode_wish *wish, struct decoded *out)
{
    bool done = false;
    const char *refused = svg_refused(input);
    RsvgHandle *handle = NULL;
    svg_prepare();
    if (refused) {
        decoded_is_unfit(out, refused);
    } else if (!is_loaded) {
        decoded_is_unfit(out, N_("this is an SVG, and librsvg2-2 is not installed"));
        out->is_passing = true;
    } else if (!(handle = open_drawing(input))) {
        out->fault = N_("not an SVG that can be read");
    } else {
        done = draw_at_size(handle, wish, out);
        rsvg.g_object_unref(handle);
    }
    return done;
}

const struct decode_format format_svg = { svg_prepare, svg_decode };
