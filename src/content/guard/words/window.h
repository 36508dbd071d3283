/* What the meetings near an offer come to together. Of content/guard/words alone. */
#pragma once

#include "content/guard/words/words_private.h"

enum { COUNTED_MAX = 64 };

struct window {
    int sums[RULE_KIND_COUNT];
    int letters;                    /* of the claims, by those of one letter, */
    int tone;                       /* and by how it is said */
    int loudest;                    /* the most of these */
    bool is_firm;                   /* something is no way of speaking alone */
    const struct meeting *heaviest; /* of what is offered */
    const struct meeting *counted[COUNTED_MAX];
    size_t count;
};

/* Each rule counts once in a window, with what it weighs most. */
void window_count(struct judged *judged, struct window *window, const struct meeting *meeting);

/* What it comes to: from the limit `hold` on it is held. */
int window_sum(const struct words *words, const struct window *window);
