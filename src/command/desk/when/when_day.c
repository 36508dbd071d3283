#include "command/desk/when/when_day.h"

#include "base/clock.h"
#include "command/desk/when/when_date.h"
#include "command/desk/when/when_words.h"
#include "time/week.h"
#include "time/week_words.h"

#include <stdio.h>
#include <string.h>

static int64_t first_of_month(int64_t day)
{
    int year, month, of_month;
    clock_civil_from_days(day, &year, &month, &of_month);
    return day - of_month + 1;
}

static bool take_relative(
    const struct when_context *context, const char **at, struct when_days *days)
{
    static const struct {
        const char *word;
        int after, count;
        enum when_part part;
    } words[] = { { "大后天", 3, 1, PART_NONE }, { "后天", 2, 1, PART_NONE },
        { "the day after tomorrow", 2, 1, PART_NONE },
        { "day after tomorrow", 2, 1, PART_NONE }, { "明后两天", 1, 2, PART_NONE },
        { "明后天", 1, 2, PART_NONE }, { "今明两天", 0, 2, PART_NONE },
        { "明天", 1, 1, PART_NONE }, { "明日", 1, 1, PART_NONE },
        { "tomorrow", 1, 1, PART_NONE }, { "今天", 0, 1, PART_NONE },
        { "今日", 0, 1, PART_NONE }, { "当天", 0, 1, PART_NONE }, { "today", 0, 1, PART_NONE },
        { "tonight", 0, 1, PART_EVENING }, { "this morning", 0, 1, PART_MORNING },
        { "this afternoon", 0, 1, PART_AFTERNOON }, { "this evening", 0, 1, PART_EVENING } };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (when_take_word(at, &words[i].word, 1)) {
            days->day = when_today(context) + words[i].after;
            days->count = words[i].count;
            days->part = words[i].part;
            return true;
        }
    }
    /* 今晚, 明早: the part of the day follows. */
    const char *text = *at;
    int after = WHEN_TAKE(&text, "今") ? 0 : WHEN_TAKE(&text, "明") ? 1 : -1;
    const char *behind = text;
    if (after < 0 || !WHEN_TAKE(&behind, "早", "晚")) {
        return false;
    }
    days->day = when_today(context) + after;
    *at = text;
    return true;
}

/* 下, 下下, 本, 这个, next, this: how many weeks on, or -1. */
static int take_which(const char **at)
{
    int weeks = 0;
    while (WHEN_TAKE(at, "下")) {
        weeks++;
    }
    if (weeks > 0 || WHEN_TAKE(at, "next")) {
        weeks += weeks == 0;
    } else {
        weeks = WHEN_TAKE(at, "本", "这", "this") ? 0 : -1;
    }
    if (weeks >= 0) {
        WHEN_TAKE(at, "个", "一个");
    }
    return weeks;
}

static void print_days(const struct when_days *days, int after, char out[60])
{
    static const char *const weekdays[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
        "Aug", "Sep", "Oct", "Nov", "Dec" };
    int used = 0;
    for (int64_t day = days->day + after; day < days->day + after + days->count; day++) {
        int year, month, of_month;
        clock_civil_from_days(day, &year, &month, &of_month);
        used += snprintf(out + used, 60 - (size_t)used, "%s%s %d %s", used ? " to " : "",
            weekdays[week_day_of(day)], of_month, months[month - 1]);
    }
}

/* "next Friday" on a Monday: some mean that of this week, where that is on or after `least`. In
 * Chinese each week has its own word. */
static bool is_next_clear(const char *next, const char *behind, int64_t least,
    const struct when_days *days, struct error *error)
{
    char nearest[60] = "", later[60] = "";
    const char *text = next;
    if (!WHEN_TAKE(&text, "next") || days->day - WEEK_DAYS < least) {
        return true;
    }
    print_days(days, -WEEK_DAYS, nearest);
    print_days(days, 0, later);
    while (behind[-1] == ' ') {
        behind--;
    }
    return error_set(error, "\"%.*s\" may be %s or %s: write which", (int)(behind - next), next,
        nearest, later);
}

/* 下周三, 本周日, next Monday, this Friday, 下周, this weekend. */
static bool take_week(const struct when_context *context, const char **at,
    const int64_t *first_day, struct when_days *days, struct error *error)
{
    const char *start = *at, *text = start;
    int64_t today = when_today(context), monday = today - week_day_of(today);
    int64_t least = first_day && *first_day > today ? *first_day : today + 1;
    bool is_the = WHEN_TAKE(&text, "the");
    int weeks = is_the ? 0 : take_which(&text);
    monday += weeks > 0 ? 7 * (int64_t)weeks : 0;
    bool is_english = (unsigned char)*text < 0x80;
    if (weeks >= 0 && WHEN_TAKE(&text, "周末", "星期末", "weekend")) {
        *days = (struct when_days) { .day = monday + 5, .count = 2 };
        bool is_clear = is_next_clear(start, text, least, days, error);
        *at = text;
        return is_clear;
    }
    const char *behind = text;
    int weekday = is_the ? -1 : week_word_day(&text);
    if (weekday < 0 && weeks >= 0 && !is_the &&
        WHEN_TAKE(&behind, "周", "星期", "礼拜", "week")) {
        *days = (struct when_days) { .day = monday, .count = 7 };
        *at = behind;
        return true;
    }
    if (weekday < 0) {
        return false;
    }
    int64_t first = first_day ? *first_day : when_today(context);
    days->is_weekday_alone = days->is_nearest = weeks < 0;
    days->day = weeks >= 0 ? monday + weekday : first + (weekday - week_day_of(first) + 7) % 7;
    /* "Friday next week" */
    if (weeks < 0 && is_english && WHEN_TAKE(&text, "next week", "of next week")) {
        days->is_weekday_alone = days->is_nearest = false;
        days->day = monday + 7 + weekday;
    }
    when_skip(&text);
    bool is_clear = is_next_clear(start, text, least, days, error);
    *at = text;
    return is_clear;
}

