/* lobbycard fetch: keeps the store fresh until it is told to stop; SIGHUP reads the config
 * anew, all of it or none of it. */
#include "base/log.h"
#include "command/command.h"
#include "net/fetcher.h"
#include "net/http.h"
#include "store/store.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

static volatile sig_atomic_t stop, reload;
static int wake_fd = -1;

/* A flag and a wake-up: a request that is under way looks at `stop` by itself. */
static void on_signal(int number)
{
    int kept = errno;
    if (number == SIGHUP) {
        reload = 1;
    } else {
        stop = 1;
    }
    ssize_t written = write(wake_fd, &(uint64_t) { 1 }, sizeof(uint64_t));
    (void)written; /* full means that it is awake already */
    errno = kept;
}

static bool catch_signals(struct error *error)
{
    static const int numbers[] = { SIGTERM, SIGINT, SIGHUP };
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
    wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    bool done = wake_fd >= 0;
    for (size_t i = 0; done && i < sizeof numbers / sizeof *numbers; i++) {
        done = sigaction(numbers[i], &action, NULL) == 0;
    }
    signal(SIGPIPE, SIG_IGN);
    return done || error_set(error, "signals: %s", strerror(errno));
}

/* The new config in place of *config, or the old one and a line in the log. */
static void reload_config(const struct invocation *invocation, struct config **config)
{
    uint64_t count;
    while (read(wake_fd, &count, sizeof count) > 0) {
    }
    if (!reload) {
        return;
    }
    reload = 0;
    struct config *fresh = command_load_config(invocation);
    if (fresh) {
        config_destroy(*config);
        *config = fresh;
        log_info("config read anew");
    } else {
        log_warning("the config stays as it was");
    }
}

static bool keep_fresh(const struct invocation *invocation, struct config **config,
    struct store *store, struct http http, struct error *error)
{
    while (!stop) {
        struct fetcher *fetcher = fetcher_create(*config, store, http, error);
        if (!fetcher) {
            return false;
        }
        fetcher_run(fetcher, wake_fd, &stop);
        fetcher_destroy(fetcher);
        reload_config(invocation, config);
    }
    return true;
}

static bool fetch_once(
    const struct config *config, struct store *store, struct http http, struct error *error)
{
    struct fetcher *fetcher = fetcher_create(config, store, http, error);
    bool done = fetcher && fetcher_run_once(fetcher, &stop, error);
    fetcher_destroy(fetcher);
    return done;
}

int command_fetch(const struct invocation *invocation)
{
    int status = EXIT_FAILED;
    struct error error = { 0 };
    struct store *store = NULL;
    struct http_curl *curl = NULL;
    struct config *config = command_load_config(invocation);
    if (!config) {
        return EXIT_CONFIG;
    }
    const char *path = invocation->store_path ? invocation->store_path : config->store.path;
    if (!catch_signals(&error) || !(curl = http_curl_create(&error)) ||
        !(store = store_open(path, STORE_WRITE, config->store.max_bytes, &error))) {
        goto out;
    }
    struct http http = http_curl_seam(curl);
    bool done = invocation->once ? fetch_once(config, store, http, &error)
                                 : keep_fresh(invocation, &config, store, http, &error);
    status = done ? EXIT_DONE : EXIT_FAILED;
out:
    if (status != EXIT_DONE) {
        fprintf(stderr, "lobbycard: fetch: %s\n", error.text);
    }
    store_close(store);
    http_curl_destroy(curl);
    config_destroy(config);
    return status;
}
