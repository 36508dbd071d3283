/* The preparer's thread and what it hands over; meant to be run under ThreadSanitizer too. */
#include "screen/prepare/preparer.h"

#include "base/clock.h"
#include "base/system/file.h"
#include "base/system/waiter.h"
#include "config/load.h"
#include "content/feed/native/feed_parse.h"

#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static const char feed_json[] =
    "{\"lobbycard\": 1, \"site\": {\"name\": \"河湾学院\", \"welcome\": \"欢迎来访\","
    "  \"logo\": \"https://media.example/logo.png\"},"
    " \"hotlines\": [{\"label\": \"总机\", \"numbers\": \"010-55501234\"}],"
    " \"items\": [{\"id\": \"a\", \"kind\": \"notice\", \"title\": \"停水通知\","
    "   \"text\": \"周三上午检修管道。\"},"
    "  {\"id\": \"b\", \"kind\": \"article\", \"title\": \"春季运动会开幕\","
    "   \"published\": \"2026-04-01\", \"body\": [{\"text\": \"操场上彩旗招展。\"}]}]}";

enum { NOW_S = 1795399200, WIDTH = 640, HEIGHT = 360 };
static const int64_t now_ms = NOW_S * INT64_C(1000);
static const struct workshop_place place = { .data_dir = TEST_ROOT };

struct stock {
    struct feed *feed;
    struct selection_source source;
};

static const struct picture_ref logo = { .url = "https://media.example/logo.png",
    .object = "f0",
    .path = TEST_ROOT "/assets/demo/media/logo.png" };

static atomic_int stocks;

static void release(void *owner)
{
    struct stock *stock = owner;
    feed_destroy(stock->feed);
    free(stock);
    atomic_fetch_sub(&stocks, 1);
}

static struct supply make_supply_of(const char *json, size_t size)
{
    struct error error = { 0 };
    struct stock *stock = calloc(1, sizeof *stock);
    stock->feed =
        feed_parse(json, size, &(struct feed_how) { PHONE_PLAN_UNSAID, false }, &error);
    assert_non_null(stock->feed);
    stock->source = (struct selection_source) {
        .name = "news", .feed = stock->feed, .pictures = &logo, .picture_count = 1
    };
    atomic_fetch_add(&stocks, 1);
    return (struct supply) {
        .sources = &stock->source, .count = 1, .owner = stock, .release = release
    };
}

static struct supply make_supply(void)
{
    return make_supply_of(feed_json, sizeof feed_json - 1);
}

struct bench {
    struct waiter waiter;
    struct preparer *preparer;
    struct config *config;
};

static void wake(void *context)
{
    waiter_wake(context);
}

static int set_up(void **state)
{
    struct error error = { 0 };
    struct bench *bench = calloc(1, sizeof *bench);
    *state = bench;
    if (!waiter_init(&bench->waiter, NULL, 0, &error)) {
        return -1;
    }
    bench->config = config_default(&error);
    bench->preparer = preparer_create(&place, wake, &bench->waiter, &error);
    return bench->config && bench->preparer ? 0 : -1;
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    preparer_destroy(bench->preparer);
    config_destroy(bench->config);
    waiter_finish(&bench->waiter);
    free(bench);
    return atomic_load(&stocks) == 0 ? 0 : -1;
}

static struct prepared *next(struct bench *bench)
{
    struct prepared *prepared;
    while (!(prepared = preparer_take(bench->preparer))) {
        struct waiter_news news;
        waiter_wait(&bench->waiter, NULL, 0, INT64_MAX, &news);
        assert_true(news.woken);
    }
    return prepared;
}

static bool plan(struct bench *bench, unsigned job, struct supply *supply, int width)
{
    struct workshop_job what = { .config = bench->config,
        .supply = supply,
        .width = width,
        .height = HEIGHT,
        .now_ms = now_ms };
    return preparer_plan(bench->preparer, job, &what);
}

static void expect_picture(struct bench *bench, unsigned job, size_t slide, int width)
{
    struct prepared *prepared = next(bench);
    assert_int_equal(prepared->kind, PREPARED_SLIDE);
    assert_int_equal(prepared->job, job);
    assert_int_equal(prepared->slide, slide);
    assert_int_equal(prepared->picture->width, width);
    assert_int_equal(prepared->picture->height, HEIGHT);
    prepared_destroy(prepared);
}

