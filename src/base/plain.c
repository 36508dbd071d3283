#include "base/plain.h"

#include "base/translated.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

/* Unicode 15: Cc, Bidi_Control, most of Default_Ignorable_Code_Point, Zl, Zp; of its ignorable
 * ones those that choose a glyph stay. */
static const struct {
    uint32_t first, last;
} refused[] = {
    { 0x00, 0x1F },
    { 0x7F, 0x9F },
    { 0xAD, 0xAD },
    { 0x34F, 0x34F },
    { 0x61C, 0x61C },
    { 0x115F, 0x1160 },
    { 0x17B4, 0x17B5 },
    { 0x180E, 0x180E },
    { 0x200B, 0x200F },
    { 0x2028, 0x202E },
    { 0x2060, 0x206F },
    { 0x3164, 0x3164 },
    { 0xFDD0, 0xFDEF },
    { 0xFEFF, 0xFEFF },
    { 0xFFA0, 0xFFA0 },
    { 0xFFF0, 0xFFFB },
    { 0xFFFE, 0xFFFF },
    { 0x1BCA0, 0x1BCA3 },
    { 0x1D173, 0x1D17A },
    { 0xE0000, 0xE00FF },
    { 0xE01F0, 0xE0FFF },
};

bool plain_is_fine(uint32_t character)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        if (character >= refused[i].first && character <= refused[i].last) {
            return false;
        }
    }
    return (character & 0xFFFE) != 0xFFFE;
}

/* The character at text[*at], and whether it is well-formed. */
static uint32_t next(const char *text, size_t size, size_t *at, bool *is_whole)
{
    size_t begin = *at;
    uint32_t character = utf8_next(text, size, at);
    *is_whole = character != 0xFFFD || utf8_valid_prefix(text + begin, *at - begin) > 0;
    return character;
}

static size_t mend(char *text, size_t size, bool keeps_line_ends)
{
    size_t used = 0;
    for (size_t at = 0; at < size;) {
        size_t begin = at;
        bool is_whole;
        uint32_t character = next(text, size, &at, &is_whole);
        if (is_whole && (plain_is_fine(character) || (character == '\n' && keeps_line_ends))) {
            memmove(text + used, text + begin, at - begin);
            used += at - begin;
        } else {
            text[used++] = '?';
        }
    }
    text[used] = '\0';
    return used;
}

void plain_mend(char *text)
{
    mend(text, strlen(text), false);
}

/* The bytes at the end that begin a character and do not end it. */
static size_t torn_size(const char *text, size_t size)
{
    for (size_t tail = 1; tail <= 3 && tail <= size; tail++) {
        unsigned char c = (unsigned char)text[size - tail];
        if (c >= 0xC0) {
            return utf8_valid_prefix(text + size - tail, tail) == tail ? 0 : tail;
        }
        if (c < 0x80) {
            break;
        }
    }
    return 0;
}

size_t plain_format(char *out, size_t capacity, const char *format, va_list arguments)
{
    int length = vsnprintf(out, capacity, format, arguments);
    size_t size = length < 0 ? 0 : (size_t)length;
    if (size >= capacity) {
        size = capacity - 1;
        size -= torn_size(out, size);
    }
    out[size] = '\0';
    return mend(out, size, false);
}

static bool escape(struct bytes *out, uint32_t character)
{
    if (character < 0x10000) {
        return bytes_print(out, "\\u%04x", (unsigned)character);
    }
    character -= 0x10000;
    return bytes_print(out, "\\u%04x\\u%04x", 0xD800u + (unsigned)(character >> 10),
        0xDC00u + (unsigned)(character & 0x3FF));
}

/* Between strings there is nothing but ASCII, and inside no control of C0. */
static bool add_json(struct bytes *out, const char *text, size_t size)
{
    bool done = true;
    for (size_t at = 0; done && at < size;) {
        size_t begin = at;
        bool is_whole;
        uint32_t character = next(text, size, &at, &is_whole);
        done = is_whole && (plain_is_fine(character) || character < 0x20)
                   ? bytes_append(out, text + begin, at - begin)
                   : escape(out, character);
    }
    return done;
}

const char *plain_write(const struct bytes *text, bool is_json)
{
    struct bytes out;
    bytes_init(&out);
    const char *fault = NULL;
    if (!(is_json ? add_json(&out, text->data, text->size)
                  : bytes_append(&out, text->data, text->size))) {
        fault = N_("out of memory");
        goto out;
    }
    if (!is_json) {
        out.size = mend(out.data, out.size, true);
    }
    if (fwrite(out.data, 1, out.size, stdout) != out.size || fflush(stdout) != 0) {
        fault = N_("standard output: cannot write");
    }
out:
    bytes_finish(&out);
    return fault;
}
