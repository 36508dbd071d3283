#include "command/check/check_feed.h"

#include "base/translated.h"
#include "programme/order.h"

#include <stdio.h>
#include <string.h>

enum { DAYS_SOON = 14, FAR_DAYS = 3653 };

/* 30 Han characters: no good title of a notice has more. */
enum { TITLE_BYTES = 90 };

static const int64_t day_ms = 86400000;

/* Edges that are looked at for a moment at which something is shown: a rule with days and hours
 * has fewer than 20 a week, and within a year each weekday meets each day of the month. */
enum { EDGES_MAX = 1000 };

static struct show_span span_of_item(
    const struct item_context *context, const void *of, struct error *why)
{
    return item_span(context, of, why);
}

static struct show_span span_of_hotline(
    const struct item_context *context, const void *of, struct error *why)
{
    return hotline_span(context, of, why);
}

static struct show_span span_of_link(
    const struct item_context *context, const void *of, struct error *why)
{
    return link_span(context, of, why);
}

/* An end that nobody lives to see is a year mistyped. */
static void check_far_end(
    struct check_report *report, const struct check_thing *thing, const struct show_rule *rule)
{
    char text[MOMENT_BYTES];
    int64_t ahead_ms = rule->until_ms - thing->job->now_ms;
    if (rule->until_ms < INT64_MAX && ahead_ms > FAR_DAYS * day_ms) {
        check_warn(report, thing, FINDING_AHEAD, "/show/until",
            "until %s, more than ten years from now: is the year right?",
            moment_print(&thing->show->until, text));
    }
}

/* Goes from edge to edge until something is shown. */
static void check_times(struct check_report *report, const struct check_thing *thing)
{
    static const struct text_list no_tags = { .count = 0 };
    const struct check_feed_job *job = thing->job;
    struct item_context context = { .tags = &no_tags,
        .zone = check_zone(thing),
        .now_ms = job->now_ms,
        .expires_ms = INT64_MAX };
    struct show_rule rule;
    struct error why = { "" }, now = { "" };
    struct show_span span = thing->span(&context, thing->of, &now);
    if (!show_rule_parse(thing->show, &no_tags, check_zone(thing), &rule, &why)) {
        check_warn(
            report, thing, FINDING_RULE, "/show", "no screen will ever show it: %s", why.text);
        return;
    }
    check_far_end(report, thing, &rule);
    for (int i = 0; i < EDGES_MAX && !span.shown && span.until_ms < INT64_MAX; i++) {
        context.now_ms = span.until_ms;
        span = thing->span(&context, thing->of, &why);
    }
    if (span.shown || span.until_ms < INT64_MAX) {
        return;
    }
    /* Its kind or its age has ended it, or an end that is past; or its rule alone never holds.
     */
    bool holds = show_rule_span(&rule, check_zone(thing), job->now_ms).shown;
    if (holds || rule.until_ms <= job->now_ms) {
        check_warn(
            report, thing, FINDING_OVER, "", "no screen will show it any more: %s", now.text);
    } else {
        check_warn(report, thing, FINDING_NEVER, "/show",
            "no screen will ever show it: its rule holds at no moment");
    }
}

/* What is past its day, and what will be within two weeks. */
static void check_verified(struct check_report *report, const struct check_thing *thing,
    const struct moment *until, const char *what)
{
    char text[MOMENT_BYTES];
    int64_t now_ms = thing->job->now_ms, until_ms = zone_end_ms(check_zone(thing), until);
    if (until_ms <= now_ms) {
        check_warn(report, thing, FINDING_UNVERIFIED, "/verified_until",
            "withheld: %s was verified until %s", what, moment_print(until, text));
    } else if (until_ms - now_ms <= DAYS_SOON * day_ms) {
        check_warn(report, thing, FINDING_VERIFY, "/verified_until",
            "to be verified soon: %s is until %s", what, moment_print(until, text));
    }
}

static void check_published(struct check_report *report, const struct check_thing *thing,
    const struct moment *published)
{
    char text[MOMENT_BYTES];
    if (zone_begin_ms(check_zone(thing), published) > thing->job->now_ms + day_ms) {
        check_warn(report, thing, FINDING_AHEAD, "/published",
            "published %s, which is more than a day from now", moment_print(published, text));
    }
}

/* One that does not say when it begins may be meant for now; it is shown for its last day. What
 * else ends it ends it sooner. */
static void check_alert(
    struct check_report *report, const struct check_thing *thing, const struct item *item)
{
    char text[MOMENT_BYTES];
    struct moment begin = item->show.until;
    begin.face_ms -= begin.form == MOMENT_DATE ? 0 : day_ms;
    if (item->kind == ITEM_ALERT && !item->show.from.form && item->show.max_age_ms == 0 &&
        !item->verified_until.form &&
        zone_begin_ms(check_zone(thing), &begin) > thing->job->now_ms) {
        check_warn(report, thing, FINDING_ALERT, "",
            "shown from %s on, for its last day: show.from does not say when it begins",
            moment_print(&begin, text));
    }
}

static void check_title(
    struct check_report *report, const struct check_thing *thing, const struct item *item)
{
    size_t title = strlen(item->title), text = strlen(item->text);
    if (item->kind == ITEM_NOTICE && title > TITLE_BYTES && text > 0 && text < title / 2) {
        check_warn(report, thing, FINDING_SWAPPED, "/title",
            "the title is far longer than the text: have they changed places?");
    }
}

