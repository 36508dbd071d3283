#include "time/moment_guess.h"

#include "base/clock.h"
#include "time/moment_loose.h"
#include "time/week_words.h"

#include <ctype.h>
#include <string.h>

static const int64_t day_ms = 86400000;

enum { PARTS_MAX = 3 };

/* What was read so far; -1: not said. */
struct draft {
    int year, month, day, hour, minute;
    int ahead;   /* days from today */
    int weekday; /* 0 is Monday */
    int weeks;   /* "next" */
    bool is_afternoon, is_morning, has_zone;
    int offset_minutes;
};

#define WORD(at, words) week_word(at, words, (int)(sizeof(words) / sizeof *(words)))

static int take_number(const char **text, int *digits)
{
    int number = 0;
    *digits = 0;
    for (; *digits < 8 && isdigit((unsigned char)**text); (*digits)++) {
        number = number * 10 + (*(*text)++ - '0');
    }
    return number;
}

/* Full-width digits and marks as ASCII; cut where it is too long for a date. */
static void narrow(const char *text, char out[128])
{
    size_t used = 0;
    while (*text && used < 120) {
        const unsigned char *c = (const unsigned char *)text;
        if (c[0] == 0xEF && c[1] == 0xBC && c[2] >= 0x81) {
            out[used++] = (char)(c[2] - 0x60); /* U+FF01 to U+FF3F */
            text += 3;
        } else {
            out[used++] = *text++;
        }
    }
    out[used] = '\0';
}

static void take_words(const char **at, struct draft *draft)
{
    static const char *const days[] = { "大后天", "后天", "明天", "明日", "今天", "今日",
        "今晚", "明晚", "昨天", "tomorrow", "today" };
    static const int ahead[] = { 3, 2, 1, 1, 0, 0, 0, 1, -1, 1, 0 };
    static const char *const afternoons[] = { "下午", "晚上", "傍晚", "晚", "pm" };
    static const char *const mornings[] = { "上午", "早上", "凌晨", "早", "am" };
    static const char *const next[] = { "下个", "下", "next " };
    const char *text = *at;
    int word = WORD(&text, days);
    if (word >= 0) {
        draft->ahead = ahead[word];
        draft->is_afternoon = draft->is_afternoon || word == 6 || word == 7;
    } else if (WORD(&text, afternoons) >= 0) {
        draft->is_afternoon = true;
    } else if (WORD(&text, mornings) >= 0) {
        draft->is_morning = true;
    } else if (strncmp(text, "中午", 6) == 0 || strncmp(text, "正午", 6) == 0) {
        text += 6;
        draft->hour = draft->hour < 0 ? 12 : draft->hour;
        draft->minute = draft->minute < 0 ? 0 : draft->minute;
    } else {
        const char *day = text;
        int weeks = WORD(&day, next) >= 0;
        int weekday = week_word_day(&day);
        text = weekday >= 0 ? day : text;
        draft->weekday = weekday >= 0 && draft->weekday < 0 ? weekday : draft->weekday;
        draft->weeks = weekday >= 0 ? weeks : draft->weeks;
    }
    *at = text;
}

static bool take_offset(const char **at, struct draft *draft)
{
    const char *text = *at + strspn(*at, " ");
    int sign = *text == '-' ? -1 : 1, digits;
    if (draft->hour < 0 || draft->has_zone) {
        return false;
    }
    if (*text == 'Z' || *text == 'z') {
        draft->has_zone = true;
        *at = text + 1;
        return true;
    }
    if ((*text != '+' && *text != '-') || !isdigit((unsigned char)text[1])) {
        return false;
    }
    text++;
    int number = take_number(&text, &digits);
    int hours = digits == 4 ? number / 100 : number, minutes = digits == 4 ? number % 100 : 0;
    if (*text == ':') {
        text++;
        minutes = take_number(&text, &digits);
    }
    if (hours > 23 || minutes > 59) {
        return false;
    }
    draft->has_zone = true;
    draft->offset_minutes = sign * (hours * 60 + minutes);
    *at = text;
    return true;
}

static void set(int *part, int number)
{
    *part = *part < 0 ? number : *part;
}

/* "8:30", "8点半", "8时30分" behind its hour; false where it is none. */
static bool take_clock(const char **at, int number, struct draft *draft)
{
    static const char *const hours[] = { ":", "点钟", "点", "时", "時" };
    static const char *const minutes[] = { "分", ":" };
    const char *text = *at;
    int digits;
    if (draft->hour >= 0 || number > 24 || WORD(&text, hours) < 0) {
        return false;
    }
    draft->hour = number;
    draft->minute = 0;
    if (strncmp(text, "半", 3) == 0) {
        draft->minute = 30;
        text += 3;
    } else if (isdigit((unsigned char)*text)) {
        draft->minute = take_number(&text, &digits);
        if (WORD(&text, minutes) >= 0) {
            take_number(&text, &digits); /* seconds */
        }
    }
    *at = text;
    return draft->minute < 60;
}

