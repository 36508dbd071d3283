/* What a heading's breaks cost more inside of brackets and names. Of src/typeset/title only. */
#pragma once

#include "typeset/title/phrase.h"
#include "typeset/units.h"

/* Adds to every break between an opening mark and the closing mark that answers it. */
void weigh_brackets(struct units *units, int64_t line_width);

/* Adds to every break inside of four Han characters, or fewer, between two marks: 以赛促教： */
void weigh_short_clauses(struct units *units);

/* Adds to every break inside a label of two or three words that a title in letters begins with:
 * Info Session: */
void weigh_label(struct units *units);

/* Adds to every break inside the name of an event (世界技能大赛, 中国国际进口博览会) that a
 * line holds, or would in a title somewhat smaller, so that it is whole on all slides that have
 * room. */
void weigh_events(const struct phrase *phrase, int64_t line_width, struct units *units);

/* Adds to every break inside the name, wherever it stands. One that is all of the text is
 * parted by its words alone. */
void weigh_name(const struct chars *chars, const char *name, struct units *units);
