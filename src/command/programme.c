/* Which turns follow, and why the rest does not play. Needs no display.
 */
#include "base/clock.h"
#include "base/log.h"
#include "base/translated.h"
#include "command/common/command.h"
#include "command/common/edition_supply.h"
#include "command/load_edition.h"
#include "command/programme_print.h"
#include "command/silence.h"
#include "config/load.h"
#include "screen/prepare/workshop.h"

#include <stdio.h>
#include <string.h>

enum { DEFAULT_WIDTH = 1920, DEFAULT_HEIGHT = 1080, DEFAULT_MS = 24 * 3600 * 1000 };

/* Enough for a week of nothing but night; one with more edges than that is told in pieces. */
enum { NIGHT_SPANS_MAX = 64 };

struct programme_options {
    struct option_texts feeds;
    struct pixel_size size;
    struct option_time at;
    int64_t for_ms;
    const char *screen, *language;
    bool is_json;
};

static const struct option options_table[] = {
    { "--json", OPTION_FLAG, offsetof(struct programme_options, is_json), NULL },
    { "--at", OPTION_TIME, offsetof(struct programme_options, at), OPTION_TIME_WANTED },
    { "--for", OPTION_DURATION, offsetof(struct programme_options, for_ms),
        OPTION_DURATION_WANTED },
    { "--screen", OPTION_TAGS, offsetof(struct programme_options, screen), OPTION_TAGS_WANTED },
    { "--feed", OPTION_TEXTS, offsetof(struct programme_options, feeds),
        N_("FILE, at most 64 of them") },
    { "--size", OPTION_SIZE, offsetof(struct programme_options, size), OPTION_SIZE_WANTED },
    { "--lang", OPTION_TEXT, offsetof(struct programme_options, language),
        OPTION_LANGUAGE_WANTED },
    { 0 },
};

static struct plan *plan_at(
    struct workshop *workshop, struct workshop_job *job, int64_t at_ms, struct error *error)
{
    job->now_ms = at_ms;
    struct plan *plan = NULL;
    workshop_plan(workshop, job, &plan, error);
    job->supply = NULL; /* the workshop has it now */
    return plan;
}

static bool is_night(const struct plan *plan, const struct turn *turn)
{
    return plan->slides[turn->slide].kind->is_dark;
}

/* Goes from span to span, on or back, while they are night. */
static bool follow_night(struct workshop *workshop, struct workshop_job *job, bool on,
    struct turn *night, struct error *error)
{
    bool done = true, sleeps = true;
    for (int i = 0; done && sleeps && i < NIGHT_SPANS_MAX; i++) {
        int64_t at_ms = on ? night->until_ms : night->from_ms - 1;
        struct plan *plan = plan_at(workshop, job, at_ms, error);
        done = plan != NULL;
        struct turn next = done ? programme_turn_at(plan, at_ms) : *night;
        sleeps = done && is_night(plan, &next);
        if (sleeps) {
            night->from_ms = on ? night->from_ms : next.from_ms;
            night->until_ms = on ? next.until_ms : night->until_ms;
        }
        plan_destroy(plan);
    }
    return done;
}

/* A night is one turn, though midnight or the end of a notice makes several spans of it. */
static bool widen_night(struct workshop *workshop, struct workshop_job *job, bool is_first,
    struct turn *night, struct error *error)
{
    return (!is_first || follow_night(workshop, job, false, night, error)) &&
           follow_night(workshop, job, true, night, error);
}

/* What is told of each span. */
struct telling {
    struct workshop *workshop;
    struct workshop_job *job;
    struct silence silence;
    struct programme_print print;
    struct plan *lit; /* the last plan that was no night, or NULL */
    int64_t from_ms;
};

static bool list_span(struct telling *telling, struct plan *plan, int64_t *at_ms,
    int64_t end_ms, struct error *error)
{
    struct programme_print *print = &telling->print;
    bool done = silence_note(&telling->silence, plan, *at_ms);
    if (!plan->slides[0].kind->is_dark) {
        done = done && programme_print_change(print, telling->lit, plan);
    }
    while (done && *at_ms < end_ms) {
        struct turn turn = programme_turn_at(plan, *at_ms);
        bool is_first = *at_ms == telling->from_ms;
        done = (!is_night(plan, &turn) ||
                   widen_night(telling->workshop, telling->job, is_first, &turn, error)) &&
               programme_print_turn(print, &plan->slides[turn.slide], &turn);
        *at_ms = turn.until_ms;
    }
    return done;
}

