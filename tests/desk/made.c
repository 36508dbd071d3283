#include "desk/made.h"

#include "base/clock.h"
#include "chance.h"
#include "time/week.h"

#include <stdio.h>
#include <string.h>

enum { DAY_MS = 86400000 };

static const char *const made_known[] = { "dormitory", "lobby", "library", "和平楼", "食堂" };

static const char *const chinese_days[] = { "一", "二", "三", "四", "五", "六", "日" };
static const char *const english_days[] = { "Monday", "Tuesday", "Wednesday", "Thursday",
    "Friday", "Saturday", "Sunday" };
static const char *const short_days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
static const char *const months[] = { "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December" };

void made_seed(uint64_t usual)
{
    chance_begin(usual);
}

const char *made_pick(const char *const *list, int count)
{
    return list[chance(count)];
}

void made_day(const struct made *made, int64_t day, char out[80])
{
    int year, month, of_month, weekday = week_day_of(day);
    int64_t ahead = day - made->today, week = (ahead + week_day_of(made->today)) / 7;
    clock_civil_from_days(day, &year, &month, &of_month);
    int form = chance(6);
    if (form == 0 && ahead < 3) {
        static const char *const words[2][3] = {
            { "today", "tomorrow", "the day after tomorrow" }, { "今天", "明天", "后天" }
        };
        snprintf(out, 80, "%s", words[made->is_chinese][ahead]);
    } else if (form <= 2 && week < 2) {
        if (made->is_chinese) {
            snprintf(out, 80, "%s%s%s", week ? PICK("下", "下个") : PICK("本", "这", "这个"),
                PICK("周", "星期", "礼拜"), chinese_days[weekday]);
            if (week == 0 && strncmp(out, "本", 3) == 0) {
                snprintf(out, 80, "本周%s", chinese_days[weekday]);
            }
        } else {
            bool is_clear = weekday <= week_day_of(made->today);
            snprintf(out, 80, "%s%s%s",
                week == 0  ? "this "
                : is_clear ? "next "
                           : "",
                english_days[weekday], week && !is_clear ? " next week" : "");
        }
    } else if (made->is_chinese) {
        char brackets[20] = "";
        if (chance(3) == 0) {
            snprintf(brackets, sizeof brackets, "%s%s%s", PICK("（周", "(周"),
                chinese_days[weekday], PICK("）", ")"));
        }
        if (form == 3) {
            snprintf(
                out, 80, "%d%s%d%s%d%s", year, "年", month, "月", of_month, PICK("日", "号"));
        } else if (form == 4) {
            snprintf(out, 80, "%d-%02d-%02d", year, month, of_month);
        } else {
            snprintf(out, 80, "%d月%d%s", month, of_month, PICK("日", "号"));
        }
        strcat(out, brackets);
    } else if (form == 3) {
        snprintf(out, 80, "%d %s %d", of_month, months[month - 1], year);
    } else if (form == 4) {
        snprintf(out, 80, "%s %d%s", months[month - 1], of_month,
            of_month % 10 == 1 && of_month != 11   ? "st"
            : of_month % 10 == 2 && of_month != 12 ? "nd"
            : of_month % 10 == 3 && of_month != 13 ? "rd"
                                                   : "th");
    } else {
        snprintf(out, 80, "%.3s %d %.3s", short_days[weekday], of_month, months[month - 1]);
    }
}

static void say_time(const struct made *made, int minute, char out[60])
{
    int hour = minute / 60, rest = minute % 60, form = chance(3);
    if (form == 0 || minute >= 1440) {
        snprintf(out, 60, "%d:%02d", hour, rest);
    } else if (made->is_chinese) {
        const char *part = hour < 5    ? "凌晨"
                           : hour < 12 ? PICK("上午", "早上")
                           : hour < 13 ? "中午"
                           : hour < 18 ? "下午"
                                       : "晚上";
        char tail[20] = "";
        if (rest == 30) {
            snprintf(tail, sizeof tail, "半");
        } else if (rest) {
            snprintf(tail, sizeof tail, "%d分", rest);
        }
        snprintf(out, 60, "%s%d%s%s", part, hour > 12 ? hour - 12 : hour, "点", tail);
    } else if (rest == 0) {
        snprintf(out, 60, "%d%s", hour % 12 ? hour % 12 : 12,
            hour < 12 ? PICK("am", " a.m.") : PICK("pm", " p.m."));
    } else {
        snprintf(
            out, 60, "%d:%02d %s", hour % 12 ? hour % 12 : 12, rest, hour < 12 ? "am" : "pm");
    }
}