/* The numbers of "2026-11-29", "29.11.2026", "11/29/2026", "26-11-29", "11-29". */
static bool take_parts(const int *parts, int count, char mark, struct draft *draft)
{
    bool is_american = mark == '/' && count == 3 && parts[2] > 31;
    if (count == 3 && parts[2] > 31) {
        draft->year = parts[2];
        draft->month = is_american && parts[0] <= 12 ? parts[0] : parts[1];
        draft->day = is_american && parts[0] <= 12 ? parts[1] : parts[0];
    } else if (count == 3) {
        draft->year = parts[0] < 100 ? 2000 + parts[0] : parts[0];
        draft->month = parts[1];
        draft->day = parts[2];
    } else if (count == 2 && parts[0] <= 31) {
        draft->month = parts[0];
        draft->day = parts[1];
    } else {
        return false;
    }
    return true;
}

/* What begins with a number. False where it means nothing that is known. */
static bool take_numbers(const char **at, struct draft *draft)
{
    static const char *const marks[] = { "-", "/", "." };
    static const char *const days[] = { "日", "号", "號" };
    int parts[PARTS_MAX], count = 0, digits;
    const char *text = *at;
    parts[count++] = take_number(&text, &digits);
    if (digits == 8) {
        draft->year = parts[0] / 10000;
        draft->month = parts[0] / 100 % 100;
        draft->day = parts[0] % 100;
    } else if (strncmp(text, "年", 3) == 0) {
        set(&draft->year, parts[0] < 100 ? 2000 + parts[0] : parts[0]);
        text += 3;
    } else if (strncmp(text, "月", 3) == 0) {
        set(&draft->month, parts[0]);
        text += 3;
    } else if (WORD(&text, days) >= 0) {
        set(&draft->day, parts[0]);
    } else if (!take_clock(&text, parts[0], draft)) {
        const char *part = text;
        while (count < PARTS_MAX && WORD(&part, marks) >= 0 && isdigit((unsigned char)*part)) {
            parts[count++] = take_number(&part, &digits);
            text = part;
        }
        if (draft->month >= 0 && draft->day < 0 && count == 1) {
            draft->day = parts[0]; /* "11月29" */
        } else if (draft->day >= 0 ||
                   !take_parts(parts, count, (*at)[strspn(*at, "0123456789")], draft)) {
            return false;
        }
    }
    *at = text;
    return true;
}

/* "10:00-12:00": until when, and no offset from UTC. Nobody can tell which was meant. */
static bool is_span(const char *text, const struct draft *draft)
{
    int digits, hour, minute;
    if (*text != '-' || draft->hour < 0 || !isdigit((unsigned char)text[1])) {
        return false;
    }
    text++;
    hour = take_number(&text, &digits);
    if (hour > 24 || *text++ != ':' || !isdigit((unsigned char)*text)) {
        return false;
    }
    minute = take_number(&text, &digits);
    return minute < 60 && hour * 60 + minute > draft->hour * 60 + draft->minute;
}

static bool read_draft(const char *text, struct draft *draft)
{
    *draft = (struct draft) { -1, -1, -1, -1, -1, -1000, -1, 0, false, false, false, 0 };
    while (*text) {
        const char *before = text;
        if (is_span(text, draft)) {
            return false;
        }
        if (take_offset(&text, draft)) {
            continue;
        }
        if (isdigit((unsigned char)*text)) {
            if (!take_numbers(&text, draft)) {
                return false;
            }
            continue;
        }
        take_words(&text, draft);
        if (text == before) {
            text++; /* words, brackets, spaces: what they say is not known */
        }
    }
    return true;
}

static int days_of_month(int year, int month)
{
    int days = 31;
    while (days > 28 && !clock_is_civil(year, month, days)) {
        days--;
    }
    return days;
}

