/* What a feed dates, in every form that is accepted, as the screen's own wall has it. */
#include "slide/deck.h"
#include "slide/fixture.h"

#include <stdio.h>

/* One moment: 2026-11-24 0:00 in Shanghai, the 23rd 16:00 in Greenwich, 11:00 in New York. */
static const struct {
    const char *text, *zone;
    const char *day, *time; /* as the wall has it */
    bool is_loose;          /* `published` wants an offset behind a time */
} moments[] = {
    { "2026-11-23T16:00:00Z", "Asia/Shanghai", "11月24日", " 0:00", false },
    { "2026-11-23t16:00:00z", "Asia/Shanghai", "11月24日", " 0:00", false },
    { "2026-11-23T16:00Z", "Asia/Shanghai", "11月24日", " 0:00", false },
    { "2026-11-23t16:00z", "Asia/Shanghai", "11月24日", " 0:00", false },
    { "2026-11-23T16:00:00.250Z", "Asia/Shanghai", "11月24日", " 0:00", false },
    { "2026-11-24T00:00:00+08:00", "Asia/Shanghai", "11月24日", " 0:00", false },
    { "2026-11-23T11:00:00-05:00", "Asia/Shanghai", "11月24日", " 0:00", false },
    { "2026-11-24T00:00+08:00", "America/New_York", "11月23日", " 11:00", false },
    { "2026-11-23T16:00:00Z", "Etc/UTC", "11月23日", " 16:00", false },
    { "2026-11-23T16:00:00Z", "Asia/Kolkata", "11月23日", " 21:30", false },
    { "2026-11-23T16:00:00Z", "Pacific/Kiritimati", "11月24日", " 6:00", false },
    { "2026-11-24T00:00", "Asia/Shanghai", "11月24日", " 0:00", true },
    { "2026-11-24t00:00", "Asia/Shanghai", "11月24日", " 0:00", true },
    { "2026-11-24T00:00:30", "America/New_York", "11月24日", " 0:00", true },
    { "2026-11-24", "Asia/Shanghai", "11月24日", "", false },
    { "2026-11-24", "America/New_York", "11月24日", "", false },
};

/* A place where a moment is printed: `before` and `after` it in the feed, the box that shows
 * it, and what stands around it there. */
static const struct {
    const char *kind, *before, *after, *role, *shown_before;
    bool has_time; /* and the time of day, where the text gives one */
} places[] = {
    { "notice", "{\"kind\":\"notice\",\"title\":\"甲\",\"text\":\"乙\",\"show\":{\"until\":\"",
        "\"}}", "validity", "有效期至", true },
    { "notice",
        "{\"kind\":\"notice\",\"title\":\"甲\",\"text\":\"乙\",\"show\":{\"until\":"
        "\"2027-01-01\",\"from\":\"",
        "\"}}", "validity", "", true },
    { "article",
        "{\"kind\":\"article\",\"title\":\"甲\",\"body\":[{\"text\":\"乙\"}],\"published\":\"",
        "\"}", "credit", "", false },
    { "headlines", "{\"kind\":\"article\",\"title\":\"甲\",\"published\":\"", "\"}",
        "date-item", "", false },
    { "headlines",
        "{\"kind\":\"article\",\"title\":\"甲\",\"published\":\"2026-01-01\"},"
        "{\"kind\":\"article\",\"title\":\"乙\",\"published\":\"",
        "\"}", "date-newest", "", false },
    { "countdown", "{\"kind\":\"countdown\",\"title\":\"甲\",\"to\":\"", "\"}", "date", "",
        true },
    { "alert", "{\"kind\":\"alert\",\"title\":\"甲\",\"show\":{\"until\":\"", "\"}}",
        "validity", "有效至", true },
};

/* Spaces that the setting leaves out do not matter. */
static bool shows(const struct scene *scene, const char *role, const char *wanted)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (strcmp(box->role, role) != 0 || box->live != LIVE_NONE || box->line_count == 0) {
            continue;
        }
        const char *at = box->lines[0].line.text;
        while (*at != '\0' && *wanted != '\0') {
            at += strspn(at, " ");
            wanted += strspn(wanted, " ");
            if (*at++ != *wanted++) {
                return false;
            }
        }
        return *wanted == '\0';
    }
    return false;
}

