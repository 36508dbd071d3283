/* How tables of tests write signs that an editor does not show: \u{HEX}. */
#pragma once

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* In its place: what it stands for is never longer. */
static inline void unescape(char *text)
{
    char *out = text;
    while (*text) {
        if (strncmp(text, "\\u{", 3) == 0) {
            out += utf8_encode((uint32_t)strtoul(text + 3, &text, 16), out);
            text++;
        } else {
            *out++ = *text++;
        }
    }
    *out = '\0';
}
