#include "content/text/normalise_cut.h"

#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>

enum { LETTERS_MAX = 80 };

struct word_cutter {
    UBreakIterator *words; /* or NULL */
};

struct word_cutter *word_cutter_create(void)
{
    UErrorCode status = U_ZERO_ERROR;
    struct word_cutter *cutter = calloc(1, sizeof *cutter);
    if (cutter) {
        cutter->words = ubrk_open(UBRK_WORD, "zh", u"彩票", 2, &status);
    }
    if (cutter && cutter->words) {
        ubrk_next(cutter->words); /* reads its dictionary, which takes a millisecond */
    }
    return cutter;
}

void word_cutter_destroy(struct word_cutter *cutter)
{
    if (cutter) {
        ubrk_close(cutter->words);
    }
    free(cutter);
}

/* Other scripts write words together that are several. */
static bool are_han(const uint32_t *letters, size_t first)
{
    return u_hasBinaryProperty((UChar32)letters[first], UCHAR_IDEOGRAPHIC) &&
           u_hasBinaryProperty((UChar32)letters[first + 1], UCHAR_IDEOGRAPHIC);
}

bool word_cutter_cuts(struct word_cutter *cutter, const uint32_t *letters, size_t size,
    size_t first, size_t count)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar text[LETTERS_MAX * 2];
    int32_t length = 0, begins = 0, ends = 0;
    size_t end = first + count;
    if (!cutter->words || size > LETTERS_MAX || end > size) {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        begins = i == first ? length : begins;
        U16_APPEND_UNSAFE(text, length, (UChar32)letters[i]);
        ends = i + 1 == end ? length : ends;
    }
    ubrk_setText(cutter->words, text, length, &status);
    bool is_cut =
        U_SUCCESS(status) &&
        ((first > 0 && are_han(letters, first - 1) &&
             !ubrk_isBoundary(cutter->words, begins)) ||
            (end < size && are_han(letters, end - 1) && !ubrk_isBoundary(cutter->words, ends)));
    status = U_ZERO_ERROR;
    ubrk_setText(cutter->words, u"", 0, &status); /* `text` goes away */
    return is_cut;
}
