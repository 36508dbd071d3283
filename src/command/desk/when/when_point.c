#include "command/desk/when/when_point.h"

#include "base/clock.h"
#include "time/week.h"
#include "time/week_words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { DAY_MS = 86400000 };

static int64_t today(const struct when_context *context)
{
    int64_t days = context->local_now_ms / DAY_MS;
    return days - (context->local_now_ms % DAY_MS < 0);
}

static bool take_relative(
    const struct when_context *context, const char **at, struct when_point *point)
{
    static const struct {
        const char *word;
        int days;
        enum when_half half;
    } words[] = { { "大后天", 3, HALF_NONE }, { "后天", 2, HALF_NONE },
        { "day after tomorrow", 2, HALF_NONE }, { "the day after tomorrow", 2, HALF_NONE },
        { "明早", 1, HALF_MORNING }, { "明晚", 1, HALF_AFTERNOON }, { "明天", 1, HALF_NONE },
        { "明日", 1, HALF_NONE }, { "tomorrow", 1, HALF_NONE }, { "今早", 0, HALF_MORNING },
        { "今晚", 0, HALF_AFTERNOON }, { "今天", 0, HALF_NONE }, { "今日", 0, HALF_NONE },
        { "当天", 0, HALF_NONE }, { "today", 0, HALF_NONE }, { "tonight", 0, HALF_AFTERNOON } };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (when_take_word(at, &words[i].word, 1)) {
            point->has_day = true;
            point->day = today(context) + words[i].days;
            point->half = words[i].half;
            return true;
        }
    }
    return false;
}

static int take_month(const char **at)
{
    static const char *const names[] = { "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December", "Jan", "Feb", "Mar",
        "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec" };
    static const int short_months[] = { 1, 2, 3, 4, 6, 7, 8, 9, 9, 10, 11, 12 };
    for (int i = 0; i < 24; i++) {
        if (when_take_word(at, &names[i], 1)) {
            if (**at == '.') {
                (*at)++;
                when_skip(at);
            }
            return i < 12 ? i + 1 : short_months[i - 12];
        }
    }
    return 0;
}

struct civil {
    int year, month, day; /* 0 where it was not said */
};

/* "2026-12-01", "2026/12/1", "2026年12月1日", "12月1日", "12/1", "5日". */
static bool take_figures(const char **at, struct civil *civil)
{
    const char *text = *at;
    int first = when_take_number(&text);
    if (first < 0) {
        return false;
    }
    if (first > 31) { /* a year */
        bool in_words = WHEN_TAKE(&text, "年");
        char mark = *text;
        if (!in_words && (mark != '-' && mark != '/' && mark != '.')) {
            return false;
        }
        text += !in_words;
        civil->year = first;
        civil->month = when_take_number(&text);
        if (!(in_words ? WHEN_TAKE(&text, "月") : *text == mark)) {
            return false;
        }
        text += !in_words;
        civil->day = when_take_number(&text);
        WHEN_TAKE(&text, "日", "号");
    } else if (WHEN_TAKE(&text, "月")) {
        civil->month = first;
        civil->day = when_take_number(&text);
        WHEN_TAKE(&text, "日", "号");
    } else if (*text == '/' && isdigit((unsigned char)text[1])) {
        text++;
        civil->month = first;
        civil->day = when_take_number(&text);
    } else if (WHEN_TAKE(&text, "日", "号")) {
        civil->day = first;
    } else {
        return false;
    }
    *at = text;
    return civil->day >= 0;
}

static bool take_ordinal(const char **at, int *day)
{
    const char *text = *at;
    *day = isdigit((unsigned char)*text) ? when_take_number(&text) : -1;
    WHEN_TAKE(&text, "st", "nd", "rd", "th");
    if (*day < 1 || *day > 31 || *text == ':') {
        return false;
    }
    *at = text;
    return true;
}

/* "1 Dec", "1st December 2027", "Dec 1". */
static bool take_english_date(const char **at, struct civil *civil)
{
    const char *text = *at;
    bool done = false;
    civil->month = take_month(&text);
    if (civil->month > 0) {
        done = take_ordinal(&text, &civil->day);
    } else if (take_ordinal(&text, &civil->day)) {
        when_skip(&text);
        WHEN_TAKE(&text, "of");
        civil->month = take_month(&text);
        done = civil->month > 0;
    }
    if (!done) {
        return false;
    }
    when_skip(&text);
    const char *year = text;
    if (isdigit((unsigned char)year[0]) && strspn(year, "0123456789") == 4) {
        civil->year = when_take_number(&year);
        text = year;
    }
    *at = text;
    return true;
}

static bool set_day(
    struct civil civil, int64_t first_day, struct when_point *point, struct error *error)
{
    int year, month, day;
    clock_civil_from_days(first_day, &year, &month, &day);
    point->is_yearless = civil.year == 0;
    for (int tries = 0; tries < 12; tries++) {
        struct civil full = { civil.year ? civil.year : year, civil.month ? civil.month : month,
            civil.day };
        bool is_day = clock_is_civil(full.year, full.month, full.day);
        point->day = is_day ? clock_days_from_civil(full.year, full.month, full.day) : 0;
        if (is_day && (civil.year || point->day >= first_day)) {
            point->has_day = true;
            return true;
        }
        if (civil.year) {
            break;
        }
        if (civil.month) {
            year++;
        } else {
            year += month == 12;
            month = month % 12 + 1;
        }
    }
    return error_set(error, civil.month ? "%d-%d" : "%.0d%d", civil.month, civil.day);
}

