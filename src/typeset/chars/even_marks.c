/* Marks as they were typed become marks as they are shown. */
#include "typeset/chars/chars.h"

#include "base/utf8.h"
#include "typeset/chars/keep.h"

#include <string.h>

/* Han, or a mark that is full-width wherever it stands. */
static bool is_chinese(const struct shown *shown)
{
    return !shown->western_mark && shown->class != UNIT_WESTERN && shown->class != UNIT_SYMBOL;
}

/* The nearest character on either side that is not itself a quote mark; NULL at the edge. */
static const struct shown *beyond_quotes(const struct chars *out, size_t at, int step)
{
    for (size_t i = at + (size_t)step; i < out->count; i += (size_t)step) {
        if (!mark_is_curly(out->row[i].character)) {
            return &out->row[i];
        }
    }
    return NULL;
}

/* “ and ” are full-width in Chinese and narrow in Latin (CLREQ 3.1.2): a pair is Latin when
 * neither what it holds nor what stands around it is Chinese. ’ between letters is always an
 * apostrophe, and closes no pair. */
static void sort_western_marks(struct chars *out)
{
    struct shown *row = out->row;
    for (size_t i = 0; i < out->count; i++) {
        uint32_t c = row[i].character;
        if (!mark_is_curly(c)) {
            continue;
        }
        if (c == 0x2019 && i > 0 && i + 1 < out->count && row[i].space == SPACE_NONE &&
            row[i + 1].space == SPACE_NONE && mark_is_letter(row[i - 1].character) &&
            mark_is_letter(row[i + 1].character)) {
            row[i].character = '\'';
            row[i].class = UNIT_WESTERN;
            continue;
        }
        const struct shown *before = beyond_quotes(out, i, -1);
        const struct shown *after = beyond_quotes(out, i, 1);
        bool chinese = (before && is_chinese(before)) || (after && is_chinese(after));
        if (!before && !after) {
            chinese = true;
        }
        row[i].western_mark = !chinese;
    }
    /* Dashes, dots and ellipses of a text without Han are its own. */
    for (size_t i = 0; !out->has_han && i < out->count; i++) {
        if (row[i].class == UNIT_DASH || row[i].class == UNIT_MIDDLE) {
            row[i].western_mark = true;
        }
    }
    /* Both of a pair are of one kind; Chinese wins. */
    static const uint32_t openers[] = { 0x201C, 0x2018 }, closers[] = { 0x201D, 0x2019 };
    for (int kind = 0; kind < 2; kind++) {
        size_t open = SIZE_MAX;
        for (size_t i = 0; i < out->count; i++) {
            if (row[i].character == openers[kind]) {
                open = i;
            } else if (row[i].character == closers[kind] && open != SIZE_MAX) {
                bool western = row[i].western_mark && row[open].western_mark;
                row[i].western_mark = row[open].western_mark = western;
                open = SIZE_MAX;
            }
        }
    }
}

/* One form for all of them, as behind a word: university’s, days’. */
static void curl_apostrophes(struct chars *out)
{
    struct shown *row = out->row;
    for (size_t i = 1; i + 1 < out->count; i++) {
        if (row[i].character == '\'' && !row[i].url && row[i].space == SPACE_NONE &&
            row[i + 1].space == SPACE_NONE && mark_is_letter(row[i - 1].character) &&
            mark_is_letter(row[i + 1].character)) {
            row[i].character = 0x2019;
            row[i].class = (unsigned char)mark_class(0x2019);
            row[i].western_mark = true;
        }
    }
}

static void widen(struct shown *shown)
{
    shown->character = mark_full_width(shown->character);
    shown->class = (unsigned char)mark_class(shown->character);
}

/* ( and ) are Chinese when they hold Han, or stand between Han: 招生(成教)热线, but not
 * f(x) nor (023)65763111. */