/* 下个月, 下个月5号, 本月底, 月底, the end of next month. */
static bool take_month(
    const struct when_context *context, const char **at, struct when_days *days)
{
    enum kind { MONTH, MONTH_END, YEAR_END };
    static const struct {
        const char *word;
        int later;
        enum kind kind;
    } words[] = { { "下个月底", 1, MONTH_END }, { "下月底", 1, MONTH_END },
        { "本月底", 0, MONTH_END }, { "这个月底", 0, MONTH_END }, { "月底", 0, MONTH_END },
        { "the end of next month", 1, MONTH_END }, { "end of next month", 1, MONTH_END },
        { "the end of this month", 0, MONTH_END }, { "the end of the month", 0, MONTH_END },
        { "end of the month", 0, MONTH_END }, { "end of month", 0, MONTH_END },
        { "今年年底", 0, YEAR_END }, { "年底", 0, YEAR_END },
        { "the end of the year", 0, YEAR_END }, { "end of the year", 0, YEAR_END },
        { "end of year", 0, YEAR_END }, { "下个月", 1, MONTH }, { "下月", 1, MONTH },
        { "next month", 1, MONTH }, { "本月", 0, MONTH }, { "这个月", 0, MONTH },
        { "this month", 0, MONTH } };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!when_take_word(at, &words[i].word, 1)) {
            continue;
        }
        int year, month, of_month;
        int64_t first = when_month_later(first_of_month(when_today(context)), words[i].later);
        int64_t behind = when_month_later(first, 1);
        clock_civil_from_days(first, &year, &month, &of_month);
        const char *text = *at;
        int day = words[i].kind == MONTH ? when_take_number(&text) : -1;
        days->is_whole = true;
        if (words[i].kind == YEAR_END) {
            days->day = clock_days_from_civil(year, 12, 31);
        } else if (words[i].kind == MONTH_END) {
            days->day = behind - 1;
        } else if (day > 0 && day <= behind - first && WHEN_TAKE(&text, "日", "号")) {
            *days = (struct when_days) { .day = first + day - 1, .count = 1 };
            *at = text;
        } else {
            days->day = first;
            days->count = behind - first;
        }
        return true;
    }
    return false;
}

bool when_take_duration(const char **at, struct when_duration *duration)
{
    const char *text = *at;
    if (WHEN_TAKE(&text, "半小时", "半个小时", "半个钟头", "half an hour")) {
        *duration = (struct when_duration) { .minutes = 30 };
        *at = text;
        return true;
    }
    static const char *const numbers[] = { "a", "an", "one", "two", "three", "four", "five",
        "six", "seven", "eight", "nine", "ten" };
    int count = when_take_number(&text);
    for (int i = 0; count < 0 && i < 12; i++) {
        count = when_take_word(&text, &numbers[i], 1) ? (i < 3 ? 1 : i - 1) : -1;
    }
    if (count < 1 || count > 10000) {
        return false;
    }
    *duration = (struct when_duration) { 0 };
    if (WHEN_TAKE(&text, "天", "days", "day")) {
        duration->days = count;
    } else if (WHEN_TAKE(&text, "个星期", "星期", "个礼拜", "礼拜", "周", "weeks", "week")) {
        duration->days = 7 * count;
    } else if (WHEN_TAKE(&text, "个月", "months", "month")) {
        duration->months = count;
    } else if (WHEN_TAKE(&text, "个半小时", "个半钟头")) {
        duration->minutes = 60 * count + 30;
    } else if (WHEN_TAKE(&text, "个小时", "小时", "个钟头", "钟头", "hours", "hour")) {
        duration->minutes = 60 * count;
    } else if (WHEN_TAKE(&text, "分钟", "minutes", "minute")) {
        duration->minutes = count;
    } else {
        return false;
    }
    *at = text;
    return true;
}

/* "本周六(11月28日)": the same day once more, or an error. */
static bool check_same(const struct when_context *context, const char **at,
    const struct when_days *days, struct error *error)
{
    const char *text = *at, *inner;
    struct when_days same;
    if (!WHEN_TAKE(&text, "(")) {
        return true;
    }
    inner = text;
    if (!when_take_days(context, &text, &days->day, &same, error)) {
        return !*error->text;
    }
    int length = (int)(text - inner);
    if (!WHEN_TAKE(&text, ")")) {
        return true;
    }
    *at = text;
    return (same.day == days->day && same.count == days->count) ||
           error_set(error, "that day is not a %.*s", length, inner);
}

bool when_take_days(const struct when_context *context, const char **at,
    const int64_t *first_day, struct when_days *days, struct error *error)
{
    const char *text = *at;
    *days = (struct when_days) { .count = 1 };
    when_skip(&text);
    bool done = take_relative(context, &text, days) || take_month(context, &text, days) ||
                when_take_date(context, &text, first_day, days, error) ||
                (!*error->text && take_week(context, &text, first_day, days, error));
    if (!done || !check_same(context, &text, days, error)) {
        return false;
    }
    WHEN_TAKE(&text, "期间", "之内", "以内", "内");
    days->is_all_day = WHEN_TAKE(&text, "全天", "一整天", "整天", "all day");
    *at = text;
    return true;
}
