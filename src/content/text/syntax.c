#include "content/text/syntax.h"

#include "time/week_words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { RANGES_MAX = 8 };

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
    bool found = strncasecmp(text, "www.", 4) == 0 ||
                 (strncasecmp(text, "http", 4) == 0 && strstr(text, "：//"));
    for (size_t i = 0; i < sizeof ends / sizeof *ends && !found; i++) {
        size_t length = strlen(ends[i]);
        found = size > length && strncasecmp(text + size - length, ends[i], length) == 0;
    }
    return found && text[0] != '.' && memchr(text, ':', size) == NULL;
}
