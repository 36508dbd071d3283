/* The first step: a paragraph of source text becomes the characters that are shown. Spaces are
 * gone from the row and kept as a property of the character behind them; half-width marks in
 * Chinese are full-width; each character knows whether a line may begin with it. */
#pragma once

#include "base/arena.h"
#include "typeset/marks.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum shown_space { SPACE_NONE, SPACE_WORD, SPACE_FIXED, SPACE_HAN }; /* none, ' ', nbsp, 　 */

/* May a line begin here? The later ones only when a line cannot be made otherwise, in this
 * order. */
enum break_level {
    BREAK_FREE,
    BREAK_KEEP,    /* inside a unit of CLREQ 3.1.5: 2024年, 50%, 8:30—17:30 */
    BREAK_CUT,     /* inside a word that is wider than a line */
    BREAK_KINSOKU, /* against CLREQ 3.1.4 or UAX #14 */
    BREAK_INSIDE,  /* inside a grapheme cluster: never */
};

struct shown {
    uint32_t character;
    uint32_t start, end; /* bytes of the source */
    uint32_t at;         /* byte in chars.text */
    unsigned char class; /* enum unit_class */
    unsigned char space; /* enum shown_space, before this character */
    unsigned char level; /* enum break_level, before this character */
    bool url;
    bool western_mark; /* a quote mark in Latin text: no Chinese spacing around it */
};

struct chars {
    struct shown *row;
    size_t count;
    char *text; /* as shown, UTF-8, the spaces that are kept included */
    size_t text_size;
    bool has_han, has_clusters, has_right_to_left;
};

/* text[start..end) */
struct paragraph {
    const char *text;
    size_t start, end;
};

/* Lives in the arena. False when memory is out. */
bool chars_read(struct arena *arena, const struct paragraph *paragraph, bool keep_half_width,
    struct chars *out);

/* Marks what CLREQ 3.1.5 and this project's rules keep whole (docs/typesetting.md). */
void chars_keep_units(struct chars *chars);

/* Keeps names with · whole: 约翰·史密斯. False when memory is out. */
bool chars_keep_names(struct arena *arena, struct chars *chars);
