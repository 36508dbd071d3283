#include "base/translated.h"
#include "command/desk/when/when.h"
#include "command/desk/when/when_place.h"
#include "command/desk/when/when_reader.h"
#include "command/desk/when/when_words.h"
#include "time/week.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void skip_stops(const char **at)
{
    for (const char *before = NULL; before != *at;) {
        before = *at;
        *at += strspn(*at, " ,;");
        if (strncmp(*at, "、", strlen("、")) == 0) {
            *at += strlen("、");
        } else if (**at == '.' && ((*at)[1] == ' ' || !(*at)[1])) {
            (*at)++;
        }
    }
}

/* What is polite, or says only that it is shown. */
static void skip_fillers(const char **at)
{
    while (WHEN_TAKE(at, "时间:", "地点:", "播放时间:", "投放时间:", "when:", "where:", "请",
        "麻烦", "滚动播放", "循环播放", "播放", "显示", "展示", "播出", "挂", "放", "please",
        "show it", "show this", "show", "display", "全天", "全日", "整天", "一整天",
        "all day")) {
    }
}

static bool take_always(struct when_reader *reader)
{
    return WHEN_TAKE(&reader->at, "一直显示", "一直播放", "一直", "始终", "长期有效", "长期",
        "永久", "无限期", "不限期", "不限", "任何时候", "always", "indefinitely", "permanently",
        "until further notice");
}

/* Up to the next stop; in Chinese, a space is one. */
static size_t length_of_rest(const char *text)
{
    size_t length = 0, at = 0;
    bool is_chinese = (unsigned char)*text >= 0x80;
    for (; text[at] && !strchr(",;", text[at]); at++) {
        if (is_chinese && text[at] == ' ') {
            break;
        }
        length = text[at] == ' ' ? length : at + 1;
    }
    return length < 200 ? length : 200;
}

/* What a rest is: a place that no screen has, or anything. */
static bool told_rest(struct when_reader *reader, const char *text)
{
    char names[200];
    const char *start = reader->name ? reader->name : text;
    size_t length = (size_t)(text - start) + length_of_rest(text);
    when_list_names(reader->context, names, sizeof names);
    bool is_place = when_is_of_screens(reader, start, length);
    if (is_place && *names) {
        return error_set(&reader->error,
            "not understood: \"%.*s\"; no screen is called so. There are: %s", (int)length,
            start, names);
    }
    if (is_place) {
        return error_set(&reader->error,
            "not understood: \"%.*s\"; no screen has a name yet (the administrator writes "
            "them into [guard] tags)",
            (int)length, start);
    }
    return *names
               ? error_set(&reader->error, "not understood: \"%.*s\" (screens are called: %s)",
                     (int)length, start, names)
               : error_set(&reader->error, "not understood: \"%.*s\"", (int)length, start);
}

static bool take_one(struct when_reader *reader)
{
    static bool (*const takes[])(struct when_reader *) = { take_always, when_take_screens,
        when_take_extra, when_take_weekly, when_take_hours, when_take_range, when_take_names };
    for (size_t i = 0; i < sizeof takes / sizeof *takes; i++) {
        const char *start = reader->at, *name = reader->name;
        if (takes[i](reader)) {
            bool is_place = takes[i] == when_take_screens || takes[i] == when_take_names;
            reader->goes_on = !is_place;
            reader->name = is_place ? reader->name : NULL;
            return true;
        }
        reader->name = name;
        if (*reader->error.text) {
            return false;
        }
        reader->at = start;
    }
    return false;
}

static const char *next_range(const char *range)
{
    const char *comma = strchr(range, ',');
    return comma ? comma + 1 : NULL;
}

/* Hours past midnight belong to the day on which they begin; a range of days has to have the
 * last night in it, and not the end of the night before. */
static void widen_for_nights(struct when_reader *reader)
{
    struct when *when = reader->when;
    const char *range = when->hours;
    while (range && *range) {
        int from = atoi(range) * 60 + atoi(range + 3);
        int until = atoi(range + 6) * 60 + atoi(range + 9);
        bool is_alone = range == when->hours && !strchr(range, ',');
        if (until <= from) {
            if (when->from.form == MOMENT_DATE) {
                when->from.form = MOMENT_LOCAL;
                when->from.face_ms += (int64_t)(is_alone ? from : until) * 60000;
            }
            if (when->until.form == MOMENT_DATE) {
                when->until.form = MOMENT_LOCAL;
                when->until.face_ms += WHEN_DAY_MS + (int64_t)until * 60000;
            }
        }
        range = next_range(range);
    }
}

static int64_t end_of(const struct moment *until)
{
    return until->face_ms + (until->form == MOMENT_DATE ? WHEN_DAY_MS : 0);
}

static bool is_weekday_in(const char *days, int weekday)
{
    static const char *const names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    int first = -1;
    for (const char *at = days; at && *at; at += 3 + (at[3] == ',' || at[3] == '-')) {
        int day = 0;
        while (strncmp(at, names[day], 3) != 0) {
            day++;
        }
        first = first < 0 ? day : first;
        if ((weekday - first + WEEK_DAYS) % WEEK_DAYS <=
            (day - first + WEEK_DAYS) % WEEK_DAYS) {
            return true;
        }
        first = at[3] == '-' ? day : -1;
    }
    return !days;
}