static void widen_brackets(struct chars *out)
{
    struct shown *row = out->row;
    size_t open = SIZE_MAX;
    bool holds_han = false;
    for (size_t i = 0; i < out->count; i++) {
        if (row[i].character == '(' && !row[i].url) {
            open = i;
            holds_han = false;
        } else if (row[i].character == ')' && !row[i].url && open != SIZE_MAX) {
            const struct shown *before = open > 0 ? &row[open - 1] : NULL;
            const struct shown *after = i + 1 < out->count ? &row[i + 1] : NULL;
            bool left = !before || is_chinese(before), right = !after || is_chinese(after);
            if (holds_han || (left && right && (before || after))) {
                widen(&row[open]);
                widen(&row[i]);
            }
            open = SIZE_MAX;
        } else {
            holds_han |= row[i].class == UNIT_HAN;
        }
    }
}

/* , : ; ? ! behind Han, or between a Latin word and Han that touches it. */
static void widen_pauses(struct chars *out)
{
    struct shown *row = out->row;
    for (size_t i = 1; i < out->count; i++) {
        uint32_t c = row[i].character;
        if (row[i].url || !mark_full_width(c) || c == '(' || c == ')') {
            continue;
        }
        const struct shown *after = i + 1 < out->count ? &row[i + 1] : NULL;
        bool behind = is_chinese(&row[i - 1]);
        bool touches = after && after->class == UNIT_HAN && after->space == SPACE_NONE;
        if (behind || touches) {
            widen(&row[i]);
        }
    }
}

static bool is_chinese_at(const struct chars *out, size_t i)
{
    return i < out->count && is_chinese(&out->row[i]);
}

static void show_as(struct shown *shown, uint32_t character)
{
    shown->character = character;
    shown->class = (unsigned char)mark_class(character);
}

static bool is_alphanumeric(const struct chars *out, size_t i)
{
    return mark_is_letter(character_at(out, i)) || mark_is_digit(character_at(out, i));
}

/* What follows the letter or figure before it may end a quotation, but not begin one: 15.6". */
static bool may_open(const struct chars *out, size_t i)
{
    return i == 0 || out->row[i].space != SPACE_NONE || !is_alphanumeric(out, i - 1);
}

static bool is_apostrophe(const struct chars *out, size_t i)
{
    return character_at(out, i) == '\'' && i > 0 && is_alphanumeric(out, i - 1) &&
           touches(out, i + 1) && is_alphanumeric(out, i + 1);
}

/* " or ' in pairs that hold Han, or stand between Chinese: 所谓"三全育人"; or that hold or are
 * beside hangul, where '26년 … '27년 is none. */
static void curl_quotes(struct chars *out, uint32_t straight, uint32_t opening)
{
    size_t open = SIZE_MAX;
    bool holds_han = false, holds_hangul = false;
    for (size_t i = 0; i < out->count; i++) {
        struct shown *shown = &out->row[i];
        if (shown->character != straight || shown->url || is_apostrophe(out, i)) {
            holds_han = holds_han || shown->class == UNIT_HAN;
            holds_hangul = holds_hangul || mark_is_hangul(shown->character);
        } else if (open == SIZE_MAX) {
            open = may_open(out, i) ? i : SIZE_MAX;
            holds_han = false;
            holds_hangul = open > 0 && mark_is_hangul(character_at(out, i - 1));
        } else {
            bool left = open == 0 || is_chinese_at(out, open - 1);
            bool right = i + 1 == out->count || is_chinese_at(out, i + 1);
            holds_hangul = holds_hangul || mark_is_hangul(character_at(out, i + 1));
            if (holds_han || (holds_hangul && touches(out, i)) ||
                (left && right && (open > 0 || i + 1 < out->count))) {
                show_as(&out->row[open], opening);
                show_as(shown, opening + 1);
            }
            open = SIZE_MAX;
        }
    }
}

/* 约翰.史密斯: of two characters on either side three or four are those of such names. */
static bool is_name_dot(const struct chars *out, size_t i)
{
    return i > 1 && chars_is_sound(character_at(out, i - 2)) +
                            chars_is_sound(character_at(out, i - 1)) +
                            chars_is_sound(character_at(out, i + 1)) +
                            chars_is_sound(character_at(out, i + 2)) >
                        2;
}

