/* Golden scenes: every kind at five sizes in three themes, as the JSON that scenes.json has,
 * one box a line. LOBBYCARD_GOLDEN_UPDATE=1 writes them anew; read the diff before committing
 * it. */
#include "slide/deck.h"
#include "slide/fixture.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ANEW " (LOBBYCARD_GOLDEN_UPDATE=1 writes all anew: read the diff)"

static const struct {
    int width, height;
} sizes[] = { { 1920, 1080 }, { 3840, 2160 }, { 1080, 1920 }, { 1366, 768 }, { 1024, 768 } };

static void print_kind(const struct layout *layout, const char *kind, struct bytes *out)
{
    struct deck *deck = deck_plan(layout);
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        const struct slide *slide = &deck->slides[i];
        if (strcmp(slide->kind->name, kind) == 0) {
            struct scene *scene = slide_lay_out(layout, slide);
            char file[64];
            assert_non_null(scene);
            snprintf(file, sizeof(file), "%03zu-%s.png", i + 1, kind);
            assert_true(scene_print_json(scene, slide, file, out));
            assert_true(bytes_print(out, "\n"));
            scene_destroy(scene);
        }
    }
    deck_destroy(deck);
}

/* Tells the first line that differs: that is the box to look at. */
static void compare(const char *name, const char *wanted, const char *got)
{
    int line = 1;
    size_t at = 0, start = 0;
    while (wanted[at] != '\0' && wanted[at] == got[at]) {
        if (wanted[at++] == '\n') {
            line++;
            start = at;
        }
    }
    if (wanted[at] != got[at]) {
        fail_msg("%s:%d differs" ANEW "\n  wanted %.*s\n  got    %.*s", name, line,
            (int)strcspn(wanted + start, "\n"), wanted + start, (int)strcspn(got + start, "\n"),
            got + start);
    }
}

static void check_kind(const char *feed, const char *kind, const char *theme)
{
    struct fixture fixture;
    char *json = fixture_read(feed);
    fixture_init(&fixture, json, theme);
    fixture.layout.is_asleep = strcmp(kind, "off") == 0;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        char name[256], path[1024];
        struct bytes got;
        struct error error = { "" };
        bytes_init(&got);
        fixture.layout.width = sizes[i].width;
        fixture.layout.height = sizes[i].height;
        print_kind(&fixture.layout, kind, &got);
        if (got.size == 0) {
            fail_msg("%s gives no slide of kind %s: has it such an item, and [programme] order "
                     "the kind?",
                feed, kind);
        }
        snprintf(name, sizeof(name), "tests/golden/slide/%s/%s-%dx%d.json", theme, kind,
            sizes[i].width, sizes[i].height);
        snprintf(path, sizeof(path), "%s/%s", TEST_ROOT, name);
        if (getenv("LOBBYCARD_GOLDEN_UPDATE") != NULL) {
            assert_true(file_replace(path, got.data, got.size, &error));
        } else if (access(path, F_OK) != 0) {
            fail_msg("%s is not there" ANEW, name);
        } else {
            char *wanted = fixture_read(name);
            compare(name, wanted, got.data);
            free(wanted);
        }
        bytes_finish(&got);
    }
    fixture_finish(&fixture);
    free(json);
}

static const char *feed_for(const char *kind)
{
    static const struct {
        const char *kind, *feed;
    } others[] = {
        { "idle", "tests/data/slides-none.json" },
        { "countdown", "tests/data/slides-events.json" },
        { "agenda", "tests/data/slides-events.json" },
        { "table", "tests/data/slides-table.json" },
        { "alert", "tests/data/slides-alert.json" },
    };
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        if (strcmp(kind, others[i].kind) == 0) {
            return others[i].feed;
        }
    }
    return "tests/data/slides.json";
}

static void test_kinds(void **state)
{
    (void)state;
    static const char *const themes[] = { "paper", "festival", "contrast" };
    for (size_t i = 0; i < slide_kind_count; i++) {
        for (size_t t = 0; t < sizeof(themes) / sizeof(themes[0]); t++) {
            check_kind(feed_for(slide_kinds[i]->name), slide_kinds[i]->name, themes[t]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_kinds) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
