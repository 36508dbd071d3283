/* Colours as people write them, and how well one is read on another. Pure. */
#pragma once

#include "base/pixels.h"

#include <stdbool.h>

/* From "#1d1b18"; false when it is none. */
bool colour_read(const char *text, struct colour *out);

enum { COLOUR_BYTES = 8 };
const char *colour_print(struct colour colour, char text[COLOUR_BYTES]);

bool colour_is_same(struct colour a, struct colour b);

/* So many per cent of `over` on the ground. */
struct colour colour_mix(struct colour ground, struct colour over, int percent);

/* sRGB's light of a channel (IEC 61966-2-1), 0 to 1. */
double colour_linear(uint8_t channel);

/* WCAG 2.1 relative luminance, 0 to 1, and contrast, 1 to 21. */
double colour_luminance(struct colour colour);
double colour_contrast(struct colour a, struct colour b);

/* WCAG's contrast from two luminances. */
double contrast_of(double a, double b);
