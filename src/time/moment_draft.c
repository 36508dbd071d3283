#include "time/moment_draft.h"

#include "base/clock.h"
#include "time/week_words.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const int64_t minute_ms = 60000, hour_ms = 3600000, day_ms = 86400000;

#define WORD(at, words) week_word(at, words, (int)(sizeof(words) / sizeof *(words)))

const struct moment_draft moment_draft_empty = {
    .year = -1, .month = -1, .day = -1, .hour = -1
};

int moment_take_number(const char **at, int most, int *digits)
{
    int number = 0;
    for (*digits = 0; *digits < most && isdigit((unsigned char)**at); (*digits)++) {
        number = number * 10 + (*(*at)++ - '0');
    }
    return number;
}

void moment_skip(const char **at, const char *marks)
{
    *at += strspn(*at, marks);
}

size_t moment_word_size(const char *at)
{
    size_t size = 0;
    while (isalpha((unsigned char)at[size])) {
        size++;
    }
    return size;
}

bool moment_draft_make(const struct moment_draft *draft, struct moment *out)
{
    int hour = draft->hour;
    if (draft->year < MOMENT_YEAR_MIN || draft->year > MOMENT_YEAR_MAX ||
        !clock_is_civil(draft->year, draft->month, draft->day)) {
        return false;
    }
    struct moment moment = { .form = MOMENT_DATE,
        .face_ms = clock_days_from_civil(draft->year, draft->month, draft->day) * day_ms };
    if (hour >= 0) {
        hour += draft->is_pm && hour < 12 ? 12 : 0;
        hour -= draft->is_am && hour == 12 ? 12 : 0;
        bool is_midnight = hour == 24 && draft->minute == 0 && draft->second == 0;
        if ((hour > 23 && !is_midnight) || draft->minute > 59 || draft->second > 60) {
            return false;
        }
        moment.form = draft->has_offset ? MOMENT_INSTANT : MOMENT_LOCAL;
        moment.offset_minutes = draft->has_offset ? draft->offset_minutes : 0;
        moment.face_ms += hour * hour_ms + draft->minute * minute_ms + draft->second * 1000;
    }
    *out = moment;
    return true;
}

/* "Z", "+0800", "+08:00", "GMT+8", "UTC", "EST": RFC 5322 section 4.3 knows the American ones.
 */
static void take_offset(const char **at, struct moment_draft *draft)
{
    static const struct {
        const char *name;
        int hours;
    } zones[] = { { "GMT", 0 }, { "UTC", 0 }, { "UT", 0 }, { "Z", 0 }, { "EST", -5 },
        { "EDT", -4 }, { "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 },
        { "CDT", -5 }, { "JST", 9 }, { "HKT", 8 }, { "CET", 1 }, { "CEST", 2 }, { "BST", 1 } };
    const char *text = *at;
    moment_skip(&text, " ");
    size_t size = moment_word_size(text);
    for (size_t i = 0; size > 0 && i < sizeof zones / sizeof *zones; i++) {
        if (strlen(zones[i].name) == size && strncasecmp(text, zones[i].name, size) == 0) {
            draft->has_offset = true;
            draft->offset_minutes = zones[i].hours * 60;
            *at = text += size;
        }
    }
    if (size > 0 && !draft->has_offset) {
        /* "CST" is China's and Chicago's. */
        *at = size <= 4 && strncasecmp(text, "CST", size) == 0 ? text + size : *at;
        return;
    }
    int digits, sign = *text == '-' ? -1 : 1;
    if ((*text != '+' && *text != '-') || !isdigit((unsigned char)text[1])) {
        return;
    }
    text++;
    int number = moment_take_number(&text, 4, &digits), minutes = 0;
    if (digits == 4) {
        minutes = number % 100;
        number /= 100;
    } else if (*text == ':') {
        text++;
        minutes = moment_take_number(&text, 2, &digits);
    }
    if (number < 24 && minutes < 60) {
        draft->has_offset = true;
        draft->offset_minutes = sign * (number * 60 + minutes);
        *at = text;
    }
}

static void take_half(const char **at, struct moment_draft *draft)
{
    static const char *const afternoons[] = { "下午", "晚上", "傍晚", "中午", "pm", "PM",
        "p.m." };
    static const char *const mornings[] = { "上午", "早上", "凌晨", "am", "AM", "a.m." };
    moment_skip(at, " ");
    draft->is_pm = draft->is_pm || WORD(at, afternoons) >= 0;
    draft->is_am = draft->is_am || (!draft->is_pm && WORD(at, mornings) >= 0);
    moment_skip(at, " ");
}

/* Parts of a second are passed over. */
static void take_seconds(const char **at, struct moment_draft *draft)
{
    int digits;
    draft->second = moment_take_number(at, 2, &digits);
    if (**at == '.' || **at == ',') {
        *at += 1 + strspn(*at + 1, "0123456789");
    }
}

bool moment_take_time(const char **at, struct moment_draft *draft)
{
    static const char *const hours[] = { ":", "点钟", "点", "时", "時" };
    static const char *const minutes[] = { "分", ":" };
    static const char *const seconds[] = { "秒" };
    const char *text = *at;
    int digits;
    moment_skip(&text, text[0] == 'T' || text[0] == 't' ? "Tt" : " ,");
    take_half(&text, draft);
    if (!isdigit((unsigned char)*text)) {
        return true;
    }
    draft->hour = moment_take_number(&text, 2, &digits);
    if (isdigit((unsigned char)*text)) { /* T093000 */
        draft->minute = moment_take_number(&text, 2, &digits);
        take_seconds(&text, draft);
    } else if (WORD(&text, hours) < 0) {
        take_half(&text, draft);
        *at = text;
        return draft->is_pm || draft->is_am; /* "9 pm" */
    } else if (isdigit((unsigned char)*text)) {
        draft->minute = moment_take_number(&text, 2, &digits);
        if (WORD(&text, minutes) >= 0 && isdigit((unsigned char)*text)) {
            take_seconds(&text, draft);
            WORD(&text, seconds);
        }
    }
    take_half(&text, draft);
    take_offset(&text, draft);
    *at = text;
    return true;
}
