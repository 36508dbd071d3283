#include "base/clock.h"
#include "command/desk/when/when_date.h"
#include "command/desk/when/when_end.h"
#include "command/desk/when/when_words.h"

#include <string.h>

/* "Friday midnight": its beginning, or its end? */
static bool told_midnight(struct when_reader *reader, const struct when_point *point)
{
    return error_set(&reader->error,
        "\"%.*s\": which midnight? Write 0:00, or 24:00, with its day",
        (int)strcspn(point->text, ",;"), point->text);
}

static bool set_from(struct when_reader *reader, const struct when_point *begin)
{
    reader->has_from = true;
    reader->begin = begin->days;
    if (begin->is_exact) {
        reader->when->from = begin->exact;
    } else if (begin->has_clock && begin->clock.is_midnight &&
               begin->days.day != when_today(reader->context)) {
        return told_midnight(reader, begin);
    } else if (begin->has_clock) {
        int minute = when_clock_from(&begin->clock, &reader->error);
        reader->when->from = when_time_of(begin->days.day + begin->clock.is_next, minute);
        return minute >= 0;
    } else if (!begin->is_now) {
        reader->when->from = when_date_of(begin->days.day);
    }
    return true;
}

static bool is_at_end_of_clause(const char *at)
{
    when_skip(&at);
    return !*at || strchr(",;.", *at);
}

static bool take_onwards(struct when_reader *reader, const struct when_point *begin)
{
    const char *text = reader->at;
    if (WHEN_TAKE(&text, "起始", "起", "开始", "以后", "之后", "onwards", "onward", "上线") ||
        (begin->has_clock && WHEN_TAKE(&text, "后")) ||
        (WHEN_TAKE(&text, "on") && is_at_end_of_clause(text))) {
        reader->at = text;
        return true;
    }
    return false;
}

/* "周五下午五点前", "月底前". Of a day alone it does not say whether that is in it. */
static bool take_before(struct when_reader *reader, const struct when_point *point)
{
    const char *behind = reader->at;
    if (!point->has_clock && !point->days.is_whole) {
        return error_set(&reader->error,
            "\"%.*s\": with that day, or without it? Write \"until 5 December\"",
            (int)(behind - point->text), point->text);
    }
    struct when_point end = *point;
    int minute = 0;
    if (end.has_clock && !end.has_days) {
        minute = when_end_without_day(reader, NULL, &end);
    } else if (end.has_clock) {
        minute = when_clock_from(&end.clock, &reader->error);
    }
    when_set_until(reader, &end, minute);
    return minute >= 0;
}

/* "8:00-12:00" on the day that was said; several are that day's hours. */
static bool take_hours_of_day(struct when_reader *reader, const struct when_point *point)
{
    struct when_window window;
    const char *text = reader->at, *behind;
    WHEN_TAKE(&text, "的", "at", "from", "in the");
    behind = text;
    if (point->days.part != PART_NONE && !when_has_hours(text)) {
        return false;
    }
    struct when_clock first;
    const char *peek = text;
    if (!when_take_window(&text, &window, &reader->error)) {
        return false;
    }
    WHEN_TAKE(&peek, "between");
    if (when_take_clock(&peek, &first) && first.is_midnight) {
        return told_midnight(reader, point);
    }
    const char *more = text;
    struct when_window second;
    struct error error = { 0 };
    reader->has_from = reader->has_until = true;
    if (point->days.count > 1 ||
        (when_take_join(&more) && when_take_window(&more, &second, &error))) {
        reader->at = behind;
        reader->when->from = when_date_of(point->days.day);
        reader->when->until = when_date_of(point->days.day + point->days.count - 1);
        return when_take_hours(reader);
    }
    reader->at = text;
    reader->when->from = when_time_of(point->days.day, window.from);
    reader->when->until = when_time_of(point->days.day, window.until);
    return true;
}

/* "明天和后天": days in a row. */
static void take_more_days(struct when_reader *reader, struct when_point *point)
{
    struct when_point more;
    struct error error = reader->error;
    for (const char *at = reader->at; point->has_days && !point->days.part; at = reader->at) {
        bool is_next = when_take_join(&reader->at) && at[strspn(at, " ")] != ',' &&
                       when_take_day(reader, point, &more) && more.has_days && !more.is_exact &&
                       more.days.day == point->days.day + point->days.count &&
                       point->days.is_all_day == more.days.is_all_day;
        if (!is_next) {
            reader->at = at;
            reader->error = error;
            return;
        }
        point->days.count += more.days.count;
    }
}

/* "3 to 5 December": the first has the month of the last. */
static bool take_ordinal_begin(struct when_reader *reader)
{
    struct when_point begin = { .text = reader->at, .has_days = true }, end;
    const char *text = reader->at;
    int year, month, of_month, day = when_take_ordinal(&text);
    begin.behind = text;
    if (day < 1 || !when_take_to(&text)) {
        return false;
    }
    struct when_reader trial = *reader;
    trial.at = text;
    if (!when_take_day(&trial, NULL, &end) || !end.days.is_date || end.days.is_month_unsaid ||
        end.days.count > 1) {
        return false;
    }
    clock_civil_from_days(end.days.day, &year, &month, &of_month);
    if (!clock_is_civil(year, month, day)) {
        return false;
    }
    begin.days = end.days;
    begin.days.day += day - of_month;
    reader->at = text;
    return set_from(reader, &begin) && when_take_end(reader, &begin, false);
}

