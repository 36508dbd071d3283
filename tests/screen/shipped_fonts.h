/* The fonts that are shipped, and how wide they set a text. */
#pragma once

#include "screen/font/fonts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static inline struct fonts *open_fonts(void)
{
    struct error error;
    struct fonts *fonts = fonts_create(TEST_ROOT, &error);
    if (!fonts) {
        fail_msg("%s", error.text);
    }
    return fonts;
}

static inline int advance(struct fonts *fonts, const struct text_style *style, const char *text)
{
    struct measure measure = fonts_measure(fonts);
    return measure.advance(measure.context, style, text, strlen(text));
}
