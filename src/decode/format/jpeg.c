#include "decode/bands.h"
#include "decode/format/format.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

/* Of scans no camera makes so many, and they would cost minutes. */
enum { PROFILE_MAX_BYTES = 4 * 1024 * 1024, PROFILE_PARTS_MAX = 255, SCANS_MAX = 500 };

/* libjpeg gives up by its error manager alone, which may not return. Whoever calls setjmp has
 * no variables of its own that change behind it: they would be anything (C11 7.13.2.1). */
struct reader {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_source_mgr source;
    struct jpeg_progress_mgr progress;
    jmp_buf failed;
    bool is_strict;  /* a warning is as bad as an error */
    bool has_warned; /* before it was */
    bool is_ended;   /* there is nothing more to read, or to put in its place */
};

/* Walks the markers in front of the picture: EXIF in APP1, a profile in pieces in APP2 (ICC.1
 * annex B.4). */
static void take_metadata(const struct decode_input *input, struct decoded *out)
{
    static const char exif[] = "Exif\0", icc[] = "ICC_PROFILE";
    const uint8_t *data = input->data;
    uint8_t *profile = NULL;
    size_t profile_size = 0, at = 2;
    unsigned next_part = 1;
    while (input->size - at >= 4 && data[at] == 0xFF && data[at + 1] != 0xDA) {
        size_t length = (size_t)data[at + 2] << 8 | data[at + 3];
        const uint8_t *body = data + at + 4;
        if (data[at + 1] == 0xFF) {
            at++; /* padding */
            continue;
        }
        if (length < 2 || length > input->size - at - 2) {
            break;
        }
        size_t size = length - 2;
        if (data[at + 1] == 0xE1 && size > 6 && memcmp(body, exif, 6) == 0) {
            out->orientation = exif_orientation(body + 6, size - 6);
        } else if (data[at + 1] == 0xE2 && size > 14 && memcmp(body, icc, 12) == 0 &&
                   body[12] == next_part && profile_size + size < PROFILE_MAX_BYTES) {
            uint8_t *grown = realloc(profile, profile_size + size - 14);
            if (!grown) {
                break;
            }
            profile = grown;
            memcpy(profile + profile_size, body + 14, size - 14);
            profile_size += size - 14;
            next_part = next_part < PROFILE_PARTS_MAX ? next_part + 1 : 0;
        }
        at += 2 + length;
    }
    out->holder = profile;
    out->profile = (struct decode_input) { profile, profile_size };
}

static struct reader *reader_of(j_common_ptr jpeg)
{
    return jpeg->client_data;
}

static void give_up(j_common_ptr jpeg)
{
    longjmp(reader_of(jpeg)->failed, 1);
}

/* A warning means that a part is missing or worse. */
static void take_message(j_common_ptr jpeg, int level)
{
    struct reader *reader = reader_of(jpeg);
    if (level < 0 && reader->is_strict) {
        give_up(jpeg);
    }
    reader->has_warned = reader->has_warned || level < 0;
}

static void say_nothing(j_common_ptr jpeg)
{
    (void)jpeg;
}

static void watch_scans(j_common_ptr jpeg)
{
    if (reader_of(jpeg)->jpeg.input_scan_number > SCANS_MAX) {
        give_up(jpeg);
    }
}

static void source_nothing(j_decompress_ptr jpeg)
{
    (void)jpeg;
}

/* A file that lacks its end, and nothing else, is sound: with one, all lines of it are there,
 * or libjpeg warns. */
static boolean source_end(j_decompress_ptr jpeg)
{
    static const JOCTET end[] = { 0xFF, JPEG_EOI };
    struct reader *reader = reader_of((j_common_ptr)jpeg);
    if (reader->is_ended) {
        give_up((j_common_ptr)jpeg);
    }
    reader->is_ended = true;
    reader->source.next_input_byte = end;
    reader->source.bytes_in_buffer = sizeof end;
    return TRUE;
}

