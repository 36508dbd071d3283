#include "report/verdict.h"

#include "base/translated.h"
#include "report/status_report_private.h"

#include <assert.h>

/* A first slide takes seconds; whoever tells nothing for longer has come to a stop. */
enum { FIRST_SLIDE_MS = 150 * 1000, HOUR_MS = 3600 * 1000, POLLS = 3 };

static const char *const names[] = {
    [PROBLEM_CONFIG] = "config",
    [PROBLEM_PLAY] = "play",
    [PROBLEM_SET_ASIDE] = "set_aside",
    [PROBLEM_EDITION] = "edition",
    [PROBLEM_STORE] = "store",
    [PROBLEM_CLOCK] = "clock",
    [PROBLEM_FETCH] = "fetch",
    [PROBLEM_SOURCE] = "source",
    [PROBLEM_EXPIRED] = "expired",
    [PROBLEM_CONFIG_CHANGED] = "config_changed",
    [PROBLEM_LACKS] = "lacks",
};
enum { PROBLEM_COUNT = sizeof names / sizeof *names };
static_assert(PROBLEM_COUNT == PROBLEM_LACKS + 1, "every problem has a name");

const char *problem_name(enum problem_code code)
{
    return names[code];
}

struct verdict {
    const struct status_report *report;
    struct arena *arena;
    struct problem *list; /* has room for all there could be */
    size_t count;
    bool no_memory;
};

/* Takes the text of arena_printf. */
static void add(
    struct verdict *verdict, enum problem_code code, const char *source, const char *text)
{
    verdict->no_memory = verdict->no_memory || !text;
    verdict->list[verdict->count++] = (struct problem) { code, source, text };
}

static const char *play_trouble(const struct verdict *verdict)
{
    const struct status_report *report = verdict->report;
    struct arena *arena = verdict->arena;
    char span[REPORT_SPAN_BYTES];
    switch (report->play) {
    case PLAY_NEVER:
        return arena_printf(arena,
            translated("nobody plays from %s: is lobbycard-play started?"), report->store_path);
    case PLAY_STARTS:
        return arena_printf(arena, translated("play began %s ago and shows nothing yet"),
            report_span(report_age_s(report, report->glass->written_ms), span));
    case PLAY_HANGS:
        return arena_printf(arena,
            translated(
                "play hangs: its slide should have gone on %s ago: restart lobbycard-play"),
            report_span(report->hangs_ms / 1000, span));
    case PLAY_ENDED:
        return translated("play has ended: start lobbycard-play");
    default:
        return arena_printf(
            arena, translated("what is on the glass is not known: %s"), report->glass_error);
    }
}

static void judge_play(struct verdict *verdict)
{
    const struct status_report *report = verdict->report;
    bool is_well = report->play == PLAY_SHOWS ||
                   (report->play == PLAY_STARTS &&
                       report->now_ms - report->glass->written_ms <= FIRST_SLIDE_MS);
    if (!is_well && !report->is_store_hidden) {
        add(verdict, PROBLEM_PLAY, NULL, play_trouble(verdict));
    }
}

static void judge_edition(struct verdict *verdict)
{
    const struct status_report *report = verdict->report;
    if (report->set_aside[0]) {
        add(verdict, PROBLEM_SET_ASIDE, NULL,
            arena_printf(verdict->arena,
                translated("edition %.*s is set aside: it ended play again and again: see "
                           "`journalctl -u lobbycard-play`"),
                REPORT_ID_SHOWN, report->set_aside[0]));
    }
    if (*report->edition_error) {
        add(verdict, PROBLEM_EDITION, NULL,
            arena_printf(verdict->arena, translated("edition %.*s does not load: %s"),
                REPORT_ID_SHOWN, report->edition, report->edition_error));
    }
}

static void judge_machine(struct verdict *verdict)
{
    const struct status_report *report = verdict->report;
    if (*report->store_error) {
        add(verdict, PROBLEM_STORE, NULL, report->store_error);
    }
    if (report->is_clock_doubtful) {
        add(verdict, PROBLEM_CLOCK, NULL, translated("the clock is not set: see timedatectl"));
    }
}

static void judge_fetch(struct verdict *verdict)
{
    const struct status_report *report = verdict->report;
    if (report->source_count > 0 && report->fetch == FETCH_IS_OVER) {
        add(verdict, PROBLEM_FETCH, NULL,
            translated("fetch does not run: nothing new comes: start lobbycard-fetch"));
    } else if (report->source_count > 0 && report->fetch == FETCH_NEVER) {
        add(verdict, PROBLEM_FETCH, NULL,
            translated("fetch has not run yet: nothing comes: start lobbycard-fetch"));
    }
}

