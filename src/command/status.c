/* lobbycard status: what is on the glass, since when, and how fresh it is. Reads what `fetch`
 * and `play` left in the store; needs neither to run. */
#include "base/clock.h"
#include "base/log.h"
#include "base/translated.h"
#include "command/common/command.h"
#include "command/status_pictures.h"
#include "command/status_waiting.h"
#include "config/load.h"
#include "edition/edition.h"
#include "edition/trials.h"
#include "programme/item_span.h"
#include "report/fetch_status.h"
#include "report/status_report.h"
#include "report/store_trouble.h"
#include "report/verdict.h"
#include "store/store.h"
#include "time/zone.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static_assert((int)REPORT_ID_SHOWN == (int)OBJECT_ID_SHOWN, "one id, one length");

/* A store that is not there is more likely a wrong path than one that nothing came into yet. */
static bool can_be_seen(const char *path, struct error *error)
{
    struct stat info;
    if (stat(path, &info) < 0) {
        return error_set(error,
            errno == ENOENT || errno == ENOTDIR
                ? N_("no store in %s: %s: run `lobbycard fetch --once`, or name another --store")
                : N_("%s: %s"),
            path, translated_errno(errno));
    }
    return (S_ISDIR(info.st_mode) ||
               error_set(error, "no store in %s: not a folder: name another --store", path)) &&
           (access(path, R_OK | X_OK) == 0 ||
               error_set(error, "%s: %s", path, translated_errno(errno)));
}

/* Every source that the config names, whether it was asked yet or not. */
static bool list_sources(struct arena *arena, const struct config *config,
    const struct fetch_status *fetched, const struct edition *edition,
    struct status_report *report)
{
    struct reported_source *list = arena_array(arena, config->source_count, sizeof *list);
    for (size_t i = 0; list && i < config->source_count; i++) {
        const struct fetch_status_source *known =
            fetch_status_find(fetched, config->sources[i].name);
        list[i] = (struct reported_source) { .name = config->sources[i].name,
            .last_error = "",
            .every_ms = config->sources[i].every_ms,
            .is_unknown = !known && report->fetch == FETCH_RUNS };
        for (size_t k = 0; edition && k < edition->source_count; k++) {
            int64_t expires_ms = feed_expires_ms(edition->sources[k].feed);
            if (strcmp(edition->sources[k].name, list[i].name) == 0 &&
                expires_ms != INT64_MAX) {
                list[i].expires_ms = expires_ms;
            }
        }
        if (known) {
            list[i].serial = known->serial;
            list[i].last_success_ms = known->last_success_ms;
            list[i].last_error = known->last_error;
            list[i].last_error_ms = known->last_error_ms;
            list[i].next_try_ms = report->fetch == FETCH_IS_OVER ? 0 : known->next_try_ms;
            list[i].missing_pictures = known->missing_total;
        }
    }
    report->sources = list;
    report->source_count = config->source_count;
    return list;
}

static bool list_held(
    struct arena *arena, const struct edition *edition, struct status_report *report)
{
    size_t count = 0;
    for (size_t i = 0; edition && i < edition->source_count; i++) {
        count += edition->sources[i].feed->held_count;
    }
    struct reported_held *list = arena_array(arena, count, sizeof *list);
    for (size_t i = 0; list && edition && i < edition->source_count; i++) {
        const struct feed *feed = edition->sources[i].feed;
        for (size_t j = 0; j < feed->held_count; j++) {
            list[report->held_count++] = (struct reported_held) { edition->sources[i].name,
                feed->held[j].item, feed->held[j].reason };
        }
    }
    report->held = list;
    return list;
}

static void list_set_aside(
    const struct trials *trials, const struct head *head, struct status_report *report)
{
    if (trials_has_set_aside(trials, &head->current)) {
        report->set_aside[0] = head->current.hex;
    }
    if (trials_has_set_aside(trials, &head->previous)) {
        report->set_aside[1] = head->previous.hex;
    }
}

/* What nobody verified for so long that it is not shown. */
static void count_unverified(
    const struct zone *zone, const struct edition *edition, struct status_report *report)
{
    for (size_t i = 0; edition && i < edition->source_count; i++) {
        const struct feed *feed = edition->sources[i].feed;
        for (size_t k = 0; k < feed->item_count; k++) {
            report->unverified_items +=
                zone_end_ms(zone, &feed->items[k].verified_until) <= report->now_ms;
        }
        for (size_t k = 0; k < feed->hotline_count; k++) {
            report->unverified_hotlines +=
                zone_end_ms(zone, &feed->hotlines[k].verified_until) <= report->now_ms;
        }
    }
}

