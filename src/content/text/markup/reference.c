#include "content/text/markup/reference.h"

#include "content/text/markup/entities.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_BYTES = 14 };

/* Those that pages have without a semicolon. */
static const char *const loose[] = { "nbsp", "amp", "lt", "gt", "quot", "copy", "reg", "middot",
    "times", "deg", "ensp", "emsp", "thinsp", "ZeroWidthSpace", "NewLine", "Tab", "hellip",
    "mdash", "ndash", "ldquo", "rdquo", "lsquo", "rsquo", "apos", "colon", "comma", "period",
    "lpar", "rpar", "sol", "plus", "num", "excl", "quest", "percnt", "semi", "lbrack", "rbrack",
    "check", "star", "phone" };

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

static int compare_names(const void *name, const void *entity)
{
    return strcmp(name, ((const struct entity *)entity)->name);
}

static bool is_loose(const char *name)
{
    for (size_t i = 0; i < sizeof loose / sizeof *loose; i++) {
        if (strcmp(loose[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* "&copy;", "&copy" */
static size_t read_name(const char *text, size_t size, uint32_t *character)
{
    char name[NAME_MAX_BYTES + 1];
    size_t length = 0;
    while (length + 1 < size && length < NAME_MAX_BYTES &&
           isalnum((unsigned char)text[length + 1])) {
        name[length] = text[length + 1];
        length++;
    }
    name[length] = '\0';
    char behind = length + 1 < size ? text[length + 1] : '\0';
    const struct entity *entity = bsearch(
        name, entities, sizeof entities / sizeof *entities, sizeof *entities, compare_names);
    bool has_stop = behind == ';';
    if (!entity || (!has_stop && (isalnum((unsigned char)behind) || !is_loose(name)))) {
        return 0;
    }
    *character = entity->character;
    return length + 1 + has_stop;
}

size_t reference_read(const char *text, size_t size, uint32_t *character)
{
    size_t used = size > 2 && text[1] == '#' ? read_numbers(text, size, character)
                                             : read_name(text, size, character);
    /* ?a=1&copy=2 is an address */
    bool is_address = used > 0 && used < size && text[used - 1] != ';' && text[used] == '=';
    return is_address ? 0 : used;
}