/* What follows a beginning: an end, how long, or nothing. */
static bool take_from_there(struct when_reader *reader, struct when_point *begin, bool is_from)
{
    if (!set_from(reader, begin)) {
        return false;
    }
    if (when_take_to(&reader->at)) {
        return when_take_end(reader, begin, is_from || begin->is_now);
    }
    bool is_said = take_onwards(reader, begin);
    const char *behind = reader->at;
    if (is_said || begin->is_onwards || is_from || begin->is_now) {
        WHEN_TAKE(&reader->at, ",");
        if (when_take_to(&reader->at)) {
            return when_take_end(reader, begin, true);
        }
    }
    if (when_take_how_long(reader, begin)) {
        return true;
    }
    reader->at = behind;
    const struct when_clock *clock = &begin->clock;
    bool is_moment =
        begin->is_exact || begin->is_onwards || (begin->has_clock && clock->minute >= 0);
    if (is_said || is_from || begin->is_now) {
        return true;
    }
    if (is_moment) {
        reader->has_lone_moment = true;
        reader->moment = begin->text;
        reader->moment_length = (int)(begin->behind - begin->text);
    } else { /* that day, or that part of it */
        when_set_until(
            reader, begin, begin->has_clock ? when_clock_until(clock, &reader->error) : 0);
    }
    return true;
}

static bool take_begin(struct when_reader *reader)
{
    struct when_point begin;
    const char *start = reader->at;
    bool is_between = WHEN_TAKE(&reader->at, "between");
    bool is_from = WHEN_TAKE(
        &reader->at, "从", "自", "由", "from", "starting on", "starting", "beginning", "since");
    bool is_before = !is_from && WHEN_TAKE(&reader->at, "before");
    if (!is_from) {
        WHEN_TAKE(&reader->at, "在", "on", "at");
    }
    if (take_ordinal_begin(reader)) {
        return true;
    }
    if (*reader->error.text || (!when_take_day(reader, NULL, &begin) && *reader->error.text)) {
        return false;
    }
    if (reader->name && begin.has_days && begin.days.is_month_unsaid) {
        return false; /* "宿舍 1号": a house, as likely */
    }
    bool has_day = begin.has_days && !begin.is_exact && !begin.has_clock;
    if (has_day) {
        take_more_days(reader, &begin);
    }
    if (has_day && !is_before && take_hours_of_day(reader, &begin)) {
        return true;
    }
    if (*reader->error.text || (!begin.is_now && !when_take_time(reader, NULL, &begin))) {
        return false;
    }
    if (begin.has_clock && begin.days.count > 1) {
        return false; /* "明后两天8点": on which of them? */
    }
    begin.behind = reader->at;
    begin.text = is_before ? start : begin.text;
    if (is_before || WHEN_TAKE(&reader->at, "之前", "以前", "前")) {
        return take_before(reader, &begin);
    }
    if (!begin.has_days && !begin.is_now) {
        reader->has_lone_time = true;
        begin.days = (struct when_days) { .day = when_today(reader->context), .count = 1 };
        begin.has_days = true;
    }
    if (is_between) {
        return WHEN_TAKE(&reader->at, "and") && set_from(reader, &begin) &&
               when_take_end(reader, &begin, true);
    }
    return take_from_there(reader, &begin, is_from);
}

bool when_take_range(struct when_reader *reader)
{
    struct when_reader before = *reader;
    struct when said = *reader->when;
    const char *start = reader->at;
    bool done = false;
    if (WHEN_TAKE(&reader->at, "一直到", "直到", "直至", "截至", "截止日期", "截止时间",
            "截止到", "截止", "有效期至", "有效期到", "到", "至", "until", "till", "by",
            "up to")) {
        struct when_point begin = { .has_days = reader->has_from && said.from.form,
            .days = reader->begin,
            .text = start,
            .behind = start };
        done =
            !reader->has_until && when_take_end(reader, begin.has_days ? &begin : NULL, true);
    } else if (!reader->has_from && !reader->has_until) {
        done = take_begin(reader);
        if (!done && !*reader->error.text && !reader->goes_on) {
            reader->at = start;
            done = when_take_how_long(reader, NULL);
        }
    } else if (!reader->has_from) { /* "到周日，从明天起" */
        struct moment until = reader->when->until;
        done = WHEN_TAKE(&reader->at, "从", "自", "from") && take_begin(reader) &&
               reader->when->until.form == until.form &&
               reader->when->until.face_ms == until.face_ms;
    }
    if (!done && !*reader->error.text) {
        *reader->when = said;
        *reader = before;
    }
    if (done) {
        reader->range = start;
        reader->range_length = (int)(reader->at - start);
    }
    return done;
}
