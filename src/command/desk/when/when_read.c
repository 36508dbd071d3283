#include "base/clock.h"
#include "command/desk/when/when.h"
#include "command/desk/when/when_place.h"
#include "command/desk/when/when_point.h"
#include "command/desk/when/when_reader.h"
#include "time/week.h"
#include "time/week_words.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_MS = 86400000 };

static bool take_to(struct when_reader *reader)
{
    when_skip(&reader->at);
    if (WHEN_TAKE(&reader->at, "一直到", "直到", "起到", "起至", "起直到", "and until", "until",
            "till")) {
        return true;
    }
    return week_word_to(&reader->at);
}

static void set_moment(struct moment *moment, const struct when_point *point)
{
    if (point->is_exact) {
        *moment = point->exact;
    } else if (!point->is_now) {
        *moment = (struct moment) { .form = point->has_time ? MOMENT_LOCAL : MOMENT_DATE,
            .face_ms = point->day * DAY_MS + (int64_t)point->minute * 60000 };
    }
}

static int64_t today(const struct when_reader *reader)
{
    return (reader->context->local_now_ms -
               (reader->context->local_now_ms % DAY_MS + DAY_MS) % DAY_MS) /
           DAY_MS;
}

static bool fail(struct when_reader *reader, struct error *error, const char *clause)
{
    return *reader->error.text
               ? error_set(error, "there is no such day: %s", reader->error.text)
               : error_set(error, "not understood: %s", clause);
}

/* What ends without a day of its own ends on the day it begins, or on the next. */
static void finish_end(
    struct when_reader *reader, const struct when_point *begin, struct when_point *end)
{
    int64_t now_minute = (reader->context->local_now_ms - today(reader) * DAY_MS) / 60000;
    if (!end->has_day) {
        bool has_begin = begin && begin->has_day;
        end->has_day = true;
        end->day = has_begin ? begin->day : today(reader);
        if (begin && begin->has_time && end->half == HALF_NONE &&
            begin->half == HALF_AFTERNOON && end->minute <= begin->minute &&
            end->minute + 720 > begin->minute && end->minute < 720) {
            end->minute += 720;
        }
        int64_t least = begin && begin->has_time ? begin->minute : has_begin ? -1 : now_minute;
        end->day += end->minute <= least;
    } else if (end->is_weekday_alone && !begin && end->has_time && end->day == today(reader) &&
               end->minute <= now_minute) {
        end->day += 7;
    }
}

/* From one weekday to another, and no time of day at the first: what comes every week. */
static bool is_weekly_range(const struct when_point *begin, const struct when_point *end)
{
    return begin->is_weekday_alone && !begin->has_time && end->is_weekday_alone &&
           !end->has_time;
}

static int64_t first_day_behind(struct when_reader *reader, const struct when_point *begin)
{
    return begin && begin->has_day && !begin->is_exact && begin->day > today(reader)
               ? begin->day
               : today(reader);
}

static bool take_point(struct when_reader *reader, int64_t first_day, struct when_point *point)
{
    return when_take_point(reader->context, &reader->at, first_day, point, &reader->error);
}

/* "…到 12月5日 8:00-12:00": the time is not the end's, hours follow. */
static void give_back_time(struct when_reader *reader, const char *end_text,
    const struct when_point *begin, struct when_point *end)
{
    const char *behind = reader->at;
    if (!end->has_time || !end->has_day || begin->has_time || !week_word_to(&behind)) {
        return;
    }
    /* Read again up to where hours can be read. */
    for (const char *at = end_text + 1; *at && at < reader->at; at++) {
        struct when_reader trial = *reader;
        struct when when = *reader->when;
        char cut[200];
        snprintf(cut, sizeof cut, "%.*s", (int)(at - end_text), end_text);
        struct when_reader part = *reader;
        struct when_point only;
        trial.when = &when;
        trial.at = at;
        part.at = cut;
        if (((unsigned char)*at & 0xC0) != 0x80 &&
            take_point(&part, first_day_behind(reader, begin), &only) && when_at_end(&part) &&
            !only.has_time && when_take_hours(&trial)) {
            *end = only;
            reader->at = at;
            return;
        }
        reader->error.text[0] = '\0';
    }
}

static bool take_rest(struct when_reader *reader)
{
    WHEN_TAKE(&reader->at, "为止", "止", "结束", "期间", "播放", "显示", "下线", "撤下");
    WHEN_TAKE(&reader->at, "，", ",");
    return when_at_end(reader) || when_take_weekly(reader) || when_take_hours(reader);
}

