#include "time/date.h"

#include "base/clock.h"

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

static bool ask_calendar(int64_t days, struct lunar_date *out)
{
    UCalendar *calendar = lunar_calendar();
    if (calendar == NULL) {
        return false;
    }
    UErrorCode status = U_ZERO_ERROR;
    ucal_setMillis(calendar, (double)(days * DAY_MS + DAY_MS / 2), &status);
    out->month = ucal_get(calendar, UCAL_MONTH, &status) + 1;
    out->day = ucal_get(calendar, UCAL_DAY_OF_MONTH, &status);
    out->is_leap = ucal_get(calendar, UCAL_IS_LEAP_MONTH, &status) != 0;
    return U_SUCCESS(status) && out->month >= 1 && out->month <= 12 && out->day >= 1 &&
           out->day <= 30;
}

/* All slides of a day ask for that day, and the calendar asks where the moon is each time. */
bool date_lunar(const struct civil_date *date, struct lunar_date *out)
{
    static _Thread_local struct {
        bool is_known;
        int64_t days;
        struct lunar_date date;
    } last;
    int64_t days = clock_days_from_civil(date->year, date->month, date->day);
    if (!last.is_known || last.days != days) {
        last.is_known = ask_calendar(days, &last.date);
        last.days = days;
    }
    *out = last.date;
    return last.is_known;
}

const char *date_clock_text(struct arena *arena, const struct zone *zone, int64_t now_ms)
{
    struct civil_date date = date_at(zone, now_ms);
    return arena_printf(arena, "%d:%02d", date.hour, date.minute);
}
