/* The Common Alerting Protocol 1.1 and 1.2 (OASIS), as XML and as JSON: docs/feed.md says what
 * of it becomes what. */
#include "adapt/adapt_json.h"
#include "adapt/format/xml_json.h"
#include "time/moment_loose.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const int64_t day_ms = 86400000, hour_ms = 3600000;

enum { ALERTS_MAX = 500, WINDOWS = 2, LOOK_BYTES = 2048 };

struct reading {
    const struct adapt_request *request;
    struct adapt_out *out;
    struct arena *arena;
    const cJSON *alerts[ALERTS_MAX];
    size_t count;
};

/* The first that is there of names parted by spaces; of an alert as of its information. "" for
 * none.
 */
static const char *said(struct reading *reading, const cJSON *value, const char *names)
{
    const char *text = NULL;
    for (const char *at = names; !text && *at;) {
        size_t length = strcspn(at, " ");
        char name[32] = "";
        memcpy(name, at, length < sizeof name - 1 ? length : sizeof name - 1);
        text = adapt_json_text(reading->arena, cJSON_GetObjectItemCaseSensitive(value, name));
        at += length + (at[length] == ' ');
    }
    return text ? text : "";
}

static bool is(const char *text, const char *word)
{
    return strcasecmp(text, word) == 0;
}

static bool is_alert(struct reading *reading, const cJSON *value)
{
    return *said(reading, value, "status") && *said(reading, value, "msgType messageType") &&
           *said(reading, value, "identifier id");
}

/* Alerts are the document, in a list of it, or in a list of a list: {"alerts": [...]},
 * {"features": [{"properties": {...}}]}. */
static void find_alerts(struct reading *reading, const cJSON *value, int depth)
{
    enum { DEPTH_MAX = 5 };
    const cJSON *child;
    if (cJSON_IsObject(value) && is_alert(reading, value)) {
        if (reading->count < ALERTS_MAX) {
            reading->alerts[reading->count++] = value;
        }
    } else if (depth < DEPTH_MAX && (cJSON_IsObject(value) || cJSON_IsArray(value))) {
        cJSON_ArrayForEach(child, value)
        {
            find_alerts(reading, child, depth + 1);
        }
    }
}

/* In Chinese where it is told in several languages; where it is told flatly, the alert itself.
 */
static const cJSON *info_of(struct reading *reading, const cJSON *alert)
{
    const cJSON *info = cJSON_GetObjectItemCaseSensitive(alert, "info"), *one;
    if (!cJSON_IsArray(info)) {
        return cJSON_IsObject(info) ? info : alert;
    }
    cJSON_ArrayForEach(one, info)
    {
        if (strncasecmp(said(reading, one, "language"), "zh", 2) == 0) {
            return one;
        }
    }
    return info->child ? info->child : alert;
}

static bool read_wall(struct reading *reading, const char *text, int64_t *wall_ms)
{
    const struct adapt_request *request = reading->request;
    struct moment moment;
    if (!moment_read_loose(text, zone_local_ms(request->zone, request->now_ms), &moment)) {
        return false;
    }
    *wall_ms = zone_begin_ms(request->zone, &moment);
    return true;
}

/* Why it is not shown, or NULL. */
static const char *why_not(struct reading *reading, const cJSON *alert)
{
    static const char *const statuses[] = { "Actual", "Exercise", "Test" };
    static const char *const kinds[] = { "Alert", "Update", "Cancel" };
    const char *status = said(reading, alert, "status"), *scope = said(reading, alert, "scope");
    const char *kind = said(reading, alert, "msgType messageType");
    bool has_status = false, has_kind = false;
    for (int i = 0; i < 3; i++) {
        has_status = has_status || is(status, statuses[i]);
        has_kind = has_kind || is(kind, kinds[i]);
    }
    return !has_status ? arena_printf(reading->arena, "its status is %.40s", status)
           : *scope && !is(scope, "Public")
               ? arena_printf(reading->arena, "its scope is %.40s", scope)
           : !has_kind ? arena_printf(reading->arena, "its msgType is %.40s", kind)
                       : NULL;
}

/* Whether another alert of the document updates or cancels it: one that is shown itself, and no
 * exercise where it is none. A draft takes nothing from the glass. */
static bool is_replaced(struct reading *reading, const cJSON *alert)
{
    const char *id = said(reading, alert, "identifier id");
    size_t size = strlen(id);
    for (size_t i = 0; i < reading->count; i++) {
        const cJSON *other = reading->alerts[i];
        const char *list = said(reading, other, "references");
        for (const char *at = list; (at = strstr(at, id)); at += size) {
            if (at > list && at[-1] == ',' && at[size] == ',') {
                bool is_alike =
                    is(said(reading, other, "status"), said(reading, alert, "status"));
                if (other != alert && is_alike && !why_not(reading, other)) {
                    return true;
                }
                break;
            }
        }
    }
    return false;
}

