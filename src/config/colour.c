#include "config/colour.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool colour_read(const char *text, struct colour *out)
{
    if (text[0] != '#' || strlen(text) != 7 ||
        strspn(text + 1, "0123456789abcdefABCDEF") != 6) {
        return false;
    }
    unsigned long value = strtoul(text + 1, NULL, 16);
    *out = (struct colour) { (uint8_t)(value >> 16), (uint8_t)(value >> 8), (uint8_t)value };
    return true;
}

const char *colour_print(struct colour colour, char text[COLOUR_BYTES])
{
    snprintf(text, COLOUR_BYTES, "#%02x%02x%02x", colour.r, colour.g, colour.b);
    return text;
}

bool colour_is_same(struct colour a, struct colour b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

struct colour colour_mix(struct colour ground, struct colour over, int percent)
{
    int rest = 100 - percent;
    return (struct colour) { (uint8_t)((ground.r * rest + over.r * percent) / 100),
        (uint8_t)((ground.g * rest + over.g * percent) / 100),
        (uint8_t)((ground.b * rest + over.b * percent) / 100) };
}

double colour_linear(uint8_t channel)
{
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

double colour_luminance(struct colour colour)
{
    return 0.2126 * colour_linear(colour.r) + 0.7152 * colour_linear(colour.g) +
           0.0722 * colour_linear(colour.b);
}

double contrast_of(double a, double b)
{
    return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

double colour_contrast(struct colour a, struct colour b)
{
    return contrast_of(colour_luminance(a), colour_luminance(b));
}
