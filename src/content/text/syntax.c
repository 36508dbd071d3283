#include "content/text/syntax.h"

#include "base/clock.h"
#include "time/week_words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { RANGES_MAX = 8 };

static bool take_date(const char **text)
{
    int year, month, day, length = 0;
    const char *at = *text;
    for (int i = 0; i < 10; i++) {
        if (i == 4 || i == 7 ? at[i] != '-' : !isdigit((unsigned char)at[i])) {
            return false;
        }
    }
    sscanf(at, "%4d-%2d-%2d%n", &year, &month, &day, &length);
    *text += 10;
    return length == 10 && clock_is_civil(year, month, day);
}

bool syntax_is_date(const char *text)
{
    return take_date(&text) && !*text;
}

bool syntax_is_instant(const char *text)
{
    int64_t wall_ms;
    return clock_parse_rfc3339(text, &wall_ms, NULL);
}

bool syntax_is_moment(const char *text)
{
    const char *at = text;
    char full[48];
    if (syntax_is_date(text) || syntax_is_instant(text)) {
        return true;
    }
    /* What is left out is put in, so that one reader judges all forms. */
    if (!take_date(&at) || (*at != 'T' && *at != 't') || strlen(text) > 32) {
        return false;
    }
    size_t clock_length = strcspn(at + 1, "+-Zz");
    const char *seconds = clock_length == 5 ? ":00" : "";
    const char *offset = at + 1 + clock_length;
    snprintf(full, sizeof full, "%.*s%s%s", (int)(offset - text), text, seconds,
        *offset ? offset : "Z");
    return syntax_is_instant(full);
}

const char *syntax_mend_moment(struct arena *arena, const char *text)
{
    static const char *const between[] = { "-", "/", ".", "年", "月", "日", " ", "T", ":",
        "：" };
    int numbers[5], count = 0;
    while (*text) {
        if (!isdigit((unsigned char)*text)) {
            if (week_word(&text, between, sizeof between / sizeof *between) < 0) {
                return NULL;
            }
            continue;
        }
        int number = 0;
        for (int i = 0; i < 4 && isdigit((unsigned char)*text); i++) {
            number = number * 10 + (*text++ - '0');
        }
        if (count == 5) {
            return NULL;
        }
        numbers[count++] = number;
    }
    if ((count != 3 && count != 5) || numbers[0] < 1000) {
        return NULL;
    }
    return count == 3
               ? arena_printf(arena, "%04d-%02d-%02d", numbers[0], numbers[1], numbers[2])
               : arena_printf(arena, "%04d-%02d-%02dT%02d:%02d", numbers[0], numbers[1],
                     numbers[2], numbers[3], numbers[4]);
}

static void skip_spaces(const char **text)
{
    while (**text == ' ') {
        (*text)++;
    }
}

static bool take_separator(const char **text)
{
    static const char *const separators[] = { ",", "，", "、", ";", "；" };
    skip_spaces(text);
    bool taken = week_word(text, separators, 5) >= 0;
    skip_spaces(text);
    return taken;
}

const char *syntax_days(struct arena *arena, const char *text)
{
    static const char *const names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    char out[RANGES_MAX * 8 + 1] = "";
    size_t used = 0;
    for (int i = 0; i < RANGES_MAX; i++) {
        int first = week_word_day(&text);
        int last = first >= 0 && week_word_to(&text) ? week_word_day(&text) : first;
        if (first < 0 || last < 0) {
            break;
        }
        used += (size_t)snprintf(out + used, sizeof out - used, "%s%s%s%s", i ? "," : "",
            names[first], last == first ? "" : "-", last == first ? "" : names[last]);
        if (!*text) {
            return arena_strdup(arena, out);
        }
        if (!take_separator(&text)) {
            break;
        }
    }
    return NULL;
}

const char *syntax_hours(struct arena *arena, const char *text)
{
    char out[RANGES_MAX * 12 + 1] = "";
    size_t used = 0;
    for (int i = 0; i < RANGES_MAX; i++) {
        int from = week_word_clock(&text);
        int until = from >= 0 && week_word_to(&text) ? week_word_clock(&text) : -1;
        if (until < 0 || from == until || from == 24 * 60) {
            break;
        }
        used += (size_t)snprintf(out + used, sizeof out - used, "%s%02d:%02d-%02d:%02d",
            i ? "," : "", from / 60, from % 60, until / 60, until % 60);
        if (!*text) {
            return arena_strdup(arena, out);
        }
        if (!take_separator(&text)) {
            break;
        }
    }
    return NULL;
}

bool syntax_duration(const char *text, int64_t *ms)
{
    static const struct {
        char name;
        int64_t ms;
    } units[] = { { 'd', 86400000 }, { 'h', 3600000 }, { 'm', 60000 } };
    const int64_t most_ms = INT64_C(3653) * 86400000;
    int64_t count = 0;
    const char *at = text;
    while (isdigit((unsigned char)*at) && at - text < 8) {
        count = count * 10 + (*at++ - '0');
    }
    for (size_t i = 0; i < sizeof units / sizeof *units && count > 0; i++) {
        if (at[0] == units[i].name && !at[1] && count <= most_ms / units[i].ms) {
            *ms = count * units[i].ms;
            return true;
        }
    }
    return false;
}

bool syntax_period(const char *text, int *from_minute, int *until_minute)
{
    int from = week_word_clock(&text), until;
    if (from < 0 || from == 24 * 60) {
        return false;
    }
    if (*text) {
        until = week_word_to(&text) ? week_word_clock(&text) : -1;
        if (until < 0 || *text || until == from) {
            return false;
        }
        *until_minute = until < from ? until + 24 * 60 : until;
    }
    *from_minute = from;
    return true;
}

/* The host of "//host/..." is there. */
static bool has_host(const char *text)
{
    return strncmp(text, "//", 2) == 0 && text[2] && !strchr("/?#:@", text[2]);
}

bool syntax_is_absolute_address(const char *text)
{
    static const char *const schemes[] = { "https:", "http:" };
    return syntax_is_address(text) && week_word(&text, schemes, 2) >= 0;
}

bool syntax_is_address(const char *text)
{
    static const char *const schemes[] = { "https:", "http:" };
    for (const char *at = text; *at; at++) {
        if ((unsigned char)*at <= ' ' || *at == 0x7F || strchr("<>\"\\^`{|}", *at)) {
            return false;
        }
    }
    if (week_word(&text, schemes, 2) >= 0 || strncmp(text, "//", 2) == 0) {
        return has_host(text);
    }
    /* A colon before any slash would make the first piece a scheme. */
    return *text && text[strcspn(text, ":/?#")] != ':';
}

bool syntax_lacks_scheme(const char *text)
{
    static const char *const ends[] = { ".cn", ".com", ".net", ".org", ".edu", ".gov",
        ".mobi" };
    size_t size = strcspn(text, "/?#");
    bool found = strncasecmp(text, "www.", 4) == 0;
    for (size_t i = 0; i < sizeof ends / sizeof *ends && !found; i++) {
        size_t length = strlen(ends[i]);
        found = size > length && strncasecmp(text + size - length, ends[i], length) == 0;
    }
    return found && text[0] != '.' && memchr(text, ':', size) == NULL;
}
