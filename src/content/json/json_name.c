#include "content/json/json_name.h"

#include "base/hash.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

enum { POINTER_CHARACTERS = 48 };

static uint32_t hex4(const char *text)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        char c = text[i];
        uint32_t digit = c <= '9' ? (uint32_t)(c - '0') : (uint32_t)((c | 0x20) - 'a' + 10);
        value = value << 4 | digit;
    }
    return value;
}

static uint32_t escaped(const char *text, size_t *at)
{
    char letter = text[*at + 1];
    *at += 2;
    switch (letter) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'u':
        break;
    default:
        return (unsigned char)letter;
    }
    uint32_t unit = hex4(text + *at);
    *at += 4;
    if (unit < 0xD800 || unit > 0xDBFF) {
        return unit;
    }
    /* A pair: the scan has made sure that the second half follows. */
    uint32_t low = hex4(text + *at + 2);
    *at += 6;
    return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

uint32_t json_name_next(const struct json_name *name, size_t *at)
{
    if (name->text[*at] == '\\') {
        return escaped(name->text, at);
    }
    return utf8_next(name->text, name->size, at);
}

struct json_name json_name_make(const char *text, size_t size)
{
    struct json_name name = { .text = text, .size = size, .hash = HASH_START };
    for (size_t at = 0; at < size;) {
        name.hash = (name.hash ^ json_name_next(&name, &at)) * HASH_FACTOR;
    }
    return name;
}

static int compare_characters(const struct json_name *left, const struct json_name *right)
{
    size_t l = 0, r = 0;
    while (l < left->size && r < right->size) {
        uint32_t a = json_name_next(left, &l), b = json_name_next(right, &r);
        if (a != b) {
            return a < b ? -1 : 1;
        }
    }
    return (l < left->size) - (r < right->size);
}

int json_name_compare(const void *left_name, const void *right_name)
{
    const struct json_name *left = left_name, *right = right_name;
    if (left->hash != right->hash) {
        return left->hash < right->hash ? -1 : 1;
    }
    int order = compare_characters(left, right);
    return order ? order : (left->text > right->text) - (left->text < right->text);
}

int json_name_equal(const struct json_name *left, const struct json_name *right)
{
    return left->hash == right->hash && compare_characters(left, right) == 0;
}

static bool put(char *out, size_t capacity, size_t *used, const char *text, size_t size)
{
    if (*used + size >= capacity) {
        return false;
    }
    memcpy(out + *used, text, size);
    *used += size;
    out[*used] = '\0';
    return true;
}

size_t json_name_print_pointer(const struct json_name *name, char *out, size_t capacity)
{
    size_t used = 0, characters = 0;
    bool room = put(out, capacity, &used, "/", 1);
    for (size_t at = 0; room && at < name->size; characters++) {
        char utf8[4];
        uint32_t character = json_name_next(name, &at);
        if (characters == POINTER_CHARACTERS) {
            put(out, capacity, &used, "\u2026", 3);
            break;
        }
        if (character == '~' || character == '/') {
            room = put(out, capacity, &used, character == '~' ? "~0" : "~1", 2);
        } else if (character < 0x20 || character == 0x7F) {
            room = put(out, capacity, &used, "?", 1);
        } else {
            room = put(out, capacity, &used, utf8, utf8_encode(character, utf8));
        }
    }
    return used;
}
