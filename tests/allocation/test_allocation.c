/* Any allocation may fail while the demo is loaded, planned, laid out and painted: what was
 * being made is not there then, or it is right in every box and pixel; nothing leaks, and the
 * next try works.
 * A few dozen n of each piece of work; every n with LOBBYCARD_LONG. */
#include "allocation/failing.h"

#include "base/clock.h"
#include "base/system/file.h"
#include "config/load.h"
#include "edition/recall.h"
#include "fakes/store_scratch.h"
#include "long_form.h"
#include "screen/prepare/preparer.h"
#include "screen/prepare/zoom.h"
#include "time/moment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/lsan_interface.h>
#define HAS_LEAK_CHECK
#endif
#endif

enum { MANY = 120 }; /* items of an edition that is kept */

enum { WIDTH = 480, HEIGHT = 270, TRIES = 48, TRIES_AT_THE_START = 16 };

static const char data_dir[] = TEST_ROOT;
static const char demo[] = TEST_ROOT "/assets/demo/feed.json";
static const char deny_list[] = TEST_ROOT "/config/guard/gambling.txt";

static int failures;
static bool every;

static void complain(const char *work, long n, const char *what)
{
    failures++;
    printf("%s, allocation %ld fails: %s\n", work, n, what);
}

static void check_leaks(const char *work)
{
#ifdef HAS_LEAK_CHECK
    if (__lsan_do_recoverable_leak_check()) {
        complain(work, 0, "leaks");
    }
#else
    (void)work;
#endif
}

/* A piece of work. Does it once, and says whether that came to something; `what` is filled with
 * how it came out wrong, if it did. */
struct work {
    const char *name;
    bool (*run)(void *context, const char **what);
    void *context;
};

static void torture(const struct work *work)
{
    bool failed;
    const char *what = NULL;
    failing_begin(0);
    bool done = work->run(work->context, &what);
    long total = failing_end(&failed), tried = 0;
    if (!done || what) {
        complain(work->name, 0, what ? what : "it fails without that");
        return;
    }
    long step = every || total <= TRIES ? 1 : total / TRIES;
    for (long n = 1;; n += n < TRIES_AT_THE_START ? 1 : step) {
        what = NULL;
        failing_begin(n);
        done = work->run(work->context, &what);
        failing_end(&failed);
        if (what) {
            complain(work->name, n, what);
        }
        if (!failed) {
            if (!done) {
                complain(work->name, n, "nothing failed, and yet it does not work");
            }
            break;
        }
        tried++;
    }
    check_leaks(work->name);
    printf("%-12s %5ld allocations, %4ld of them failed\n", work->name, total, tried);
    fflush(stdout);
}

struct setting {
    struct config *config;
    struct workshop *workshop;
    struct preparer *preparer;
    unsigned last_job, holding_job; /* of the preparer */
    size_t turns;                   /* of the workshop's plan */
    int64_t now_ms;
    /* of the slide at hand */
    size_t slide;
    struct bytes scene; /* as it is when nothing fails */
    struct picture *picture;
};

static struct guard *make_guard(struct error *error)
{
    static const char *const hosts[] = { ".example.edu.cn" }, *const deny[] = { deny_list };
    const struct guard_setup setup = {
        .hosts = hosts, .host_count = 1, .deny = deny, .deny_count = 1
    };
    return guard_create(&setup, error);
}

static struct edition *load_demo(struct error *error)
{
    const char *const paths[] = { demo };
    struct guard *guard = make_guard(error);
    struct edition *edition = guard ? edition_from_files(paths, 1,
                                          &(struct edition_reading) { .guard = guard }, error)
                                    : NULL;
    guard_destroy(guard);
    return edition;
}

static bool has_reason(const struct error *error)
{
    return *error->text != '\0';
}

static bool run_config(void *context, const char **what)
{
    struct error error = { "" };
    (void)context;
    struct config *config = config_load(TEST_ROOT "/config/demo.ini", &error);
    if (!config && !has_reason(&error)) {
        *what = "no reason is given";
    }
    config_destroy(config);
    return config;
}

static bool run_load(void *context, const char **what)
{
    struct error error = { "" };
    (void)context;
    struct edition *edition = load_demo(&error);
    if (!edition && !has_reason(&error)) {
        *what = "no reason is given";
    }
    if (edition && edition->sources[0].feed->item_count == 0) {
        *what = "an edition without its items";
    }
    edition_destroy(edition);
    return edition;
}

