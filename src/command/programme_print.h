/* The programme as a table for a person or as JSON for a script. */
#pragma once

#include "base/bytes.h"
#include "programme/programme.h"
#include "time/zone.h"

struct programme_print {
    struct bytes *out;
    const struct zone *zone;
    bool is_json;
    size_t turns, silent; /* printed so far */
};

/* False when memory is out, here and below. */
bool programme_print_begin(struct programme_print *print);
bool programme_print_turn(
    struct programme_print *print, const struct planned_slide *slide, const struct turn *turn);

/* All turns come before the first of these. */
bool programme_print_silent(
    struct programme_print *print, const char *source, const char *item, const char *reason);
bool programme_print_end(struct programme_print *print);
