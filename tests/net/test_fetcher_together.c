/* Sources that answer at one time share an edition, and are told of together; what is wrong
 * with one of them is its own trouble. */
#include "base/clock.h"
#include "base/system/file_seam.h"
#include "edition/edition.h"
#include "fakes/store_scratch.h"
#include "net/fetch/fetcher.h"
#include "report/fetch_status.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

enum { SOURCES = 8, SLOW_US = 3000 };

struct together {
    struct scratch scratch;
    struct file_seam seam;
    struct store *store;
    struct arena arena;
    struct config config;
    struct config_source sources[SOURCES];
    char names[SOURCES][16], urls[SOURCES][64];
    struct fetcher *fetcher;
    atomic_int asked;
    int serial, bad;     /* of the next answers; whose is no feed, or -1 */
    atomic_bool is_same; /* nothing is new, and nobody waits for others */
    /* of the disk, under the fetcher's turn */
    int heads, failing_heads;
    atomic_int notes; /* of `status` */
};

static void nap(long us)
{
    nanosleep(&(struct timespec) { 0, us * 1000 }, NULL);
}

/* Nobody is answered before all have asked. */
static enum http_outcome answer(void *context, const struct http_request *request,
    const atomic_bool *stop, struct http_response *response, struct error *error)
{
    struct together *together = context;
    char body[256];
    int of = atoi(request->url + sizeof "https://s" - 1);
    atomic_fetch_add(&together->asked, 1);
    if (atomic_load(&together->is_same)) {
        response->status = 304;
        return HTTP_UNCHANGED;
    }
    while (atomic_load(&together->asked) < SOURCES && !*stop) {
        nap(200);
    }
    snprintf(body, sizeof body,
        of == together->bad ? "<html>"
                            : "{\"lobbycard\":1,\"serial\":%d,\"site\":{\"welcome\":\"s%d\"}}",
        together->serial, of);
    response->status = 200;
    if (!bytes_append(&response->body, body, strlen(body))) {
        error_set(error, "out of memory");
        return HTTP_LATER;
    }
    return HTTP_FRESH;
}

static int slow_fsync(void *context, int fd)
{
    (void)context;
    nap(SLOW_US);
    return file_seam_real.fsync(NULL, fd);
}

static int count_rename(void *context, const char *from, const char *to)
{
    struct together *together = context;
    const char *name = strrchr(to, '/');
    together->notes += name && strcmp(name, "/fetch-status.json") == 0;
    if (name && strcmp(name, "/head") == 0) {
        together->heads++;
        if (together->failing_heads > 0) {
            together->failing_heads--;
            errno = EIO;
            return -1;
        }
    }
    return file_seam_real.rename(NULL, from, to);
}

static int setup(void **state)
{
    struct together *together = calloc(1, sizeof *together);
    struct error error;
    scratch_init(&together->scratch);
    arena_init(&together->arena);
    together->config.screen.timezone = zone_create(&together->arena, "Asia/Shanghai");
    together->config.screen.name = "lobby";
    together->config.sources = together->sources;
    together->config.source_count = SOURCES;
    together->config.fetch.proxy = "";
    for (size_t i = 0; i < SOURCES; i++) {
        snprintf(together->names[i], sizeof together->names[i], "s%zu", i);
        snprintf(
            together->urls[i], sizeof together->urls[i], "https://s%zu.example/feed.json", i);
        together->sources[i] = (struct config_source) { .name = together->names[i],
            .url = together->urls[i],
            .every_ms = 60000,
            .map = "",
            .charset = "" };
    }
    together->seam = file_seam_real;
    together->seam.context = together;
    together->seam.fsync = slow_fsync;
    together->seam.rename = count_rename;
    together->serial = 1;
    together->bad = -1;
    together->store = store_open_through(
        &together->seam, together->scratch.path, STORE_WRITE, 1 << 20, &error);
    assert_non_null(together->store);
    const struct http http = { .context = together, .get = answer };
    together->fetcher = fetcher_create(&together->config, together->store, http, &error);
    assert_non_null(together->fetcher);
    *state = together;
    return 0;
}

static int teardown(void **state)
{
    struct together *together = *state;
    fetcher_destroy(together->fetcher);
    store_close(together->store);
    scratch_finish(&together->scratch);
    arena_finish(&together->arena);
    free(together);
    return 0;
}