static bool is_shown(
    const char *json, const char *zone, const char *kind, const char *role, const char *wanted)
{
    bool found = false;
    struct fixture fixture;
    fixture_init(&fixture, json, "paper");
    fixture.config->screen.timezone = zone_create(&fixture.config->arena, zone);
    struct deck *deck = deck_plan(&fixture.layout);
    for (size_t i = 0; i < deck->count; i++) {
        if (strcmp(deck->slides[i].kind->name, kind) == 0) {
            struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[i]);
            found = found || shows(scene, role, wanted);
            scene_destroy(scene);
        }
    }
    deck_destroy(deck);
    fixture_finish(&fixture);
    return found;
}

static void test_moments_are_shown(void **state)
{
    (void)state;
    int faults = 0, seen = 0;
    for (size_t p = 0; p < sizeof(places) / sizeof(places[0]); p++) {
        for (size_t m = 0; m < sizeof(moments) / sizeof(moments[0]); m++) {
            char json[512], wanted[128];
            if (strstr(places[p].before, "published") != NULL && moments[m].is_loose) {
                continue;
            }
            snprintf(json, sizeof(json), "{\"lobbycard\":1,\"items\":[%s%s%s]}",
                places[p].before, moments[m].text, places[p].after);
            snprintf(wanted, sizeof(wanted), "%s%s%s", places[p].shown_before, moments[m].day,
                places[p].has_time ? moments[m].time : "");
            seen++;
            if (!is_shown(json, moments[m].zone, places[p].kind, places[p].role, wanted)) {
                print_error("%s in %s: no \"%s\"\n", json, moments[m].zone, wanted);
                faults++;
            }
        }
    }
    assert_true(seen > 90);
    assert_int_equal(faults, 0);
}

/* By the moment, whatever its text looks like; without a date last, equal ones as given. */
static void test_headlines_sort_by_moment(void **state)
{
    (void)state;
    static const struct {
        const char *first, *second, *zone;
        bool is_turned; /* the second is newer */
    } cases[] = {
        { "2026-11-23T09:00:00+08:00", "2026-11-23T02:00:00Z", "Asia/Shanghai", true },
        { "2026-11-23T02:00:00Z", "2026-11-23T09:00:00+08:00", "Asia/Shanghai", false },
        { "2026-11-23T23:30:00-05:00", "2026-11-24T08:00:00+08:00", "Asia/Shanghai", false },
        { "2026-11-24T08:00:00+08:00", "2026-11-23T23:30:00-05:00", "Asia/Shanghai", true },
        { "2026-11-23T10:00:00+08:00", "2026-11-23T02:00:00Z", "Asia/Shanghai", false },
        { "2026-11-23T02:00:00z", "2026-11-23t10:00:00+08:00", "Asia/Shanghai", false },
        { "2026-11-23", "2026-11-22T17:00:00Z", "Asia/Shanghai", true },
        { "2026-11-23", "2026-11-22T17:00:00Z", "America/New_York", false },
        { "", "2020-01-01", "Asia/Shanghai", true },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char json[512];
        struct fixture fixture;
        snprintf(json, sizeof(json),
            "{\"lobbycard\":1,\"items\":[{\"kind\":\"article\",\"title\":\"甲\",\"published\":"
            "\"%s\"},{\"kind\":\"article\",\"title\":\"乙\",\"published\":\"%s\"}]}",
            cases[i].first, cases[i].second);
        fixture_init(&fixture, json, "paper");
        fixture.config->screen.timezone = zone_create(&fixture.config->arena, cases[i].zone);
        struct deck *deck = deck_plan(&fixture.layout);
        struct scene *scene = slide_lay_out(&fixture.layout, &deck->slides[0]);
        const char *top = NULL;
        for (size_t k = 0; top == NULL && k < scene->box_count; k++) {
            bool is_title = strcmp(scene->boxes[k].role, "title") == 0;
            top = is_title ? scene->boxes[k].lines[0].line.text : NULL;
        }
        if (top == NULL || strcmp(top, cases[i].is_turned ? "乙" : "甲") != 0) {
            fail_msg("case %zu: %s before %s", i, cases[i].first, cases[i].second);
        }
        scene_destroy(scene);
        deck_destroy(deck);
        fixture_finish(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moments_are_shown),
        cmocka_unit_test(test_headlines_sort_by_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
