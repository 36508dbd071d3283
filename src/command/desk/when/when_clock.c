#include "command/desk/when/when_clock.h"

#include "command/desk/when/when_words.h"
#include "time/week.h"
#include "time/week_words.h"

#include <ctype.h>
#include <string.h>

enum { HALF_DAY = 720, EVENING = 17 * 60, HOUR = 60 };

/* When it is, and which times people say with it (晚上5点, 中午1点半). */
static const struct {
    int from, until, least, most;
} parts[] = {
    [PART_SMALL] = { 0, 6 * HOUR, 0, 6 * HOUR },
    [PART_EARLY] = { 6 * HOUR, 9 * HOUR, 4 * HOUR, 12 * HOUR - 1 },
    [PART_MORNING] = { 6 * HOUR, 12 * HOUR, 4 * HOUR, 12 * HOUR },
    [PART_NOON] = { 11 * HOUR, 13 * HOUR, 11 * HOUR, 15 * HOUR - 1 },
    [PART_AFTERNOON] = { 12 * HOUR, 18 * HOUR, 12 * HOUR, 19 * HOUR - 1 },
    [PART_DUSK] = { 17 * HOUR, 19 * HOUR, 16 * HOUR, 20 * HOUR },
    [PART_EVENING] = { 18 * HOUR, 24 * HOUR, 17 * HOUR, 24 * HOUR },
    [PART_AM] = { -1, -1, 0, 12 * HOUR - 1 },
    [PART_PM] = { -1, -1, 12 * HOUR, 24 * HOUR - 1 },
};

/* The time as it is meant in that part: 晚上8点 is 20:00, 晚上12点 is 24:00; -1 for none. */
static int in_part(enum when_part part, int minute)
{
    const int meant[] = { minute - HALF_DAY, minute, minute + HALF_DAY, minute + DAY_MINUTES };
    for (int i = 0; i < 4; i++) {
        bool is_said = i == 1 || (i == 0 && minute < HALF_DAY + HOUR) ||
                       (i == 2 && minute < HALF_DAY + HOUR) || (i == 3 && minute < HOUR);
        if (is_said && meant[i] >= parts[part].least && meant[i] <= parts[part].most) {
            return meant[i];
        }
    }
    return -1;
}

static enum when_part take_part(const char **at)
{
    static const struct {
        const char *word;
        enum when_part part;
    } words[] = { { "凌晨", PART_SMALL }, { "早上", PART_EARLY }, { "早晨", PART_EARLY },
        { "清晨", PART_EARLY }, { "早", PART_EARLY }, { "上午", PART_MORNING },
        { "morning", PART_MORNING }, { "mornings", PART_MORNING }, { "中午", PART_NOON },
        { "lunchtime", PART_NOON }, { "lunch time", PART_NOON }, { "下午", PART_AFTERNOON },
        { "afternoon", PART_AFTERNOON }, { "afternoons", PART_AFTERNOON },
        { "傍晚", PART_DUSK }, { "晚上", PART_EVENING }, { "晚间", PART_EVENING },
        { "晚", PART_EVENING }, { "evening", PART_EVENING }, { "evenings", PART_EVENING },
        { "night", PART_EVENING }, { "nights", PART_EVENING } };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (when_take_word(at, &words[i].word, 1)) {
            return words[i].part;
        }
    }
    return PART_NONE;
}

static enum when_part take_half(const char **at)
{
    return WHEN_TAKE(at, "am", "a.m.", "a.m")   ? PART_AM
           : WHEN_TAKE(at, "pm", "p.m.", "p.m") ? PART_PM
                                                : PART_NONE;
}

/* "3点半", "15时30分", "三点一刻", "五点三十". */
static int take_spoken(const char **at)
{
    const char *text = *at;
    int hour = when_take_number(&text), minute = 0;
    if (hour < 0 || hour > 24 || !WHEN_TAKE(&text, "点钟", "点", "时")) {
        return -1;
    }
    const char *behind = text;
    bool is_apart = text[-1] == ' ';
    if (WHEN_TAKE(&text, "半")) {
        minute = 30;
    } else if (WHEN_TAKE(&text, "一刻")) {
        minute = 15;
    } else if (WHEN_TAKE(&text, "三刻")) {
        minute = 45;
    } else if (is_apart || (minute = when_take_number(&behind)) < 0) {
        minute = 0;
    } else if (WHEN_TAKE(&behind, "分") || (minute > 9 && when_ends_figure(behind))) {
        text = behind;
    } else {
        return -1;
    }
    WHEN_TAKE(&text, "整");
    if (minute > 59 || hour * 60 + minute > DAY_MINUTES) {
        return -1;
    }
    *at = text;
    return hour * 60 + minute;
}

