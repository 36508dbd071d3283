/* ICC profiles of every kind that pictures come with, and of some that they should not. */
#pragma once

#include "decode/pictures.h"

#include <lcms2.h>
#include <lcms2_plugin.h>
#include <math.h>

static inline struct decode_input profile_bytes(cmsHPROFILE profile)
{
    cmsUInt32Number size = 0;
    uint8_t *data = NULL;
    if (profile && cmsSaveProfileToMem(profile, NULL, &size) && (data = malloc(size)) &&
        !cmsSaveProfileToMem(profile, data, &size)) {
        size = 0;
    }
    cmsCloseProfile(profile);
    return (struct decode_input) { data, size };
}

/* Of these primaries, in xy, with one curve for all three. */
static inline cmsHPROFILE profile_of_primaries(const double xy[6], cmsToneCurve *curve)
{
    const cmsCIExyY white = { 0.3127, 0.3290, 1 };
    const cmsCIExyYTRIPLE primaries = { { xy[0], xy[1], 1 }, { xy[2], xy[3], 1 },
        { xy[4], xy[5], 1 } };
    cmsToneCurve *const curves[3] = { curve, curve, curve };
    cmsHPROFILE profile = cmsCreateRGBProfile(&white, &primaries, curves);
    cmsFreeToneCurve(curve);
    return profile;
}

static const double profile_adobe_xy[] = { 0.64, 0.33, 0.21, 0.71, 0.15, 0.06 },
                    profile_p3_xy[] = { 0.680, 0.320, 0.265, 0.690, 0.150, 0.060 };

static inline cmsHPROFILE profile_srgb(void)
{
    return cmsCreate_sRGBProfile(); /* version 4, parametric curves */
}

/* Adobe RGB (1998), whose green is far outside of sRGB. */
static inline cmsHPROFILE profile_wide(void)
{
    return profile_of_primaries(profile_adobe_xy, cmsBuildGamma(NULL, 2.19921875));
}

static inline cmsHPROFILE profile_version_2(void)
{
    cmsUInt16Number table[1024];
    for (int i = 0; i < 1024; i++) {
        table[i] = (cmsUInt16Number)(65535 * pow(i / 1023.0, 1.8));
    }
    cmsHPROFILE profile =
        profile_of_primaries(profile_p3_xy, cmsBuildTabulatedToneCurve16(NULL, 1024, table));
    cmsSetProfileVersion(profile, 2.1);
    return profile;
}

static inline cmsHPROFILE profile_parametric(void)
{
    const double p3[] = { 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045 };
    return profile_of_primaries(profile_p3_xy, cmsBuildParametricToneCurve(NULL, 4, p3));
}

static inline cmsHPROFILE profile_grey(void)
{
    cmsToneCurve *curve = cmsBuildGamma(NULL, 2.2);
    cmsHPROFILE profile = cmsCreateGrayProfile(cmsD50_xyY(), curve);
    cmsFreeToneCurve(curve);
    return profile;
}

static inline cmsHPROFILE profile_lab(void)
{
    return cmsCreateLab4Profile(NULL);
}

static inline cmsHPROFILE profile_xyz(void)
{
    return cmsCreateXYZProfile();
}

/* Any way through a grid of that many channels. */
static cmsInt32Number profile_sample(
    const cmsUInt16Number in[], cmsUInt16Number out[], void *channels)
{
    int count = *(const int *)channels;
    int light = count == 4 ? 65535 - in[3] : (in[0] + 2 * in[1] + in[2]) / 4;
    out[0] = (cmsUInt16Number)light;
    out[1] = (cmsUInt16Number)(32768 + (in[0] - in[1]) / 4);
    out[2] = (cmsUInt16Number)(32768 + (in[1] - in[2]) / 4);
    return 1;
}

static inline cmsHPROFILE profile_of_grid(cmsColorSpaceSignature space, int channels)
{
    cmsHPROFILE profile = cmsCreateProfilePlaceholder(NULL);
    cmsPipeline *pipeline = cmsPipelineAlloc(NULL, (cmsUInt32Number)channels, 3);
    cmsStage *grid = cmsStageAllocCLut16bit(NULL, 9, (cmsUInt32Number)channels, 3, NULL);
    cmsStageSampleCLut16bit(grid, profile_sample, &channels, 0);
    cmsPipelineInsertStage(pipeline, cmsAT_END, grid);
    cmsSetProfileVersion(profile, 2.1);
    cmsSetDeviceClass(profile, cmsSigOutputClass);
    cmsSetColorSpace(profile, space);
    cmsSetPCS(profile, cmsSigLabData);
    cmsWriteTag(profile, cmsSigAToB0Tag, pipeline);
    cmsWriteTag(profile, cmsSigAToB1Tag, pipeline);
    cmsPipelineFree(pipeline);
    return profile;
}

