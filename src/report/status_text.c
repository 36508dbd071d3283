#include "base/clock.h"
#include "report/status_report_private.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* "3 s", "12 min", "5 h", "9 d": as coarse as a person wants it. */
static const char *print_span(int64_t seconds, char out[32])
{
    if (seconds < 120) {
        snprintf(out, 32, "%" PRId64 " s", seconds);
    } else if (seconds < 2 * 3600) {
        snprintf(out, 32, "%" PRId64 " min", seconds / 60);
    } else if (seconds < 48 * 3600) {
        snprintf(out, 32, "%" PRId64 " h", seconds / 3600);
    } else {
        snprintf(out, 32, "%" PRId64 " d", seconds / 86400);
    }
    return out;
}

/* "2026-11-23 10:00:00+08:00": without the offset nobody can lay it beside a log. */
static const char *print_moment(
    const struct status_report *report, int64_t wall_ms, char out[32])
{
    clock_print_rfc3339(wall_ms, report->offset_minutes, out);
    out[10] = ' ';
    return out;
}

/* "2026-11-23 10:00:00+08:00, 12 min ago". */
static const char *print_time(const struct status_report *report, int64_t wall_ms, char out[96])
{
    char text[32], span[32];
    if (report_is_ahead(report, wall_ms)) {
        snprintf(out, 96, "%s, by a clock that was put back since",
            print_moment(report, wall_ms, text));
        return out;
    }
    snprintf(out, 96, "%s, %s ago", print_moment(report, wall_ms, text),
        print_span(report_age_s(report, wall_ms), span));
    return out;
}

static bool print_slide(
    const struct status_report *report, const struct glass_status *glass, struct bytes *out)
{
    char time[96], moment[32];
    bool done = strcmp(glass->kind, "off") == 0
                    ? bytes_print(out, "off: the screen sleeps")
                    : bytes_print(out, "%s of source %s", glass->kind, glass->source);
    if (done && *glass->item) {
        done = bytes_print(out, ", item %s", glass->item);
    }
    if (done && glass->pages > 1) {
        done = bytes_print(out, ", page %d of %d", glass->page, glass->pages);
    }
    if (glass->has_own_clock) {
        return done && bytes_print(out, ", since %s by the clock of play --clock\n",
                           print_moment(report, glass->since_ms, moment));
    }
    return done && bytes_print(out, ", since %s\n", print_time(report, glass->since_ms, time));
}

/* What `play` said last, where that is not known to be on the glass. */
static bool print_last(const struct status_report *report, struct bytes *out)
{
    const struct glass_status *glass = report->glass;
    if (!glass || !*glass->kind) {
        return bytes_print(out, "\n");
    }
    return bytes_print(out, "; last was ") && print_slide(report, glass, out);
}

