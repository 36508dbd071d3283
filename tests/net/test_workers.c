/* One runs at a time; each sleeps until it is due, and no news of others wakes it. */
#include "net/fetch/road/workers.h"

#include "base/clock.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

enum { WORKERS = 12, ROUNDS = 200, PATIENCE_MS = 20000 };

struct scene {
    int64_t due_ms[WORKERS]; /* under the turn */
    int runs[WORKERS];
    int looks[WORKERS]; /* at its own time, by the worker itself */
    pthread_t threads[WORKERS];
    int rounds;
    int joined, told; /* of test_others_are_let_before */
    atomic_int away;
};

static void nap(void)
{
    nanosleep(&(struct timespec) { 0, 1000000 }, NULL);
}

static int64_t due_ms(void *context, size_t index)
{
    struct scene *scene = context;
    bool is_own =
        scene->runs[index] > 0 && pthread_equal(pthread_self(), scene->threads[index]);
    scene->looks[index] += is_own;
    return scene->due_ms[index];
}

/* The first one runs again and again; the last time it makes the last one due once more. */
static void run(void *context, size_t index, struct workers *workers, const atomic_bool *stop)
{
    struct scene *scene = context;
    scene->threads[index] = pthread_self();
    scene->runs[index]++;
    if (index > 0) {
        scene->due_ms[index] = INT64_MAX;
    } else if (++scene->rounds < ROUNDS && !*stop) {
        workers_away(workers);
        sched_yield();
        workers_back(workers);
    } else {
        scene->due_ms[0] = INT64_MAX;
        scene->due_ms[WORKERS - 1] = INT64_MIN;
    }
}

static void test_only_those_are_woken_that_are_due(void **state)
{
    (void)state;
    static struct scene scene;
    struct error error;
    atomic_bool stop = false;
    scene = (struct scene) { 0 };
    for (size_t i = 0; i < WORKERS; i++) {
        scene.due_ms[i] = INT64_MIN;
    }
    const struct workers_job job = { &scene, due_ms, run };
    struct workers *workers = workers_create(&job, WORKERS, &error);
    assert_non_null(workers);
    workers_wait(workers, &stop);
    workers_destroy(workers);
    assert_int_equal(scene.runs[0], ROUNDS);
    assert_int_equal(scene.runs[WORKERS - 1] >= 1, 1);
    for (size_t i = 1; i < WORKERS; i++) {
        if (scene.looks[i] > 6) {
            fail_msg("worker %zu was woken %d times by %d rounds of another", i, scene.looks[i],
                ROUNDS);
        }
    }
}

/* All of them come back at one time, and each lets the others have their turn. */
static void come_back(
    void *context, size_t index, struct workers *workers, const atomic_bool *stop)
{
    struct scene *scene = context;
    (void)stop;
    scene->due_ms[index] = INT64_MAX;
    workers_away(workers);
    atomic_fetch_add(&scene->away, 1);
    while (atomic_load(&scene->away) < WORKERS) {
        nap();
    }
    workers_back(workers);
    scene->joined++;
    int64_t until_ms = clock_mono_ms() + PATIENCE_MS;
    while (scene->joined < WORKERS && !scene->told && workers_let_others(workers, until_ms)) {
    }
    scene->told += scene->joined == WORKERS;
    scene->runs[index]++;
}

static void test_others_are_let_before(void **state)
{
    (void)state;
    static struct scene scene;
    struct error error;
    atomic_bool stop = false;
    scene = (struct scene) { 0 };
    for (size_t i = 0; i < WORKERS; i++) {
        scene.due_ms[i] = INT64_MIN;
    }
    const struct workers_job job = { &scene, due_ms, come_back };
    struct workers *workers = workers_create(&job, WORKERS, &error);
    assert_non_null(workers);
    int64_t from_ms = clock_mono_ms();
    workers_wait(workers, &stop);
    workers_destroy(workers);
    assert_int_equal(scene.joined, WORKERS);
    assert_true(scene.told >= 1);
    /* Nobody waited for someone who did not come. */
    assert_true(clock_mono_ms() - from_ms < PATIENCE_MS);
}

/* Without anybody behind it, it goes on at once. */
static void go_on(void *context, size_t index, struct workers *workers, const atomic_bool *stop)
{
    struct scene *scene = context;
    (void)stop;
    scene->due_ms[index] = INT64_MAX;
    scene->told += workers_let_others(workers, INT64_MAX);
}

static void test_nobody_is_let_before(void **state)
{
    (void)state;
    struct scene scene = { .due_ms = { INT64_MIN } };
    struct error error;
    atomic_bool stop = false;
    const struct workers_job job = { &scene, due_ms, go_on };
    struct workers *workers = workers_create(&job, 1, &error);
    assert_non_null(workers);
    workers_wait(workers, &stop);
    workers_destroy(workers);
    assert_int_equal(scene.told, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_those_are_woken_that_are_due),
        cmocka_unit_test(test_others_are_let_before),
        cmocka_unit_test(test_nobody_is_let_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
