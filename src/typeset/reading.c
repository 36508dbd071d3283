#include "base/utf8.h"
#include "typeset/chars/marks.h"
#include "typeset/typeset.h"

#include <string.h>

int64_t typeset_reading_ms(const char *text)
{
    enum { HAN_PER_SECOND = 5, WORDS_PER_SECOND = 3 };
    size_t size = strlen(text);
    int64_t han = 0, words = 0;
    bool in_word = false;
    for (size_t at = 0; at < size;) {
        uint32_t character = utf8_next(text, size, &at);
        bool western = character > ' ' && mark_class(character) == UNIT_WESTERN &&
                       !mark_is_hangul(character);
        han += utf8_is_han(character);
        words += western && !in_word &&
                 (mark_is_letter(character) || mark_is_digit(character) || character >= 0x80);
        in_word = western && (in_word || mark_is_letter(character) ||
                                 mark_is_digit(character) || character >= 0x80);
    }
    return han * 1000 / HAN_PER_SECOND + words * 1000 / WORDS_PER_SECOND;
}
