/* Properties of turns and plans, over thousands of random ones. */
#include "programme/plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 3000, MAX_SLIDES = 40 };

/* xorshift64: the same numbers on every machine. */
static uint64_t random_state;

static uint64_t random_below(uint64_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state % limit;
}

static const struct slide_kind kinds[] = { { .name = "welcome" }, { .name = "article" },
    { .name = "notice" }, { .name = "headlines" } };
static const struct view views[] = { { .source = "news" }, { .source = "desk" } };
static const struct item items[] = { { .id = "a" }, { .id = "b" }, { .id = "c" }, { .id = "d" },
    { .id = "e" } };

/* A deck of groups of pages; `things` bounds how many items there are. */
static void random_deck(struct deck *deck, struct slide *slides, size_t things)
{
    size_t groups = 1 + random_below(10);
    *deck = (struct deck) { .slides = slides };
    for (size_t i = 0; i < groups; i++) {
        int pages = 1 + (int)random_below(4);
        size_t thing = random_below(things);
        for (int page = 1; page <= pages; page++) {
            slides[deck->count++] = (struct slide) {
                .kind = &kinds[thing % 4],
                .view = &views[thing % 2],
                .item = thing % 4 == 3 ? NULL : &items[thing % 5],
                .page = page,
                .pages = pages,
                .dwell_ms = 1 + (int64_t)random_below(20000),
            };
        }
    }
}

static struct plan *random_plan(void)
{
    static const int64_t froms[] = { INT64_MIN, -7000000000, 0, 1795400000000 };
    struct slide slides[MAX_SLIDES];
    struct deck deck;
    random_deck(&deck, slides, 1 + random_below(8));
    int64_t from_ms = froms[random_below(4)];
    int64_t until_ms = random_below(2) ? INT64_MAX
                                       : (from_ms == INT64_MIN ? 0 : from_ms) + 1 +
                                             (int64_t)random_below(300000);
    struct plan *plan = programme_plan(&deck, from_ms, until_ms);
    assert_non_null(plan);
    return plan;
}

static bool same_turn(struct turn a, struct turn b)
{
    return a.slide == b.slide && a.from_ms == b.from_ms && a.until_ms == b.until_ms;
}

/* From anywhere, turn by turn: each begins where the one before ends, holds its whole length,
 * lasts as long as its slide unless the span cuts it, and the slides come in order. */
static void test_no_gap_no_overlap(void **state)
{
    (void)state;
    random_state = 20261123;
    for (int round = 0; round < ROUNDS; round++) {
        struct plan *plan = random_plan();
        int64_t start_ms = plan->from_ms == INT64_MIN ? 0 : plan->from_ms;
        int64_t now_ms = start_ms + (int64_t)random_below(900000) - 450000;
        struct turn turn = programme_turn_at(plan, now_ms);
        assert_true(turn.from_ms <= now_ms && now_ms < turn.until_ms);
        for (int step = 0; step < 50; step++) {
            const struct planned_slide *slide = &plan->slides[turn.slide];
            bool is_cut = turn.from_ms == plan->until_ms || turn.until_ms == plan->until_ms;
            assert_true(turn.until_ms - turn.from_ms == slide->dwell_ms ||
                        (is_cut && turn.until_ms - turn.from_ms < slide->dwell_ms));
            assert_true(same_turn(turn, programme_turn_at(plan, turn.from_ms)));
            assert_true(same_turn(turn, programme_turn_at(plan, turn.until_ms - 1)));
            struct turn next = programme_turn_at(plan, turn.until_ms);
            assert_true(next.from_ms == turn.until_ms);
            assert_true(next.slide == (turn.slide + 1) % plan->count ||
                        (next.slide == turn.slide && turn.until_ms == plan->until_ms));
            turn = next;
        }
        if (plan->from_ms != INT64_MIN) {
            turn = programme_turn_at(plan, plan->from_ms);
            assert_int_equal(turn.slide, 0);
            assert_true(turn.from_ms == plan->from_ms);
        }
        plan_destroy(plan);
    }
}

/* A screen that is behind by its phase shows what the others showed then. */
static void test_phase(void **state)
{
    (void)state;
    random_state = 5;
    for (int round = 0; round < ROUNDS; round++) {
        struct plan *plan = random_plan();
        int64_t now_ms = 1795400000000 + (int64_t)random_below(1000000000);
        int64_t phase_ms = (int64_t)random_below(3600000);
        bool is_inside = plan->from_ms == INT64_MIN || plan->from_ms <= now_ms;
        if (is_inside && now_ms < plan->until_ms) {
            plan->until_ms = INT64_MAX;
            struct turn others = programme_turn_at(plan, now_ms);
            plan->phase_ms = phase_ms;
            struct turn own = programme_turn_at(plan, now_ms + phase_ms);
            assert_int_equal(own.slide, others.slide);
            assert_true(own.from_ms == others.from_ms + phase_ms);
            assert_true(own.until_ms == others.until_ms + phase_ms);
        }
        plan_destroy(plan);
    }
}