/* The demo in a store. */
static bool fill_store(const struct scratch *scratch)
{
    struct error error = { "" };
    struct bytes body;
    bool committed = false;
    struct edition_source source = { .name = "demo",
        .url = "https://www.example.edu.cn/feed.json",
        .etag = "",
        .last_modified = "" };
    struct edition_plan plan = { .shown = &source, .shown_count = 1 };
    bytes_init(&body);
    struct store *store = store_open(scratch->path, STORE_WRITE, 1 << 24, &error);
    bool done = store && file_read(demo, 1 << 24, &body, &error) &&
                store_put(store, body.data, body.size, &source.body, &error) &&
                edition_commit(store, &plan, 1, &committed, &error) && committed;
    store_close(store);
    bytes_finish(&body);
    return done;
}

static bool run_store(void *context, const char **what)
{
    const struct scratch *scratch = context;
    struct error error = { "" };
    struct edition *edition = NULL;
    struct store *store = store_open(scratch->path, STORE_READ, 1 << 24, &error);
    struct guard *guard = store ? make_guard(&error) : NULL;
    if (guard) {
        store_set_guard(store, guard);
        edition = edition_load_newest(store, &error);
    }
    if (!edition && !has_reason(&error)) {
        *what = "no reason is given";
    }
    edition_destroy(edition);
    store_close(store);
    return edition;
}

static void torture_store(void)
{
    struct scratch scratch;
    scratch_init(&scratch);
    if (fill_store(&scratch)) {
        torture(&(struct work) { "store", run_store, &scratch });
    } else {
        complain("store", 0, "it fails without that");
    }
    scratch_finish(&scratch);
}

static bool allow(void *context, const struct object_id *id)
{
    (void)context, (void)id;
    return true;
}

/* Taken from what is kept, or read; or nothing, with a reason. */
static struct edition *load_many(
    const struct scratch *scratch, bool may_take, struct store **store, struct error *error)
{
    static char path[PATH_MAX];
    snprintf(path, sizeof path, "%.4000s/" RECALL_FILE, scratch->path);
    const struct recall recall = { path, { 1, 2 }, may_take };
    *store = store_open(scratch->path, STORE_READ, 1 << 24, error);
    return *store ? edition_load_allowed(*store, allow, NULL, &recall, error) : NULL;
}

static bool run_recall(void *context, const char **what)
{
    struct error error = { "" };
    struct store *store;
    struct edition *edition = load_many(context, true, &store, &error);
    if (!edition && !has_reason(&error)) {
        *what = "no reason is given";
    }
    if (edition && edition->sources[0].feed->item_count != MANY) {
        *what = "an edition without its items";
    }
    edition_destroy(edition);
    store_close(store);
    return edition;
}

/* Whatever is written of it, the next one comes out of that or of what is read. */
static bool run_keep(void *context, const char **what)
{
    struct error error = { "" };
    struct store *store;
    struct edition *edition = load_many(context, false, &store, &error);
    bool failed, done = edition != NULL;
    if (edition) {
        edition_keep(edition);
    }
    failing_end(&failed);
    edition_destroy(edition);
    store_close(store);
    return run_recall(context, what) && done;
}

static bool fill_with_many(const struct scratch *scratch)
{
    struct error error = { "" };
    struct bytes body;
    bool committed = false;
    struct edition_source source = {
        .name = "many", .url = "https://www.example.edu.cn/", .etag = "", .last_modified = ""
    };
    const struct edition_plan plan = { .shown = &source, .shown_count = 1 };
    bytes_init(&body);
    bool done = bytes_print(&body, "{\"lobbycard\":1,\"items\":[");
    for (int i = 0; done && i < MANY; i++) {
        done = bytes_print(&body,
            "%s{\"kind\":\"notice\",\"title\":\"第%d号\",\"text\":\"欢迎\"}", i ? "," : "", i);
    }
    struct store *store = store_open(scratch->path, STORE_WRITE, 1 << 24, &error);
    done = done && store && bytes_print(&body, "]}") &&
           store_put(store, body.data, body.size, &source.body, &error) &&
           edition_commit(store, &plan, 1, &committed, &error) && committed;
    store_close(store);
    bytes_finish(&body);
    return done;
}