/* The day that was meant, or false. */
static bool find_day(
    const struct moment_guess *guess, struct draft *draft, int64_t *day, int *month_days)
{
    int64_t today = guess->now_ms / day_ms;
    int year, month, of_month;
    clock_civil_from_days(today, &year, &month, &of_month);
    if (draft->month > 12 && draft->day >= 1 && draft->day <= 12) {
        int swapped = draft->month;
        draft->month = draft->day;
        draft->day = swapped;
    }
    if (draft->month < 0 && draft->day > 0) {
        draft->month = draft->day >= of_month || guess->is_past ? month : month % 12 + 1;
    }
    if (draft->month >= 1 && draft->month <= 12 && draft->day >= 1 && draft->day <= 31) {
        bool is_open = draft->year < 0;
        draft->year = is_open ? year : draft->year;
        int most = days_of_month(draft->year, draft->month);
        *month_days = draft->day > most ? most : 0;
        *day = clock_days_from_civil(
            draft->year, draft->month, draft->day > most ? most : draft->day);
        if (is_open && (guess->is_past ? *day > today : *day < today)) {
            draft->year += guess->is_past ? -1 : 1;
            return find_day(guess, draft, day, month_days);
        }
        return draft->year >= 1970 && draft->year < 10000;
    }
    if (draft->month >= 0 || draft->year >= 0) {
        return false;
    }
    if (draft->ahead > -1000) {
        *day = today + draft->ahead;
    } else if (draft->weekday >= 0) {
        int64_t now = (today + 3) % 7; /* 1970-01-01 was a Thursday */
        int64_t to = draft->weeks ? 7 - now + draft->weekday : (draft->weekday - now + 7) % 7;
        *day = today + to;
    } else if (draft->hour >= 0) {
        int64_t at_ms = ((int64_t)draft->hour * 60 + draft->minute) * 60000;
        *day = today + (at_ms <= guess->now_ms % day_ms);
    } else {
        return false;
    }
    return true;
}

static const char *print(struct arena *arena, const struct moment_guess *guess,
    const struct draft *draft, int64_t day)
{
    int year, month, of_month, hour = draft->hour, minute = draft->minute;
    bool has_time = hour >= 0 && (guess->forms & ~(unsigned)MOMENT_DATE);
    hour += hour >= 0 && hour < 12 && draft->is_afternoon ? 12 : 0;
    if (has_time && hour >= 24) {
        hour -= 24;
        day++;
    }
    clock_civil_from_days(day, &year, &month, &of_month);
    int offset = draft->has_zone ? draft->offset_minutes : guess->offset_minutes;
    if (has_time && (guess->forms & MOMENT_LOCAL) && !draft->has_zone) {
        return arena_printf(
            arena, "%04d-%02d-%02dT%02d:%02d", year, month, of_month, hour, minute);
    }
    if ((has_time || !(guess->forms & MOMENT_DATE)) && (guess->forms & MOMENT_INSTANT)) {
        return arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:00%c%02d:%02d", year, month,
            of_month, has_time ? hour : 0, has_time ? minute : 0, offset < 0 ? '-' : '+',
            (offset < 0 ? -offset : offset) / 60, (offset < 0 ? -offset : offset) % 60);
    }
    return arena_printf(arena, "%04d-%02d-%02d", year, month, of_month);
}

static const char *guess_one(
    struct arena *arena, const struct moment_guess *guess, const char *text, int *month_days)
{
    struct draft draft;
    struct moment loose, moment;
    int64_t day;
    char read[MOMENT_BYTES];
    *month_days = 0;
    /* Where adapters and feeds read another day, it is that: 令和8年 is not 2008. */
    const bool is_loose = moment_read_loose(text, MOMENT_NO_CLOCK, &loose);
    bool is_drafted = read_draft(text, &draft) && find_day(guess, &draft, &day, month_days);
    if (is_drafted && is_loose) {
        const int64_t apart_ms = loose.face_ms - day * day_ms;
        is_drafted = apart_ms >= -day_ms && apart_ms <= 2 * day_ms;
    }
    if (!is_drafted) {
        *month_days = 0;
        return is_loose && (loose.form & guess->forms)
                   ? arena_strdup(arena, moment_print(&loose, read))
                   : NULL;
    }
    const char *out = print(arena, guess, &draft, day);
    return out && moment_read(out, guess->forms, &moment) ? out : NULL;
}

const char *moment_guess(struct arena *arena, const struct moment_guess *guess,
    const char *text, int *month_days, const char **until)
{
    static const char *const between[] = { "至", "到", "~", "—", "–" };
    char narrowed[128];
    int second_days;
    narrow(text, narrowed);
    *until = NULL;
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        char *mark = strstr(narrowed, between[i]);
        if (mark) {
            *until = guess_one(arena, guess, mark + strlen(between[i]), &second_days);
            if (*until) {
                *mark = '\0';
            }
            break;
        }
    }
    const char *first = guess_one(arena, guess, narrowed, month_days);
    *until = first ? *until : NULL;
    return first;
}
