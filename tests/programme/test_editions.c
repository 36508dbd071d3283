/* Properties of whole programmes, over thousands of random editions played for a day and a
 * half: from what may be shown, through the deck, to turns. What may be shown is worked out
 * here once more, minute by minute and without any cleverness. */
#include "base/clock.h"
#include "config/load.h"
#include "fakes/fixed_measure.h"
#include "fakes/moment_of.h"
#include "programme/plan.h"
#include "programme/select.h"
#include "slide/deck.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROUNDS = 2000, MAX_ITEMS = 12, PLAYED_MINUTES = 36 * 60 };

static const int64_t minute_ms = 60000;

/* xorshift64: the same numbers on every machine. */
static uint64_t random_state;

static int random_below(int limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (int)(random_state % (uint64_t)limit);
}

/* A rule as the feed has it, and as it is meant. Minutes are of the clock's face, counted from
 * the first day of the round. */
struct meant {
    int from, until;
    unsigned days;
    int hours_from, hours_until; /* the second may be above 1440 */
    bool on_screen;
    char from_text[20], until_text[20], hours_text[20];
};

struct edition {
    int64_t first_day;
    struct meant meant[MAX_ITEMS];
    struct item items[MAX_ITEMS];
    struct feed feed;
};

static void print_minute(const struct edition *edition, int minute, char out[20])
{
    char text[32];
    clock_print_rfc3339(edition->first_day * 86400000 + minute * minute_ms, 0, text);
    memcpy(out, text, 16);
    out[16] = '\0';
}

static void random_item(struct edition *edition, size_t i)
{
    static const struct {
        const char *text;
        unsigned days;
    } days[] = { { "", 0x7f }, { "", 0x7f }, { "Mon-Fri", 0x1f }, { "Sat,Sun", 0x60 },
        { "Fri-Mon", 0x71 }, { "Wed", 0x04 } };
    static const char *const ids[MAX_ITEMS] = { "a", "b", "c", "d", "e", "f", "g", "h", "i",
        "j", "k", "l" };
    static const char *const here[] = { "lobby" }, *const elsewhere[] = { "!lobby" };
    struct meant *meant = &edition->meant[i];
    int day = random_below(6);
    *meant = (struct meant) { .from = INT32_MIN,
        .until = INT32_MAX,
        .days = days[day].days,
        .hours_until = DAY_MINUTES,
        .on_screen = random_below(8) > 0 };
    if (random_below(3) == 0) {
        meant->from = random_below(PLAYED_MINUTES);
        print_minute(edition, meant->from, meant->from_text);
    }
    if (random_below(3) == 0) {
        meant->until = (meant->from > 0 ? meant->from : 0) + 1 + random_below(PLAYED_MINUTES);
        print_minute(edition, meant->until, meant->until_text);
    }
    if (random_below(3) == 0) {
        int from = random_below(DAY_MINUTES), until = random_below(DAY_MINUTES);
        until += until == from;
        snprintf(meant->hours_text, sizeof meant->hours_text, "%02d:%02d-%02d:%02d", from / 60,
            from % 60, until / 60, until % 60);
        meant->hours_from = from;
        meant->hours_until = until < from ? until + DAY_MINUTES : until;
    }
    edition->items[i] = (struct item) { .id = ids[i],
        .kind = ITEM_NOTICE,
        .lang = "",
        .level = "info",
        .title = "停水通知",
        .text = "二号楼停水检修。",
        .source = "",
        .url = "",
        .show = { .from = moment_of(meant->from_text),
            .until = moment_of(meant->until_text),
            .days = days[day].text,
            .hours = meant->hours_text,
            .screens = meant->on_screen ? here : elsewhere,
            .screen_count = !meant->on_screen || random_below(2),
            .priority = random_below(3),
            .weight = 1 + random_below(3) * random_below(2) } };
}

static void random_edition(struct edition *edition)
{
    *edition = (struct edition) { .first_day = 20780 + random_below(3000) };
    size_t count = (size_t)random_below(MAX_ITEMS + 1);
    for (size_t i = 0; i < count; i++) {
        random_item(edition, i);
    }
    edition->feed = (struct feed) { .lang = "zh-Hans",
        .site_name = "云溪工学院",
        .welcome = "",
        .logo = "",
        .items = edition->items,
        .item_count = count };
}

static bool is_meant(const struct edition *edition, size_t item, int minute)
{
    const struct meant *meant = &edition->meant[item];
    if (!meant->on_screen || minute < meant->from || minute >= meant->until) {
        return false;
    }
    for (int before = 0; before < 2; before++) {
        int64_t day = edition->first_day + minute / DAY_MINUTES - before;
        int at = minute % DAY_MINUTES + before * DAY_MINUTES;
        if (meant->days >> week_day_of(day) & 1 && meant->hours_from <= at &&
            at < meant->hours_until) {
            return true;
        }
    }
    return false;
}

