#include "command/desk/when/when_date.h"

#include "base/clock.h"
#include "command/desk/when/when_words.h"
#include "time/week.h"
#include "time/week_words.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { YEAR_LEAST = 1970, YEAR_MOST = 2199 };

struct civil {
    int year, month, day; /* 0 where it was not said */
};

static int take_month_name(const char **at)
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

/* "2026-12-01", "2026/12/1", "2026.12.1", "2026年12月1日", "2026年12月", "明年1月". */
static bool take_with_year(
    const struct when_context *context, const char **at, struct civil *civil)
{
    const char *text = *at;
    int year, month, day;
    clock_civil_from_days(when_today(context), &year, &month, &day);
    bool in_words = true;
    if (WHEN_TAKE(&text, "今年")) {
        civil->year = year;
    } else if (WHEN_TAKE(&text, "明年")) {
        civil->year = year + 1;
    } else {
        civil->year = strspn(text, "0123456789") == 4 ? when_take_number(&text) : -1;
        in_words = WHEN_TAKE(&text, "年");
    }
    char mark = *text;
    if (civil->year < YEAR_LEAST || civil->year > YEAR_MOST ||
        (!in_words && mark != '-' && mark != '/' && mark != '.')) {
        return false;
    }
    text += !in_words;
    civil->month = when_take_number(&text);
    if (!(in_words ? WHEN_TAKE(&text, "月份", "月") : *text == mark)) {
        return false;
    }
    text += !in_words;
    const char *behind = text;
    civil->day = when_take_number(&behind);
    bool is_day = in_words ? WHEN_TAKE(&behind, "日", "号") : civil->day >= 0;
    if (!is_day && !in_words) {
        return false;
    }
    civil->day = is_day ? civil->day : 0;
    *at = is_day ? behind : text;
    return true;
}

/* "12月1日", "12月3-5日" up to the dash, "12月", "12/1", "5日". */
static bool take_figures(
    const struct when_context *context, const char **at, struct civil *civil)
{
    const char *text = *at;
    int first = when_take_number(&text);
    const char *behind = text;
    if (first < 0) {
        return false;
    }
    if (WHEN_TAKE(&behind, "月份", "月")) {
        civil->month = first;
        text = behind;
        civil->day = when_take_number(&behind);
        const char *dash = behind;
        if (civil->day >= 0 && (WHEN_TAKE(&behind, "日", "号") || when_take_to(&dash))) {
            text = behind;
        } else {
            civil->day = 0;
        }
    } else if (*text == '/' && isdigit((unsigned char)text[1]) && context->is_chinese) {
        text++;
        civil->month = first;
        civil->day = when_take_number(&text);
        if (first > 12 || *text == '/') {
            return false;
        }
    } else if (WHEN_TAKE(&text, "日", "号") && when_ends_day(text)) {
        civil->day = first;
    } else {
        return false;
    }
    *at = text;
    return civil->month || civil->day > 0;
}

int when_take_ordinal(const char **at)
{
    const char *text = *at;
    when_skip(&text);
    int day = isdigit((unsigned char)*text) ? when_take_number(&text) : -1;
    bool is_ordinal = WHEN_TAKE(&text, "st", "nd", "rd", "th");
    const char *hour = *at;
    struct when_clock clock;
    bool is_hour = !is_ordinal && when_take_clock(&hour, &clock);
    if (day < 1 || day > 31 || *text == ':' || is_hour) {
        return -1;
    }
    *at = text;
    return day;
}

/* "1 Dec", "1st of December 2027", "Dec 1". */
static bool take_english(const char **at, struct civil *civil)
{
    const char *text = *at;
    WHEN_TAKE(&text, "the");
    civil->month = take_month_name(&text);
    if (civil->month > 0) {
        civil->day = when_take_ordinal(&text);
    } else if ((civil->day = when_take_ordinal(&text)) > 0) {
        WHEN_TAKE(&text, "of");
        civil->month = take_month_name(&text);
    }
    if (civil->month == 0 || civil->day < 1) {
        return false;
    }
    when_skip(&text);
    const char *year = text;
    if (*year == ',') {
        year++;
        when_skip(&year);
    }
    if (strspn(year, "0123456789") == 4) {
        civil->year = when_take_number(&year);
        text = year;
    }
    if (civil->year != 0 && (civil->year < YEAR_LEAST || civil->year > YEAR_MOST)) {
        return false; /* "December 5th 1503" is a time, as likely */
    }
    *at = text;
    return true;
}

/* The first that is on or after what it must be. */
static bool set_day(struct civil civil, int64_t first_day, struct when_days *days)
{
    int year, month, day, of_month = civil.day ? civil.day : 1;
    clock_civil_from_days(first_day, &year, &month, &day);
    if (!civil.day) {
        first_day -= day - 1;
    }
    days->is_nearest = civil.year == 0;
    days->is_month_unsaid = civil.month == 0;
    days->is_date = true;
    for (int tries = 0; tries < 12; tries++) {
        int of_year = civil.year ? civil.year : year;
        int in_month = civil.month ? civil.month : month;
        if (clock_is_civil(of_year, in_month, of_month)) {
            days->day = clock_days_from_civil(of_year, in_month, of_month);
            if (civil.year || days->day >= first_day) {
                days->is_whole = civil.day == 0;
                days->count = civil.day ? 1 : when_month_later(days->day, 1) - days->day;
                return true;
            }
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
    return false;
}

/* Behind a day: "(周二)", "(Tue)", "周二". It must be the day's. */
static bool check_weekday(const char **at, const struct when_days *days, struct error *error)
{
    const char *text = *at, *inner;
    bool in_brackets = WHEN_TAKE(&text, "(");
    inner = text;
    int weekday = week_word_day(&text);
    int length = (int)(text - inner);
    if (weekday < 0 || (in_brackets && !WHEN_TAKE(&text, ")"))) {
        return true;
    }
    if (week_day_of(days->day) != weekday) {
        return error_set(error, "that day is not a %.*s", length, inner);
    }
    when_skip(&text);
    *at = text;
    return true;
}

bool when_take_date(const struct when_context *context, const char **at,
    const int64_t *first_day, struct when_days *days, struct error *error)
{
    const char *text = *at, *named = text;
    struct civil civil = { 0 };
    int weekday = week_word_day(&text), length = (int)(text - named);
    if (weekday >= 0 && length > 6 && strncasecmp(text - 4, "days", 4) == 0) {
        return false; /* each of them */
    }
    if (weekday >= 0) { /* "Tue 1 Dec", "Tuesday, December 1" */
        when_skip(&text);
        text += *text == ',';
        when_skip(&text);
    }
    bool done = take_english(&text, &civil);
    if (!done) {
        civil = (struct civil) { 0 };
        done = take_with_year(context, &text, &civil);
    }
    if (!done) {
        civil = (struct civil) { 0 };
        done = take_figures(context, &text, &civil);
    }
    if (!done) {
        return false;
    }
    int64_t first =
        first_day ? *first_day : when_today(context) - (civil.month ? WHEN_PAST_DAYS : 0);
    if (!set_day(civil, first, days)) {
        return error_set(error, "there is no such day: %.*s", (int)(text - named), named);
    }
    if (weekday >= 0 && week_day_of(days->day) != weekday) {
        return error_set(error, "that day is not a %.*s", length, named);
    }
    when_skip(&text);
    *at = text;
    return check_weekday(at, days, error);
}