static int any_minute(void)
{
    return chance(4) == 0 ? chance(1440) : chance(48) * 30;
}

static struct moment date(int64_t day)
{
    return (struct moment) { MOMENT_DATE, 0, day * DAY_MS };
}

static struct moment local(int64_t day, int minute)
{
    return (struct moment) { MOMENT_LOCAL, 0, day * DAY_MS + (int64_t)minute * 60000 };
}

static char *clause(struct made *made)
{
    return made->clauses[made->count++];
}

static void make_range(struct made *made)
{
    char from[160], until[80], from_time[60], until_time[60];
    bool is_chinese = made->is_chinese;
    const char *to = is_chinese ? PICK("到", "至", " 到 ", "—", " - ")
                                : PICK(" to ", " until ", " till ", " - ");
    int64_t first = made->today + 1 + chance(40), last = first + 1 + chance(20);
    int begin = any_minute(), end = any_minute();
    made_day(made, first, from);
    made_day(made, last, until);
    say_time(made, begin, from_time);
    say_time(made, end, until_time);
    struct when *when = &made->when;
    const char *space = is_chinese ? PICK(" ", "的") : PICK(" ", " at ");
    switch (chance(7)) {
    case 0:
        sprintf(clause(made), "%s%s", is_chinese ? "" : PICK("", "on "), from);
        when->from = when->until = date(first);
        break;
    case 1:
        sprintf(clause(made), "%s%s%s", from, to, until);
        when->from = date(first);
        when->until = date(last);
        break;
    case 2:
        sprintf(clause(made), "%s%s%s%s%s%s%s", from, space, from_time, to, until, space,
            until_time);
        when->from = local(first, begin);
        when->until = local(last, end);
        break;
    case 3:
        when->from = date(first);
        if (chance(2)) {
            strcat(strcat(from, space), from_time);
            when->from = local(first, begin);
        }
        sprintf(clause(made), is_chinese ? "%s%s" : "from %.0s%s%s", is_chinese ? from : "",
            is_chinese ? PICK("起", "开始") : from,
            is_chinese ? "" : PICK("", " on", " onwards"));
        break;
    case 4:
        sprintf(clause(made), "%s%s",
            is_chinese ? PICK("到", "直到", "截至", "即日起至")
                       : PICK("until ", "from now until "),
            until);
        when->until = date(last);
        break;
    case 5:
        sprintf(clause(made), "%s%s%s%s",
            is_chinese ? PICK("到", "截止到", "现在到") : PICK("until ", "till "), until, space,
            until_time);
        when->until = local(last, end);
        break;
    default:
        end = begin + 30 + chance(200);
        end = end > 1440 ? 1440 : end;
        say_time(made, end, until_time);
        sprintf(clause(made), "%s%s%s%s%s", from, is_chinese ? space : PICK(" ", " from "),
            from_time, to, until_time);
        when->from = local(first, begin);
        when->until = local(first, end);
    }
}

