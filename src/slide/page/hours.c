#include "slide/page/hours.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "time/date.h"

#include <string.h>

const char hours_widest_state[] = "下次开放 12月28日 08:30";

static const char *const day_names[] = { "周一", "周二", "周三", "周四", "周五", "周六", "周日",
    "节假日" };

static bool same_windows(const struct day_windows *left, const struct day_windows *right)
{
    bool same = left->count == right->count;
    for (size_t i = 0; same && i < left->count; i++) {
        same = left->list[i].from_minute == right->list[i].from_minute &&
               left->list[i].until_minute == right->list[i].until_minute;
    }
    return same;
}

/* The last day of the run of equal days that begins there. */
static int run_end(const struct week_hours *week, int first)
{
    int last = first;
    while (last + 1 < WEEK_DAYS && same_windows(&week->days[first], &week->days[last + 1])) {
        last++;
    }
    return last;
}

/* "周一至周五、周日" for all days with the windows of the first. */
static bool print_days(const struct week_hours *week, int first, struct bytes *out)
{
    bool good = true;
    int last = run_end(week, first);
    if (first == 0 && last == WEEK_DAYS - 1) {
        return bytes_print(out, "每天");
    }
    for (int day = first; good && day < WEEK_DAYS; day = last + 1) {
        last = run_end(week, day);
        if (same_windows(&week->days[first], &week->days[day])) {
            const char *mark = last == day ? "" : last == day + 1 ? "、" : "至";
            good = bytes_print(out, "%s%s%s%s", day > first ? "、" : "", day_names[day], mark,
                last > day ? day_names[last] : "");
        }
    }
    return good;
}

static bool print_windows(const struct day_windows *windows, struct bytes *out)
{
    if (windows->count == 1 && windows->list[0].from_minute == 0 &&
        windows->list[0].until_minute == DAY_MINUTES) {
        return bytes_print(out, "全天");
    }
    bool good = true;
    for (size_t i = 0; good && i < windows->count; i++) {
        int from = windows->list[i].from_minute, until = windows->list[i].until_minute;
        until -= until > DAY_MINUTES ? DAY_MINUTES : 0;
        good = bytes_print(out, "%s%02d:%02d—%02d:%02d", i > 0 ? "、" : "", from / 60,
            from % 60, until / 60, until % 60);
    }
    return good;
}

static bool print_week(const struct week_hours *week, struct bytes *out)
{
    bool good = true;
    for (int day = 0; good && day < WEEK_SORTS; day++) {
        const struct day_windows *windows = &week->days[day];
        bool is_told = false;
        for (int i = 0; i < day && day < WEEK_DAYS; i++) {
            is_told = is_told || same_windows(&week->days[i], windows);
        }
        if (windows->count > 0 && !is_told) {
            good = bytes_print(out, "%s", out->size > 0 ? "；" : "") &&
                   (day == WEEK_HOLIDAY ? bytes_print(out, "%s", day_names[day])
                                        : print_days(week, day, out)) &&
                   bytes_print(out, " ") && print_windows(windows, out);
        }
    }
    return good;
}

static const char *week_in_words(struct arena *arena, const struct week_hours *week)
{
    struct bytes out;
    bytes_init(&out);
    const char *words = print_week(week, &out) ? arena_strdup(arena, out.data) : NULL;
    bytes_finish(&out);
    return words;
}

/* 今天, 明天, the nearest day of that name, one of next week, or a date. */
static const char *day_in_words(struct arena *arena, int64_t today, int64_t day)
{
    int year, month, of_month;
    int64_t ahead = day - today;
    if (ahead < 2) {
        return ahead == 0 ? "今天" : "明天";
    }
    if (ahead < WEEK_DAYS) {
        return day_names[week_day_of(day)];
    }
    if (day - week_day_of(day) == today - week_day_of(today) + WEEK_DAYS) {
        return arena_printf(arena, "下%s", day_names[week_day_of(day)]);
    }
    clock_civil_from_days(day, &year, &month, &of_month);
    return arena_printf(arena, "%d月%d日", month, of_month);
}

static const char *state_of(struct arena *arena, const struct config *config, int64_t now_ms,
    const struct week_hours *week, bool *is_open)
{
    const struct civil_date now = date_at(config->screen.timezone, now_ms);
    const int64_t today = clock_days_from_civil(now.year, now.month, now.day);
    int64_t day = today;
    int minute = now.hour * 60 + now.minute;
    *is_open = week_is_open(week, &config->calendar, day, minute);
    if (*is_open) {
        return "现在可拨打";
    }
    if (!week_next_opening(week, &config->calendar, &day, &minute)) {
        return "";
    }
    const char *when = day_in_words(arena, today, day);
    return when ? arena_printf(arena, "下次开放 %s %02d:%02d", when, minute / 60, minute % 60)
                : NULL;
}

static bool is_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80) {
        text++;
    }
    return !*text;
}

bool hours_say(struct arena *arena, const struct config *config, int64_t now_ms,
    const char *hours, struct hours_said *said)
{
    struct week_hours week;
    *said = (struct hours_said) { .state = "", .words = hours };
    if (!week_hours_parse(hours, &week)) {
        return true;
    }
    if (week_is_always(&week)) {
        *said = (struct hours_said) { .state = "24小时可拨打", .words = "", .is_open = true };
        return true;
    }
    said->state = state_of(arena, config, now_ms, &week, &said->is_open);
    said->words = is_ascii(hours) ? week_in_words(arena, &week) : hours;
    said->changes = true;
    return said->state && said->words;
}
