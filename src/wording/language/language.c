#include "wording/language/language.h"

#include "base/language/language_tag.h"

#include <stddef.h>

const struct wording *const wordings[] = { &wording_zh_hans, &wording_zh_hant, &wording_zh_hk,
    &wording_en, &wording_ja, &wording_ko, &wording_ar, &wording_he, &wording_th, NULL };

const struct wording *wording_of(const char *tag)
{
    /* The first that fits; a script says more than a place, for Chinese is written in both
     * scripts in several. Whoever reads the other languages of China reads Chinese as well. */
    static const struct {
        const char *language, *subtag;
        const struct wording *wording;
    } known[] = {
        { "zh", "Hans", &wording_zh_hans },
        { "zh", "HK", &wording_zh_hk },
        { "zh", "MO", &wording_zh_hk },
        { "zh", "TW", &wording_zh_hant },
        { "zh", "Hant", &wording_zh_hant },
        { "zh", NULL, &wording_zh_hans },
        { "cmn", "Hant", &wording_zh_hant },
        { "cmn", NULL, &wording_zh_hans },
        { "yue", "Hans", &wording_zh_hans },
        { "yue", NULL, &wording_zh_hk },
        { "ja", NULL, &wording_ja },
        { "ko", NULL, &wording_ko },
        { "ar", NULL, &wording_ar },
        { "he", NULL, &wording_he },
        { "iw", NULL, &wording_he },
        { "th", NULL, &wording_th },
        { "bo", NULL, &wording_zh_hans },
        { "ii", NULL, &wording_zh_hans },
        { "ug", NULL, &wording_zh_hans },
        { "za", NULL, &wording_zh_hans },
        { "kk", "CN", &wording_zh_hans },
        { "kk", "Arab", &wording_zh_hans },
        { "mn", "CN", &wording_zh_hans },
        { "mn", "Mong", &wording_zh_hans },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (language_tag_fits(tag, known[i].language, known[i].subtag)) {
            return known[i].wording;
        }
    }
    return *tag ? &wording_en : &wording_zh_hans;
}