static void make_week(struct made *made)
{
    char *out = clause(made), days[60] = "", hours[100] = "", one[60], other[60];
    bool is_chinese = made->is_chinese;
    int first = chance(5), last = first + 1 + chance(6 - first);
    switch (chance(5)) {
    case 0:
        sprintf(out, "%s", is_chinese ? PICK("每天", "每日") : PICK("daily", "every day"));
        break;
    case 1:
        sprintf(out, "%s", is_chinese ? "工作日" : PICK("weekdays", "every weekday"));
        strcpy(days, "Mon-Fri");
        break;
    case 2:
        sprintf(out, is_chinese ? "每周%s至周%s" : "every %s to %s",
            is_chinese ? chinese_days[first] : english_days[first],
            is_chinese ? chinese_days[last] : english_days[last]);
        sprintf(days, "%s-%s", short_days[first], short_days[last]);
        break;
    case 3:
        if (is_chinese) {
            sprintf(out, "每周%s%s%s", chinese_days[first], PICK("、", "", "和周"),
                chinese_days[last]);
        } else {
            sprintf(out, "every %s and %s", english_days[first], short_days[last]);
        }
        sprintf(days, "%s,%s", short_days[first], short_days[last]);
        break;
    default:
        sprintf(out, is_chinese ? "%s%s" : "%s%ss",
            is_chinese ? PICK("每周", "每个星期", "每逢周") : PICK("on ", ""),
            is_chinese ? chinese_days[first] : english_days[first]);
        sprintf(days, "%s", short_days[first]);
    }
    int at = 0;
    for (int n = *days ? chance(3) : 1 + chance(2); n > 0 && at < 1300; n--) {
        int begin = at + 30 * chance(10), end = begin + 30 + 30 * chance(10);
        begin = begin > 1380 ? 1380 : begin;
        end = end > 1440 ? 1440 : end <= begin ? begin + 30 : end;
        at = end + 30;
        say_time(made, begin, one);
        say_time(made, end, other);
        sprintf(out + strlen(out), "%s%s%s%s",
            *hours       ? (is_chinese ? PICK("、", "和") : PICK(" and ", ", "))
            : is_chinese ? PICK("", " ")
                         : PICK(" ", " from ", " at "),
            one, is_chinese ? PICK("-", "到", "至") : PICK("-", " to "), other);
        sprintf(hours + strlen(hours), "%s%02d:%02d-%02d:%02d", *hours ? "," : "", begin / 60,
            begin % 60, end / 60, end % 60);
    }
    made->when.days = *days ? arena_strdup(made->arena, days) : NULL;
    made->when.hours = *hours ? arena_strdup(made->arena, hours) : NULL;
}

static void make_screens(struct made *made)
{
    static const char *const said[2][5] = { { "dormitory", "lobby", "library", "和平楼",
                                                "食堂" },
        { "宿舍", "大厅", "图书馆", "和平楼", "食堂" } };
    char list[100] = "", *out = clause(made);
    int first = chance(5), last = first + chance(5 - first), form = chance(6);
    bool is_not = form >= 3;
    for (int i = first; i <= last; i++) {
        sprintf(list + strlen(list), "%s%s",
            i == first         ? ""
            : made->is_chinese ? PICK("、", "和")
                               : PICK(" and ", " & "),
            said[made->is_chinese][i]);
        made->when.tags[made->when.tag_count++] =
            is_not ? arena_printf(made->arena, "!%s", made_known[i]) : made_known[i];
    }
    static const char *const forms[2][6] = { { "%s screens", "%s", "in the %s",
                                                 "not on %s screens", "not in the %s",
                                                 "all screens except the %s" },
        { "%s屏", "%s", "在%s的屏幕", "不在%s屏", "除%s外", "除%s外所有屏幕" } };
    const char *around = forms[made->is_chinese][form], *hole = strstr(around, "%s");
    sprintf(out, "%.*s%s%s", (int)(hole - around), around, list, hole + 2);
}

void made_begin(struct made *made, struct arena *arena, char sentence[LINE])
{
    *made = (struct made) { .is_chinese = chance(2), .arena = arena };
    made->today = INT64_C(1795602000000) / DAY_MS + chance(800);
    made->now_ms = made->today * DAY_MS + any_minute() * INT64_C(60000);
    int parts = 1 + chance(7);
    if (parts & 1) {
        make_range(made);
    }
    const struct when *when = &made->when;
    bool is_short = when->from.form && when->until.form &&
                    when->until.face_ms - when->from.face_ms < INT64_C(10) * DAY_MS;
    if (!is_short && (parts & 2)) {
        make_week(made);
    }
    if (made->count == 0 || (parts & 4)) {
        make_screens(made);
    }
    *sentence = '\0';
    const char *comma = made->is_chinese ? PICK("，", "， ", " ", "；") : ", ";
    int turn = chance(made->count);
    for (int i = 0; i < made->count; i++) {
        strcat(sentence, i ? comma : "");
        strcat(sentence, made->clauses[(i + turn) % made->count]);
    }
    strcat(sentence, chance(5) ? "" : made->is_chinese ? "。" : ".");
}
