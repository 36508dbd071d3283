/* The QR codes in a picture that came, read by the sandboxed decoder. Of src/net only. */
#pragma once

#include "base/arena.h"
#include "content/picture_ref.h"

/* Fills picture->codes, in the arena, from the file at `path`, or sets hides_codes where they
 * cannot be read. Where zbar is not installed there are none; what is no picture has none
 * either, as it is not shown. */
void picture_codes_read(const char *path, struct arena *arena, struct picture_ref *picture);
