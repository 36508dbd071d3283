#include "base/clock.h"
#include "base/translated.h"
#include "report/status_report_private.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { TIME_BYTES = 160 };

/* "2026-11-23 10:00:00+08:00": without the offset nobody can lay it beside a log. */
static const char *print_moment(
    const struct status_report *report, int64_t wall_ms, char out[32])
{
    clock_print_rfc3339(wall_ms, report->offset_minutes, out);
    out[10] = ' ';
    return out;
}

/* "2026-11-23 10:00:00+08:00, 12 min ago". */
static const char *print_time(
    const struct status_report *report, int64_t wall_ms, char out[TIME_BYTES])
{
    char text[32], span[REPORT_SPAN_BYTES];
    if (report_is_ahead(report, wall_ms)) {
        snprintf(out, TIME_BYTES, translated("%s, by a clock that was put back since"),
            print_moment(report, wall_ms, text));
        return out;
    }
    snprintf(out, TIME_BYTES, translated("%s, %s ago"), print_moment(report, wall_ms, text),
        report_span(report_age_s(report, wall_ms), span));
    return out;
}

static bool print_slide(
    const struct status_report *report, const struct glass_status *glass, struct bytes *out)
{
    char time[TIME_BYTES], moment[32];
    bool done = strcmp(glass->kind, "off") == 0
                    ? bytes_print(out, translated("off: the screen sleeps"))
                : !*glass->source ? bytes_print(out, "%s", translated(glass->kind))
                                  : bytes_print(out, translated("%s of source %s"),
                                        translated(glass->kind), glass->source);
    if (done && *glass->item) {
        done = bytes_print(out, translated(", item %s"), glass->item);
    }
    if (done && glass->pages > 1) {
        done = bytes_print(out, translated(", page %d of %d"), glass->page, glass->pages);
    }
    if (glass->has_own_clock) {
        return done && bytes_print(out, translated(", since %s by the clock of play --clock\n"),
                           print_moment(report, glass->since_ms, moment));
    }
    return done && bytes_print(out, translated(", since %s\n"),
                       print_time(report, glass->since_ms, time));
}

/* What `play` said last, where that is not known to be on the glass. */
static bool print_last(const struct status_report *report, struct bytes *out)
{
    const struct glass_status *glass = report->glass;
    if (!glass || !*glass->kind) {
        return bytes_print(out, "\n");
    }
    return bytes_print(out, "%s", translated("; last was ")) && print_slide(report, glass, out);
}

static bool print_glass(const struct status_report *report, struct bytes *out)
{
    char span[REPORT_SPAN_BYTES];
    switch (report->play) {
    case PLAY_NEVER:
        return bytes_print(
            out, translated("glass    nothing: nobody plays from %s\n"), report->store_path);
    case PLAY_STARTS:
        return bytes_print(out, translated("glass    nothing yet: play starts\n"));
    case PLAY_SHOWS:
        return bytes_print(out, translated("glass    ")) &&
               print_slide(report, report->glass, out);
    case PLAY_HANGS:
        return bytes_print(out, translated("glass    ")) &&
               print_slide(report, report->glass, out) &&
               bytes_print(out, translated("         should have gone on %s ago: play hangs\n"),
                   report_span(report->hangs_ms / 1000, span));
    case PLAY_ENDED:
        return bytes_print(out, translated("glass    nothing: play has ended")) &&
               print_last(report, out);
    case PLAY_UNKNOWN:
        return bytes_print(out, translated("glass    not known: %s"), report->glass_error) &&
               print_last(report, out);
    }
    return false;
}

static bool is_set_aside(const struct status_report *report, const char *edition)
{
    const char *const *aside = report->set_aside;
    return (aside[0] && strcmp(aside[0], edition) == 0) ||
           (aside[1] && strcmp(aside[1], edition) == 0);
}

/* Whole sentences, because languages put them together in ways of their own. */
static const char *not_on_glass(const struct status_report *report)
{
    bool is_other = *report->glass->edition;
    if (is_set_aside(report, report->edition)) {
        return is_other ? translated("         not on the glass: another one is\n")
                        : translated("         not on the glass: none is\n");
    }
    return is_other ? translated("         not on the glass yet: another one is\n")
                    : translated("         not on the glass yet: none is\n");
}

