#include "base/clock.h"
#include "command/desk/when/when.h"
#include "command/desk/when/when_place.h"
#include "time/week.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { DAY_MS = 86400000, NEAR_DAYS = 300 };

struct saying {
    const struct when_context *context;
    const struct when *when;
    struct bytes *out;
    bool is_plain; /* years always, tags in quotes */
    bool has_clause;
    bool has_times; /* at both ends of the range */
};

static const char *const english_days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
static const char *const chinese_days[] = { "一", "二", "三", "四", "五", "六", "日" };
static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
    "Sep", "Oct", "Nov", "Dec" };

static bool put(struct saying *saying, const char *chinese, const char *english)
{
    return bytes_print(saying->out, "%s", saying->context->is_chinese ? chinese : english);
}

static bool begin_clause(struct saying *saying)
{
    bool has_one = saying->has_clause;
    saying->has_clause = true;
    return !has_one || put(saying, "，", ", ");
}

static int64_t day_of(int64_t local_ms)
{
    return local_ms / DAY_MS - (local_ms % DAY_MS < 0);
}

/* Whether it is told as somebody would say it, or as it was written. */
static bool is_spoken(const struct moment *moment)
{
    return moment->form == MOMENT_DATE ||
           (moment->form == MOMENT_LOCAL && moment->face_ms % 60000 == 0);
}

/* Whether hours go past midnight: then dates alone would be read as having the last night in
 * them. */
static bool has_nights(const struct when *when)
{
    for (const char *range = when->hours; range && *range; range += *range == ',') {
        if (strncmp(range, range + 6, 5) >= 0) {
            return true;
        }
        range += strcspn(range, ",");
    }
    return false;
}

/* The end of a day is its 24:00. */
static bool say_moment(struct saying *saying, const struct moment *moment, bool is_end)
{
    char written[MOMENT_BYTES], year_text[16] = "";
    if (!is_spoken(moment)) {
        return bytes_print(saying->out, "%s", moment_print(moment, written));
    }
    int year, month, day;
    int64_t days = day_of(moment->face_ms), now = day_of(saying->context->local_now_ms);
    int minute = (int)((moment->face_ms - days * DAY_MS) / 60000);
    bool has_time = saying->has_times || has_nights(saying->when);
    if (is_end && minute == 0 && has_time) {
        days -= moment->form == MOMENT_LOCAL;
        minute = DAY_MINUTES;
    }
    int weekday = week_day_of(days);
    clock_civil_from_days(days, &year, &month, &day);
    bool has_year = saying->is_plain || days < now || days > now + NEAR_DAYS;
    bool done;
    if (saying->context->is_chinese) {
        snprintf(year_text, sizeof year_text, has_year ? "%d年" : "%.0d", has_year ? year : 0);
        done = bytes_print(
            saying->out, "%s%d月%d日（周%s）", year_text, month, day, chinese_days[weekday]);
    } else {
        snprintf(year_text, sizeof year_text, has_year ? " %04d" : "%.0d", has_year ? year : 0);
        done = bytes_print(saying->out, "%s %d %s%s", english_days[weekday], day,
            months[month - 1], year_text);
    }
    return done &&
           (!has_time || bytes_print(saying->out, " %d:%02d", minute / 60, minute % 60));
}

static bool is_equal(const struct moment *a, const struct moment *b)
{
    return a->form == b->form && a->face_ms == b->face_ms &&
           a->offset_minutes == b->offset_minutes;
}

static bool say_range(struct saying *saying)
{
    const struct moment *from = &saying->when->from, *until = &saying->when->until;
    if (from->form == MOMENT_NONE && until->form == MOMENT_NONE) {
        return true;
    }
    saying->has_times = from->form == MOMENT_LOCAL || until->form == MOMENT_LOCAL;
    if (!begin_clause(saying)) {
        return false;
    }
    if (from->form == MOMENT_NONE) {
        return put(saying, "到 ", "until ") && say_moment(saying, until, true);
    }
    if (until->form == MOMENT_NONE) {
        return put(saying, "", "from ") && say_moment(saying, from, false) &&
               put(saying, " 起", " on");
    }
    if (from->form == MOMENT_DATE && is_equal(from, until) && !has_nights(saying->when)) {
        return say_moment(saying, from, false);
    }
    return say_moment(saying, from, false) && put(saying, " 到 ", " to ") &&
           say_moment(saying, until, true);
}

static int day_number(const char *name)
{
    for (int i = 0; i < WEEK_DAYS; i++) {
        if (strncmp(english_days[i], name, 3) == 0) {
            return i;
        }
    }
    return 0;
}