static void source_skip(j_decompress_ptr jpeg, long bytes)
{
    struct jpeg_source_mgr *source = jpeg->src;
    while (bytes > 0 && (size_t)bytes > source->bytes_in_buffer) {
        bytes -= (long)source->bytes_in_buffer;
        source_end(jpeg);
    }
    source->next_input_byte += bytes > 0 ? bytes : 0;
    source->bytes_in_buffer -= bytes > 0 ? (size_t)bytes : 0;
}

static void use_errors(struct reader *reader)
{
    reader->jpeg.err = jpeg_std_error(&reader->errors);
    reader->jpeg.client_data = reader;
    reader->errors.error_exit = give_up;
    reader->errors.emit_message = take_message;
    reader->errors.output_message = say_nothing;
}

/* Its end may be no longer there, or be what is left of it. */
static bool has_end(const struct decode_input *input)
{
    return input->size >= 2 && input->data[input->size - 2] == 0xFF &&
           input->data[input->size - 1] == JPEG_EOI;
}

/* Whether there is a picture: its size and colours are known then. */
static bool read_head(struct reader *reader, const struct decode_input *input)
{
    use_errors(reader);
    if (setjmp(reader->failed)) {
        return false;
    }
    jpeg_create_decompress(&reader->jpeg);
    reader->progress.progress_monitor = watch_scans;
    reader->jpeg.progress = &reader->progress;
    reader->source = (struct jpeg_source_mgr) { .next_input_byte = input->data,
        .bytes_in_buffer = input->size,
        .init_source = source_nothing,
        .fill_input_buffer = source_end,
        .skip_input_data = source_skip,
        .resync_to_restart = jpeg_resync_to_restart,
        .term_source = source_nothing };
    reader->jpeg.src = &reader->source;
    reader->is_ended = has_end(input);
    return jpeg_read_header(&reader->jpeg, FALSE) == JPEG_HEADER_OK;
}

static int scaled(int side, int eighths)
{
    return (side * eighths + 7) / 8;
}

/* The smallest of libjpeg's scales that is large enough. */
static void choose_scale(
    struct reader *reader, const struct decode_wish *wish, struct decoded *out)
{
    int width, height, eighths = 8;
    if (out->orientation > 4) {
        wish_least(wish, out->full_height, out->full_width, &height, &width);
    } else {
        wish_least(wish, out->full_width, out->full_height, &width, &height);
    }
    while (width > 0 && eighths > 1 && scaled(out->full_width, eighths - 1) >= width &&
           scaled(out->full_height, eighths - 1) >= height) {
        eighths--;
    }
    reader->jpeg.scale_num = (unsigned)eighths;
    reader->jpeg.scale_denom = 8;
    out->picture.width = scaled(out->full_width, eighths);
    out->picture.height = scaled(out->full_height, eighths);
}

static bool is_cmyk(const struct reader *reader)
{
    return reader->jpeg.jpeg_color_space == JCS_CMYK ||
           reader->jpeg.jpeg_color_space == JCS_YCCK;
}

/* As Adobe stores it, inverted: good enough without a profile. */
static void cmyk_to_rgb(struct decode_picture *picture)
{
    size_t count = (size_t)picture->width * (size_t)picture->height;
    for (size_t i = 0; i < count; i++) {
        uint8_t *pixel = picture->pixels + 4 * i;
        unsigned key = pixel[3];
        for (int c = 0; c < 3; c++) {
            pixel[c] = (uint8_t)((pixel[c] * key + 127) / 255);
        }
        pixel[3] = 255;
    }
}

static bool begin_rows(struct reader *reader)
{
    if (setjmp(reader->failed)) {
        return false;
    }
    return jpeg_start_decompress(&reader->jpeg);
}

