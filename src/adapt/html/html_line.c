#include "adapt/html/html_line.h"

#include "base/utf8.h"

#include <string.h>

void html_line_init(struct html_line *line)
{
    *line = (struct html_line) { 0 };
    bytes_init(&line->text);
}

void html_line_finish(struct html_line *line)
{
    bytes_finish(&line->text);
}

void html_line_clear(struct html_line *line)
{
    bytes_clear(&line->text);
    line->wants_space = line->wants_break = false;
    line->bold_bytes = line->plain_bytes = 0;
}

static void put(struct html_line *line, const char *data, size_t size)
{
    line->failed = line->failed || !bytes_append(&line->text, data, size);
}

static bool at_beginning(const struct html_line *line)
{
    return line->text.size == 0 || strchr("\n\f", line->text.data[line->text.size - 1]);
}

/* The line that has just begun is another paragraph's. */
static void part(struct html_line *line)
{
    if (line->text.size > 0) {
        line->text.data[line->text.size - 1] = '\f';
    }
}

/* Characters between which a line's end in the source is no space: Han and their punctuation.
 */
static bool is_wide(uint32_t c)
{
    return utf8_is_han(c) || (c >= 0x3001 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF60) ||
           c == 0x2014 || c == 0x2026 || (c >= 0x2018 && c <= 0x201D);
}

static uint32_t last_of(const struct html_line *line)
{
    size_t at = line->text.size;
    while (at > 0 && ((unsigned char)line->text.data[at - 1] & 0xC0) == 0x80) {
        at--;
    }
    at -= at > 0;
    return line->text.size ? utf8_next(line->text.data, line->text.size, &at) : 0;
}

static void put_character(struct html_line *line, const char *at, size_t size, bool is_bold)
{
    size_t zero = 0;
    uint32_t c = utf8_next(at, size, &zero);
    bool is_joined = !line->wants_space && is_wide(c) && is_wide(last_of(line));
    if ((line->wants_space || line->wants_break) && !at_beginning(line) && !is_joined) {
        put(line, " ", 1);
    }
    line->wants_space = line->wants_break = false;
    put(line, at, size);
    *(is_bold ? &line->bold_bytes : &line->plain_bytes) += size;
}

static bool is_invisible(uint32_t c)
{
    return c == 0x200B || c == 0xFEFF || c == 0x2060 || c == 0xAD || (c < 0x20) || c == 0x7F;
}

void html_line_text(struct html_line *line, const char *text, bool is_bold, bool is_kept)
{
    size_t size = strlen(text);
    for (size_t at = 0; at < size;) {
        size_t begin = at;
        uint32_t c = utf8_next(text, size, &at);
        bool is_end = c == '\n' || c == '\r';
        if (is_end && is_kept) {
            html_line_break(line);
        } else if (is_end || c == '\t') {
            line->wants_break = true;
            line->wants_space = line->wants_space && c == '\t';
        } else if (c == ' ') {
            /* Behind a line's end it is the source's indent. */
            line->wants_space = line->wants_space || !line->wants_break;
        } else if (c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F) {
            line->wants_space = true;
            if (c == 0x3000 && at_beginning(line)) {
                part(line);
            }
        } else if (!is_invisible(c)) {
            put_character(line, text + begin, at - begin, is_bold);
        }
    }
}

void html_line_break(struct html_line *line)
{
    line->wants_space = line->wants_break = false;
    if (at_beginning(line)) {
        part(line);
    } else {
        put(line, "\n", 1);
    }
}

void html_line_shifted(struct html_line *line, const char *text, enum shift shift)
{
    bool has_all = true;
    for (const char *at = text; *at; at++) {
        has_all = has_all && shifted_character(*at, shift);
    }
    for (const char *at = text; has_all && *at; at++) {
        html_line_text(line, shifted_character(*at, shift), false, false);
    }
    if (!has_all) {
        html_line_text(line, text, false, false);
    }
}