/* Neither end of time overflows; the sanitizer watches. */
static void test_ends_of_time(void **state)
{
    (void)state;
    static const int64_t times[] = { INT64_MIN, INT64_MIN + 1, -1, 0, 1, INT64_MAX - 1,
        INT64_MAX };
    random_state = 7;
    for (int round = 0; round < 200; round++) {
        struct plan *plan = random_plan();
        for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
            struct turn turn = programme_turn_at(plan, times[i]);
            assert_true(turn.slide < plan->count);
            assert_true(turn.from_ms <= times[i] && times[i] <= turn.until_ms);
        }
        plan_destroy(plan);
    }
}

struct turn_case {
    int64_t from_ms, until_ms, now_ms;
    size_t slide;
    int64_t turn_from_ms, turn_until_ms;
};

/* Three slides of 10, 20 and 30 seconds. */
static const struct turn_case turn_cases[] = {
    { INT64_MIN, INT64_MAX, 0, 0, 0, 10000 },
    { INT64_MIN, INT64_MAX, 9999, 0, 0, 10000 },
    { INT64_MIN, INT64_MAX, 10000, 1, 10000, 30000 },
    { INT64_MIN, INT64_MAX, 59999, 2, 30000, 60000 },
    { INT64_MIN, INT64_MAX, 60000, 0, 60000, 70000 },
    { INT64_MIN, INT64_MAX, -1, 2, -30000, 0 },
    { INT64_MIN, INT64_MAX, -30001, 1, -50000, -30000 },
    { INT64_MIN, INT64_MAX, -60000, 0, -60000, -50000 },
    { INT64_MIN, 15000, 14999, 1, 10000, 15000 },
    { INT64_MIN, 15000, 15000, 1, 15000, 30000 },
    { 5000, INT64_MAX, 5000, 0, 5000, 15000 },
    { 5000, INT64_MAX, 15000, 1, 15000, 35000 },
    { 5000, 20000, 19999, 1, 15000, 20000 },
    { 5000, 20000, 4999, 2, -25000, 5000 },
    { -70000, INT64_MAX, -70000, 0, -70000, -60000 },
    { -70000, INT64_MAX, 0, 1, 0, 20000 },
};

static void test_turns(void **state)
{
    (void)state;
    struct slide slides[3];
    for (int i = 0; i < 3; i++) {
        slides[i] = (struct slide) { .kind = &kinds[i],
            .view = views,
            .item = &items[i],
            .page = 1,
            .pages = 1,
            .dwell_ms = 10000 * (i + 1) };
    }
    struct deck deck = { .slides = slides, .count = 3 };
    for (size_t i = 0; i < sizeof turn_cases / sizeof turn_cases[0]; i++) {
        const struct turn_case *given = &turn_cases[i];
        struct plan *plan = programme_plan(&deck, given->from_ms, given->until_ms);
        assert_non_null(plan);
        assert_int_equal(plan->cycle_ms, 60000);
        struct turn turn = programme_turn_at(plan, given->now_ms);
        if (turn.slide != given->slide || turn.from_ms != given->turn_from_ms ||
            turn.until_ms != given->turn_until_ms) {
            fail_msg("case %zu: slide %zu from %lld until %lld", i, turn.slide,
                (long long)turn.from_ms, (long long)turn.until_ms);
        }
        plan_destroy(plan);
    }
}

static bool same_thing(const struct planned_slide *a, const struct planned_slide *b)
{
    return strcmp(a->source, b->source) == 0 && (a->item != NULL) == (b->item != NULL) &&
           (a->item ? strcmp(a->item, b->item) == 0 : a->kind == b->kind);
}

/* Every slide of the deck plays; pages stay in order; no item twice in a row where there is
 * another, the seam of the cycle included; a deck without a touch keeps its order. */
static void test_fairness(void **state)
{
    (void)state;
    random_state = 4711;
    int touched = 0, repeated = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct slide slides[MAX_SLIDES];
        struct deck deck;
        bool has_other = false, played[MAX_SLIDES] = { false }, in_order = true;
        random_deck(&deck, slides, 1 + random_below(8));
        struct plan *plan = programme_plan(&deck, 0, INT64_MAX);
        assert_non_null(plan);
        assert_true(plan->count >= deck.count && plan->count <= 4 * 2 * deck.count);
        for (size_t i = 0; i < plan->count; i++) {
            has_other = has_other || !same_thing(&plan->slides[0], &plan->slides[i]);
        }
        for (size_t i = 0; i < plan->count; i++) {
            const struct planned_slide *slide = &plan->slides[i];
            const struct planned_slide *next = &plan->slides[(i + 1) % plan->count];
            assert_true(slide->deck_index < deck.count);
            assert_ptr_equal(slide->kind, slides[slide->deck_index].kind);
            assert_int_equal(slide->page, slides[slide->deck_index].page);
            played[slide->deck_index] = true;
            in_order = in_order && slide->deck_index == i;
            if (slide->page < slide->pages) {
                assert_int_equal(next->deck_index, slide->deck_index + 1);
            } else if (has_other && same_thing(slide, next)) {
                fail_msg("round %d: slide %zu of %zu is followed by its own item", round, i,
                    plan->count);
            }
        }
        for (size_t i = 0; i < deck.count; i++) {
            assert_true(played[i]);
        }
        touched += !in_order;
        repeated += plan->count > deck.count;
        plan_destroy(plan);
    }
    /* The random decks must have asked for all of it. */
    assert_true(touched > 100 && touched < ROUNDS - 100 && repeated > 10);
}

