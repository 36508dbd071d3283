#include "content/json/json_scalar.h"

#include "base/translated.h"
#include "base/utf8.h"
#include "content/json/json_mistake.h"
#include "content/json/json_refuse.h"

#include <string.h>

int json_peek(const struct json_scanner *scanner)
{
    return scanner->at < scanner->size ? (unsigned char)scanner->text[scanner->at] : -1;
}

void json_skip_space(struct json_scanner *scanner)
{
    int c;
    while ((c = json_peek(scanner)) == ' ' || c == '\t' || c == '\n' || c == '\r') {
        scanner->at++;
    }
}

bool json_is_digit(int c)
{
    return c >= '0' && c <= '9';
}

/* Reads the four digits of a \u escape; -1 when they are not there. */
static int32_t code_unit(struct json_scanner *scanner)
{
    int32_t unit = 0;
    for (int i = 0; i < 4; i++, scanner->at++) {
        int c = json_peek(scanner);
        if (json_is_digit(c)) {
            unit = unit << 4 | (c - '0');
        } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f' && c >= 0) {
            unit = unit << 4 | ((c | 0x20) - 'a' + 10);
        } else {
            return -1;
        }
    }
    return unit;
}

static bool scan_escape(struct json_scanner *scanner)
{
    size_t start = scanner->at++;
    int c = json_peek(scanner);
    scanner->at++;
    if (c > 0 && strchr("\"\\/bfnrt", c)) {
        return true;
    }
    if (c != 'u') {
        return json_refuse(scanner, start, "a \\ in a text is written \\\\");
    }
    int32_t unit = code_unit(scanner);
    if (unit < 0) {
        return json_refuse(scanner, start, "\\u needs four hexadecimal digits");
    }
    if (unit == 0 && !scanner->limits->escaped_nul) {
        return json_refuse(scanner, start, "U+0000 in a text");
    }
    bool is_pair = unit >= 0xD800 && unit <= 0xDBFF;
    if (is_pair) {
        int32_t low = -1;
        if (scanner->size - scanner->at >= 6 &&
            memcmp(scanner->text + scanner->at, "\\u", 2) == 0) {
            scanner->at += 2;
            low = code_unit(scanner);
        }
        is_pair = low >= 0xDC00 && low <= 0xDFFF;
    }
    if (unit >= 0xD800 && unit <= 0xDFFF && !is_pair) {
        return json_refuse(scanner, start, "half of a surrogate pair in a text");
    }
    return true;
}

/* U+FFFD stands for what is not UTF-8, but may also be there as such. */
static bool scan_character(struct json_scanner *scanner)
{
    size_t start = scanner->at;
    uint32_t character = utf8_next(scanner->text, scanner->size, &scanner->at);
    return character != 0xFFFD ||
           (scanner->at - start == 3 && memcmp(scanner->text + start, "\xEF\xBF\xBD", 3) == 0);
}

bool json_scan_string(struct json_scanner *scanner)
{
    size_t start = scanner->at++;
    for (;;) {
        int c = json_peek(scanner);
        if (c < 0) {
            return json_refuse(
                scanner, start, "a text does not end: its closing quote is missing");
        }
        if (scanner->at - start - 1 > scanner->limits->string_bytes) {
            return json_refuse(scanner, start, "a text is too long");
        }
        if (c == '"') {
            scanner->at++;
            return true;
        }
        if (c == '\n' || c == '\r') {
            size_t quote;
            if (json_closed_by_typographic(scanner->text, start + 1, scanner->at, &quote)) {
                return json_refuse(
                    scanner, quote, "typographic quotes stand where straight ones are wanted");
            }
            return json_refuse(scanner, scanner->at,
                "a text goes over the end of the line: its closing quote is missing, or the "
                "break is not written \\n");
        }
        if (c < 0x20) {
            return json_refuse(scanner, scanner->at, "a control character in a text");
        }
        size_t before = scanner->at;
        if (c == '\\') {
            if (!scan_escape(scanner)) {
                return false;
            }
        } else if (c < 0x80) {
            scanner->at++;
        } else if (!scan_character(scanner)) {
            return json_refuse(scanner, before, "not UTF-8");
        }
    }
}

static size_t skip_digits(struct json_scanner *scanner)
{
    size_t start = scanner->at;
    while (json_is_digit(json_peek(scanner))) {
        scanner->at++;
    }
    return scanner->at - start;
}

static bool scan_number(struct json_scanner *scanner)
{
    size_t start = scanner->at;
    if (json_peek(scanner) == '-') {
        scanner->at++;
    }
    bool leading_zero = json_peek(scanner) == '0';
    size_t whole = skip_digits(scanner);
    bool good = whole == 1 || (whole > 1 && !leading_zero);
    if (good && json_peek(scanner) == '.') {
        scanner->at++;
        good = skip_digits(scanner) > 0;
    }
    if (good && (json_peek(scanner) == 'e' || json_peek(scanner) == 'E')) {
        scanner->at++;
        if (json_peek(scanner) == '+' || json_peek(scanner) == '-') {
            scanner->at++;
        }
        good = skip_digits(scanner) > 0;
    }
    if (!good) {
        return json_refuse(
            scanner, start, "not a number: dates, times and telephone numbers stand in quotes");
    }
    if (scanner->at - start > scanner->limits->number_bytes) {
        return json_refuse(scanner, start, "a number is too long");
    }
    return true;
}

static bool scan_word(struct json_scanner *scanner, const char *word)
{
    size_t length = strlen(word);
    if (scanner->size - scanner->at < length ||
        memcmp(scanner->text + scanner->at, word, length) != 0) {
        return json_refuse(scanner, scanner->at, "expected a value: a text stands in quotes");
    }
    scanner->at += length;
    return true;
}

bool json_scan_scalar(struct json_scanner *scanner)
{
    switch (json_peek(scanner)) {
    case -1:
        return json_refuse(scanner, scanner->at, "the text ends where a value should be");
    case '"':
        return json_scan_string(scanner);
    case 't':
        return scan_word(scanner, "true");
    case 'f':
        return scan_word(scanner, "false");
    case 'n':
        return scan_word(scanner, "null");
    default:
        if (json_peek(scanner) == '-' || json_is_digit(json_peek(scanner))) {
            return scan_number(scanner);
        }
        return json_refuse_mistake(scanner,
            json_peek(scanner) == ','    ? N_("one comma too many")
            : json_peek(scanner) >= 0x80 ? N_("expected a value or not UTF-8")
                                         : N_("expected a value: a text stands in quotes"));
    }
}
