#include "typeset/flow/item_head.h"

#include "base/utf8.h"
#include "typeset/chars/keep.h"
#include "typeset/chars/marks.h"

enum { MOST_NUMERALS = 3 }; /* 二十一 */

static bool ends_as_sentence(const char *text, size_t size)
{
    uint32_t last = 0;
    for (size_t at = 0; at < size;) {
        const uint32_t c = utf8_next(text, size, &at);
        last = c == ' ' || c == 0x3000 || mark_is_one_of(c, "”’）)") ? last : c;
    }
    return mark_is_one_of(last, "。！？；!?;.");
}

enum item_level item_level_of(const char *text, size_t size)
{
    size_t at = 0, numerals = 0;
    uint32_t c = 0, opening = 0;
    while (at < size && numerals <= MOST_NUMERALS) {
        c = utf8_next(text, size, &at);
        if (mark_is_one_of(c, keep_numerals)) {
            numerals++;
        } else if (mark_is_one_of(c, "（(") && numerals == 0 && opening == 0) {
            opening = c;
        } else if (c != ' ' && c != 0x3000) {
            break;
        }
    }
    const bool is_numbered = mark_is_one_of(c, opening ? "）)" : "、");
    if (numerals == 0 || !is_numbered || ends_as_sentence(text, size)) {
        return ITEM_NONE;
    }
    return opening ? ITEM_SECOND : ITEM_FIRST;
}