struct times {
    int64_t from_ms, until_ms;
};

/* From its onset to its end; an all-clear for an hour, one that does not say when it ends for a
 * day. */
static const char *read_times(
    struct reading *reading, const cJSON *alert, bool is_clear, struct times *times)
{
    const cJSON *info = info_of(reading, alert);
    int64_t sent_ms;
    if (!read_wall(reading, said(reading, alert, "sent"), &sent_ms)) {
        return "it does not say when it was sent";
    }
    times->from_ms = sent_ms;
    if (!is_clear && !read_wall(reading, said(reading, info, "onset"), &times->from_ms)) {
        read_wall(reading, said(reading, info, "effective"), &times->from_ms);
    }
    if (!read_wall(reading, said(reading, info, "expires"), &times->until_ms)) {
        times->until_ms = times->from_ms + day_ms;
    }
    if (is_clear && times->until_ms > times->from_ms + hour_ms) {
        times->until_ms = times->from_ms + hour_ms;
    }
    return times->until_ms <= reading->request->now_ms ? "it expired"
           : times->until_ms <= times->from_ms         ? "it ends before it begins"
                                                       : NULL;
}

static bool has_han(const char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text >= 0xE3) {
            return true;
        }
    }
    return false;
}

/* Each area of one information is of a list, or alone. */
static const cJSON *first_of(const cJSON *value)
{
    return cJSON_IsArray(value) ? value->child : value;
}

static const char *areas_of(struct reading *reading, const cJSON *info)
{
    const cJSON *area = cJSON_GetObjectItemCaseSensitive(info, "area");
    bool is_list = cJSON_IsArray(area);
    const char *all = area ? "" : said(reading, info, "areaDesc");
    for (area = first_of(area); area && all; area = is_list ? area->next : NULL) {
        const char *name = said(reading, area, "areaDesc");
        if (*name) {
            const char *mark = !*all ? "" : has_han(name) ? "、" : ", ";
            all = arena_printf(reading->arena, "%s%s%s", all, mark, name);
        }
    }
    return all ? all : "";
}

/* A geocode of the name "screens" is one of the tags by which screens are told apart. */
static void add_screens(struct reading *reading, const cJSON *info)
{
    const cJSON *area = cJSON_GetObjectItemCaseSensitive(info, "area");
    bool is_list = cJSON_IsArray(area);
    for (area = first_of(area); area; area = is_list ? area->next : NULL) {
        const cJSON *code = cJSON_GetObjectItemCaseSensitive(area, "geocode");
        bool are_several = cJSON_IsArray(code);
        for (code = first_of(code); code; code = are_several ? code->next : NULL) {
            if (is(said(reading, code, "valueName"), "screens")) {
                adapt_item_append(reading->out, "show/screens", said(reading, code, "value"));
            }
        }
    }
}

static void add_text(struct reading *reading, const cJSON *alert, const cJSON *info)
{
    const char *text = said(reading, info, "description"), *area = areas_of(reading, info);
    const char *note = *text ? text : said(reading, alert, "note");
    char *plain = adapt_html_text(note);
    const char *label =
        has_han(said(reading, info, "headline event")) ? "影响区域：" : "Area: ";
    const char *all = !plain   ? NULL
                      : !*area ? arena_strdup(reading->arena, plain)
                               : arena_printf(reading->arena, "%s%s%s%s", plain,
                                     *plain ? "\n" : "", label, area);
    if (!all) {
        adapt_out_fail(reading->out);
    }
    adapt_item_text(reading->out, "text", all);
    free(plain);
}

static const char *severity_of(struct reading *reading, const cJSON *info)
{
    static const char *const severities[] = { "minor", "moderate", "severe", "extreme" };
    const char *severity = said(reading, info, "severity");
    for (int i = 0; i < 4; i++) {
        if (is(severity, severities[i])) {
            return severities[i];
        }
    }
    return "moderate";
}

static void add_item(
    struct reading *reading, const cJSON *alert, const char *id, const struct times *times)
{
    const cJSON *info = info_of(reading, alert);
    struct adapt_out *out = reading->out;
    const char *status = said(reading, alert, "status");
    bool is_clear = is(said(reading, alert, "msgType messageType"), "Cancel") ||
                    is(said(reading, info, "responseType"), "AllClear");
    if (!adapt_item_begin(out, "alert", id)) {
        return;
    }
    adapt_item_text(out, "title", said(reading, info, "headline event"));
    adapt_item_text(out, "severity", severity_of(reading, info));
    if (!is(status, "Actual")) {
        adapt_item_flag(out, "test", true);
    }
    if (is_clear) {
        adapt_item_flag(out, "clear", true);
    }
    add_text(reading, alert, info);
    adapt_item_text(out, "instruction", said(reading, info, "instruction"));
    adapt_item_text(out, "contact", said(reading, info, "contact"));
    adapt_item_address(out, "url", reading->request->base, said(reading, info, "web"));
    add_screens(reading, info);
    adapt_item_wall(out, "show/from", times->from_ms);
    adapt_item_wall(out, "show/until", times->until_ms);
}