static void test_plan_slides_and_clock(void **state)
{
    struct bench *bench = *state;
    struct supply supply = make_supply();
    assert_true(plan(bench, 1, &supply, WIDTH));
    assert_null(supply.owner); /* it is theirs now */
    struct prepared *planned = next(bench);
    assert_int_equal(planned->kind, PREPARED_PLAN);
    assert_int_equal(planned->job, 1);
    assert_true(planned->plan->count >= 4);
    struct turn turn = programme_turn_at(planned->plan, now_ms);
    expect_picture(bench, 1, turn.slide, WIDTH); /* unasked */
    for (size_t i = 0; i < planned->plan->count; i++) {
        assert_string_equal(planned->plan->slides[i].source, "news");
        assert_true(preparer_slide(bench->preparer, 1, i, now_ms, i % 2));
    }
    for (size_t i = 0; i < planned->plan->count; i++) {
        expect_picture(bench, 1, i, WIDTH);
    }
    assert_true(preparer_live(bench->preparer, 1, 0, now_ms + 60000));
    struct prepared *live = next(bench);
    assert_int_equal(live->kind, PREPARED_LIVE);
    assert_in_range(live->patch_count, 1, DESK_MAX_PATCHES);
    for (size_t i = 0; i < live->patch_count; i++) {
        const struct patch *patch = &live->patches[i];
        assert_in_range(patch->x + patch->picture->width, 1, WIDTH);
        assert_in_range(patch->y + patch->picture->height, 1, HEIGHT);
    }
    prepared_destroy(live);
    prepared_destroy(planned);
}

static struct prepared *slide_of(struct bench *bench, unsigned job, size_t slide, bool is_early)
{
    assert_true(preparer_slide(bench->preparer, job, slide, now_ms, is_early));
    struct prepared *prepared = next(bench);
    assert_int_equal(prepared->kind, PREPARED_SLIDE);
    return prepared;
}

/* One that is to wait, or comes with its plan, is painted by pieces, and is to the pixel what
 * it would be at once: with a logo across several of them, and where every pixel is toned. */
static void test_early_slides_are_the_same(void **state)
{
    static const struct {
        int width;
        bool is_grey;
    } rows[] = { { WIDTH, false }, { WIDTH, true }, { 4000, false } };
    struct bench *bench = *state;
    int packed = 0, coloured = 0;
    for (unsigned job = 1; job <= 3; job++) {
        struct supply supply = make_supply();
        size_t count = (size_t)rows[job - 1].width * HEIGHT;
        bench->config->screen.grey = rows[job - 1].is_grey;
        assert_true(plan(bench, job, &supply, rows[job - 1].width));
        struct prepared *planned = next(bench);
        assert_int_equal(planned->kind, PREPARED_PLAN);
        struct prepared *first = next(bench);
        for (size_t i = 0; i < planned->plan->count; i++) {
            struct prepared *whole = slide_of(bench, job, i, false);
            struct prepared *early = slide_of(bench, job, i, true);
            const uint32_t *pixels = whole->picture->pixels;
            assert_null(whole->picture->packed);
            if (i == first->slide) {
                assert_non_null(first->picture->packed);
                assert_true(picture_unpack(first->picture));
                assert_memory_equal(first->picture->pixels, pixels, count * sizeof *pixels);
            }
            packed += early->picture->packed != NULL;
            assert_true(picture_unpack(early->picture));
            assert_memory_equal(early->picture->pixels, pixels, count * sizeof *pixels);
            assert_int_equal(early->body_first, whole->body_first);
            assert_int_equal(early->body_last, whole->body_last);
            for (size_t j = 0; j < count; j++) {
                coloured += (pixels[j] >> 16 & 255) > (pixels[j] & 255) + 60;
            }
            prepared_destroy(early);
            prepared_destroy(whole);
        }
        prepared_destroy(first);
        prepared_destroy(planned);
    }
    assert_true(packed >= 6);
    assert_true(coloured > 0);
}

/* A picture that grows does so too where the display is as small as pictures that are kept, and
 * where it is of so few colours that it could wait packed. */
