#include "content/text/plate.h"

#include "base/utf8.h"

#include <ctype.h>

static bool is_in(uint32_t c, const uint_least16_t *set)
{
    while (*set && *set != c) {
        set++;
    }
    return *set && c;
}

bool plate_begins_with(uint32_t c)
{
    return is_in(c, u"京津沪滬渝冀豫云雲辽遼黑湘皖鲁魯新苏蘇浙赣贛鄂桂甘晋晉蒙陕陝吉闽閩贵貴"
                    u"粤粵青藏川宁寧琼瓊");
}

bool plate_is_sign(uint32_t c)
{
    return is_in(c, u"·•‧・.-．－—–");
}

bool plate_ends_with(uint32_t c)
{
    return is_in(c, u"警学學挂掛领領港澳使");
}

/* The next character, half-width. */
static uint32_t next_of(const char *text, size_t size, size_t *at)
{
    uint32_t c = *at < size ? utf8_next(text, size, at) : 0;
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c == 0x3000 ? ' ' : c;
}

static uint32_t before(const char *text, size_t *at)
{
    size_t begin = *at;
    while (begin > 0 && ((unsigned char)text[--begin] & 0xC0) == 0x80) {
    }
    size_t next = begin;
    uint32_t c = begin < *at ? utf8_next(text, *at, &next) : 0;
    *at = begin;
    return c;
}

static bool is_letter(uint32_t c)
{
    return c < 0x80 && isalpha((int)c);
}

static bool is_alnum(uint32_t c)
{
    return c < 0x80 && isalnum((int)c);
}

/* Letters and figures from there on; *at moves behind them. */
static size_t count_run(const char *text, size_t size, size_t *at)
{
    size_t count = 0;
    for (size_t next = *at; is_alnum(next_of(text, size, &next)); count++) {
        *at = next;
    }
    return count;
}

size_t plate_end(const char *text, size_t size, size_t letter)
{
    size_t at = letter, back = letter, next;
    bool is_placed = plate_begins_with(before(text, &back));
    bool follows_word = utf8_is_han(before(text, &back)), has_space = false;
    if (!is_placed || !is_letter(next_of(text, size, &at))) {
        return 0;
    }
    for (uint32_t c; next = at, c = next_of(text, size, &next), c == ' ' || plate_is_sign(c);) {
        has_space = has_space || c == ' ';
        at = next;
    }
    size_t count = count_run(text, size, &at);
    next = at;
    if (count == PLATE_MIN - 1 && plate_ends_with(next_of(text, size, &next))) {
        at = next;
        count++;
    }
    bool fits = count >= PLATE_MIN && count <= PLATE_MAX;
    return fits && !(has_space && follows_word) ? at : 0;
}
