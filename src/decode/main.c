/* lobbycard-decode: one picture from standard input to pixels on standard output, or to the
 * texts of its codes, for lobbycard alone (decode/wire.h). It gives up everything that it
 * could do harm with before anything reads the picture: of its bytes only what tells the
 * formats apart is compared before, so that the library which reads this one can be loaded. */
#include "base/translated.h"
#include "decode/bands.h"
#include "decode/beside.h"
#include "decode/codes/codes.h"
#include "decode/decoded.h"
#include "decode/format/format.h"
#include "sandbox/sandbox.h"
#include "sandbox/stream.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* 50 megapixels of four bytes, turned upright, with room for the bytes and the libraries.
 * Nobody waits for a picture's codes as the screen waits for its pixels. */
enum { MEMORY_MAX_BYTES = 640 * 1024 * 1024, CPU_MAX_SECONDS = 3, CODES_CPU_MAX_SECONDS = 6 };

static bool read_number(const char *text, int max, int *out)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    *out = (int)value;
    return errno == 0 && end != text && *end == '\0' && value >= 0 && value <= max;
}

/* What went out before all of the picture was there. */
static struct {
    bool has_begun;
    size_t left; /* bytes of the pixels that were promised */
} sent;

static bool begin_sending(const struct decode_reply *reply)
{
    sent.has_begun = true;
    sent.left = (size_t)reply->width * reply->height * 4;
    return stream_write_all(reply, sizeof *reply);
}

static bool send_rows(const uint8_t *rows, size_t bytes)
{
    sent.left -= bytes;
    return stream_write_all(rows, bytes);
}

/* What is behind it stands where it was said to. */
static bool send_rest(void)
{
    static const uint8_t nothing[64 * 1024];
    bool done = true;
    while (done && sent.left > 0) {
        done = send_rows(nothing, sent.left < sizeof nothing ? sent.left : sizeof nothing);
    }
    return done;
}

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
static const struct decode_outlet pipe_outlet = { begin_sending, send_rows }, *const outlet =
                                                                                  &pipe_outlet;
#else
static const struct decode_outlet *const outlet = NULL;
#endif

static bool read_wish(int argc, char **argv, struct decode_wish *wish)
{
    *wish = (struct decode_wish) { .is_cover = argc == 6 && strcmp(argv[1], "cover") == 0,
        .outlet = outlet };
    return argc == 6 && (wish->is_cover || strcmp(argv[1], "contain") == 0) &&
           read_number(argv[2], DECODE_SIDE_MAX, &wish->width) &&
           read_number(argv[3], DECODE_SIDE_MAX, &wish->height) &&
           read_number(argv[4], 1000, &wish->focus_x) &&
           read_number(argv[5], 1000, &wish->focus_y) &&
           (int64_t)wish->width * wish->height <= DECODE_PIXELS_MAX;
}

/* R, G, B, alpha as bytes to 0xAARRGGBB in a native word, in place. */
static void to_words(uint8_t *pixels, size_t count)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    for (size_t i = 0; i < count; i++) {
        uint32_t word; /* alpha, blue, green, red */
        memcpy(&word, pixels + 4 * i, sizeof word);
        word = (word & 0xff00ff00) | (word >> 16 & 0xff) | (word & 0xff) << 16;
        memcpy(pixels + 4 * i, &word, sizeof word);
    }
#else
    for (size_t i = 0; i < count; i++) {
        const uint8_t *pixel = pixels + 4 * i;
        uint32_t word = (uint32_t)pixel[3] << 24 | (uint32_t)pixel[0] << 16 |
                        (uint32_t)pixel[1] << 8 | pixel[2];
        memcpy(pixels + 4 * i, &word, sizeof word);
    }
#endif
}

