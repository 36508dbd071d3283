/* Codes in a picture: QR codes, Aztec, Data Matrix, PDF417. */
#pragma once

#include "decode/decoded.h"

/* Has zxing-cpp and the C++ library make ready what they would only when they are asked. */
void codes_prepare(void);

struct codes_found {
    char *texts; /* one after the other, each with a NUL; the caller frees them */
    size_t size;
    const char *fault; /* why not, static text */
    bool hides_some;   /* why not: there are codes in it that nobody can judge */
};

/* False where memory is out, or where the picture hides some: one is there that cannot be read,
 * or has a NUL itself, or they say more than DECODE_CODES_MAX_BYTES. */
bool codes_read(const struct decode_picture *picture, struct codes_found *found);

/* What what is clear is looked at on, R, G, B. */
const uint8_t (*codes_grounds(size_t *count))[3];
