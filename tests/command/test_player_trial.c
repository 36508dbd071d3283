/* Lives of `play` with one edition: which deaths set it aside. Over a preparer that does
 * nothing. */
#include "base/error.h"
#include "command/play/probation.h"
#include "fakes/store_scratch.h"
#include "screen/prepare/preparer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { SECOND = 1, MINUTE = 60, CYCLE_S = 10 * MINUTE, LIVES_MAX = 8 };

static bool is_preparing;

int64_t preparer_deadline_us(struct preparer *preparer)
{
    (void)preparer;
    return is_preparing ? 1 : INT64_MAX;
}

static const struct object_id edition = {
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
};

/* As editions does: an edition that is in doubt is begun once the built-in slide stands. */
static bool begin(struct probation *probation, int64_t now_us, bool *waits)
{
    bool is_begun = probation_begin(probation, &edition);
    *waits = probation_waits(probation);
    if (!is_begun && *waits) {
        assert_false(probation->is_on_trial);
        probation_step(probation, now_us);
        assert_false(probation_waits(probation));
        is_begun = probation_begin(probation, &edition);
    }
    return is_begun;
}

/* A `play` that dies after so many seconds on the glass, or hangs then and leaves; it wakes
 * when it wants to. False when it does not take the edition any more. */
static bool live_at(struct store *store, int64_t seconds, bool hangs, int width, int height)
{
    const struct common common = { .ground = { .store = store } };
    struct probation probation;
    int64_t now_us = 5, end_us = now_us + seconds * 1000000;
    probation_init(&probation, &common);
    probation_note(&probation, true, CYCLE_S * 1000);
    probation_take_up(&probation);
    bool waits;
    if (!begin(&probation, now_us, &waits)) {
        return false;
    }
    probation_size(&probation, width, height);
    assert_true(probation_deadline_us(&probation, now_us) == INT64_MAX);
    while (now_us <= end_us) {
        probation_step(&probation, now_us);
        int64_t next_us = probation_deadline_us(&probation, now_us);
        assert_true(next_us > now_us);
        now_us = next_us;
    }
    if (hangs) {
        probation_hung(&probation);
    }
    return true;
}

static bool live(struct store *store, int64_t seconds, bool hangs)
{
    return live_at(store, seconds, hangs, 1920, 1080);
}

/* A store whose head names the edition. */
static struct store *open_store(struct scratch *scratch)
{
    struct error error = { "" };
    struct head head = { .current = edition };
    bool replaced;
    scratch_init(scratch);
    struct store *store = store_open(scratch->path, STORE_WRITE, 1024 * 1024, &error);
    assert_non_null(store);
    assert_true(store_write_head(store, &head, &replaced, &error));
    return store;
}

