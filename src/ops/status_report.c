#include "ops/status_report.h"

#include "base/clock.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool add_text(cJSON *object, const char *name, const char *text)
{
    return *text ? cJSON_AddStringToObject(object, name, text) != NULL
                 : cJSON_AddNullToObject(object, name) != NULL;
}

static bool add_time(
    const struct status_report *report, cJSON *object, const char *name, int64_t wall_ms)
{
    char text[32] = "";
    if (wall_ms != 0) {
        clock_print_rfc3339(wall_ms, report->offset_minutes, text);
    }
    return add_text(object, name, text);
}

static bool add_glass(const struct status_report *report, cJSON *root)
{
    const struct glass_status *glass = report->glass;
    if (!glass || !report->playing) {
        return cJSON_AddNullToObject(root, "glass");
    }
    cJSON *object = cJSON_AddObjectToObject(root, "glass");
    return object && add_text(object, "kind", glass->kind) &&
           add_text(object, "source", glass->source) && add_text(object, "item", glass->item) &&
           cJSON_AddNumberToObject(object, "page", glass->page) &&
           cJSON_AddNumberToObject(object, "pages", glass->pages) &&
           add_time(report, object, "since", glass->since_ms) &&
           add_text(object, "edition", glass->edition);
}

static bool add_edition(const struct status_report *report, cJSON *root)
{
    if (!*report->edition) {
        return cJSON_AddNullToObject(root, "edition");
    }
    cJSON *object = cJSON_AddObjectToObject(root, "edition");
    return object && add_text(object, "id", report->edition) &&
           add_time(report, object, "since", report->edition_since_ms) &&
           add_text(object, "error", report->edition_error);
}

/* Adds an empty object to an array; NULL when memory is out. */
static cJSON *add_entry(cJSON *array)
{
    cJSON *entry = cJSON_CreateObject();
    if (entry && !cJSON_AddItemToArray(array, entry)) {
        cJSON_Delete(entry);
        entry = NULL;
    }
    return entry;
}

static bool add_set_aside(const struct status_report *report, cJSON *root)
{
    cJSON *array = cJSON_AddArrayToObject(root, "set_aside");
    bool done = array;
    for (size_t i = 0; done && i < 2; i++) {
        cJSON *id = report->set_aside[i] ? cJSON_CreateString(report->set_aside[i]) : NULL;
        done = !report->set_aside[i] || (id && cJSON_AddItemToArray(array, id));
    }
    return done;
}

static int64_t age_s(const struct status_report *report, int64_t wall_ms)
{
    int64_t age_ms = report->now_ms - wall_ms;
    return age_ms > 0 ? age_ms / 1000 : 0;
}

static bool add_sources(const struct status_report *report, cJSON *root)
{
    cJSON *array = cJSON_AddArrayToObject(root, "sources");
    bool done = array;
    for (size_t i = 0; done && i < report->source_count; i++) {
        const struct reported_source *source = &report->sources[i];
        cJSON *entry = add_entry(array);
        done = entry && add_text(entry, "name", source->name) &&
               cJSON_AddNumberToObject(entry, "serial", (double)source->serial) &&
               add_time(report, entry, "last_success", source->last_success_ms) &&
               add_text(entry, "last_error", source->last_error) &&
               add_time(report, entry, "last_error_at", source->last_error_ms) &&
               add_time(report, entry, "next_try", source->next_try_ms) &&
               add_time(report, entry, "expires", source->expires_ms) &&
               cJSON_AddNumberToObject(
                   entry, "missing_pictures", (double)source->missing_pictures) &&
               (source->last_success_ms ? cJSON_AddNumberToObject(entry, "age_s",
                                              (double)age_s(report, source->last_success_ms))
                                        : cJSON_AddNullToObject(entry, "age_s"));
    }
    return done;
}

static bool add_held(const struct status_report *report, cJSON *root)
{
    cJSON *array = cJSON_AddArrayToObject(root, "held");
    bool done = array;
    for (size_t i = 0; done && i < report->held_count; i++) {
        cJSON *entry = add_entry(array);
        done = entry && add_text(entry, "source", report->held[i].source) &&
               add_text(entry, "item", report->held[i].item) &&
               add_text(entry, "reason", report->held[i].reason);
    }
    return done;
}

