#include "content/text/markup/reference.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* Those that pages have without a semicolon, and what libxml2 does not know. */
static const struct {
    const char *name;
    uint32_t character;
} names[] = { { "nbsp", 0xA0 }, { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' },
    { "copy", 0xA9 }, { "reg", 0xAE }, { "middot", 0xB7 }, { "times", 0xD7 }, { "deg", 0xB0 },
    { "ensp", ' ' }, { "emsp", ' ' }, { "thinsp", ' ' }, { "ZeroWidthSpace", 0x200B },
    { "NewLine", '\n' }, { "Tab", '\t' }, { "hellip", 0x2026 }, { "mdash", 0x2014 },
    { "ndash", 0x2013 }, { "ldquo", 0x201C }, { "rdquo", 0x201D }, { "lsquo", 0x2018 },
    { "rsquo", 0x2019 }, { "apos", '\'' }, { "colon", ':' }, { "comma", ',' },
    { "period", '.' }, { "lpar", '(' }, { "rpar", ')' }, { "sol", '/' }, { "plus", '+' },
    { "num", '#' }, { "excl", '!' }, { "quest", '?' }, { "percnt", '%' }, { "semi", ';' },
    { "lbrack", '[' }, { "rbrack", ']' }, { "check", 0x2713 }, { "star", 0x2606 },
    { "phone", 0x260E } };

/* What numbers 128 to 159 mean to pages that were made on Windows (HTML 13.2.5.80). */
static const uint16_t windows[32] = { 0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020,
    0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019,
    0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E,
    0x178 };

static int digit_of(char c, bool is_hex)
{
    if (isdigit((unsigned char)c)) {
        return c - '0';
    }
    int letter = tolower((unsigned char)c);
    return is_hex && letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/* "&#39;", "&#x27", "&#8220" */
static size_t read_number(const char *text, size_t size, uint32_t *number)
{
    size_t at = 2;
    bool is_hex = size > 2 && (text[2] == 'x' || text[2] == 'X');
    at += is_hex;
    size_t begin = at;
    *number = 0;
    for (; at < size && digit_of(text[at], is_hex) >= 0; at++) {
        uint32_t digit = (uint32_t)digit_of(text[at], is_hex);
        *number = *number > 0x110000 ? *number : *number * (is_hex ? 16 : 10) + digit;
    }
    if (at == begin) {
        return 0;
    }
    return at < size && text[at] == ';' ? at + 1 : at;
}

static bool is_surrogate(uint32_t c, uint32_t from)
{
    return c >= from && c < from + 0x400;
}

static size_t read_numbers(const char *text, size_t size, uint32_t *character)
{
    uint32_t low;
    size_t used = read_number(text, size, character);
    if (used && is_surrogate(*character, 0xD800) && used + 3 < size && text[used] == '&' &&
        text[used + 1] == '#') {
        size_t more = read_number(text + used, size - used, &low);
        if (more && is_surrogate(low, 0xDC00)) {
            *character = 0x10000 + ((*character - 0xD800) << 10) + (low - 0xDC00);
            return used + more;
        }
    }
    if (used && *character >= 128 && *character < 160) {
        *character = windows[*character - 128];
    }
    bool is_none = *character == 0 || *character > 0x10FFFF ||
                   is_surrogate(*character, 0xD800) || is_surrogate(*character, 0xDC00);
    *character = is_none ? 0xFFFD : *character;
    return used;
}

size_t reference_read(const char *text, size_t size, uint32_t *character)
{
    if (size > 2 && text[1] == '#') {
        return read_numbers(text, size, character);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t length = strlen(names[i].name);
        if (size > length && memcmp(text + 1, names[i].name, length) == 0 &&
            (size == length + 1 || !isalnum((unsigned char)text[length + 1]))) {
            *character = names[i].character;
            bool has_stop = size > length + 1 && text[length + 1] == ';';
            return length + 1 + has_stop;
        }
    }
    return 0;
}
