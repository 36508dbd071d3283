/* What each group of digits of a string is; for phone*.c only. */
#pragma once

#include "content/phone/phone_number.h"

enum phone_step_kind {
    STEP_NUMBER,
    STEP_TAIL,      /* the last digits of a number like the one before: "65763111/12" */
    STEP_EXTENSION, /* of the number before */
    STEP_AHEAD,     /* an extension of the number that follows, of a switchboard */
    STEP_AREA,      /* an area's code for numbers after it, or before */
    STEP_TEXT,      /* digits of a text: "3号楼", "8:30", 校园110 */
    STEP_OTHER,     /* no telephone number, as the text says: a postcode, an account */
    STEP_UNSURE,    /* nearly a number; nobody can tell which was meant */
    STEP_LEFT,      /* nobody can tell what it is */
};

struct phone_step {
    enum phone_step_kind kind;
    size_t first, end;          /* groups */
    struct phone_number number; /* of a number, and of a tail the whole */
};

struct phone_way {
    const struct phone_step *steps;
    size_t count;
    int score;
};
