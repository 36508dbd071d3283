#include "command/theme/oklab.h"

#include "config/colour.h"

#include <math.h>
#include <stdbool.h>

static double encoded(double value)
{
    return value <= 0.0031308 ? 12.92 * value : 1.055 * pow(value, 1 / 2.4) - 0.055;
}

struct oklch oklch_of(struct colour colour)
{
    double r = colour_linear(colour.r), g = colour_linear(colour.g),
           b = colour_linear(colour.b);
    double l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    double m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    double s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    double x = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
    double y = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
    return (struct oklch) { 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        sqrt(x * x + y * y), atan2(y, x) };
}

static bool fits(double value)
{
    return value >= -0.0005 && value <= 1.0005;
}

static uint8_t byte_of(double linear)
{
    double value = encoded(linear < 0 ? 0 : linear > 1 ? 1 : linear);
    return (uint8_t)lround(255 * value);
}

/* False where it is outside of sRGB; the colour is cut then. */
static bool convert(struct oklch from, struct colour *out)
{
    double x = from.chroma * cos(from.hue), y = from.chroma * sin(from.hue);
    double l = pow(from.lightness + 0.3963377774 * x + 0.2158037573 * y, 3);
    double m = pow(from.lightness - 0.1055613458 * x - 0.0638541728 * y, 3);
    double s = pow(from.lightness - 0.0894841775 * x - 1.2914855480 * y, 3);
    double r = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
    double g = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
    double b = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s;
    *out = (struct colour) { byte_of(r), byte_of(g), byte_of(b) };
    return fits(r) && fits(g) && fits(b);
}

struct colour oklch_colour(struct oklch from)
{
    enum { STEPS = 64 };
    struct colour colour = { 0, 0, 0 };
    struct oklch trial = from;
    for (int i = STEPS; i >= 0; i--) {
        trial.chroma = from.chroma * i / STEPS;
        if (convert(trial, &colour)) {
            break;
        }
    }
    return colour;
}
