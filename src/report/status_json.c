#include "report/status_report_private.h"

#include "base/clock.h"
#include "report/verdict.h"

#include <cjson/cJSON.h>
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

static bool add_play(const struct status_report *report, cJSON *root)
{
    static const char *const names[] = { [PLAY_NEVER] = "never",
        [PLAY_STARTS] = "starts",
        [PLAY_SHOWS] = "shows",
        [PLAY_HANGS] = "hangs",
        [PLAY_ENDED] = "ended",
        [PLAY_UNKNOWN] = "unknown" };
    return add_text(root, "play", names[report->play]);
}

static bool add_fetch(const struct status_report *report, cJSON *root)
{
    return report->fetch == FETCH_UNKNOWN || report->fetch == FETCH_NEVER
               ? cJSON_AddNullToObject(root, "fetch_runs") != NULL
               : cJSON_AddBoolToObject(root, "fetch_runs", report->fetch == FETCH_RUNS) != NULL;
}

static bool add_glass(const struct status_report *report, cJSON *root)
{
    const struct glass_status *glass = report->glass;
    if (!report_is_shown(report)) {
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

static bool add_age(const struct status_report *report, cJSON *entry, int64_t wall_ms)
{
    return wall_ms && !report_is_ahead(report, wall_ms)
               ? cJSON_AddNumberToObject(
                     entry, "age_s", (double)report_age_s(report, wall_ms)) != NULL
               : cJSON_AddNullToObject(entry, "age_s") != NULL;
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
               add_age(report, entry, source->last_success_ms);
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
               add_text(entry, "reason", waiting->reason) &&
               cJSON_AddBoolToObject(entry, "approved", waiting->is_approved);
    }
    return done;
}

static bool add_verdict(const struct status_report *report, cJSON *root)
{
    cJSON *array = cJSON_AddBoolToObject(root, "ok", report->problem_count == 0)
                       ? cJSON_AddArrayToObject(root, "problems")
                       : NULL;
    bool done = array;
    for (size_t i = 0; done && i < report->problem_count; i++) {
        const struct problem *problem = &report->problems[i];
        cJSON *entry = add_entry(array);
        done = entry && add_text(entry, "code", problem_name(problem->code)) &&
               add_text(entry, "source", problem->source ? problem->source : "") &&
               add_text(entry, "text", problem->text);
    }
    return done;
}

bool status_report_print_json(const struct status_report *report, struct bytes *out)
{
    cJSON *root = cJSON_CreateObject();
    bool done = root && add_time(report, root, "at", report->now_ms) &&
                add_text(root, "name", report->screen) &&
                add_text(root, "config_error", report->config_error) &&
                cJSON_AddBoolToObject(root, "config_changed", report->is_config_other) &&
                add_text(root, "config_refusal",
                    report->config_refusal ? report->config_refusal : "") &&
                add_text(root, "lacks", report->lacks ? report->lacks : "") &&
                add_text(root, "store", report->store_path) &&
                add_text(root, "store_error", report->store_error) &&
                cJSON_AddBoolToObject(root, "clock_trusted", !report->is_clock_doubtful) &&
                add_play(report, root) && add_glass(report, root) && add_fetch(report, root) &&
                add_edition(report, root) && add_set_aside(report, root) &&
                add_sources(report, root) && add_held(report, root) &&
                add_pictures(report, root) && add_unverified(report, root) &&
                add_waiting(report, root) && add_verdict(report, root);
    char *text = done ? cJSON_Print(root) : NULL;
    done = text && bytes_print(out, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(root);
    return done;
}
