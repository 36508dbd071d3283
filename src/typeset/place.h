/* The last step: a line's units get their places. */
#pragma once

#include "typeset/units.h"

struct place_request {
    const struct units *units;
    size_t from, to;
    int width;  /* to fill when justified, and to squeeze into */
    int indent; /* of this line */
    bool justify;
    bool paragraph_end;
    bool is_heading;
};

/* False when memory is out. */
bool place_line(struct arena *arena, struct arena *scratch, const struct place_request *request,
    struct set_line *out);
