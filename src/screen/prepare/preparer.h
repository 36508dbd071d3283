/* The thread that makes slides while the main thread shows them. Messages move ownership; the
 * threads share nothing else. All functions here are for the main thread. */
#pragma once

#include "screen/prepare/workshop.h"

enum prepared_kind {
    PREPARED_PLAN,   /* adopt the plan; its config and edition are in use from now on */
    PREPARED_SLIDE,  /* a whole picture */
    PREPARED_LIVE,   /* the clock and the date of a slide, anew */
    PREPARED_FAILED, /* the job came to nothing and what was planned before still holds */
    PREPARED_PAST,   /* asked of a plan that holds no more, or of a slide that it has not */
};

struct prepared {
    enum prepared_kind kind;
    unsigned job; /* of preparer_plan: which plan this is or belongs to */
    struct plan *plan;
    size_t slide; /* index into that plan */
    int64_t now_ms;
    struct picture *picture;   /* perhaps packed */
    struct moving *moving;     /* what moves on it, or NULL */
    bool contradicts_plan;     /* to be planned anew */
    int body_first, body_last; /* its rows between header and footer */
    size_t theme;              /* which of the config's it is in */
    struct patch patches[DESK_MAX_PATCHES];
    size_t patch_count;
    struct error error;            /* of a plan: what it goes without, or "" */
    struct pictures_spoilt spoilt; /* all that are known by now */
};

/* Anything in it that was taken out must be NULL by then. */
void prepared_destroy(struct prepared *prepared);

struct preparer;

/* wake is called on the preparer thread whenever something is ready, and may only wake.
 * What the place names outlives the preparer. */
struct preparer *preparer_create(const struct workshop_place *place,
    void (*wake)(void *context), void *context, struct error *error);

/* Drops all jobs but the one at hand and waits for that. */
void preparer_destroy(struct preparer *preparer);

/* The same, but waits at most timeout_ms: a page of an extreme feed can take seconds. False
 * when it is still at work then: nothing was given back, and the process has to _exit, or ask
 * again. */
bool preparer_leave(struct preparer *preparer, int timeout_ms);

/* Plans anew; the answer is PREPARED_PLAN and then the PREPARED_SLIDE of the turn at now_ms
 * unasked, or PREPARED_FAILED. See workshop_job for what is moved (the supply's struct itself
 * is copied). The config is in use until the plan of a later job came, or the preparer is
 * destroyed. False when memory is out: then nothing was taken but the supply. */
bool preparer_plan(struct preparer *preparer, unsigned job, const struct workshop_job *what);

/* Answered with PREPARED_SLIDE, PREPARED_LIVE, PREPARED_FAILED or PREPARED_PAST. False when
 * memory is out. An early slide is to wait for its turn, and may be packed (picture_pack). */
bool preparer_slide(
    struct preparer *preparer, unsigned job, size_t slide, int64_t now_ms, bool is_early);
bool preparer_live(struct preparer *preparer, unsigned job, size_t slide, int64_t now_ms);

/* When the order at hand has taken so long that it will never end, as of a bug that a feed
 * brings out: on the monotonic clock; INT64_MAX while there is none. The time begins anew with
 * every order that is done. */
int64_t preparer_deadline_us(struct preparer *preparer);

/* The oldest thing that is ready, or NULL. The caller owns it. */
struct prepared *preparer_take(struct preparer *preparer);
