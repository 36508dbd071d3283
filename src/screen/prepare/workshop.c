#include "screen/prepare/workshop.h"

#include "picture/decoder.h"
#include "programme/plan.h"
#include "screen/prepare/workshop_parts.h"
#include "slide/deck.h"
#include "slide/page/code.h"
#include "slide/page/flow_memory.h"

#include <malloc.h>
#include <stdlib.h>

/* Enough for the characters of several full pages at 1080p; see glyphs.h. */
enum { GLYPH_BYTES = 6 * 1024 * 1024 };

/* Of the slide that stands and the next one; of all slides, where all are laid out. */
enum { CODES_KEPT = 16, CODES_OF_ALL = 8192 };

/* For pictures of which nobody knows the size, where a screen waits. */
enum { MEASURING_MAX_US = 1000 * 1000 };

/* Items whose pages are not known, before the first slide: as long as a slide takes. */
enum { SET_IN_HASTE = 16 };

static void bench_finish(struct bench *bench)
{
    flow_memory_finish(&bench->flows);
    deck_destroy(bench->deck);
    selection_destroy(bench->selection);
    dressing_destroy(bench->dressing);
    *bench = (struct bench) { 0 };
}

static bool size_of_picture(
    void *context, const struct picture_ref *picture, int *width, int *height)
{
    return pictures_size(context, picture, width, height);
}

struct workshop *workshop_create(const struct workshop_place *place, struct error *error)
{
    struct workshop *workshop = calloc(1, sizeof *workshop);
    if (!workshop) {
        error_set(error, "desk: out of memory");
        return NULL;
    }
    workshop->data_dir = place->data_dir;
    workshop->pictures.max_ms = place->is_awaited ? DECODER_AWAITED_MAX_MS : 0;
    workshop->codes = code_memory_create(CODES_KEPT);
    workshop->paints.fonts = fonts_create(place->data_dir, error);
    if (!workshop->paints.fonts) {
        goto failed;
    }
    workshop->measure = fonts_measure(workshop->paints.fonts);
    workshop->paints.pictures = &workshop->pictures;
    workshop->gauge = (struct gauge) { &workshop->pictures, size_of_picture };
    workshop->paints.glyphs = glyphs_create(workshop->paints.fonts, GLYPH_BYTES);
    if (!workshop->paints.glyphs) {
        error_set(error, "desk: out of memory");
        goto failed;
    }
    if (place->plans_path) {
        plans_open(&workshop->plans, place->data_dir, place->plans_path);
        workshop->picture_path = place->picture_path;
        pictures_recall(&workshop->pictures, place->picture_path, &workshop->plans.ground);
    }
    return workshop;
failed:
    workshop_destroy(workshop);
    return NULL;
}

void workshop_destroy(struct workshop *workshop)
{
    if (workshop) {
        bench_finish(&workshop->bench);
        plans_finish(&workshop->plans);
        code_memory_destroy(workshop->codes);
        supply_finish(&workshop->supply);
        pictures_finish(&workshop->pictures);
        glyphs_destroy(workshop->paints.glyphs);
        fonts_destroy(workshop->paints.fonts);
        free(workshop);
    }
}

static struct layout layout_of(
    const struct workshop *workshop, struct bench *bench, int64_t now_ms)
{
    return (struct layout) { .config = bench->config,
        .theme = &bench->themes.list[bench->theme],
        .dress = bench->dressing ? &bench->dressing->dress : NULL,
        .measure = &workshop->measure,
        .gauge = &workshop->gauge,
        .views = bench->selection->views,
        .view_count = bench->selection->view_count,
        .width = layout_side(bench->width),
        .height = layout_side(bench->height),
        .now_ms = now_ms,
        .flows = &bench->flows,
        .codes = workshop->codes,
        .is_clock_doubtful = bench->is_clock_doubtful,
        .is_asleep = bench->selection->is_asleep && !bench->is_awake };
}