/* Since when an answer is waited for; 0 where that cannot be told. A fetch that has only begun
 * has as long as any other. */
static int64_t waits_since_ms(
    const struct status_report *report, const struct reported_source *source)
{
    int64_t since_ms =
        report_is_ahead(report, source->last_success_ms) ? 0 : source->last_success_ms;
    bool began_later = report->fetch == FETCH_RUNS && report->fetch_since_ms > since_ms &&
                       !report_is_ahead(report, report->fetch_since_ms);
    return began_later ? report->fetch_since_ms : since_ms;
}

/* Three polls, or an hour behind the one that was due, and the time that one may take. */
static bool waits_too_long(
    const struct status_report *report, const struct reported_source *source)
{
    int64_t since_ms = waits_since_ms(report, source);
    int64_t polls_ms = POLLS * source->every_ms, hour_ms = source->every_ms + HOUR_MS;
    int64_t limit_ms = (polls_ms < hour_ms ? polls_ms : hour_ms) + report->request_ms;
    if (since_ms == 0) {
        return source->last_success_ms == 0 && report->fetch != FETCH_NEVER &&
               report->fetch != FETCH_UNKNOWN;
    }
    return report->now_ms - since_ms > limit_ms;
}

static const char *source_trouble(
    const struct verdict *verdict, const struct reported_source *source)
{
    const struct status_report *report = verdict->report;
    bool fails = *source->last_error && source->last_error_ms > source->last_success_ms;
    int64_t since_ms = waits_since_ms(report, source);
    /* An error noted behind a success of a clock that was put back is of now as well. */
    fails = fails || (*source->last_error && report_is_ahead(report, source->last_success_ms));
    const char *colon = fails ? ": " : "", *why = fails ? source->last_error : "";
    char span[REPORT_SPAN_BYTES];
    if (source->last_success_ms == 0) {
        return arena_printf(verdict->arena, translated("source %s has never answered%s%s"),
            source->name, colon, why);
    }
    return arena_printf(verdict->arena, translated("source %s has not answered for %s%s%s"),
        source->name, report_span(report_age_s(report, since_ms), span), colon, why);
}

static void judge_source(struct verdict *verdict, const struct reported_source *source)
{
    const struct status_report *report = verdict->report;
    char span[REPORT_SPAN_BYTES];
    if (source->is_unknown) {
        add(verdict, PROBLEM_SOURCE, source->name,
            arena_printf(verdict->arena, translated("fetch does not ask source %s: reload it"),
                source->name));
    } else if (waits_too_long(report, source)) {
        add(verdict, PROBLEM_SOURCE, source->name, source_trouble(verdict, source));
    }
    if (source->expires_ms && source->expires_ms <= report->now_ms) {
        add(verdict, PROBLEM_EXPIRED, source->name,
            arena_printf(verdict->arena,
                translated(
                    "the feed of source %s has expired %s ago: have it published anew, with a "
                    "later \"expires\""),
                source->name, report_span(report_age_s(report, source->expires_ms), span)));
    }
}

static void judge_config(struct verdict *verdict)
{
    const struct status_report *report = verdict->report;
    if (*report->config_error) {
        add(verdict, PROBLEM_CONFIG, NULL,
            arena_printf(
                verdict->arena, translated("the config is refused: %s"), report->config_error));
    }
}

static void judge_reload(struct verdict *verdict)
{
    const struct status_report *report = verdict->report;
    if (report->is_config_other && report->config_refusal) {
        add(verdict, PROBLEM_CONFIG_CHANGED, NULL,
            arena_printf(verdict->arena, translated("play refused this config: %s"),
                report->config_refusal));
    } else if (report->is_config_other && !*report->config_error) {
        add(verdict, PROBLEM_CONFIG_CHANGED, NULL,
            translated("play goes by another config than this one: reload it"));
    }
    if (report->lacks) {
        add(verdict, PROBLEM_LACKS, NULL,
            arena_printf(
                verdict->arena, translated("the screen goes without: %s"), report->lacks));
    }
}

bool verdict_find(struct status_report *report, struct arena *arena)
{
    struct verdict verdict = { .report = report, .arena = arena };
    verdict.list =
        arena_array(arena, PROBLEM_COUNT + 2 * report->source_count, sizeof *verdict.list);
    if (!verdict.list) {
        return false;
    }
    judge_config(&verdict);
    judge_play(&verdict);
    judge_edition(&verdict);
    judge_machine(&verdict);
    judge_fetch(&verdict);
    for (size_t i = 0; i < report->source_count; i++) {
        judge_source(&verdict, &report->sources[i]);
    }
    judge_reload(&verdict);
    report->problems = verdict.list;
    report->problem_count = verdict.count;
    return !verdict.no_memory;
}
