#include "config/calendar.h"

#include "base/system/file.h"
#include "time/moment.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_BYTES = 256 * 1024, MAX_RANGES = 2000 };

struct placed_range {
    struct calendar_range range;
    int line;
};

static bool take_day(const char **at, int64_t *day)
{
    struct moment date;
    bool done = moment_take_date(at, &date);
    if (done) {
        *day = moment_day(&date);
    }
    return done;
}

static bool take_word(const char **at, const char *word)
{
    size_t blanks = strspn(*at, " \t"), length = strlen(word);
    const char *text = *at + blanks;
    if (blanks == 0 || strncmp(text, word, length) != 0 ||
        (text[length] && !isspace((unsigned char)text[length]))) {
        return false;
    }
    *at = text + length;
    return true;
}

static bool read_range(struct arena *arena, const char *at, struct calendar_range *range)
{
    if (!take_day(&at, &range->first_day)) {
        return false;
    }
    range->last_day = range->first_day;
    if (strncmp(at, "..", 2) == 0) {
        at += 2;
        if (!take_day(&at, &range->last_day) || range->last_day < range->first_day) {
            return false;
        }
    }
    range->is_off = take_word(&at, "off");
    if (!range->is_off && !take_word(&at, "work")) {
        return false;
    }
    range->name = arena_strdup(arena, at + strspn(at, " \t"));
    return range->name;
}

static int compare(const void *left, const void *right)
{
    const struct placed_range *a = left, *b = right;
    return (a->range.first_day > b->range.first_day) -
           (a->range.first_day < b->range.first_day);
}

struct calendar_reading {
    const char *path;
    struct arena *arena;
    struct placed_range *ranges;
    size_t count;
};

static bool read_lines(struct calendar_reading *reading, char *text, struct error *error)
{
    const char *path = reading->path;
    int number = 0;
    for (char *line = text, *next; line; line = next) {
        next = strchr(line, '\n');
        if (next) {
            *next++ = '\0';
        }
        number++;
        size_t length = strlen(line);
        while (length > 0 && isspace((unsigned char)line[length - 1])) {
            line[--length] = '\0';
        }
        if (!*line || *line == '#') {
            continue;
        }
        if (reading->count == MAX_RANGES) {
            return error_set(error, "%s:%d: more than %d lines: take past years out", path,
                number, MAX_RANGES);
        }
        struct placed_range *placed = &reading->ranges[reading->count];
        placed->line = number;
        if (!read_range(reading->arena, line, &placed->range)) {
            return error_set(error,
                "%s:%d: expected DAY or DAY..DAY, then off or work, such as "
                "2026-10-01..2026-10-07 off: \"%s\"",
                path, number, line);
        }
        reading->count++;
    }
    return true;
}

bool calendar_load(
    const char *path, struct arena *arena, struct calendar *calendar, struct error *error)
{
    bool done = false;
    struct bytes bytes;
    bytes_init(&bytes);
    struct placed_range *ranges = calloc(MAX_RANGES, sizeof *ranges);
    struct calendar_reading reading = { path, arena, ranges, 0 };
    if (!ranges) {
        error_set(error, "%s: out of memory", path);
        goto out;
    }
    if (!file_read(path, MAX_BYTES, &bytes, error) ||
        (bytes.data && !read_lines(&reading, bytes.data, error))) {
        goto out;
    }
    const size_t count = reading.count;
    qsort(ranges, count, sizeof *ranges, compare);
    struct calendar_range *list = arena_array(arena, count, sizeof *list);
    if (!list) {
        error_set(error, "%s: out of memory", path);
        goto out;
    }
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && ranges[i].range.first_day <= ranges[i - 1].range.last_day) {
            error_set(error, "%s:%d: a day of line %d once more: take it out of one of the two",
                path, ranges[i].line, ranges[i - 1].line);
            goto out;
        }
        list[i] = ranges[i].range;
    }
    *calendar = (struct calendar) { list, count };
    done = true;
out:
    free(ranges);
    bytes_finish(&bytes);
    return done;
}