bool workshop_try(
    struct workshop *workshop, const struct workshop_job *job, struct error *error)
{
    struct bench bench = { .config = job->config, .width = job->width, .height = job->height };
    bool done = themes_load(&bench.themes, workshop->data_dir, job->config, error);
    const struct bench none = { .config = NULL };
    for (; done && bench.theme < bench.themes.count; bench.theme++) {
        done = bench_take_faces(&bench, &workshop->bench, workshop->paints.fonts, error);
    }
    /* The ground is the first theme's, and the mark everybody's. */
    bench.theme = 0;
    done = done && bench_dress(&bench, &none, error);
    dressing_destroy(bench.dressing);
    return done;
}

static struct scene *lay_out(
    const struct layout *layout, const struct bench *bench, const struct slide *slide)
{
    struct scene *scene = slide_lay_out(layout, slide);
    if (scene && layout_is_tiny(bench->width, bench->height)) {
        scene->body_first = 0;
        scene->body_last = bench->height - 1;
    }
    return scene;
}

/* Who looks on while a deck is planned. */
struct looking {
    struct pictures *pictures;
    const struct bench *bench;
    const struct workshop_job *job;
};

/* No size is found out for it that planning did not want: that has its time. */
static void look(void *context, const struct layout *layout, const struct slide *slide)
{
    const struct looking *looking = context;
    looking->pictures->is_planning = false;
    struct scene *scene = lay_out(layout, looking->bench, slide);
    looking->pictures->is_planning = true;
    looking->job->look(looking->job->look_context, layout, slide, scene);
    scene_destroy(scene);
}

static bool bench_init(struct bench *bench, struct workshop *workshop,
    const struct workshop_job *job, const struct supply *supply, struct error *error)
{
    *bench = (struct bench) { .config = job->config,
        .width = job->width,
        .height = job->height,
        .is_awake = job->is_awake,
        .picture_ms = workshop->pictures.max_ms,
        .may_lack = job->may_lack,
        .is_clock_doubtful = job->is_clock_doubtful };
    flow_memory_init(&bench->flows);
    if (!bench_load_themes(bench, &workshop->bench, workshop->data_dir, error)) {
        return false;
    }
    bench->selection = selection_create(
        job->config, supply->sources, supply->count, job->now_ms, job->is_clock_doubtful);
    if (bench->selection) {
        bench->theme = bench->selection->theme;
        if (!bench_take_faces(bench, &workshop->bench, workshop->paints.fonts, error) ||
            !bench_dress(bench, &workshop->bench, error)) {
            return false;
        }
        struct layout layout = layout_of(workshop, bench, job->now_ms);
        struct looking looking = { &workshop->pictures, bench, job };
        const struct onlooker onlooker = { &looking, look };
        layout.onlooker = job->look ? &onlooker : NULL;
        layout.set_most = job->is_hasty ? SET_IN_HASTE : 0;
        plans_begin(&workshop->plans, &layout);
        bench->deck = deck_plan(&layout);
        bench->is_partial = plan_memory_left_out(workshop->plans.memory);
    }
    return bench->deck != NULL || error_set(error, "planning the slides: out of memory");
}

static struct plan *copy_plan(struct bench *bench, struct error *error)
{
    struct plan *plan =
        programme_plan(bench->deck, bench->selection->from_ms, bench->selection->until_ms);
    if (plan) {
        plan->phase_ms = bench->config->programme.phase_ms;
        plan->is_partial = bench->is_partial;
    }
    size_t *turns = plan ? arena_array(&bench->deck->arena, plan->count, sizeof *turns) : NULL;
    if (!turns) {
        plan_destroy(plan);
        error_set(error, "planning the slides: out of memory");
        return NULL;
    }
    for (size_t i = 0; i < plan->count; i++) {
        turns[i] = plan->slides[i].deck_index;
    }
    bench->turns = turns;
    bench->turn_count = plan->count;
    return plan;
}

/* What was made comes to nothing: all stays as it was. */
static void drop_bench(struct workshop *workshop, struct bench *bench)
{
    struct error ignored;
    if (bench->dressing == workshop->bench.dressing) {
        bench->dressing = NULL;
    }
    bench_finish(bench);
    bench_take_faces(&workshop->bench, &workshop->bench, workshop->paints.fonts, &ignored);
}