static bool print_edition(const struct status_report *report, struct bytes *out)
{
    char time[TIME_BYTES];
    if (!report->is_head_known) {
        return bytes_print(out, translated("edition  not known\n"));
    }
    if (!*report->edition) {
        return bytes_print(out, translated("edition  none yet in %s\n"), report->store_path);
    }
    for (size_t i = 0; i < 2; i++) {
        if (report->set_aside[i] &&
            !bytes_print(out,
                translated(
                    "aside    edition %.*s: it ended play again and again, and is not shown\n"),
                REPORT_ID_SHOWN, report->set_aside[i])) {
            return false;
        }
    }
    return bytes_print(out, translated("edition  %.*s, since %s\n"), REPORT_ID_SHOWN,
               report->edition, print_time(report, report->edition_since_ms, time)) &&
           (!*report->edition_error ||
               bytes_print(
                   out, translated("         does not load: %s\n"), report->edition_error)) &&
           (!report_is_shown(report) || strcmp(report->glass->edition, report->edition) == 0 ||
               bytes_print(out, "%s", not_on_glass(report)));
}

static bool print_source(
    const struct status_report *report, const struct reported_source *source, struct bytes *out)
{
    char time[TIME_BYTES];
    bool fails = *source->last_error && source->last_error_ms > source->last_success_ms;
    bool done = bytes_print(out, translated("source   %s: "), source->name);
    if (done && source->last_success_ms) {
        done = bytes_print(out,
            fails ? translated("fails; last answered %s") : translated("answered %s"),
            print_time(report, source->last_success_ms, time));
    } else if (done) {
        done = bytes_print(out, "%s",
            fails ? translated("fails; never answered yet") : translated("not asked yet"));
    }
    if (done && source->serial) {
        char serial[24];
        snprintf(serial, sizeof serial, "%" PRId64, source->serial);
        done = bytes_print(out, translated(", serial %s"), serial);
    }
    if (done && fails) {
        done = bytes_print(out, "\n         %s: %s",
            print_time(report, source->last_error_ms, time), source->last_error);
    }
    if (done && source->expires_ms && source->expires_ms <= report->now_ms) {
        done =
            bytes_print(out, translated("\n         expired %s: what is bound to time is gone"),
                print_time(report, source->expires_ms, time));
    }
    if (done && fails && source->next_try_ms > report->now_ms) {
        char span[REPORT_SPAN_BYTES];
        done = bytes_print(out, translated("\n         next try in %s"),
            report_span((source->next_try_ms - report->now_ms + 999) / 1000, span));
    }
    return done && bytes_print(out, "\n");
}

/* The command names the bytes that wait, not only their serial: others under the same serial
 * are not approved with it. */
static bool print_waiting(const struct status_report *report,
    const struct reported_waiting *waiting, struct bytes *out)
{
    char until[32], serial[24] = "";
    if (waiting->serial) {
        snprintf(serial, sizeof serial, "%" PRId64 " ", waiting->serial);
    }
    bool has_reason = *waiting->reason;
    if (waiting->is_approved) {
        return bytes_print(out,
            report->fetch == FETCH_RUNS
                ? translated("waiting  %s: %s\n         is approved: fetch takes it now\n")
                : translated("waiting  %s: %s\n         is approved: it comes as soon as fetch "
                             "runs\n"),
            waiting->source,
            has_reason ? waiting->reason : translated("held back by the breaker"));
    }
    return bytes_print(out,
        translated("waiting  %s: %s%s\n         until %s%s, or `lobbycard approve %s%.*s`\n"),
        waiting->source, has_reason ? waiting->reason : translated("held back by the breaker"),
        has_reason ? translated("; its last good feed stays") : "",
        print_moment(report, waiting->until_ms, until),
        waiting->until_ms > report->now_ms ? ""
        : report->fetch == FETCH_RUNS      ? translated(", which is now")
                                      : translated(", which is past: as soon as fetch runs"),
        serial, REPORT_ID_SHOWN, waiting->id);
}