static void test_early_pictures_grow(void **state)
{
    static const char json[] = "{\"lobbycard\": 1, \"items\": [{\"id\": \"p\","
                               "  \"kind\": \"picture\", \"title\": \"校徽\","
                               "  \"image\": \"https://media.example/logo.png\"}]}";
    static const int widths[] = { WIDTH, 320 };
    struct bench *bench = *state;
    bench->config->theme.picture_zoom = true;
    for (unsigned job = 1; job <= 2; job++) {
        struct supply supply = make_supply_of(json, sizeof json - 1);
        assert_true(plan(bench, job, &supply, widths[job - 1]));
        struct prepared *planned = next(bench);
        assert_int_equal(planned->kind, PREPARED_PLAN);
        prepared_destroy(next(bench));
        size_t i = 0;
        while (strcmp(planned->plan->slides[i].kind->name, "picture") != 0) {
            assert_true(++i < planned->plan->count);
        }
        struct prepared *whole = slide_of(bench, job, i, false);
        struct prepared *early = slide_of(bench, job, i, true);
        assert_non_null(whole->moving);
        assert_non_null(early->moving);
        prepared_destroy(early);
        prepared_destroy(whole);
        prepared_destroy(planned);
    }
}

/* By the linker's --wrap. */
static atomic_int trims;

void __real_image_trim(void);
void __wrap_image_trim(void);
void __wrap_image_trim(void)
{
    __real_image_trim();
    atomic_fetch_add(&trims, 1);
}

/* A slide that stands alone has nothing made behind it: what its plan took goes back all the
 * same, once, and the preparer goes on as before. */
static void test_a_lone_slide_gives_back(void **state)
{
    struct bench *bench = *state;
    for (unsigned job = 1; job <= 2; job++) {
        struct supply supply = { 0 };
        struct waiter_news news;
        atomic_store(&trims, 0);
        assert_true(plan(bench, job, &supply, WIDTH));
        struct prepared *planned = next(bench);
        assert_int_equal(planned->kind, PREPARED_PLAN);
        prepared_destroy(planned);
        expect_picture(bench, job, 0, WIDTH);
        assert_int_equal(atomic_load(&trims), 0);
        while (atomic_load(&trims) == 0) {
            waiter_wait(&bench->waiter, NULL, 0, clock_mono_us() + 20000, &news);
        }
        assert_true(preparer_slide(bench->preparer, job, 0, now_ms, true));
        expect_picture(bench, job, 0, WIDTH);
    }
}

static void expect_past(struct bench *bench, unsigned job, size_t slide)
{
    struct prepared *prepared = next(bench);
    assert_int_equal(prepared->kind, PREPARED_PAST);
    assert_int_equal(prepared->job, job);
    assert_int_equal(prepared->slide, slide);
    prepared_destroy(prepared);
}

/* And answered: whoever asked is not to wait for them. */
static void test_old_orders_are_dropped(void **state)
{
    struct bench *bench = *state;
    struct supply supply = make_supply();
    assert_true(plan(bench, 1, &supply, WIDTH));
    assert_true(plan(bench, 2, NULL, WIDTH / 2)); /* the same content at another size */
    assert_true(preparer_slide(bench->preparer, 1, 0, now_ms, false));
    assert_true(preparer_slide(bench->preparer, 2, 9999, now_ms, false));
    assert_true(preparer_slide(bench->preparer, 2, 1, now_ms, false));
    for (unsigned job = 1; job <= 2; job++) {
        struct prepared *planned = next(bench);
        assert_int_equal(planned->kind, PREPARED_PLAN);
        assert_int_equal(planned->job, job);
        struct turn turn = programme_turn_at(planned->plan, now_ms);
        expect_picture(bench, job, turn.slide, job == 1 ? WIDTH : WIDTH / 2);
        prepared_destroy(planned);
    }
    expect_past(bench, 1, 0);
    expect_past(bench, 2, 9999);
    expect_picture(bench, 2, 1, WIDTH / 2);
}

static void test_no_content_gives_the_built_in_slide(void **state)
{
    struct bench *bench = *state;
    struct supply none = { 0 };
    assert_true(plan(bench, 1, &none, WIDTH));
    struct prepared *planned = next(bench);
    assert_int_equal(planned->kind, PREPARED_PLAN);
    assert_int_equal(planned->plan->count, 1);
    assert_string_equal(planned->plan->slides[0].kind->name, "idle");
    prepared_destroy(planned);
    expect_picture(bench, 1, 0, WIDTH);
}

