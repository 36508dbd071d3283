#include "base/utf8.h"
#include "wording/fill.h"
#include "wording/wording.h"

#include <stdio.h>
#include <string.h>

enum { BUDDHIST_ERA = 543, FIGURES_BYTES = 16 };

static bool has_twin(enum date_word word)
{
    return word == DATE_WORD_DATE || word == DATE_WORD_DAY || word == DATE_WORD_ROW;
}

const char *wording_date(struct arena *arena, const struct wording *wording,
    enum date_word word, const struct civil_date *date, int this_year)
{
    char figures[6][FIGURES_BYTES];
    const struct {
        const char *format;
        int number;
    } numbers[] = { { "%d", date->year }, { "%d", date->year + BUDDHIST_ERA },
        { "%d", date->month }, { "%d", date->day }, { "%02d", date->month },
        { "%02d", date->day } };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        const char *format = numbers[i].format;
        snprintf(
            figures[i], FIGURES_BYTES, format[1] == '0' ? "%02d" : "%d", numbers[i].number);
    }
    const char *time = "";
    if (date->has_time) {
        const struct wording_field clock = { "1",
            arena_printf(arena, "%d:%02d", date->hour, date->minute) };
        time = wording_fill(arena, wording->time, &clock, 1);
    }
    const struct wording_field fields[] = {
        { "y", figures[0] },
        { "b", figures[1] },
        { "m", figures[2] },
        { "d", figures[3] },
        { "mm", figures[4] },
        { "dd", figures[5] },
        { "M", wording->months[date->month - 1] },
        { "N", wording->short_months[date->month - 1] },
        { "W", wording->weekdays[date->weekday] },
        { "w", wording->short_weekdays[date->weekday] },
        { "t", time },
    };
    bool is_other = has_twin(word) && date->year != this_year;
    return wording_fill(arena, wording->dates[word + (is_other ? 1 : 0)], fields,
        sizeof fields / sizeof *fields);
}

int wording_longest(const char *const *names, int count)
{
    int longest = 0;
    size_t most = 0;
    for (int i = 0; i < count; i++) {
        size_t size = strlen(names[i]), characters = 0;
        for (size_t at = 0; at < size; characters++) {
            utf8_next(names[i], size, &at);
        }
        if (characters >= most) {
            most = characters;
            longest = i;
        }
    }
    return longest;
}

const char *wording_lunar(
    struct arena *arena, const struct wording *wording, const struct lunar_date *lunar)
{
    const struct lunar_words *words = wording->lunar;
    if (!words) {
        return "";
    }
    const char *month = words->months[lunar->month - 1], *day = words->days[lunar->day - 1];
    const struct wording_field fields[] = {
        { "m", month ? month : arena_printf(arena, "%d", lunar->month) },
        { "d", day ? day : arena_printf(arena, "%d", lunar->day) },
    };
    return wording_fill(arena, lunar->is_leap ? words->leap_day : words->day, fields, 2);
}