/* A stretch at a time: while one is read, the next is made. */
static bool write_pixels(const struct decode_picture *picture)
{
    enum { STRETCH = 64 * 1024 };
    size_t count = (size_t)picture->width * (size_t)picture->height;
    bool done = true;
    for (size_t at = 0; done && at < count; at += STRETCH) {
        size_t some = count - at < STRETCH ? count - at : STRETCH;
        if (!picture->is_swapped) {
            to_words(picture->pixels + 4 * at, some);
        }
        done = stream_write_all(picture->pixels + 4 * at, some * 4);
    }
    return done;
}

/* Limits that are not its own make pictures fail that are sound: of those nobody can tell. */
static void blame_limits(struct decode_reply *reply)
{
    if (!reply->done && !reply->is_too_large && !reply->hides_codes && reply->full_width > 0 &&
        sandbox_is_tight()) {
        reply->is_hopeless = 0;
        snprintf(reply->message, sizeof reply->message, DECODE_LITTLE_MEMORY);
    }
}

/* What is read in it. */
static bool write_codes(const struct decode_picture *picture, struct decode_reply *reply)
{
    struct codes_found found = { .size = 0 };
    if (reply->done) {
        reply->done = codes_read(picture, &found);
        reply->hides_codes = found.hides_some;
        reply->width = (uint32_t)found.size;
        snprintf(reply->message, sizeof reply->message, "%s", reply->done ? "" : found.fault);
    }
    blame_limits(reply);
    bool done = stream_write_all(reply, sizeof *reply) &&
                (!reply->done || stream_write_all(found.texts, found.size));
    free(found.texts);
    return done && reply->done;
}

/* What of it is not sent yet. */
static bool write_picture(const struct decode_picture *picture, struct decode_reply *reply)
{
    bool done = true;
    blame_limits(reply);
    if (sent.has_begun) {
        done = send_rest();
    } else if (reply->done) {
        done = stream_write_all(reply, sizeof *reply) && write_pixels(picture);
    }
    return done && stream_write_all(reply, sizeof *reply) && reply->done;
}

/* What libraries would look for later is looked for while that can be done. */
static void prepare(const struct decode_input *input, bool wants_codes)
{
    const struct decode_kind kind = format_find(input);
    tzset();
    if (kind.format && kind.format->prepare) {
        kind.format->prepare();
    }
    if (wants_codes) {
        codes_prepare();
    } else {
        beside_begin();
    }
}

static bool answer(bool wants_codes, const struct decode_wish *wish)
{
    struct decode_picture picture = { 0 };
    struct decode_reply reply = { .magic = DECODE_MAGIC };
    uint8_t *data = NULL;
    size_t size = 0;
    const char *why = NULL;
    const struct sandbox_limits limits = { MEMORY_MAX_BYTES,
        wants_codes ? CODES_CPU_MAX_SECONDS : CPU_MAX_SECONDS };
    bool is_read = stream_read_all(&data, &size, DECODE_INPUT_MAX);
    const struct decode_input input = { data, is_read ? size : 0 };
    prepare(&input, wants_codes);
    if (!(why = sandbox_enter(&limits)) && !is_read) {
        why = N_("cannot be read, or is too large");
    }
    if (why) {
        snprintf(reply.message, sizeof reply.message, "%s", why);
    } else {
        picture_decode(&input, wish, &picture, &reply);
    }
    bool done = wants_codes ? write_codes(&picture, &reply) : write_picture(&picture, &reply);
    free(picture.pixels);
    free(data);
    return done;
}

int main(int argc, char **argv)
{
    struct decode_wish wish = { .is_for_codes = true };
    bool wants_codes = argc == 2 && strcmp(argv[1], "codes") == 0;
    if (!wants_codes && !read_wish(argc, argv, &wish)) {
        fputs("usage: lobbycard-decode cover|contain WIDTH HEIGHT FOCUS_X FOCUS_Y\n"
              "       lobbycard-decode codes\n"
              "The picture comes on standard input; made for lobbycard alone.\n",
            stderr);
        return 2;
    }
    return answer(wants_codes, &wish) ? 0 : 1;
}
