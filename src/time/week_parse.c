/* Hours as a whole: days with their hours behind them, or hours with their days. */
#include "time/week_reading.h"

#include <string.h>

enum { HOURS_MAX_BYTES = 1000 };

/* The windows of `source` for every day of `days`. */
static bool give_windows(
    struct week_hours *hours, unsigned days, const struct day_windows *source)
{
    for (int i = 0; i < WEEK_SORTS; i++) {
        for (size_t k = 0; (days >> i & 1) && k < source->count; k++) {
            struct day_windows *windows = &hours->days[i];
            if (windows->count == WEEK_MAX_WINDOWS) {
                return false;
            }
            windows->list[windows->count++] = source->list[k];
        }
    }
    return true;
}

static bool begins_with_window(const char *text)
{
    struct week_hours ignored = { .has_holidays = false };
    return week_take_window(&(struct reading) { .hours = &ignored }, &text);
}

static bool says_closed(const char *text)
{
    struct week_hours ignored = { .has_holidays = false };
    return week_take_closed(&(struct reading) { .hours = &ignored }, &text);
}

/* Whether what stands in between ends what was said of some days. */
static bool is_apart(const char *from, const char *to)
{
    static const char *const ends[] = { ")", "）", ";", "；", "。", "\n" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (memmem(from, (size_t)(to - from), ends[i], strlen(ends[i]))) {
            return true;
        }
    }
    return false;
}

/* What was said so far where hours come first. */
struct behind {
    struct week_hours *hours;
    struct week_hours said; /* hours whose days are to come */
    unsigned open, closed;  /* days */
    bool is_done;           /* days came */
};

/* Days, and what becomes of them: the hours in front, or that they are closed. */
static bool take_their_days(struct behind *behind, const char **at)
{
    struct week_hours ignored = { .has_holidays = false };
    struct reading days = { .hours = &ignored };
    if (!week_take_days(&days, at)) {
        return false;
    }
    days.has_window = true; /* in front of them */
    const char *next = *at;
    for (week_skip_blanks(&next);
         !is_apart(*at, next) && !says_closed(next) && week_take_days(&days, &next);
         week_skip_blanks(&next)) {
        *at = next;
    }
    bool is_closed = week_take_closed(&days, &next) && days.is_told;
    if (is_closed) {
        *at = next;
        behind->closed |= days.days;
    } else {
        behind->open |= days.days;
        behind->is_done = true;
    }
    behind->hours->has_holidays = behind->hours->has_holidays || ignored.has_holidays;
    return is_closed || give_windows(behind->hours, days.days, &behind->said.days[0]);
}

/* "8:30-17:30（周一至周五），9:00-12:00（周六）", "9:00-17:00（周末休息）" */
static bool parse_hours_first(const char *text, struct week_hours *hours)
{
    struct behind behind = { .hours = hours };
    struct reading reading = { .hours = &behind.said };
    for (week_skip_blanks(&text); *text; week_skip_blanks(&text)) {
        struct reading none = { .hours = hours };
        if (behind.is_done && begins_with_window(text)) {
            behind.said = (struct week_hours) { .has_holidays = false };
            behind.is_done = false;
        }
        if (!week_take_closed(&none, &text) && !week_take_window(&reading, &text) &&
            !take_their_days(&behind, &text)) {
            return false;
        }
    }
    const unsigned every = (1U << WEEK_DAYS) - 1;
    if (!behind.open && behind.closed) {
        behind.is_done = give_windows(hours, every & ~behind.closed, &behind.said.days[0]);
    }
    return behind.is_done;
}

static bool parse_days_first(const char *text, struct week_hours *hours)
{
    struct reading reading = { .hours = hours };
    for (;;) {
        week_skip_blanks(&text);
        if (!*text) {
            return reading.has_window && (reading.is_told || !reading.days);
        }
        if (!week_take_closed(&reading, &text) && !week_take_days(&reading, &text) &&
            !week_take_window(&reading, &text)) {
            return false;
        }
    }
}

/* With figures of half width. False where it is longer than any hours. */
static bool narrow(const char *text, char *out, size_t room)
{
    size_t used = 0;
    while (*text && used + 1 < room) {
        bool is_wide = strncmp(text, "\xEF\xBC", 2) == 0 && (unsigned char)text[2] >= 0x90 &&
                       (unsigned char)text[2] <= 0x99; /* U+FF10 to U+FF19 */
        out[used++] = is_wide ? (char)('0' + (unsigned char)text[2] - 0x90) : *text;
        text += is_wide ? 3 : 1;
    }
    out[used] = '\0';
    return !*text;
}

bool week_hours_parse(const char *written, struct week_hours *hours)
{
    char figures[HOURS_MAX_BYTES];
    const char *text = figures;
    memset(hours, 0, sizeof *hours);
    if (!narrow(written, figures, sizeof figures)) {
        return false;
    }
    week_skip_announcement(&text);
    const char *first = text;
    week_skip_blanks(&first);
    if (begins_with_window(first) && parse_hours_first(text, hours)) {
        return true;
    }
    memset(hours, 0, sizeof *hours);
    return parse_days_first(text, hours);
}
