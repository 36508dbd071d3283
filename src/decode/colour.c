#include "decode/decoded.h"

#include <lcms2.h>

void colour_to_srgb(struct decode_picture *picture, const struct decode_input *profile)
{
    cmsHPROFILE from = NULL, to = NULL;
    cmsHTRANSFORM transform = NULL;
    size_t count = (size_t)picture->width * (size_t)picture->height;
    if (profile->size == 0 ||
        !(from = cmsOpenProfileFromMem(profile->data, (cmsUInt32Number)profile->size)) ||
        cmsGetColorSpace(from) != cmsSigRgbData || !(to = cmsCreate_sRGBProfile())) {
        goto out;
    }
    transform = cmsCreateTransform(
        from, TYPE_RGBA_8, to, TYPE_RGBA_8, INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_COPY_ALPHA);
    if (transform) {
        cmsDoTransform(transform, picture->pixels, picture->pixels, (cmsUInt32Number)count);
    }
out:
    if (transform) {
        cmsDeleteTransform(transform);
    }
    if (to) {
        cmsCloseProfile(to);
    }
    if (from) {
        cmsCloseProfile(from);
    }
}