static void torture_recall(void)
{
    struct scratch scratch;
    scratch_init(&scratch);
    if (fill_with_many(&scratch)) {
        torture(&(struct work) { "keep", run_keep, &scratch });
        torture(&(struct work) { "recall", run_recall, &scratch });
    } else {
        complain("recall", 0, "it fails without that");
    }
    scratch_finish(&scratch);
}

static void release(void *owner)
{
    edition_destroy(owner);
}

/* As the command does; without failing itself. */
static bool make_supply(struct supply *supply, struct selection_source *source)
{
    struct error error = { "" };
    struct edition *edition = load_demo(&error);
    if (!edition) {
        return false;
    }
    *source = (struct selection_source) { .name = edition->sources[0].name,
        .url = edition->sources[0].url,
        .feed = edition->sources[0].feed };
    *supply =
        (struct supply) { .sources = source, .count = 1, .owner = edition, .release = release };
    return true;
}

static bool run_desk(void *context, const char **what)
{
    struct error error = { "" };
    (void)context;
    struct workshop *workshop =
        workshop_create(&(struct workshop_place) { .data_dir = data_dir }, &error);
    if (!workshop && !has_reason(&error)) {
        *what = "no reason is given";
    }
    workshop_destroy(workshop);
    return workshop;
}

/* Plans what the desk has at another time: all stays as it was, or all is new. */
static bool run_plan(void *context, const char **what)
{
    struct setting *setting = context;
    struct error error = { "" };
    size_t before = workshop_slide_count(setting->workshop);
    size_t last = setting->turns - 1, index;
    struct plan *plan = NULL;
    const struct workshop_job job = {
        .config = setting->config, .width = WIDTH, .height = HEIGHT, .now_ms = setting->now_ms
    };
    bool done = workshop_plan(setting->workshop, &job, &plan, &error);
    if (!done && !has_reason(&error)) {
        *what = "no reason is given";
    } else if (done != (plan != NULL)) {
        *what = "a plan without its turns, or turns without their plan";
    } else if (workshop_slide_count(setting->workshop) != before ||
               !workshop_find_turn(setting->workshop, last, &index)) {
        *what = "another number of slides";
    }
    plan_destroy(plan);
    return done;
}

static void wake(void *context)
{
    (void)context;
}

/* The next answer, whatever it is; FAILED when none comes. */
static enum prepared_kind answer_of(struct preparer *preparer)
{
    enum { PATIENCE_MS = 30000 };
    struct prepared *prepared = NULL;
    for (int ms = 0; ms < PATIENCE_MS && !(prepared = preparer_take(preparer)); ms++) {
        usleep(1000);
    }
    if (!prepared) {
        return PREPARED_FAILED;
    }
    enum prepared_kind kind = prepared->kind;
    prepared_destroy(prepared);
    return kind;
}

/* Whatever comes of a plan, slides of the one that holds are still made. */
static bool run_preparer(void *context, const char **what)
{
    struct setting *setting = context;
    const struct workshop_job job = {
        .config = setting->config, .width = WIDTH, .height = HEIGHT, .now_ms = setting->now_ms
    };
    bool failed;
    bool done = preparer_plan(setting->preparer, ++setting->last_job, &job) &&
                answer_of(setting->preparer) == PREPARED_PLAN;
    if (done) {
        setting->holding_job = setting->last_job;
        answer_of(setting->preparer); /* its first slide, or not */
    }
    failing_end(&failed);
    if (!preparer_slide(setting->preparer, setting->holding_job, 0, setting->now_ms, false) ||
        answer_of(setting->preparer) != PREPARED_SLIDE) {
        *what = "no slide of the plan that holds";
    }
    return done;
}

static void torture_preparer(struct setting *setting)
{
    struct error error = { "" };
    setting->preparer =
        preparer_create(&(struct workshop_place) { .data_dir = data_dir }, wake, NULL, &error);
    if (setting->preparer) {
        torture(&(struct work) { "preparer", run_preparer, setting });
    } else {
        complain("preparer", 0, "it fails without that");
    }
    preparer_destroy(setting->preparer);
}

