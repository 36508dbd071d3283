#include "time/moment_loose.h"

#include "base/clock.h"
#include "time/moment_draft.h"
#include "time/week_words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const int64_t minute_ms = 60000, day_ms = 86400000;

enum { TEXT_MAX = 120, DIGITS_MAX = 17 };

#define WORD(at, words) week_word(at, words, (int)(sizeof(words) / sizeof *(words)))

/* Full-width digits and marks as ASCII, blanks of every kind as one space, none at the ends.
 * False where it is too long for a date. */
static bool narrow(const char *text, char out[TEXT_MAX])
{
    size_t used = 0;
    bool is_blank = false;
    while (*text) {
        const unsigned char *c = (const unsigned char *)text;
        bool is_wide = c[0] == 0xEF && c[1] == 0xBC && c[2] >= 0x81; /* U+FF01 to U+FF3F */
        bool is_nbsp = c[0] == 0xC2 && c[1] == 0xA0;
        bool is_ideographic = c[0] == 0xE3 && c[1] == 0x80 && c[2] == 0x80;
        char byte = is_wide ? (char)(c[2] - 0x60) : *text;
        text += is_wide || is_ideographic ? 3 : is_nbsp ? 2 : 1;
        if (is_nbsp || is_ideographic || strchr(" \t\r\n", byte)) {
            is_blank = used > 0;
            continue;
        }
        if (used + 3 > TEXT_MAX) {
            return false;
        }
        if (is_blank) {
            out[used++] = ' ';
        }
        is_blank = false;
        out[used++] = byte;
    }
    out[used] = '\0';
    return used > 0;
}

/* An instant, as the clocks that are looked at show it. */
static bool make_instant(int64_t wall_ms, const struct moment_now *now, struct moment *out)
{
    int offset = now->is_known ? now->offset_minutes : 0;
    *out = (struct moment) { MOMENT_INSTANT, offset, wall_ms + offset * minute_ms };
    int64_t year_days = moment_day(out);
    return wall_ms >= 0 && year_days < clock_days_from_civil(MOMENT_YEAR_MAX, 1, 1);
}

/* Digits alone: a day, a day with its time, seconds or milliseconds since 1970. */
static bool read_digits(const char *text, const struct moment_now *now, struct moment *out)
{
    struct moment_draft draft = { .hour = -1 };
    size_t size = strspn(text, "0123456789");
    if (text[size] || size > DIGITS_MAX) {
        return false;
    }
    long long number = strtoll(text, NULL, 10);
    if (size == 8 || size == 12 || size == 14) {
        long long day = size == 8 ? number : size == 12 ? number / 10000 : number / 1000000;
        draft.year = (int)(day / 10000);
        draft.month = (int)(day / 100 % 100);
        draft.day = (int)(day % 100);
        if (size > 8) {
            long long time = size == 12 ? number % 10000 * 100 : number % 1000000;
            draft.hour = (int)(time / 10000);
            draft.minute = (int)(time / 100 % 100);
            draft.second = (int)(time % 100);
        }
        return moment_draft_make(&draft, out);
    }
    return (size == 10 && make_instant(number * 1000, now, out)) ||
           (size == 13 && make_instant(number, now, out));
}

/* "/Date(1763602200000+0800)/": the offset says nothing of the instant. */
static bool read_dotnet(const char *text, const struct moment_now *now, struct moment *out)
{
    static const char begin[] = "/Date(";
    if (strncmp(text, begin, sizeof begin - 1) != 0) {
        return false;
    }
    char *end;
    long long ms = strtoll(text + sizeof begin - 1, &end, 10);
    if (*end == '+' || *end == '-') {
        end += 1 + strspn(end + 1, "0123456789");
    }
    return strcmp(end, ")/") == 0 && make_instant(ms, now, out);
}

static const char *const months[] = { "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december" };

/* "Nov", "Nov.", "November"; 0 for none. */
static int take_month(const char **at)
{
    size_t size = moment_word_size(*at);
    for (int i = 0; size >= 3 && i < 12; i++) {
        if (size <= strlen(months[i]) && strncasecmp(*at, months[i], size) == 0) {
            *at += size;
            moment_skip(at, ".");
            return i + 1;
        }
    }
    return 0;
}

/* "Fri, ", "Friday "; also "(星期五)". */
static void skip_weekday(const char **at)
{
    const char *text = *at;
    moment_skip(&text, " ([");
    if (week_word_day(&text) >= 0) {
        moment_skip(&text, "., )]");
        *at = text;
    }
}

/* "20 Nov 2026 09:30", "Nov 20, 2026", "Nov 20 09:30:00 CST 2026". */
static bool read_english(const char *text, struct moment *out)
{
    struct moment_draft draft = moment_draft_empty;
    int digits;
    skip_weekday(&text);
    if (isdigit((unsigned char)*text)) {
        draft.day = moment_take_number(&text, 2, &digits);
        text += strncasecmp(text, "th", 2) == 0 || strncasecmp(text, "st", 2) == 0 ? 2 : 0;
        moment_skip(&text, " -");
        draft.month = take_month(&text);
    } else {
        draft.month = take_month(&text);
        moment_skip(&text, " ");
        draft.day = moment_take_number(&text, 2, &digits);
        text += strncasecmp(text, "th", 2) == 0 || strncasecmp(text, "st", 2) == 0 ? 2 : 0;
    }
    moment_skip(&text, " ,-");
    const char *year = text;
    draft.year = moment_take_number(&year, 4, &digits);
    bool is_behind = digits != 4 && !(digits == 2 && *year == ' ');
    if (!is_behind) {
        draft.year += digits == 2 ? 2000 : 0;
        text = year;
    }
    if (draft.month < 1 || !moment_take_time(&text, &draft)) {
        return false;
    }
    moment_skip(&text, " ");
    if (is_behind) {
        draft.year = moment_take_number(&text, 4, &digits);
    }
    if (*text == '(') {
        text += strcspn(text, ")"); /* a comment: RFC 5322 section 3.2.2 */
        moment_skip(&text, ")");
    }
    return !*text && moment_draft_make(&draft, out);
}

