/* How the player follows the store: by its watch, and by looking at it every half minute, for
 * where a watch sees nothing or cannot be had. Over a store and a planner that do what the test
 * says, and a clock that it sets (by the linker's --wrap). */
#include "command/common/edition_supply.h"
#include "command/play/player.h"
#include "edition/recall.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

static struct {
    int64_t now_us;
    int watch_fd; /* -1: none is to be had */
    bool has_changed, is_edition_bad, is_memory_out, is_moving, has_to_wait;
    char edition;               /* the store's */
    bool is_recalled, is_other; /* it was kept; and is not what is read */
    int loads, plans, statuses;
} world;

static struct store *const some_store = (struct store *)&world;

int64_t __wrap_clock_mono_us(void);
int64_t __wrap_clock_mono_us(void)
{
    return world.now_us;
}

int store_watch(struct store *store)
{
    assert_ptr_equal(store, some_store);
    errno = world.watch_fd < 0 ? EMFILE : 0;
    return world.watch_fd;
}

bool store_look(struct store *store)
{
    assert_ptr_equal(store, some_store);
    bool has_changed = world.has_changed;
    world.has_changed = false;
    return has_changed;
}

bool store_drain(struct store *store)
{
    assert_ptr_equal(store, some_store);
    return world.has_changed;
}

struct edition *edition_load_allowed(struct store *store,
    bool (*allows)(void *context, const struct object_id *id), void *context,
    const struct recall *recall, struct error *error)
{
    assert_ptr_equal(store, some_store);
    (void)allows, (void)context;
    world.loads++;
    if (world.has_to_wait) {
        error_set(error, "%s", "");
        return NULL;
    }
    if (world.is_edition_bad) {
        error_set(error, "the disk fails");
        return NULL;
    }
    struct edition *edition = calloc(1, sizeof *edition);
    edition->id.hex[0] = world.edition;
    edition->kept.is_taken = world.is_recalled && recall->may_take;
    return edition;
}

bool edition_is_as_recalled(const struct edition *edition, const struct kept_as *sum)
{
    (void)edition, (void)sum;
    return !world.is_other;
}

void edition_destroy(struct edition *edition)
{
    free(edition);
}

bool edition_supply(struct edition *edition, struct supply *supply)
{
    (void)supply;
    edition_destroy(edition);
    return !world.is_memory_out;
}

void probation_take_up(struct probation *probation)
{
    (void)probation;
}

bool probation_begin(void *context, const struct object_id *edition)
{
    (void)context, (void)edition;
    return true;
}

bool probation_waits(const struct probation *probation)
{
    (void)probation;
    return world.has_to_wait;
}

bool planning_ask(struct planning *planning, const struct ground *coming, struct supply *supply)
{
    (void)supply;
    world.plans++;
    planning->common->ground = *coming; /* it stands at once */
    return true;
}

bool planning_is_under_way(const struct planning *planning)
{
    (void)planning;
    return false;
}

void told_again(struct told *told)
{
    (void)told;
    world.statuses++;
}

bool stage_is_moving(const struct stage *stage)
{
    (void)stage;
    return world.is_moving;
}

static struct player *player_on_first_that(int watch_fd, bool is_recalled)
{
    struct supply supply;
    struct player *player = calloc(1, sizeof *player);
    memset(&world, 0, sizeof world);
    world.watch_fd = watch_fd;
    world.is_recalled = is_recalled;
    world.edition = 'a';
    world.now_us = 1000000;
    player->common.ground.store = some_store;
    player->planning.common = &player->common;
    editions_init(&player->editions, &player->common, &player->planning, NULL, NULL);
    editions_load_first(&player->editions, &supply);
    player->common.ground = player->common.next;
    assert_int_equal(player->common.ground.edition.hex[0], 'a');
    assert_int_equal(editions_fd(&player->editions), watch_fd);
    return player;
}

static struct player *player_on_first(int watch_fd)
{
    struct player *player = player_on_first_that(watch_fd, false);
    editions_step(&player->editions, world.now_us);
    return player;
}

/* As main does: sleeps until something is due. Gives how often it woke. */
static int pass(struct player *player, int64_t seconds)
{
    int wakes = 0;
    int64_t end_us = world.now_us + seconds * 1000000;
    for (; world.now_us < end_us; wakes++) {
        int64_t due_us = editions_deadline_us(&player->editions, world.now_us);
        assert_true(due_us > world.now_us);
        world.now_us = due_us < end_us ? due_us : end_us;
        editions_step(&player->editions, world.now_us);
    }
    return wakes;
}

/* A watch that says nothing, or none: a new edition is there within half a minute, and where
 * there is none, nothing is read or planned, and nobody wakes more often. */
static void test_it_is_looked_at(void **state)
{
    static const int watch_fds[] = { 7, -1 };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct player *player = player_on_first(watch_fds[i]);
        int loads = world.loads;
        assert_in_range(pass(player, 600), 20, 21);
        assert_int_equal(world.loads, loads);
        world.edition = 'b';
        world.has_changed = true;
        pass(player, 30);
        assert_int_equal(player->common.ground.edition.hex[0], 'b');
        assert_int_equal(world.statuses, 1); /* in the folder that is there now */
        pass(player, 600);
        assert_int_equal(world.plans, 1);
        free(player);
    }
}

