#include "slide/page/hours.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "time/date.h"

#include <stdio.h>
#include <string.h>

/* What says it, in what. */
struct teller {
    struct arena *arena;
    const struct wording *words;
};

static const char *say(
    const struct teller *teller, enum word word, const char *one, const char *two)
{
    return wording_say(teller->arena, teller->words, word, one, two);
}

/* One behind the other; the first may be empty. */
static const char *add(
    const struct teller *teller, const char *text, enum word between, const char *more)
{
    return !text || !more || !*text ? (text ? more : NULL) : say(teller, between, text, more);
}

static const char *clock(const struct teller *teller, int minute)
{
    return arena_printf(teller->arena, "%02d:%02d", minute / 60, minute % 60);
}

/* From Monday, as weeks are; the wording begins with Sunday. */
static const char *day_name(const struct teller *teller, int day)
{
    return day == WEEK_HOLIDAY ? teller->words->words[WORD_HOLIDAYS]
                               : teller->words->short_weekdays[(day + 1) % WEEK_DAYS];
}

static bool same_windows(const struct day_windows *left, const struct day_windows *right)
{
    bool same = left->count == right->count;
    for (size_t i = 0; same && i < left->count; i++) {
        same = left->list[i].from_minute == right->list[i].from_minute &&
               left->list[i].until_minute == right->list[i].until_minute;
    }
    return same;
}

/* The last day of the run of equal days that begins there. */
static int run_end(const struct week_hours *week, int first)
{
    int last = first;
    while (last + 1 < WEEK_DAYS && same_windows(&week->days[first], &week->days[last + 1])) {
        last++;
    }
    return last;
}

/* "周一至周五、周日" for all days with the windows of the first. */
static const char *days_in_words(
    const struct teller *teller, const struct week_hours *week, int first)
{
    const char *text = "";
    int last = run_end(week, first);
    if (first == 0 && last == WEEK_DAYS - 1) {
        return teller->words->words[WORD_EVERY_DAY];
    }
    for (int day = first; day < WEEK_DAYS; day = last + 1) {
        last = run_end(week, day);
        if (!same_windows(&week->days[first], &week->days[day])) {
            continue;
        }
        const char *begin = day_name(teller, day), *end = day_name(teller, last);
        if (last > day + 1) {
            text = add(teller, text, WORD_DAYS_AND, say(teller, WORD_DAYS_TO, begin, end));
        } else {
            text = add(teller, text, WORD_DAYS_AND, begin);
            text = last > day ? add(teller, text, WORD_DAYS_AND, end) : text;
        }
    }
    return text;
}

static const char *windows_in_words(
    const struct teller *teller, const struct day_windows *windows)
{
    const char *text = "";
    if (windows->count == 1 && windows->list[0].from_minute == 0 &&
        windows->list[0].until_minute == DAY_MINUTES) {
        return teller->words->words[WORD_ALL_DAY];
    }
    for (size_t i = 0; i < windows->count; i++) {
        int from = windows->list[i].from_minute, until = windows->list[i].until_minute;
        until -= until > DAY_MINUTES ? DAY_MINUTES : 0;
        text = add(teller, text, WORD_TIMES_AND,
            say(teller, WORD_TIMES_TO, clock(teller, from), clock(teller, until)));
    }
    return text;
}

static const char *week_in_words(const struct teller *teller, const struct week_hours *week)
{
    const char *text = "";
    for (int day = 0; day < WEEK_SORTS; day++) {
        const struct day_windows *windows = &week->days[day];
        bool is_told = windows->count == 0;
        for (int i = 0; i < day && day < WEEK_DAYS; i++) {
            is_told = is_told || same_windows(&week->days[i], windows);
        }
        if (is_told) {
            continue;
        }
        const char *days =
            day == WEEK_HOLIDAY ? day_name(teller, day) : days_in_words(teller, week, day);
        const char *hours = windows_in_words(teller, windows);
        text = add(teller, text, WORD_HOURS_AND,
            days && hours ? arena_printf(teller->arena, "%s %s", days, hours) : NULL);
    }
    return text;
}

