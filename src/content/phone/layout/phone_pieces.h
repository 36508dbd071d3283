/* A way to read a string as a row of anchors (what its digits are) and of pieces of text
 * between them; for phone*.c only. */
#pragma once

#include "content/phone/phone_step.h"

enum phone_gap_strength { /* how much stands between an element and the one before it */
    STRENGTH_TIGHT,
    STRENGTH_SPACE,
    STRENGTH_LIST, /* 、 , / */
    STRENGTH_STOP,
    STRENGTH_LINE,
    STRENGTH_ITEM, /* the number of an item: nothing belongs together across it */
};

enum phone_lock { LOCK_NONE, LOCK_BEFORE, LOCK_AFTER };

struct phone_element {
    bool is_anchor;
    size_t step;        /* of an anchor, in its way */
    size_t first, last; /* tokens */
    enum phone_gap_strength gap;
    size_t box;           /* the bracket that it stands in, among boxes; 0: none */
    bool has_colon;       /* one stands behind it */
    bool is_bracket;      /* a piece: stands in brackets of its own */
    bool follows_text;    /* a bracket right behind a text */
    bool follows_mark;    /* behind 转: nothing of the number before it */
    bool is_dropped;      /* says nothing, or is no telephone's matter */
    bool is_place;        /* dropped for that */
    enum phone_lock lock; /* a piece: belongs to what is behind it, or before it, surely */
};

struct phone_box {
    size_t outer;
};

struct phone_row {
    const struct phone_scan *scan;
    const struct phone_way *way;
    struct phone_element *elements;
    size_t count;
    struct phone_box *boxes;
    size_t box_count; /* with the first, which is none */
};

/* False when memory is out. */
bool phone_row_read(struct arena *arena, const struct phone_scan *scan,
    const struct phone_way *way, struct phone_row *out);

/* The text of a piece, trimmed (content/phone/scan/phone_words.h); its bytes. */
const char *phone_row_text(const struct phone_row *row, size_t element, size_t *size);