static bool print_report(const struct status_report *report, bool json, struct error *error)
{
    struct bytes text;
    bytes_init(&text);
    bool printed = json ? status_report_print_json(report, &text)
                        : status_report_print_text(report, &text);
    bool done = printed ? command_write(&text, json, error) : error_set(error, "out of memory");
    bytes_finish(&text);
    return done;
}

/* What can be believed of what `play` wrote last. A slide is overdue when its making would have
 * been given up by now. */
static void tell_play(struct status_report *report, struct glass_status *glass, bool has_glass,
    bool disk_takes_nothing, const struct error *error)
{
    enum { OVERDUE_MS = 150 * 1000, LATE_MS = 5000 };
    const int64_t now_ms = clock_mono_ms();
    int64_t late_ms = has_glass && glass->due_mono_ms ? now_ms - glass->due_mono_ms : 0;
    bool lives = has_glass && process_lives(&glass->player);
    bool may_be_stale = disk_takes_nothing && (!has_glass || !glass->is_elsewhere);
    report->glass = has_glass ? glass : NULL;
    report->glass_error =
        *error->text ? error->text : translated("play cannot write it down here");
    if (!has_glass) {
        report->play = *error->text || may_be_stale ? PLAY_UNKNOWN : PLAY_NEVER;
    } else if (!lives) {
        report->play = may_be_stale ? PLAY_UNKNOWN : PLAY_ENDED;
    } else if (!*glass->kind) {
        report->play = PLAY_STARTS;
    } else if (may_be_stale && late_ms > LATE_MS) {
        report->play = PLAY_UNKNOWN;
    } else {
        report->play = late_ms > OVERDUE_MS ? PLAY_HANGS : PLAY_SHOWS;
        report->hangs_ms = late_ms;
    }
    if (lives && glass->since_mono_ms && !glass->has_own_clock) {
        glass->since_ms = report->now_ms - (now_ms - glass->since_mono_ms);
    }
}

static enum reported_fetch fetch_state(
    const struct fetch_status *fetched, bool disk_takes_nothing)
{
    if (fetched && process_lives(&fetched->fetcher)) {
        return FETCH_RUNS;
    }
    return disk_takes_nothing ? FETCH_UNKNOWN
           : !fetched         ? FETCH_NEVER
           : fetched->is_once ? FETCH_WAS_ONCE
                              : FETCH_IS_OVER;
}

/* Whether the config is another one than the one that the slide was planned with. */
static void tell_config(struct status_report *report, const struct config *config)
{
    char id[CONFIG_ID_BYTES];
    bool plays =
        report->play == PLAY_STARTS || report->play == PLAY_SHOWS || report->play == PLAY_HANGS;
    command_config_id(config, id);
    if (!plays) {
        return;
    }
    const struct glass_status *glass = report->glass;
    report->lacks = *glass->lacks.text ? glass->lacks.text : NULL;
    report->is_config_other =
        !*report->config_error && *id && *glass->config && strcmp(id, glass->config) != 0;
    bool is_refused = report->is_config_other && strcmp(id, glass->refused) == 0;
    report->config_refusal = is_refused ? glass->refusal.text : NULL;
}

struct status_options {
    const char *language;
    bool is_json;
};

static const struct option options_table[] = {
    { "--json", OPTION_FLAG, offsetof(struct status_options, is_json), NULL },
    { "--lang", OPTION_TEXT, offsetof(struct status_options, language),
        OPTION_LANGUAGE_WANTED },
    { 0 },
};

/* A store that cannot be seen, and `why` not. A report as any other: a monitor reads standard
 * output. */
static bool tell_hidden(
    struct status_report *report, const char *why, bool json, struct error *error)
{
    struct arena arena;
    arena_init(&arena);
    report->is_store_hidden = true;
    report->play = PLAY_UNKNOWN;
    report->store_error = report->glass_error = why;
    report->edition = report->edition_error = "";
    bool done = (verdict_find(report, &arena) || error_set(error, "out of memory")) &&
                print_report(report, json, error);
    arena_finish(&arena);
    return done;
}

