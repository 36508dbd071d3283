#include "time/week.h"

#include "time/week_words.h"

#include <string.h>

enum { NOON = 720, A_YEAR = 366 };

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

/* What is being read: a group is days and then their windows. */
struct reading {
    struct week_hours *hours;
    unsigned days;    /* bits of the group, WEEK_HOLIDAY too; 0: none were named */
    bool has_windows; /* of the group */
};

static bool add_window(struct reading *reading, int from, int until)
{
    unsigned days = reading->days ? reading->days : (1U << WEEK_DAYS) - 1;
    if (until < from) {
        until += DAY_MINUTES;
    }
    for (int i = 0; i < WEEK_SORTS; i++) {
        struct day_windows *windows = &reading->hours->days[i];
        if (days >> i & 1) {
            if (windows->count == WEEK_MAX_WINDOWS) {
                return false;
            }
            windows->list[windows->count++] = (struct day_window) { from, until };
        }
    }
    reading->has_windows = true;
    return true;
}

static bool take_days(struct reading *reading, const char **at)
{
    static const char *const names[] = { "工作日", "workdays", "weekdays", "每天", "每日",
        "daily", "周末", "weekends", "法定节假日", "节假日", "法定假日", "holidays" };
    static const unsigned masks[] = { 0x1f, 0x1f, 0x1f, 0x7f, 0x7f, 0x7f, 0x60, 0x60, 0x80,
        0x80, 0x80, 0x80 };
    const char *text = *at;
    unsigned days = 0;
    int name = week_word(&text, names, 12);
    if (name >= 0) {
        days = masks[name];
    } else {
        int first = week_word_day(&text);
        int last = first >= 0 && week_word_to(&text) ? week_word_day(&text) : first;
        if (last < 0) {
            return false;
        }
        for (int day = first;; day = (day + 1) % WEEK_DAYS) {
            days |= 1U << day;
            if (day == last) {
                break;
            }
        }
    }
    *at = text;
    reading->days = reading->has_windows ? days : reading->days | days;
    reading->has_windows = false;
    reading->hours->has_holidays = reading->hours->has_holidays || days >> WEEK_HOLIDAY & 1;
    return true;
}

/* "8:30", "8点", "8点半", "8时30分"; with 下午 in front twelve hours on. -1 for none. */
static int take_clock(const char **at, bool *is_later)
{
    static const char *const parts[] = { "上午", "早上", "早晨", "下午", "晚上", "中午" };
    static const char *const hours[] = { "点钟", "点", "时" };
    const char *text = *at;
    int part = week_word(&text, parts, 6), length = 0;
    *is_later = part > 2;
    text += strspn(text, " ");
    int minutes = week_word_clock(&text);
    if (minutes < 0) {
        for (minutes = 0; length < 2 && text[length] >= '0' && text[length] <= '9'; length++) {
            minutes = minutes * 10 + (text[length] - '0');
        }
        text += length;
        if (length == 0 || minutes > 24 || week_word(&text, hours, 3) < 0) {
            return -1;
        }
        minutes *= 60;
        static const char *const halves[] = { "半", "30分", "30" };
        minutes += week_word(&text, halves, 3) >= 0 ? 30 : 0;
    }
    *at = text;
    if (part == 4 && minutes == NOON) {
        return DAY_MINUTES; /* 晚上12点 */
    }
    return *is_later && minutes < NOON ? minutes + NOON : minutes;
}

static bool take_window(struct reading *reading, const char **at)
{
    static const char *const all_day[] = { "全天候", "全天", "24小时", "24 小时", "24/7",
        "24h" };
    bool from_later, until_later;
    if (week_word(at, all_day, 6) >= 0) {
        return add_window(reading, 0, DAY_MINUTES);
    }
    int from = take_clock(at, &from_later);
    int until = from >= 0 && week_word_to(at) ? take_clock(at, &until_later) : -1;
    /* 下午2:00-5:00 is over at 17:00. */
    if (from_later && until >= 0 && until < NOON && until + NOON > from) {
        until += NOON;
    }
    return until >= 0 && from != until && from < DAY_MINUTES && until <= DAY_MINUTES &&
           add_window(reading, from, until);
}

bool week_hours_parse(const char *text, struct week_hours *hours)
{
    static const char *const blanks[] = { " ", "　", ",", "，", "、", ";", "；", "(", ")", "（",
        "）", "和", "及" };
    static const char *const closed[] = { "法定节假日除外", "节假日除外", "法定节假日休息",
        "节假日休息" };
    struct reading reading = { .hours = hours };
    bool has_any = false;
    memset(hours, 0, sizeof *hours);
    for (;;) {
        while (week_word(&text, blanks, 13) >= 0) {
        }
        if (!*text) {
            return has_any && (reading.has_windows || !reading.days);
        }
        if (week_word(&text, closed, 4) >= 0) {
            hours->has_holidays = true;
            continue;
        }
        if (take_days(&reading, &text)) {
            continue;
        }
        if (!take_window(&reading, &text)) {
            return false;
        }
        has_any = true;
    }
}
