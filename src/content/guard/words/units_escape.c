/* Escapes that were left in a text: \u516d, %E5%85%AD, c%61sino. */
#include "base/utf8.h"
#include "content/guard/words/units.h"

#include <string.h>

static int hex_value(char c)
{
    const char *digits = "0123456789abcdef", *found = c ? strchr(digits, c | 0x20) : NULL;
    return found ? (int)(found - digits) : -1;
}

static bool read_hex(const char *text, int digits, uint32_t *out)
{
    *out = 0;
    for (int i = 0; i < digits; i++) {
        int value = hex_value(text[i]);
        if (value < 0) {
            return false;
        }
        *out = *out * 16 + (uint32_t)value;
    }
    return true;
}

/* %E5%BD%A9, as addresses have it: three bytes of a Han character. */
static bool read_percent(const char *text, uint32_t *out)
{
    char bytes[4] = "";
    for (int i = 0; i < 3; i++) {
        uint32_t byte;
        if (text[i * 3] != '%' || !read_hex(text + i * 3 + 1, 2, &byte)) {
            return false;
        }
        bytes[i] = (char)byte;
    }
    size_t at = 0;
    *out = utf8_next(bytes, 3, &at);
    return at == 3 && *out != 0xFFFD;
}

static bool is_letter(uint32_t c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

uint32_t unit_next_character(const char *text, size_t size, size_t *at, bool *is_escaped)
{
    uint32_t c;
    *is_escaped = false;
    if ((unsigned char)text[*at] >= 0x80) {
        return utf8_next(text, size, at);
    }
    *is_escaped = true;
    if (text[*at] == '\\' && text[*at + 1] == 'u' && read_hex(text + *at + 2, 4, &c)) {
        *at += 6;
        return c;
    }
    if (text[*at] == '\\' && text[*at + 1] && strchr("nrt", text[*at + 1])) {
        *at += 2;
        return ' ';
    }
    if (text[*at] == '%' && read_percent(text + *at, &c)) {
        *at += 9;
        return c;
    }
    if (text[*at] == '%' && *at > 0 && is_letter((unsigned char)text[*at - 1]) &&
        read_hex(text + *at + 1, 2, &c) && is_letter(c)) {
        *at += 3;
        return c;
    }
    *is_escaped = false;
    return utf8_next(text, size, at);
}
