/* Who signs a notice, and when, below its last sentence (GB/T 9704—2012, 7.3.5): 学生处 and
 * 2026年11月20日, on a line each or on one. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Of so many paragraphs at the end of a text one is looked for. */
enum { CLOSING_LOOKED_AT = 12 };

struct closing_paragraph {
    const char *text; /* borrowed; not ended by a NUL */
    size_t size;
};

/* Whether some of the last paragraphs are one: [*from, *to), which others may follow that stand
 * behind one (附件：, 抄送：, 联系人：). Rather none than an address or a programme's last
 * line: a day alone needs a sentence before it, an issuer without a day the name of an office.
 */
bool closing_find(
    const struct closing_paragraph *paragraphs, size_t count, size_t *from, size_t *to);