static inline cmsHPROFILE profile_grid(void)
{
    return profile_of_grid(cmsSigRgbData, 3);
}

static inline cmsHPROFILE profile_cmyk(void)
{
    return profile_of_grid(cmsSigCmykData, 4);
}

/* Names for spot colours, which no pixel has. */
static inline cmsHPROFILE profile_named(void)
{
    cmsHPROFILE profile = cmsCreateProfilePlaceholder(NULL);
    cmsNAMEDCOLORLIST *list = cmsAllocNamedColorList(NULL, 2, 3, "", "");
    cmsUInt16Number lab[3] = { 30000, 32768, 32768 }, rgb[16] = { 65535, 0, 0 };
    cmsAppendNamedColor(list, "red", lab, rgb);
    cmsAppendNamedColor(list, "grey", lab, rgb);
    cmsSetProfileVersion(profile, 4.3);
    cmsSetDeviceClass(profile, cmsSigNamedColorClass);
    cmsSetColorSpace(profile, cmsSigRgbData);
    cmsSetPCS(profile, cmsSigLabData);
    cmsWriteTag(profile, cmsSigNamedColor2Tag, list);
    cmsFreeNamedColorList(list);
    return profile;
}

/* From one device to another, without a colour between. */
static inline cmsHPROFILE profile_link(void)
{
    cmsHPROFILE from = profile_wide(), to = profile_srgb();
    cmsHTRANSFORM transform =
        cmsCreateTransform(from, TYPE_RGB_16, to, TYPE_RGB_16, INTENT_PERCEPTUAL, 0);
    cmsHPROFILE profile = cmsTransform2DeviceLink(transform, 4.3, 0);
    cmsDeleteTransform(transform);
    cmsCloseProfile(from);
    cmsCloseProfile(to);
    return profile;
}

/* 2 MB of something that nobody asks for. */
static inline cmsHPROFILE profile_huge(void)
{
    enum { HUGE_BYTES = 2 << 20 };
    cmsHPROFILE profile = profile_wide();
    cmsICCData *data = calloc(1, sizeof *data + HUGE_BYTES);
    data->len = HUGE_BYTES;
    cmsWriteTag(profile, cmsSigPs2CRD0Tag, data);
    free(data);
    return profile;
}

struct profile_kind {
    const char *name;
    cmsHPROFILE (*make)(void);
    int kept_thousandths; /* of its bytes; the rest is cut off */
    bool changes;         /* a pixel of 90 150 140 */
};

static const struct profile_kind profile_kinds[] = {
    { "srgb", profile_srgb, 1000, false },
    { "wide", profile_wide, 1000, true },
    { "version-2", profile_version_2, 1000, true },
    { "parametric", profile_parametric, 1000, true },
    { "grid", profile_grid, 1000, true },
    { "huge", profile_huge, 1000, true },
    { "grey", profile_grey, 1000, false },
    { "cmyk", profile_cmyk, 1000, false },
    { "lab", profile_lab, 1000, false },
    { "xyz", profile_xyz, 1000, false },
    { "named", profile_named, 1000, false },
    { "link", profile_link, 1000, false },
    { "broken", profile_wide, 700, false },
    { "head", profile_grid, 20, false },
};

enum { PROFILE_KINDS = sizeof profile_kinds / sizeof *profile_kinds };

static inline struct decode_input profile_make(const struct profile_kind *kind)
{
    struct decode_input made = profile_bytes(kind->make());
    made.size = made.size * (size_t)kind->kept_thousandths / 1000;
    return made;
}

/* The profile in as many pieces as it takes behind the first marker; the JPEG is given up. */
static inline struct decode_input jpeg_with_profile(
    struct decode_input jpeg, struct decode_input profile)
{
    enum { HEAD = 18, PIECE = 65000 };
    size_t pieces = profile.size / PIECE + 1, at = 2;
    uint8_t *data = malloc(jpeg.size + profile.size + pieces * HEAD);
    memcpy(data, jpeg.data, 2);
    for (size_t part = 0, from = 0; part < pieces; part++) {
        size_t left = profile.size - from, size = left < PIECE ? left : PIECE;
        const uint8_t head[HEAD] = { 0xFF, 0xE2, (uint8_t)((size + 16) >> 8),
            (uint8_t)(size + 16), 'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0,
            (uint8_t)(part + 1), (uint8_t)pieces };
        memcpy(data + at, head, HEAD);
        memcpy(data + at + HEAD, profile.data + from, size);
        at += HEAD + size;
        from += size;
    }
    memcpy(data + at, jpeg.data + 2, jpeg.size - 2);
    free((void *)(uintptr_t)jpeg.data);
    return (struct decode_input) { data, at + jpeg.size - 2 };
}
