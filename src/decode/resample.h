/* Resizing in linear light: of src/decode only. */
#pragma once

#include "decode/shrink.h"

#include <stdbool.h>

/* The region at another size: what is enlarged by Catmull-Rom's filter, what is made smaller by
 * Mitchell and Netravali's. Colours weigh as much as they cover: what is clear has none. `out`
 * has room for width * height pixels. False when memory is out. */
bool region_resample(const struct region *region, uint8_t *out, int width, int height);
