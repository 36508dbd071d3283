/* The words that the program has for slides: every one in every language, with the places that
 * it has to fill, and dates and plurals as the Unicode consortium has them (CLDR, by ICU). */
#include "wording/language/language.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include <cmocka.h>

#define NAME_AND_PLACES(name, places) { #name, places },
static const struct {
    const char *name;
    int places;
} words[] = { WORDS(NAME_AND_PLACES) };

#define NAME(name) #name,
static const char *const date_words[] = { DATE_WORDS(NAME) };

static int lacking;

static void lacks(const char *tag, const char *group, const char *name, const char *why)
{
    print_error("%s: %s %s %s\n", tag, group, name, why);
    lacking++;
}

/* "{1}" and "{2}" up to places, each once, and no other. */
static bool fills(const char *text, int places)
{
    int found = 0;
    for (const char *at = strchr(text, '{'); at; at = strchr(at + 1, '{')) {
        if (at[1] < '1' || at[1] > '0' + places || at[2] != '}') {
            return false;
        }
        found += at[1] == '1' ? 1 : 10;
    }
    return found == (places == 2 ? 11 : places);
}

/* Nothing but the names that a date has. */
static bool is_date(const char *text)
{
    static const char *const names[] = { "y}", "b}", "m}", "d}", "mm}", "dd}", "M}", "N}", "W}",
        "w}", "t}" };
    for (const char *at = strchr(text, '{'); at; at = strchr(at + 1, '{')) {
        bool is_known = false;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            is_known = is_known || strncmp(at + 1, names[i], strlen(names[i])) == 0;
        }
        if (!is_known) {
            return false;
        }
    }
    return true;
}

static void check_words(const struct wording *wording)
{
    for (int i = 0; i < WORD_COUNT; i++) {
        const char *text = wording->words[i];
        bool may_lack = i == WORD_COUNT_BEGINS || i == WORD_COUNT_ENDS;
        if (!text || (!*text && !may_lack)) {
            lacks(wording->tag, "WORD", words[i].name, "is missing");
        } else if (!fills(text, words[i].places)) {
            lacks(wording->tag, "WORD", words[i].name, "has other places to fill");
        }
    }
    for (int i = 0; i < DATE_WORD_COUNT; i++) {
        const char *text = wording->dates[i];
        bool has_year = strstr(date_words[i], "_YEAR");
        bool says_year = text && (strstr(text, "{y}") || strstr(text, "{b}"));
        if (!text || !*text || !is_date(text) || has_year != says_year) {
            lacks(wording->tag, "DATE_WORD", date_words[i], "is missing, or not of a date");
        }
    }
    if (!wording->time || !fills(wording->time, 1)) {
        lacks(wording->tag, "time", "", "is missing");
    }
}

static void check_names(const char *tag, const char *group, const char *const *names, int count)
{
    for (int i = 0; i < count; i++) {
        char number[16];
        snprintf(number, sizeof number, "%d", i);
        if (!names[i] || !*names[i]) {
            lacks(tag, group, number, "is missing");
        }
    }
}

static void check_counts(const struct wording *wording)
{
    for (int64_t count = 0; count <= 1000; count++) {
        for (int i = 0; i < COUNTED_COUNT; i++) {
            const char *text = wording->counts[i][wording->plural_of(count)];
            if (!text || !*text) {
                char number[32];
                snprintf(number, sizeof number, "%d of %d", i, (int)count);
                lacks(wording->tag, "count", number, "is missing");
            }
        }
    }
}

/* Languages whose calendars have the lunar date and the solar terms. */
static bool has_calendar(const char *tag)
{
    return strncmp(tag, "zh", 2) == 0 || strcmp(tag, "ja") == 0 || strcmp(tag, "ko") == 0;
}

static void test_all_are_there(void **state)
{
    (void)state;
    size_t count = 0;
    for (; wordings[count]; count++) {
        const struct wording *wording = wordings[count];
        check_words(wording);
        check_names(wording->tag, "month", wording->months, 12);
        check_names(wording->tag, "short month", wording->short_months, 12);
        check_names(wording->tag, "weekday", wording->weekdays, 7);
        check_names(wording->tag, "short weekday", wording->short_weekdays, 7);
        check_counts(wording);
        if (has_calendar(wording->tag) != (wording->terms != NULL) ||
            has_calendar(wording->tag) != (wording->lunar != NULL)) {
            lacks(wording->tag, "calendar", "", "has too little or too much");
        }
        if (wording->terms) {
            check_names(wording->tag, "term", wording->terms, SOLAR_TERMS);
        }
    }
    assert_int_equal(count, 9);
    assert_int_equal(lacking, 0);
}

static void in_utf8(const UChar *text, char *out, size_t size)
{
    UErrorCode status = U_ZERO_ERROR;
    u_strToUTF8(out, (int32_t)size, NULL, text, -1, &status);
    assert_true(U_SUCCESS(status));
}

