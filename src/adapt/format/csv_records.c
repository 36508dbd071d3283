#include "adapt/format/csv_records.h"

#include "base/bytes.h"

#include <string.h>
#include <strings.h>

enum { LOOK_LINES = 30, LOOK_BYTES = 64 * 1024 };

struct reader {
    const char *at;
    char sign;
    size_t line;
    struct arena *arena;
    struct error *error;
    struct bytes field;
    const char *fields[SHEET_CELLS_MAX];
    size_t count, said;
};

/* Where the record ends that begins there: at a line's end that no quotes enclose. Where quotes
 * do not close, at the first. */
static const char *end_of_record(const char *at)
{
    bool is_quoted = false;
    for (const char *end = at; end - at < LOOK_BYTES; end++) {
        if (!*end || (!is_quoted && (*end == '\r' || *end == '\n'))) {
            return *end || !is_quoted ? end : at + strcspn(at, "\r\n");
        }
        is_quoted ^= *end == '"';
    }
    return at + strcspn(at, "\r\n");
}

static const char *behind_line(const char *at)
{
    at += strcspn(at, "\r\n");
    at += *at == '\r' && at[1] == '\n';
    return *at ? at + 1 : at;
}

/* How often it stands outside of quotes in the line. */
static size_t count_in(const char *line, const char *end, char sign)
{
    size_t count = 0;
    bool is_quoted = false;
    for (; line < end; line++) {
        is_quoted ^= *line == '"';
        count += !is_quoted && *line == sign;
    }
    return count;
}

/* How many lines have the sign, and as often as the line with most of them that come in pairs.
 */
static size_t score_of(const char *data, char sign)
{
    size_t score = 0, last = 0;
    const char *at = data;
    for (int i = 0; i < LOOK_LINES && *at && at - data < LOOK_BYTES; i++) {
        const char *end = end_of_record(at);
        size_t count = count_in(at, end, sign);
        score += count > 0 ? 1 + 2 * (count == last) : 0;
        last = count;
        at = behind_line(end);
    }
    return score;
}

char csv_sign(const char *data)
{
    static const char signs[] = { '\t', ';', ',', '|' };
    char best = '\0';
    size_t best_score = 0;
    if (strncasecmp(data, "sep=", 4) == 0 && data[4] && strchr("\r\n", data[5])) {
        return data[4];
    }
    for (size_t i = 0; i < sizeof signs; i++) {
        size_t score = score_of(data, signs[i]);
        if (score > best_score) {
            best = signs[i];
            best_score = score;
        }
    }
    return best;
}

bool csv_is_even(const char *data)
{
    enum { COUNTS = 64 };
    size_t lines = 0, most = 0, of_count[COUNTS] = { 0 };
    char sign = csv_sign(data);
    const char *at = data;
    for (int i = 0; sign && i < LOOK_LINES && *at && at - data < LOOK_BYTES; i++) {
        const char *end = end_of_record(at);
        size_t count = count_in(at, end, sign);
        lines += end > at;
        if (count > 0 && count < COUNTS && ++of_count[count] > most) {
            most = of_count[count];
        }
        at = behind_line(end);
    }
    return most >= 2 && most * 2 > lines;
}

static bool end_field(struct reader *reader)
{
    const char *text = reader->field.size ? reader->field.data : "";
    size_t size = reader->field.size;
    while (size > 0 && strchr(" \t\n", *text)) {
        text++;
        size--;
    }
    while (size > 0 && strchr(" \t\n", text[size - 1])) {
        size--;
    }
    /* ="007", by which people keep Excel from making a number of it */
    bool is_kept = size > 3 && strncmp(text, "=\"", 2) == 0 && text[size - 1] == '"';
    char *copy = arena_strndup(reader->arena, text + 2 * is_kept, size - 3 * is_kept);
    for (char *at = copy; at && *at; at++) {
        *at = *at == '\n' || *at == '\t' ? ' ' : *at;
    }
    bytes_clear(&reader->field);
    if (!copy) {
        return error_set(reader->error, "out of memory");
    }
    if (reader->count < SHEET_CELLS_MAX) {
        reader->fields[reader->count++] = copy;
        reader->said += *copy != '\0';
    }
    return true;
}

