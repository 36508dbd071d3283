/* What stays on one line (CLREQ 3.1.5, 3.2.4, and what readers of a notice need whole). */
#include "typeset/chars/keep.h"

#include "base/utf8.h"

#include <string.h>

void chars_keep_softly(struct chars *chars, size_t i, enum taste taste)
{
    if (i > 0 && i < chars->count && chars->row[i].level <= BREAK_TASTE) {
        struct shown *shown = &chars->row[i];
        shown->level = BREAK_TASTE;
        shown->taste = shown->taste > taste ? shown->taste : (unsigned short)taste;
    }
}

/* How many characters that is where the text goes on so, else 0; of Han: three bytes each. */
static size_t length_of(const struct chars *chars, size_t i, const char *word)
{
    size_t n = 0;
    for (size_t at = 0; word[at]; n++) {
        if (!touches(chars, i + n) ||
            character_at(chars, i + n) != utf8_next(word, at + 3, &at)) {
            return 0;
        }
    }
    return n;
}

/* Wi-Fi 6升级, ICRA 2026首日: what looks like a unit begins a word. */
static bool is_word(const struct chars *chars, size_t i)
{
    static const char *const words[] = { "升级", "升学", "升空", "升温", "升旗", "首次", "首届",
        "首批", "首个", "首日", "首站", "首战", "首秀", "首发", "首映", "位列", "位居", "名列",
        "点亮", "点燃", "集训", "路演", "排名", "部署" };
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        if (length_of(chars, i, words[k])) {
            return true;
        }
    }
    return false;
}

/* How many characters from i on are a unit that belongs to the figure before it. */
static size_t unit_length(const struct chars *chars, size_t i)
{
    static const char *const longer[] = { "公里", "千米", "厘米", "毫米", "平方米", "立方米",
        "公斤", "千克", "毫升", "公顷", "小时", "分钟", "秒钟", "万元", "亿元", "美元", "欧元",
        "周年", "学年", "学期", "学分", "学时", "万人", "千瓦", "摄氏度", "个月", "世纪",
        "年代" };
    static const char single[] =
        "年月日号时点分秒个名人位条项次届级期所门种册页章节楼层室栋幢座元角万亿千百岁周天米"
        "克吨升亩度倍折台件份套间场家辆篇部首卷集路站排列班组队课队";
    for (size_t k = 0; k < sizeof longer / sizeof *longer; k++) {
        size_t length = length_of(chars, i, longer[k]);
        if (length) {
            return length;
        }
    }
    return mark_is_one_of(character_at(chars, i), single) && !is_word(chars, i) ? 1 : 0;
}

/* A figure, or the sign or unit that was kept to one: 10, 5%, 100元. */
static bool ends_figure(const struct chars *chars, size_t i)
{
    uint32_t character = character_at(chars, i);
    return mark_is_digit(character) || mark_is_one_of(character, "%％‰℃℉°′″") ||
           (chars->row[i].class == UNIT_HAN &&
               (chars->row[i].level == BREAK_TASTE || chars->row[i].level == BREAK_KEEP));
}

static bool begins_figure(uint32_t character)
{
    return mark_is_digit(character) || mark_is_one_of(character, "￥¥$＄€£-−+");
}

/* Behind the 0 of 100, and behind the ⁴ of 10⁴. */
static bool is_behind_figure(const struct chars *chars, size_t i)
{
    enum { LONGEST_POWER = 3 };
    size_t n = 1;
    while (n <= LONGEST_POWER && touches(chars, i - n) &&
           mark_is_one_of(character_at(chars, i - n), "⁰¹²³⁴⁵⁶⁷⁸⁹")) {
        n++;
    }
    return mark_is_digit(character_at(chars, i - n));
}

/* 300人, 5公里, 2024年11月10日, 8时30分: a figure, its unit and the figure that goes on. */
static void keep_figures(struct chars *chars, size_t i)
{
    if (!is_behind_figure(chars, i) || !touches(chars, i)) {
        return;
    }
    /* 100多名, 10余人 */
    size_t about =
        mark_is_one_of(character_at(chars, i), "多余") ? unit_length(chars, i + 1) : 0;
    size_t length = about ? about + 1 : unit_length(chars, i);
    for (size_t n = 0; n < length; n++) {
        chars_keep_softly(chars, i + n, n ? TASTE_IN_UNIT : TASTE_UNIT);
    }
    if (length == 1 && mark_is_one_of(character_at(chars, i), "年月时点分") &&
        touches(chars, i + 1) && mark_is_digit(character_at(chars, i + 1))) {
        chars_keep_softly(chars, i + 1, TASTE_DATE);
    }
    /* 65763111转8001 */
    if (character_at(chars, i) == 0x8F6C && touches(chars, i + 1) &&
        mark_is_digit(character_at(chars, i + 1))) {
        keep(chars, i);
        keep(chars, i + 1);
    }
}

