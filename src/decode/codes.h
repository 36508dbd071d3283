/* QR codes in a picture, with zbar where that is installed. */
#pragma once

#include "decode/decoded.h"

struct codes;

/* Loads zbar, from files and so before the sandbox; NULL where it is not there. */
struct codes *codes_create(void);
void codes_destroy(struct codes *codes);

/* The texts of the codes one after the other, each with a NUL, in out, which the caller frees.
 * False when memory is out, they are more than DECODE_CODES_MAX_BYTES, or one has a NUL itself.
 */
bool codes_read(
    struct codes *codes, const struct decode_picture *picture, char **out, size_t *size);
