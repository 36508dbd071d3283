/* What of the feeds does not play in a stretch of time, and why. */
#pragma once

#include "command/programme_print.h"
#include "config/config.h"
#include "screen/prepare/workshop.h"

struct silence {
    struct arena arena;
    const struct config *config;
    const struct selection_source *sources; /* borrowed */
    size_t source_count;
    int64_t at_ms; /* reasons are those of this moment */
    bool is_clock_doubtful;
    bool is_night;   /* then */
    bool is_taken;   /* and by an alert */
    bool **has_turn; /* by source: items, then hotlines, then links */
};

void silence_init(struct silence *silence);
void silence_finish(struct silence *silence);

/* False when memory is out, here and below. */
bool silence_begin(struct silence *silence, const struct config *config,
    const struct supply *supply, int64_t at_ms, bool is_clock_doubtful);

/* At now_ms another span begins, with that plan: what is shown in it has a turn. */
bool silence_note(struct silence *silence, const struct plan *plan, int64_t now_ms);
bool silence_print(const struct silence *silence, struct programme_print *print);
