#include "slide/deck.h"

#include "base/language/language_tag.h"
#include "slide/kinds/kind.h"
#include "slide/magnified.h"
#include "slide/page/band/alerts.h"
#include "slide/page/band/band.h"

#include <stdlib.h>
#include <string.h>

/* In no order of playing: that is config->programme.order. */
#define KIND(name) &slide_kind_##name,
const struct slide_kind *const slide_kinds[] = { &slide_kind_idle, &slide_kind_alert,
    &slide_kind_off, SLIDE_KINDS(KIND) };
const size_t slide_kind_count = sizeof slide_kinds / sizeof slide_kinds[0];

const struct slide_kind *slide_kind_named(const char *name)
{
    for (size_t i = 0; i < slide_kind_count; i++) {
        if (strcmp(slide_kinds[i]->name, name) == 0) {
            return slide_kinds[i];
        }
    }
    return NULL;
}

/* What [programme] weights says of a kind: "notice 3". */
static int weight_of_kind(const struct config *config, const char *kind)
{
    const struct text_list *weights = &config->programme.weights;
    size_t length = strlen(kind);
    for (size_t i = 0; i < weights->count; i++) {
        const char *text = weights->items[i];
        if (strncmp(text, kind, length) == 0 && text[length] == ' ') {
            return (int)strtol(text + length, NULL, 10);
        }
    }
    return 1;
}

/* Hotlines come back after every so many turns of something else; pages of one article are one
 * turn. */
static void weigh_hotlines(const struct config *config, struct deck *deck)
{
    int others = 0, every = config->programme.hotlines_every;
    for (size_t i = 0; i < deck->count; i++) {
        const struct slide *slide = &deck->slides[i];
        others += slide->kind != &slide_kind_hotlines && slide->page == 1 ? slide->weight : 0;
    }
    for (size_t i = 0; every > 0 && i < deck->count; i++) {
        if (deck->slides[i].kind == &slide_kind_hotlines) {
            deck->slides[i].weight = others > every ? (others + every - 1) / every : 1;
        }
    }
}

/* An alert has the screen to itself, and so has the night; otherwise the config's order. */
static void plan_kinds(struct pen *pen, struct deck *deck)
{
    const struct layout *layout = pen->layout;
    const struct text_list *order = &layout->config->programme.order;
    if (alert_takes_over(layout->views, layout->view_count)) {
        slide_kind_alert.plan(pen, deck);
        return;
    }
    if (layout->is_asleep) {
        slide_kind_off.plan(pen, deck);
        return;
    }
    for (size_t i = 0; i < order->count; i++) {
        /* The config may name kinds that come from elsewhere than this table. */
        const struct slide_kind *kind = slide_kind_named(order->items[i]);
        if (kind && kind != &slide_kind_idle) {
            kind->plan(pen, deck);
            kind_look(pen, deck);
        }
    }
}

/* Items are a slide or two each: a list that grows with them would be copied all the time. */
static bool have_room(struct deck *deck, const struct layout *layout)
{
    size_t items = 0;
    for (size_t i = 0; i < layout->view_count; i++) {
        items += layout->views[i].item_count;
    }
    deck->capacity = 2 * items + 8;
    deck->slides = arena_array(&deck->arena, deck->capacity, sizeof *deck->slides);
    return deck->slides;
}

struct deck *deck_plan(const struct layout *given)
{
    struct deck *deck = calloc(1, sizeof *deck);
    if (!deck) {
        return NULL;
    }
    struct arena arena;
    struct pen pen;
    struct magnified magnified;
    magnified_init(&magnified, given);
    const struct layout *layout = &magnified.layout;
    arena_init(&arena);
    arena_init(&deck->arena);
    pen_init(&pen, layout, &arena, NULL);
    pen.failed = pen.failed || !have_room(deck, layout);
    band_grid(&pen);
    plan_kinds(&pen, deck);
    for (size_t i = 0; i < deck->count; i++) {
        struct slide *slide = &deck->slides[i];
        slide->weight *= weight_of_kind(layout->config, slide->kind->name);
    }
    weigh_hotlines(layout->config, deck);
    if (deck->count == 0) {
        slide_kind_idle.plan(&pen, deck);
    }
    kind_look(&pen, deck);
    if (pen.failed || arena.has_failed || deck->arena.has_failed) {
        deck_destroy(deck);
        deck = NULL;
    }
    arena_finish(&arena);
    return deck;
}

void deck_destroy(struct deck *deck)
{
    if (!deck) {
        return;
    }
    arena_finish(&deck->arena);
    free(deck);
}

/* Without what a campus lays under its slides: for kinds that have the picture to themselves.
 */
static struct layout plain_of(const struct layout *layout)
{
    struct layout plain = *layout;
    plain.dress = NULL;
    return plain;
}

static bool is_plain(const struct slide_kind *kind)
{
    return kind->is_alert || kind->is_dark || (kind->without_header && kind->without_footer);
}

struct scene *slide_lay_out(const struct layout *given, const struct slide *slide)
{
    const struct layout plain = plain_of(given);
    struct magnified magnified;
    magnified_init(&magnified, is_plain(slide->kind) ? &plain : given);
    const struct layout *layout = &magnified.layout;
    struct scene *scene = scene_create(layout->width, layout->height);
    if (!scene) {
        return NULL;
    }
    scene->background = layout->theme->paper;
    scene->is_plain = !layout->dress;
    struct pen pen;
    pen_init(&pen, layout, &scene->arena, scene);
    pen.is_mirrored = language_tag_is_right_to_left(pen_lang(layout, slide->view, slide->item));
    band_grid(&pen);
    if (!slide->kind->without_header) {
        band_header(&pen);
        scene->body_first = pen.grid.header.y + pen.grid.header.h;
    }
    if (!slide->kind->without_footer) {
        band_footer(&pen, slide->view);
        scene->body_last = pen.grid.footer.y - 1;
    }
    band_mark(&pen, !slide->kind->without_header, !slide->kind->without_footer);
    band_banners(&pen);
    pen_turn_to(&pen, slide->view, slide->item);
    slide->kind->lay_out(&pen, slide);
    if (pen.is_mirrored) {
        scene_mirror(scene);
    }
    /* Better no slide than one that lacks what there was no memory for. */
    if (pen.failed || !magnified_scene(&magnified, scene) || scene->arena.has_failed) {
        scene_destroy(scene);
        scene = NULL;
    }
    return scene;
}