static bool put(struct reader *reader, const char *data, size_t size)
{
    if (reader->field.size + size > CSV_FIELD_MAX_BYTES) {
        return error_set(reader->error, "line %zu: a cell of more than 64 KiB", reader->line);
    }
    return bytes_append(&reader->field, data, size) ||
           error_set(reader->error, "out of memory");
}

/* Behind an opening quote, up to behind the closing one. */
static bool read_quoted(struct reader *reader)
{
    size_t begun = reader->line;
    for (reader->at++; *reader->at;) {
        size_t plain = strcspn(reader->at, "\"\r\n");
        if (!put(reader, reader->at, plain)) {
            return false;
        }
        reader->at += plain;
        if (*reader->at == '"' && reader->at[1] != '"') {
            reader->at++;
            return true;
        }
        if (*reader->at == '"') {
            reader->at++;
        } else if (*reader->at) {
            reader->line++;
            reader->at = behind_line(reader->at) - 1;
        }
        if (*reader->at && !put(reader, *reader->at == '"' ? "\"" : "\n", 1)) {
            return false;
        }
        reader->at += *reader->at != '\0';
    }
    return error_set(reader->error, "line %zu: a quote that does not end", begun);
}

/* Up to the sign or the line's end behind it. */
static bool read_field(struct reader *reader)
{
    const char stops[] = { reader->sign, '\r', '\n', '\0' };
    reader->at += strspn(reader->at, reader->sign == '\t' ? " " : " \t");
    if (*reader->at == '"' && !read_quoted(reader)) {
        return false;
    }
    size_t plain = strcspn(reader->at, stops);
    bool done = put(reader, reader->at, plain) && end_field(reader);
    reader->at += plain;
    return done;
}

static bool read_record(struct reader *reader)
{
    reader->count = reader->said = 0;
    while (read_field(reader)) {
        if (*reader->at != reader->sign) {
            reader->at = behind_line(reader->at);
            while (reader->count > 0 && !*reader->fields[reader->count - 1]) {
                reader->count--;
            }
            return true;
        }
        reader->at++;
    }
    return false;
}

static bool keep(struct reader *reader, struct csv_records *out, size_t line)
{
    struct sheet_row *grown = arena_grow(
        reader->arena, out->records, out->count, &out->capacity, sizeof *out->records);
    const char **fields = arena_array(reader->arena, reader->count, sizeof *fields);
    if (!grown || !fields) {
        return error_set(reader->error, "out of memory");
    }
    memcpy(fields, reader->fields, reader->count * sizeof *fields);
    out->records = grown;
    out->records[out->count++] = (struct sheet_row) {
        .cells = fields, .count = reader->count, .said = reader->said, .line = line
    };
    return true;
}

bool csv_read(
    struct csv_records *out, struct arena *arena, const char *data, struct error *error)
{
    struct reader reader = { .at = data, .line = 1, .arena = arena, .error = error };
    bool done = true;
    *out = (struct csv_records) { 0 };
    bytes_init(&reader.field);
    reader.sign = csv_sign(data);
    if (!data[strspn(data, " \t\r\n")]) {
        done = error_set(error, "it is empty");
    } else if (!reader.sign) {
        done =
            error_set(error, "this is no CSV: its lines have no comma, semicolon or tab that "
                             "parts them");
    } else if (strncasecmp(data, "sep=", 4) == 0) {
        reader.at = behind_line(data);
        reader.line++;
    }
    while (done && *reader.at && !out->is_cut) {
        size_t line = reader.line;
        done = read_record(&reader) && (reader.said == 0 || keep(&reader, out, line));
        reader.line++;
        out->is_cut = out->count == CSV_RECORDS_MAX && *reader.at;
    }
    bytes_finish(&reader.field);
    return done;
}