static bool add_pictures(const struct status_report *report, cJSON *root)
{
    cJSON *array = cJSON_AddArrayToObject(root, "pictures");
    bool done = array;
    for (size_t i = 0; done && i < report->picture_count; i++) {
        const struct reported_picture *picture = &report->pictures[i];
        cJSON *entry = add_entry(array);
        done = entry && add_text(entry, "source", picture->source) &&
               add_text(entry, "url", picture->url) &&
               add_text(entry, "error", picture->error) &&
               add_time(report, entry, "since", picture->since_ms);
    }
    return done;
}

static bool add_unverified(const struct status_report *report, cJSON *root)
{
    cJSON *object = cJSON_AddObjectToObject(root, "unverified");
    return object &&
           cJSON_AddNumberToObject(object, "items", (double)report->unverified_items) &&
           cJSON_AddNumberToObject(object, "hotlines", (double)report->unverified_hotlines);
}

static bool add_waiting(const struct status_report *report, cJSON *root)
{
    cJSON *array = cJSON_AddArrayToObject(root, "waiting");
    bool done = array;
    for (size_t i = 0; done && i < report->waiting_count; i++) {
        const struct reported_waiting *waiting = &report->waiting[i];
        cJSON *entry = add_entry(array);
        done = entry && add_text(entry, "source", waiting->source) &&
               cJSON_AddNumberToObject(entry, "serial", (double)waiting->serial) &&
               add_text(entry, "id", waiting->id) &&
               add_time(report, entry, "since", waiting->since_ms) &&
               add_time(report, entry, "until", waiting->until_ms) &&
               add_text(entry, "reason", waiting->reason);
    }
    return done;
}

bool status_report_print_json(const struct status_report *report, struct bytes *out)
{
    cJSON *root = cJSON_CreateObject();
    bool done = root && add_time(report, root, "at", report->now_ms) &&
                add_text(root, "store", report->store_path) &&
                add_text(root, "store_error", report->store_error) &&
                cJSON_AddBoolToObject(root, "clock_trusted", !report->is_clock_doubtful) &&
                add_glass(report, root) && add_edition(report, root) &&
                add_set_aside(report, root) && add_sources(report, root) &&
                add_held(report, root) && add_pictures(report, root) &&
                add_unverified(report, root) && add_waiting(report, root);
    char *text = done ? cJSON_Print(root) : NULL;
    done = text && bytes_print(out, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(root);
    return done;
}

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
    snprintf(out, 96, "%s, %s ago", print_moment(report, wall_ms, text),
        print_span(age_s(report, wall_ms), span));
    return out;
}

static bool print_glass(const struct status_report *report, struct bytes *out)
{
    const struct glass_status *glass = report->glass;
    char time[96], moment[32];
    if (!glass) {
        return bytes_print(out, "glass    nothing: nobody plays from %s\n", report->store_path);
    }
    const char *ended = report->playing ? "" : "nothing: play has ended; last was ";
    bool done =
        strcmp(glass->kind, "off") == 0
            ? bytes_print(out, "glass    %soff: the screen sleeps", ended)
            : bytes_print(out, "glass    %s%s of source %s", ended, glass->kind, glass->source);
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

static bool print_edition(const struct status_report *report, struct bytes *out)
{
    char time[96];
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
           (!report->glass || !report->playing ||
               strcmp(report->glass->edition, report->edition) == 0 ||
               bytes_print(out, "         not on the glass yet: %s is\n",
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
        "waiting  %s: %s%s\n         until %s, or `lobbycard approve %s%.*s`\n",
        waiting->source, *waiting->reason ? waiting->reason : "held back by the breaker",
        *waiting->reason ? "; its last good feed stays" : "",
        print_moment(report, waiting->until_ms, until), serial, REPORT_ID_SHOWN, waiting->id);
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
        print_glass(report, out) && print_edition(report, out) &&
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