static void check_item(
    struct check_report *report, const struct check_feed_job *job, const struct item *item)
{
    struct item everywhere = *item;
    everywhere.show.screen_count = 0;
    everywhere.verified_until = (struct moment) { .form = MOMENT_NONE };
    struct check_thing thing = {
        .job = job, .item = item->id, .show = &item->show, span_of_item, &everywhere
    };
    snprintf(thing.pointer, sizeof thing.pointer, "/items/%zu", item->index);
    check_screens(report, &thing);
    check_times(report, &thing);
    check_published(report, &thing, &item->published);
    check_title(report, &thing, item);
    check_alert(report, &thing, item);
    check_verified(report, &thing, &item->verified_until, item->title);
    if (!order_has_item(job->config, item->kind)) {
        check_warn(report, &thing, FINDING_ORDER, "/kind",
            "no screen will ever show it: %s is not in [programme] order",
            item_kind_name(item->kind));
    }
}

static void check_hotline(struct check_report *report, const struct check_feed_job *job,
    const struct hotline *hotline)
{
    struct hotline everywhere = *hotline;
    everywhere.show.screen_count = 0;
    everywhere.verified_until = (struct moment) { .form = MOMENT_NONE };
    struct check_thing thing = {
        .job = job, .show = &hotline->show, .span = span_of_hotline, .of = &everywhere
    };
    const char *number = hotline->phone_count ? hotline->phones[0].number : "";
    char what[200];
    snprintf(
        what, sizeof what, "%.120s%s%s", hotline->label, *hotline->label ? " " : "", number);
    snprintf(thing.pointer, sizeof thing.pointer, "/hotlines/%zu", hotline->index);
    check_screens(report, &thing);
    check_times(report, &thing);
    check_verified(report, &thing, &hotline->verified_until, what);
    if (job->tells_readings && *hotline->reading) {
        char read[1024];
        snprintf(read, sizeof read, translated("read as %s"), hotline->reading);
        struct finding finding = { FINDING_NOTE, FINDING_READ, thing.pointer, NULL, read };
        check_report_add(report, job->file, &finding);
    }
}

static void check_link(
    struct check_report *report, const struct check_feed_job *job, const struct link *link)
{
    struct link everywhere = *link;
    everywhere.show.screen_count = 0;
    struct check_thing thing = {
        .job = job, .show = &link->show, .span = span_of_link, .of = &everywhere
    };
    snprintf(thing.pointer, sizeof thing.pointer, "/links/%zu", link->index);
    check_screens(report, &thing);
    check_times(report, &thing);
}

static void check_whole(struct check_report *report, const struct check_feed_job *job)
{
    const struct feed *feed = job->feed;
    struct check_thing thing = { .job = job, .pointer = "" };
    char expires[MOMENT_BYTES], issued[MOMENT_BYTES];
    int64_t expires_ms = feed_expires_ms(feed), issued_ms = moment_wall_ms(&feed->issued);
    bool is_issued = feed->issued.form;
    moment_print(&feed->expires, expires);
    moment_print(&feed->issued, issued);
    if (is_issued && expires_ms <= issued_ms) {
        check_warn(report, &thing, FINDING_EXPIRED, "/expires",
            "expires %s, before it was issued: %s", expires, issued);
    } else if (expires_ms <= job->now_ms) {
        check_warn(report, &thing, FINDING_EXPIRED, "/expires",
            "expired %s: what is bound to time does not play any more, the rest with its date",
            expires);
    } else if (expires_ms - job->now_ms <= day_ms) {
        check_warn(report, &thing, FINDING_EXPIRED, "/expires", "expires soon: %s", expires);
    }
    if (is_issued && issued_ms > job->now_ms + day_ms) {
        check_warn(report, &thing, FINDING_ISSUED, "/issued",
            "issued %s, more than a day from now: refused when it is signed", issued);
    }
    if (feed->hotline_count && !order_has(job->config, "hotlines")) {
        check_warn(report, &thing, FINDING_ORDER, "/hotlines",
            "no screen will ever show it: %s is not in [programme] order", "hotlines");
    }
    if (feed->link_count && !order_has(job->config, "links")) {
        check_warn(report, &thing, FINDING_ORDER, "/links",
            "no screen will ever show it: %s is not in [programme] order", "links");
    }
}

static void check_left_out(struct check_report *report, const struct check_feed_job *job)
{
    char message[160];
    size_t count = job->feed->findings.left_out;
    snprintf(message, sizeof message, translated("%zu more warnings and notes are not listed"),
        count);
    struct finding finding = { FINDING_WARNING, FINDING_LEFT_OUT, "", NULL, message };
    if (count > 0) {
        check_report_add(report, job->file, &finding);
    }
}

void check_feed(struct check_report *report, const struct check_feed_job *job)
{
    const struct feed *feed = job->feed;
    for (size_t i = 0; i < feed->findings.count; i++) {
        check_report_add(report, job->file, &feed->findings.list[i]);
    }
    check_left_out(report, job);
    check_whole(report, job);
    for (size_t i = 0; i < feed->item_count; i++) {
        check_item(report, job, &feed->items[i]);
    }
    for (size_t i = 0; i < feed->hotline_count; i++) {
        check_hotline(report, job, &feed->hotlines[i]);
    }
    for (size_t i = 0; i < feed->link_count; i++) {
        check_link(report, job, &feed->links[i]);
    }
}
