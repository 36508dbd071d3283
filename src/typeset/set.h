/* What fitting and flowing need to know beyond struct set_text. */
#pragma once

#include "typeset/typeset.h"

/* Like typeset_text. *forced tells whether a line was broken where CLREQ forbids it, or a word
 * was cut, because nothing else fitted. */
bool set_paragraphs(struct arena *arena, const struct measure *measure,
    const struct text_style *style, const char *text, const struct set_options *options,
    struct set_text *out, bool *forced);
