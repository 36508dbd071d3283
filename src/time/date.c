#include "time/date.h"

#include "base/clock.h"

#include <stdio.h>
#include <threads.h>
#include <unicode/ucal.h>

enum { DAY_MS = 24 * 60 * 60 * 1000 };

/* Each thread has its own, kept for its life: a player whose preparer hangs starts another one.
 */
static once_flag key_once = ONCE_FLAG_INIT;
static tss_t key;
static bool key_made;

static void close_calendar(void *calendar)
{
    ucal_close(calendar);
}

static void make_key(void)
{
    key_made = tss_create(&key, close_calendar) == thrd_success;
}

/* What day it is in China's calendar follows from the civil day alone, wherever that is. */
static UCalendar *lunar_calendar(void)
{
    static const UChar utc[] = { 'U', 'T', 'C', 0 };
    call_once(&key_once, make_key);
    UCalendar *calendar = key_made ? tss_get(key) : NULL;
    if (key_made && calendar == NULL) {
        UErrorCode status = U_ZERO_ERROR;
        calendar = ucal_open(utc, -1, "zh_CN@calendar=chinese", UCAL_TRADITIONAL, &status);
        if (U_FAILURE(status) || tss_set(key, calendar) != thrd_success) {
            ucal_close(calendar);
            calendar = NULL;
        }
    }
    return calendar;
}

static int64_t floor_div(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

static struct civil_date date_on_face(int64_t local_ms)
{
    int64_t days = floor_div(local_ms, DAY_MS);
    int minutes = (int)((local_ms - days * DAY_MS) / 60000);
    struct civil_date date = { .hour = minutes / 60, .minute = minutes % 60, .has_time = true };
    clock_civil_from_days(days, &date.year, &date.month, &date.day);
    date.weekday = (int)(((days % 7) + 11) % 7); /* 1970-01-01 was a Thursday */
    return date;
}

struct civil_date date_at(const struct zone *zone, int64_t now_ms)
{
    return date_on_face(zone_local_ms(zone, now_ms));
}

bool date_of_moment(
    const struct zone *zone, const struct moment *moment, struct civil_date *out)
{
    *out = moment->form == MOMENT_INSTANT ? date_at(zone, moment_wall_ms(moment))
                                          : date_on_face(moment->face_ms);
    out->has_time = moment->form != MOMENT_DATE;
    return moment->form != MOMENT_NONE;
}

int64_t date_days_between(const struct civil_date *from, const struct civil_date *until)
{
    return clock_days_from_civil(until->year, until->month, until->day) -
           clock_days_from_civil(from->year, from->month, from->day);
}

/* 正月 to 腊月 and 初一 to 三十, as calendars on the wall print them. */
static void print_lunar(int month, bool is_leap, int day, char *out, size_t size)
{
    static const char *const months[] = { "正", "二", "三", "四", "五", "六", "七", "八", "九",
        "十", "冬", "腊" };
    static const char *const figures[] = { "", "一", "二", "三", "四", "五", "六", "七", "八",
        "九", "十" };
    static const char *const tens[] = { "初", "十", "廿", "三" };
    const char *leap = is_leap ? "闰" : "";
    if (day == 10 || day == 20 || day == 30) {
        static const char *const whole[] = { "初十", "二十", "三十" };
        snprintf(out, size, "%s%s月%s", leap, months[month], whole[day / 10 - 1]);
    } else {
        snprintf(
            out, size, "%s%s月%s%s", leap, months[month], tens[day / 10], figures[day % 10]);
    }
}

bool date_lunar(const struct civil_date *date, char out[DATE_LUNAR_BYTES])
{
    UCalendar *calendar = lunar_calendar();
    if (calendar == NULL) {
        return false;
    }
    UErrorCode status = U_ZERO_ERROR;
    int64_t days = clock_days_from_civil(date->year, date->month, date->day);
    ucal_setMillis(calendar, (double)(days * DAY_MS + DAY_MS / 2), &status);
    int month = ucal_get(calendar, UCAL_MONTH, &status);
    int day = ucal_get(calendar, UCAL_DAY_OF_MONTH, &status);
    bool is_leap = ucal_get(calendar, UCAL_IS_LEAP_MONTH, &status) != 0;
    if (U_FAILURE(status) || month < 0 || month > 11 || day < 1 || day > 30) {
        return false;
    }
    print_lunar(month, is_leap, day, out, DATE_LUNAR_BYTES);
    return true;
}

const char *date_clock_text(struct arena *arena, const struct zone *zone, int64_t now_ms)
{
    struct civil_date date = date_at(zone, now_ms);
    return arena_printf(arena, "%d:%02d", date.hour, date.minute);
}

const char *date_long_text(
    struct arena *arena, const struct civil_date *date, int this_year, bool with_time)
{
    char time[16] = "";
    char year[32] = "";
    if (with_time && date->has_time) {
        snprintf(time, sizeof(time), " %d:%02d", date->hour, date->minute);
    }
    if (date->year != this_year) {
        snprintf(year, sizeof(year), "%d年", date->year);
    }
    return arena_printf(arena, "%s%d月%d日%s", year, date->month, date->day, time);
}

const char *date_list_text(struct arena *arena, const struct civil_date *date, int this_year)
{
    return date->year == this_year
               ? arena_printf(arena, "%02d-%02d", date->month, date->day)
               : arena_printf(arena, "%d-%02d-%02d", date->year, date->month, date->day);
}