/* "8 am", and the 9 of "9-11am", "9点" and so on, without anything behind it. */
static bool take_hour_alone(const char **at, struct when_clock *clock)
{
    const char *text = *at, *behind;
    int hour = when_take_number(&text);
    if (hour < 0 || hour > 24) {
        return false;
    }
    behind = text;
    when_skip(&behind);
    enum when_part half = hour >= 1 && hour <= 12 ? take_half(&behind) : PART_NONE;
    if (half != PART_NONE) {
        clock->part = half;
        *at = behind;
    } else {
        struct when_clock end;
        bool is_range = when_take_to(&behind) || WHEN_TAKE(&behind, "and");
        if (!is_range || !isdigit((unsigned char)**at) || !when_take_clock(&behind, &end) ||
            end.is_bare || end.minute < 0 || !(end.is_spoken || end.part != PART_NONE)) {
            return false;
        }
        clock->is_bare = true;
        clock->is_spoken = true;
        *at = text;
    }
    clock->minute = hour * 60;
    return true;
}

bool when_take_clock(const char **at, struct when_clock *clock)
{
    const char *text = *at;
    when_skip(&text);
    *clock = (struct when_clock) { .minute = -1, .text = text };
    clock->is_next = WHEN_TAKE(&text, "次日", "第二天", "翌日", "隔天");
    WHEN_TAKE(&text, "的");
    clock->part = take_part(&text);
    if (clock->part == PART_NONE && WHEN_TAKE(&text, "noon", "正午")) {
        clock->minute = HALF_DAY;
    } else if (clock->part == PART_NONE && WHEN_TAKE(&text, "midnight", "午夜")) {
        clock->minute = 0;
        clock->is_midnight = true;
    } else {
        const char *behind = text;
        WHEN_TAKE(&behind, "的", "at");
        clock->minute = week_word_clock(&behind);
        if (clock->minute < 0) {
            clock->minute = take_spoken(&behind);
            clock->is_spoken = clock->minute >= 0;
        }
        enum when_part half = clock->minute >= 0 ? take_half(&behind) : PART_NONE;
        if (half != PART_NONE) {
            clock->part = half;
        }
        if (clock->minute >= 0 || take_hour_alone(&behind, clock)) {
            text = behind;
        } else if (clock->part == PART_NONE) {
            return false;
        }
    }
    when_skip(&text);
    if (WHEN_TAKE(&text, "the next day", "next day", "the following day")) {
        clock->is_next = true;
    }
    clock->length = (int)(text - clock->text);
    while (clock->text[clock->length - 1] == ' ') {
        clock->length--;
    }
    *at = text;
    return true;
}

bool when_is_either(const struct when_clock *clock)
{
    return clock->is_spoken && clock->part == PART_NONE && !clock->is_next &&
           clock->minute >= HOUR && clock->minute < HALF_DAY;
}

static bool is_either(const struct when_clock *clock, int minute)
{
    return clock->is_spoken && clock->part == PART_NONE && minute >= HOUR && minute < 7 * HOUR;
}

int when_told_either(const struct when_clock *clock, struct error *error)
{
    error_set(error, "\"%.*s\" may be before noon or after it: write %d:%02d or %d:%02d",
        clock->length, clock->text, clock->minute / 60, clock->minute % 60,
        clock->minute / 60 + 12, clock->minute % 60);
    return -1;
}

static int minute_of(const struct when_clock *clock, struct error *error)
{
    if (clock->part == PART_NONE) {
        return is_either(clock, clock->minute) ? when_told_either(clock, error) : clock->minute;
    }
    int minute = in_part(clock->part, clock->minute);
    if (minute < 0) {
        error_set(error, "there is no such time: \"%.*s\"", clock->length, clock->text);
    }
    return minute;
}

