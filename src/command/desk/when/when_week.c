#include "command/desk/when/when_reader.h"
#include "command/desk/when/when_words.h"
#include "content/text/syntax.h"
#include "time/week.h"
#include "time/week_words.h"

#include <stdio.h>
#include <string.h>

enum { RANGES_MAX = 8, DAYS_BYTES = 100 };

bool when_at_end(struct when_reader *reader)
{
    when_skip(&reader->at);
    return !*reader->at;
}

/* "8:00-12:00、14:00-18:00", "8:00-12:00 and ...": as content/text/syntax.h writes them. */
bool when_take_hours(struct when_reader *reader)
{
    char out[RANGES_MAX * 12 + 1] = "";
    size_t used = 0;
    const char *at = reader->at, *behind = at;
    for (int i = 0; i < RANGES_MAX; i++) {
        enum when_half begin_half = HALF_NONE, end_half = HALF_NONE;
        int from = when_take_time(&at, &begin_half);
        int until = from >= 0 && week_word_to(&at) ? when_take_time(&at, &end_half) : -1;
        if (until >= 0 && until <= from && end_half == HALF_NONE &&
            begin_half == HALF_AFTERNOON && until + 720 > from) {
            until += 720;
        }
        if (until < 0 || from >= DAY_MINUTES || from == until) {
            break;
        }
        used += (size_t)snprintf(out + used, sizeof out - used, "%s%02d:%02d-%02d:%02d",
            i ? "," : "", from / 60, from % 60, until / 60, until % 60);
        behind = at;
        if (!WHEN_TAKE(&at, "、", "和", "及", "and", "&", ",", "，")) {
            break;
        }
    }
    if (used == 0 || reader->when->hours) {
        return false;
    }
    reader->when->hours = syntax_hours(reader->context->arena, out);
    reader->at = behind;
    return reader->when->hours != NULL;
}

/* A weekday; behind another one in a list without 周: "周一、三、五". */
static int take_weekday(const char **at, bool in_list)
{
    when_skip(at);
    int day = week_word_day(at);
    return day < 0 && in_list ? week_word_numeral(at) : day;
}

/* "周一至周五、周日", "工作日", "周末", "Mon-Fri and Sun", "weekdays". */
static bool take_days(struct when_reader *reader)
{
    static const char *const names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    char out[DAYS_BYTES] = "";
    size_t used = 0;
    const char *at = reader->at, *behind = at;
    if (WHEN_TAKE(&at, "工作日", "weekdays", "weekday", "working days")) {
        strcpy(out, "Mon-Fri");
        behind = at;
    } else if (WHEN_TAKE(&at, "周末", "weekends", "weekend")) {
        strcpy(out, "Sat-Sun");
        behind = at;
    }
    for (int i = 0; !*out || used > 0; i++) {
        int first = take_weekday(&at, i > 0);
        int last = first >= 0 && week_word_to(&at) ? take_weekday(&at, true) : first;
        if (first < 0 || last < 0 || i == RANGES_MAX) {
            break;
        }
        used += (size_t)snprintf(out + used, sizeof out - used, "%s%s%s%s", i ? "," : "",
            names[first], last == first ? "" : "-", last == first ? "" : names[last]);
        when_skip(&at);
        behind = at;
        if (!WHEN_TAKE(&at, "、", "和", "及", "and", "&", ",", "，")) {
            break;
        }
    }
    if (!*out || reader->when->days) {
        return false;
    }
    reader->when->days = syntax_days(reader->context->arena, out);
    reader->at = behind;
    return reader->when->days != NULL;
}

bool when_take_weekly(struct when_reader *reader)
{
    struct when before = *reader->when;
    const char *start = reader->at;
    if (WHEN_TAKE(&reader->at, "每天", "每日", "天天", "daily", "every day", "each day")) {
        WHEN_TAKE(&reader->at, "的", "at", "from");
        if (when_take_hours(reader) || when_at_end(reader)) {
            return true;
        }
    } else {
        bool is_every = WHEN_TAKE(&reader->at, "每逢", "每个", "每", "every", "each");
        const char *list = reader->at;
        if (take_days(reader) &&
            (is_every || strpbrk(reader->when->days, "-,") || *list == 'w')) {
            WHEN_TAKE(&reader->at, "的", "at", "from");
            when_take_hours(reader);
            return true;
        }
    }
    *reader->when = before;
    reader->at = start;
    return false;
}
