/* Names with spaces between them, as in a list of winners: 张三 李四 徐子轩, 张　三 too. */
#include "base/utf8.h"
#include "typeset/chars/keep.h"

enum { SHORTEST = 2, LONGEST = 4, LIST = 3 }; /* characters of a name, names of a list */

static bool is_ideograph(const struct chars *chars, size_t i)
{
    const uint32_t character = character_at(chars, i);
    return utf8_is_han(character) && !mark_is_hangul(character);
}

static size_t ideographs_from(const struct chars *chars, size_t i)
{
    size_t n = 0;
    while (i + n < chars->count && is_ideograph(chars, i + n) &&
           (n == 0 || touches(chars, i + n))) {
        n++;
    }
    return n;
}

static bool is_apart(const struct chars *chars, size_t i)
{
    return i < chars->count && !touches(chars, i);
}

/* How long the name is that begins at i, at a line's start, or behind a space or a mark; 0 for
 * none. */
static size_t name_from(const struct chars *chars, size_t i)
{
    size_t length = ideographs_from(chars, i);
    if (length == 1 && is_apart(chars, i + 1) && ideographs_from(chars, i + 1) == 1) {
        length = 2;
    }
    const size_t end = i + length;
    const bool ends =
        end >= chars->count || is_apart(chars, end) || chars->row[end].class > UNIT_WESTERN;
    return ends && length >= SHORTEST && length <= LONGEST ? length : 0;
}

static bool begins(const struct chars *chars, size_t i)
{
    return i == 0 || is_apart(chars, i) || chars->row[i - 1].class > UNIT_WESTERN;
}

static void keep_name(struct chars *chars, size_t from, size_t to)
{
    for (size_t i = from + 1; i < to; i++) {
        keep(chars, i);
    }
}

void chars_keep_listed(struct chars *chars)
{
    for (size_t i = 0, next; i < chars->count; i = next) {
        size_t names = 0, end = i;
        next = i + 1;
        while (begins(chars, end) && name_from(chars, end) > 0) {
            names++;
            end += name_from(chars, end);
            next = end;
            if (!is_apart(chars, end)) {
                break;
            }
        }
        for (size_t at = i; names >= LIST && at < end;) {
            const size_t length = name_from(chars, at);
            keep_name(chars, at, at + length);
            at += length;
        }
    }
}
