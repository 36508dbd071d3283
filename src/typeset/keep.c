/* What stays on one line (CLREQ 3.1.5, 3.2.4, and what readers of a notice need whole). */
#include "typeset/chars.h"

#include "base/utf8.h"

#include <string.h>

static uint32_t character_at(const struct chars *chars, size_t i)
{
    return i < chars->count ? chars->row[i].character : 0;
}

static bool touches(const struct chars *chars, size_t i)
{
    return i > 0 && i < chars->count && chars->row[i].space == SPACE_NONE;
}

static void keep(struct chars *chars, size_t i)
{
    if (i > 0 && i < chars->count && chars->row[i].level == BREAK_FREE) {
        chars->row[i].level = BREAK_KEEP;
    }
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
        size_t size = strlen(longer[k]), n = 0, at = 0;
        while (at < size && touches(chars, i + n) &&
               character_at(chars, i + n) == utf8_next(longer[k], size, &at)) {
            n++;
            if (at == size) {
                return n;
            }
        }
    }
    return mark_is_one_of(character_at(chars, i), single) ? 1 : 0;
}

/* A figure, or the sign or unit that was kept to one: 10, 5%, 100元. */
static bool ends_figure(const struct chars *chars, size_t i)
{
    uint32_t character = character_at(chars, i);
    return mark_is_digit(character) || mark_is_one_of(character, "%％‰℃℉°′″") ||
           (chars->row[i].class == UNIT_HAN && chars->row[i].level == BREAK_KEEP);
}

static bool begins_figure(uint32_t character)
{
    return mark_is_digit(character) || mark_is_one_of(character, "￥¥$＄€£-−+");
}

/* 300人, 5公里, 2024年11月10日, 8时30分: a figure, its unit and the figure that goes on. */
static void keep_figures(struct chars *chars, size_t i)
{
    if (!mark_is_digit(character_at(chars, i - 1)) || !touches(chars, i)) {
        return;
    }
    /* 100多名, 10余人 */
    size_t about =
        mark_is_one_of(character_at(chars, i), "多余") ? unit_length(chars, i + 1) : 0;
    size_t length = about ? about + 1 : unit_length(chars, i);
    for (size_t n = 0; n < length; n++) {
        keep(chars, i + n);
    }
    if (length == 1 && mark_is_one_of(character_at(chars, i), "年月时点分") &&
        touches(chars, i + 1) && mark_is_digit(character_at(chars, i + 1))) {
        keep(chars, i + 1);
    }
    /* 65763111转8001 */
    if (character_at(chars, i) == 0x8F6C && touches(chars, i + 1) &&
        mark_is_digit(character_at(chars, i + 1))) {
        keep(chars, i);
        keep(chars, i + 1);
    }
}

static const char numerals[] = "〇零一二三四五六七八九十百千万亿两";

/* 一百二十人, 三万元, and years such as 二〇二四年: written out, and their unit. 千万不要 has
 * no figure, and 三四五六七 counts. */
static void keep_han_figures(struct chars *chars, size_t i)
{
    size_t end = i, digits = 0, powers = 0;
    bool is_row = false, is_behind_digit = false;
    if (!mark_is_one_of(character_at(chars, i), numerals) ||
        (i > 0 && touches(chars, i) && mark_is_one_of(character_at(chars, i - 1), numerals))) {
        return; /* none, which is the usual case, or in the midst of it */
    }
    while (end < chars->count && mark_is_one_of(character_at(chars, end), numerals) &&
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
        keep(chars, n);
    }
    for (size_t n = touches(chars, end) ? unit_length(chars, end) : 0; n > 0; n--) {
        keep(chars, end + n - 1);
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
        keep(chars, i);
    }
    while (i < chars->count && touches(chars, i) &&
           mark_is_one_of(character_at(chars, i), numerals)) {
        keep(chars, i++);
        if (unit_length(chars, i)) {
            keep(chars, i);
        }
    }
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
    if (range || (between && mark_is_one_of(character, "至："))) {
        keep(chars, i);
        keep(chars, i + 1);
    }
}

static size_t digits_from(const struct chars *chars, size_t i)
{
    size_t n = 0;
    while (mark_is_digit(character_at(chars, i + n)) && (n == 0 || touches(chars, i + n))) {
        n++;
    }
    return n;
}

/* 010 and 0577 */
static bool is_area_code(const struct chars *chars, size_t i, size_t digits)
{
    return (digits == 3 || digits == 4) && character_at(chars, i) == '0';
}

static bool is_year(const struct chars *chars, size_t i)
{
    uint32_t century = character_at(chars, i) * 16 + character_at(chars, i + 1);
    return century == '1' * 16 + '9' || century == '2' * 16 + '0';
}

/* 138 0000 0000 and 400 123 4567: three groups of a number that was typed with spaces; 023
 * 65763111 and 2345 6789. */
static void keep_spaced_numbers(struct chars *chars, size_t i)
{
    if (mark_is_digit(character_at(chars, i - 1)) && touches(chars, i)) {
        return;
    }
    size_t first = digits_from(chars, i);
    size_t second = digits_from(chars, i + first);
    size_t third = digits_from(chars, i + first + second);
    if (first == 3 && (second == 3 || second == 4) && third == 4) {
        keep(chars, i + first);
        keep(chars, i + first + second);
    } else if (is_area_code(chars, i, first) && (second == 7 || second == 8)) {
        keep(chars, i + first);
    } else if (first == 4 && second == 4 && third == 0 &&
               !(is_year(chars, i) && is_year(chars, i + 4))) {
        keep(chars, i + first);
    }
}