static void test_lives(void **state)
{
    static const struct {
        int seconds[LIVES_MAX]; /* each life's; 0: none any more */
        bool stays;
    } cases[] = {
        { { 5, 5 }, true },
        { { 5, 5, 5 }, false },
        { { MINUTE - SECOND, MINUTE - SECOND, MINUTE - SECOND }, false },
        /* What fails now and then. */
        { { MINUTE, 2 * MINUTE, 5 * MINUTE, 5 * MINUTE, 5 * MINUTE, 5 * MINUTE }, true },
        /* A slide late in the cycle, whose turn is over after a death or two. */
        { { 5 * MINUTE, 5, CYCLE_S - 10, 5, 5 }, false },
        { { 5 * MINUTE, 5, 5, CYCLE_S - 10, 5 }, false },
        /* Once it was shown without any harm, what was before does not count. */
        { { 5, 5, CYCLE_S, 5, 5 }, true },
        { { 5, 5, CYCLE_S, 5, 5, 5 }, false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scratch scratch;
        struct store *store = open_store(&scratch);
        for (size_t k = 0; k < LIVES_MAX && cases[i].seconds[k]; k++) {
            if (!live(store, cases[i].seconds[k], false)) {
                fail_msg("case %zu: set aside before life %zu", i, k);
            }
        }
        if (live(store, 1, false) != cases[i].stays) {
            fail_msg("case %zu: %s", i, cases[i].stays ? "set aside" : "not set aside");
        }
        store_close(store);
        scratch_finish(&scratch);
    }
}

/* A `play` that dies before anything stands: of the display; or, after the built-in slide
 * stood, of what comes next. Says whether that had to wait for it. */
static bool die_early(struct store *store, bool is_of_display)
{
    const struct common common = { .ground = { .store = store } };
    struct probation probation;
    bool waits;
    probation_init(&probation, &common);
    probation_note(&probation, false, 0);
    probation_take_up(&probation);
    if (is_of_display) {
        probation_begin(&probation, &edition);
        return probation_waits(&probation);
    }
    assert_true(begin(&probation, 5, &waits));
    return waits;
}

/* However often a display ends it, the edition stays, and is shown when the display works. */
static void test_a_display_that_does_not_start(void **state)
{
    (void)state;
    struct scratch scratch;
    struct store *store = open_store(&scratch);
    for (int i = 0; i < LIVES_MAX; i++) {
        assert_int_equal(die_early(store, true), i > 0);
    }
    assert_true(live(store, MINUTE, false));
    assert_false(die_early(store, true)); /* that is forgotten */
    store_close(store);
    scratch_finish(&scratch);
}

/* What ends `play` before its first slide stands has three lives on a display that works. */
static void test_an_edition_that_never_stands(void **state)
{
    (void)state;
    struct scratch scratch;
    struct store *store = open_store(&scratch);
    assert_false(die_early(store, false));
    for (int i = 0; i < TRIAL_DEATHS_MAX; i++) {
        assert_true(die_early(store, false));
    }
    assert_false(live(store, 1, false));
    store_close(store);
    scratch_finish(&scratch);
}

/* To leave in order before anything stands says nothing about the edition. */
static void test_it_leaves_early(void **state)
{
    (void)state;
    struct scratch scratch;
    struct store *store = open_store(&scratch);
    const struct common common = { .ground = { .store = store } };
    for (int i = 0; i < LIVES_MAX; i++) {
        struct probation probation;
        probation_init(&probation, &common);
        probation_take_up(&probation);
        assert_true(probation_begin(&probation, &edition));
        probation_finish(&probation);
    }
    store_close(store);
    scratch_finish(&scratch);
}

/* Of a slide late in the cycle: the `play` that begins anew two minutes later is not back at
 * its turn. */
static void test_hangs(void **state)
{
    (void)state;
    struct scratch scratch;
    struct store *store = open_store(&scratch);
    assert_true(live(store, 5 * MINUTE, true));
    assert_true(live(store, CYCLE_S - 2 * MINUTE, true));
    assert_true(live(store, CYCLE_S - 2 * MINUTE, true));
    assert_false(live(store, 1, false));
    store_close(store);
    scratch_finish(&scratch);
}

/* Nor is the display to blame for a first slide that is never done. */
static void test_hangs_early(void **state)
{
    (void)state;
    struct scratch scratch;
    struct store *store = open_store(&scratch);
    const struct common common = { .ground = { .store = store } };
    for (int i = 0; i < TRIAL_DEATHS_MAX; i++) {
        struct probation probation;
        bool waits;
        probation_init(&probation, &common);
        probation_take_up(&probation);
        assert_true(begin(&probation, 5, &waits));
        probation_hung(&probation);
    }
    assert_false(live(store, 1, false));
    store_close(store);
    scratch_finish(&scratch);
}

/* Whatever `play` dies of on a screen on which nothing has room is not the edition's fault. */
static void test_tiny_screens(void **state)
{
    (void)state;
    struct scratch scratch;
    struct store *store = open_store(&scratch);
    for (int i = 0; i < LIVES_MAX; i++) {
        assert_true(live_at(store, 5, false, 8, 1080));
        assert_true(live_at(store, 5, false, 1920, 1));
    }
    store_close(store);
    scratch_finish(&scratch);
}

/* As long as a slide is being made, it may be the one that it will die of. */
static void test_at_work(void **state)
{
    (void)state;
    const struct common common = { 0 };
    struct probation probation = {
        .common = &common, .is_on_glass = true, .is_on_trial = true, .tried_us = 1
    };
    is_preparing = true;
    probation_step(&probation, INT64_C(3600) * 1000000);
    assert_true(probation.is_on_trial);
    assert_true(probation_deadline_us(&probation, 0) == INT64_MAX);
    is_preparing = false;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lives),
        cmocka_unit_test(test_a_display_that_does_not_start),
        cmocka_unit_test(test_an_edition_that_never_stands),
        cmocka_unit_test(test_it_leaves_early),
        cmocka_unit_test(test_hangs),
        cmocka_unit_test(test_hangs_early),
        cmocka_unit_test(test_tiny_screens),
        cmocka_unit_test(test_at_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
