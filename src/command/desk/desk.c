/* lobbycard desk: the editors' page, and what is done from the command line beside it. */
#include "base/log.h"
#include "base/translated.h"
#include "command/common/command.h"
#include "command/desk/console.h"
#include "command/desk/content/wall/opening.h"
#include "command/desk/core/sessions.h"
#include "command/desk/core/tries.h"
#include "command/desk/place.h"
#include "command/desk/routes.h"
#include "command/desk/schema.h"
#include "config/load.h"
#include "config/rules.h"
#include "report/notify.h"

#include <errno.h>
#include <signal.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

static struct serve *serving; /* for the handler of signals */

static void on_signal(int number)
{
    (void)number;
    serve_stop(serving);
}

static bool watch_signals(struct error *error)
{
    struct sigaction action = { .sa_handler = on_signal }, ignore = { .sa_handler = SIG_IGN };
    return (sigaction(SIGPIPE, &ignore, NULL) == 0 && sigaction(SIGTERM, &action, NULL) == 0 &&
               sigaction(SIGINT, &action, NULL) == 0) ||
           error_set(error, "signals: %s", translated_errno(errno));
}

/* What it has to know before the first thread. */
static bool prepare(struct desk *desk, struct error *error)
{
    struct database *database = schema_open(desk->database, error);
    bool done = database && sessions_secret(database, desk->secret, error);
    database_close(database);
    desk->tries = tries_create();
    return done && (desk->tries || error_set(error, "out of memory"));
}

static bool serve_desk(struct place *place, const struct invocation *invocation,
    const char *listen, struct error *error)
{
    const struct config *config = place->config;
    struct serve_rules rules = {
        .listen = listen,
        .cert = config->desk.tls_cert,
        .key = config->desk.tls_key,
        .spool = place->spool,
        .proxies = config->desk.trusted_proxy.items,
        .proxy_count = config->desk.trusted_proxy.count,
        .handler = routes_handler(&place->desk),
    };
    bool done = place_lock(place, error) && prepare(&place->desk, error) &&
                opening_begin(&place->desk, invocation->config_path, error);
    if (done) {
        place->desk.serve = serving = serve_create(&rules, error);
        done = serving && watch_signals(error) && opening_run(&place->desk, error);
    }
    if (done) {
        log_info("desk: %s, port %d", listen, serve_port(serving));
        notify_ready();
        serve_run(serving);
        notify_stopping();
    }
    serve_destroy(serving);
    opening_end(&place->desk);
    tries_destroy(place->desk.tries);
    return done;
}

/* As the config's own (config/loading.c). */
static bool check_listen(
    const struct place *place, const char *listen, int *status, struct error *error)
{
    const struct config *config = place->config;
    if (listen && !rule_listen(listen)) {
        *status = EXIT_USAGE;
        return error_set(error, "--listen: %s is no ADDRESS:PORT", listen);
    }
    if (!listen || rule_listen_is_private(listen) || *config->desk.tls_cert ||
        config->desk.trusted_proxy.count > 0) {
        return true;
    }
    *status = EXIT_USAGE;
    return error_set(error, "--listen: other machines would send passwords in the open: give "
                            "tls_cert and tls_key, or trusted_proxy");
}

/* A rename puts the feed in its place, and no folder gives way to that. */
static bool check_publish(const struct place *place, int *status, struct error *error)
{
    struct stat there;
    if (stat(place->desk.publish, &there) != 0 || !S_ISDIR(there.st_mode)) {
        return true;
    }
    *status = EXIT_CONFIG;
    return error_set(error,
        "[desk] publish: %s is a folder: name the file in it, as %s/feed.json",
        place->desk.publish, place->desk.publish);
}

static int run(const struct invocation *invocation)
{
    const struct desk_options *options = invocation->options;
    int status = EXIT_FAILED;
    struct error error = { 0 };
    struct place place;
    if (sodium_init() < 0) {
        log_fatal("desk: libsodium cannot be used");
        return EXIT_FAILED;
    }
    bool is_console = invocation->operands.count > 0;
    bool done = place_init(&place, invocation, &status, &error) &&
                check_listen(&place, options->listen, &status, &error) &&
                (is_console || check_publish(&place, &status, &error));
    /* Whoever uses the page has Chinese unless they want English; the log is English. */
    command_speak(is_console ? NULL : "zh", false, NULL);
    translated_leave_out(!is_console);
    if (done && is_console) {
        done = console_run(&place.desk, invocation, &status, &error);
    } else if (done) {
        done = serve_desk(&place, invocation,
            options->listen ? options->listen : place.config->desk.listen, &error);
        status = done ? EXIT_DONE : EXIT_FAILED;
    }
    if (!done && *error.text) {
        const char *more = status == EXIT_USAGE ? " (see lobbycard --help)" : "";
        log_fatal("desk: %s%s", error.text, more);
    }
    place_finish(&place);
    return status;
}

static const struct option options_table[] = {
    { "--listen", OPTION_TEXT, offsetof(struct desk_options, listen), "ADDRESS:PORT" },
    { "--data", OPTION_TEXT, offsetof(struct desk_options, data), "DIR" },
    { "--role", OPTION_TEXT, offsetof(struct desk_options, role),
        "editor, reviewer, publisher, admin" },
    { 0 },
};

const struct command command_desk = {
    .name = "desk",
    .usage = "[OPTION]... [WHAT [NAME | FILE]]",
    .does = N_("the editors' web page, and who may use it"),
    .options = options_table,
    .options_size = sizeof(struct desk_options),
    .operands_max = 2,
    .words = console_words,
    .run = run,
};
