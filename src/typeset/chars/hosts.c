/* Where the host of an address has Han: 云汀.中国. */
#include "base/utf8.h"
#include "typeset/chars/chars.h"
#include "typeset/chars/keep.h"

#include <string.h>

/* No host is longer (RFC 1035, 2.3.4). */
enum { HOST_MAX = 253 };

/* The ends of such hosts that a sentence does not begin with as well (IANA's root zone; 教育 is
 * given out below 中国). */
static bool ends_host(const struct chars *chars, size_t i, size_t count)
{
    static const char *const ends[] = { "中国", "中國", "中文网", "公司", "公益", "商城",
        "商店", "在线", "我爱你", "手机", "政务", "教育", "新加坡", "澳門", "台湾", "台灣",
        "香港", "网址", "网店", "网站", "网络", "组织机构", "集团" };
    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
        const char *end = ends[k];
        const size_t size = strlen(end);
        size_t at = 0, same = 0;
        while (at < size && same < count &&
               utf8_next(end, size, &at) == character_at(chars, i + same)) {
            same++;
        }
        if (same == count && at == size) {
            return true;
        }
    }
    return false;
}

static bool is_label(const struct chars *chars, size_t i)
{
    const uint32_t c = character_at(chars, i);
    return chars->row[i].class == UNIT_HAN || mark_is_letter(c) || mark_is_digit(c) || c == '-';
}

/* https://云汀 is a host, whatever it ends with. */
static bool has_scheme(const struct chars *chars, size_t i)
{
    size_t from = i;
    while (from > 0 && i - from < HOST_MAX && touches(chars, from) &&
           (is_label(chars, from - 1) || character_at(chars, from - 1) == '.')) {
        from--;
    }
    return from > 2 && touches(chars, from) && chars->row[from].class == UNIT_HAN &&
           character_at(chars, from - 1) == '/' && character_at(chars, from - 2) == '/' &&
           character_at(chars, from - 3) == ':';
}

bool chars_is_host_dot(const struct chars *chars, size_t i)
{
    if (has_scheme(chars, i)) {
        return i + 1 < chars->count && is_label(chars, i + 1);
    }
    /* What it ends with, behind the last of its dots. */
    size_t last = i + 1, end = last;
    while (end < chars->count && end - i < HOST_MAX && touches(chars, end) &&
           (is_label(chars, end) || character_at(chars, end) == '.')) {
        last = character_at(chars, end) == '.' ? end + 1 : last;
        end++;
    }
    return ends_host(chars, last, end - last) && character_at(chars, end) != 0x3001 /* 、 */;
}