/* "Mon-Fri,Sun" as syntax_days wrote it. */
static bool say_days(struct saying *saying)
{
    bool is_chinese = saying->context->is_chinese;
    bool done = put(saying, "每", "every ");
    for (const char *at = saying->when->days; done && *at;) {
        if (*at == ',') {
            done = put(saying, "、", " and ");
            at++;
        } else if (*at == '-') {
            done = put(saying, "至", "-");
            at++;
        } else {
            int day = day_number(at);
            done = is_chinese ? bytes_print(saying->out, "周%s", chinese_days[day])
                              : bytes_print(saying->out, "%s", english_days[day]);
            at += 3;
        }
    }
    return done;
}

/* "07:30-12:00,22:00-02:00" as syntax_hours wrote it. */
static bool say_hours(struct saying *saying)
{
    bool done = true;
    for (const char *at = saying->when->hours; done && *at; at += strlen("00:00-00:00")) {
        if (*at == ',') {
            done = put(saying, "、", " and ");
            at++;
        }
        const char *until = at + strlen("00:00-");
        bool is_next = strncmp(at, until, strlen("00:00")) >= 0;
        done = done &&
               bytes_print(saying->out, "%.*s-", at[0] == '0' ? 4 : 5, at + (at[0] == '0'));
        done = done && (!is_next || put(saying, "次日", ""));
        done = done && bytes_print(saying->out, "%.*s", until[0] == '0' ? 4 : 5,
                           until + (until[0] == '0'));
        done = done && (!is_next || put(saying, "", " the next day"));
    }
    return done;
}

static bool say_week(struct saying *saying)
{
    const struct when *when = saying->when;
    if (!when->days && !when->hours) {
        return true;
    }
    return begin_clause(saying) &&
           (when->days ? say_days(saying) : put(saying, "每天", "daily")) &&
           (!when->hours || (bytes_print(saying->out, " ") && say_hours(saying)));
}

static bool say_extras(struct saying *saying)
{
    const struct when *when = saying->when;
    bool is_chinese = saying->context->is_chinese, done = true;
    if (when->has_priority) {
        done =
            begin_clause(saying) &&
            bytes_print(saying->out, is_chinese ? "优先级 %d" : "priority %d", when->priority);
    }
    if (done && when->has_weight) {
        done = begin_clause(saying) &&
               bytes_print(
                   saying->out, is_chinese ? "每轮 %d 次" : "a cycle: %d times", when->weight);
    }
    if (done && when->max_age) {
        size_t length = strlen(when->max_age) - 1;
        char unit = when->max_age[length];
        const char *word = is_chinese ? (unit == 'd'      ? "天"
                                            : unit == 'h' ? "小时"
                                                          : "分钟")
                                      : (unit == 'd'      ? "days"
                                            : unit == 'h' ? "hours"
                                                          : "minutes");
        done = begin_clause(saying) &&
               bytes_print(saying->out,
                   is_chinese ? "发布后 %.*s %s内" : "within %.*s %s of publication",
                   (int)length, when->max_age, word);
    }
    return done;
}

static bool say_all(struct saying *saying)
{
    bool done = say_range(saying) && say_week(saying);
    bool is_everywhere = saying->when->tag_count == 0;
    if (done && is_everywhere && !saying->has_clause) {
        done = begin_clause(saying) && put(saying, "一直显示", "always");
    }
    done = done && begin_clause(saying) &&
           (is_everywhere ? put(saying, "所有屏幕", "all screens")
                          : when_say_place(
                                saying->context, saying->when, saying->is_plain, saying->out));
    return done && say_extras(saying);
}

/* With the tags that are said: whether a screen has them is not what is asked. */
static bool know_tags(struct when_context *context, const struct when *when)
{
    size_t count = context->known_count + when->tag_count;
    const char **known = arena_array(context->arena, count + 1, sizeof *known);
    if (!known) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        size_t tag = i - context->known_count;
        known[i] = i < context->known_count ? context->known[i]
                                            : when->tags[tag] + (*when->tags[tag] == '!');
    }
    context->known = known;
    context->known_count = count;
    return true;
}

bool when_say(const struct when_context *given, const struct when *when, struct bytes *out)
{
    struct bytes text;
    struct when_context context = *given;
    bool done = know_tags(&context, when), is_same = false;
    for (int plain = 0; done && plain < 2 && !is_same; plain++) {
        struct when read;
        struct error error = { 0 };
        bytes_init(&text);
        struct saying saying = { &context, when, &text, plain, false, false };
        done = say_all(&saying);
        is_same =
            done && when_read(&context, text.data, &read, &error) && when_is_same(when, &read);
        if (is_same || plain) {
            done = done && bytes_append(out, text.data, text.size);
        }
        bytes_finish(&text);
    }
    return done;
}
