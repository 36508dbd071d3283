#include "slide/deck.h"
#include "slide/kinds/kind.h"
#include "slide/page/alerts.h"
#include "slide/page/band.h"
#include "slide/page/logo.h"
#include "time/date.h"

#include <stdlib.h>
#include <string.h>

/* In no order of playing: that is config->programme.order. */
const struct slide_kind *const slide_kinds[] = { &slide_kind_welcome, &slide_kind_headlines,
    &slide_kind_article, &slide_kind_notice, &slide_kind_hotlines, &slide_kind_links,
    &slide_kind_idle, &slide_kind_countdown, &slide_kind_agenda, &slide_kind_alert,
    &slide_kind_picture, &slide_kind_off };
const size_t slide_kind_count = sizeof slide_kinds / sizeof slide_kinds[0];

/* Somebody needs a moment to notice that the slide is another one. */
enum { NOTICING_MS = 2000 };

const struct slide_kind *slide_kind_named(const char *name)
{
    for (size_t i = 0; i < slide_kind_count; i++) {
        if (strcmp(slide_kinds[i]->name, name) == 0) {
            return slide_kinds[i];
        }
    }
    return NULL;
}

const struct view *kind_any_view(const struct layout *layout)
{
    static const struct feed nothing = { .issued = "",
        .expires = "",
        .lang = "zh-Hans",
        .site_name = "",
        .welcome = "",
        .logo = "" };
    static const struct view nobody = { .source = "", .feed = &nothing };
    return layout->view_count > 0 ? &layout->views[0] : &nobody;
}

bool deck_add(
    struct deck *deck, const struct config *config, struct slide slide, int64_t reading_ms)
{
    struct slide *slides = arena_grow(
        &deck->arena, deck->slides, deck->count, &deck->capacity, sizeof *deck->slides);
    if (!slides) {
        return false;
    }
    int64_t dwell_ms = reading_ms + NOTICING_MS;
    dwell_ms =
        dwell_ms > config->programme.dwell_max_ms ? config->programme.dwell_max_ms : dwell_ms;
    dwell_ms =
        dwell_ms < config->programme.dwell_min_ms ? config->programme.dwell_min_ms : dwell_ms;
    slide.dwell_ms = dwell_ms;
    slide.weight = 1;
    const struct feed *feed = slide.view->feed;
    if (slide.item && slide.first < feed->item_count &&
        feed->items[slide.first].id == slide.item && feed->items[slide.first].show.weight > 1) {
        slide.weight = feed->items[slide.first].show.weight;
    }
    deck->slides = slides;
    deck->slides[deck->count++] = slide;
    return true;
}

bool kind_plan_items(const struct layout *layout, struct deck *deck, enum item_kind kind,
    bool (*plan_item)(
        const struct layout *layout, const struct view *view, size_t index, struct deck *deck))
{
    bool good = true;
    for (size_t i = 0; i < layout->view_count; i++) {
        const struct view *view = &layout->views[i];
        for (size_t k = 0; good && k < view->item_count; k++) {
            if (view->feed->items[view->items[k]].kind == kind) {
                good = plan_item(layout, view, view->items[k], deck);
            }
        }
    }
    return good;
}

int kind_size(
    struct pen *pen, const struct text_spec *spec, struct pixel_rect room, const char *text)
{
    struct arena arena;
    arena_init(&arena);
    int px = pen_fit(pen, &arena, spec, room, text).px;
    arena_finish(&arena);
    return px;
}

static size_t most_that_fit(const struct page_fill *fill, size_t first)
{
    size_t left = fill->total - first;
    size_t count = left < fill->most ? left : fill->most;
    while (count > 1 && !fill->fits(fill->context, first, count)) {
        count--;
    }
    return count;
}

bool page_fill(struct arena *arena, const struct page_fill *fill, struct page_counts *out)
{
    size_t total = fill->total;
    size_t *most = arena_array(arena, total + 1, sizeof *most);
    size_t *pages = arena_array(arena, total + 1, sizeof *pages); /* from each entry on */
    *out = (struct page_counts) { .of = arena_array(arena, total + 1, sizeof *out->of) };
    if (!most || !pages || !out->of) {
        return false;
    }
    pages[total] = 0;
    for (size_t i = total; i-- > 0;) {
        most[i] = most_that_fit(fill, i);
        pages[i] = 1 + pages[i + most[i]];
    }
    for (size_t at = 0; at < total; at += out->of[out->pages++]) {
        size_t even = (total - at + pages[at] - 1) / pages[at];
        size_t count = even < most[at] ? even : most[at];
        /* More may stand in another arrangement that has room where this one has not. */
        while (count < most[at] && !fill->fits(fill->context, at, count)) {
            count++;
        }
        out->of[out->pages] = count;
    }
    return true;
}

int kind_this_year(const struct layout *layout)
{
    return date_at(layout->config->screen.timezone, layout->now_ms).year;
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

struct deck *deck_plan(const struct layout *layout)
{
    struct deck *deck = calloc(1, sizeof *deck);
    if (!deck) {
        return NULL;
    }
    arena_init(&deck->arena);
    logo_measure(layout);
    const struct text_list *order = &layout->config->programme.order;
    bool takes_over = alert_takes_over(layout);
    bool is_alone = takes_over || layout->is_asleep;
    bool good =
        !is_alone || (takes_over ? &slide_kind_alert : &slide_kind_off)->plan(layout, deck);
    for (size_t i = 0; good && !is_alone && i < order->count; i++) {
        /* The config may name kinds that come from elsewhere than this table. */
        const struct slide_kind *kind = slide_kind_named(order->items[i]);
        good = !kind || kind == &slide_kind_idle || kind->plan(layout, deck);
    }
    for (size_t i = 0; i < deck->count; i++) {
        struct slide *slide = &deck->slides[i];
        slide->weight *= weight_of_kind(layout->config, slide->kind->name);
    }
    weigh_hotlines(layout->config, deck);
    if (good && deck->count == 0) {
        good = slide_kind_idle.plan(layout, deck);
    }
    if (!good || deck->arena.has_failed) {
        deck_destroy(deck);
        deck = NULL;
    }
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

struct scene *slide_lay_out(const struct layout *layout, const struct slide *slide)
{
    struct scene *scene = scene_create(layout->width, layout->height);
    if (!scene) {
        return NULL;
    }
    scene->background = layout->theme->paper;
    struct pen pen;
    pen_init(&pen, layout, NULL, scene);
    if (!slide->kind->without_header) {
        band_header(&pen);
        scene->body_first = pen.grid.header.y + pen.grid.header.h;
    }
    if (!slide->kind->without_footer) {
        band_footer(&pen, slide->view);
        scene->body_last = pen.grid.footer.y - 1;
    }
    band_banners(&pen);
    /* Better no slide than one that lacks what there was no memory for. */
    if (pen.failed || !slide->kind->lay_out(layout, slide, scene) || scene->arena.has_failed) {
        scene_destroy(scene);
        scene = NULL;
    }
    return scene;
}