static bool print_glass(const struct status_report *report, struct bytes *out)
{
    char span[32];
    switch (report->play) {
    case PLAY_NEVER:
        return bytes_print(out, "glass    nothing: nobody plays from %s\n", report->store_path);
    case PLAY_STARTS:
        return bytes_print(out, "glass    nothing yet: play starts\n");
    case PLAY_SHOWS:
        return bytes_print(out, "glass    ") && print_slide(report, report->glass, out);
    case PLAY_HANGS:
        return bytes_print(out, "glass    ") && print_slide(report, report->glass, out) &&
               bytes_print(out, "         should have gone on %s ago: play hangs\n",
                   print_span(report->hangs_ms / 1000, span));
    case PLAY_ENDED:
        return bytes_print(out, "glass    nothing: play has ended") && print_last(report, out);
    case PLAY_UNKNOWN:
        return bytes_print(out, "glass    not known: %s", report->glass_error) &&
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

static bool print_edition(const struct status_report *report, struct bytes *out)
{
    char time[96];
    if (!report->is_head_known) {
        return bytes_print(out, "edition  not known\n");
    }
    if (!*report->edition) {
        return bytes_print(out, "edition  none yet in %s\n", report->store_path);
    }
    for (size_t i = 0; i < 2; i++) {
        if (report->set_aside[i] &&
            !bytes_print(out,
                "aside    edition %.*s: it ended play again and again, and is not shown\n",
                REPORT_ID_SHOWN, report->set_aside[i])) {
            return false;
        }
    }
    return bytes_print(out, "edition  %.*s, since %s\n", REPORT_ID_SHOWN, report->edition,
               print_time(report, report->edition_since_ms, time)) &&
           (!*report->edition_error ||
               bytes_print(out, "         does not load: %s\n", report->edition_error)) &&
           (!report_is_shown(report) || strcmp(report->glass->edition, report->edition) == 0 ||
               bytes_print(out, "         not on the glass%s: %s is\n",
                   is_set_aside(report, report->edition) ? "" : " yet",
                   *report->glass->edition ? "another one" : "none"));
}

static bool print_source(
    const struct status_report *report, const struct reported_source *source, struct bytes *out)
{
    char time[96];
    bool fails = *source->last_error && source->last_error_ms > source->last_success_ms;
    bool done = bytes_print(out, "source   %s: ", source->name);
    if (done && source->last_success_ms) {
        done = bytes_print(out, "%sanswered %s", fails ? "fails; last " : "",
            print_time(report, source->last_success_ms, time));
    } else if (done) {
        done = bytes_print(out, fails ? "fails; never answered yet" : "not asked yet");
    }
    if (done && source->serial) {
        done = bytes_print(out, ", serial %" PRId64, source->serial);
    }
    if (done && fails) {
        done = bytes_print(out, "\n         %s: %s",
            print_time(report, source->last_error_ms, time), source->last_error);
    }
    if (done && source->expires_ms && source->expires_ms <= report->now_ms) {
        done = bytes_print(out, "\n         expired %s: what is bound to time is gone",
            print_time(report, source->expires_ms, time));
    }
    if (done && fails && source->next_try_ms > report->now_ms) {
        char span[32];
        done = bytes_print(out, "\n         next try in %s",
            print_span((source->next_try_ms - report->now_ms + 999) / 1000, span));
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
    return bytes_print(out,
        "waiting  %s: %s%s\n         until %s%s, or `lobbycard approve %s%.*s`\n",
        waiting->source, *waiting->reason ? waiting->reason : "held back by the breaker",
        *waiting->reason ? "; its last good feed stays" : "",
        print_moment(report, waiting->until_ms, until),
        waiting->until_ms > report->now_ms ? ""
        : report->fetch == FETCH_RUNS      ? ", which is now"
                                           : ", which is past: as soon as fetch runs",
        serial, REPORT_ID_SHOWN, waiting->id);
}

static bool print_config(const struct status_report *report, struct bytes *out)
{
    if (*report->config_error) {
        return bytes_print(out,
            "config   %s\n         refused: what runs goes on with the one before; below the "
            "rest of this one counts\n",
            report->config_error);
    }
    return !report->is_config_other ||
           bytes_print(
               out, "config   is another one than play goes by: reload, or restart it\n");
}

static bool print_fetch(const struct status_report *report, struct bytes *out)
{
    return report->fetch != FETCH_IS_OVER ||
           bytes_print(out, "fetch    does not run: nothing new comes\n");
}

static bool print_pictures(const struct status_report *report, struct bytes *out)
{
    char time[96];
    bool done = true;
    for (size_t i = 0; done && i < report->picture_count; i++) {
        const struct reported_picture *picture = &report->pictures[i];
        done = bytes_print(out, "picture  %s: %s did not come: %s\n         since %s\n",
            picture->source, picture->url, picture->error,
            print_time(report, picture->since_ms, time));
    }
    for (size_t i = 0; done && i < report->source_count; i++) {
        const struct reported_source *source = &report->sources[i];
        size_t named = 0;
        for (size_t k = 0; k < report->picture_count; k++) {
            named += strcmp(report->pictures[k].source, source->name) == 0;
        }
        done = source->missing_pictures <= named ||
               bytes_print(out, "picture  %s: and %zu more\n", source->name,
                   source->missing_pictures - named);
    }
    return done;
}

bool status_report_print_text(const struct status_report *report, struct bytes *out)
{
    bool done =
        bytes_print(out, "screen   %s\n", report->screen) && print_config(report, out) &&
        print_glass(report, out) && print_edition(report, out) && print_fetch(report, out) &&
        (!*report->store_error || bytes_print(out, "store    %s\n", report->store_error)) &&
        (!report->is_clock_doubtful ||
            bytes_print(out, "clock    not set: what is bound to time waits\n"));
    for (size_t i = 0; done && i < report->source_count; i++) {
        done = print_source(report, &report->sources[i], out);
    }
    if (done && (report->unverified_items || report->unverified_hotlines)) {
        done = bytes_print(out, "withheld %zu items and %zu hotlines past verified_until\n",
            report->unverified_items, report->unverified_hotlines);
    }
    for (size_t i = 0; done && i < report->waiting_count; i++) {
        done = print_waiting(report, &report->waiting[i], out);
    }
    for (size_t i = 0; done && i < report->held_count; i++) {
        done = bytes_print(out, "held     %s: %s: %s\n", report->held[i].source,
            report->held[i].item, report->held[i].reason);
    }
    return done && print_pictures(report, out);
}
