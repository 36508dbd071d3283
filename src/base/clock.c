#include "base/clock.h"

#include <ctype.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
    int64_t real_ms = read_us(CLOCK_REALTIME) / 1000;
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

static bool digits(const char **text, int count, int *value)
{
    *value = 0;
    for (int i = 0; i < count; i++, (*text)++) {
        if (!isdigit((unsigned char)**text)) {
            return false;
        }
        *value = *value * 10 + (**text - '0');
    }
    return true;
}

static bool literal(const char **text, char wanted)
{
    if (**text != wanted) {
        return false;
    }
    (*text)++;
    return true;
}

bool clock_parse_rfc3339(const char *text, int64_t *wall_ms, int *offset_minutes)
{
    int year, month, day, hour, minute, second, milli = 0, offset = 0;
    const char *at = text;
    if (!digits(&at, 4, &year) || !literal(&at, '-') || !digits(&at, 2, &month) ||
        !literal(&at, '-') || !digits(&at, 2, &day) || (*at != 'T' && *at != 't')) {
        return false;
    }
    at++;
    if (!digits(&at, 2, &hour) || !literal(&at, ':') || !digits(&at, 2, &minute) ||
        !literal(&at, ':') || !digits(&at, 2, &second)) {
        return false;
    }
    if (*at == '.') {
        int scale = 100;
        if (!isdigit((unsigned char)*++at)) {
            return false;
        }
        for (; isdigit((unsigned char)*at); at++, scale /= 10) {
            milli += (*at - '0') * scale;
        }
    }
    if (*at == 'Z' || *at == 'z') {
        at++;
    } else {
        int sign = *at == '-' ? -1 : 1, hours, minutes;
        if (*at != '+' && *at != '-') {
            return false;
        }
        at++;
        if (!digits(&at, 2, &hours) || !literal(&at, ':') || !digits(&at, 2, &minutes) ||
            hours > 23 || minutes > 59) {
            return false;
        }
        offset = sign * (hours * 60 + minutes);
    }
    /* 60 is a leap second; it is read as the second after. */
    if (*at || !clock_is_civil(year, month, day) || hour > 23 || minute > 59 || second > 60) {
        return false;
    }
    int64_t seconds = clock_days_from_civil(year, month, day) * 86400 + hour * 3600 +
                      minute * 60 + second - (int64_t)offset * 60;
    *wall_ms = seconds * 1000 + milli;
    if (offset_minutes) {
        *offset_minutes = offset;
    }
    return true;
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

bool clock_set_spec(const char *text, struct error *error)
{
    char time_text[64];
    const char *comma = strchr(text, ',');
    size_t length = comma ? (size_t)(comma - text) : strlen(text);
    long speed = 1;
    if (length >= sizeof time_text) {
        return error_set(error, "--clock: not a time: \"%s\"", text);
    }
    memcpy(time_text, text, length);
    time_text[length] = '\0';
    if (comma) {
        char *end;
        speed = comma[1] == 'x' && isdigit((unsigned char)comma[2])
                    ? strtol(comma + 2, &end, 10)
                    : 0;
        if (speed < 1 || speed > 100000 || *end) {
            return error_set(
                error, "--clock: expected TIME,xN with N from 1 to 100000, got \"%s\"", text);
        }
    }
    int64_t wall_ms;
    if (!clock_parse_rfc3339(time_text, &wall_ms, NULL)) {
        return error_set(error,
            "--clock: expected a time such as 2026-11-23T10:00:00+08:00, got \"%s\"",
            time_text);
    }
    spec.is_set = true;
    spec.wall_start_ms = wall_ms;
    spec.mono_start_ms = clock_mono_ms();
    spec.speed = (int)speed;
    return true;
}
