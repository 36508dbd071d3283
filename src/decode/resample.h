/* Resizing in linear light: of src/decode only. */
#pragma once

#include "decode/shrink.h"

#include <stdbool.h>

/* The region at another size: what is enlarged by Catmull-Rom's filter, what is made smaller by
 * Mitchell and Netravali's. Colours weigh as much as they cover: what is clear has none. `out`
 * has room for width * height pixels. False when memory is out. */
bool region_resample(const struct region *region, uint8_t *out, int width, int height);

/* The same of an opaque region whose rows come one after the other, into one whose rows go as
 * soon as they can be made: neither is ever there as a whole. Of one thread at a time. */
struct resampler;

/* `region` is how large it is and how far apart its rows lie; it has no pixels. NULL when
 * memory is out; from here on none is asked for. */
struct resampler *resampler_create(const struct region *region, int width, int height);
void resampler_destroy(struct resampler *resampler);

/* The next rows of the region, of which all before are made use of: resampler_next() said so.
 * Borrowed until it says so again. */
void resampler_give(struct resampler *resampler, const uint8_t *rows, int count);

/* The next row of the result. False where it needs further rows of the region, or was the
 * last. */
bool resampler_next(struct resampler *resampler, uint8_t *row);