static void take_bench(struct workshop *workshop, const struct bench *bench)
{
    if (bench->dressing == workshop->bench.dressing) {
        workshop->bench.dressing = NULL; /* goes on in the new one */
    }
    bench_finish(&workshop->bench);
    workshop->bench = *bench;
    workshop->paints.ground = bench->dressing ? bench->dressing->ground : NULL;
}

bool workshop_plan(struct workshop *workshop, const struct workshop_job *job,
    struct plan **plan, struct error *error)
{
    struct bench bench;
    if (job->supply) {
        pictures_forget(&workshop->pictures);
        workshop->pictures.is_sound = job->supply->is_sound;
    }
    pictures_measure(&workshop->pictures, job->is_patient ? INT64_MAX : MEASURING_MAX_US);
    bool good =
        bench_init(&bench, workshop, job, job->supply ? job->supply : &workshop->supply, error);
    pictures_measure(&workshop->pictures, 0);
    if (good && plan) {
        *plan = copy_plan(&bench, error);
        good = *plan != NULL;
    }
    if (!good) {
        drop_bench(workshop, &bench);
        if (job->supply) {
            supply_finish(job->supply);
        }
        return false;
    }
    take_bench(workshop, &bench);
    if (job->supply) {
        supply_finish(&workshop->supply);
        workshop->supply = *job->supply;
        *job->supply = (struct supply) { 0 };
    }
    return true;
}

struct pictures_spoilt workshop_spoilt(const struct workshop *workshop)
{
    return workshop ? workshop->pictures.spoilt : (struct pictures_spoilt) { 0 };
}

const char *workshop_lacks(const struct workshop *workshop)
{
    const struct bench *bench = &workshop->bench;
    return *bench->no_dressing.text ? bench->no_dressing.text : bench->no_faces.text;
}

const struct theme *workshop_theme(const struct workshop *workshop)
{
    return &workshop->bench.themes.list[workshop->bench.theme];
}

size_t workshop_theme_index(const struct workshop *workshop)
{
    return workshop->bench.theme;
}

size_t workshop_slide_count(const struct workshop *workshop)
{
    return workshop->bench.deck ? workshop->bench.deck->count : 0;
}

const struct slide *workshop_slide(const struct workshop *workshop, size_t index)
{
    return &workshop->bench.deck->slides[index];
}

bool workshop_find_turn(const struct workshop *workshop, size_t turn, size_t *index)
{
    if (turn >= workshop->bench.turn_count) {
        return false;
    }
    *index = workshop->bench.turns[turn];
    return true;
}

struct scene *workshop_lay_out(struct workshop *workshop, size_t index, int64_t now_ms)
{
    struct layout layout = layout_of(workshop, &workshop->bench, now_ms);
    return lay_out(&layout, &workshop->bench, workshop_slide(workshop, index));
}

void workshop_expect_all(struct workshop *workshop)
{
    code_memory_destroy(workshop->codes);
    workshop->codes = code_memory_create(CODES_OF_ALL);
}

void workshop_keep(struct workshop *workshop)
{
    plans_keep(&workshop->plans);
    if (workshop->picture_path) {
        pictures_note(&workshop->pictures, workshop->picture_path, &workshop->plans.ground);
    }
    if (workshop->supply.keep) {
        workshop->supply.keep(workshop->supply.owner);
    }
}

bool workshop_contradicts(struct workshop *workshop, const struct scene *scene)
{
    if (scene->contradicts_plan) {
        plans_forget(&workshop->plans);
    }
    return scene->contradicts_plan || pictures_contradict(&workshop->pictures);
}

bool workshop_warn(const struct workshop *workshop, struct scene *scene)
{
    bool done = true;
    for (size_t i = 0; done && i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        bool is_decoded = box->kind == BOX_PICTURE && box->object;
        const char *why =
            is_decoded ? pictures_why_not(&workshop->pictures, box->object) : NULL;
        done = !why || scene_warn(scene, FINDING_PICTURE_TYPE,
                           "the picture %s is not shown: %s", box->url, why);
    }
    return done;
}

void workshop_trim(struct workshop *workshop)
{
    fonts_trim(workshop->paints.fonts);
    malloc_trim(0);
}