/* A store that can be watched again is read: what came meanwhile was not announced. */
static void test_a_watch_that_comes_back(void **state)
{
    (void)state;
    struct player *player = player_on_first(-1);
    world.edition = 'b';
    editions_step(&player->editions, world.now_us);
    assert_int_equal(world.plans, 0);
    world.watch_fd = 8;
    editions_step(&player->editions, world.now_us);
    assert_int_equal(editions_fd(&player->editions), 8);
    assert_int_equal(player->common.ground.edition.hex[0], 'b');
    free(player);
}

/* What could not be loaded is tried again with every look, though nothing changed. */
static void test_what_fails_is_tried_again(void **state)
{
    (void)state;
    for (int is_memory = 0; is_memory < 2; is_memory++) {
        struct player *player = player_on_first(7);
        world.edition = 'b';
        world.has_changed = true;
        world.is_memory_out = is_memory;
        world.is_edition_bad = !is_memory;
        pass(player, 90);
        assert_int_equal(player->common.ground.edition.hex[0], 'a');
        assert_in_range(world.loads, 4, 4);
        world.is_memory_out = world.is_edition_bad = false;
        pass(player, 30);
        assert_int_equal(player->common.ground.edition.hex[0], 'b');
        free(player);
    }
}

/* One that has to wait for the first slide is asked for with the first step after it. */
static void test_it_waits_for_the_first_slide(void **state)
{
    struct supply supply;
    struct player *player = calloc(1, sizeof *player);
    (void)state;
    memset(&world, 0, sizeof world);
    world.edition = 'a';
    world.watch_fd = 7;
    world.has_to_wait = true;
    player->common.ground.store = some_store;
    editions_init(&player->editions, &player->common, &player->planning, NULL, NULL);
    player->planning.common = &player->common;
    editions_load_first(&player->editions, &supply);
    assert_string_equal(player->common.next.edition.hex, "");
    world.has_to_wait = false;
    editions_step(&player->editions, world.now_us);
    assert_int_equal(world.plans, 1);
    assert_int_equal(player->common.ground.edition.hex[0], 'a');
    free(player);
}

/* Not in the midst of a transition, but never for long. */
static void test_it_waits_for_a_transition(void **state)
{
    (void)state;
    struct player *player = player_on_first(7);
    world.edition = 'b';
    world.is_moving = player->editions.is_wanted = true;
    editions_step(&player->editions, world.now_us);
    assert_int_equal(world.plans, 0);
    world.now_us += 100000;
    editions_step(&player->editions, world.now_us);
    assert_int_equal(world.plans, 1);
    free(player);
}

/* What was recalled is read behind the first slide, once; and again where that fails. Another
 * one takes its place. */
static void test_what_was_recalled_is_proven(void **state)
{
    (void)state;
    for (int is_other = 0; is_other < 2; is_other++) {
        struct player *player = player_on_first_that(7, true);
        world.is_other = is_other;
        world.is_edition_bad = true;
        assert_int_equal(world.loads, 1);
        editions_step(&player->editions, world.now_us);
        assert_int_equal(world.loads, 2);
        pass(player, 30);
        assert_int_equal(world.plans, 0);
        world.is_edition_bad = false;
        pass(player, 30);
        assert_int_equal(world.plans, is_other);
        int loads = world.loads;
        pass(player, 600);
        assert_int_equal(world.loads, loads);
        assert_int_equal(world.plans, is_other);
        free(player);
    }
}

static int lines_with(int fd, const char *words)
{
    char text[8192];
    int count = 0;
    ssize_t size = pread(fd, text, sizeof text - 1, 0);
    assert_true(size >= 0);
    text[size] = '\0';
    for (const char *at = text; (at = strstr(at, words)); at++) {
        count++;
    }
    return count;
}

/* Once for each time that it begins. */
static void test_it_is_said_once(void **state)
{
    (void)state;
    int fd = memfd_create("log", 0), before = dup(STDERR_FILENO);
    assert_true(fd >= 0 && dup2(fd, STDERR_FILENO) >= 0);
    struct player *player = player_on_first(-1);
    pass(player, 600);
    int first = lines_with(fd, "cannot be watched");
    world.watch_fd = 7;
    pass(player, 60);
    world.watch_fd = -1;
    pass(player, 600);
    dup2(before, STDERR_FILENO);
    assert_int_equal(first, 1);
    assert_int_equal(lines_with(fd, "cannot be watched"), 2);
    assert_int_equal(lines_with(fd, strerror(EMFILE)), 2);
    close(before);
    close(fd);
    free(player);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_is_looked_at),
        cmocka_unit_test(test_a_watch_that_comes_back),
        cmocka_unit_test(test_what_fails_is_tried_again),
        cmocka_unit_test(test_it_waits_for_the_first_slide),
        cmocka_unit_test(test_it_waits_for_a_transition),
        cmocka_unit_test(test_what_was_recalled_is_proven),
        cmocka_unit_test(test_it_is_said_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