static void test_a_bad_plan_changes_nothing(void **state)
{
    struct bench *bench = *state;
    struct supply supply = make_supply();
    assert_true(plan(bench, 1, &supply, WIDTH));
    prepared_destroy(next(bench));
    prepared_destroy(next(bench));
    struct error error = { 0 };
    struct config *bad = config_default(&error);
    bad->theme.name = "no-such-theme";
    struct supply other = make_supply();
    struct workshop_job what = {
        .config = bad, .supply = &other, .width = WIDTH, .height = HEIGHT, .now_ms = now_ms
    };
    assert_true(preparer_plan(bench->preparer, 2, &what));
    struct prepared *failed = next(bench);
    assert_int_equal(failed->kind, PREPARED_FAILED);
    assert_int_equal(failed->job, 2);
    assert_non_null(strstr(failed->error.text, "no-such-theme"));
    prepared_destroy(failed);
    config_destroy(bad);
    assert_true(preparer_slide(bench->preparer, 1, 1, now_ms, false));
    expect_picture(bench, 1, 1, WIDTH);
}

/* A window that somebody made tiny, a display that is one: nothing is to be seen there, and
 * nothing ends of it. */
static void test_tiny_sizes(void **state)
{
    static const int sizes[][2] = { { 1, 1 }, { 2, 2 }, { 3, 100 }, { 8, HEIGHT }, { WIDTH, 5 },
        { 159, 159 } };
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct supply supply = make_supply();
        unsigned job = (unsigned)i + 1;
        struct workshop_job what = { .config = bench->config,
            .supply = &supply,
            .width = sizes[i][0],
            .height = sizes[i][1],
            .now_ms = now_ms };
        assert_true(preparer_plan(bench->preparer, job, &what));
        struct prepared *planned = next(bench), *slide = next(bench);
        assert_int_equal(planned->kind, PREPARED_PLAN);
        assert_int_equal(slide->kind, PREPARED_SLIDE);
        assert_int_equal(slide->picture->width, sizes[i][0]);
        assert_int_equal(slide->picture->height, sizes[i][1]);
        assert_in_range(slide->body_last, slide->body_first, sizes[i][1] - 1);
        assert_true(preparer_live(bench->preparer, job, 0, now_ms + 60000));
        struct prepared *live = next(bench);
        assert_int_equal(live->patch_count, 1);
        assert_int_equal(live->patches[0].picture->width, sizes[i][0]);
        assert_int_equal(live->patches[0].picture->height, sizes[i][1]);
        prepared_destroy(planned);
        prepared_destroy(slide);
        prepared_destroy(live);
    }
}

/* A theme whose file breaks while it plays: it is read with the config, and so the plans that
 * follow each other with one config go on. A new config reads it. */
static void test_a_theme_that_breaks_while_it_plays(void **state)
{
    struct bench *bench = *state;
    struct error error = { 0 };
    char path[] = "/tmp/lobbycard-theme-XXXXXX.ini";
    struct bytes theme;
    bytes_init(&theme);
    int fd = mkstemps(path, 4);
    assert_true(fd >= 0);
    assert_true(file_read(TEST_ROOT "/assets/themes/paper.ini", 1 << 16, &theme, &error));
    assert_int_equal(write(fd, theme.data, theme.size), theme.size);
    close(fd);
    bench->config->theme.name = path;
    for (unsigned job = 1; job <= 3; job++) {
        assert_true(plan(bench, job, NULL, WIDTH));
        struct prepared *planned = next(bench);
        assert_int_equal(planned->kind, PREPARED_PLAN);
        prepared_destroy(planned);
        prepared_destroy(next(bench));
        assert_int_equal(truncate(path, 0), 0);
    }
    struct config *fresh = config_default(&error);
    fresh->theme.name = path;
    struct workshop_job what = {
        .config = fresh, .width = WIDTH, .height = HEIGHT, .now_ms = now_ms
    };
    assert_true(preparer_plan(bench->preparer, 4, &what));
    struct prepared *failed = next(bench);
    assert_int_equal(failed->kind, PREPARED_FAILED);
    prepared_destroy(failed);
    config_destroy(fresh);
    unlink(path);
    bytes_finish(&theme);
}

static void test_leaving_with_work_undone(void **state)
{
    struct bench *bench = *state;
    for (unsigned job = 1; job <= 5; job++) {
        struct supply supply = make_supply();
        assert_true(plan(bench, job, &supply, WIDTH));
        assert_true(preparer_slide(bench->preparer, job, 0, now_ms, false));
    }
    /* tear_down counts what was not given back. */
}

