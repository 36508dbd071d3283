/* What is told as from now, and stamps. */
#include "base/clock.h"
#include "time/moment_loose_parts.h"
#include "time/week_words.h"

#include <ctype.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static const int64_t day_ms = 86400000, minute_ms = 60000;

#define WORD(at, words) week_word(at, words, (int)(sizeof(words) / sizeof *(words)))

enum unit { SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, YEAR };

/* Nobody counts back further: a time of Unix ends in 2286 as well. */
enum { COUNT_MAX = 9999 };

static void take_spaces(const char **at)
{
    *at += strspn(*at, " ");
}

static bool take_unit(const char **at, enum unit *unit)
{
    static const char *const words[] = { "秒钟", "秒鐘", "秒", "分钟", "分鐘", "小时", "小時",
        "天", "日", "个星期", "星期", "周", "週", "个月", "個月", "年", "seconds", "second",
        "minutes", "minute", "mins", "min", "hours", "hour", "days", "day", "weeks", "week",
        "months", "month", "years", "year" };
    static const enum unit units[] = { SECOND, SECOND, SECOND, MINUTE, MINUTE, HOUR, HOUR, DAY,
        DAY, WEEK, WEEK, WEEK, WEEK, MONTH, MONTH, YEAR, SECOND, SECOND, MINUTE, MINUTE, MINUTE,
        MINUTE, HOUR, HOUR, DAY, DAY, WEEK, WEEK, MONTH, MONTH, YEAR, YEAR };
    int word = WORD(at, words);
    *unit = word < 0 ? SECOND : units[word];
    return word >= 0;
}

/* The same day of an earlier month, or its last one. */
static int64_t months_before(int64_t day, int months)
{
    int year, month, of_month;
    clock_civil_from_days(day, &year, &month, &of_month);
    int total = year * 12 + month - 1 - months;
    year = total / 12;
    month = total % 12 + 1;
    while (of_month > 28 && !clock_is_civil(year, month, of_month)) {
        of_month--;
    }
    return clock_days_from_civil(year, month, of_month);
}

static int64_t floor_day(int64_t face_ms)
{
    return face_ms / day_ms - (face_ms % day_ms < 0);
}

static bool is_after_1970(const struct moment *moment)
{
    return moment->face_ms >= 0;
}

static bool count_back(int count, enum unit unit, int64_t local_now_ms, struct moment *out)
{
    static const int64_t units_ms[] = { [SECOND] = 1000, [MINUTE] = 60000, [HOUR] = 3600000 };
    static const int days[] = { [DAY] = 1, [WEEK] = 7 },
                     months[] = { [MONTH] = 1, [YEAR] = 12 };
    int64_t day = floor_day(local_now_ms);
    struct moment moment = { .form = MOMENT_DATE };
    if (unit <= HOUR) {
        int64_t face_ms = local_now_ms - count * units_ms[unit];
        moment =
            (struct moment) { .form = MOMENT_LOCAL, .face_ms = face_ms - face_ms % minute_ms };
    } else {
        day = unit <= WEEK ? day - (int64_t)count * days[unit]
                           : months_before(day, count * months[unit]);
        moment.face_ms = day * day_ms;
    }
    *out = moment;
    return is_after_1970(&moment);
}

/* "3天前", "半小时前", "an hour ago" */
static bool read_ago(const char *text, int64_t local_now_ms, struct moment *out)
{
    static const char *const one[] = { "an ", "a " }, *const two[] = { "两", "兩" };
    static const char *const ago[] = { "之前", "以前", "前", "ago" }, *const half[] = { "半" };
    int count = 1, digits;
    enum unit unit;
    bool is_half = WORD(&text, half) >= 0;
    if (!is_half && WORD(&text, two) >= 0) {
        count = 2;
    } else if (!is_half && WORD(&text, one) < 0 && !loose_take_number(&text, &count, &digits)) {
        return false;
    }
    take_spaces(&text);
    if (!take_unit(&text, &unit) || (is_half && unit != HOUR) || count > COUNT_MAX) {
        return false;
    }
    take_spaces(&text);
    return WORD(&text, ago) >= 0 && !*text &&
           count_back(is_half ? 30 : count, is_half ? MINUTE : unit, local_now_ms, out);
}

/* "今天", "昨天 21:05" */
static bool read_named_day(const char *text, int64_t local_now_ms, struct moment *out)
{
    static const char *const names[] = { "今天", "今日", "今早", "today", "昨天", "昨日",
        "yesterday", "前天" };
    static const int before[] = { 0, 0, 0, 0, 1, 1, 1, 2 };
    struct loose loose = { .hour = LOOSE_UNSAID, .half = LOOSE_UNSAID };
    int name = WORD(&text, names);
    if (name < 0) {
        return false;
    }
    take_spaces(&text);
    loose_take_half(&text, &loose);
    take_spaces(&text);
    loose_take_clock(&text, &loose);
    take_spaces(&text);
    loose_take_half(&text, &loose);
    return !*text && loose_finish(&loose, floor_day(local_now_ms) - before[name], out);
}

bool loose_read_relative(const char *text, int64_t local_now_ms, struct moment *out)
{
    static const char *const now[] = { "刚刚", "剛剛", "刚才", "just now", "now" };
    const char *at = text;
    if (WORD(&at, now) >= 0 && !*at) {
        return count_back(0, SECOND, local_now_ms, out);
    }
    return read_named_day(text, local_now_ms, out) || read_ago(text, local_now_ms, out);
}

/* Unix time by how many figures it has: 10 in s from 2001 to 2286, 13 in ms, 16 in µs. */
static bool read_number(const char *text, const char **end, int64_t *wall_ms)
{
    double value = strtod(text, (char **)end);
    size_t digits = strspn(text, "0123456789");
    value = digits == 16 ? value / 1000 : value;
    bool is_plain = digits == 10 || digits == 13 || digits == 16;
    bool is_scientific = digits == 1 && text[1] == '.' && strpbrk(text, "eE");
    if ((!is_plain && !is_scientific) || !(value >= 1e9 && value < 1e13)) {
        return false;
    }
    *wall_ms = value < 1e10 ? (int64_t)value * 1000 : (int64_t)value;
    return value < 1e10 || value >= 1e12;
}

/* ".NET's /Date(ms+0800)/": the offset is only where it was written. */
static bool read_date_call(const char *text, struct moment *out)
{
    static const char *const opens[] = { "\\/Date(", "/Date(", "new Date(", "Date(" };
    static const char *const closes[] = { ")\\/", ")/", ")" };
    struct loose loose = { .hour = 0 };
    int64_t wall_ms;
    const char *end;
    if (WORD(&text, opens) < 0 || !isdigit((unsigned char)*text) ||
        !read_number(text, &end, &wall_ms)) {
        return false;
    }
    if (*end == '+' || *end == '-') {
        loose_take_zone(&end, &loose);
    }
    *out = (struct moment) { .form = MOMENT_INSTANT,
        .offset_minutes = loose.offset_minutes,
        .face_ms = wall_ms + (int64_t)loose.offset_minutes * minute_ms };
    return WORD(&end, closes) >= 0 && !*end;
}

bool loose_read_stamp(const char *text, struct moment *out)
{
    int64_t wall_ms;
    const char *end;
    if (!isdigit((unsigned char)*text)) {
        return read_date_call(text, out);
    }
    if (!read_number(text, &end, &wall_ms) || *end) {
        return false;
    }
    *out = (struct moment) { .form = MOMENT_INSTANT, .face_ms = wall_ms };
    return true;
}