static int run(const struct invocation *invocation)
{
    const struct status_options *options = invocation->options;
    int status = EXIT_FAILED;
    struct error error = { 0 }, edition_error = { 0 }, trouble = { 0 }, fault = { 0 },
                 glass_error = { 0 };
    struct store *store = NULL;
    struct edition *edition = NULL, *waiting = NULL;
    struct fetch_status *fetched = NULL;
    struct glass_status glass;
    struct head head = { 0 };
    struct trials trials;
    struct arena arena;
    arena_init(&arena);
    if (!command_speak(options->language, options->is_json, &error)) {
        log_fatal("status: %s (see lobbycard --help)", error.text);
        arena_finish(&arena);
        return EXIT_USAGE;
    }
    struct config *config = command_load_readable_config(invocation, &fault);
    if (!config) {
        error_set(&error, "out of memory");
        goto out;
    }
    store = store_open(
        command_store_path(invocation, config), STORE_READ, config->store.max_bytes, &error);
    if (!store) {
        goto out;
    }
    int64_t now_ms = clock_wall_ms();
    struct status_report report = {
        .now_ms = now_ms,
        .offset_minutes = zone_offset_minutes(config->screen.timezone, now_ms),
        .screen = config->screen.name,
        .config_error = fault.text,
        .store_path = store_path(store),
        .request_ms = config->fetch.total_timeout_ms,
        .is_clock_doubtful = !clock_is_trusted(),
    };
    if (!can_be_seen(store_path(store), &trouble)) {
        tell_hidden(&report, trouble.text, options->is_json, &error);
        goto out;
    }
    if (!command_guard_readable(config, store, &fault, &error)) {
        goto out;
    }
    edition_trust(store, config);
    trials_read(store, &trials);
    edition = edition_load_allowed(store, trials_allow, &trials, NULL, &edition_error);
    bool is_head_known = store_read_head(store, &head, NULL);
    if (edition && edition->source_count == 0) {
        error_set(&edition_error, "the config does not name its source %s", edition->unnamed);
    }
    waiting = *head.waiting.hex ? edition_load_manifest(store, &head.waiting, NULL) : NULL;
    if (waiting) {
        edition_leave_unnamed(store, waiting);
    }
    fetched = fetch_status_read(store, NULL);
    bool has_glass = glass_status_read(store_path(store), &glass, &glass_error);
    if (fetched) {
        fetch_status_follow_clock(fetched, now_ms, clock_mono_ms());
    }
    bool takes_nothing = find_store_trouble(store, fetched, now_ms, &trouble);
    report.store_error = trouble.text;
    report.fetch = fetch_state(fetched, takes_nothing);
    report.fetch_since_ms = fetched ? fetched->started_ms : 0;
    report.is_head_known = is_head_known;
    report.edition = head.current.hex;
    report.edition_since_ms = head.since_ms;
    report.edition_error = edition_error.text;
    report.is_clock_doubtful = !clock_is_trusted();
    tell_play(&report, &glass, has_glass, takes_nothing, &glass_error);
    tell_config(&report, config);
    list_set_aside(&trials, &head, &report);
    count_unverified(config->screen.timezone, edition, &report);
    if (!list_sources(&arena, config, fetched, edition, &report) ||
        !list_held(&arena, edition, &report) ||
        !status_pictures(&arena,
            &(struct status_known) { config, fetched, edition, store, report.glass },
            &report) ||
        !status_list_waiting(
            &arena, &(struct waiting_in) { config, store, edition, waiting }, &report) ||
        !verdict_find(&report, &arena)) {
        error_set(&error, "out of memory");
        goto out;
    }
    if (print_report(&report, options->is_json, &error)) {
        status = report.problem_count == 0 ? EXIT_DONE : EXIT_FAILED;
    }
out:
    if (*fault.text) { /* it may be why the store is not there, too */
        status = EXIT_CONFIG;
        log_fatal("%s", fault.text);
    } else if (*error.text) {
        log_fatal("status: %s", error.text);
    }
    fetch_status_destroy(fetched);
    edition_destroy(waiting);
    edition_destroy(edition);
    store_close(store);
    config_destroy(config);
    arena_finish(&arena);
    return status;
}

const struct command command_status = {
    .name = "status",
    .usage = "[--json] [--lang zh|en]",
    .does = N_("what is on the glass, since when, how fresh"),
    .options = options_table,
    .options_size = sizeof(struct status_options),
    .run = run,
};
