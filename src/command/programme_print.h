/* The programme for a person, short, or as JSON for a script, every turn of it. */
#pragma once

#include "base/bytes.h"
#include "command/banners.h"
#include "command/silence.h"
#include "programme/programme.h"
#include "slide/scene/slide.h"
#include "time/zone.h"

enum { PRINT_KINDS_MAX = 32 };

/* Turns of one programme that are not told one by one. */
struct spell {
    int64_t from_ms, until_ms;
    size_t turns;
    struct {
        const struct slide_kind *kind;
        size_t turns;
    } kinds[PRINT_KINDS_MAX];
};

struct programme_print {
    const struct zone *zone;
    bool is_json;
    struct bytes turns; /* so far */
    size_t told;        /* one by one */
    struct spell spell; /* that is under way */
};

void programme_print_init(struct programme_print *print, const struct zone *zone, bool is_json);
void programme_print_finish(struct programme_print *print);

/* Another span begins: what plays now and did not before, and the other way round. `before` is
 * the plan that stood before the night, or NULL. False when memory is out, here and below. */
bool programme_print_change(
    struct programme_print *print, const struct plan *before, const struct plan *plan);
bool programme_print_turn(
    struct programme_print *print, const struct planned_slide *slide, const struct turn *turn);

/* Writes all of it behind `out`. */
bool programme_print_end(struct programme_print *print, const struct silence *silence,
    const struct banners *banners, struct bytes *out);

/* The list that scenes.json has, too: [{"source": ..., "item": ..., "reason": ...}, ...]. */
bool programme_print_silent_json(const struct silence *silence, struct bytes *out);
