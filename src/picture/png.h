/* Pictures as PNG files. */
#pragma once

#include "base/error.h"
#include "picture/picture.h"

/* 8-bit RGB; made for speed more than for size. */
bool png_write(const char *path, const struct picture *picture, struct error *error);