/* +86 23 6576 3110, +86 (0)23-6576 3110: no more digits than E.164 has. */
static void keep_international(struct chars *chars, size_t i)
{
    enum { DIGITS_MOST = 15 };
    if (!mark_is_one_of(character_at(chars, i), "+＋")) {
        return;
    }
    int digits = 0;
    for (size_t n = i + 1; n < chars->count && digits <= DIGITS_MOST; n++) {
        uint32_t character = character_at(chars, n);
        if (!mark_is_digit(character) && !mark_is_one_of(character, "-()（）")) {
            break;
        }
        digits += mark_is_digit(character);
        if (!touches(chars, n) && digits + (int)digits_from(chars, n) <= DIGITS_MOST + 1) {
            keep(chars, n);
        }
    }
}

/* （023）65763111 and (023) 65763111 */
static void keep_bracketed_codes(struct chars *chars, size_t i)
{
    size_t digits = 0;
    while (digits < i && mark_is_digit(character_at(chars, i - 2 - digits))) {
        digits++;
    }
    if (mark_is_one_of(character_at(chars, i - 1), ")）") &&
        mark_is_digit(character_at(chars, i)) && is_area_code(chars, i - 1 - digits, digits) &&
        mark_is_one_of(character_at(chars, i - 2 - digits), "(（")) {
        keep(chars, i);
    }
}

/* 5 km: the space before a unit in Latin letters. */
static void keep_latin_units(struct chars *chars, size_t i)
{
    static const char *const units[] = { "km", "m", "cm", "mm", "kg", "g", "mg", "t", "h", "s",
        "min", "L", "mL", "ml", "V", "W", "kW", "kWh", "Hz", "kHz", "MHz", "GHz", "KB", "MB",
        "GB", "TB", "Mbps", "Gbps", "px", "pt", "a.m.", "p.m.", "am", "pm", "AM", "PM" };
    if (chars->row[i].space == SPACE_NONE || !mark_is_digit(character_at(chars, i - 1))) {
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
            keep(chars, i);
        }
    }
}

/* 65763111 ext. 8001: the spaces on both sides of ext. */
static void keep_extensions(struct chars *chars, size_t i)
{
    static const char word[] = "ext";
    size_t n = 0;
    while (n < 3 && (character_at(chars, i + n) | 0x20) == (unsigned char)word[n]) {
        n++;
    }
    n += n == 3 && character_at(chars, i + n) == '.';
    if (n >= 3 && mark_is_digit(character_at(chars, i - 1)) &&
        mark_is_digit(character_at(chars, i + n))) {
        keep(chars, i);
        keep(chars, i + n);
    }
}

static size_t letters_around(const struct chars *chars, size_t hyphen, int step)
{
    size_t n = 0;
    for (size_t i = hyphen + (size_t)step; i < chars->count && n < 3; i += (size_t)step) {
        if (!mark_is_letter(chars->row[i].character) ||
            (step > 0 && chars->row[i].space != SPACE_NONE)) {
            break;
        }
        n++;
        if (step < 0 && chars->row[i].space != SPACE_NONE) {
            break;
        }
    }
    return n;
}

/* ASCII and Latin letters; other scripts leave their words to the iterator. */
static bool is_latin(uint32_t character)
{
    return character < 0x250;
}

/* Words: GB/T, C++ and Wi-Fi stay whole, state-of-the-art may break behind a hyphen that has
 * three letters on both sides. Addresses break behind a slash only, and not behind "://". */
static void keep_words(struct chars *chars, size_t i)
{
    const struct shown *before = &chars->row[i - 1], *shown = &chars->row[i];
    uint32_t previous = before->character;
    if (shown->space != SPACE_NONE) {
        return;
    }
    if (before->url && shown->url) {
        bool scheme =
            previous == '/' && i >= 2 &&
            (chars->row[i - 2].character == '/' || chars->row[i - 2].character == ':');
        if (previous != '/' || scheme) {
            keep(chars, i);
        }
        return;
    }
    bool hyphen = previous == '-' || previous == 0x2010;
    if (hyphen && shown->class == UNIT_WESTERN) {
        if (letters_around(chars, i - 1, -1) < 3 || letters_around(chars, i - 1, 1) < 3) {
            keep(chars, i);
        }
    } else if (previous == '/' || (is_latin(previous) && is_latin(shown->character))) {
        keep(chars, i);
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
        keep_spaced_numbers(chars, 0);
        keep_international(chars, 0);
        keep_han_figures(chars, 0);
    }
    for (size_t i = 1; i < chars->count; i++) {
        struct shown *shown = &chars->row[i];
        const struct shown *before = &chars->row[i - 1];
        keep_figures(chars, i);
        keep_han_figures(chars, i);
        keep_ordinals(chars, i);
        keep_ranges(chars, i);
        keep_spaced_numbers(chars, i);
        keep_bracketed_codes(chars, i);
        keep_latin_units(chars, i);
        keep_extensions(chars, i);
        keep_international(chars, i);
        keep_words(chars, i);
        /* 约翰·史密斯: both sides of the dot of a name; —— and …… */
        if (touches(chars, i) &&
            (before->class == UNIT_MIDDLE ||
                (before->class == UNIT_DASH && before->character == shown->character) ||
                (is_wide_alphanumeric(before->character) &&
                    is_wide_alphanumeric(shown->character)))) {
            keep(chars, i);
        }
    }
}
