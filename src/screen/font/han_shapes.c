#include "screen/font/han_shapes.h"

#include "base/language/language_tag.h"

#include <stddef.h>
#include <string.h>

enum han_shapes han_shapes_of(const char *lang)
{
    /* The first that fits; a place says more than a script. */
    static const struct {
        const char *language, *subtag;
        enum han_shapes shapes;
    } known[] = {
        { "ja", NULL, HAN_JAPAN },
        { "ko", NULL, HAN_KOREA },
        { "zh", "Hans", HAN_MAINLAND },
        { "zh", "HK", HAN_HONG_KONG },
        { "zh", "MO", HAN_HONG_KONG },
        { "zh", "TW", HAN_TAIWAN },
        { "zh", "Hant", HAN_TAIWAN },
        { "yue", NULL, HAN_HONG_KONG },
    };
    if (!lang || strcmp(lang, "zh-Hans") == 0) { /* nearly always; asked for at every word */
        return HAN_MAINLAND;
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (language_tag_fits(lang, known[i].language, known[i].subtag)) {
            return known[i].shapes;
        }
    }
    return HAN_MAINLAND;
}

bool han_shapes_matter(uint32_t character)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        { 0x00B7, 0x00B7 },   /* · */
        { 0x1100, 0x11FF },   /* hangul jamo */
        { 0x2010, 0x2027 },   /* dashes, quotes, ellipsis */
        { 0x2E80, 0x9FFF },   /* radicals, marks, kana, Han */
        { 0xA960, 0xA97F },   /* hangul jamo */
        { 0xAC00, 0xD7FF },   /* hangul */
        { 0xF900, 0xFAFF },   /* compatibility ideographs */
        { 0xFE30, 0xFE4F },   /* compatibility forms */
        { 0xFF00, 0xFFEF },   /* full-width forms */
        { 0x20000, 0x3FFFF }, /* further Han */
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (character >= ranges[i].first && character <= ranges[i].last) {
            return true;
        }
    }
    return false;
}