/* . behind Han, before a Chinese mark or Han or at the end; not that of 一., of a name or of a
 * host. */
static void widen_stops(struct chars *out)
{
    bool is_numeral = true; /* so far, from the beginning */
    for (size_t i = 1; i < out->count; i++) {
        struct shown *shown = &out->row[i];
        is_numeral = is_numeral && mark_is_one_of(out->row[i - 1].character, keep_numerals);
        if (shown->character != '.' || shown->url || shown->space != SPACE_NONE) {
            continue;
        }
        bool ends = i + 1 == out->count || is_chinese_at(out, i + 1);
        if (is_chinese_at(out, i - 1) && ends && !is_numeral && !is_name_dot(out, i) &&
            !chars_is_host_dot(out, i)) {
            show_as(shown, 0x3002); /* 。 */
        }
    }
}

/* 1：200 and 1：50000地形图, but not 方案1：200人. */
static bool is_scale(const struct chars *out, size_t i, size_t behind)
{
    const bool is_one =
        character_at(out, i - 1) == '1' && (i == 1 || !mark_is_digit(character_at(out, i - 2)));
    return is_one && (!is_chinese_at(out, behind) || out->row[behind].class != UNIT_HAN ||
                         mark_is_one_of(character_at(out, behind), "的比地稀"));
}

/* 8：30 is 8:30. */
static void narrow_colons(struct chars *out)
{
    for (size_t i = 1; i < out->count; i++) {
        size_t left = 0, right = digits_from(out, i + 1);
        while (left < 3 && left < i && mark_is_digit(character_at(out, i - 1 - left))) {
            left++;
        }
        if (character_at(out, i) == 0xFF1A && touches(out, i) && touches(out, i + 1) &&
            left > 0 && left < 3 && right > 0 &&
            (right < 3 || is_scale(out, i, i + 1 + right))) {
            show_as(&out->row[i], ':');
        }
    }
}

static bool is_among(const struct chars *out, size_t i, const char *list)
{
    return i < out->count && mark_is_one_of(character_at(out, i), list);
}

static const char hours_word[] = "点时點時";

/* 8:30, 9点, 9点半, 9点30分. */
static bool is_time_before(const struct chars *out, size_t i)
{
    const size_t minutes = i >= 1 && is_among(out, i - 1, "半")   ? 1
                           : i >= 3 && is_among(out, i - 1, "分") ? 3
                                                                  : 0;
    const size_t end = i - minutes;
    return (i >= 4 && mark_is_digit(character_at(out, i - 1)) &&
               mark_is_digit(character_at(out, i - 2)) && character_at(out, i - 3) == ':' &&
               mark_is_digit(character_at(out, i - 4))) ||
           (end >= 2 && is_among(out, end - 1, hours_word) &&
               mark_is_digit(character_at(out, end - 2)));
}

static bool is_time_behind(const struct chars *out, size_t i)
{
    size_t hours =
        mark_is_digit(character_at(out, i)) + (size_t)mark_is_digit(character_at(out, i + 1));
    return hours > 0 && (is_among(out, i + hours, hours_word) ||
                            (character_at(out, i + hours) == ':' &&
                                mark_is_digit(character_at(out, i + hours + 1)) &&
                                mark_is_digit(character_at(out, i + hours + 2))));
}

/* 次日 and 下午 between a dash and its time. */
static size_t part_of_day(const struct chars *out, size_t i)
{
    static const char *const first = "次翌上下中晚凌傍", *const second = "日午上晨晚";
    return is_among(out, i, first) && is_among(out, i + 1, second) ? 2 : 0;
}

static const char days[] = "一二三四五六日天";

/* 周一, 星期五; of the first of a range. */
static bool is_day_before(const struct chars *out, size_t i)
{
    bool is_week = i >= 2 && is_among(out, i - 2, "周週");
    return i >= 2 && is_among(out, i - 1, days) &&
           (is_week || (i >= 3 && is_among(out, i - 2, "期") && is_among(out, i - 3, "星")));
}