/* Of each source what the newest edition shows; -1 for none. */
static void read_serials(struct together *together, int64_t serials[SOURCES])
{
    struct error error;
    struct edition *edition = edition_load_newest(together->store, &error);
    for (size_t i = 0; i < SOURCES; i++) {
        serials[i] = -1;
        for (size_t k = 0; edition && k < edition->source_count; k++) {
            bool is_it = strcmp(edition->sources[k].name, together->names[i]) == 0;
            serials[i] = is_it ? edition->sources[k].feed->serial : serials[i];
        }
    }
    edition_destroy(edition);
}

static bool ask_all(struct together *together)
{
    struct error error;
    atomic_bool stop = false;
    together->heads = 0;
    atomic_store(&together->asked, 0);
    return fetcher_run_once(together->fetcher, &stop, &error);
}

static void test_one_edition_for_all(void **state)
{
    struct together *together = *state;
    int64_t serials[SOURCES];
    for (together->serial = 1; together->serial <= 3; together->serial++) {
        assert_true(ask_all(together));
        read_serials(together, serials);
        for (size_t i = 0; i < SOURCES; i++) {
            assert_int_equal(serials[i], together->serial);
        }
        if (together->heads > SOURCES / 2) {
            fail_msg("%d editions for %d sources", together->heads, SOURCES);
        }
    }
}

/* A commit that fails for several is made for each alone. */
static void test_one_that_fails_is_tried_for_each(void **state)
{
    struct together *together = *state;
    int64_t serials[SOURCES];
    assert_true(ask_all(together));
    together->serial = 2;
    together->failing_heads = 1;
    bool all = ask_all(together);
    read_serials(together, serials);
    int shown = 0;
    for (size_t i = 0; i < SOURCES; i++) {
        assert_true(serials[i] == 1 || serials[i] == 2);
        shown += serials[i] == 2;
    }
    /* One that was alone with it has nobody to try it without. */
    assert_true(shown >= SOURCES - 1);
    assert_true(all == (shown == SOURCES));
    together->serial = 3;
    assert_true(ask_all(together));
    read_serials(together, serials);
    for (size_t i = 0; i < SOURCES; i++) {
        assert_int_equal(serials[i], 3);
    }
}

static void test_a_bad_feed_is_its_own_trouble(void **state)
{
    struct together *together = *state;
    int64_t serials[SOURCES];
    together->bad = 3;
    assert_false(ask_all(together));
    read_serials(together, serials);
    for (size_t i = 0; i < SOURCES; i++) {
        assert_int_equal(serials[i], i == 3 ? -1 : 1);
    }
}

static void expect_told(struct together *together)
{
    struct error error;
    struct fetch_status *status = fetch_status_read(together->store, &error);
    assert_non_null(status);
    for (size_t i = 0; i < SOURCES; i++) {
        const struct fetch_status_source *source =
            fetch_status_find(status, together->names[i]);
        assert_non_null(source);
        assert_int_equal(source->serial, together->serial);
        assert_true(source->last_success_ms > 0);
    }
    fetch_status_destroy(status);
}

/* As `fetch` goes on: who answers as before is told of by and by, and by the end in any case.
 */
static void test_no_news_is_told_now_and_then(void **state)
{
    struct together *together = *state;
    assert_true(ask_all(together));
    expect_told(together);
    for (size_t i = 0; i < SOURCES; i++) {
        together->sources[i].every_ms = 1;
    }
    fetcher_destroy(together->fetcher);
    struct error error;
    const struct http http = { .context = together, .get = answer };
    together->fetcher = fetcher_create(&together->config, together->store, http, &error);
    assert_non_null(together->fetcher);
    atomic_store(&together->is_same, true);
    atomic_store(&together->asked, 0);
    atomic_store(&together->notes, 0);
    int64_t begin_ms = clock_mono_ms();
    assert_true(fetcher_run(together->fetcher, NULL));
    while (atomic_load(&together->asked) < 40 * SOURCES) {
        nap(1000);
    }
    fetcher_rest(together->fetcher);
    expect_told(together);
    /* That each answers again is news, and so are beginning and end. */
    if (together->notes > SOURCES + 2 + (clock_mono_ms() - begin_ms) / 500) {
        fail_msg("%d times for %d answers", together->notes, together->asked);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_one_edition_for_all, setup, teardown),
        cmocka_unit_test_setup_teardown(test_one_that_fails_is_tried_for_each, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_bad_feed_is_its_own_trouble, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_news_is_told_now_and_then, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
