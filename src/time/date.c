#include "time/date.h"

#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

enum { DAY_MS = 24 * 60 * 60 * 1000 };

/* Each thread has its own, kept for its life: a player whose preparer hangs starts another one.
 * Zone offsets come from the Chinese calendar too, so one object serves both. */
struct kept {
    char zone_name[64];
    UCalendar *calendar;
};

static once_flag key_once = ONCE_FLAG_INIT;
static tss_t key;
static bool key_made;

static void close_kept(void *data)
{
    struct kept *kept = data;
    if (kept->calendar != NULL) {
        ucal_close(kept->calendar);
    }
    free(kept);
}

static void make_key(void)
{
    key_made = tss_create(&key, close_kept) == thrd_success;
}

static struct kept *kept_of_thread(void)
{
    call_once(&key_once, make_key);
    struct kept *kept = key_made ? tss_get(key) : NULL;
    if (key_made && kept == NULL) {
        kept = calloc(1, sizeof(*kept));
        if (kept != NULL && tss_set(key, kept) != thrd_success) {
            free(kept);
            kept = NULL;
        }
    }
    return kept;
}

static UCalendar *calendar_for(const char *zone_name)
{
    struct kept *kept = kept_of_thread();
    if (kept == NULL || (kept->calendar != NULL && strcmp(kept->zone_name, zone_name) == 0)) {
        return kept != NULL ? kept->calendar : NULL;
    }
    if (kept->calendar != NULL) {
        ucal_close(kept->calendar);
        kept->calendar = NULL;
    }
    UChar zone[64];
    UErrorCode status = U_ZERO_ERROR;
    snprintf(kept->zone_name, sizeof(kept->zone_name), "%s", zone_name);
    u_strFromUTF8(zone, 64, NULL, kept->zone_name, -1, &status);
    UCalendar *calendar =
        ucal_open(zone, -1, "zh_CN@calendar=chinese", UCAL_TRADITIONAL, &status);
    if (U_FAILURE(status)) {
        ucal_close(calendar);
        calendar = NULL;
    }
    kept->calendar = calendar;
    return calendar;
}

static int64_t floor_div(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

static int64_t offset_at(const char *zone_name, int64_t now_ms)
{
    int64_t offset_ms = 0;
    UCalendar *calendar = calendar_for(zone_name);
    if (calendar != NULL) {
        UErrorCode status = U_ZERO_ERROR;
        ucal_setMillis(calendar, (double)now_ms, &status);
        int32_t offset = ucal_get(calendar, UCAL_ZONE_OFFSET, &status) +
                         ucal_get(calendar, UCAL_DST_OFFSET, &status);
        offset_ms = U_SUCCESS(status) ? offset : 0;
    }
    return offset_ms;
}

struct civil_date date_at(const char *zone_name, int64_t now_ms)
{
    int64_t local_ms = now_ms + offset_at(zone_name, now_ms);
    int64_t days = floor_div(local_ms, DAY_MS);
    int minutes = (int)((local_ms - days * DAY_MS) / 60000);
    struct civil_date date = { .hour = minutes / 60, .minute = minutes % 60, .has_time = true };
    clock_civil_from_days(days, &date.year, &date.month, &date.day);
    date.weekday = (int)(((days % 7) + 11) % 7); /* 1970-01-01 was a Thursday */
    return date;
}

static bool digits(const char *text, int count, int *out)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        value = value * 10 + (text[i] - '0');
    }
    *out = value;
    return true;
}

bool date_parse(const char *text, struct civil_date *out)
{
    struct civil_date date = { .year = 0 };
    if (!digits(text, 4, &date.year) || text[4] != '-' || !digits(text + 5, 2, &date.month) ||
        text[7] != '-' || !digits(text + 8, 2, &date.day) ||
        !clock_is_civil(date.year, date.month, date.day)) {
        return false;
    }
    if ((text[10] == 'T' || text[10] == 't') && digits(text + 11, 2, &date.hour) &&
        text[13] == ':' && digits(text + 14, 2, &date.minute) && date.hour < 24 &&
        date.minute < 60) {
        date.has_time = true;
    } else if (text[10] != '\0') {
        return false;
    }
    date.weekday =
        (int)(((clock_days_from_civil(date.year, date.month, date.day) % 7) + 11) % 7);
    *out = date;
    return true;
}

/* RFC 3339 wants seconds, people leave them out: "2026-11-23T08:00+08:00". */
static bool parse_instant(const char *text, int64_t *wall_ms)
{
    char full[48];
    if (strlen(text) > 16 && strlen(text) < 32 && text[16] != ':') {
        snprintf(full, sizeof(full), "%.16s:00%s", text, text + 16);
        text = full;
    }
    return clock_parse_rfc3339(text, wall_ms, NULL);
}

bool date_moment(
    const char *zone_name, const char *text, int64_t *wall_ms, struct civil_date *civil)
{
    if (parse_instant(text, wall_ms)) {
        *civil = date_at(zone_name, *wall_ms);
        return true;
    }
    if (!date_parse(text, civil)) {
        return false;
    }
    int64_t local_ms = clock_days_from_civil(civil->year, civil->month, civil->day) * DAY_MS +
                       ((int64_t)civil->hour * 60 + civil->minute) * 60000;
    /* Twice, so that the offset is that of the moment itself and not of one nearby. */
    int64_t guess_ms = local_ms - offset_at(zone_name, local_ms);
    *wall_ms = local_ms - offset_at(zone_name, guess_ms);
    return true;
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

bool date_lunar(const char *zone_name, int64_t now_ms, char out[DATE_LUNAR_BYTES])
{
    UCalendar *calendar = calendar_for(zone_name);
    if (calendar == NULL) {
        return false;
    }
    UErrorCode status = U_ZERO_ERROR;
    ucal_setMillis(calendar, (double)now_ms, &status);
    int month = ucal_get(calendar, UCAL_MONTH, &status);
    int day = ucal_get(calendar, UCAL_DAY_OF_MONTH, &status);
    bool is_leap = ucal_get(calendar, UCAL_IS_LEAP_MONTH, &status) != 0;
    if (U_FAILURE(status) || month < 0 || month > 11 || day < 1 || day > 30) {
        return false;
    }
    print_lunar(month, is_leap, day, out, DATE_LUNAR_BYTES);
    return true;
}

const char *date_clock_text(struct arena *arena, const char *zone_name, int64_t now_ms)
{
    struct civil_date date = date_at(zone_name, now_ms);
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
