/* lobbycard fetch: keeps the store fresh until it is told to stop; SIGHUP reads the config
 * anew, all of it or none of it. */
#include "base/clock.h"
#include "base/log.h"
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
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

/* Handlers and not a signalfd: a request of `fetch --once` that is under way looks at `quit` by
 * itself. */
static atomic_bool interrupted, quit, reload;
static int signal_fd = -1;

static void on_signal(int number)
{
    int kept = errno;
    if (number == SIGHUP) {
        reload = 1;
    } else {
        quit = 1;
    }
    interrupted = 1;
    ssize_t written = write(signal_fd, &(uint64_t) { 1 }, sizeof(uint64_t));
    (void)written; /* full means that it is awake already */
    errno = kept;
}

/* What ends a sleep: `fd` is readable after a signal, when the watchdog wants to hear, and when
 * somebody put an approval into the store, or took the store away. */
struct wake {
    int fd, timer_fd;
};

static bool add_to_wake(struct wake *wake, int fd)
{
    struct epoll_event event = { .events = EPOLLIN };
    return fd >= 0 && epoll_ctl(wake->fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

static bool start_timer(struct wake *wake, int64_t interval_ms)
{
    struct timespec step = { interval_ms / 1000, interval_ms % 1000 * 1000000 };
    struct itimerspec timer = { step, step };
    wake->timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    return add_to_wake(wake, wake->timer_fd) &&
           timerfd_settime(wake->timer_fd, 0, &timer, NULL) == 0;
}

static bool wake_init(struct wake *wake, struct error *error)
{
    static const int numbers[] = { SIGTERM, SIGINT, SIGHUP };
    struct sigaction action = { .sa_handler = on_signal };
    struct sigaction ignore = { .sa_handler = SIG_IGN };
    int64_t watchdog_ms = notify_watchdog_interval_ms();
    *wake = (struct wake) { epoll_create1(EPOLL_CLOEXEC), -1 };
    signal_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    bool done = wake->fd >= 0 && add_to_wake(wake, signal_fd) &&
                (watchdog_ms == 0 || start_timer(wake, watchdog_ms)) &&
                sigaction(SIGPIPE, &ignore, NULL) == 0;
    for (size_t i = 0; done && i < sizeof numbers / sizeof *numbers; i++) {
        done = sigaction(numbers[i], &action, NULL) == 0;
    }
    return done || error_set(error, "signals: %s", strerror(errno));
}

/* signal_fd stays open: a signal may still come. */
static void wake_finish(struct wake *wake)
{
    if (wake->timer_fd >= 0) {
        close(wake->timer_fd);
    }
    if (wake->fd >= 0) {
        close(wake->fd);
    }
}

static void wake_drain(const struct wake *wake)
{
    uint64_t count;
    while (read(signal_fd, &count, sizeof count) > 0) {
    }
    if (wake->timer_fd >= 0 && read(wake->timer_fd, &count, sizeof count) > 0) {
        notify_watchdog();
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
        next.fetcher = fetcher_create(next.config, store, http, &error);
        if (next.fetcher) {
            struct rules old = { *config, before, *fetcher };
            *config = next.config;
            *fetcher = next.fetcher;
            rules_finish(&old);
            log_set_name((*config)->screen.name);
            log_info("config read anew");
            return;
        }
        store_swap_guard(store, before);
        edition_trust(store, *config);
    }
    rules_finish(&next);
    log_error("%s", error.text);
    log_warning("the config stays as it was");
}

/* Sleeps until a signal or for as long; the watchdog is fed meanwhile. */
static void sleep_for(const struct wake *wake, int64_t ms)
{
    int64_t end_ms = clock_mono_ms() + ms, left_ms = ms;
    while (!quit && !reload && left_ms > 0) {
        struct pollfd pollfd = { .fd = wake->fd, .events = POLLIN };
        poll(&pollfd, 1, (int)left_ms);
        wake_drain(wake);
        left_ms = end_ms - clock_mono_ms();
    }
}

/* The store, as soon as the disk gives it; NULL with an error where waiting would not help, and
 * without one after a signal to leave. */
static struct store *wait_for_store(const struct invocation *invocation,
    const struct config *config, struct wake *wake, struct error *error)
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
        sleep_for(wake, AGAIN_MS);
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
    struct store *store, struct http http, struct wake *wake, struct error *error)
{
    struct fetcher *fetcher = fetcher_create(*config, store, http, error);
    if (!fetcher) {
        return false;
    }
    add_to_wake(wake, store_watch(store)); /* without it the next poll sees them */
    notify_ready();
    while (!quit && store_is_there(store)) {
        /* In this order: a signal after the first line ends the run at once, one before it has
         * set its own flag. */
        interrupted = 0;
        wake_drain(wake);
        store_drain(store);
        if (reload) {
            reload = 0;
            notify_reloading();
            fetcher_rest(fetcher); /* two at a time are too many for one store */
            swap_config(invocation, config, &fetcher, store, http);
            notify_ready();
        }
        if (!quit) {
            fetcher_run(fetcher, wake->fd, &interrupted);
        }
    }
    fetcher_destroy(fetcher);
    return true;
}

/* A folder that is deleted or moved away is made anew and filled at once. */
static bool keep_store_fresh(const struct invocation *invocation, struct config **config,
    struct http http, struct wake *wake, struct error *error)
{
    enum { GONE_MS = 1000 }; /* whoever deletes it is to come to an end */
    bool done = true;
    while (done && !quit) {
        struct store *store = wait_for_store(invocation, *config, wake, error);
        if (!store) {
            return quit;
        }
        done = command_guard_store(*config, store, error) &&
               keep_fresh(invocation, config, store, http, wake, error);
        if (done && !quit) {
            log_warning("store: %s was deleted or moved; made anew", store_path(store));
        }
        store_close(store);
        if (done) {
            sleep_for(wake, GONE_MS);
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
                                  ? fetcher_create(config, store, http, error)
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
    struct wake wake = { -1, -1 };
    struct http_curl *curl = NULL;
    mallopt(M_ARENA_MAX, 1); /* threads that mostly wait: one heap is smaller */
    struct config *config = command_load_config(invocation);
    if (!config) {
        return EXIT_CONFIG;
    }
    log_set_name(config->screen.name);
    if (!wake_init(&wake, &error) || !(curl = http_curl_create(&error))) {
        goto out;
    }
    struct http http = http_curl_seam(curl);
    bool done = options->once ? fetch_once(invocation, config, http, &error)
                              : keep_store_fresh(invocation, &config, http, &wake, &error);
    status = done ? EXIT_DONE : EXIT_FAILED;
out:
    if (status != EXIT_DONE) {
        log_fatal("fetch: %s", error.text);
    }
    http_curl_destroy(curl);
    wake_finish(&wake);
    config_destroy(config);
    return status;
}

static const struct command command_fetch = {
    .name = "fetch",
    .usage = "[--once]",
    .does = "keep the store fresh",
    .options = options_table,
    .options_size = sizeof(struct fetch_options),
    .run = run,
};

/* The one command of `lobbycard-fetch`: the network, and no display. */
const struct command *const commands[] = { &command_fetch };
const size_t command_count = 1;