const char keep_numerals[] = "〇零一二三四五六七八九十百千万亿两";

/* 一百二十人, 三万元, and years such as 二〇二四年: written out, and their unit. 千万不要 has
 * no figure, and 三四五六七 counts. */
static void keep_han_figures(struct chars *chars, size_t i)
{
    size_t end = i, digits = 0, powers = 0;
    bool is_row = false, is_behind_digit = false;
    if (!mark_is_one_of(character_at(chars, i), keep_numerals) ||
        (i > 0 && touches(chars, i) &&
            mark_is_one_of(character_at(chars, i - 1), keep_numerals))) {
        return; /* none, which is the usual case, or in the midst of it */
    }
    while (end < chars->count && mark_is_one_of(character_at(chars, end), keep_numerals) &&
           (end == i || touches(chars, end))) {
        uint32_t character = character_at(chars, end);
        bool is_power = mark_is_one_of(character, "十百千万亿");
        is_row = is_row || (!is_power && is_behind_digit);
        is_behind_digit = !is_power && !mark_is_one_of(character, "零〇");
        powers += is_power;
        digits += !is_power;
        end++;
    }
    bool is_year = powers == 0 && digits == 4 && character_at(chars, end) == 0x5E74;
    if (!is_year && (digits == 0 || powers == 0 || is_row)) {
        return;
    }
    for (size_t n = i + 1; n < end; n++) {
        chars_keep_softly(chars, n, TASTE_NUMERAL);
    }
    /* 三百余名 */
    const bool is_about = touches(chars, end) &&
                          mark_is_one_of(character_at(chars, end), "多余") &&
                          touches(chars, end + 1) && unit_length(chars, end + 1) > 0;
    const size_t unit = touches(chars, end) ? unit_length(chars, end + is_about) : 0;
    for (size_t n = unit > 0 ? unit + is_about : 0; n > 0; n--) {
        chars_keep_softly(chars, end + n - 1, n > 1 ? TASTE_IN_UNIT : TASTE_UNIT);
    }
}

/* 第3届, 第十二章 */
static void keep_ordinals(struct chars *chars, size_t i)
{
    uint32_t next = character_at(chars, i);
    if (character_at(chars, i - 1) != 0x7B2C || !touches(chars, i)) {
        return;
    }
    if (mark_is_digit(next)) {
        chars_keep_softly(chars, i, TASTE_IN_UNIT);
    }
    while (i < chars->count && touches(chars, i) &&
           mark_is_one_of(character_at(chars, i), keep_numerals)) {
        chars_keep_softly(chars, i++, TASTE_IN_UNIT);
        if (unit_length(chars, i)) {
            chars_keep_softly(chars, i, TASTE_ORDINAL);
        }
    }
}

/* 9:00 on either side of the character at i. */
static bool is_between_times(const struct chars *chars, size_t i)
{
    const size_t right = digits_from(chars, i + 1);
    size_t left = 0;
    while (left < i && mark_is_digit(character_at(chars, i - 1 - left))) {
        left++;
    }
    return left > 0 && left < i && right > 0 &&
           mark_is_one_of(character_at(chars, i - 1 - left), ":：") &&
           mark_is_one_of(character_at(chars, i + 1 + right), ":：");
}

/* Whether the range at i is one of times, dates, shares or years: no telephone number is. */
static bool is_plain_range(const struct chars *chars, size_t i)
{
    size_t left = 0, right = digits_from(chars, i + 1);
    while (left < i && mark_is_digit(character_at(chars, i - 1 - left))) {
        left++;
    }
    if (left == 0) {
        return true;
    }
    bool is_time = left < i && mark_is_one_of(character_at(chars, i - 1 - left), ":：");
    bool are_years = left == 4 && right == 4 && is_year(chars, i - 4) && is_year(chars, i + 1);
    return is_time || are_years || (left <= 2 && right <= 2);
}

/* 8:30—17:30, 8:30 - 17:30, 2023-2024, 10～20, 5%～10%, ￥100～￥200; and, between bare
 * figures, 8:30至17:30 and the full-width colon of 8：30. */
static void keep_ranges(struct chars *chars, size_t i)
{
    uint32_t character = character_at(chars, i);
    if (i + 1 >= chars->count || touches(chars, i) != touches(chars, i + 1)) {
        return;
    }
    bool between =
        mark_is_digit(character_at(chars, i - 1)) && mark_is_digit(character_at(chars, i + 1));
    bool range = mark_is_range(character) && ends_figure(chars, i - 1) &&
                 begins_figure(character_at(chars, i + 1));
    const bool are_times = is_between_times(chars, i);
    if (between && character == 0x81F3) { /* 至 */
        chars_keep_softly(chars, i, are_times ? TASTE_TIMES : TASTE_UNTIL);
        chars_keep_softly(chars, i + 1, are_times ? TASTE_TIMES : TASTE_UNTIL);
    } else if (range && character >= 0x80 && is_plain_range(chars, i)) {
        chars_keep_softly(chars, i, are_times ? TASTE_TIMES : TASTE_RANGE);
        chars_keep_softly(chars, i + 1, are_times ? TASTE_TIMES : TASTE_RANGE);
    } else if (range || (between && character == 0xFF1A)) { /* ： */
        keep(chars, i);
        keep(chars, i + 1);
    }
}

