#include "time/moment_loose.h"

#include "base/clock.h"
#include "time/moment_loose_parts.h"
#include "time/week_words.h"

#include <ctype.h>
#include <string.h>

static const int64_t day_ms = 86400000;

#define WORD(at, words) week_word(at, words, (int)(sizeof(words) / sizeof *(words)))

enum { FIRST_YEAR = 1970, LAST_YEAR = 9998, REPUBLIC = 1911, YEARS_BACK = 8 };

/* "Nov", "November", "Sept." */
static int take_month(const char **at)
{
    static const char *const months[] = { "January", "February", "March", "April", "May",
        "June", "July", "August", "September", "October", "November", "December" };
    size_t length = 0;
    while (isalpha((unsigned char)(*at)[length])) {
        length++;
    }
    for (int i = 0; length >= 3 && i < 12; i++) {
        const char *month = months[i];
        if (length <= strlen(month) && week_word(at, &month, 1) >= 0) {
            return i + 1;
        }
        char part[12];
        memcpy(part, month, strlen(month) + 1);
        part[length < sizeof part ? length : 0] = '\0';
        month = part;
        if (*part && week_word(at, &month, 1) >= 0) {
            *at += **at == '.';
            return i + 1;
        }
    }
    return LOOSE_UNSAID;
}

/* Of three figures those of Taiwan: 115/11/20. */
static int full_year(int year, int digits)
{
    return digits == 2 ? 2000 + year : digits == 3 ? REPUBLIC + year : year;
}

static bool set_date(struct loose *loose, int year, int month, int day)
{
    if (loose->year != LOOSE_UNSAID || loose->month != LOOSE_UNSAID ||
        loose->day != LOOSE_UNSAID) {
        return false;
    }
    loose->year = year;
    loose->month = month;
    loose->day = day;
    return true;
}

/* A mark between figures, with spaces around it. */
static char take_mark(const char **at)
{
    const char *text = *at + strspn(*at, " ");
    char mark = *text;
    if (!mark || !strchr("-/.", mark)) {
        return '\0';
    }
    text++;
    text += strspn(text, " ");
    if (!isdigit((unsigned char)*text)) {
        return '\0';
    }
    *at = text;
    return mark;
}

/* "2026-11-20", "26/11/20", "11/20/2026", "20.11.2026", "11-20" behind its first figure. */
static bool take_parts(const char **at, int first, int digits, struct loose *loose)
{
    int second, third, width;
    const char *text = *at;
    char mark = take_mark(&text), other;
    if (!mark || !loose_take_number(&text, &second, &width) || width > 2) {
        return false;
    }
    const char *behind = text;
    if (!(other = take_mark(&behind))) {
        *at = text;
        return digits <= 2 && mark != '.' && set_date(loose, LOOSE_UNSAID, first, second);
    }
    if (!loose_take_number(&behind, &third, &width) || (width > 2 && width != 4)) {
        return false;
    }
    *at = behind + (*behind == '.' && other == '.');
    if (digits == 4 || width <= 2) {
        return width <= 2 && set_date(loose, full_year(first, digits), second, third);
    }
    bool is_american = mark == '/' && first <= 12;
    return set_date(loose, third, is_american ? first : second, is_american ? second : first);
}

/* "20261120", "20261120093005", "20261120T0930" */
static bool take_compact(const char **at, struct loose *loose)
{
    char digits[15] = "";
    size_t length = strspn(*at, "0123456789");
    if (length != 8 && length != 12 && length != 14) {
        return false;
    }
    memcpy(digits, *at, length);
    const char *text = *at + length;
    if (length == 8 && *text == 'T') {
        size_t more = strspn(text + 1, "0123456789");
        if (more != 4 && more != 6) {
            return false;
        }
        memcpy(digits + 8, text + 1, more);
        length += more;
        text += 1 + more;
    }
    int part[5];
    for (int i = 0; i < 5; i++) {
        const char *two = digits + 4 + 2 * i;
        part[i] = length >= (size_t)(6 + 2 * i) ? (two[0] - '0') * 10 + two[1] - '0' : 0;
    }
    int year = (digits[0] - '0') * 1000 + (digits[1] - '0') * 100 + (digits[2] - '0') * 10 +
               digits[3] - '0';
    if (!set_date(loose, year, part[0], part[1])) {
        return false;
    }
    if (length > 8) {
        loose->hour = part[2];
        loose->minute = part[3];
        loose->second = part[4];
    }
    *at = text;
    return part[2] < 25 && part[3] < 60 && part[4] <= 60;
}

/* "2026年", "11月", "20日" */
static bool take_chinese(const char **at, int number, int digits, struct loose *loose)
{
    static const char *const words[] = { "年", "년", "月", "월", "日", "일", "号", "號" };
    const char *text = *at + strspn(*at, " ");
    int word = WORD(&text, words);
    int *part = word < 2 ? &loose->year : word < 4 ? &loose->month : &loose->day;
    if (word < 0 || *part != LOOSE_UNSAID) {
        return false;
    }
    *part = word < 2 ? full_year(number, digits) : number;
    *at = text;
    return true;
}

