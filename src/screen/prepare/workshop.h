/* Where slides are made: fonts, theme, what may be shown, and the deck that follows from it.
 * One thread at a time; `play` gives it a thread of its own (screen/prepare/preparer.h),
 * `render` uses it directly. */
#pragma once

#include "base/error.h"
#include "config/config.h"
#include "picture/pictures.h"
#include "programme/programme.h"
#include "screen/prepare/moving.h"
#include "screen/prepare/supply.h"
#include "slide/scene/slide.h"

struct workshop;

/* Where a workshop finds what it works with; the texts outlive it. */
struct workshop_place {
    const char *data_dir;     /* fonts/ and assets/themes/ */
    const char *plans_path;   /* where what planning finds is kept; NULL: it is not */
    const char *picture_path; /* likewise the logo as it was decoded; NULL where that is */
    bool is_awaited;          /* a screen waits for the slides: DECODER_AWAITED_MAX_MS */
};

/* What is kept of plans is read now, before the first plan is wanted. */
struct workshop *workshop_create(const struct workshop_place *place, struct error *error);
void workshop_destroy(struct workshop *workshop);

struct workshop_job {
    const struct config *config; /* borrowed until the next workshop_plan that worked */
    struct supply *supply;       /* taken in any case; NULL: keep what there is */
    int width, height; /* of the pictures; where that is too small for anything to be laid out,
                          they are shrunk from ones that are not */
    int64_t now_ms;
    bool is_clock_doubtful; /* see clock_is_trusted */
    bool is_hasty;          /* of items of which nothing is kept many are left out */
    bool is_patient; /* no screen waits: every picture is measured, however long it takes */
    bool may_lack;   /* see workshop_lacks */
    bool is_awake; /* whatever [screen] off and dim say: for those who look at slides by day */
    /* Is shown each slide as it is planned, laid out for now_ms: sooner than workshop_lay_out
     * would, for much of it was set to plan it. The scene is NULL when memory is out. NULL:
     * nobody looks. */
    void (*look)(void *context, const struct layout *layout, const struct slide *slide,
        const struct scene *scene);
    void *look_context;
};

/* Selects and plans anew. When anything fails, all stays as it was. *plan is filled with the
 * turns that follow from the deck, by their names, for the thread that keeps the time: the
 * caller's; plan may be NULL. The themes' files are read once a config. */
bool workshop_plan(struct workshop *workshop, const struct workshop_job *job,
    struct plan **plan, struct error *error);

/* Whether every theme of the config can be had at that size, before anything is planned. False
 * with what workshop_plan would say. */
bool workshop_try(
    struct workshop *workshop, const struct workshop_job *job, struct error *error);

/* What the last plan, which was one that may, goes without: a mark, a ground picture or a face
 * that the config names and that cannot be had; "" for nothing. Else that fails a plan. */
const char *workshop_lacks(const struct workshop *workshop);

/* Of the last plan; and which of the config's that is (programme/select.h). */
const struct theme *workshop_theme(const struct workshop *workshop);
size_t workshop_theme_index(const struct workshop *workshop);

size_t workshop_slide_count(const struct workshop *workshop);
const struct slide *workshop_slide(const struct workshop *workshop, size_t index);

/* Which of the deck's slides a turn of the last plan shows; false when there is no such, or no
 * plan was asked for. */
bool workshop_find_turn(const struct workshop *workshop, size_t turn, size_t *index);

/* The slide laid out for the wall time now_ms. NULL when memory is out. */
struct scene *workshop_lay_out(struct workshop *workshop, size_t index, int64_t now_ms);

/* NULL when memory is out. *moving, unless moving is NULL: what moves on it, the caller's then,
 * or NULL. */
struct picture *workshop_paint(
    struct workshop *workshop, const struct scene *scene, struct moving **moving);

/* The same of the slide of a new plan, often the first of all: packed where nothing but
 * texts and small pictures stands on it, and then never there as a whole. */
struct picture *workshop_paint_now(
    struct workshop *workshop, const struct scene *scene, struct moving **moving);

/* The same of a slide that is to wait for its turn: packed where that is worth it and nothing
 * moves, and without photographs never there as a whole. */
struct picture *workshop_paint_early(
    struct workshop *workshop, const struct scene *scene, struct moving **moving);

/* One small picture of each live box (clock, date, states of hotlines) as it is at now_ms. */
enum { DESK_MAX_PATCHES = 16 };
struct patch {
    int x, y;
    struct picture *picture;
};

/* Writes at most DESK_MAX_PATCHES patches, which the caller owns, and tells how many. */
size_t workshop_paint_live(struct workshop *workshop, size_t index, int64_t now_ms,
    struct patch patches[DESK_MAX_PATCHES]);

/* All slides of a plan are going to be laid out, perhaps at several sizes: what they share is
 * kept for them. */
void workshop_expect_all(struct workshop *workshop);

/* What the disk spoiled of pictures that were wanted; of NULL nothing. */
struct pictures_spoilt workshop_spoilt(const struct workshop *workshop);

/* Writes down what the last plan found and was made of, and the logo, so that a restart need
 * not find it again. */
void workshop_keep(struct workshop *workshop);

/* Whether to plan anew, after that scene of the plan was painted: it has other pages, and then
 * what is kept of plans is forgotten; a picture that the plan counts on failed; or one that it
 * goes without is to be tried again. */
bool workshop_contradicts(struct workshop *workshop, const struct scene *scene);

/* Adds warnings of the pictures that a scene was painted without. False when memory is out. */
bool workshop_warn(const struct workshop *workshop, struct scene *scene);

/* Gives memory that the work just done took back to the kernel. */
void workshop_trim(struct workshop *workshop);