/* A day without a year: the last one, or the next. */
static bool choose_year(const struct moment_now *now, struct moment_draft *draft)
{
    int year, month, day;
    if (!now->is_known) {
        return false;
    }
    clock_civil_from_days(now->face_ms / day_ms, &year, &month, &day);
    bool is_later = draft->month > month || (draft->month == month && draft->day > day);
    bool is_earlier = draft->month < month || (draft->month == month && draft->day < day);
    draft->year = year - (now->is_past && is_later) + (!now->is_past && is_earlier);
    return true;
}

/* Which of three or two numbers is what. */
static bool place_parts(
    const int *parts, int count, bool is_slashed, struct moment_draft *draft)
{
    if (count == 2) {
        draft->month = parts[0];
        draft->day = parts[1];
    } else if (parts[0] >= 1000) {
        draft->year = parts[0];
        draft->month = parts[1];
        draft->day = parts[2];
    } else if (parts[2] >= 1000) {
        bool is_american = is_slashed && parts[0] <= 12;
        draft->year = parts[2];
        draft->month = parts[is_american ? 0 : 1];
        draft->day = parts[is_american ? 1 : 0];
    } else {
        draft->year = 2000 + parts[0];
        draft->month = parts[1];
        draft->day = parts[2];
    }
    return true;
}

/* "2026-11-20", "2026/11/2", "2026.11.20", "2026年11月20日", "26-11-20", "11-20", and a time.
 */
static bool read_numbers(const char *text, const struct moment_now *now, struct moment *out)
{
    static const char *const marks[] = { "-", "/", ".", "年", "月" };
    static const char *const days[] = { "日", "号", "號" };
    struct moment_draft draft = moment_draft_empty;
    int parts[3], count = 0, digits, mark = -1, first = -1;
    skip_weekday(&text);
    do {
        parts[count++] = moment_take_number(&text, 8, &digits);
        if (digits == 8 && count == 1) { /* 20261120T093000 */
            parts[2] = parts[0] % 100;
            parts[1] = parts[0] / 100 % 100;
            parts[0] /= 10000;
            count = 3;
            break;
        }
        moment_skip(&text, count < 3 ? " " : "");
        const char *before = text;
        mark = count < 3 ? WORD(&text, marks) : -1;
        first = count == 1 ? mark : first;
        moment_skip(&text, mark >= 0 ? " " : "");
        text = mark >= 0 && !isdigit((unsigned char)*text) ? before : text;
    } while (count < 3 && mark >= 0 && isdigit((unsigned char)*text));
    if (count < 2 || !place_parts(parts, count, first == 1, &draft)) {
        return false;
    }
    WORD(&text, days);
    skip_weekday(&text);
    bool is_good =
        (draft.year >= 0 || choose_year(now, &draft)) && moment_take_time(&text, &draft);
    skip_weekday(&text);
    return is_good && !*text && moment_draft_make(&draft, out);
}

/* 今天 9:30, 昨天, 刚刚, 3天前, "2 hours ago". */
static bool read_relative(const char *text, const struct moment_now *now, struct moment *out)
{
    static const char *const days[] = { "今天", "今日", "昨天", "昨日", "前天", "today",
        "yesterday", "刚刚", "刚才", "just now" };
    static const int back[] = { 0, 0, 1, 1, 2, 0, 1, 0, 0, 0 };
    static const char *const units[] = { "分钟前", "小时前", "个小时前", "天前", "日前", "周前",
        "minutes ago", "minute ago", "hours ago", "hour ago", "days ago", "day ago",
        "weeks ago", "week ago", "秒前" };
    static const int minutes[] = { 1, 60, 60, 1440, 1440, 10080, 1, 1, 60, 60, 1440, 1440,
        10080, 10080, 0 };
    struct moment_draft draft = moment_draft_empty;
    int digits, day = WORD(&text, days);
    int64_t then_ms = now->face_ms;
    if (day >= 0) {
        then_ms -= back[day] * day_ms;
    } else {
        int number = moment_take_number(&text, 4, &digits);
        moment_skip(&text, " ");
        int unit = WORD(&text, units);
        if (digits == 0 || unit < 0) {
            return false;
        }
        then_ms -= (int64_t)number * minutes[unit] * minute_ms;
    }
    if (!now->is_known || then_ms < 0) {
        return false;
    }
    clock_civil_from_days(then_ms / day_ms, &draft.year, &draft.month, &draft.day);
    return moment_take_time(&text, &draft) && !*text && moment_draft_make(&draft, out);
}

/* "发布时间：2026-11-20": what is in front of the first digit, up to a colon. */
static const char *skip_label(const char *text)
{
    const char *colon = strchr(text, ':');
    bool is_label = colon && strcspn(text, "0123456789") > (size_t)(colon - text);
    return is_label ? colon + 1 + strspn(colon + 1, " ") : text;
}

bool moment_read_loose(const char *text, const struct moment_now *now, struct moment *out)
{
    char narrowed[TEXT_MAX];
    if (!narrow(text, narrowed)) {
        return false;
    }
    const char *at = skip_label(narrowed);
    return moment_read(at, MOMENT_ANY, out) || read_digits(at, now, out) ||
           read_dotnet(at, now, out) || read_numbers(at, now, out) || read_english(at, out) ||
           read_relative(at, now, out);
}
