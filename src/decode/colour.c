#include "decode/decoded.h"

#include <lcms2.h>
#include <math.h>
#include <stdlib.h>

enum { CURVE_STEPS = 1024 };

struct colour *colour_create(const struct decode_input *profile, bool is_swapped)
{
    cmsHPROFILE from = NULL, to = NULL;
    cmsHTRANSFORM transform = NULL;
    const cmsUInt32Number type = is_swapped ? TYPE_BGRA_8 : TYPE_RGBA_8;
    if (profile->size == 0 ||
        !(from = cmsOpenProfileFromMem(profile->data, (cmsUInt32Number)profile->size)) ||
        cmsGetColorSpace(from) != cmsSigRgbData || !(to = cmsCreate_sRGBProfile())) {
        goto out;
    }
    transform = cmsCreateTransform(
        from, type, to, type, INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_COPY_ALPHA);
out:
    if (to) {
        cmsCloseProfile(to);
    }
    if (from) {
        cmsCloseProfile(from);
    }
    return transform;
}

void colour_destroy(struct colour *colour)
{
    if (colour) {
        cmsDeleteTransform(colour);
    }
}

void colour_apply(struct colour *colour, uint8_t *pixels, size_t count)
{
    if (colour) {
        cmsDoTransform(colour, pixels, pixels, (cmsUInt32Number)count);
    }
}

void colour_to_srgb(struct decode_picture *picture, const struct decode_input *profile)
{
    struct colour *colour = colour_create(profile, picture->is_swapped);
    colour_apply(colour, picture->pixels, (size_t)picture->width * (size_t)picture->height);
    colour_destroy(colour);
}

/* White of the paper, of 10000 cd/m2 (ITU-R BT.2408: 203), as SMPTE ST 2084 has it. */
static double linear_of_pq(double value)
{
    const double root = pow(value, 1 / 78.84375);
    const double top = root > 0.8359375 ? root - 0.8359375 : 0;
    return pow(top / (18.8515625 - 18.6875 * root), 1 / 0.1593017578125) * 10000 / 203;
}

/* ARIB STD-B67, whose paper is white at 0.75. */
static double linear_of_hlg(double value)
{
    const double scene = value <= 0.5
                             ? value * value / 3
                             : (exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12;
    return pow(scene, 1.2) / pow(0.26496256, 1.2);
}

static cmsToneCurve *curve_of_light(double (*linear)(double value))
{
    cmsUInt16Number steps[CURVE_STEPS];
    for (int i = 0; i < CURVE_STEPS; i++) {
        double light = linear(i / (CURVE_STEPS - 1.0));
        steps[i] = (cmsUInt16Number)(65535 * (light < 1 ? light : 1) + 0.5);
    }
    return cmsBuildTabulatedToneCurve16(NULL, CURVE_STEPS, steps);
}

/* ITU-T H.273 table 3. Video's own curves are shown as sRGB, as everybody does. */
static cmsToneCurve *curve_of(int transfer)
{
    static const double srgb[] = { 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045 };
    switch (transfer) {
    case 4:
        return cmsBuildGamma(NULL, 2.2);
    case 5:
        return cmsBuildGamma(NULL, 2.8);
    case 8:
        return cmsBuildGamma(NULL, 1);
    case 16:
        return curve_of_light(linear_of_pq);
    case 18:
        return curve_of_light(linear_of_hlg);
    default:
        return cmsBuildParametricToneCurve(NULL, 4, srgb);
    }
}

/* Table 2: the primaries that pictures have, of the white D65. */
static bool primaries_of(int number, cmsCIExyYTRIPLE *out)
{
    static const struct {
        int number;
        cmsCIExyYTRIPLE primaries;
    } rows[] = {
        { 1, { { 0.64, 0.33, 1 }, { 0.3, 0.6, 1 }, { 0.15, 0.06, 1 } } },
        { 5, { { 0.64, 0.33, 1 }, { 0.29, 0.6, 1 }, { 0.15, 0.06, 1 } } },
        { 6, { { 0.63, 0.34, 1 }, { 0.31, 0.595, 1 }, { 0.155, 0.07, 1 } } },
        { 7, { { 0.63, 0.34, 1 }, { 0.31, 0.595, 1 }, { 0.155, 0.07, 1 } } },
        { 9, { { 0.708, 0.292, 1 }, { 0.17, 0.797, 1 }, { 0.131, 0.046, 1 } } },
        { 12, { { 0.68, 0.32, 1 }, { 0.265, 0.69, 1 }, { 0.15, 0.06, 1 } } },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].number == number) {
            *out = rows[i].primaries;
            return true;
        }
    }
    return false;
}

static bool is_srgb(int primaries, int transfer)
{
    return primaries == 1 && transfer != 4 && transfer != 5 && transfer != 8 &&
           transfer != 16 && transfer != 18;
}

void colour_profile(int primaries, int transfer, struct decoded *out)
{
    static const cmsCIExyY d65 = { 0.3127, 0.329, 1 };
    cmsCIExyYTRIPLE triple;
    cmsHPROFILE profile = NULL;
    cmsUInt32Number size = 0;
    if (!primaries_of(primaries, &triple) || is_srgb(primaries, transfer)) {
        return;
    }
    cmsToneCurve *curve = curve_of(transfer);
    if (curve) {
        profile =
            cmsCreateRGBProfile(&d65, &triple, (cmsToneCurve *[]) { curve, curve, curve });
        cmsFreeToneCurve(curve);
    }
    if (profile && cmsSaveProfileToMem(profile, NULL, &size) && (out->holder = malloc(size)) &&
        cmsSaveProfileToMem(profile, out->holder, &size)) {
        out->profile = (struct decode_input) { out->holder, size };
    }
    if (profile) {
        cmsCloseProfile(profile);
    }
}
