/* A text as it is read, once for all sizes that it is set in. Of src/typeset only; others have
 * it from typeset_read. */
#pragma once

#include "typeset/title/phrase.h"

struct read_paragraph {
    struct chars chars;
    struct phrase phrase; /* found by the first size that asks for it */
    bool has_phrase;
};

struct read_text {
    struct arena *arena; /* where all of it lives */
    struct read_paragraph *paragraphs;
    size_t count;
};

/* The paragraph of `text` that begins at *start, which is set behind its end. */
struct paragraph read_next_paragraph(const char *text, size_t size, size_t *start);

/* Whether a paragraph of such characters has straight edges where the options want them. */
bool read_is_justified(const struct set_options *options, const struct chars *chars);

/* One paragraph: what chars_read finds, and where its words may be parted. False when memory is
 * out. */
bool read_paragraph(struct arena *arena, const struct paragraph *at,
    const struct set_source *source, const struct set_options *options, struct chars *chars);

/* All of the source's text so. NULL when memory is out. */
struct read_text *read_whole(
    struct arena *arena, const struct set_source *source, const struct set_options *options);

/* Whether a word was cut, because it is wider than a line. */
bool read_has_cut(const struct units *units);

/* The words of a heading. Those of units with a word that was cut are of this size alone. NULL
 * when memory is out. */
const struct phrase *read_phrase(struct arena *arena, struct read_paragraph *paragraph,
    const struct units *units, const char *lang);