static void compare_symbols(const struct wording *wording, UDateFormat *format,
    UDateFormatSymbolType type, const char *const *names, int first, int count)
{
    for (int i = 0; i < count; i++) {
        UErrorCode status = U_ZERO_ERROR;
        UChar symbol[64];
        char theirs[256];
        udat_getSymbols(format, type, first + i, symbol, 64, &status);
        assert_true(U_SUCCESS(status));
        in_utf8(symbol, theirs, sizeof theirs);
        if (strcmp(theirs, names[i]) != 0) {
            fail_msg("%s: %d of symbols %d is \"%s\", to ICU \"%s\"", wording->tag, i, type,
                names[i], theirs);
        }
    }
}

static void test_names_are_cldrs(void **state)
{
    (void)state;
    for (size_t i = 0; wordings[i]; i++) {
        const struct wording *wording = wordings[i];
        UErrorCode status = U_ZERO_ERROR;
        /* Gregorian, whatever the language's own calendar is. */
        char locale[64];
        snprintf(locale, sizeof locale, "%s@calendar=gregorian", wording->tag);
        UDateFormat *format =
            udat_open(UDAT_LONG, UDAT_LONG, locale, u"UTC", -1, NULL, 0, &status);
        assert_true(U_SUCCESS(status));
        if (strstr(wording->dates[DATE_WORD_DATE], "{M}")) { /* others have figures */
            compare_symbols(wording, format, UDAT_STANDALONE_MONTHS, wording->months, 0, 12);
        }
        compare_symbols(wording, format, UDAT_WEEKDAYS, wording->weekdays, 1, 7);
        udat_close(format);
    }
}

/* What of a date is left when separators and spaces are taken away: they are ours to set. */
static void bare(const char *text, char *out)
{
    static const char *const taken[] = { " ", "　", ",", "،", "\u200f", "（", "）", "(", ")" };
    while (*text) {
        size_t skip = 0;
        for (size_t i = 0; i < sizeof taken / sizeof *taken && skip == 0; i++) {
            skip = strncmp(text, taken[i], strlen(taken[i])) == 0 ? strlen(taken[i]) : 0;
        }
        if (skip == 0) {
            *out++ = *text++;
        }
        text += skip;
    }
    *out = '\0';
}

/* Against skeletons: a day of a month, with its year, with its weekday. English as in Britain,
 * for a day in front of its month is read the same everywhere; Japanese with the short weekday.
 */
static void test_dates_are_cldrs(void **state)
{
    (void)state;
    static const struct {
        enum date_word word;
        int this_year;
        const UChar *skeleton;
    } forms[] = { { DATE_WORD_DATE, 2026, u"MMMMd" }, { DATE_WORD_DATE, 2025, u"yMMMMd" },
        { DATE_WORD_HEADER, 2026, u"MMMMEEEEd" } };
    const struct civil_date date = { .year = 2026, .month = 11, .day = 23, .weekday = 1 };
    for (size_t i = 0; wordings[i]; i++) {
        const char *tag = wordings[i]->tag;
        /* With the figures that feeds have. */
        const char *locale = strcmp(tag, "en") == 0   ? "en-GB"
                             : strcmp(tag, "ar") == 0 ? "ar-u-nu-latn"
                                                      : tag;
        for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
            UErrorCode status = U_ZERO_ERROR;
            UChar pattern[128], text[128];
            char theirs[512], left[512], right[512];
            UDateTimePatternGenerator *patterns = udatpg_open(locale, &status);
            udatpg_getBestPattern(patterns, forms[k].skeleton, -1, pattern, 128, &status);
            UDateFormat *format =
                udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, u"UTC", -1, pattern, -1, &status);
            udat_format(format, 1795392000000.0, text, 128, NULL, &status);
            assert_true(U_SUCCESS(status));
            in_utf8(text, theirs, sizeof theirs);
            struct arena arena;
            arena_init(&arena);
            const char *ours =
                wording_date(&arena, wordings[i], forms[k].word, &date, forms[k].this_year);
            bare(ours, left);
            bare(theirs, right);
            if (strcmp(left, right) != 0) {
                fail_msg("%s: \"%s\", to ICU \"%s\"", tag, ours, theirs);
            }
            arena_finish(&arena);
            udat_close(format);
            udatpg_close(patterns);
        }
    }
}

