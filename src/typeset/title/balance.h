/* Where the lines of a heading begin: where its sense does. Of src/typeset only. */
#pragma once

#include "typeset/breaks.h"

/* What breaks cost that part a phrase, and that part a word: more than those between two words
 * that are often side by side. Of 790 places that readers who did not know the costs called
 * poor 633 cost as much as the first, and of 535 that they called good 124. */
enum { BALANCE_PHRASE = 1800, BALANCE_WORD = 2610 };

/* Whether the text is short enough, and no rule was broken to fill its lines. */
bool balance_is_for(const struct units *units, const struct breaks *filled);

/* Of such a text: makes lines that end where the sense does (break_cost) and are not too unlike
 * in length: in as many lines as `filled` has, or in one more where that is better and
 * `most_lines` allows it (0: always). Leaves *out as `filled` where that cannot be. */
bool balance_breaks(struct arena *scratch, const struct units *units,
    const struct break_room *room, const struct breaks *filled, struct breaks *out);
