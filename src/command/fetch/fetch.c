/* lobbycard fetch: keeps the store fresh until it is told to stop; SIGHUP reads the config
 * anew, all of it or none of it. */
#include "base/clock.h"
#include "base/log.h"
#include "base/system/waiter.h"
#include "base/translated.h"
#include "command/common/command.h"
#include "config/load.h"
#include "content/guard/guard.h"
#include "edition/edition.h"
#include "net/fetch/fetcher.h"
#include "net/http/http.h"
#include "report/notify.h"
#include "store/store.h"

#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

/* Handlers and not the waiter's signals: a request of `fetch --once` that is under way looks at
 * `quit` by itself. */
static atomic_bool quit, reload;
static struct waiter waiter = { -1, -1, -1 };

static void on_signal(int number)
{
    int kept = errno;
    if (number == SIGHUP) {
        reload = 1;
    } else {
        quit = 1;
    }
    waiter_wake(&waiter);
    errno = kept;
}

static bool watch_signals(struct error *error)
{
    static const int numbers[] = { SIGTERM, SIGINT, SIGHUP };
    struct sigaction action = { .sa_handler = on_signal };
    struct sigaction ignore = { .sa_handler = SIG_IGN };
    if (!waiter_init(&waiter, NULL, 0, error)) {
        return false;
    }
    bool done = sigaction(SIGPIPE, &ignore, NULL) == 0;
    for (size_t i = 0; done && i < sizeof numbers / sizeof *numbers; i++) {
        done = sigaction(numbers[i], &action, NULL) == 0;
    }
    sigset_t early; /* `play` starts it with this one blocked */
    sigemptyset(&early);
    sigaddset(&early, SIGHUP);
    done = done && sigprocmask(SIG_UNBLOCK, &early, NULL) == 0;
    return done || error_set(error, "signals: %s", translated_errno(errno));
}

/* Until a wake-up, news of the store or that moment; systemd's watchdog is fed meanwhile. */
static void rest(int store_fd, int64_t until_us)
{
    static int64_t fed_us;
    int64_t interval_us = notify_watchdog_interval_ms() * 1000;
    int64_t feed_us = interval_us ? fed_us + interval_us : INT64_MAX;
    struct waiter_news news;
    waiter_wait(&waiter, &store_fd, 1, feed_us < until_us ? feed_us : until_us, &news);
    if (interval_us && clock_mono_us() >= feed_us) {
        notify_watchdog();
        fed_us = clock_mono_us();
    }
}

/* What a config rules: in force together or not at all. */
struct rules {
    struct config *config;
    struct guard *guard; /* the store's while they are in force */
    struct fetcher *fetcher;
};

static void rules_finish(struct rules *rules)
{
    fetcher_destroy(rules->fetcher);
    guard_destroy(rules->guard);
    config_destroy(rules->config);
}

/* What nobody here can see to, said once. */
static void tell_of_proxy(const struct config *config)
{
    if (*config->fetch.proxy) {
        log_info("[fetch] proxy looks names up itself: that no redirect and no picture leads "
                 "inside by a name is for the proxy to see to");
    }
}

/* Of the guard that the store has. */
static struct fetcher *create_fetcher(
    const struct config *config, struct store *store, struct http http, struct error *error)
{
    struct digest ground;
    struct fetcher *fetcher = fetcher_create(config, store, http, error);
    if (fetcher && command_digest(config, edition_guard(store), &ground)) {
        fetcher_keep_feeds(fetcher, &ground);
    }
    return fetcher;
}

/* Puts a new config, its guard and its fetcher in place of the old ones; on failure all three
 * stay. */
static void swap_config(const struct invocation *invocation, struct config **config,
    struct fetcher **fetcher, struct store *store, struct http http)
{
    struct error error;
    struct rules next = { .config = command_reload_config(invocation, *config) };
    if (!next.config) {
        return;
    }
    next.guard = command_load_guard(next.config, &error);
    if (next.guard) {
        struct guard *before = store_swap_guard(store, next.guard);
        next.fetcher = create_fetcher(next.config, store, http, &error);
        if (next.fetcher) {
            struct rules old = { *config, before, *fetcher };
            *config = next.config;
            *fetcher = next.fetcher;
            rules_finish(&old);
            log_set_name((*config)->screen.name);
            log_info("config read anew");
            tell_of_proxy(*config);
            return;
        }
        store_swap_guard(store, before);
        edition_trust(store, *config);
    }
    rules_finish(&next);
    log_error("%s", error.text);
    log_warning("the config stays as it was");
}

/* Sleeps until a signal or for as long. */
static void sleep_for(int64_t ms)
{
    int64_t end_us = clock_mono_us() + ms * 1000;
    while (!quit && !reload && clock_mono_us() < end_us) {
        rest(-1, end_us);
    }
}

/* The store, as soon as the disk gives it; NULL with an error where waiting would not help, and
 * without one after a signal to leave. */