/* "20", "20th," and "2026" beside a month's name. */
static bool take_beside_month(const char **at, int number, int digits, struct loose *loose)
{
    static const char *const ordinals[] = { "st", "nd", "rd", "th" };
    if (digits <= 2 && loose->day == LOOSE_UNSAID) {
        loose->day = number;
        WORD(at, ordinals);
    } else if ((digits == 4 || digits == 2) && loose->year == LOOSE_UNSAID) {
        loose->year = full_year(number, digits);
    } else {
        return false;
    }
    return true;
}

static bool take_figures(const char **at, struct loose *loose)
{
    int number, digits;
    const char *text = *at;
    if (loose_take_clock(at, loose) || take_compact(at, loose)) {
        return true;
    }
    if (!loose_take_number(&text, &number, &digits) || digits > 4) {
        return false;
    }
    *at = text;
    return take_chinese(at, number, digits, loose) || take_parts(at, number, digits, loose) ||
           take_beside_month(at, number, digits, loose);
}

/* "(CST)", "[Asia/Shanghai]", "(星期五)": what stands there is no part of it. */
static bool take_comment(const char **at)
{
    char close = **at == '(' ? ')' : **at == '[' ? ']' : '\0';
    const char *end = close ? strchr(*at, close) : NULL;
    *at = end ? end + 1 : *at;
    return end;
}

/* 民國115年, 令和8年 */
static bool take_era(const char **at, struct loose *loose)
{
    static const char *const names[] = { "中華民國", "民國", "民国", "令和", "平成", "昭和" };
    static const int before[] = { REPUBLIC, REPUBLIC, REPUBLIC, 2018, 1988, 1925 };
    static const char *const year[] = { "年" };
    const char *text = *at;
    int number, digits;
    int era = WORD(&text, names);
    if (loose->year != LOOSE_UNSAID || era < 0) {
        return false;
    }
    text += strspn(text, " ");
    if (!loose_take_number(&text, &number, &digits) || digits > 3 || WORD(&text, year) < 0) {
        return false;
    }
    loose->year = number + before[era];
    *at = text;
    return true;
}

static bool take_word(const char **at, struct loose *loose)
{
    if (take_era(at, loose)) {
        return true;
    }
    if (!loose->has_weekday && week_word_day(at) >= 0) {
        loose->has_weekday = true;
        return true;
    }
    int month = loose->month == LOOSE_UNSAID ? take_month(at) : LOOSE_UNSAID;
    if (month != LOOSE_UNSAID) {
        loose->month = month;
        return true;
    }
    if (**at == 'T' && loose->day != LOOSE_UNSAID && isdigit((unsigned char)(*at)[1])) {
        (*at)++;
        return true;
    }
    return loose_take_half(at, loose) || loose_take_zone(at, loose) || take_comment(at);
}

/* A figure counts as said only where a month's name is, or comes: "20 Nov". */
static bool read_civil(const char *text, struct loose *loose)
{
    *loose = (struct loose) { .year = LOOSE_UNSAID,
        .month = LOOSE_UNSAID,
        .day = LOOSE_UNSAID,
        .hour = LOOSE_UNSAID,
        .half = LOOSE_UNSAID };
    while (*text) {
        const char *before = text;
        text += strspn(text, " ,");
        /* "20-Nov-26": a dash beside a name is a space */
        if (*text == '-' && (loose->day == LOOSE_UNSAID || loose->year == LOOSE_UNSAID)) {
            text++;
        }
        if (*text && !take_word(&text, loose) && !take_figures(&text, loose)) {
            return false;
        }
        if (text == before) {
            return false;
        }
    }
    return loose->month >= 1 && loose->month <= 12 && loose->day >= 1;
}

/* The day that was meant, or false. */
static bool find_day(const struct loose *loose, int64_t local_now_ms, int64_t *day)
{
    bool has_clock = local_now_ms != MOMENT_NO_CLOCK;
    int64_t today = local_now_ms / day_ms - (local_now_ms % day_ms < 0);
    int year, month, of_month;
    if (loose->year != LOOSE_UNSAID) {
        *day = clock_days_from_civil(loose->year, loose->month, loose->day);
        return loose->year >= FIRST_YEAR && loose->year <= LAST_YEAR &&
               clock_is_civil(loose->year, loose->month, loose->day);
    }
    clock_civil_from_days(today, &year, &month, &of_month);
    for (int back = 0; has_clock && back <= YEARS_BACK; back++) {
        *day = clock_days_from_civil(year - back, loose->month, loose->day);
        if (clock_is_civil(year - back, loose->month, loose->day) && *day <= today + 1) {
            return year - back >= FIRST_YEAR;
        }
    }
    return false;
}

bool moment_read_loose(const char *text, int64_t local_now_ms, struct moment *out)
{
    char narrow[LOOSE_MAX_BYTES];
    struct loose loose;
    struct moment moment;
    int64_t day;
    if (!loose_narrow(text, narrow)) {
        return false;
    }
    bool done = moment_read(narrow, MOMENT_ANY, &moment);
    if (done && moment.face_ms < 0 && moment_day(&moment) < clock_days_from_civil(2, 1, 1)) {
        return false; /* .NET's way to say nothing */
    }
    done = done || loose_read_stamp(narrow, &moment) ||
           (local_now_ms != MOMENT_NO_CLOCK &&
               loose_read_relative(narrow, local_now_ms, &moment)) ||
           (read_civil(narrow, &loose) && find_day(&loose, local_now_ms, &day) &&
               loose_finish(&loose, day, &moment));
    if (done) {
        *out = moment;
    }
    return done;
}