/* The scene as text and its picture; false when either is not there. */
static bool make_slide(struct setting *setting, struct bytes *text, struct picture **picture)
{
    struct scene *scene = workshop_lay_out(setting->workshop, setting->slide, setting->now_ms);
    *picture = scene ? workshop_paint(setting->workshop, scene, NULL) : NULL;
    bool done =
        *picture && scene_print_json(scene, workshop_slide(setting->workshop, setting->slide),
                        "slide.png", text);
    scene_destroy(scene);
    return done;
}

static bool run_slide(void *context, const char **what)
{
    struct setting *setting = context;
    struct bytes text;
    struct picture *picture;
    int first, last;
    bytes_init(&text);
    bool done = make_slide(setting, &text, &picture);
    if (done && (text.size != setting->scene.size ||
                    memcmp(text.data, setting->scene.data, text.size) != 0)) {
        *what = "another scene";
    } else if (picture && picture_differ(picture, setting->picture, &first, &last)) {
        *what = "another picture";
    }
    picture_destroy(picture);
    bytes_finish(&text);
    return done;
}

static bool run_clock(void *context, const char **what)
{
    struct setting *setting = context;
    struct patch patches[DESK_MAX_PATCHES];
    (void)what;
    size_t count = workshop_paint_live(
        setting->workshop, setting->slide, setting->now_ms + 60000, patches);
    for (size_t i = 0; i < count; i++) {
        picture_destroy(patches[i].picture);
    }
    return count > 0;
}

/* NULL is a slide without it: its photograph stands still. */
static bool run_zoom(void *context, const char **what)
{
    struct setting *setting = context;
    struct box picture = { .kind = BOX_PICTURE, .rect = { 0, 0, WIDTH, HEIGHT } };
    const struct scene scene = { .boxes = &picture, .box_count = 1 };
    (void)what;
    struct zoom *zoom = zoom_create(setting->picture, &scene, 0);
    moving_destroy(zoom ? &zoom->moving : NULL);
    return zoom;
}

static void torture_slides(struct setting *setting)
{
    for (size_t i = 0; i < workshop_slide_count(setting->workshop); i++) {
        char name[64];
        const struct slide *slide = workshop_slide(setting->workshop, i);
        snprintf(name, sizeof name, "%s %d", slide->kind->name, slide->page);
        setting->slide = i;
        bytes_clear(&setting->scene);
        if (!make_slide(setting, &setting->scene, &setting->picture)) {
            complain(name, 0, "it fails without that");
        } else {
            torture(&(struct work) { name, run_slide, setting });
        }
        picture_destroy(setting->picture);
        setting->picture = NULL;
    }
    setting->slide = 0;
    torture(&(struct work) { "clock", run_clock, setting });
    setting->picture = picture_create(WIDTH, HEIGHT);
    torture(&(struct work) { "zoom", run_zoom, setting });
    picture_destroy(setting->picture);
}

static bool prepare(struct setting *setting, struct selection_source *source)
{
    struct error error = { "" };
    struct supply supply = { 0 };
    *setting = (struct setting) { .config = config_load(TEST_ROOT "/config/demo.ini", &error),
        .workshop =
            workshop_create(&(struct workshop_place) { .data_dir = data_dir }, &error) };
    bytes_init(&setting->scene);
    moment_read_instant("2026-11-23T10:00:00+08:00", &setting->now_ms, NULL);
    if (!setting->config || !setting->workshop || !make_supply(&supply, source)) {
        return false;
    }
    const struct workshop_job job = { .config = setting->config,
        .supply = &supply,
        .width = WIDTH,
        .height = HEIGHT,
        .now_ms = setting->now_ms };
    struct plan *plan = NULL;
    bool done = workshop_plan(setting->workshop, &job, &plan, &error);
    setting->turns = done ? plan->count : 0;
    plan_destroy(plan);
    return done;
}

int main(void)
{
    struct setting setting;
    struct selection_source source;
    every = is_long_form();
    failing_init();
    torture(&(struct work) { "config", run_config, NULL });
    torture(&(struct work) { "load", run_load, NULL });
    torture_store();
    torture_recall();
    torture(&(struct work) { "desk", run_desk, NULL });
    if (prepare(&setting, &source)) {
        torture(&(struct work) { "plan", run_plan, &setting });
        torture_preparer(&setting);
        torture_slides(&setting);
    } else {
        complain("demo", 0, "it fails without that");
    }
    bytes_finish(&setting.scene);
    workshop_destroy(setting.workshop);
    config_destroy(setting.config);
    check_leaks("all");
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
