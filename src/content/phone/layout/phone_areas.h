/* Which area's code holds for which number; for phone*.c only. */
#pragma once

#include "content/phone/layout/phone_layout.h"
#include "content/phone/phone_reading.h"

struct phone_area_found {
    char code[6];   /* of a number: its own, or one that holds for it; or empty */
    bool is_misfit; /* a local number that has not as many digits as that area's */
};

struct phone_areas {
    struct phone_area_found *of; /* of each step */
};

/* A code holds for the local numbers behind it; where a string has several, only as far as its
 * label goes. One that is told behind all numbers holds for those before it. False when memory
 * is out. */
bool phone_areas_find(struct arena *arena, const struct phone_row *row,
    const struct phone_place *places, struct phone_areas *out);

/* What is wrong with digits that are no number, or none of the area with that code: sets the
 * kind, and how many there should be. */
void phone_areas_judge(const struct phone_scan *scan, const struct phone_step *step,
    const char *code, struct phone_doubt *doubt);
