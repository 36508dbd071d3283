/* The words of the shipped deny lists that are offers by themselves: for what disguises them.
 */
#pragma once

#include "base/bytes.h"
#include "base/system/file.h"

#include <stdlib.h>
#include <string.h>

enum { OFFERS_MAX = 4096, OFFERS_LIST_MAX_BYTES = 1024 * 1024 };

static const char *const shipped_lists[] = { TEST_ROOT "/config/guard/gambling.txt",
    TEST_ROOT "/config/guard/lottery.txt", TEST_ROOT "/config/guard/fraud.txt" };

enum { SHIPPED_LISTS = sizeof shipped_lists / sizeof *shipped_lists };

/* What hides between two characters. The empty ones first: most stand as they are. */
static const char *const slipped_in[] = { "", "", "", "·", ".", "-", "_", "*", "|", "/", "~",
    "…", "—", "•", " ", "\u3000", "\u00a0", "\u2009", "\u200b", "\u200c", "\u200d", "\u2060",
    "\ufeff", "\u00ad", "\u202e", "\u2066", "\u200f", "\u061c", "\ufe0f", "\u0301", "\u20dd",
    "\U000e0041", "\U0001f525", "★", "，", "。", "【", "<b>", "</span>", "&nbsp;", "&zwnj;",
    "&#8203;", "\n", "\t" };

enum { SLIPPED_IN = sizeof slipped_in / sizeof *slipped_in };

static char *offers[OFFERS_MAX];
static size_t offer_count;

/* False where a list cannot be read. The words live as long as the program. */
static inline bool offers_read(void)
{
    for (size_t i = 0; i < SHIPPED_LISTS; i++) {
        struct bytes text;
        struct error error;
        bytes_init(&text);
        if (!file_read(shipped_lists[i], OFFERS_LIST_MAX_BYTES, &text, &error)) {
            return false;
        }
        char *rest = text.data, *line, *word;
        while ((line = strsep(&rest, "\n"))) {
            bool is_offer = strncmp(line, "word 10: ", 9) == 0;
            line += is_offer ? 9 : 0;
            while (is_offer && offer_count < OFFERS_MAX && (word = strsep(&line, ","))) {
                word += strspn(word, " ");
                if (!strpbrk(word, "#\"\\")) {
                    offers[offer_count++] = strdup(word);
                }
            }
        }
        bytes_finish(&text);
    }
    return offer_count > 0;
}