static bool take_until(struct when_reader *reader, const struct when_point *begin)
{
    struct when_point end;
    const char *start = reader->at;
    if (!take_point(reader, first_day_behind(reader, begin), &end) || end.is_now) {
        return false;
    }
    if (begin) {
        give_back_time(reader, start, begin, &end);
    }
    if (begin && is_weekly_range(begin, &end)) {
        return false; /* when_take_weekly has seen it */
    }
    finish_end(reader, begin, &end);
    set_moment(&reader->when->until, &end);
    return true;
}

/* "3天", "两小时", "for 2 weeks". */
static bool take_duration(struct when_reader *reader, const struct when_point *begin)
{
    const char *start = reader->at;
    WHEN_TAKE(&reader->at, "接下来", "持续", "未来", "共", "for the next", "for", "the next");
    int count = when_take_number(&reader->at);
    WHEN_TAKE(&reader->at, "个");
    int days = WHEN_TAKE(&reader->at, "天", "日", "days", "day")       ? 1
               : WHEN_TAKE(&reader->at, "星期", "周", "weeks", "week") ? 7
                                                                       : 0;
    int minutes = days                                                      ? 0
                  : WHEN_TAKE(&reader->at, "小时", "钟头", "hours", "hour") ? 60
                  : WHEN_TAKE(&reader->at, "分钟", "minutes", "minute")     ? 1
                                                                            : 0;
    WHEN_TAKE(&reader->at, "内", "之内", "以内");
    if (count < 1 || count > 10000 || days + minutes == 0) {
        reader->at = start;
        return false;
    }
    int64_t from_ms = begin && begin->has_day
                          ? begin->day * DAY_MS + (int64_t)begin->minute * 60000
                          : reader->context->local_now_ms;
    struct when_point end = { .has_day = true };
    if (days > 0 && !(begin && begin->has_time)) {
        end.day =
            (begin && begin->has_day ? begin->day : today(reader)) + (int64_t)count * days - 1;
    } else {
        int64_t until_ms = from_ms + (int64_t)count * (days ? (int64_t)days * DAY_MS
                                                            : (int64_t)minutes * 60000);
        end.day = until_ms / DAY_MS;
        end.minute = (int)(until_ms % DAY_MS / 60000);
        end.has_time = true;
    }
    set_moment(&reader->when->until, &end);
    return true;
}

static bool is_lone_from(struct when_reader *reader)
{
    return WHEN_TAKE(
        &reader->at, "起", "开始", "以后", "之后", "on", "onwards", "onward", "上线");
}

static bool has_range(const struct when *when)
{
    return when->from.form != MOMENT_NONE || when->until.form != MOMENT_NONE;
}

static bool take_range(struct when_reader *reader)
{
    struct when *when = reader->when;
    struct when_point begin;
    const char *start = reader->at;
    if (has_range(when)) {
        return false;
    }
    if (WHEN_TAKE(&reader->at, "直到", "一直到", "截至", "截止到", "截止", "到", "至", "until",
            "till", "by", "up to")) {
        return take_until(reader, NULL) && take_rest(reader);
    }
    bool is_from = WHEN_TAKE(
        &reader->at, "从", "自", "由", "from", "between", "starting", "beginning", "since");
    if (!is_from) {
        WHEN_TAKE(&reader->at, "在", "on", "at");
    }
    if (!take_point(reader, today(reader), &begin)) {
        reader->at = *reader->error.text ? reader->at : start;
        return false;
    }
    if (!begin.has_day && !begin.is_now) {
        if (when->hours) {
            return false;
        }
        begin.has_day = true;
        begin.day = today(reader);
    }
    const char *behind = reader->at;
    if (take_to(reader)) {
        set_moment(&when->from, &begin);
        return take_until(reader, &begin) && take_rest(reader);
    }
    reader->at = behind;
    if (is_lone_from(reader)) {
        is_from = true;
        behind = reader->at;
        WHEN_TAKE(&reader->at, "，", ",");
        if (take_to(reader)) {
            set_moment(&when->from, &begin);
            return take_until(reader, &begin) && take_rest(reader);
        }
        reader->at = behind;
    }
    set_moment(&when->from, &begin);
    if (!when_at_end(reader) && take_duration(reader, &begin)) {
        return take_rest(reader);
    }
    if (!is_from && !begin.has_time && !begin.is_now) {
        set_moment(&when->until, &begin); /* that day */
    }
    return take_rest(reader);
}

static bool take_always(struct when_reader *reader)
{
    WHEN_TAKE(&reader->at, "一直显示", "一直播放", "一直", "始终", "长期", "不限", "任何时候",
        "always");
    return when_at_end(reader);
}

