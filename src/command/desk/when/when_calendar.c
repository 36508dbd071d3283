#include "command/desk/when/when_calendar.h"

#include "base/clock.h"

int64_t when_today(const struct when_context *context)
{
    int64_t days = context->local_now_ms / WHEN_DAY_MS;
    return days - (context->local_now_ms % WHEN_DAY_MS < 0);
}

int64_t when_month_later(int64_t day, int months)
{
    int year, month, of_month;
    clock_civil_from_days(day, &year, &month, &of_month);
    int index = year * 12 + month - 1 + months;
    while (!clock_is_civil(index / 12, index % 12 + 1, of_month)) {
        of_month--;
    }
    return clock_days_from_civil(index / 12, index % 12 + 1, of_month);
}