/* 5 km: the space before a unit in Latin letters. */
static void keep_latin_units(struct chars *chars, size_t i)
{
    static const char *const units[] = { "km", "m", "cm", "mm", "kg", "g", "mg", "t", "h", "s",
        "min", "L", "mL", "ml", "V", "W", "kW", "kWh", "Hz", "kHz", "MHz", "GHz", "KB", "MB",
        "GB", "TB", "Mbps", "Gbps", "px", "pt", "a.m.", "p.m.", "am", "pm", "AM", "PM" };
    if (chars->row[i].space == SPACE_NONE || !is_behind_figure(chars, i)) {
        return;
    }
    for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
        size_t n = 0, size = strlen(units[k]);
        while (n < size && character_at(chars, i + n) == (unsigned char)units[k][n]) {
            n++;
        }
        bool ends = i + n >= chars->count || chars->row[i + n].space != SPACE_NONE ||
                    !(mark_is_letter(character_at(chars, i + n)) ||
                        mark_is_digit(character_at(chars, i + n)));
        if (n == size && ends) {
            chars_keep_softly(chars, i, TASTE_UNIT);
        }
    }
}

/* RMB 12,860 and No. 5: the space behind what says of which kind a figure is. */
static void keep_latin_signs(struct chars *chars, size_t i)
{
    static const char *const signs[] = { "RMB", "CNY", "USD", "EUR", "HKD", "GBP", "No.",
        "Nos." };
    if (chars->row[i].space == SPACE_NONE || !mark_is_digit(character_at(chars, i))) {
        return;
    }
    for (size_t k = 0; k < sizeof signs / sizeof *signs; k++) {
        size_t n = 0, size = strlen(signs[k]);
        while (n < size && size <= i &&
               character_at(chars, i - size + n) == (unsigned char)signs[k][n]) {
            n++;
        }
        bool begins = size <= i && (i == size || chars->row[i - size].space != SPACE_NONE ||
                                       !mark_is_letter(character_at(chars, i - size - 1)));
        if (n == size && begins) {
            chars_keep_softly(chars, i, TASTE_UNIT);
        }
    }
}

/* [1] stays with what it is a note to. */
static void keep_footnotes(struct chars *chars, size_t i)
{
    size_t digits = character_at(chars, i) == '[' ? digits_from(chars, i + 1) : 0;
    if (digits > 0 && touches(chars, i) && character_at(chars, i + digits + 1) == ']') {
        keep(chars, i);
    }
}

/* A Korean word goes up to the next space: with what stands beside its syllables. */
static void keep_hangul(struct chars *chars, size_t i)
{
    if (touches(chars, i) && (mark_is_hangul(character_at(chars, i)) ||
                                 mark_is_hangul(character_at(chars, i - 1)))) {
        chars_keep_softly(chars, i, TASTE_HANGUL);
    }
}

static bool is_wide_alphanumeric(uint32_t character)
{
    return (character >= 0xFF10 && character <= 0xFF19) ||
           (character >= 0xFF21 && character <= 0xFF3A) ||
           (character >= 0xFF41 && character <= 0xFF5A);
}

void chars_keep_units(struct chars *chars)
{
    if (chars->count) {
        keep_phones(chars, 0);
        keep_han_figures(chars, 0);
    }
    for (size_t i = 1; i < chars->count; i++) {
        struct shown *shown = &chars->row[i];
        const struct shown *before = &chars->row[i - 1];
        keep_figures(chars, i);
        keep_han_figures(chars, i);
        keep_ordinals(chars, i);
        keep_ranges(chars, i);
        keep_phones(chars, i);
        keep_latin_units(chars, i);
        keep_latin_signs(chars, i);
        keep_footnotes(chars, i);
        keep_words(chars, i);
        keep_hangul(chars, i);
        /* 约翰·史密斯: behind the dot of a name; 〔2026〕38号; then —— and …… */
        if (touches(chars, i) && before->class == UNIT_MIDDLE) {
            chars_keep_softly(chars, i, TASTE_NAME_DOT);
        } else if (before->character == 0x3015 && mark_is_digit(shown->character)) {
            shown->taste = TASTE_DOCUMENT;
        }
        if (touches(chars, i) &&
            ((before->class == UNIT_DASH && before->character == shown->character) ||
                (is_wide_alphanumeric(before->character) &&
                    is_wide_alphanumeric(shown->character)))) {
            keep(chars, i);
        }
    }
}