/* 今天, 明天, the nearest day of that name, one of next week, or a date. */
static const char *day_in_words(const struct teller *teller, int64_t today, int64_t day)
{
    struct civil_date date = { .weekday = (week_day_of(day) + 1) % WEEK_DAYS };
    int64_t ahead = day - today, week = today - week_day_of(today) + WEEK_DAYS;
    clock_civil_from_days(day, &date.year, &date.month, &date.day);
    if (ahead < 2) {
        return teller->words->words[ahead == 0 ? WORD_TODAY : WORD_TOMORROW];
    }
    enum date_word word = ahead < WEEK_DAYS                ? DATE_WORD_ON_WEEKDAY
                          : day - week_day_of(day) == week ? DATE_WORD_ON_NEXT_WEEKDAY
                                                           : DATE_WORD_ON_DATE;
    return wording_date(teller->arena, teller->words, word, &date, date.year);
}

/* How much room a text takes, roughly: wide characters count twice. */
static size_t rough_width(const char *text)
{
    size_t size = strlen(text), width = 0;
    for (size_t at = 0; at < size;) {
        width += utf8_next(text, size, &at) >= 0x1100 ? 2 : 1;
    }
    return width;
}

/* Of all days on which it may open next, and of being open. */
const char *hours_widest(struct arena *arena, const struct wording *words)
{
    const struct teller teller = { arena, words };
    const struct civil_date day = { .month = 1 + wording_longest(words->months, 12),
        .day = 28,
        .weekday = wording_longest(words->weekdays, 7) };
    const enum date_word forms[] = { DATE_WORD_ON_WEEKDAY, DATE_WORD_ON_NEXT_WEEKDAY,
        DATE_WORD_ON_DATE };
    const char *days[] = { words->words[WORD_TODAY], words->words[WORD_TOMORROW], "", "", "" };
    const char *widest = words->words[WORD_OPEN_NOW];
    for (size_t i = 0; i < sizeof days / sizeof *days && widest; i++) {
        const char *when = i < 2 ? days[i] : wording_date(arena, words, forms[i - 2], &day, 0);
        const char *text = say(&teller, WORD_OPEN_NEXT, when, "08:30");
        widest = !text || rough_width(text) >= rough_width(widest) ? text : widest;
    }
    return widest;
}

static const char *state_of(const struct teller *teller, const struct hours_asked *asked,
    const struct week_hours *week, bool *is_open)
{
    const struct config *config = asked->config;
    const struct civil_date now = date_at(config->screen.timezone, asked->now_ms);
    const int64_t today = clock_days_from_civil(now.year, now.month, now.day);
    int64_t day = today;
    int minute = now.hour * 60 + now.minute;
    *is_open = week_is_open(week, &config->calendar, day, minute);
    if (*is_open) {
        return teller->words->words[WORD_OPEN_NOW];
    }
    if (!week_next_opening(week, &config->calendar, &day, &minute)) {
        return "";
    }
    return say(teller, WORD_OPEN_NEXT, day_in_words(teller, today, day), clock(teller, minute));
}

static bool is_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80) {
        text++;
    }
    return !*text;
}

bool hours_say(struct arena *arena, const struct hours_asked *asked, const char *hours,
    struct hours_said *said)
{
    const struct teller teller = { arena, asked->words };
    struct week_hours week;
    *said = (struct hours_said) { .state = "", .words = hours, .widest = "" };
    if (!week_hours_parse(hours, &week)) {
        return true;
    }
    if (week_is_always(&week)) {
        said->state = asked->words->words[WORD_OPEN_ALWAYS];
        said->words = "";
        said->is_open = true;
        return true;
    }
    said->state = state_of(&teller, asked, &week, &said->is_open);
    said->words = is_ascii(hours) ? week_in_words(&teller, &week) : hours;
    said->widest = asked->widest ? asked->widest : "";
    said->changes = true;
    return said->state && said->words;
}