/* One span after the other, each planned as `play` would; turns are told whole, so that the
 * first may begin earlier and the last end later. */
static bool list_turns(struct telling *telling, int64_t until_ms, struct error *error)
{
    bool done = true;
    for (int64_t at_ms = telling->from_ms; done && at_ms < until_ms;) {
        struct plan *plan = plan_at(telling->workshop, telling->job, at_ms, error);
        done = plan && list_span(telling, plan, &at_ms,
                           plan->until_ms < until_ms ? plan->until_ms : until_ms, error);
        if (done && !plan->slides[0].kind->is_dark) {
            plan_destroy(telling->lit);
            telling->lit = plan;
        } else {
            plan_destroy(plan);
        }
    }
    return done;
}

static bool print_programme(const struct programme_options *options, struct workshop *workshop,
    struct workshop_job *job, struct bytes *out, struct error *error)
{
    struct telling telling = { .workshop = workshop, .job = job, .from_ms = job->now_ms };
    int64_t until_ms = job->now_ms + (options->for_ms ? options->for_ms : DEFAULT_MS);
    silence_init(&telling.silence);
    programme_print_init(&telling.print, job->config->screen.timezone, options->is_json);
    struct banners banners;
    bool done = silence_begin(&telling.silence, job) && list_turns(&telling, until_ms, error) &&
                silence_list(&telling.silence) &&
                banners_find(&telling.silence, until_ms, &banners) &&
                programme_print_end(&telling.print, &telling.silence, &banners, out);
    plan_destroy(telling.lit);
    programme_print_finish(&telling.print);
    silence_finish(&telling.silence);
    return done;
}

static int run(const struct invocation *invocation)
{
    const struct programme_options *options = invocation->options;
    int status = EXIT_FAILED;
    struct error error = { 0 };
    struct supply supply = { 0 };
    struct bytes out;
    struct workshop *workshop = NULL;
    struct edition *edition = NULL;
    bytes_init(&out);
    if (!command_speak(options->language, options->is_json, &error)) {
        log_fatal("programme: %s (see lobbycard --help)", error.text);
        return EXIT_USAGE;
    }
    struct config *config = command_load_config(invocation);
    if (!config) {
        return EXIT_CONFIG;
    }
    edition = command_load_edition(
        invocation, &options->feeds, config, &error); /* first: it knows the floor */
    struct workshop_job job = { .config = config,
        .supply = &supply,
        .width = options->size.width ? options->size.width : DEFAULT_WIDTH,
        .height = options->size.height ? options->size.height : DEFAULT_HEIGHT,
        .now_ms = options->at.has_it ? options->at.ms : clock_wall_ms(),
        .is_clock_doubtful = !options->at.has_it && !clock_is_trusted(),
        .is_patient = true };
    workshop = edition ? workshop_create(
                             &(struct workshop_place) { .data_dir = config_data_dir() }, &error)
                       : NULL;
    if (!workshop || !command_take_screen(config, options->screen)) {
        edition_destroy(edition);
        goto out;
    }
    if (edition_supply(edition, &supply) &&
        print_programme(options, workshop, &job, &out, &error) &&
        command_write(&out, options->is_json, &error)) {
        status = EXIT_DONE;
    }
out:
    if (status != EXIT_DONE) {
        status = command_failed(config, &error);
        log_fatal("programme: %s", *error.text ? error.text : translated("out of memory"));
    }
    supply_finish(&supply);
    workshop_destroy(workshop);
    config_destroy(config);
    bytes_finish(&out);
    return status;
}

const struct command command_programme = {
    .name = "programme",
    .usage = "[--json] [--at TIME] [--for 24h] [--screen TAGS] [--feed FILE]... [--size WxH]\n"
             "            [--lang zh|en]",
    .does = N_("which turns follow, and why the rest does not play"),
    .options = options_table,
    .options_size = sizeof(struct programme_options),
    .run = run,
};
