#include "adapt/format/ical_filter.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
    EVENTS_MAX = 4000,
    LINE_MAX_BYTES = 32 * 1024,
    LINES_MAX = 2000,  /* of a part */
    CHANGES_MAX = 200, /* of clocks, in all zones together */
    DEPTH_MAX = 8,
};

static const char *const wanted_parts[] = { "VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD",
    "DAYLIGHT" };
static const char *const changes[] = { "STANDARD", "DAYLIGHT" };
static const char *const wanted[] = { "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE",
    "EXDATE", "RECURRENCE-ID", "SUMMARY", "LOCATION", "STATUS", "CLASS", "TZID", "TZOFFSETFROM",
    "TZOFFSETTO", "X-WR-CALNAME", "X-WR-TIMEZONE", "NAME", "METHOD", "VERSION" };

struct filter {
    const char *at, *end;
    struct bytes *out;
    struct bytes line;
    struct ical_cut *cut;
    struct error *error;
    size_t events, lines, changes; /* lines: of the part that is being read */
    int depth, skipped; /* parts begun; those inside the first one that is not wanted */
    bool is_long, has_begun, in_change, failed;
};

static bool is_among(const char *name, size_t length, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(names[i]) == length && strncasecmp(name, names[i], length) == 0) {
            return true;
        }
    }
    return false;
}
#define IS_AMONG(name, length, names)                                                          \
    is_among(name, length, names, sizeof(names) / sizeof *(names))

/* One line with those that go on with it (RFC 5545 section 3.1); of one that is too long the
 * beginning. */
static bool next_line(struct filter *filter)
{
    bytes_clear(&filter->line);
    filter->is_long = false;
    if (filter->at >= filter->end) {
        return false;
    }
    do {
        size_t length = 0, left = (size_t)(filter->end - filter->at);
        while (length < left && !strchr("\r\n", filter->at[length])) {
            length++;
        }
        filter->is_long = filter->is_long || filter->line.size + length > LINE_MAX_BYTES;
        if (!filter->is_long && !bytes_append(&filter->line, filter->at, length)) {
            filter->failed = true;
        }
        filter->at += length;
        while (filter->at < filter->end && strchr("\r\n", *filter->at)) {
            filter->at++;
        }
        filter->at += filter->at < filter->end && strchr(" \t", *filter->at) && *filter->at;
    } while (filter->at < filter->end && filter->at[-1] != '\n' && filter->at[-1] != '\r' &&
             !filter->failed);
    return true;
}

static void put_line(struct filter *filter, const char *line, size_t size)
{
    filter->failed = filter->failed || !bytes_append(filter->out, line, size) ||
                     !bytes_append(filter->out, "\r\n", 2);
}

static void begin_part(struct filter *filter, const char *line, size_t size)
{
    const char *name = line + strlen("BEGIN:");
    size_t length = size - strlen("BEGIN:");
    while (length > 0 && name[length - 1] == ' ') {
        length--;
    }
    bool is_event = length == 6 && strncasecmp(name, "VEVENT", 6) == 0;
    bool is_change = IS_AMONG(name, length, changes);
    bool is_cut = is_event && filter->skipped == 0 && ++filter->events > EVENTS_MAX;
    filter->cut->events += is_cut;
    is_cut = is_cut || (is_change && ++filter->changes > CHANGES_MAX);
    filter->lines = 0;
    filter->in_change = is_change;
    filter->depth++;
    if (filter->depth > DEPTH_MAX && !filter->failed) {
        error_set(filter->error, "parts inside each other deeper than %d", DEPTH_MAX);
        filter->failed = true;
    }
    if (filter->skipped > 0 || is_cut || !IS_AMONG(name, length, wanted_parts)) {
        filter->skipped++;
        return;
    }
    filter->has_begun = true;
    put_line(filter, line, size);
}

static void end_part(struct filter *filter, const char *line, size_t size)
{
    filter->depth--;
    if (filter->skipped > 0) {
        filter->skipped--;
    } else {
        put_line(filter, line, size);
    }
}

static void take_line(struct filter *filter)
{
    const char *line = filter->line.size ? filter->line.data : "";
    size_t size = filter->line.size, name = 0;
    while (name < size && (isalnum((unsigned char)line[name]) || line[name] == '-')) {
        name++;
    }
    if (size > 6 && strncasecmp(line, "BEGIN:", 6) == 0) {
        begin_part(filter, line, size);
    } else if (size > 4 && strncasecmp(line, "END:", 4) == 0 && filter->depth > 0) {
        end_part(filter, line, size);
    } else if (filter->skipped == 0 && filter->has_begun && IS_AMONG(line, name, wanted)) {
        bool is_rule = name == 5 && strncasecmp(line, "RRULE", 5) == 0;
        if (filter->is_long || ++filter->lines > LINES_MAX) {
            filter->cut->lines++;
        } else if (!filter->in_change || !is_rule || strstr(line, "FREQ=YEARLY")) {
            put_line(filter, line, size);
        }
    }
}

/* What was not ended is ended: a calendar that broke off shows what it had. */
static void end_all(struct filter *filter)
{
    static const char *const parts[] = { "VEVENT", "VCALENDAR" };
    int open = filter->depth - filter->skipped;
    for (int i = open >= 2 ? 0 : 1; open > 0 && i < 2; i++) {
        bytes_print(filter->out, "END:%s\r\n", parts[i]);
    }
}

bool ical_filter(
    struct bytes *out, const char *data, size_t size, struct ical_cut *cut, struct error *error)
{
    struct filter filter = {
        .at = data, .end = data + size, .out = out, .cut = cut, .error = error
    };
    const char *begin = data + strspn(data, " \t\r\n");
    *cut = (struct ical_cut) { 0 };
    if (strncasecmp(begin, "BEGIN:VCALENDAR", 15) != 0) {
        return error_set(error, "this is no calendar: BEGIN:VCALENDAR is not there");
    }
    filter.at = begin;
    bytes_init(&filter.line);
    error_set(error, "out of memory");
    while (!filter.failed && next_line(&filter)) {
        take_line(&filter);
    }
    end_all(&filter);
    bytes_finish(&filter.line);
    return !filter.failed;
}