/* The same, or 五 alone behind 周一. */
static bool is_day_behind(const struct chars *out, size_t i)
{
    size_t week = is_among(out, i, "周週")                               ? 1
                  : is_among(out, i, "星") && is_among(out, i + 1, "期") ? 2
                                                                         : 0;
    return is_among(out, i + week, days);
}

static bool is_range_of_times(const struct chars *out, size_t i)
{
    uint32_t c = out->row[i].character;
    return (mark_is_range(c) || c == 0x4E00 /* 一, as some type it */) &&
           is_time_before(out, i) && is_time_behind(out, i + 1 + part_of_day(out, i + 1));
}

/* 8:30-17:30, 8:30～17:30 and 8:30 – 17:30 are all 8:30—17:30, 9点~17点 is 9点—17点, and
 * 周一~周五 beside them is 周一—周五. */
static void even_times(struct chars *out)
{
    narrow_colons(out);
    for (size_t i = 1; i + 1 < out->count; i++) {
        bool is_of_days = mark_is_range(out->row[i].character) && is_day_before(out, i) &&
                          is_day_behind(out, i + 1);
        if (is_of_days || is_range_of_times(out, i)) {
            show_as(&out->row[i], 0x2014); /* — */
            out->row[i].space = out->row[i + 1].space = SPACE_NONE;
        }
    }
}

static bool has_letters(const struct chars *out)
{
    for (size_t i = 0; i < out->count; i++) {
        uint32_t character = out->row[i].character;
        if (mark_is_letter(character) || (character >= 0x80 && utf8_is_letter(character))) {
            return true;
        }
    }
    return false;
}

/* An em between what are not parts of a sentence: 宣传部　11月20日. In a paragraph it was typed
 * for a space. */
static bool is_left_free(
    const struct shown *before, const struct shown *shown, const struct set_options *how)
{
    const bool ends = before->class == UNIT_HAN || before->class == UNIT_WESTERN ||
                      before->class == UNIT_CLOSE;
    const bool begins =
        shown->class == UNIT_HAN || shown->class == UNIT_WESTERN || shown->class == UNIT_OPEN;
    return shown->space == SPACE_HAN && how->align != SET_JUSTIFY && ends && begins;
}

/* CLREQ 3.2.2: the gap between Han and Western is the layout's; nor do full-width marks need
 * a space that somebody typed. */
static void drop_typed_spaces(struct chars *out, const struct set_options *how)
{
    for (size_t i = 1; i < out->count; i++) {
        const struct shown *before = &out->row[i - 1];
        struct shown *shown = &out->row[i];
        if (shown->space == SPACE_NONE || is_left_free(before, shown, how)) {
            continue;
        }
        bool both_han = before->class == UNIT_HAN && shown->class == UNIT_HAN;
        bool chinese = is_chinese(before) || is_chinese(shown);
        bool korean = mark_is_hangul(before->character) || mark_is_hangul(shown->character);
        /* Vol. 三: the layout has no gap behind a Latin stop. */
        bool stops = before->class == UNIT_WESTERN && shown->class == UNIT_HAN &&
                     mark_is_one_of(before->character, ".,:;!?");
        bool prices =
            mark_is_one_of(before->character, "￥¥$＄€£￡№") && mark_is_digit(shown->character);
        if ((chinese && !both_han && !korean && !stops) || prices) {
            shown->space = SPACE_NONE;
        }
    }
}

void chars_even_marks(struct chars *chars, const struct set_options *how)
{
    const bool keeps = how->keep_half_width, widens = !keeps && chars->has_han;
    if (widens || (!keeps && chars->has_hangul)) {
        curl_quotes(chars, '"', 0x201C);
        curl_quotes(chars, '\'', 0x2018);
    }
    sort_western_marks(chars);
    curl_apostrophes(chars);
    if (widens) {
        widen_brackets(chars);
        widen_stops(chars);
        widen_pauses(chars);
        chars_even_dashes(chars);
    }
    if (how->even_times && (chars->has_han || !has_letters(chars))) {
        even_times(chars);
    }
    drop_typed_spaces(chars, how);
}
