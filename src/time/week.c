#include "time/week.h"

enum { A_YEAR = 366 };

int week_day_of(int64_t day)
{
    return (int)(((day + 3) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}

static bool is_off(const struct calendar *calendar, int64_t day, bool *is_worked)
{
    size_t low = 0, high = calendar ? calendar->count : 0;
    *is_worked = false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct calendar_range *range = &calendar->ranges[middle];
        if (day < range->first_day) {
            high = middle;
        } else if (day > range->last_day) {
            low = middle + 1;
        } else {
            *is_worked = !range->is_off;
            return range->is_off;
        }
    }
    return false;
}

const struct day_windows *week_windows_on(
    const struct week_hours *hours, const struct calendar *calendar, int64_t day)
{
    bool is_worked;
    if (is_off(calendar, day, &is_worked)) {
        return &hours->days[hours->has_holidays ? WEEK_HOLIDAY : WEEK_DAYS - 1];
    }
    /* A day that is worked on already, such as a Friday, is itself. */
    return &hours->days[is_worked && week_day_of(day) > 4 ? 0 : week_day_of(day)];
}

bool week_is_always(const struct week_hours *hours)
{
    for (size_t i = 0; i < WEEK_DAYS + (size_t)hours->has_holidays; i++) {
        bool is_whole = false;
        for (size_t k = 0; k < hours->days[i].count; k++) {
            const struct day_window *window = &hours->days[i].list[k];
            is_whole =
                is_whole || (window->from_minute == 0 && window->until_minute >= DAY_MINUTES);
        }
        if (!is_whole) {
            return false;
        }
    }
    return true;
}

bool week_is_open(
    const struct week_hours *hours, const struct calendar *calendar, int64_t day, int minute)
{
    for (int before = 0; before < 2; before++) {
        const struct day_windows *windows = week_windows_on(hours, calendar, day - before);
        int at = minute + before * DAY_MINUTES;
        for (size_t i = 0; i < windows->count; i++) {
            if (windows->list[i].from_minute <= at && at < windows->list[i].until_minute) {
                return true;
            }
        }
    }
    return false;
}

bool week_next_opening(
    const struct week_hours *hours, const struct calendar *calendar, int64_t *day, int *minute)
{
    int after = *minute;
    for (int64_t ahead = 0; ahead <= A_YEAR; ahead++) {
        const struct day_windows *windows = week_windows_on(hours, calendar, *day + ahead);
        int first = DAY_MINUTES;
        for (size_t i = 0; i < windows->count; i++) {
            int from = windows->list[i].from_minute;
            first = from > after && from < first ? from : first;
        }
        if (first < DAY_MINUTES) {
            *day += ahead;
            *minute = first;
            return true;
        }
        after = -1;
    }
    return false;
}
