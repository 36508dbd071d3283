#include "command/check_feed.h"

#include "base/clock.h"
#include "programme/item_span.h"
#include "programme/show_rule.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { DAYS_SOON = 14 };

static const int64_t day_ms = 86400000;

static void warn(struct check_report *report, const char *file, const char *item,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

static void warn(
    struct check_report *report, const char *file, const char *item, const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    struct finding finding = { FINDING_WARNING, "", item, message };
    check_report_add(report, file, &finding);
}

static void check_item(struct check_report *report, const char *file, const struct item *item,
    const struct config *config, const struct zone *zone, int64_t now_ms)
{
    struct show_rule rule;
    struct error error = { 0 };
    if (!show_rule_parse(&item->show, &config->screen.tags, zone, &rule, &error)) {
        warn(report, file, item->id, "no screen will ever show it: show: %s", error.text);
        return;
    }
    rule.on_this_screen = true; /* another one may have the tag */
    struct show_span span = show_rule_span(&rule, zone, now_ms);
    if (!span.shown && span.until_ms == INT64_MAX) {
        warn(report, file, item->id, "no screen will show it any more");
    }
}

static void check_hotline(struct check_report *report, const char *file,
    const struct hotline *hotline, const struct zone *zone, int64_t now_ms)
{
    int64_t until_ms;
    if (!*hotline->verified_until ||
        !show_moment_parse(hotline->verified_until, zone, true, &until_ms)) {
        return;
    }
    const char *number = hotline->phone_count ? hotline->phones[0].number : "";
    if (until_ms <= now_ms) {
        warn(report, file, NULL, "hotline withheld: %s %s was verified until %s",
            hotline->label, number, hotline->verified_until);
    } else if (until_ms - now_ms <= DAYS_SOON * day_ms) {
        warn(report, file, NULL, "hotline to be verified soon: %s %s is until %s",
            hotline->label, number, hotline->verified_until);
    }
}

/* What `expires` and `issued` say now. */
static void check_dates(
    struct check_report *report, const char *file, const struct feed *feed, int64_t now_ms)
{
    int64_t expires_ms = feed_expires_ms(feed), issued_ms;
    bool is_issued = clock_parse_rfc3339(feed->issued, &issued_ms, NULL);
    if (is_issued && expires_ms <= issued_ms) {
        warn(report, file, NULL, "expires %s, before it was issued: %s", feed->expires,
            feed->issued);
    } else if (expires_ms <= now_ms) {
        warn(report, file, NULL,
            "expired %s: what is bound to time does not play any more, the rest with its date",
            feed->expires);
    } else if (expires_ms - now_ms <= day_ms) {
        warn(report, file, NULL, "expires soon: %s", feed->expires);
    }
    if (is_issued && issued_ms > now_ms + day_ms) {
        warn(report, file, NULL,
            "issued %s, more than a day from now: refused when it is signed", feed->issued);
    }
}

void check_feed(struct check_report *report, const char *file, const struct feed *feed,
    const struct config *config, const struct zone *zone, int64_t now_ms)
{
    for (size_t i = 0; i < feed->findings.count; i++) {
        check_report_add(report, file, &feed->findings.list[i]);
    }
    check_dates(report, file, feed, now_ms);
    for (size_t i = 0; i < feed->item_count; i++) {
        check_item(report, file, &feed->items[i], config, zone, now_ms);
    }
    for (size_t i = 0; i < feed->hotline_count; i++) {
        check_hotline(report, file, &feed->hotlines[i], zone, now_ms);
    }
}

/* The same feed with every item and hotline to be shown always. */
static bool lift_rules(struct arena *arena, const struct feed *feed, struct feed *every)
{
    struct item *items = arena_array(arena, feed->item_count, sizeof *items);
    struct hotline *hotlines = arena_array(arena, feed->hotline_count, sizeof *hotlines);
    if (!items || !hotlines) {
        return false;
    }
    for (size_t i = 0; i < feed->item_count; i++) {
        items[i] = feed->items[i];
        items[i].show = (struct show) { .from = "", .until = "", .days = "", .hours = "" };
    }
    for (size_t i = 0; i < feed->hotline_count; i++) {
        hotlines[i] = feed->hotlines[i];
        hotlines[i].verified_until = "";
    }
    *every = *feed;
    every->items = items;
    every->hotlines = hotlines;
    return true;
}

static void note_warnings(struct check_report *report, const char *file, const char *size,
    const struct slide *slide, const struct scene *scene)
{
    for (size_t i = 0; i < scene->warning_count; i++) {
        char message[1024];
        if (slide->pages > 1) {
            snprintf(message, sizeof message, "%s, page %d: %s", slide->kind->name, slide->page,
                scene->warnings[i]);
        } else {
            snprintf(message, sizeof message, "%s: %s", slide->kind->name, scene->warnings[i]);
        }
        check_report_add_layout(report, file, size, slide->item, message);
    }
}

bool check_layout(struct check_report *report, const char *file, const struct feed *feed,
    struct feed *every, struct desk *desk, const struct desk_job *job, struct error *error)
{
    char size[32];
    struct selection_source source = { .name = "feed", .url = file, .feed = every };
    struct supply supply = { .sources = &source, .count = 1 };
    struct desk_job own = *job;
    own.supply = &supply;
    snprintf(size, sizeof size, "%dx%d", job->width, job->height);
    if (!lift_rules(&report->arena, feed, every)) {
        return error_set(error, "out of memory");
    }
    if (!desk_plan(desk, &own, error)) {
        return false;
    }
    for (size_t i = 0; i < desk_slide_count(desk); i++) {
        struct scene *scene = desk_lay_out(desk, i, job->now_ms);
        if (!scene) {
            return error_set(error, "%s: out of memory", size);
        }
        note_warnings(report, file, size, desk_slide(desk, i), scene);
        scene_destroy(scene);
    }
    return true;
}
