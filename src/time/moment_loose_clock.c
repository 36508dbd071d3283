#include "time/moment_loose_parts.h"
#include "time/week_words.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

static const int64_t day_ms = 86400000;

#define WORD(at, words) week_word(at, words, (int)(sizeof(words) / sizeof *(words)))

bool loose_take_half(const char **at, struct loose *loose)
{
    static const char *const afternoons[] = { "下午", "晚上", "傍晚", "中午", "a.m.", "p.m.",
        "晚" };
    static const char *const mornings[] = { "上午", "早上", "凌晨", "清晨" };
    static const char *const latin[] = { "am", "pm" };
    const char *text = *at;
    int half = LOOSE_UNSAID;
    int word = WORD(&text, afternoons);
    if (word >= 0) {
        half = word == 4 ? 0 : 1;
    } else if (WORD(&text, mornings) >= 0) {
        half = 0;
    } else if ((word = WORD(&text, latin)) >= 0 && !isalpha((unsigned char)*text)) {
        half = word;
    }
    if (half == LOOSE_UNSAID || loose->half != LOOSE_UNSAID) {
        return false;
    }
    loose->half = half;
    *at = text;
    return true;
}

static bool take_small(const char **at, int *number, int most)
{
    int digits;
    return loose_take_number(at, number, &digits) && digits <= 2 && *number <= most;
}

/* To the millisecond. */
static void take_fraction(const char **at, struct loose *loose)
{
    if ((**at == '.' || **at == ',') && isdigit((unsigned char)(*at)[1])) {
        (*at)++;
        for (int scale = 100; isdigit((unsigned char)**at); (*at)++, scale /= 10) {
            loose->ms += (**at - '0') * scale;
        }
    }
}

static bool take_western(const char **at, struct loose *loose)
{
    if (*(*at)++ != ':' || !isdigit((unsigned char)**at) ||
        !take_small(at, &loose->minute, 59)) {
        return false;
    }
    if (**at == ':') {
        (*at)++;
        if (!isdigit((unsigned char)**at) || !take_small(at, &loose->second, 60)) {
            return false;
        }
        take_fraction(at, loose);
        loose->has_second = true;
    }
    return true;
}

static void take_spaces(const char **at)
{
    *at += strspn(*at, " ");
}

/* Behind 点 or 时. */
static bool take_chinese(const char **at, struct loose *loose)
{
    static const char *const halves[] = { "半", "整" }, *const minutes[] = { "分" },
                             *const seconds[] = { "秒" };
    take_spaces(at);
    int half = WORD(at, halves);
    if (half >= 0) {
        loose->minute = half == 0 ? 30 : 0;
        return true;
    }
    const char *text = *at;
    if (!take_small(&text, &loose->minute, 59)) {
        loose->minute = 0;
        return true;
    }
    bool has_word = WORD(&text, minutes) >= 0;
    *at = text;
    take_spaces(&text);
    if (has_word && take_small(&text, &loose->second, 60) && WORD(&text, seconds) >= 0) {
        *at = text;
    } else {
        loose->second = 0;
    }
    return true;
}

bool loose_take_clock(const char **at, struct loose *loose)
{
    static const char *const hours[] = { "点钟", "點鐘", "点", "點", "时", "時" };
    const char *text = *at;
    int hour;
    if (loose->hour != LOOSE_UNSAID || !take_small(&text, &hour, 24)) {
        return false;
    }
    struct loose read = *loose;
    if (*text == ':' ? !take_western(&text, &read)
                     : WORD(&text, hours) < 0 || !take_chinese(&text, &read)) {
        return false;
    }
    *loose = read;
    loose->hour = hour;
    *at = text;
    return true;
}

/* "+0800", "+08:00", "-3", "+8" */
static bool take_offset(const char **at, struct loose *loose)
{
    const char *text = *at;
    int sign = *text == '-' ? -1 : 1, number, digits, minutes = 0;
    if ((*text != '+' && *text != '-') || !isdigit((unsigned char)*++text) ||
        !loose_take_number(&text, &number, &digits) || (digits > 2 && digits != 4)) {
        return false;
    }
    if (digits == 4) {
        minutes = number % 100;
        number /= 100;
    } else if (*text == ':' && isdigit((unsigned char)text[1])) {
        text++;
        if (!loose_take_number(&text, &minutes, &digits) || digits != 2) {
            return false;
        }
    }
    if (number > 23 || minutes > 59) {
        return false;
    }
    loose->has_offset = true;
    loose->offset_minutes = sign * (number * 60 + minutes);
    *at = text;
    return true;
}

/* "10:00-12:00": until when, and no offset from UTC. */
static bool is_span(const char *text, const struct loose *loose)
{
    struct loose until = { .hour = LOOSE_UNSAID };
    return *text == '-' && !loose->has_second && (text++, loose_take_clock(&text, &until)) &&
           until.hour * 60 + until.minute > loose->hour * 60 + loose->minute;
}

bool loose_take_zone(const char **at, struct loose *loose)
{
    static const char *const names[] = { "UTC", "GMT", "UT", "Z", "EST", "EDT", "CDT", "MST",
        "MDT", "PST", "PDT", "CEST", "CET", "JST", "KST", "HKT", "SGT", "CST" };
    static const int hours[] = { 0, 0, 0, 0, -5, -4, -5, -7, -6, -8, -7, 2, 1, 9, 9, 8, 8 };
    enum { UNIVERSAL = 3, OPEN = 17 };
    const char *text = *at;
    if (loose->hour == LOOSE_UNSAID || loose->has_zone) {
        return false;
    }
    int name = WORD(&text, names);
    if ((name >= 0 && isalpha((unsigned char)*text)) || (name < 0 && loose->has_offset)) {
        return false;
    }
    if (loose->has_offset) {
        loose->has_zone = true; /* "+0800 CST", as Go writes it: the offset says more */
    } else if (name == OPEN) {
        loose->has_zone = true;
    } else if (name >= 0) {
        loose->has_offset = true;
        loose->offset_minutes = hours[name] * 60;
    }
    if (name < 0 && (is_span(text, loose) || !take_offset(&text, loose))) {
        return false;
    }
    if (name >= 0 && name <= UNIVERSAL && !loose->has_zone) {
        take_offset(&text, loose); /* "GMT+8" */
    }
    *at = text;
    return true;
}

bool loose_finish(const struct loose *loose, int64_t day, struct moment *out)
{
    struct moment moment = { .form = MOMENT_DATE, .face_ms = day * day_ms };
    int hour = loose->hour;
    if (hour == LOOSE_UNSAID) {
        *out = moment; /* 下午 alone leaves the time open */
        return true;
    }
    if (loose->half == 1 && hour < 12) {
        hour += 12;
    } else if (loose->half == 0 && hour == 12) {
        hour = 0;
    }
    moment.form = loose->has_offset ? MOMENT_INSTANT : MOMENT_LOCAL;
    moment.offset_minutes = loose->has_offset ? loose->offset_minutes : 0;
    moment.face_ms +=
        ((int64_t)hour * 3600 + loose->minute * 60 + loose->second) * 1000 + loose->ms;
    *out = moment;
    return hour < 24 || (hour == 24 && loose->minute == 0 && loose->second == 0);
}
