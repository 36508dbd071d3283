/* A picture as a file for others: JPEG for what is a photograph, PNG where something shines
 * through or there are few colours. Nothing but pixels is in it: no place, no time, no camera.
 */
#pragma once

#include "base/bytes.h"
#include "base/error.h"
#include "picture/picture.h"

/* Appends the file. Pixels are straight-alpha 0xAARRGGBB where has_alpha. Any thread. */
bool picture_encode(const struct picture *picture, bool has_alpha, struct bytes *out,
    bool *is_jpeg, struct error *error);
