/* Which languages there are words in: a file each. */
#pragma once

#include "wording/wording.h"

extern const struct wording wording_zh_hans, wording_zh_hant, wording_zh_hk, wording_en,
    wording_ja, wording_ko, wording_ar, wording_he, wording_th;

/* What traditional Chinese calls them everywhere. */
extern const struct lunar_words lunar_hant;
extern const char *const terms_hant[SOLAR_TERMS];

/* Twelve of them, of Chinese and Japanese. */
#define FIGURED_MONTHS                                                                         \
    {                                                                                          \
        "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月" \
    }

/* Seven, of all Chinese. */
#define CHINESE_WEEKDAYS                                                                       \
    {                                                                                          \
        "星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"                \
    }

/* All of them, up to a NULL. */
extern const struct wording *const wordings[];

/* For a language tag: "" is Simplified Chinese, and what no row of the table knows English. */
const struct wording *wording_of(const char *tag);
