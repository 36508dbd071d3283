#include "slide/page/header_date.h"

#include "base/clock.h"
#include "time/date.h"
#include "time/solar_term.h"

enum { DAYS_TO_MONDAY = 3 }; /* 1970-01-01 was a Thursday */

static int64_t week_of(int64_t day)
{
    int64_t days = day + DAYS_TO_MONDAY;
    return days / 7 - (days % 7 < 0);
}

/* The teaching week that a day is in; 0 outside the term. */
static int teaching_week(const struct config *config, const struct civil_date *today)
{
    const struct moment *start = &config->screen.term_start;
    if (!config->theme.show_week || !start->form) {
        return 0;
    }
    int64_t week = week_of(clock_days_from_civil(today->year, today->month, today->day)) -
                   week_of(moment_day(start)) + 1;
    return week >= 1 && week <= config->screen.term_weeks ? (int)week : 0;
}

/* What one day says; a part that is "" is not shown. */
struct parts {
    const char *day, *week, *lunar, *term;
};

static const char *joined(struct arena *arena, const struct parts *parts)
{
    const char *const all[] = { parts->day, parts->week, parts->lunar, parts->term };
    const char *text = "";
    for (size_t i = 0; text && i < sizeof all / sizeof all[0]; i++) {
        if (!all[i]) {
            text = NULL;
        } else if (*all[i]) {
            text = arena_printf(arena, "%s%s%s", text, *text ? "　" : "", all[i]);
        }
    }
    return text;
}

const char *header_date_text(struct arena *arena, const struct config *config, int64_t now_ms)
{
    static const char *const weekdays[] = { "日", "一", "二", "三", "四", "五", "六" };
    struct civil_date date = date_at(config->screen.timezone, now_ms);
    struct parts parts = { "", "", "", "" };
    char lunar[DATE_LUNAR_BYTES];
    if (config->theme.show_date) {
        parts.day = arena_printf(
            arena, "%d月%d日 星期%s", date.month, date.day, weekdays[date.weekday]);
    }
    int week = teaching_week(config, &date);
    if (week > 0) {
        parts.week = arena_printf(arena, "第%d周", week);
    }
    if (config->theme.show_lunar && date_lunar(&date, lunar)) {
        parts.lunar = arena_printf(arena, "农历%s", lunar);
    }
    const char *term =
        config->theme.show_term ? solar_term_on(date.year, date.month, date.day) : NULL;
    parts.term = term ? term : "";
    return joined(arena, &parts);
}

const char *header_date_widest(struct arena *arena, const struct config *config)
{
    const struct parts parts = {
        .day = config->theme.show_date ? "12月28日 星期三" : "",
        .week = config->theme.show_week && config->screen.term_start.form ? "第20周" : "",
        .lunar = config->theme.show_lunar ? "农历闰十月廿八" : "",
        .term = config->theme.show_term ? "冬至" : "",
    };
    return joined(arena, &parts);
}
