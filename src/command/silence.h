/* What of the feeds does not play in a stretch of time, and why. */
#pragma once

#include "config/config.h"
#include "programme/programme.h"
#include "screen/prepare/workshop.h"

struct selection; /* programme/select.h */

struct silent {
    const char *source, *item, *reason; /* the item's id, or a pointer to where it stands */
};

struct silence {
    struct arena arena;
    const struct config *config;
    const struct selection_source *sources; /* borrowed */
    size_t source_count;
    int64_t at_ms; /* reasons are those of this moment */
    bool is_clock_doubtful, is_awake;
    bool is_night;        /* then */
    bool is_taken;        /* and by an alert */
    bool **has_turn;      /* by source: items, then hotlines, then links */
    const char ***pushed; /* by source and item: why a banner that may be shown did not hang */
    struct silent *list;
    size_t count;
};

void silence_init(struct silence *silence);
void silence_finish(struct silence *silence);

/* From now_ms of the job on, of its supply. False when memory is out, here and below. */
bool silence_begin(struct silence *silence, const struct workshop_job *job);

/* At now_ms another span begins, with that plan: what is shown in it has a turn. */
bool silence_note(struct silence *silence, const struct plan *plan, int64_t now_ms);

/* Why a banner that may be shown does not hang, in the arena, or NULL: it hangs. */
bool silence_banner(struct silence *silence, const struct selection *selection,
    const struct item *item, const char **why);

/* What had no turn in any of them, and what is held back, as `list`: it lives as long as this.
 */
bool silence_list(struct silence *silence);
