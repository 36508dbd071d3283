/* Which slide stands, comes, and must be asked for. */
#pragma once

#include "command/play/planning.h"
#include "command/play/told.h"

/* A slide of one plan. job 0: none. */
struct slot {
    unsigned job;
    size_t slide;
    int64_t now_ms;            /* wall time that its header shows */
    int body_first, body_last; /* rows between header and footer, once it is made */
    size_t theme;              /* that it was made in */
};

struct turns {
    const struct common *common;
    struct planning *planning;
    struct told *told;
    struct probation *probation;
    const struct plan *plan; /* that stands, borrowed; NULL before the first */
    unsigned job;            /* that made it */
    struct slot shown, ready, asked;
    struct slot held;        /* while is_paused */
    struct picture *picture; /* of `ready`, perhaps packed */
    struct moving *moving;   /* on that, or NULL */
    int64_t asked_us;
    int64_t until_ms;    /* of the turn that was seen last */
    int64_t live_minute; /* that the shown slide's clock was asked for */
    bool is_paused;
    bool is_dark; /* the slide that stands is the night's */
    uint64_t count;
};

void turns_init(struct turns *turns, const struct common *common, struct planning *planning,
    struct told *told, struct probation *probation);
void turns_finish(struct turns *turns);

/* Takes what the preparer has made: plans, slides, the time of day. */
void turns_take(struct turns *turns);

/* Whether a slide stands; whether the display is to be on: what is about to be shown decides,
 * so that it is awake by then, and a black slide stands whole before it goes. */
bool turns_stand(const struct turns *turns);
bool turns_want_display(const struct turns *turns);
uint64_t turns_count(const struct turns *turns);

/* The keys of a window: hold the slide that stands or let the programme go on; go one slide on
 * (1) or back (-1) and hold it. */
void turns_pause(struct turns *turns);
void turns_leaf(struct turns *turns, int direction);

/* A part, see part.h: a struct turns. */
void turns_step(void *part, int64_t now_us);
int64_t turns_deadline_us(const void *part, int64_t now_us);
