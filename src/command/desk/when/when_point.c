#include "command/desk/when/when_point.h"

#include "base/clock.h"
#include "command/desk/when/when_date.h"
#include "command/desk/when/when_words.h"
#include "time/moment.h"
#include "time/week.h"

#include <string.h>

int64_t when_first_day(const struct when_reader *reader, const struct when_point *begin)
{
    return begin && begin->has_days ? begin->days.day : when_today(reader->context);
}

int when_now_minute(const struct when_reader *reader)
{
    return (int)((reader->context->local_now_ms - when_today(reader->context) * WHEN_DAY_MS) /
                 60000);
}

/* RFC 3339 with an offset or seconds, as it stands in a feed. */
static bool take_exact(const char **at, struct when_point *point)
{
    char word[48];
    size_t length = strspn(*at, "0123456789-:+.TZ");
    if (length < 16 || length >= sizeof word || (*at)[10] != 'T') {
        return false;
    }
    memcpy(word, *at, length);
    word[length] = '\0';
    if (!moment_read(word, MOMENT_ANY, &point->exact)) {
        return false;
    }
    point->is_exact = point->has_days = true;
    point->days = (struct when_days) { .day = moment_day(&point->exact), .count = 1 };
    *at += length;
    when_skip(at);
    return true;
}

static void add_minutes(int minutes, struct when_days *days, struct when_clock *clock)
{
    int all = clock->minute + minutes;
    days->day += all / DAY_MINUTES;
    clock->minute = all % DAY_MINUTES;
}

/* "一小时后", "三天后", "in two hours". */
static bool take_from_now(struct when_reader *reader, struct when_point *point)
{
    struct when_duration duration;
    const char *text = reader->at;
    bool is_in = WHEN_TAKE(&text, "in");
    if (!when_take_duration(&text, &duration) ||
        (!is_in && !WHEN_TAKE(&text, "后", "之后", "以后", "from now"))) {
        return false;
    }
    point->has_days = point->is_onwards = true;
    point->days =
        (struct when_days) { .day = when_today(reader->context) + duration.days, .count = 1 };
    point->days.day = when_month_later(point->days.day, duration.months);
    if (duration.minutes > 0) {
        point->has_clock = true;
        point->clock = (struct when_clock) { .minute = when_now_minute(reader) };
        add_minutes(duration.minutes, &point->days, &point->clock);
    }
    reader->at = text;
    return true;
}

bool when_take_day(
    struct when_reader *reader, const struct when_point *begin, struct when_point *point)
{
    int64_t first = when_first_day(reader, begin);
    *point = (struct when_point) { .text = reader->at };
    if (WHEN_TAKE(&reader->at, "现在", "此刻", "即日", "即刻", "立即", "right now", "now")) {
        return point->is_now = true;
    }
    if (take_exact(&reader->at, point)) {
        return reader->has_year = true;
    }
    if (take_from_now(reader, point)) {
        return true;
    }
    if (begin && begin->has_days && WHEN_TAKE(&reader->at, "当天", "当日")) {
        point->days = (struct when_days) { .day = first, .count = 1 };
        return point->has_days = true;
    }
    point->has_days = when_take_days(
        reader->context, &reader->at, begin ? &first : NULL, &point->days, &reader->error);
    reader->has_year |= point->has_days && point->days.is_date && !point->days.is_nearest;
    return point->has_days;
}

/* "tonight": the part alone, or of a time that has none. */
static void add_part(struct when_point *point)
{
    if (point->has_days && point->days.part != PART_NONE) {
        if (!point->has_clock) {
            point->clock = (struct when_clock) { .minute = -1 };
        }
        point->has_clock = true;
        point->clock.part =
            point->clock.part == PART_NONE ? point->days.part : point->clock.part;
    }
}

bool when_take_time(
    struct when_reader *reader, const struct when_point *begin, struct when_point *point)
{
    const char *text = reader->at;
    if (point->has_days) {
        WHEN_TAKE(&text, "的", "at", "in the");
    }
    if (point->is_now || point->is_exact || point->has_clock) {
        return true;
    }
    point->has_clock = when_take_clock(&text, &point->clock) && !point->clock.is_bare;
    if (point->has_clock) {
        reader->at = text;
        if (!point->has_days && !point->clock.is_next) {
            struct when_point day;
            struct error error = { 0 };
            int64_t first = when_first_day(reader, begin);
            WHEN_TAKE(&text, "on");
            day.has_days = when_take_days(
                reader->context, &text, begin ? &first : NULL, &day.days, &error);
            if (day.has_days && day.days.count == 1) {
                point->days = day.days;
                point->has_days = true;
                reader->at = text;
            }
        }
    }
    add_part(point);
    return point->has_days || point->has_clock;
}

bool when_take_ordinal_end(
    struct when_reader *reader, const struct when_point *begin, struct when_point *end)
{
    const char *text = reader->at;
    if (!begin || !begin->has_days || !begin->days.is_date || begin->has_clock) {
        return false;
    }
    int year, month, of_month, day = when_take_ordinal(&text);
    clock_civil_from_days(begin->days.day, &year, &month, &of_month);
    if (day < 1 || !clock_is_civil(year, month, day)) {
        return false;
    }
    *end = (struct when_point) { .text = reader->at, .has_days = true };
    end->days = (struct when_days) { .day = begin->days.day + day - of_month, .count = 1 };
    reader->at = text;
    return true;
}