/* 下周三, 本周日, next Monday, this Friday. */
static bool take_weekday(const struct when_context *context, const char **at, int64_t first_day,
    struct when_point *point)
{
    const char *text = *at;
    int weeks = -1;
    while (WHEN_TAKE(&text, "下")) {
        weeks = weeks < 0 ? 1 : weeks + 1;
    }
    if (weeks < 0 && WHEN_TAKE(&text, "next")) {
        weeks = 1;
    } else if (weeks < 0 && WHEN_TAKE(&text, "本", "这", "this")) {
        weeks = 0;
    }
    WHEN_TAKE(&text, "个");
    int weekday = week_word_day(&text);
    if (weekday < 0) {
        return false;
    }
    point->has_day = true;
    point->weekday = weekday;
    point->is_weekday_alone = weeks < 0;
    point->is_yearless = weeks < 0;
    int64_t monday = today(context) - week_day_of(today(context));
    point->day = weeks >= 0 ? monday + 7 * weeks + weekday
                            : first_day + (weekday - week_day_of(first_day) + 7) % 7;
    when_skip(&text);
    *at = text;
    return true;
}

static bool take_end_of(
    const struct when_context *context, const char **at, struct when_point *point)
{
    int year, month, day;
    clock_civil_from_days(today(context), &year, &month, &day);
    if (WHEN_TAKE(at, "本月底", "这个月底", "月底", "end of the month", "end of month")) {
        point->day = (month == 12 ? clock_days_from_civil(year + 1, 1, 1)
                                  : clock_days_from_civil(year, month + 1, 1)) -
                     1;
    } else if (WHEN_TAKE(at, "年底", "end of the year", "end of year")) {
        point->day = clock_days_from_civil(year, 12, 31);
    } else {
        return false;
    }
    point->has_day = true;
    return true;
}

/* Behind a day: "（周二）", "(Tue)", "周二". It must be the day's. */
static bool check_weekday(const char **at, const struct when_point *point, struct error *error)
{
    const char *text = *at;
    bool in_brackets = WHEN_TAKE(&text, "（", "(");
    int weekday = week_word_day(&text);
    if (weekday < 0 || (in_brackets && !WHEN_TAKE(&text, "）", ")"))) {
        return true;
    }
    when_skip(&text);
    if (week_day_of(point->day) != weekday) {
        return error_set(error, "%.*s", (int)(text - *at), *at);
    }
    *at = text;
    return true;
}

/* A weekday before a date, "Tue 1 Dec", is that date's. */
static bool take_named_date(
    const char **at, int64_t first_day, struct when_point *point, struct error *error)
{
    const char *text = *at, *named = text;
    struct civil civil = { 0 };
    int weekday = week_word_day(&text);
    when_skip(&text);
    if (weekday < 0) {
        text = named;
    }
    if (!take_english_date(&text, &civil)) {
        civil = (struct civil) { 0 };
        if (!take_figures(&text, &civil)) {
            return false;
        }
    }
    if (!set_day(civil, first_day, point, error)) {
        return false;
    }
    if (weekday >= 0 && week_day_of(point->day) != weekday) {
        return error_set(error, "%.*s", (int)(text - named), named);
    }
    when_skip(&text);
    *at = text;
    return check_weekday(at, point, error);
}

/* RFC 3339 with an offset or seconds, as it stands in a feed. */
static bool take_exact(const char **at, struct when_point *point)
{
    char word[48];
    size_t length = strspn(*at, "0123456789-:+.TZ");
    if (length < 16 || length >= sizeof word || (*at)[10] != 'T') {
        return false;
    }
    memcpy(word, *at, length);
    word[length] = '\0';
    if (!moment_read(word, MOMENT_ANY, &point->exact)) {
        return false;
    }
    point->is_exact = point->has_day = point->has_time = true;
    *at += length;
    when_skip(at);
    return true;
}

bool when_take_point(const struct when_context *context, const char **at, int64_t first_day,
    struct when_point *point, struct error *error)
{
    const char *text = *at;
    *point = (struct when_point) { 0 };
    when_skip(&text);
    if (WHEN_TAKE(&text, "现在", "此刻", "即日", "即刻", "立即", "now", "right now")) {
        point->is_now = true;
        *at = text;
        return true;
    }
    if (take_exact(&text, point)) {
        *at = text;
        return true;
    }
    bool has_day = take_relative(context, &text, point) || take_end_of(context, &text, point) ||
                   take_named_date(&text, first_day, point, error) ||
                   (!error->text[0] && take_weekday(context, &text, first_day, point));
    if (error->text[0]) {
        return false;
    }
    WHEN_TAKE(&text, "的", "at", ",at");
    enum when_half half = HALF_NONE;
    const char *behind = text;
    int minute = when_take_time(&behind, &half);
    if (minute >= 0) {
        text = behind;
        point->has_time = true;
        point->half = half != HALF_NONE ? half : point->half;
        point->minute = when_in_half(minute, point->half);
    }
    if (!has_day && minute < 0) {
        return false;
    }
    *at = text;
    return true;
}
