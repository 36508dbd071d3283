#include "typeset/chars/number.h"

#include "base/utf8.h"

#include <string.h>

/* In any script that has its own. */
static bool is_figure(uint32_t character)
{
    return mark_is_digit(character) || (character >= 0x660 && character <= 0x669) ||
           (character >= 0x6F0 && character <= 0x6F9) ||
           (character >= 0xFF10 && character <= 0xFF19);
}

static bool is_joint(uint32_t character)
{
    return mark_is_range(character) ||
           mark_is_one_of(character, "+/:.,()[]#*%‰°℃℉′″'·_=×−¥$€£№‑＋／：．（）＃＊％￥＄٪٫٬");
}

/* What may stand before the first figure, and behind the last. A hyphen before it is a sign
 * when nothing touches it. */
static bool is_before(const struct chars *chars, size_t i)
{
    uint32_t character = chars->row[i].character;
    bool is_sign =
        mark_is_one_of(character, "-−") && (i == 0 || chars->row[i].space != SPACE_NONE);
    return is_sign || mark_is_one_of(character, "+＋([（#＃№¥￥$＄€£");
}

static bool is_behind(uint32_t character)
{
    return mark_is_one_of(character, ")]）%％‰°℃℉′″#＃*+＋");
}

static bool is_letter(const struct chars *chars, size_t i)
{
    const struct shown *shown = &chars->row[i];
    return !mark_is_right_to_left(shown->character) && !is_figure(shown->character) &&
           (mark_is_letter(shown->character) || shown->class == UNIT_HAN);
}

static bool is_part(const struct chars *chars, size_t i)
{
    uint32_t character = chars->row[i].character;
    return !chars->row[i].url &&
           (is_figure(character) || is_joint(character) || is_letter(chars, i));
}

static bool goes_on(const struct chars *chars, size_t i)
{
    /* No space, and none dropped; or one that is kept. */
    return i < chars->count && is_part(chars, i) &&
           (chars->row[i].start == chars->row[i - 1].end ||
               chars->row[i].level == BREAK_TASTE || chars->row[i].level == BREAK_KEEP);
}

static bool is_open(uint32_t character)
{
    return mark_is_one_of(character, "([（");
}

static bool is_close(uint32_t character)
{
    return mark_is_one_of(character, ")]）");
}

/* Where the first bracket is that has no partner before `end`. */
static size_t lone_bracket(const struct chars *chars, size_t begin, size_t end)
{
    size_t open = 0, lone = end;
    for (size_t i = begin; i < end; i++) {
        if (is_open(chars->row[i].character)) {
            lone = open++ == 0 ? i : lone;
        } else if (is_close(chars->row[i].character)) {
            if (open == 0) {
                return i;
            }
            lone = --open == 0 ? end : lone;
        }
    }
    return lone;
}

/* Without what only stands beside it: the - of 2024-يىلى, the . of a sentence. */
static void trim(const struct chars *chars, struct number *number)
{
    while (number->begin < number->end) {
        size_t i = number->begin;
        while (i < number->end && is_before(chars, i)) {
            i++;
        }
        bool starts =
            i < number->end && (is_figure(chars->row[i].character) || is_letter(chars, i));
        if (starts) {
            break;
        }
        number->begin++;
    }
    while (number->end > number->begin) {
        uint32_t last = chars->row[number->end - 1].character;
        if (is_figure(last) || is_behind(last) || is_letter(chars, number->end - 1)) {
            break;
        }
        number->end--;
    }
}

/* Whether there is a figure in it, and more than figures and letters that touch. */
static bool sort(const struct chars *chars, struct number *number)
{
    bool has_figure = false, has_joint = false;
    for (size_t i = number->begin; i < number->end; i++) {
        bool figure = is_figure(chars->row[i].character), letter = is_letter(chars, i);
        has_figure = has_figure || figure;
        number->has_letters = number->has_letters || letter;
        has_joint = has_joint || (!figure && !letter) ||
                    (i > number->begin && chars->row[i].space != SPACE_NONE);
    }
    return has_figure && has_joint;
}

bool number_find(const struct chars *chars, size_t from, struct number *out)
{
    for (size_t begin = from; begin < chars->count;) {
        struct number number = { begin, begin, false };
        if (is_part(chars, begin)) {
            number.end++;
            while (goes_on(chars, number.end)) {
                number.end++;
            }
        }
        size_t next = number.end > begin ? number.end : begin + 1;
        for (size_t lone = begin; number.end > number.begin;) {
            trim(chars, &number);
            lone = lone_bracket(chars, number.begin, number.end);
            if (lone == number.end) {
                break;
            }
            next = lone + 1;
            number.end = lone;
        }
        if (sort(chars, &number)) {
            *out = number;
            return true;
        }
        begin = next;
    }
    return false;
}

/* Of as many bytes: 0 and its like, a and its like. */
static void write_over(char *text, size_t size, bool letter)
{
    static const char *const figures[] = { "", "0", "۰", "０", "𝟎" };
    static const char *const letters[] = { "", "a", "à", "一", "𠀀" };
    memcpy(text, letter ? letters[size] : figures[size], size);
}

void number_stand_in(const struct chars *chars, char *text)
{
    struct number number = { 0 };
    while (number_find(chars, number.end, &number)) {
        size_t at = chars->row[number.begin].at;
        size_t last = chars->row[number.end - 1].at, end = last;
        utf8_next(chars->text, chars->text_size, &end);
        while (at < end) {
            size_t begin = at;
            utf8_next(chars->text, chars->text_size, &at);
            write_over(text + begin, at - begin, number.has_letters);
        }
    }
}
