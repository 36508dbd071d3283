#include "time/moment.h"

#include "base/clock.h"

#include <ctype.h>
#include <stddef.h>
#include <stdio.h>

static const int64_t day_ms = 86400000;
static const int64_t year_10000_ms = INT64_C(253402300800000);

static bool take_number(const char **text, int digits, int *value)
{
    *value = 0;
    for (int i = 0; i < digits; i++, (*text)++) {
        if (!isdigit((unsigned char)**text)) {
            return false;
        }
        *value = *value * 10 + (**text - '0');
    }
    return true;
}

static bool take_mark(const char **text, char mark)
{
    bool is_there = **text == mark;
    *text += is_there;
    return is_there;
}

bool moment_take_date(const char **text, struct moment *out)
{
    int year, month, day;
    const char *at = *text;
    if (!take_number(&at, 4, &year) || !take_mark(&at, '-') || !take_number(&at, 2, &month) ||
        !take_mark(&at, '-') || !take_number(&at, 2, &day) ||
        !clock_is_civil(year, month, day)) {
        return false;
    }
    *text = at;
    *out = (struct moment) { .form = MOMENT_DATE,
        .face_ms = clock_days_from_civil(year, month, day) * day_ms };
    return true;
}

static bool take_fraction(const char **text, int *ms)
{
    int scale = 100;
    if (!isdigit((unsigned char)**text)) {
        return false;
    }
    for (; isdigit((unsigned char)**text); (*text)++, scale /= 10) {
        *ms += (**text - '0') * scale;
    }
    return true;
}

/* "T08:00", "t08:00:30.5" */
static bool take_time(const char **text, struct moment *moment)
{
    int hour, minute, second = 0, ms = 0;
    if ((!take_mark(text, 'T') && !take_mark(text, 't')) || !take_number(text, 2, &hour) ||
        !take_mark(text, ':') || !take_number(text, 2, &minute)) {
        return false;
    }
    if (take_mark(text, ':') && (!take_number(text, 2, &second) ||
                                    (take_mark(text, '.') && !take_fraction(text, &ms)))) {
        return false;
    }
    moment->form = MOMENT_LOCAL;
    moment->face_ms += ((int64_t)hour * 3600 + minute * 60 + second) * 1000 + ms;
    return hour < 24 && minute < 60 && second <= 60 && moment->face_ms < year_10000_ms;
}

/* "Z", "z", "+08:00", "-03:30" */
static bool take_offset(const char **text, struct moment *moment)
{
    int hours, minutes;
    moment->form = MOMENT_INSTANT;
    if (take_mark(text, 'Z') || take_mark(text, 'z')) {
        return true;
    }
    int sign = **text == '-' ? -1 : 1;
    if ((!take_mark(text, '+') && !take_mark(text, '-')) || !take_number(text, 2, &hours) ||
        !take_mark(text, ':') || !take_number(text, 2, &minutes)) {
        return false;
    }
    moment->offset_minutes = sign * (hours * 60 + minutes);
    return hours < 24 && minutes < 60;
}

bool moment_read(const char *text, unsigned forms, struct moment *out)
{
    struct moment moment;
    if (!moment_take_date(&text, &moment) || (*text && !take_time(&text, &moment)) ||
        (*text && !take_offset(&text, &moment)) || *text || !(moment.form & forms)) {
        return false;
    }
    *out = moment;
    return true;
}

bool moment_read_instant(const char *text, int64_t *wall_ms, int *offset_minutes)
{
    struct moment moment;
    if (!moment_read(text, MOMENT_INSTANT, &moment)) {
        return false;
    }
    *wall_ms = moment_wall_ms(&moment);
    if (offset_minutes) {
        *offset_minutes = moment.offset_minutes;
    }
    return true;
}

int64_t moment_wall_ms(const struct moment *moment)
{
    return moment->face_ms - (int64_t)moment->offset_minutes * 60000;
}

int64_t moment_day(const struct moment *moment)
{
    return moment->face_ms / day_ms - (moment->face_ms % day_ms < 0);
}

const char *moment_print(const struct moment *moment, char out[MOMENT_BYTES])
{
    static const size_t date = 10, minutes = 16, seconds = 19;
    clock_print_rfc3339(moment_wall_ms(moment), moment->offset_minutes, out);
    if (moment->form != MOMENT_INSTANT) {
        bool has_seconds = moment->face_ms % 60000 != 0;
        size_t length = has_seconds ? seconds : minutes;
        out[moment->form == MOMENT_NONE   ? 0
            : moment->form == MOMENT_DATE ? date
                                          : length] = '\0';
    }
    return out;
}