static bool is_in_hours(const struct when *when, int64_t day)
{
    const struct moment *from = &when->from, *until = &when->until;
    const char *range = when->hours ? when->hours : "00:00-24:00";
    for (; range && *range; range = next_range(range)) {
        int begin = atoi(range) * 60 + atoi(range + 3);
        int end = atoi(range + 6) * 60 + atoi(range + 9);
        int64_t begin_ms = day * WHEN_DAY_MS + begin * INT64_C(60000);
        int64_t end_ms =
            day * WHEN_DAY_MS + (end + (end <= begin ? DAY_MINUTES : 0)) * INT64_C(60000);
        if (begin_ms < end_of(until) && end_ms > from->face_ms) {
            return true;
        }
    }
    return false;
}

/* Whether there is a moment that is in all of it: "明天，每周一" has none. Of more than a week
 * every weekday is one. */
static bool is_ever(const struct when *when)
{
    int64_t day = when->from.face_ms / WHEN_DAY_MS - 1,
            last = end_of(&when->until) / WHEN_DAY_MS;
    if (last - day > WEEK_DAYS + 2) {
        return true;
    }
    for (; day <= last; day++) {
        if (is_weekday_in(when->days, week_day_of(day)) && is_in_hours(when, day)) {
            return true;
        }
    }
    return false;
}

static bool told_of_range(struct when_reader *reader, const char *text)
{
    int length = reader->range_length;
    while (length > 0 && strchr(" ,", reader->range[length - 1])) {
        length--;
    }
    return error_set(&reader->error, "\"%.*s\": %s", length, reader->range, text);
}

/* An event begins then: shown from then on for ever is hardly meant. */
static bool told_moment(struct when_reader *reader)
{
    const char *text = reader->moment;
    int length = reader->moment_length;
    while (length > 0 && strchr(" ,", text[length - 1])) {
        length--;
    }
    return error_set(&reader->error,
        "\"%.*s\": from then on, or until then? Write \"from %.*s\", or \"until %.*s\"", length,
        text, length, text, length, text);
}

/* What is understood word by word, and yet cannot be meant. */
static bool is_sound(struct when_reader *reader)
{
    const struct when *when = reader->when;
    int64_t now_ms = reader->context->local_now_ms;
    bool is_lone = reader->has_lone_time && !reader->has_until;
    if (is_lone && (reader->is_daily || when->days || when->hours)) {
        return told_of_range(
            reader, translated("when it begins is said, and not when it ends: write \"daily "
                               "8:00-9:00\""));
    }
    if (is_lone && when->from.face_ms < now_ms) {
        return told_of_range(
            reader, translated("that is over today: write \"tomorrow 8:00-9:00\""));
    }
    if (reader->has_lone_moment && !reader->has_until) {
        return told_moment(reader);
    }
    bool has_end = when->until.form != MOMENT_NONE && when->until.form != MOMENT_INSTANT;
    bool has_both =
        has_end && when->from.form != MOMENT_NONE && when->from.form != MOMENT_INSTANT;
    if (has_both && end_of(&when->until) <= when->from.face_ms) {
        return told_of_range(reader, translated("the end is before the beginning"));
    }
    if (has_end && !reader->has_year && end_of(&when->until) <= now_ms) {
        return told_of_range(
            reader, translated("that is over; where it is meant, write the year as well: \"5 "
                               "December 2026\""));
    }
    if (has_both && !is_ever(when)) {
        return told_of_range(
            reader, translated("of the days and hours that are said, none is in it"));
    }
    bool has_screens = false;
    for (size_t i = 0; i < when->tag_count; i++) {
        has_screens |= *when->tags[i] != '!';
    }
    if (when->is_everywhere && has_screens) {
        return error_set(&reader->error, "all screens, or only some? Both are said");
    }
    return true;
}

static bool begin(struct when_reader *reader, const char *sentence)
{
    const struct when_context *context = reader->context;
    const char **names = arena_array(context->arena, context->known_count + 1, sizeof *names);
    reader->at = when_normalised(context->arena, sentence);
    for (size_t i = 0; names && i < context->known_count; i++) {
        names[i] = when_normalised(context->arena, context->known[i]);
        if (!names[i]) {
            return false;
        }
    }
    reader->names = names;
    return names && reader->at;
}

bool when_read(const struct when_context *context, const char *sentence, struct when *when,
    struct error *error)
{
    *when = (struct when) { 0 };
    struct when_reader reader = { .context = context, .when = when };
    if (!begin(&reader, sentence)) {
        return error_set(error, "out of memory");
    }
    for (;;) {
        const char *before = reader.at;
        skip_stops(&reader.at);
        if (!*reader.at) {
            break;
        }
        const char *start = reader.at;
        skip_fillers(&reader.at);
        if (before + strspn(before, " ") < reader.at) { /* a stop, or a word like one */
            reader.goes_on = false;
            reader.name = NULL;
        }
        bool is_said = reader.at > start && (!*reader.at || strchr(",;.", *reader.at));
        if (!is_said && !take_one(&reader)) {
            if (!*reader.error.text) {
                told_rest(&reader, start);
            }
            break;
        }
    }
    if (*reader.error.text || !is_sound(&reader)) {
        *error = reader.error;
        return false;
    }
    widen_for_nights(&reader);
    when_sort_tags(when);
    return true;
}