static void test_plurals_are_cldrs(void **state)
{
    (void)state;
    static const char *const names[] = { [PLURAL_ZERO] = "zero",
        [PLURAL_ONE] = "one",
        [PLURAL_TWO] = "two",
        [PLURAL_FEW] = "few",
        [PLURAL_MANY] = "many",
        [PLURAL_OTHER] = "other" };
    for (size_t i = 0; wordings[i]; i++) {
        UErrorCode status = U_ZERO_ERROR;
        UPluralRules *rules = uplrules_open(wordings[i]->tag, &status);
        assert_true(U_SUCCESS(status));
        for (int count = 0; count <= 1000; count++) {
            UChar keyword[32];
            char theirs[64];
            uplrules_select(rules, count, keyword, 32, &status);
            in_utf8(keyword, theirs, sizeof theirs);
            const char *ours = names[wordings[i]->plural_of(count)];
            /* "many" of Hebrew's round tens went out of CLDR. */
            bool is_gone = strcmp(wordings[i]->tag, "he") == 0 && strcmp(theirs, "many") == 0;
            if (strcmp(ours, theirs) != 0 && !is_gone) {
                fail_msg("%s: %d is %s, to ICU %s", wordings[i]->tag, count, ours, theirs);
            }
        }
        uplrules_close(rules);
    }
}

static const struct {
    const char *asked, *told;
} tags[] = {
    { "", "zh-Hans" },
    { "zh", "zh-Hans" },
    { "zh-CN", "zh-Hans" },
    { "ZH-hans", "zh-Hans" },
    { "zh-SG", "zh-Hans" },
    { "zh-Hans-HK", "zh-Hans" },
    { "zh-Hant", "zh-Hant" },
    { "zh-TW", "zh-Hant" },
    { "zh-Hant-TW", "zh-Hant" },
    { "zh-HK", "zh-HK" },
    { "zh-Hant-HK", "zh-HK" },
    { "zh-MO", "zh-HK" },
    { "yue", "zh-HK" },
    { "en", "en" },
    { "en-US", "en" },
    { "ja", "ja" },
    { "ja-JP", "ja" },
    { "ko-KR", "ko" },
    { "ar-EG", "ar" },
    { "he", "he" },
    { "iw", "he" },
    { "th", "th" },
    { "ug", "zh-Hans" },
    { "bo-CN", "zh-Hans" },
    { "kk-CN", "zh-Hans" },
    { "kk", "en" },
    { "fr", "en" },
    { "de-AT", "en" },
    { "zhx", "en" },
    { "x-private", "en" },
};

static void test_languages(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        const char *told = wording_of(tags[i].asked)->tag;
        if (strcmp(told, tags[i].told) != 0) {
            fail_msg("%s: %s, not %s", tags[i].asked, told, tags[i].told);
        }
    }
    for (size_t i = 0; wordings[i]; i++) {
        assert_ptr_equal(wording_of(wordings[i]->tag), wordings[i]);
    }
}

static const struct {
    const char *tag;
    enum counted counted;
    int count;
    const char *text;
} counts[] = {
    { "zh-Hans", COUNT_DAYS, 1, "1 天" },
    { "en", COUNT_DAYS, 1, "1 day" },
    { "en", COUNT_DAYS, 2, "2 days" },
    { "en", COUNT_DAYS, 21, "21 days" },
    { "en", COUNT_MINUTES, 1, "1 minute" },
    { "en", COUNT_MINUTES, 0, "0 minutes" },
    { "he", COUNT_DAYS, 1, "יום אחד" },
    { "he", COUNT_DAYS, 2, "יומיים" },
    { "he", COUNT_DAYS, 10, "10 ימים" },
    { "ar", COUNT_DAYS, 1, "يوم واحد" },
    { "ar", COUNT_DAYS, 2, "يومان" },
    { "ar", COUNT_DAYS, 3, "3 أيام" },
    { "ar", COUNT_DAYS, 10, "10 أيام" },
    { "ar", COUNT_DAYS, 11, "11 يومًا" },
    { "ar", COUNT_DAYS, 100, "100 يوم" },
    { "ar", COUNT_DAYS, 103, "103 أيام" },
};

static void test_counts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct arena arena;
        arena_init(&arena);
        assert_string_equal(wording_count(&arena, wording_of(counts[i].tag), counts[i].counted,
                                counts[i].count),
            counts[i].text);
        arena_finish(&arena);
    }
}

static const struct {
    const char *tag;
    struct lunar_date date;
    const char *text;
} lunars[] = {
    { "zh-Hans", { 6, 1, true }, "农历闰六月初一" },
    { "zh-Hans", { 12, 30, false }, "农历腊月三十" },
    { "zh-Hans", { 1, 20, false }, "农历正月二十" },
    { "zh-Hant", { 11, 21, false }, "農曆十一月廿一" },
    { "ja", { 6, 1, true }, "旧暦閏6月1日" },
    { "ko", { 6, 1, true }, "음력 윤6월 1일" },
    { "en", { 6, 1, true }, "" },
};

static void test_lunar(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lunars / sizeof *lunars; i++) {
        struct arena arena;
        arena_init(&arena);
        assert_string_equal(
            wording_lunar(&arena, wording_of(lunars[i].tag), &lunars[i].date), lunars[i].text);
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_are_there),
        cmocka_unit_test(test_names_are_cldrs),
        cmocka_unit_test(test_dates_are_cldrs),
        cmocka_unit_test(test_plurals_are_cldrs),
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_lunar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