static struct store *wait_for_store(
    const struct invocation *invocation, const struct config *config, struct error *error)
{
    enum { AGAIN_MS = 10 * 1000 };
    bool waits = false, wants_reload = false;
    struct store *store = NULL;
    *error = (struct error) { 0 };
    while (!quit && !(store = store_open(command_store_path(invocation, config), STORE_WRITE,
                          config->store.max_bytes, error))) {
        if (errno == 0 || errno == EWOULDBLOCK) {
            return NULL;
        }
        if (!waits) {
            log_warning("store: %s; what it holds stays on the screen", error->text);
            notify_ready(); /* as ready as it can be */
        }
        waits = true;
        sleep_for(AGAIN_MS);
        wants_reload = atomic_exchange(&reload, false) || wants_reload; /* the path stays */
    }
    if (wants_reload) {
        reload = true;
    }
    if (store && waits) {
        log_info("store: %s takes what comes again", store_path(store));
    }
    *error = (struct error) { 0 };
    return store;
}

/* Until a signal to leave, or until the store's folder is another one or none. */
static bool keep_fresh(const struct invocation *invocation, struct config **config,
    struct store *store, struct http http, struct error *error)
{
    enum { AGAIN_US = 1000 * 1000 };
    struct fetcher *fetcher = create_fetcher(*config, store, http, error);
    if (!fetcher) {
        return false;
    }
    store_watch(store); /* before the first look; without it the next poll sees approvals */
    notify_ready();
    while (!quit && store_is_there(store)) {
        store_drain(store);
        if (atomic_exchange(&reload, false)) {
            notify_reloading();
            fetcher_rest(fetcher); /* two at a time are too many for one store */
            swap_config(invocation, config, &fetcher, store, http);
            notify_ready();
        }
        bool runs = quit || fetcher_run(fetcher, &waiter);
        /* Another watch, where something befell the folder. */
        rest(store_watch(store), runs ? INT64_MAX : clock_mono_us() + AGAIN_US);
    }
    fetcher_destroy(fetcher);
    return true;
}

/* A folder that is deleted or moved away is made anew and filled at once. */
static bool keep_store_fresh(const struct invocation *invocation, struct config **config,
    struct http http, struct error *error)
{
    enum { GONE_MS = 1000 }; /* whoever deletes it is to come to an end */
    bool done = true;
    while (done && !quit) {
        struct store *store = wait_for_store(invocation, *config, error);
        if (!store) {
            return quit;
        }
        done = command_guard_store(*config, store, error) &&
               keep_fresh(invocation, config, store, http, error);
        if (done && !quit) {
            log_warning("store: %s was deleted or moved; made anew", store_path(store));
        }
        store_close(store);
        if (done) {
            sleep_for(GONE_MS);
        }
    }
    notify_stopping();
    return done;
}

static bool fetch_once(const struct invocation *invocation, const struct config *config,
    struct http http, struct error *error)
{
    struct store *store = store_open(
        command_store_path(invocation, config), STORE_WRITE, config->store.max_bytes, error);
    struct fetcher *fetcher = store && command_guard_store(config, store, error)
                                  ? create_fetcher(config, store, http, error)
                                  : NULL;
    bool done = fetcher && fetcher_run_once(fetcher, &quit, error);
    fetcher_destroy(fetcher);
    store_close(store);
    return done;
}

struct fetch_options {
    bool once;
};

static const struct option options_table[] = {
    { "--once", OPTION_FLAG, offsetof(struct fetch_options, once), NULL },
    { 0 },
};

static int run(const struct invocation *invocation)
{
    const struct fetch_options *options = invocation->options;
    int status = EXIT_FAILED;
    struct error error = { 0 };
    struct http_curl *curl = NULL;
    mallopt(M_ARENA_MAX, 1); /* threads that mostly wait: one heap is smaller */
    struct config *config = command_load_config_to_log(invocation);
    if (!config) {
        return EXIT_CONFIG;
    }
    log_set_name(config->screen.name);
    tell_of_proxy(config);
    if (!watch_signals(&error) || !(curl = http_curl_create(&error))) {
        goto out;
    }
    struct http http = http_curl_seam(curl);
    bool done = options->once ? fetch_once(invocation, config, http, &error)
                              : keep_store_fresh(invocation, &config, http, &error);
    status = done ? EXIT_DONE : EXIT_FAILED;
out:
    if (status != EXIT_DONE) {
        log_fatal("fetch: %s", error.text);
        status = command_has_lists(config, &error) ? EXIT_FAILED : EXIT_CONFIG;
    }
    http_curl_destroy(curl);
    config_destroy(config);
    return status;
}

static const struct command command_fetch = {
    .name = "fetch",
    .usage = "[--once]",
    .does = N_("keep the store fresh"),
    .options = options_table,
    .options_size = sizeof(struct fetch_options),
    .run = run,
};

/* The one command of `lobbycard-fetch`: the network, and no display. */
const struct command *const commands[] = { &command_fetch };
const size_t command_count = 1;
