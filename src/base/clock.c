#include "base/clock.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { CLOCK_SLACK_MS = 24 * 60 * 60 * 1000 };

static struct {
    bool is_set;
    int64_t wall_start_ms, mono_start_ms;
    int speed;
} spec = { .speed = 1 };

/* What wall time is ahead of monotonic time at the least. One number, so that any thread may
 * raise it. */
static _Atomic int64_t lowest_ahead_ms = INT64_MIN;

static int64_t read_us(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_mono_us(void)
{
    return read_us(CLOCK_MONOTONIC);
}

int64_t clock_mono_ms(void)
{
    return clock_mono_us() / 1000;
}

int64_t clock_machine_ms(void)
{
    return read_us(CLOCK_REALTIME) / 1000;
}

void clock_raise_floor(int64_t wall_ms)
{
    int64_t ahead_ms = wall_ms - clock_mono_ms(), before_ms = atomic_load(&lowest_ahead_ms);
    while (ahead_ms > before_ms &&
           !atomic_compare_exchange_weak(&lowest_ahead_ms, &before_ms, ahead_ms)) {
    }
}

/* False, and the floor's time instead of the clock's, when that lies too far below it. */
static bool read_wall(int64_t *wall_ms)
{
    int64_t real_ms = clock_machine_ms();
    clock_raise_floor((int64_t)LOBBYCARD_BUILD_S * 1000);
    int64_t lowest_ms = atomic_load(&lowest_ahead_ms) + clock_mono_ms();
    bool is_trusted = real_ms >= lowest_ms - CLOCK_SLACK_MS;
    *wall_ms = is_trusted ? real_ms : lowest_ms;
    return is_trusted;
}

int64_t clock_wall_ms(void)
{
    if (!spec.is_set) {
        int64_t wall_ms;
        read_wall(&wall_ms);
        return wall_ms;
    }
    return spec.wall_start_ms + (clock_mono_ms() - spec.mono_start_ms) * spec.speed;
}

bool clock_is_trusted(void)
{
    int64_t wall_ms;
    return spec.is_set || read_wall(&wall_ms);
}

bool clock_is_moved(void)
{
    return spec.is_set;
}

int clock_speed(void)
{
    return spec.speed;
}

/* Howard Hinnant's days_from_civil: exact for every Gregorian date, no tables. */
int64_t clock_days_from_civil(int year, int month, int day)
{
    int64_t y = year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void clock_civil_from_days(int64_t days, int *year, int *month, int *day)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted_month = (5 * day_of_year + 2) / 153;
    *day = (int)(day_of_year - (153 * shifted_month + 2) / 5 + 1);
    *month = (int)(shifted_month + (shifted_month < 10 ? 3 : -9));
    *year = (int)(year_of_era + era * 400 + (*month <= 2));
}

bool clock_is_civil(int year, int month, int day)
{
    if (month < 1 || month > 12 || day < 1 || day > 31) {
        return false;
    }
    int y, m, d;
    clock_civil_from_days(clock_days_from_civil(year, month, day), &y, &m, &d);
    return y == year && m == month && d == day;
}

void clock_print_rfc3339(int64_t wall_ms, int offset_minutes, char out[32])
{
    int64_t local_ms = wall_ms + (int64_t)offset_minutes * 60000;
    int64_t days = local_ms / 86400000;
    int64_t rest = local_ms % 86400000;
    if (rest < 0) {
        rest += 86400000;
        days--;
    }
    int year, month, day;
    clock_civil_from_days(days, &year, &month, &day);
    int seconds = (int)(rest / 1000), offset = abs(offset_minutes);
    snprintf(out, 32, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", year % 10000, month % 100,
        day % 100, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60,
        offset_minutes < 0 ? '-' : '+', offset / 60 % 100, offset % 60);
}

void clock_move(int64_t wall_ms, int speed)
{
    spec.is_set = true;
    spec.wall_start_ms = wall_ms;
    spec.mono_start_ms = clock_mono_ms();
    spec.speed = speed;
}
