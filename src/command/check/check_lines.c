#include "command/check/check_lines.h"

#include "base/utf8.h"

enum { STEP = 1024 };

struct place {
    size_t at, line, column;
};

struct check_lines {
    size_t count;
    struct place places[]; /* the first character behind each STEP bytes */
};

static void go_on(const char *text, size_t size, size_t until, struct place *place)
{
    while (place->at < until) {
        if (text[place->at] == '\n') {
            place->at++;
            place->line++;
            place->column = 1;
        } else {
            utf8_next(text, size, &place->at);
            place->column++;
        }
    }
}

const struct check_lines *check_lines_make(struct arena *arena, const char *text, size_t size)
{
    size_t count = size / STEP + 1;
    struct place place = { 0, 1, 1 };
    struct check_lines *lines =
        arena_alloc(arena, sizeof *lines + count * sizeof lines->places[0]);
    for (size_t i = 0; lines && i < count; i++) {
        go_on(text, size, i * STEP, &place);
        lines->places[i] = place;
    }
    if (lines) {
        lines->count = count;
    }
    return lines;
}

void check_lines_find(const struct mend_job *job, size_t at, size_t *line, size_t *column)
{
    struct place place = { 0, 1, 1 };
    const struct check_lines *lines = job->lines;
    size_t known = at / STEP;
    if (lines && known < lines->count) {
        /* A character may begin before a step and end behind what is asked for. */
        known -= known > 0 && lines->places[known].at > at;
        place = lines->places[known];
    }
    go_on(job->text, job->size, at, &place);
    *line = place.line;
    *column = place.column;
}
