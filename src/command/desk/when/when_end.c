#include "command/desk/when/when_end.h"

#include "base/clock.h"
#include "command/desk/when/when_date.h"
#include "command/desk/when/when_words.h"
#include "time/week.h"

enum { SLIP_DAYS = 15 };

struct moment when_date_of(int64_t day)
{
    return (struct moment) { .form = MOMENT_DATE, .face_ms = day * WHEN_DAY_MS };
}

struct moment when_time_of(int64_t day, int minute)
{
    return (struct moment) { .form = MOMENT_LOCAL,
        .face_ms = day * WHEN_DAY_MS + (int64_t)minute * 60000 };
}

void when_set_until(struct when_reader *reader, const struct when_point *end, int minute)
{
    reader->has_until = true;
    reader->when->until = end->is_exact    ? end->exact
                          : end->has_clock ? when_time_of(end->days.day, minute)
                                           : when_date_of(end->days.day + end->days.count - 1);
}

static bool told_backwards(
    struct when_reader *reader, const struct when_point *begin, const struct when_point *end)
{
    return error_set(&reader->error, "%.*s is before %.*s", (int)(end->behind - end->text),
        end->text, (int)(begin->behind - begin->text), begin->text);
}

static int day_of_month(int64_t day)
{
    int year, month, of_month;
    clock_civil_from_days(day, &year, &month, &of_month);
    return of_month;
}

/* An end without a year or a month is the next after the beginning, but not one that only a
 * slip of the pen puts there: "12月5日到12月3日", "12月5日到3日". */
static bool is_slip(const struct when_days *from, const struct when_days *until)
{
    bool is_turned = until->is_month_unsaid && from->is_date && !from->is_month_unsaid &&
                     day_of_month(until->day) < day_of_month(from->day);
    int64_t ahead = until->day - from->day;
    if (ahead < 0) {
        return true;
    }
    return (until->is_nearest && ahead > WHEN_AHEAD_DAYS) || (is_turned && ahead > SLIP_DAYS);
}

int when_end_without_day(
    struct when_reader *reader, const struct when_point *begin, struct when_point *end)
{
    struct when_window window = { 0 };
    end->days = (struct when_days) { .day = when_first_day(reader, begin), .count = 1 };
    if (begin && begin->has_clock) {
        return when_window_of(&begin->clock, &end->clock, &window, &reader->error)
                   ? window.until
                   : -1;
    }
    if (begin && begin->has_days) {
        end->days.day = begin->days.day + begin->days.count - 1 + end->clock.is_next;
        return when_clock_until(&end->clock, &reader->error);
    }
    int minute = when_clock_until(&end->clock, &reader->error);
    bool is_over = minute <= when_now_minute(reader);
    if (is_over && minute >= 0 && when_is_either(&end->clock)) {
        return when_told_either(&end->clock, &reader->error);
    }
    if (is_over && minute >= 0 && !end->clock.is_next) {
        error_set(&reader->error,
            "\"%.*s\" is over today: write its day, too, \"until 17:00 tomorrow\"",
            end->clock.length, end->clock.text);
        return -1;
    }
    end->days.day += end->clock.is_next;
    return minute;
}

bool when_has_hours(const char *at)
{
    struct when_clock begin, end;
    return when_take_clock(&at, &begin) && when_take_to(&at) && when_take_clock(&at, &end);
}

/* "下周一到周五中午": until then, or each of these days? */
static bool told_part(struct when_reader *reader, const struct when_point *end)
{
    const char *behind = reader->at;
    return error_set(&reader->error,
        "\"%.*s\" may be the end, or the time of each day: write \"to Friday 13:00\", or \"to "
        "Friday, daily 11:00-13:00\"",
        (int)(behind - end->text), end->text);
}

bool when_take_end(struct when_reader *reader, const struct when_point *begin, bool is_from)
{
    struct when_point end;
    if (!when_take_day(reader, begin, &end) && *reader->error.text) {
        return false;
    }
    if (end.is_now) {
        return false;
    }
    bool is_days = begin && begin->has_days && !begin->has_clock;
    if (!(end.has_days && is_days && when_has_hours(reader->at)) &&
        !when_take_time(reader, begin, &end) && !when_take_ordinal_end(reader, begin, &end)) {
        return false;
    }
    if (end.has_clock && end.days.count > 1) {
        return false; /* "本周末下午3点": on which of them? */
    }
    end.behind = reader->at;
    if (is_days && !is_from && end.has_days && end.has_clock && end.clock.minute < 0) {
        return told_part(reader, &end);
    }
    int minute = 0;
    if (end.has_clock && !end.has_days) {
        minute = when_end_without_day(reader, begin, &end);
    } else if (end.has_clock) {
        minute = when_clock_until(&end.clock, &reader->error);
    }
    if (minute < 0) {
        return false;
    }
    if (begin && begin->has_days && !end.is_exact && is_slip(&begin->days, &end.days)) {
        return told_backwards(reader, begin, &end);
    }
    when_set_until(reader, &end, minute);
    WHEN_TAKE(&reader->at, "为止", "止", "结束", "期间", "下线", "撤下");
    return true;
}

bool when_take_how_long(struct when_reader *reader, const struct when_point *begin)
{
    struct when_duration duration;
    struct when_point end = { .has_days = true };
    const char *text = reader->at;
    WHEN_TAKE(&text, "放", "挂", "显示", "播放");
    WHEN_TAKE(&text, "接下来", "持续", "连续", "未来", "共", "for the next", "for", "the next");
    if (!when_take_duration(&text, &duration)) {
        return false;
    }
    WHEN_TAKE(&text, "内", "之内", "以内");
    bool has_time = begin && begin->has_clock;
    int minute =
        has_time ? when_clock_from(&begin->clock, &reader->error) : when_now_minute(reader);
    minute = begin && begin->has_days && !has_time ? 0 : minute;
    if (minute < 0) {
        return false;
    }
    end.days =
        (struct when_days) { .day = when_first_day(reader, begin) + duration.days, .count = 1 };
    end.days.day = when_month_later(end.days.day, duration.months);
    end.has_clock = has_time || duration.minutes > 0;
    if (end.has_clock) {
        minute += duration.minutes;
        end.days.day += minute / DAY_MINUTES;
        minute %= DAY_MINUTES;
    } else {
        end.days.day--;
    }
    when_set_until(reader, &end, minute);
    reader->at = text;
    return true;
}
