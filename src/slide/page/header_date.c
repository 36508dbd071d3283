#include "slide/page/header_date.h"

#include "base/clock.h"
#include "time/date.h"
#include "time/solar_term.h"

enum { DAYS_TO_MONDAY = 3 }; /* 1970-01-01 was a Thursday */

static int64_t week_of(int64_t day)
{
    int64_t days = day + DAYS_TO_MONDAY;
    return days / 7 - (days % 7 < 0);
}

/* The teaching week that a day is in; 0 outside the term. */
static int teaching_week(const struct config *config, const struct civil_date *today)
{
    const struct moment *start = &config->screen.term_start;
    if (!config->theme.show_week || !start->form) {
        return 0;
    }
    int64_t week = week_of(clock_days_from_civil(today->year, today->month, today->day)) -
                   week_of(moment_day(start)) + 1;
    return week >= 1 && week <= config->screen.term_weeks ? (int)week : 0;
}

/* What one day says; a part that is "" is not shown. */
struct parts {
    const char *day, *week, *lunar, *term;
};

static const char *joined(
    struct arena *arena, const struct wording *words, const struct parts *parts)
{
    const char *const all[] = { parts->day, parts->week, parts->lunar, parts->term };
    const char *text = "";
    for (size_t i = 0; text && i < sizeof all / sizeof all[0]; i++) {
        if (!all[i]) {
            text = NULL;
        } else if (*all[i]) {
            text = arena_printf(
                arena, "%s%s%s", text, *text ? words->words[WORD_BETWEEN] : "", all[i]);
        }
    }
    return text;
}

static const char *week_text(struct arena *arena, const struct wording *words, int week)
{
    return wording_say(arena, words, WORD_TERM_WEEK, arena_printf(arena, "%d", week), "");
}

const char *header_date_text(struct arena *arena, const struct config *config,
    const struct wording *words, int64_t now_ms)
{
    struct civil_date date = date_at(config->screen.timezone, now_ms);
    date.has_time = false;
    struct parts parts = { "", "", "", "" };
    struct lunar_date lunar;
    if (config->theme.show_date) {
        parts.day = wording_date(arena, words, DATE_WORD_HEADER, &date, date.year);
    }
    int week = teaching_week(config, &date);
    if (week > 0) {
        parts.week = week_text(arena, words, week);
    }
    if (config->theme.show_lunar && date_lunar(&date, &lunar)) {
        parts.lunar = wording_lunar(arena, words, &lunar);
    }
    int term = config->theme.show_term && words->terms
                   ? solar_term_on(date.year, date.month, date.day)
                   : -1;
    parts.term = term >= 0 ? words->terms[term] : "";
    return joined(arena, words, &parts);
}

const char *header_date_widest(
    struct arena *arena, const struct config *config, const struct wording *words)
{
    const struct civil_date day = { .year = 2028,
        .month = 1 + wording_longest(words->months, 12),
        .day = 28,
        .weekday = wording_longest(words->weekdays, 7) };
    const struct lunar_date lunar = { 12, 28, true };
    struct parts parts = { "", "", "", "" };
    if (config->theme.show_date) {
        parts.day = wording_date(arena, words, DATE_WORD_HEADER, &day, day.year);
    }
    if (config->theme.show_week && config->screen.term_start.form) {
        parts.week = week_text(arena, words, config->screen.term_weeks);
    }
    if (config->theme.show_lunar) {
        parts.lunar = wording_lunar(arena, words, &lunar);
    }
    if (config->theme.show_term && words->terms) {
        parts.term = words->terms[wording_longest(words->terms, SOLAR_TERMS)];
    }
    return joined(arena, words, &parts);
}
