/* What a hotline's hours say on a slide. */
#pragma once

#include "base/arena.h"
#include "config/config.h"
#include "wording/wording.h"

/* Where, in which language, when. */
struct hours_asked {
    const struct config *config; /* the zone, the holidays */
    const struct wording *words;
    int64_t now_ms;
    const char *widest; /* what hours_widest says of the language, or NULL: nobody asks */
};

struct hours_said {
    const char *state; /* "现在可拨打", "下次开放 周一 08:30", "24小时可拨打"; or empty */
    const char *words; /* "周一至周五 08:30—17:30"; empty where the state says it all */
    bool is_open, changes; /* the state changes with time */
    const char *widest;    /* of one that changes: the asker's; or empty */
};

/* A state that changes has room for all that it may come to be: the widest. NULL when memory is
 * out. */
const char *hours_widest(struct arena *arena, const struct wording *words);

/* Hours in figures and English are put in the language's words, others stay as their editor
 * wrote them; without a state where they cannot be read. False when memory is out. */
bool hours_say(struct arena *arena, const struct hours_asked *asked, const char *hours,
    struct hours_said *said);
