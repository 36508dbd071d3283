#include "programme/show_rule.h"

#include "time/week_words.h"

#include <string.h>

enum { EVERY_DAY = 0x7f };

static const char *skip_spaces(const char *at)
{
    return at + strspn(at, " \t");
}

static bool literal(const char **at, char wanted)
{
    if (**at != wanted) {
        return false;
    }
    (*at)++;
    return true;
}

static bool read_days(const char *at, unsigned *days)
{
    *days = 0;
    do {
        at = skip_spaces(at);
        int first = week_word_day(&at);
        int last = first >= 0 && week_word_to(&at) ? week_word_day(&at) : first;
        if (last < 0) {
            return false;
        }
        for (int day = first;; day = (day + 1) % WEEK_DAYS) {
            *days |= 1u << day;
            if (day == last) {
                break;
            }
        }
        at = skip_spaces(at);
    } while (literal(&at, ','));
    return !*at;
}

/* "7:30-12:00, 22:00-02:00", and "24:00" at a window's end. */
static bool read_hours(const char *at, struct day_windows *windows)
{
    windows->count = 0;
    do {
        at = skip_spaces(at);
        int from = week_word_clock(&at);
        int until = from >= 0 && week_word_to(&at) ? week_word_clock(&at) : -1;
        if (until < 0 || from == until || from == DAY_MINUTES ||
            windows->count == WEEK_MAX_WINDOWS) {
            return false;
        }
        until += until < from ? DAY_MINUTES : 0;
        windows->list[windows->count++] = (struct day_window) { from, until };
        at = skip_spaces(at);
    } while (literal(&at, ','));
    return !*at;
}

static bool has_tag(const struct text_list *tags, const char *tag)
{
    for (size_t i = 0; i < tags->count; i++) {
        if (strcmp(tags->items[i], tag) == 0) {
            return true;
        }
    }
    return false;
}

/* Any of the plain tags, none of the negated ones; no plain tag at all means everywhere. */
static bool is_on_screen(const struct show *show, const struct text_list *tags)
{
    bool named = false, wanted = false;
    for (size_t i = 0; i < show->screen_count; i++) {
        const char *tag = show->screens[i];
        if (tag[0] == '!') {
            if (has_tag(tags, tag + 1)) {
                return false;
            }
        } else {
            named = true;
            wanted = wanted || has_tag(tags, tag);
        }
    }
    return wanted || !named;
}

bool show_rule_parse(const struct show *show, const struct text_list *tags,
    const struct zone *zone, struct show_rule *rule, struct error *error)
{
    *rule = (struct show_rule) {
        .on_this_screen = is_on_screen(show, tags),
        .from_ms = zone_begin_ms(zone, &show->from),
        .until_ms = zone_end_ms(zone, &show->until),
        .is_weekly = *show->days || *show->hours,
    };
    unsigned days = EVERY_DAY;
    struct day_windows windows = { .list = { { 0, DAY_MINUTES } }, .count = 1 };
    if (rule->until_ms <= rule->from_ms) {
        char from[MOMENT_BYTES], until[MOMENT_BYTES];
        return error_set(error, "until: \"%s\" is not after from \"%s\"",
            moment_print(&show->until, until), moment_print(&show->from, from));
    }
    if (*show->days && !read_days(show->days, &days)) {
        return error_set(error, "days: not days such as \"Mon-Fri,Sun\": \"%s\"", show->days);
    }
    if (*show->hours && !read_hours(show->hours, &windows)) {
        return error_set(
            error, "hours: not hours such as \"07:30-12:00,14:00-22:00\": \"%s\"", show->hours);
    }
    for (int day = 0; rule->is_weekly && day < WEEK_DAYS; day++) {
        if (days >> day & 1) {
            rule->week.days[day] = windows;
        }
    }
    return true;
}