static bool read_rows(void *context, uint8_t *rows, int count)
{
    struct reader *reader = context;
    const JDIMENSION first = reader->jpeg.output_scanline;
    if (setjmp(reader->failed)) {
        return false;
    }
    for (JDIMENSION made; (made = reader->jpeg.output_scanline - first) < (JDIMENSION)count;) {
        JSAMPROW row = rows + (size_t)made * reader->jpeg.output_width * 4;
        jpeg_read_scanlines(&reader->jpeg, &row, 1);
    }
    return true;
}

/* What stands behind the last row is looked at too. */
static bool end_rows(struct reader *reader)
{
    if (setjmp(reader->failed)) {
        return false;
    }
    return jpeg_finish_decompress(&reader->jpeg);
}

static bool read_picture(struct reader *reader, struct decoded *out)
{
    struct decode_picture *picture = &out->picture;
    picture->pixels = malloc((size_t)picture->width * (size_t)picture->height * 4);
    if (!picture->pixels) {
        decoded_lacks_memory(out);
        return false;
    }
    return read_rows(reader, picture->pixels, picture->height);
}

static bool read_all(struct reader *reader, const struct decode_wish *wish, struct decoded *out)
{
    const struct bands_source source = { reader, read_rows };
    struct fit fit;
    choose_scale(reader, wish, out);
    out->is_opaque = true;
    out->picture.is_swapped = wish->outlet && !is_cmyk(reader);
    reader->jpeg.out_color_space = is_cmyk(reader)           ? JCS_CMYK
                                   : out->picture.is_swapped ? JCS_EXT_BGRA
                                                             : JCS_EXT_RGBA;
    return begin_rows(reader) &&
           (out->picture.is_swapped && bands_can(wish, out, &fit)
                   ? bands_send(wish->outlet, &source, &fit, out)
                   : read_picture(reader, out)) &&
           end_rows(reader);
}

static bool jpeg_decode(
    const struct decode_input *input, const struct decode_wish *wish, struct decoded *out)
{
    bool done = false;
    struct reader *reader = calloc(1, sizeof *reader);
    if (!reader) {
        decoded_lacks_memory(out);
        return false;
    }
    if (!read_head(reader, input)) {
        out->fault = "not a JPEG that can be read";
        goto out;
    }
    if (!size_is_allowed(out, reader->jpeg.image_width, reader->jpeg.image_height)) {
        goto out;
    }
    take_metadata(input, out);
    reader->is_strict = true;
    if (reader->has_warned || !read_all(reader, wish, out)) {
        out->fault = out->fault ? out->fault : "damaged";
        goto out;
    }
    if (is_cmyk(reader)) {
        cmyk_to_rgb(&out->picture);
        out->profile.size = 0;
    }
    done = true;
out:
    jpeg_destroy_decompress(&reader->jpeg);
    free(reader);
    return done;
}

static void begin_any(struct reader *reader, struct jpeg_compress_struct *jpeg,
    unsigned char **data, unsigned long *size)
{
    if (setjmp(reader->failed)) {
        return;
    }
    jpeg_create_compress(jpeg);
    jpeg_mem_dest(jpeg, data, size);
    jpeg->image_width = jpeg->image_height = 16;
    jpeg->input_components = 1;
    jpeg->in_color_space = JCS_GRAYSCALE;
    jpeg_set_defaults(jpeg);
    jpeg_start_compress(jpeg, TRUE);
}

/* Has libjpeg-turbo find out what the processor can do, which it reads from files on some: to
 * begin a picture of its own is enough. */
static void jpeg_prepare(void)
{
    struct reader reader = { .is_strict = true };
    struct jpeg_compress_struct jpeg = { .client_data = &reader };
    unsigned char *data = NULL;
    unsigned long size = 0;
    use_errors(&reader);
    jpeg.err = &reader.errors;
    begin_any(&reader, &jpeg, &data, &size);
    jpeg_destroy_compress(&jpeg);
    free(data);
}

const struct decode_format format_jpeg = { jpeg_prepare, jpeg_decode };
