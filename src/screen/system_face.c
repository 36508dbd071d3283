#include "screen/system_face.h"

#include <fontconfig/fontconfig.h>
#include <stdio.h>

static FcPattern *pattern_for(const FcCharSet *set, bool bold, bool emoji, const char *lang)
{
    FcPattern *pattern = FcPatternCreate();
    if (!pattern) {
        return NULL;
    }
    FcPatternAddCharSet(pattern, FC_CHARSET, set);
    FcPatternAddInteger(pattern, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
    FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN);
    FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)(emoji ? "emoji" : "sans-serif"));
    FcPatternAddString(pattern, FC_LANG, (const FcChar8 *)(lang ? lang : "zh-cn"));
    FcConfigSubstitute(NULL, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    return pattern;
}

bool system_face_find(const uint32_t *characters, size_t count, bool bold, const char *lang,
    struct system_face *out)
{
    bool found = false, emoji = false;
    FcPattern *pattern = NULL, *match = NULL;
    FcCharSet *wanted = FcCharSetCreate();
    for (size_t i = 0; wanted && i < count; i++) {
        FcCharSetAddChar(wanted, characters[i]);
        emoji = emoji || characters[i] >= 0x1F000;
    }
    pattern = wanted ? pattern_for(wanted, bold, emoji, lang) : NULL;
    FcResult result = FcResultNoMatch;
    match = pattern ? FcFontMatch(NULL, pattern, &result) : NULL;
    FcCharSet *has = NULL;
    FcChar8 *path = NULL;
    if (match && FcPatternGetCharSet(match, FC_CHARSET, 0, &has) == FcResultMatch &&
        FcCharSetIsSubset(wanted, has) &&
        FcPatternGetString(match, FC_FILE, 0, &path) == FcResultMatch) {
        int length = snprintf(out->path, sizeof out->path, "%s", (const char *)path);
        found = length > 0 && (size_t)length < sizeof out->path;
        if (FcPatternGetInteger(match, FC_INDEX, 0, &out->index) != FcResultMatch) {
            out->index = 0;
        }
    }
    if (match) {
        FcPatternDestroy(match);
    }
    if (pattern) {
        FcPatternDestroy(pattern);
    }
    if (wanted) {
        FcCharSetDestroy(wanted);
    }
    return found;
}

void system_face_finish(void)
{
    FcFini();
}
