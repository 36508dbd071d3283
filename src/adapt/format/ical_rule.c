#include "adapt/format/ical_rule.h"

#include "base/clock.h"

struct date {
    int64_t day;
    int year, month, of_month, of_year, weekday; /* weekday: 0 is Sunday */
    int month_days, year_days;
};

static int64_t first_of_month(int year, int month)
{
    return month > 12 ? clock_days_from_civil(year + 1, 1, 1)
                      : clock_days_from_civil(year, month, 1);
}

static struct date date_of(int64_t day)
{
    struct date date = { .day = day };
    clock_civil_from_days(day, &date.year, &date.month, &date.of_month);
    int64_t year = clock_days_from_civil(date.year, 1, 1);
    date.of_year = (int)(day - year) + 1;
    date.weekday = (int)(((day + 4) % 7 + 7) % 7);
    date.month_days = (int)(first_of_month(date.year, date.month + 1) -
                            first_of_month(date.year, date.month));
    date.year_days = (int)(clock_days_from_civil(date.year + 1, 1, 1) - year);
    return date;
}

static bool has_any(const short *list)
{
    return list[0] != ICAL_RECURRENCE_ARRAY_MAX;
}

static bool has(const short *list, size_t size, int value)
{
    for (size_t i = 0; i < size && list[i] != ICAL_RECURRENCE_ARRAY_MAX; i++) {
        if (list[i] == value) {
            return true;
        }
    }
    return false;
}

/* From the end where it is negative. */
static bool has_either(const short *list, size_t size, int value, int all)
{
    return has(list, size, value) || has(list, size, value - all - 1);
}
#define SIZE(list) (sizeof(list) / sizeof *(list))

static int week_start(const struct icalrecurrencetype *rule)
{
    return rule->week_start == ICAL_NO_WEEKDAY ? 1 : (int)rule->week_start - 1;
}

/* The first week is the first with four days of the year; those before it have none here. */
static int week_of(const struct icalrecurrencetype *rule, const struct date *date)
{
    int of_first =
        (((date->weekday - (date->of_year - 1)) % 7 + 7 - week_start(rule)) % 7 + 7) % 7;
    int shift = of_first <= 3 ? of_first : of_first - 7;
    return (date->of_year - 1 + shift) < 0 ? 0 : (date->of_year - 1 + shift) / 7 + 1;
}

static bool has_weekday(const struct icalrecurrencetype *rule, const struct date *date)
{
    bool is_of_month = rule->freq == ICAL_MONTHLY_RECURRENCE || has_any(rule->by_month);
    bool counts = rule->freq == ICAL_MONTHLY_RECURRENCE || rule->freq == ICAL_YEARLY_RECURRENCE;
    int at = is_of_month ? date->of_month : date->of_year;
    int all = is_of_month ? date->month_days : date->year_days;
    for (size_t i = 0; i < SIZE(rule->by_day) && rule->by_day[i] != ICAL_RECURRENCE_ARRAY_MAX;
         i++) {
        int weekday = (int)icalrecurrencetype_day_day_of_week(rule->by_day[i]) - 1;
        int position = icalrecurrencetype_day_position(rule->by_day[i]);
        bool is_there = !counts || position == 0 || position == (at - 1) / 7 + 1 ||
                        position == -((all - at) / 7 + 1);
        if (weekday == date->weekday && is_there) {
            return true;
        }
    }
    return false;
}

/* In one of the periods that its interval lets through. */
static bool is_in_turn(
    const struct icalrecurrencetype *rule, const struct date *start, const struct date *date)
{
    int64_t passed = date->day - start->day;
    int first = week_start(rule);
    if (rule->freq == ICAL_WEEKLY_RECURRENCE) {
        int64_t of_start = start->day - (start->weekday - first + 7) % 7;
        passed = (date->day - of_start) / 7;
    } else if (rule->freq == ICAL_MONTHLY_RECURRENCE) {
        passed = (date->year - start->year) * 12 + date->month - start->month;
    } else if (rule->freq == ICAL_YEARLY_RECURRENCE) {
        passed = date->year - start->year;
    }
    return passed % (rule->interval > 0 ? rule->interval : 1) == 0;
}