int when_clock_from(const struct when_clock *clock, struct error *error)
{
    if (clock->minute >= 0) {
        return minute_of(clock, error);
    }
    return clock->part == PART_NOON ? HALF_DAY : parts[clock->part].from;
}

int when_clock_until(const struct when_clock *clock, struct error *error)
{
    if (clock->is_midnight) {
        return DAY_MINUTES;
    }
    if (clock->minute >= 0) {
        return minute_of(clock, error);
    }
    return clock->part == PART_NOON ? HALF_DAY : parts[clock->part].until;
}

/* The 9 of "9-11am" and of "9到11点": in the half of the day of what follows, else the first in
 * which it is before that. */
static int bare_from(
    const struct when_clock *begin, const struct when_clock *end, struct error *error)
{
    if (begin->part != PART_NONE) {
        return when_clock_from(begin, error);
    }
    int until = when_clock_until(end, error);
    int minute = end->part == PART_NONE ? begin->minute : in_part(end->part, begin->minute);
    return until < 0 ? -1 : minute < 0 || minute >= until ? begin->minute : minute;
}

/* An end without a part of its own is in that of the beginning, "下午3点到5点", or in the same
 * half of the day, "下午5点到8点". */
static int end_minute(
    const struct when_clock *begin, int from, const struct when_clock *end, struct error *error)
{
    if (end->minute < 0 || end->is_midnight || end->part != PART_NONE) {
        return when_clock_until(end, error);
    }
    if (end->is_next) {
        return end->minute;
    }
    int minute = begin->part == PART_NONE ? -1 : in_part(begin->part, end->minute);
    if (minute > from) {
        return minute;
    }
    bool is_afternoon = begin->part != PART_NONE && from >= HALF_DAY;
    if (is_afternoon && end->minute < HALF_DAY && end->minute + HALF_DAY > from) {
        return end->minute + HALF_DAY;
    }
    bool is_same_day = end->minute > from;
    return is_same_day && is_either(end, end->minute) ? when_told_either(end, error)
                                                      : end->minute;
}

bool when_window_of(const struct when_clock *begin, const struct when_clock *end,
    struct when_window *window, struct error *error)
{
    int from = begin->is_bare ? bare_from(begin, end, error) : when_clock_from(begin, error);
    int until = from < 0 ? -1 : end_minute(begin, from, end, error);
    if (until < 0) {
        return false;
    }
    bool is_over_night =
        end->is_next || (until <= from && from >= EVENING && until <= HALF_DAY);
    window->is_part = false;
    window->from = from;
    window->until = until + (is_over_night ? DAY_MINUTES : 0);
    if (from >= DAY_MINUTES && !is_over_night) {
        return error_set(error, "24:00 is the end of a day, not its beginning");
    }
    if (window->until <= from || window->until >= from + DAY_MINUTES + (from == 0 ? 1 : 0)) {
        return error_set(error,
            "%d:%02d to %d:%02d goes backwards; over midnight write \"20:00 to 6:00 the next day\"",
            from / 60, from % 60, until / 60, until % 60);
    }
    return true;
}

bool when_take_window(const char **at, struct when_window *window, struct error *error)
{
    const char *text = *at, *behind;
    struct when_clock begin, end;
    bool is_between = WHEN_TAKE(&text, "between");
    if (!when_take_clock(&text, &begin)) {
        return false;
    }
    behind = text;
    if ((when_take_to(&text) || (is_between && WHEN_TAKE(&text, "and"))) &&
        when_take_clock(&text, &end) && !end.is_bare) {
        *at = text;
        return when_window_of(&begin, &end, window, error);
    }
    if (begin.minute >= 0) {
        return false;
    }
    const char *ahead = behind; /* a day may follow: "周五晚上到周日" */
    if (when_take_to(&ahead)) {
        return false;
    }
    *window = (struct when_window) { parts[begin.part].from, parts[begin.part].until, true };
    *at = behind;
    return true;
}

bool when_take_join(const char **at)
{
    return WHEN_TAKE(at, "、", "和", "及", "与", "以及", "and", "&", "/", ",");
}
