#include "decode/bands.h"

#include "decode/beside.h"

#include <stdlib.h>

/* At 1920x1080 half a megabyte, which stays near the processor until it is sent. */
enum { BAND_ROWS = 64 };

/* What one of the two threads does with a band: one makes it, the other sends the one before.
 */
struct step {
    const struct decode_outlet *outlet; /* NULL: it is made */
    const struct bands_source *source;
    uint8_t *rows;
    size_t row_bytes;
    int count; /* 0: there is none */
    bool done;
};

static void take_step(void *half)
{
    struct step *step = half;
    if (step->count > 0) {
        step->done = step->outlet
                         ? step->outlet->send(step->rows, (size_t)step->count * step->row_bytes)
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
    return done;
}

bool bands_send(const struct decode_outlet *outlet, const struct bands_source *source,
    struct decoded *decoded)
{
    struct decode_reply reply;
    size_t row_bytes = (size_t)decoded->picture.width * 4;
    uint8_t *rows = malloc(2 * BAND_ROWS * row_bytes);
    if (!rows) {
        decoded_lacks_memory(decoded);
        return false;
    }
    struct step make = { .source = source, .rows = rows, .row_bytes = row_bytes, .done = true };
    struct step send = { .outlet = outlet,
        .rows = rows + BAND_ROWS * row_bytes,
        .row_bytes = row_bytes,
        .done = true };
    decoded_reply(decoded, &reply);
    decoded->is_sent = true;
    bool done = outlet->begin(&reply) && send_all(&make, &send, decoded->picture.height);
    free(rows);
    return done;
}