/* Held in the midst of its order, by whoever it wakes. */
static sem_t held, may_go;

static void hold(void *context)
{
    (void)context;
    sem_post(&held);
    sem_wait(&may_go);
}

static void test_the_order_at_hand_has_a_deadline(void **state)
{
    struct bench *bench = *state;
    struct error error = { 0 };
    struct supply supply = make_supply();
    struct workshop_job what = {
        .config = bench->config, .supply = &supply, .width = WIDTH, .height = HEIGHT
    };
    what.now_ms = now_ms;
    assert_int_equal(sem_init(&held, 0, 0) | sem_init(&may_go, 0, 0), 0);
    struct preparer *preparer = preparer_create(&place, hold, NULL, &error);
    assert_non_null(preparer);
    assert_true(preparer_deadline_us(preparer) == INT64_MAX); /* nothing to do */
    int64_t before_us = clock_mono_us();
    assert_true(preparer_plan(preparer, 1, &what));
    sem_wait(&held); /* with the plan */
    int64_t first_us = preparer_deadline_us(preparer);
    assert_true(first_us > before_us && first_us < INT64_MAX);
    assert_true(preparer_live(preparer, 1, 0, now_ms)); /* one more moves nothing */
    assert_true(preparer_deadline_us(preparer) == first_us);
    sem_post(&may_go);
    sem_wait(&held); /* with its slide */
    assert_true(preparer_deadline_us(preparer) == first_us);
    usleep(2000);
    sem_post(&may_go);
    sem_wait(&held); /* the first order is done, the second at hand: its time is its own */
    int64_t second_us = preparer_deadline_us(preparer);
    assert_true(second_us > first_us && second_us < INT64_MAX);
    sem_post(&may_go);
    while (preparer_deadline_us(preparer) != INT64_MAX) {
        usleep(1000); /* the reply is out, the order as good as done */
    }
    preparer_destroy(preparer);
}

/* A feed whose planning takes many times as long as it is waited for. */
static void test_leaves_in_the_midst_of_work(void **state)
{
    static const char paragraph[] = "汉字排版，需要时间。";
    struct bench *bench = *state;
    struct bytes json;
    struct error error = { 0 };
    bytes_init(&json);
    assert_true(bytes_print(&json, "{\"lobbycard\":1,\"items\":["));
    for (int i = 0; i < 30; i++) {
        assert_true(bytes_print(&json,
            "%s{\"id\":\"%d\",\"kind\":\"article\",\"title\":\"t\","
            "\"body\":[{\"text\":\"",
            i ? "," : "", i));
        for (int k = 0; k < 1900; k++) {
            assert_true(bytes_append(&json, paragraph, sizeof paragraph - 1));
        }
        assert_true(bytes_print(&json, "\"}]}"));
    }
    assert_true(bytes_print(&json, "]}"));
    struct stock *stock = calloc(1, sizeof *stock);
    stock->feed = feed_parse(
        json.data, json.size, &(struct feed_how) { PHONE_PLAN_UNSAID, false }, &error);
    assert_non_null(stock->feed);
    bytes_finish(&json);
    stock->source = (struct selection_source) { .name = "news", .feed = stock->feed };
    atomic_fetch_add(&stocks, 1);
    struct supply supply = {
        .sources = &stock->source, .count = 1, .owner = stock, .release = release
    };
    clock_t start = clock();
    assert_true(plan(bench, 1, &supply, WIDTH));
    while (clock() < start + CLOCKS_PER_SEC / 20) {
        usleep(1000); /* until it is at work: it alone takes time of the processor */
    }
    assert_false(preparer_leave(bench->preparer, 1));
    struct preparer *fresh = preparer_create(&place, wake, &bench->waiter, &error);
    assert_true(preparer_leave(fresh, 60000)); /* one that has nothing to do */
    assert_true(preparer_leave(NULL, 0));
    assert_true(preparer_leave(bench->preparer, 600000));
    bench->preparer = NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_plan_slides_and_clock, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_early_slides_are_the_same, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_early_pictures_grow, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_lone_slide_gives_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_old_orders_are_dropped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_no_content_gives_the_built_in_slide, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_bad_plan_changes_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_tiny_sizes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_a_theme_that_breaks_while_it_plays, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_leaving_with_work_undone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_the_order_at_hand_has_a_deadline, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_leaves_in_the_midst_of_work, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
