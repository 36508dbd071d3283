/* lobbycard approve: lets through what the breaker holds back. `fetch` may run: it sees the
 * word that is left in the store. */
#include "base/log.h"
#include "base/translated.h"
#include "command/common/command.h"
#include "config/load.h"
#include "edition/edition.h"
#include "store/store.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ID_LENGTH_MIN = 8 };

struct approve_options {
    const char *source, *language;
};

static const struct option options_table[] = {
    { "--source", OPTION_TEXT, offsetof(struct approve_options, source), N_("NAME") },
    { "--lang", OPTION_TEXT, offsetof(struct approve_options, language),
        OPTION_LANGUAGE_WANTED },
    { 0 },
};

struct wanted {
    const char *source, *serial, *id; /* source and id may be NULL */
};

static bool has_id(const struct edition_source *source, const char *id)
{
    size_t length = strlen(id);
    return length >= ID_LENGTH_MIN && strncmp(source->body.hex, id, length) == 0;
}

/* The serial, or where the feed gives none the beginning of its object's name. */
static bool is_meant(const struct edition_source *source, const char *wanted)
{
    char serial[24];
    snprintf(serial, sizeof serial, "%" PRId64, source->feed->serial);
    return source->feed->serial != 0 ? strcmp(serial, wanted) == 0 : has_id(source, wanted);
}

/* The right one, and too little of it to be sure. */
static bool is_cut(const struct edition_source *source, const char *id)
{
    size_t length = strlen(id);
    return length > 0 && length < ID_LENGTH_MIN && strncmp(source->body.hex, id, length) == 0;
}

/* Of a text that is meant and not approved. */
static void refuse_id(const char *id, const struct edition_source *other, struct error *error)
{
    if (is_cut(other, id)) {
        error_set(error,
            "the id %s is too short: give %d digits of it or more, as `lobbycard status` has them",
            id, (int)ID_LENGTH_MIN);
    } else {
        error_set(error,
            "%s: another text waits under that serial by now, %.*s: look again with "
            "`lobbycard status`",
            id, OBJECT_ID_SHOWN, other->body.hex);
    }
}

static const struct edition_source *find(
    const struct wanted *wanted, struct edition *waiting, struct error *error)
{
    const struct edition_source *found = NULL, *other = NULL;
    for (size_t i = 0; i < waiting->source_count; i++) {
        const struct edition_source *source = &waiting->sources[i];
        if ((wanted->source && strcmp(wanted->source, source->name) != 0) || !source->feed) {
            continue;
        }
        if (!is_meant(source, wanted->serial)) {
            bool is_named_by_id = source->feed->serial == 0 && !wanted->id;
            other = is_named_by_id && is_cut(source, wanted->serial) ? source : other;
            continue;
        }
        if (wanted->id && !has_id(source, wanted->id)) {
            other = source;
            continue;
        }
        if (found) {
            error_set(error, "%s waits in the sources %s and %s: say which with --source NAME",
                wanted->serial, found->name, source->name);
            return NULL;
        }
        found = source;
    }
    if (!found && !other) {
        error_set(error,
            "%s%s%s: nothing of that serial waits; `lobbycard status` lists what does",
            wanted->source ? wanted->source : "", wanted->source ? " " : "", wanted->serial);
    } else if (!found) {
        refuse_id(wanted->id ? wanted->id : wanted->serial, other, error);
    }
    return found;
}

static bool say(const struct edition_source *source, struct error *error)
{
    struct bytes text;
    char serial[24] = "";
    bytes_init(&text);
    if (source->feed->serial) {
        snprintf(serial, sizeof serial, "%" PRId64 " ", source->feed->serial);
    }
    bool done = bytes_print(&text,
                    translated("%s: %s%.*s is approved: fetch takes it up, at once where it "
                               "runs\n"),
                    source->name, serial, OBJECT_ID_SHOWN, source->body.hex) &&
                command_write(&text, false, error);
    bytes_finish(&text);
    return done;
}

static bool approve(const struct wanted *wanted, struct store *store, struct error *error)
{
    struct head head;
    if (!store_read_head(store, &head, error)) {
        return false;
    }
    if (!*head.waiting.hex) {
        return error_set(error,
            "nothing waits in %s: `lobbycard status` says what the screen has",
            store_path(store));
    }
    struct edition *waiting = edition_load_manifest(store, &head.waiting, error);
    /* One that the guard or its signature refuses by now is none to be approved. */
    for (size_t i = 0; waiting && i < waiting->source_count; i++) {
        edition_load_feed(store, &waiting->sources[i], NULL);
    }
    const struct edition_source *found = waiting ? find(wanted, waiting, error) : NULL;
    bool done =
        found && store_approve(store, found->name, &found->body, error) && say(found, error);
    edition_destroy(waiting);
    return done;
}

static int run(const struct invocation *invocation)
{
    const struct approve_options *options = invocation->options;
    const struct option_texts *operands = &invocation->operands;
    const struct wanted wanted = { options->source, operands->at[0], operands->at[1] };
    int status = EXIT_FAILED;
    struct error error = { 0 };
    if (!command_speak(options->language, false, &error)) {
        log_fatal("approve: %s (see lobbycard --help)", error.text);
        return EXIT_USAGE;
    }
    struct config *config = command_load_config(invocation);
    if (!config) {
        return EXIT_CONFIG;
    }
    struct store *store = store_open(
        command_store_path(invocation, config), STORE_READ, config->store.max_bytes, &error);
    if (store && command_guard_store(config, store, &error)) {
        edition_trust(store, config);
        umask(022); /* whoever approves, `fetch` is another account and has to read it */
        if (approve(&wanted, store, &error)) {
            status = EXIT_DONE;
        }
    }
    if (status != EXIT_DONE) {
        log_fatal("approve: %s", error.text);
        status = command_has_lists(config, &error) ? EXIT_FAILED : EXIT_CONFIG;
    }
    store_close(store);
    config_destroy(config);
    return status;
}

const struct command command_approve = {
    .name = "approve",
    .usage = "[--source NAME] [--lang zh|en] SERIAL [ID]",
    .does = N_("let through what the breaker holds back"),
    .options = options_table,
    .options_size = sizeof(struct approve_options),
    .operands_min = 1,
    .operands_max = 2,
    .operands_wanted = N_("SERIAL? `lobbycard status` lists what waits"),
    .run = run,
};