/* Weights are shares of turns, spread so that no wait is twice as long as it would be if all
 * came at equal distances, give or take what keeps two turns of a thing apart. */
static void test_weights(void **state)
{
    (void)state;
    enum { ITEMS = 24 };
    static char ids[ITEMS][8];
    struct item named[ITEMS];
    random_state = 77;
    for (int round = 0; round < ROUNDS; round++) {
        struct slide slides[ITEMS];
        struct deck deck = { .slides = slides, .count = 12 + random_below(ITEMS - 11) };
        int total = 0;
        for (size_t i = 0; i < deck.count; i++) {
            snprintf(ids[i], sizeof ids[i], "i%zu", i);
            named[i] = (struct item) { .id = ids[i] };
            slides[i] = (struct slide) { .kind = &kinds[2],
                .view = &views[0],
                .item = &named[i],
                .page = 1,
                .pages = 1,
                .dwell_ms = 1000,
                .weight = random_below(4) ? 1 : 1 + (int)random_below(3) };
            total += slides[i].weight;
        }
        struct plan *plan = programme_plan(&deck, 0, INT64_MAX);
        assert_non_null(plan);
        assert_int_equal(plan->count, total);
        for (size_t i = 0; i < deck.count; i++) {
            size_t seen = 0, last = 0, first = 0, longest = 0;
            for (size_t k = 0; k < plan->count; k++) {
                if (plan->slides[k].deck_index == i) {
                    size_t gap = k - last;
                    longest = seen > 0 && gap > longest ? gap : longest;
                    first = seen++ ? first : k;
                    last = k;
                }
            }
            size_t around = first + plan->count - last;
            longest = around > longest ? around : longest;
            assert_int_equal(seen, slides[i].weight);
            if (longest > 2 * plan->count / seen + 2) {
                fail_msg("round %d: item %zu of weight %zu waits %zu of %zu", round, i, seen,
                    longest, plan->count);
            }
            for (size_t k = 0; k < plan->count; k++) {
                assert_true(plan->slides[k].deck_index !=
                            plan->slides[(k + 1) % plan->count].deck_index);
            }
        }
        plan_destroy(plan);
    }
}

/* Two screens, or one before and after a restart: the same names, the same turns. */
static void test_same_input_same_turns(void **state)
{
    (void)state;
    random_state = 99;
    for (int round = 0; round < 500; round++) {
        uint64_t seed = random_state;
        struct plan *one = random_plan();
        random_state = seed;
        struct plan *two = random_plan();
        assert_int_equal(one->count, two->count);
        for (size_t i = 0; i < one->count; i++) {
            assert_int_equal(one->slides[i].deck_index, two->slides[i].deck_index);
        }
        for (int i = 0; i < 20; i++) {
            int64_t now_ms = (int64_t)random_below(4000000000000) - 2000000000000;
            assert_true(
                same_turn(programme_turn_at(one, now_ms), programme_turn_at(two, now_ms)));
        }
        plan_destroy(one);
        plan_destroy(two);
    }
}

/* A plan owns its names: the deck's memory may go. */
static void test_plan_outlives_deck(void **state)
{
    (void)state;
    char source[] = "news", id[] = "first";
    const struct item item = { .id = id };
    struct view view = { .source = source };
    struct slide slide = {
        .kind = &kinds[1], .view = &view, .item = &item, .page = 1, .pages = 1, .dwell_ms = 5000
    };
    struct deck deck = { .slides = &slide, .count = 1 };
    struct plan *plan = programme_plan(&deck, 10, 20);
    memset(source, 'x', 4);
    memset(id, 'x', 5);
    assert_string_equal(plan->slides[0].source, "news");
    assert_string_equal(plan->slides[0].item, "first");
    assert_true(plan->from_ms == 10 && plan->until_ms == 20);
    plan_destroy(plan);
    plan_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_turns),
        cmocka_unit_test(test_no_gap_no_overlap),
        cmocka_unit_test(test_phase),
        cmocka_unit_test(test_ends_of_time),
        cmocka_unit_test(test_fairness),
        cmocka_unit_test(test_weights),
        cmocka_unit_test(test_same_input_same_turns),
        cmocka_unit_test(test_plan_outlives_deck),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
