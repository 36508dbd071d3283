/* Random feeds, laid out at sizes and in themes: what tests of generated slides share. A
 * failing feed is printed whole; LOBBYCARD_SEED makes one run again, LOBBYCARD_LONG makes many
 * feeds. */
#pragma once

#include "chance.h"
#include "slide/checker.h"
#include "slide/deck.h"

enum { RANDOM_FEEDS_LONG = 2000 };

struct random_size {
    int width, height;
};

/* What a test brings: how it writes the feed of that index, changes what it is laid out with
 * (or NULL), and judges all slides. */
struct random_slides {
    void (*print)(struct bytes *out, int index);
    void (*change)(struct fixture *fixture);
    void (*check)(struct checking *checking, const struct layout *layout);
    const struct random_size *sizes;
    size_t size_count;
};

/* For `check`: lays out the deck's slides one after the other and has each judged, which is
 * checking->slide and ->scene then. */
static inline void random_slides_each(struct checking *checking, const struct layout *layout,
    void (*judge)(struct checking *checking))
{
    struct deck *deck = deck_plan(layout);
    assert_non_null(deck);
    checking->layout = layout;
    for (size_t i = 0; i < deck->count; i++) {
        struct scene *scene = slide_lay_out(layout, &deck->slides[i]);
        assert_non_null(scene);
        checking->slide = &deck->slides[i];
        checking->scene = scene;
        judge(checking);
        scene_destroy(scene);
    }
    deck_destroy(deck);
}

static inline void random_slides_check(
    const struct random_slides *slides, const char *json, const char *name)
{
    static const char *const themes[] = { "paper", "festival", "contrast", "ink", "night" };
    int faults_before = faults;
    struct fixture fixture;
    fixture_init(&fixture, json, themes[chance(5)]);
    if (slides->change) {
        slides->change(&fixture);
    }
    struct checking checking = { .name = name,
        .least_contrast = strcmp(fixture.theme.name, "contrast") == 0 ? 7 : 4.5 };
    for (size_t i = 0; i < slides->size_count; i++) {
        fixture.layout.width = slides->sizes[i].width;
        fixture.layout.height = slides->sizes[i].height;
        slides->check(&checking, &fixture.layout);
    }
    fixture_finish(&fixture);
    if (faults > faults_before) {
        fprintf(stderr, "%s: %s\n", name, json); /* cmocka's print_error cuts it */
    }
}

static inline void random_slides_run(
    const struct random_slides *slides, int count, uint32_t seed)
{
    int feeds = IS_FOR_THREADS ? 1 : (int)how_many(count, RANDOM_FEEDS_LONG);
    chance_begin(seed);
    for (int i = 0; i < feeds && faults == 0; i++) {
        char name[32];
        struct bytes json;
        bytes_init(&json);
        snprintf(name, sizeof name, "feed %d", i);
        slides->print(&json, i);
        random_slides_check(slides, json.data, name);
        bytes_finish(&json);
    }
    assert_int_equal(faults, 0);
}
