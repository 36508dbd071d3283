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
