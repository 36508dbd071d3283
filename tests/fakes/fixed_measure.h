/* A face with fixed widths: Han and full-width marks one em, everything of ASCII and Latin half
 * an em, combining marks nothing. It lacks U+E000 to U+F8FF (private use) and U+FFFD. */
#pragma once

#include "base/utf8.h"
#include "typeset/chars/marks.h"
#include "typeset/measure.h"

#include <string.h>

static inline int fixed_character(uint32_t c, int em)
{
    if ((c >= 0x300 && c <= 0x36F) || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F)) {
        return 0;
    }
    return c >= 0x80 && mark_class(c) != UNIT_WESTERN ? em : em / 2;
}

static inline int fixed_advance(
    void *context, const struct text_style *style, const char *text, size_t size)
{
    int width = 0;
    for (size_t at = 0; at < size;) {
        width += fixed_character(utf8_next(text, size, &at), style->px * MEASURE_UNIT);
    }
    if (context) {
        ++*(size_t *)context;
    }
    return width;
}

static inline void fixed_metrics(
    void *context, const struct text_style *style, int *ascent, int *descent)
{
    (void)context;
    *ascent = style->px * 88 / 100;
    *descent = style->px * 12 / 100;
}

static inline bool fixed_covers(
    void *context, const struct text_style *style, const char *text, size_t size)
{
    (void)context;
    (void)style;
    for (size_t at = 0; at < size;) {
        uint32_t c = utf8_next(text, size, &at);
        if ((c >= 0xE000 && c <= 0xF8FF) || c == 0xFFFD) {
            return false;
        }
    }
    return true;
}

/* calls, when not NULL, counts how often a width was asked for. */
static inline struct measure fixed_measure(size_t *calls)
{
    return (struct measure) {
        .context = calls,
        .advance = fixed_advance,
        .metrics = fixed_metrics,
        .covers = fixed_covers,
    };
}
