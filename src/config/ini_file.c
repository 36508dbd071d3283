#include "config/ini_file.h"

#include "base/bytes.h"
#include "base/system/file.h"
#include "base/utf8.h"

#include <ini.h>
#include <stdio.h>
#include <string.h>

struct reading {
    const struct ini_events *events;
    const char *path;
    const char *text; /* what is not read yet */
    int line;         /* of the text last handed to inih, from 1 */
    bool in_section, failed;
    struct error *error;
};

static void fail(struct reading *reading)
{
    error_wrap(reading->error, "%s:%d", reading->path, reading->line);
    reading->failed = true;
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " \t\r\n\f\v");
}

/* inih reports a section only with its first key, cuts a long name and takes anything behind
 * the bracket: sections are checked here, before inih sees the line. */
static bool begin_section(struct reading *reading, const char *text)
{
    char name[INI_FILE_MAX_NAME + 1];
    size_t length = strcspn(text, "]");
    if (text[length] != ']') {
        return error_set(reading->error, "a [section] needs its closing bracket");
    }
    if (length > INI_FILE_MAX_NAME) {
        return error_set(
            reading->error, "a section's name has at most %d bytes", INI_FILE_MAX_NAME);
    }
    const char *rest = skip_blanks(text + length + 1);
    if (*rest && *rest != ';' && *rest != '#') {
        return error_set(reading->error, "nothing but a comment may follow a [section]");
    }
    snprintf(name, sizeof name, "%.*s", (int)length, text);
    reading->in_section = true;
    return reading->events->section(
        reading->events->context, name, reading->line, reading->error);
}

/* What a Chinese keyboard types for the marks of an INI file. */
static bool has_wide_mark(struct reading *reading, const char *text, size_t length)
{
    static const char *const marks[][2] = { { "［", "[" }, { "【", "[" }, { "＝", "=" },
        { "＃", "#" } };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *at = strstr(text, marks[i][0]);
        if (at && (size_t)(at - text) < length) {
            error_set(reading->error, "%s is a full-width mark: write %s instead", marks[i][0],
                marks[i][1]);
            return true;
        }
    }
    return false;
}

static bool check_pair(struct reading *reading, const char *text)
{
    size_t length = strcspn(text, "=:");
    if (has_wide_mark(reading, text, length)) {
        return false;
    }
    if (!text[length] || length == 0) {
        return error_set(reading->error,
            "neither a [section], a `key = value` nor a comment: \"%.*s\"",
            (int)strcspn(text, "\r\n"), text);
    }
    if (length > INI_FILE_MAX_NAME) {
        return error_set(
            reading->error, "a key's name has at most %d bytes", INI_FILE_MAX_NAME);
    }
    if (!reading->in_section) {
        return error_set(reading->error,
            "a key belongs under a [section]: put its line, such as [screen], above it");
    }
    return true;
}

/* inih's reader: one line a call. Blanks in front go, so that indenting a key means nothing. */
static char *next_line(char *out, int size, void *context)
{
    struct reading *reading = context;
    size_t length = strcspn(reading->text, "\n");
    length += reading->text[length] == '\n';
    if (length == 0 || reading->failed) {
        return NULL;
    }
    const char *line = reading->text;
    reading->text += length;
    reading->line++;
    if (length + 1 > (size_t)size) {
        error_set(reading->error, "a line has at most %d bytes", size - 1);
        fail(reading);
        return NULL;
    }
    const char *start = line + strspn(line, " \t");
    snprintf(out, (size_t)size, "%.*s", (int)(line + length - start), start);
    const char *content = skip_blanks(out);
    bool good =
        !*content || *content == ';' || *content == '#' ||
        (*content == '[' ? begin_section(reading, content + 1) : check_pair(reading, content));
    if (!good) {
        fail(reading);
        return NULL;
    }
    return out;
}

static int take_pair(void *context, const char *section, const char *key, const char *value)
{
    (void)section;
    struct reading *reading = context;
    if (!reading->failed && !reading->events->pair(reading->events->context, key, value,
                                reading->line, reading->error)) {
        fail(reading);
    }
    return !reading->failed;
}

static bool check_text(const char *path, const struct bytes *text, struct error *error)
{
    size_t bad = utf8_valid_prefix(text->data, text->size);
    const char *nul = text->size ? memchr(text->data, '\0', text->size) : NULL;
    if (nul && (size_t)(nul - text->data) < bad) {
        bad = (size_t)(nul - text->data);
    }
    if (bad == text->size) {
        return true;
    }
    int line = 1;
    for (size_t i = 0; i < bad; i++) {
        line += text->data[i] == '\n';
    }
    return error_set(error, "%s:%d: not UTF-8 text: save the file as UTF-8", path, line);
}

bool ini_file_read(const char *path, const struct ini_events *events, struct error *error)
{
    struct error unread;
    struct reading reading = {
        .events = events, .path = path, .error = error ? error : &unread
    };
    struct bytes text;
    bool done = false;
    bytes_init(&text);
    if (!file_read(path, INI_FILE_MAX_BYTES, &text, error) || !check_text(path, &text, error)) {
        goto out;
    }
    static const char bom[] = "\xef\xbb\xbf";
    bool has_bom = text.size >= 3 && memcmp(text.data, bom, 3) == 0;
    reading.text = text.size ? text.data + (has_bom ? 3 : 0) : "";
    ini_use_stack = false;
    ini_allow_realloc = false;
    ini_max_line = ini_initial_alloc = INI_FILE_MAX_LINE + 1;
    ini_allow_multiline = false;
    ini_allow_inline_comments = true;
    ini_allow_no_value = false;
    ini_stop_on_first_error = true;
    int result = ini_parse_stream(next_line, &reading, take_pair, &reading);
    if (result == -2) {
        error_set(error, "%s: out of memory", path);
    } else if (result != 0 && !reading.failed) {
        error_set(
            error, "%s:%d: neither a [section], a `key = value` nor a comment", path, result);
    }
    done = result == 0 && !reading.failed;
out:
    bytes_finish(&text);
    return done;
}