/* One clause: "明天 8:00 到 周日 22:00". */
static bool take_clause(struct when_reader *reader, const char *clause)
{
    static bool (*const takes[])(struct when_reader *) = { take_always, when_take_extra,
        when_take_weekly, when_take_hours, take_range };
    for (size_t i = 0; i < sizeof takes / sizeof *takes; i++) {
        struct when before = *reader->when;
        reader->at = clause;
        if (takes[i](reader) && when_at_end(reader)) {
            return true;
        }
        *reader->when = before;
        if (*reader->error.text) {
            return false;
        }
    }
    reader->at = clause;
    return !has_range(reader->when) && take_duration(reader, NULL) && when_at_end(reader);
}

/* Full-width forms of ASCII as ASCII, but the commas; other white space as spaces. */
static char *normalised(struct arena *arena, const char *sentence)
{
    char *out = arena_strdup(arena, sentence), *to = out;
    for (const unsigned char *at = (const unsigned char *)out; at && *at;) {
        unsigned code =
            at[0] == 0xEF && at[1] && at[2]
                ? (unsigned)(at[0] & 15) << 12 | (unsigned)(at[1] & 63) << 6 | (at[2] & 63)
                : 0;
        bool is_wide = code > 0xFF00 && code < 0xFF5F && code != 0xFF0C && code != 0xFF1B &&
                       code != 0xFF08 && code != 0xFF09;
        if (is_wide) {
            *to++ = (char)(code - 0xFEE0);
            at += 3;
        } else if (at[0] == 0xE3 && at[1] == 0x80 && at[2] == 0x80) {
            *to++ = ' ';
            at += 3;
        } else {
            *to++ = (char)(*at == '\t' || *at == '\n' || *at == '\r' ? ' ' : *at);
            at++;
        }
    }
    if (out) {
        *to = '\0';
    }
    return out;
}

/* Where the clause ends: at a comma outside of quotes. */
static size_t clause_length(const char *text, size_t *mark)
{
    static const char *const marks[] = { "，", ",", "；", ";", "。" };
    bool in_quotes = false;
    size_t at = 0;
    for (; text[at]; at++) {
        in_quotes =
            strncmp(text + at, "“", 3) == 0 || (in_quotes && strncmp(text + at, "”", 3) != 0);
        for (size_t i = 0; !in_quotes && i < sizeof marks / sizeof *marks; i++) {
            if (strncmp(text + at, marks[i], strlen(marks[i])) == 0) {
                *mark = strlen(marks[i]);
                return at;
            }
        }
    }
    *mark = 0;
    return at;
}

/* A time and a place without a comma between: "明天 宿舍屏", "tomorrow on lobby screens". */
static bool take_time_and_place(struct when_reader *reader, char *clause)
{
    for (char *at = clause + 1; *clause && *at; at++) {
        bool is_cut = at[-1] == ' ' || strncmp(at, "在", 3) == 0 || strncmp(at, "不在", 6) == 0;
        struct when before = *reader->when;
        if (is_cut && when_take_place(reader->context, at, reader->when) == WHEN_TOOK) {
            char kept = *at;
            *at = '\0';
            if (take_clause(reader, clause)) {
                return true;
            }
            *at = kept;
            reader->error.text[0] = '\0';
        }
        *reader->when = before;
    }
    return false;
}

/* Clauses that are no time, before one that names screens: "lobby, library screens". */
static bool take_pending(struct when_reader *reader, const char *pending, const char *clause)
{
    char *all = arena_printf(reader->context->arena, "%s、%s", pending, clause);
    return all && when_take_place(reader->context, all, reader->when) == WHEN_TOOK;
}

bool when_read(const struct when_context *context, const char *sentence, struct when *when,
    struct error *error)
{
    *when = (struct when) { 0 };
    struct when_reader reader = { .context = context, .when = when };
    const char *pending = NULL, *text = normalised(context->arena, sentence);
    while (text && *text) {
        size_t mark, length = clause_length(text, &mark);
        char *clause = arena_strndup(context->arena, text + strspn(text, " "),
            length - (strspn(text, " ") < length ? strspn(text, " ") : length));
        text += length + mark;
        if (!clause || !*clause) {
            continue;
        }
        struct when before = *when;
        enum when_took took = when_take_place(context, clause, when);
        if (took == WHEN_TOOK && pending) {
            *when = before;
            if (!take_pending(&reader, pending, clause)) {
                return fail(&reader, error, pending);
            }
            pending = NULL;
            continue;
        }
        if (took == WHEN_TOOK) {
            continue;
        }
        *when = before;
        if (take_clause(&reader, clause) ||
            (!*reader.error.text && take_time_and_place(&reader, clause))) {
            continue;
        }
        if (*reader.error.text || pending) {
            return fail(&reader, error, clause);
        }
        pending = clause;
    }
    when_sort_tags(when);
    return pending ? fail(&reader, error, pending) : true;
}
