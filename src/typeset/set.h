/* What fitting and flowing need to know beyond struct set_text. */
#pragma once

#include "typeset/read_text.h"

struct set_flaws {
    bool forced;   /* a line was broken where CLREQ forbids it, or a word was cut */
    int parted;    /* of a balanced text: see struct breaks */
    bool torn;     /* a text whose words were weighed was broken inside a word */
    bool squeezed; /* a balanced text has one line, by squeezing its marks */
};

struct set_result {
    struct set_text text;
    struct set_flaws flaws;
};

/* Like typeset_text, and tells what had to be done because nothing else fitted. */
bool set_paragraphs(struct arena *arena, const struct set_source *source,
    const struct set_options *options, struct set_text *out, struct set_flaws *flaws);

/* The same of a text that was read by the same options, whatever their size; of the source its
 * text is not looked at. */
bool set_read(struct arena *arena, const struct set_source *source, struct read_text *read,
    const struct set_options *options, struct set_result *out);
