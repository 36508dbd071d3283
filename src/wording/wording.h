/* The words that the program itself puts on slides, in each language that it has them in
 * (docs/design.md, "Words on slides"). Plain data; any thread. */
#pragma once

#include "base/arena.h"
#include "time/date.h"
#include "wording/plural.h"

/* Name, and how many places it has to fill: {1}, {2}. A test walks all of them. */
#define WORDS(WORD)                                                                            \
    WORD(BETWEEN, 0)      /* what stands side by side on a line: source and date */            \
    WORD(HEADLINES, 0)    /* over the newest titles; the shorter the larger */                 \
    WORD(COUNT_ABOVE, 1)  /* a countdown's title */                                            \
    WORD(COUNT_BEGINS, 0) /* a title that begins so needs nothing in front; or "" */           \
    WORD(COUNT_ENDS, 0)   /* a title that ends so needs nothing behind it; or "" */            \
    WORD(COUNT_LEFT, 1)   /* what is left: days, or hours and minutes */                       \
    WORD(COUNT_TWO, 2)    /* hours, minutes */                                                 \
    WORD(COUNT_NOW, 0)    /* what it counted to has come */                                    \
    WORD(ALERT_MINOR, 0)  /* how grave an alert is */                                          \
    WORD(ALERT_MODERATE, 0)                                                                    \
    WORD(ALERT_SEVERE, 0)                                                                      \
    WORD(ALERT_EXTREME, 0)                                                                     \
    WORD(ALERT_CLEAR, 0) /* the danger is over */                                              \
    WORD(ALERT_TEST, 0)  /* the badge of a drill, for those who read no other language */      \
    WORD(BANNER_TEST, 0) /* in front of a banner's title */                                    \
    WORD(BANNER_CLEAR, 0)                                                                      \
    WORD(ALERT_UNTIL, 1) /* until when an alert holds */                                       \
    WORD(VALID_UNTIL, 1) /* until when a notice holds */                                       \
    WORD(VALID_FROM, 1)                                                                        \
    WORD(VALID_FROM_TO, 2)                                                                     \
    WORD(FEED_AS_OF, 1)   /* the day of content that nobody renewed in time */                 \
    WORD(FEED_EXPIRED, 1) /* or when it ended */                                               \
    WORD(TABLE_AS_OF, 1)  /* a time of today, or a date */                                     \
    WORD(LINKS_LOOK, 0)   /* over links without codes */                                       \
    WORD(LINKS_SCAN, 0)   /* over codes */                                                     \
    WORD(MORE_ARTICLE, 1) /* there is more of it, at a host */                                 \
    WORD(MORE_NOTICE, 1)                                                                       \
    WORD(MORE_NOWHERE, 0)                                                                      \
    WORD(EXTENSION, 1) /* behind a telephone number, or below it */                            \
    WORD(OPEN_NOW, 0)  /* somebody answers the telephone */                                    \
    WORD(OPEN_ALWAYS, 0)                                                                       \
    WORD(OPEN_NEXT, 2) /* a day, a time */                                                     \
    WORD(TODAY, 0)     /* as OPEN_NEXT has them */                                             \
    WORD(TOMORROW, 0)                                                                          \
    WORD(EVERY_DAY, 0) /* hours: days, windows, days and windows */                            \
    WORD(HOLIDAYS, 0)                                                                          \
    WORD(ALL_DAY, 0)                                                                           \
    WORD(AGENDA_ALL_DAY, 0)                                                                    \
    WORD(DAYS_TO, 2)                                                                           \
    WORD(DAYS_AND, 2)                                                                          \
    WORD(TIMES_TO, 2) /* from one time to another */                                           \
    WORD(TIMES_AND, 2)                                                                         \
    WORD(HOURS_AND, 2)                                                                         \
    WORD(TERM_WEEK, 1) /* of teaching */

/* Dates: {y}ear, or {b} of the Buddhist era, {M}onth's name, {N} its short one, {W}eekday, {w}
 * its short one, {m}onth and {d}ay in figures, {mm}, {dd} in two, {t}ime. Each with its twin
 * for a date of another year. */
#define DATE_WORDS(WORD)                                                                       \
    WORD(DATE) /* alone or with its time */                                                    \
    WORD(DATE_YEAR)                                                                            \
    WORD(DAY) /* with its weekday */                                                           \
    WORD(DAY_YEAR)                                                                             \
    WORD(ROW) /* in a column of dates: short */                                                \
    WORD(ROW_YEAR)                                                                             \
    WORD(HEADER)     /* today, with its weekday */                                             \
    WORD(ON_WEEKDAY) /* days as OPEN_NEXT has them */                                          \
    WORD(ON_NEXT_WEEKDAY)                                                                      \
    WORD(ON_DATE)

#define WORD_NAMED(name, places) WORD_##name,
enum word { WORDS(WORD_NAMED) WORD_COUNT };

#define DATE_WORD_NAMED(name) DATE_WORD_##name,
enum date_word { DATE_WORDS(DATE_WORD_NAMED) DATE_WORD_COUNT };

/* What is counted. */
enum counted { COUNT_DAYS, COUNT_MINUTES, COUNT_HOURS, COUNT_MINUTES_BEHIND, COUNTED_COUNT };

/* Of China's calendar. */
struct lunar_words {
    const char *day, *leap_day;        /* {m} and {d} */
    const char *months[12], *days[30]; /* NULL: figures */
};

enum { SOLAR_TERMS = 24 };

struct wording {
    const char *tag;
    const char *words[WORD_COUNT];
    const char *dates[DATE_WORD_COUNT];
    const char *time; /* {t} of a date: "{1}" and what is in front of it */
    const char *months[12], *short_months[12];
    const char *weekdays[7], *short_weekdays[7]; /* from Sunday */
    const char
        *counts[COUNTED_COUNT][PLURAL_COUNT]; /* what plural_of gives, {1} is the number */
    enum plural (*plural_of)(int64_t count);
    const struct lunar_words *lunar; /* NULL: the header has no lunar date */
    const char *const *terms;        /* SOLAR_TERMS, as solar_term_on counts; NULL: none */
    bool even_times; /* 8:30-17:30 and 8:30～17:30 in texts are set as the words have it */
};

/* What follows is in the arena, or in the wording itself; NULL when memory is out, or what is
 * to be filled in is NULL. */

const char *wording_say(struct arena *arena, const struct wording *wording, enum word word,
    const char *one, const char *two);

/* "3 days", in the plural's form that the number wants. */
const char *wording_count(
    struct arena *arena, const struct wording *wording, enum counted counted, int64_t count);

/* The word, or where it has a twin and the date is not of this_year that one; with its time,
 * where the date has one. */
const char *wording_date(struct arena *arena, const struct wording *wording,
    enum date_word word, const struct civil_date *date, int this_year);

/* From a wording's months or weekdays the one that takes most room, the last of several. */
int wording_longest(const char *const *names, int count);

/* "农历闰六月初一"; "" in a language whose header has none, or where ICU cannot tell. */
const char *wording_lunar(
    struct arena *arena, const struct wording *wording, const struct lunar_date *lunar);