/* Where the rule does not say which days of its period, those that the first one is. */
static bool is_as_first(
    const struct icalrecurrencetype *rule, const struct date *start, const struct date *date)
{
    bool has_day = has_any(rule->by_day), has_of_month = has_any(rule->by_month_day);
    bool has_other = has_any(rule->by_year_day) || has_any(rule->by_week_no);
    switch (rule->freq) {
    case ICAL_WEEKLY_RECURRENCE:
        return has_day || date->weekday == start->weekday;
    case ICAL_MONTHLY_RECURRENCE:
        return has_day || has_of_month || date->of_month == start->of_month;
    case ICAL_YEARLY_RECURRENCE:
        if (has_any(rule->by_week_no) && !has_day && !has_of_month) {
            return date->weekday == start->weekday;
        }
        return has_day || has_of_month || has_other ||
               (date->of_month == start->of_month &&
                   (has_any(rule->by_month) || date->month == start->month));
    default:
        return true;
    }
}

static bool is_one(
    const struct icalrecurrencetype *rule, const struct date *start, const struct date *date)
{
    bool holds =
        !has_any(rule->by_month) || has(rule->by_month, SIZE(rule->by_month), date->month);
    holds = holds && (!has_any(rule->by_month_day) ||
                         has_either(rule->by_month_day, SIZE(rule->by_month_day),
                             date->of_month, date->month_days));
    holds = holds && (!has_any(rule->by_year_day) ||
                         has_either(rule->by_year_day, SIZE(rule->by_year_day), date->of_year,
                             date->year_days));
    holds = holds && (!has_any(rule->by_week_no) ||
                         has(rule->by_week_no, SIZE(rule->by_week_no), week_of(rule, date)));
    holds = holds && (!has_any(rule->by_day) || has_weekday(rule, date));
    return holds && is_as_first(rule, start, date);
}

/* The first and the last, or whichever BYSETPOS asks for, of those in the same period. */
static bool has_position(
    const struct icalrecurrencetype *rule, const struct date *start, const struct date *date)
{
    int64_t from = date->day, until = date->day;
    int before = 0, all = 0;
    if (rule->freq == ICAL_WEEKLY_RECURRENCE) {
        from -= (date->weekday - week_start(rule) + 7) % 7;
        until = from + 6;
    } else if (rule->freq == ICAL_MONTHLY_RECURRENCE) {
        from -= date->of_month - 1;
        until = from + date->month_days - 1;
    } else if (rule->freq == ICAL_YEARLY_RECURRENCE) {
        from -= date->of_year - 1;
        until = from + date->year_days - 1;
    }
    for (int64_t day = from; day <= until; day++) {
        const struct date other = date_of(day);
        bool is_other = is_one(rule, start, &other);
        all += is_other;
        before += is_other && day <= date->day;
    }
    return has_either(rule->by_set_pos, SIZE(rule->by_set_pos), before, all);
}

bool ical_rule_holds(const struct icalrecurrencetype *rule, int64_t start_day, int64_t day)
{
    const struct date start = date_of(start_day), date = date_of(day);
    return day >= start_day && is_in_turn(rule, &start, &date) && is_one(rule, &start, &date) &&
           (!has_any(rule->by_set_pos) || has_position(rule, &start, &date));
}

bool ical_rule_times(
    const struct icalrecurrencetype *rule, int start_minute, struct ical_times *out)
{
    const short hour_of_start[] = { (short)(start_minute / 60), ICAL_RECURRENCE_ARRAY_MAX };
    const short minute_of_start[] = { (short)(start_minute % 60), ICAL_RECURRENCE_ARRAY_MAX };
    const short *hours = has_any(rule->by_hour) ? rule->by_hour : hour_of_start;
    const short *minutes = has_any(rule->by_minute) ? rule->by_minute : minute_of_start;
    bool is_too_often =
        rule->freq < ICAL_DAILY_RECURRENCE || rule->freq > ICAL_YEARLY_RECURRENCE ||
        (has_any(rule->by_second) && rule->by_second[1] != ICAL_RECURRENCE_ARRAY_MAX);
    *out = (struct ical_times) { 0 };
    for (int i = 0; !is_too_often && i < 24 && hours[i] != ICAL_RECURRENCE_ARRAY_MAX; i++) {
        for (int k = 0; k < 60 && minutes[k] != ICAL_RECURRENCE_ARRAY_MAX; k++) {
            if (out->count == ICAL_TIMES_MAX) {
                return false;
            }
            out->minutes[out->count++] = hours[i] * 60 + minutes[k];
        }
    }
    return out->count > 0;
}