static struct plan *plan_at(const struct edition *edition, const struct config *config,
    const struct theme *theme, int64_t now_ms)
{
    const struct selection_source source = { .name = "news", .feed = &edition->feed };
    const struct measure measure = fixed_measure(NULL);
    struct selection *selection = selection_create(config, &source, 1, now_ms, false);
    assert_non_null(selection);
    const struct layout layout = { .config = config,
        .theme = theme,
        .measure = &measure,
        .views = selection->views,
        .view_count = selection->view_count,
        .width = 1920,
        .height = 1080,
        .now_ms = now_ms,
        .is_asleep = selection->is_asleep };
    struct deck *deck = deck_plan(&layout);
    assert_non_null(deck);
    struct plan *plan = programme_plan(deck, selection->from_ms, selection->until_ms);
    assert_non_null(plan);
    deck_destroy(deck);
    selection_destroy(selection);
    return plan;
}

static size_t item_of(const struct edition *edition, const struct planned_slide *slide)
{
    for (size_t i = 0; slide->item && i < edition->feed.item_count; i++) {
        if (strcmp(edition->items[i].id, slide->item) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Everything that may be shown has its turns in the cycle and nothing else has; no two turns of
 * one item touch where there is another, the seam included. So none waits more than a cycle. */
static void check_cycle(const struct edition *edition, const struct plan *plan, int minute)
{
    size_t turns[MAX_ITEMS] = { 0 }, meant = 0;
    for (size_t i = 0; i < plan->count; i++) {
        size_t item = item_of(edition, &plan->slides[i]);
        if (item == SIZE_MAX) {
            assert_string_equal(plan->slides[i].kind->name, "idle");
            assert_int_equal(plan->count, 1);
        } else {
            turns[item]++;
        }
    }
    for (size_t i = 0; i < edition->feed.item_count; i++) {
        bool is_on = is_meant(edition, i, minute);
        meant += is_on;
        assert_int_equal(turns[i] > 0, is_on);
    }
    for (size_t i = 0; meant > 1 && i < plan->count; i++) {
        assert_true(item_of(edition, &plan->slides[i]) !=
                    item_of(edition, &plan->slides[(i + 1) % plan->count]));
    }
}

static bool same_plan(const struct plan *one, const struct plan *two)
{
    bool same = one->count == two->count && one->from_ms == two->from_ms &&
                one->until_ms == two->until_ms && one->cycle_ms == two->cycle_ms;
    for (size_t i = 0; same && i < one->count; i++) {
        same = one->slides[i].deck_index == two->slides[i].deck_index &&
               one->starts_ms[i] == two->starts_ms[i];
    }
    return same;
}

/* Shanghai is eight hours ahead and changes no clocks. */
static int minute_of(const struct edition *edition, int64_t wall_ms)
{
    return (int)((wall_ms + 8 * 3600000 - edition->first_day * 86400000) / minute_ms);
}

/* Turn by turn: each begins where the one before ended and shows what may be shown in all of
 * it. */
static size_t play(
    const struct edition *edition, const struct config *config, const struct theme *theme)
{
    int64_t start_ms = edition->first_day * 86400000 - 8 * 3600000;
    int64_t at_ms = start_ms, end_ms = start_ms + PLAYED_MINUTES * minute_ms;
    size_t turns = 0;
    while (at_ms < end_ms) {
        struct plan *plan = plan_at(edition, config, theme, at_ms);
        int64_t last_ms = plan->until_ms < end_ms ? plan->until_ms : end_ms;
        assert_true(plan->from_ms <= at_ms && at_ms < plan->until_ms);
        check_cycle(edition, plan, minute_of(edition, at_ms));
        /* Somebody who comes in the middle of the span plans the same. */
        struct plan *again = plan_at(edition, config, theme, at_ms + (last_ms - at_ms) / 2);
        assert_true(same_plan(plan, again));
        plan_destroy(again);
        while (at_ms < last_ms) {
            struct turn turn = programme_turn_at(plan, at_ms);
            size_t item = item_of(edition, &plan->slides[turn.slide]);
            assert_true(turn.from_ms <= at_ms && turn.until_ms > at_ms);
            assert_true(turn.from_ms == at_ms || at_ms == start_ms);
            assert_true(turn.until_ms <= plan->until_ms);
            assert_true(item == SIZE_MAX ||
                        (is_meant(edition, item, minute_of(edition, at_ms)) &&
                            is_meant(edition, item, minute_of(edition, turn.until_ms - 1))));
            at_ms = turn.until_ms;
            turns++;
        }
        plan_destroy(plan);
    }
    return turns;
}

static void test_editions(void **state)
{
    (void)state;
    static const char *const tags[] = { "lobby" }, *const order[] = { "notice" };
    struct error error = { "" };
    struct theme theme;
    struct edition *edition = malloc(sizeof *edition);
    struct config *config = config_default(&error);
    assert_true(edition && config && theme_load(&theme, TEST_ROOT, "paper", &error));
    config->screen.tags = (struct text_list) { tags, 1 };
    config->programme.order = (struct text_list) { order, 1 };
    config->programme.dwell_min_ms = config->programme.dwell_max_ms = 90000;
    random_state = 20261123;
    size_t turns = 0;
    for (int round = 0; round < ROUNDS; round++) {
        random_edition(edition);
        turns += play(edition, config, &theme);
    }
    assert_true(turns > (size_t)ROUNDS * PLAYED_MINUTES * 60 / 90);
    config_destroy(config);
    free(edition);
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(test_editions) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
