#include "screen/font/system_face.h"

#include <fontconfig/fontconfig.h>
#include <stdio.h>
#include <string.h>

static const char *language_of(enum han_shapes shapes)
{
    static const char *const languages[HAN_COUNT] = {
        [HAN_MAINLAND] = "zh-cn",
        [HAN_TAIWAN] = "zh-tw",
        [HAN_HONG_KONG] = "zh-hk",
        [HAN_JAPAN] = "ja",
        [HAN_KOREA] = "ko",
    };
    return languages[shapes];
}

static void add_name(FcPattern *pattern, const char *object, const char *name)
{
    FcPatternAddString(pattern, object, (const FcChar8 *)name);
}

/* Adds what every wish has in common; families that are wanted more are in the pattern already,
 * which is taken. NULL when there is no face at all. */
static FcPattern *best_match(
    FcPattern *pattern, const char *family, bool bold, enum han_shapes shapes)
{
    FcResult result = FcResultNoMatch;
    add_name(pattern, FC_FAMILY, family);
    FcPatternAddInteger(pattern, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
    FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN);
    add_name(pattern, FC_LANG, language_of(shapes));
    FcConfigSubstitute(NULL, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    FcPattern *match = FcFontMatch(NULL, pattern, &result);
    FcPatternDestroy(pattern);
    return match;
}

static bool take_file(const FcPattern *match, struct system_face *out)
{
    FcChar8 *path = NULL;
    if (FcPatternGetString(match, FC_FILE, 0, &path) != FcResultMatch) {
        return false;
    }
    if (FcPatternGetInteger(match, FC_INDEX, 0, &out->index) != FcResultMatch) {
        out->index = 0;
    }
    int length = snprintf(out->path, sizeof out->path, "%s", (const char *)path);
    return length > 0 && (size_t)length < sizeof out->path;
}

bool system_face_find(const struct face_wish *wish, struct system_face *out)
{
    bool found = false;
    FcPattern *pattern = NULL, *match = NULL;
    FcCharSet *wanted = FcCharSetCreate(), *has = NULL;
    for (size_t i = 0; wanted && i < wish->count; i++) {
        FcCharSetAddChar(wanted, wish->characters[i]);
    }
    pattern = wanted ? FcPatternCreate() : NULL;
    if (!pattern) {
        goto out;
    }
    FcPatternAddCharSet(pattern, FC_CHARSET, wanted);
    match = best_match(pattern, wish->emoji ? "emoji" : "sans-serif", wish->bold, wish->shapes);
    found = match && FcPatternGetCharSet(match, FC_CHARSET, 0, &has) == FcResultMatch &&
            FcCharSetIsSubset(wanted, has) && take_file(match, out);
out:
    if (match) {
        FcPatternDestroy(match);
    }
    if (wanted) {
        FcCharSetDestroy(wanted);
    }
    return found;
}

/* As Debian, the download and the subset for one place call them. */
static const char *const places[HAN_COUNT] = { "SC", "TC", "HK", "JP", "KR" };

bool system_face_for_shapes(enum han_shapes shapes, bool bold, struct system_face *out)
{
    static const char *const families[] = { "Noto Sans CJK", "Noto Sans", "Source Han Sans",
        "Noto Serif CJK", "Noto Serif", "Source Han Serif" };
    FcLangSet *languages = NULL;
    FcPattern *pattern = FcPatternCreate();
    if (!pattern) {
        return false;
    }
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s %s", families[i], places[shapes]);
        add_name(pattern, FC_FAMILY, name);
    }
    FcPattern *match = best_match(pattern, "sans-serif", bold, shapes);
    const FcChar8 *language = (const FcChar8 *)language_of(shapes);
    bool found = match && FcPatternGetLangSet(match, FC_LANG, 0, &languages) == FcResultMatch &&
                 FcLangSetHasLang(languages, language) == FcLangEqual && take_file(match, out);
    if (match) {
        FcPatternDestroy(match);
    }
    return found;
}

/* fontconfig always has an answer; whether it is this one its names say. */
static bool is_called(const FcPattern *match, const char *family)
{
    FcChar8 *name = NULL;
    for (int i = 0; FcPatternGetString(match, FC_FAMILY, i, &name) == FcResultMatch; i++) {
        if (FcStrCmpIgnoreCase(name, (const FcChar8 *)family) == 0) {
            return true;
        }
    }
    return false;
}

bool system_face_named(
    const char *family, bool bold, enum han_shapes shapes, struct system_face *out)
{
    char name[256];
    size_t length = strlen(family);
    bool has_place = length > 3 && strcmp(family + length - 3, " SC") == 0;
    FcPattern *pattern = FcPatternCreate();
    if (!pattern) {
        return false;
    }
    snprintf(name, sizeof name, "%.*s%s", (int)(has_place ? length - 2 : length), family,
        has_place ? places[shapes] : "");
    add_name(pattern, FC_FAMILY, name);
    FcPattern *match = best_match(pattern, "serif", bold, shapes);
    bool found = match && is_called(match, name) && take_file(match, out);
    if (match) {
        FcPatternDestroy(match);
    }
    return found;
}

void system_face_finish(void)
{
    FcFini();
}
