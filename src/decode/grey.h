/* A picture in one channel, as codes are looked for in it. Of src/decode only. */
#pragma once

#include "decode/decoded.h"

struct grey {
    int width, height;
    uint8_t *pixels; /* malloced */
};

/* How light it is on that ground (R, G, B), in steps that eyes see alike: any two colours of
 * some contrast (WCAG 2.1) are as many steps apart. False when memory is out. */
bool grey_of(const struct decode_picture *picture, const uint8_t ground[3], struct grey *out);

/* Without ringing: between its pixels there is nothing that is not. False when memory is out.
 */
bool grey_enlarge(const struct grey *from, double scale, struct grey *out);

/* Half as wide and high, of the means of four. False when memory is out. */
bool grey_halve(const struct grey *from, struct grey *out);

/* What is darker than the mean of its neighbourhood as 0, the rest as 255; and the same of what
 * is lighter. A neighbourhood is a few modules of a code wide, so that neither what is around a
 * code counts nor how light that is. False when memory is out; then neither is there. */
bool grey_split(const struct grey *from, struct grey *darker, struct grey *lighter);

void grey_negate(struct grey *grey);
void grey_mirror(struct grey *grey); /* left and right */
