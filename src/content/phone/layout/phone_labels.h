/* The texts of numbers, and which of them go on to the numbers that follow; for phone*.c only.
 */
#pragma once

#include "content/phone/layout/phone_layout.h"

/* A label that goes on. */
struct phone_carried {
    const char *text; /* or empty */
    size_t box;       /* it holds in that bracket, and in those within */
    bool has_colon;
    bool is_line; /* ends with 内线, 传真 and the like: another of them takes its place */
    bool is_internal; /* as the text says */
    bool is_used;     /* of a stem: a line of it followed */
    bool is_listed;   /* of a stem: others stand before it in its list, without such lines */
};

struct phone_labels {
    struct arena *arena;
    const struct phone_row *row;
    const struct phone_place *places;
    enum phone_gap_strength gap; /* since the last anchor */
    struct phone_carried whole;  /* the last label */
    struct phone_carried stem;   /* whose 内线 and 外线 follow; is_line: one has come */
    struct phone_carried head;   /* stands in front of a bracket that holds several numbers */
};

/* Text of the raw string from one token to another, on one line. NULL when memory is out, as
 * below. */
const char *phone_labels_written(const struct phone_labels *labels, size_t first, size_t last);

/* The texts on one side of an anchor, in their order; "" of none. */
const char *phone_labels_side(const struct phone_labels *labels, size_t anchor, bool in_front);

/* The label of the next anchor: its own, or one that goes on. To be called in their order. */
const char *phone_labels_take(struct phone_labels *labels, size_t anchor);