/* No alert of ours lasts longer than a day: one that does is told day by day, this one and the
 * next, so that it goes on when nobody asks in between. */
static void add_alert(struct reading *reading, const cJSON *alert)
{
    const cJSON *info = info_of(reading, alert);
    const char *id = said(reading, alert, "identifier id");
    bool is_clear = is(said(reading, alert, "msgType messageType"), "Cancel") ||
                    is(said(reading, info, "responseType"), "AllClear");
    struct times times;
    const char *why = why_not(reading, alert);
    why = why ? why : read_times(reading, alert, is_clear, &times);
    why = why || *said(reading, info, "headline event") ? why
                                                        : "it has neither headline nor event";
    if (why) {
        adapt_out_note(reading->out, "alert %.60s: %s", id, why);
        return;
    }
    int64_t now_ms = reading->request->now_ms;
    int64_t passed = now_ms > times.from_ms ? (now_ms - times.from_ms) / day_ms : 0;
    times.from_ms += passed * day_ms;
    for (int i = 0; i < WINDOWS && times.from_ms < times.until_ms; i++) {
        struct times window = times;
        if (window.until_ms > window.from_ms + day_ms) {
            window.until_ms = window.from_ms + day_ms;
        }
        const char *name = i == 0 ? id : arena_printf(reading->arena, "%s (%d)", id, i + 1);
        add_item(reading, alert, name, &window);
        times.from_ms += day_ms;
    }
}

static bool refuse(const cJSON *document, bool is_xml, struct error *error)
{
    const cJSON *root = document->child;
    return is_xml
               ? error_set(error, "this is XML of the kind <%.40s>, no alert: CAP has <alert>",
                     root && root->string ? root->string : "")
               : error_set(error, "this is JSON without alerts: CAP has \"identifier\", "
                                  "\"status\", \"msgType\" and \"info\"");
}

/* A list in which nothing stands, as there mostly is nothing to warn of. */
static bool is_empty_list(const cJSON *document)
{
    const cJSON *list = document;
    if (cJSON_IsObject(document)) {
        list = cJSON_GetObjectItemCaseSensitive(document, "alerts");
        list = list ? list : cJSON_GetObjectItemCaseSensitive(document, "features");
    }
    return list && !list->child && (cJSON_IsArray(list) || cJSON_IsString(list));
}

static bool adapt(
    const struct adapt_request *request, struct adapt_out *out, struct error *error)
{
    struct arena arena;
    struct reading reading = { .request = request, .out = out, .arena = &arena };
    bool is_xml = request->data[strspn(request->data, " \t\r\n")] == '<';
    cJSON *document = is_xml ? xml_json(request->data, request->size, error)
                             : adapt_json_parse(request, error);
    if (!document) {
        return false;
    }
    arena_init(&arena);
    find_alerts(&reading, document, 0);
    bool done = reading.count > 0 || is_empty_list(document) || refuse(document, is_xml, error);
    for (size_t i = 0; i < reading.count && !adapt_out_is_full(out); i++) {
        if (!is_replaced(&reading, reading.alerts[i])) {
            add_alert(&reading, reading.alerts[i]);
        }
    }
    if (arena.has_failed) {
        adapt_out_fail(out);
    }
    cJSON_Delete(document);
    arena_finish(&arena);
    return done;
}

static enum adapt_fit detect(const struct adapt_request *request)
{
    size_t size = request->size < LOOK_BYTES ? request->size : LOOK_BYTES;
    static const char space[] = "urn:oasis:names:tc:emergency:cap:1.";
    if (memmem(request->data, size, space, strlen(space))) {
        return ADAPT_SURE;
    }
    bool is_alert = memmem(request->data, size, "<alert", 6) ||
                    memmem(request->data, size, "<cap:alert", 10);
    if (is_alert && memmem(request->data, size, "msgType>", 8)) {
        return ADAPT_LIKELY; /* it forgot to say its namespace */
    }
    bool is_json =
        adapt_json_is_likely(request) && strstr(request->data, "\"severity\"") &&
        strstr(request->data, "\"status\"") &&
        (strstr(request->data, "\"msgType\"") || strstr(request->data, "\"messageType\""));
    return is_json ? ADAPT_LIKELY : ADAPT_NO;
}

const struct adapt_format adapt_format_cap = {
    .name = "cap", .detect = detect, .adapt = adapt
};