static bool print_config(const struct status_report *report, struct bytes *out)
{
    if (*report->config_error) {
        return bytes_print(out,
            translated("config   %s\n         refused: what runs goes on with the one before; "
                       "below the rest of this one counts\n"),
            report->config_error);
    }
    const char *lacks = report->lacks;
    return (!report->is_config_other ||
               (report->config_refusal
                       ? bytes_print(out,
                             translated(
                                 "config   %s\n         play refused it, and goes on with "
                                 "the one before\n"),
                             report->config_refusal)
                       : bytes_print(out,
                             translated("config   is another one than play goes by: reload, or "
                                        "restart it\n")))) &&
           (!lacks ||
               bytes_print(out,
                   translated("config   %s\n         the screen goes without it\n"), lacks));
}

static bool print_fetch(const struct status_report *report, struct bytes *out)
{
    const char *text =
        report->fetch == FETCH_IS_OVER
            ? translated("fetch    does not run: nothing new comes\n")
        : report->fetch == FETCH_WAS_ONCE
            ? translated("fetch    ran once: nothing new comes until it runs again\n")
        : report->fetch == FETCH_NEVER && report->source_count > 0
            ? translated("fetch    has not run yet: nothing comes\n")
            : "";
    return bytes_print(out, "%s", text);
}

/* First of all, and the one line that a monitor shows. */
static bool print_verdict(const struct status_report *report, struct bytes *out)
{
    if (report->problem_count == 0) {
        return true;
    }
    const char *why = report->problems[0].text;
    return report->problem_count == 1
               ? bytes_print(out, translated("wrong    %s\n"), why)
               : bytes_print(out, translated("wrong    %s (and %zu more)\n"), why,
                     report->problem_count - 1);
}

static bool print_pictures(const struct status_report *report, struct bytes *out)
{
    char time[TIME_BYTES];
    bool done = true;
    for (size_t i = 0; done && i < report->picture_count; i++) {
        const struct reported_picture *picture = &report->pictures[i];
        done = picture->since_ms == 0
                   ? bytes_print(out, translated("picture  %s: %s is left out: %s\n"),
                         picture->source, picture->url, picture->error)
                   : bytes_print(out,
                         translated("picture  %s: %s did not come: %s\n         since %s\n"),
                         picture->source, picture->url, picture->error,
                         print_time(report, picture->since_ms, time));
    }
    for (size_t i = 0; done && i < report->source_count; i++) {
        const struct reported_source *source = &report->sources[i];
        size_t named = 0;
        for (size_t k = 0; k < report->picture_count; k++) {
            named += report->pictures[k].since_ms != 0 &&
                     strcmp(report->pictures[k].source, source->name) == 0;
        }
        done = source->missing_pictures <= named ||
               bytes_print(out, translated("picture  %s: and %zu more\n"), source->name,
                   source->missing_pictures - named);
    }
    return done;
}

bool status_report_print_text(const struct status_report *report, struct bytes *out)
{
    bool done =
        print_verdict(report, out) &&
        bytes_print(out, translated("screen   %s\n"), report->screen) &&
        print_config(report, out) && print_glass(report, out) && print_edition(report, out) &&
        print_fetch(report, out) &&
        (!*report->store_error || report->is_store_hidden ||
            bytes_print(out, translated("store    %s\n"), report->store_error)) &&
        (!report->is_clock_doubtful ||
            bytes_print(out, translated("clock    not set: what is bound to time waits\n")));
    for (size_t i = 0; done && i < report->source_count; i++) {
        done = print_source(report, &report->sources[i], out);
    }
    if (done && (report->unverified_items || report->unverified_hotlines)) {
        done = bytes_print(out,
            translated("withheld %zu items and %zu hotlines past verified_until\n"),
            report->unverified_items, report->unverified_hotlines);
    }
    for (size_t i = 0; done && i < report->waiting_count; i++) {
        done = print_waiting(report, &report->waiting[i], out);
    }
    for (size_t i = 0; done && i < report->held_count; i++) {
        done = bytes_print(out, translated("held     %s: %s: %s\n"), report->held[i].source,
            report->held[i].item, report->held[i].reason);
    }
    return done && print_pictures(report, out);
}
