#include "decode/bands.h"

#include "decode/beside.h"
#include "decode/resample.h"

#include <stdlib.h>
#include <string.h>

/* Of a picture that comes in 1920x1080 half a megabyte, which stays near the processor until it
 * is sent; of what is sent less, because it goes at once. */
enum { BAND_ROWS = 64, SENT_ROWS = 16 };

/* What is made of the bands. */
struct sending {
    const struct decode_outlet *outlet;
    const struct fit *fit;
    size_t stride;               /* bytes from row to row of a band */
    struct resampler *resampler; /* NULL: in the size in which they come */
    struct colour *colour;       /* NULL: in their colours */
    int came;                    /* so many rows did */
    /* what is to be sent: so many rows of SENT_ROWS */
    uint8_t *rows;
    int count;
};

static bool flush(struct sending *sending)
{
    size_t pixels = (size_t)sending->count * (size_t)sending->fit->width;
    sending->count = 0;
    colour_apply(sending->colour, sending->rows, pixels);
    return pixels == 0 || sending->outlet->send(sending->rows, pixels * 4);
}

/* Where the next one goes. */
static uint8_t *row_of(const struct sending *sending)
{
    return sending->rows + (size_t)sending->count * (size_t)sending->fit->width * 4;
}

static bool add_row(struct sending *sending)
{
    return ++sending->count < SENT_ROWS || flush(sending);
}

static bool copy(struct sending *sending, const uint8_t *rows, int count)
{
    bool done = true;
    for (int y = 0; done && y < count; y++, rows += sending->stride) {
        memcpy(row_of(sending), rows, (size_t)sending->fit->width * 4);
        done = add_row(sending);
    }
    return done;
}

static bool resample(struct sending *sending, const uint8_t *rows, int count)
{
    bool done = true;
    resampler_give(sending->resampler, rows, count);
    while (done && resampler_next(sending->resampler, row_of(sending))) {
        done = add_row(sending);
    }
    return done;
}

/* The rows that follow: what is shown of them. */
static bool take_rows(struct sending *sending, const uint8_t *rows, int count)
{
    const struct fit *fit = sending->fit;
    int first = fit->y - sending->came, end = first + fit->from_height;
    first = first > 0 ? first : 0;
    end = end < count ? end : count;
    sending->came += count;
    if (first >= end) {
        return true;
    }
    rows += (size_t)first * sending->stride + (size_t)fit->x * 4;
    return sending->resampler ? resample(sending, rows, end - first)
                              : copy(sending, rows, end - first);
}

/* What one of the two threads does with a band: one makes it, the other sends the one before.
 */
struct step {
    struct sending *sending; /* NULL: it is made */
    const struct bands_source *source;
    uint8_t *rows;
    int count; /* 0: there is none */
    bool done;
};

static void take_step(void *half)
{
    struct step *step = half;
    if (step->count > 0) {
        step->done = step->sending
                         ? take_rows(step->sending, step->rows, step->count)
                         : step->source->make(step->source->context, step->rows, step->count);
    }
}

static bool send_all(struct step *make, struct step *send, int height)
{
    int made = 0;
    bool done = true;
    while (done && (made < height || send->count > 0)) {
        make->count = height - made < BAND_ROWS ? height - made : BAND_ROWS;
        beside_do(take_step, make, send);
        done = make->done && send->done;
        made += make->count;
        send->count = make->count;
        uint8_t *sent = send->rows;
        send->rows = make->rows;
        make->rows = sent;
    }
    return done && flush(send->sending);
}

bool bands_can(const struct decode_wish *wish, const struct decoded *decoded, struct fit *fit)
{
    const struct decode_picture *picture = &decoded->picture;
    if (!wish->outlet || decoded->orientation != 1 ||
        !wish_fit(wish, picture->width, picture->height, fit)) {
        return false;
    }
    const struct region region = { .width = fit->from_width, .height = fit->from_height };
    return region_shrink_side(&region, fit->width, fit->height) < 2;
}

static bool sending_init(struct sending *sending, const struct decode_outlet *outlet,
    const struct fit *fit, const struct decoded *decoded)
{
    const struct region region = { NULL, fit->from_width, fit->from_height,
        decoded->picture.width };
    const bool is_resized = region.width != fit->width || region.height != fit->height;
    *sending = (struct sending) { .outlet = outlet,
        .fit = fit,
        .stride = (size_t)region.stride * 4,
        .resampler = is_resized ? resampler_create(&region, fit->width, fit->height) : NULL,
        .colour = colour_create(&decoded->profile, true),
        .rows = malloc((size_t)SENT_ROWS * (size_t)fit->width * 4) };
    return sending->rows && !is_resized == !sending->resampler;
}

static void sending_finish(struct sending *sending)
{
    resampler_destroy(sending->resampler);
    colour_destroy(sending->colour);
    free(sending->rows);
}

static bool begin(
    const struct decode_outlet *outlet, const struct fit *fit, struct decoded *decoded)
{
    struct decode_reply reply;
    decoded->picture.width = fit->width;
    decoded->picture.height = fit->height;
    decoded->is_sent = true;
    decoded_reply(decoded, &reply);
    return outlet->begin(&reply);
}

bool bands_send(const struct decode_outlet *outlet, const struct bands_source *source,
    const struct fit *fit, struct decoded *decoded)
{
    struct sending sending;
    const int height = decoded->picture.height;
    const size_t band_bytes = (size_t)BAND_ROWS * (size_t)decoded->picture.width * 4;
    uint8_t *rows = malloc(2 * band_bytes);
    bool done = sending_init(&sending, outlet, fit, decoded) && rows;
    if (done) {
        struct step make = { .source = source, .rows = rows, .done = true };
        struct step send = { .sending = &sending, .rows = rows + band_bytes, .done = true };
        done = begin(outlet, fit, decoded) && send_all(&make, &send, height);
    } else {
        decoded_lacks_memory(decoded);
    }
    sending_finish(&sending);
    free(rows);
    return done;
}
