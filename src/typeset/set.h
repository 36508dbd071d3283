/* What fitting and flowing need to know beyond struct set_text. */
#pragma once

#include "typeset/breaks.h"
#include "typeset/place.h"
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

/* All of a paragraph where it stands: each line with the width of its column, and whether that
 * one ends with it. */
struct set_placed {
    struct paragraph at;
    struct set_placed_line {
        struct set_line line;
        int width_px;
        bool turns;
    } * lines;
    size_t count;
};

/* Moves the ends of lines so that columns end between words (breaks_turn); what is not
 * justified stays as it is. False when memory is out. */
bool set_turn(struct arena *arena, const struct set_source *source,
    const struct set_options *options, const struct set_placed *placed);

/* Of src/typeset/set*.c only. */
struct break_room set_room(const struct set_source *source, const struct set_options *options,
    const struct chars *chars);
int set_loose_pct(const struct place_request *request);
