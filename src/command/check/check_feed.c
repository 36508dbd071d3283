#include "command/check/check_feed.h"

#include "base/plain.h"
#include "base/translated.h"
#include "command/common/command.h"
#include "config/rules.h"
#include "programme/item_span.h"
#include "programme/order.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { DAYS_SOON = 14, FAR_DAYS = 3653 };

/* 30 Han characters: no good title of a notice has more. */
enum { TITLE_BYTES = 90 };

static const int64_t day_ms = 86400000;

/* Edges that are looked at for a moment at which something is shown: a rule with days and hours
 * has fewer than 20 a week, and within a year each weekday meets each day of the month. */
enum { EDGES_MAX = 1000 };

/* An item, a hotline or a link. */
struct thing {
    const struct check_feed_job *job;
    char pointer[48];
    const char *item; /* id or NULL */
    const struct show *show;
    struct show_span (*span)(
        const struct item_context *context, const void *of, struct error *why);
    const void *of; /* a copy without `screens`, which are looked at apart */
};

struct judgement {
    enum finding_severity severity;
    enum finding_code code;
    const char *member; /* its pointer, from the thing */
};

static void tell(struct check_report *report, const struct thing *thing,
    struct judgement judgement, const char *format, va_list arguments)
    __attribute__((format(printf, 4, 0)));

static void tell(struct check_report *report, const struct thing *thing,
    struct judgement judgement, const char *format, va_list arguments)
{
    char message[1024], pointer[80];
    plain_format(message, sizeof message, translated(format), arguments);
    snprintf(pointer, sizeof pointer, "%s%s", thing->pointer, judgement.member);
    struct finding finding = { judgement.severity, judgement.code, pointer, thing->item,
        message };
    check_report_add(report, thing->job->file, &finding);
}

static void warn(struct check_report *report, const struct thing *thing, enum finding_code code,
    const char *member, const char *format, ...) __attribute__((format(printf, 5, 6)));

static void warn(struct check_report *report, const struct thing *thing, enum finding_code code,
    const char *member, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    tell(
        report, thing, (struct judgement) { FINDING_WARNING, code, member }, format, arguments);
    va_end(arguments);
}

static void fault(struct check_report *report, const struct thing *thing,
    enum finding_code code, const char *member, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

static void fault(struct check_report *report, const struct thing *thing,
    enum finding_code code, const char *member, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    tell(report, thing, (struct judgement) { FINDING_ERROR, code, member }, format, arguments);
    va_end(arguments);
}

static const struct zone *zone_of(const struct thing *thing)
{
    return thing->job->config->screen.timezone;
}

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

/* "Show on those that are a and are not a". */
static bool contradicts_itself(const struct show *show)
{
    bool is_named = false;
    for (size_t i = 0; i < show->screen_count; i++) {
        const char *tag = show->screens[i];
        bool is_denied = false;
        if (tag[0] == '!') {
            continue;
        }
        is_named = true;
        for (size_t k = 0; k < show->screen_count && !is_denied; k++) {
            is_denied = show->screens[k][0] == '!' && strcmp(show->screens[k] + 1, tag) == 0;
        }
        if (!is_denied) {
            return false;
        }
    }
    return is_named;
}

static bool has_screen(const struct check_feed_job *job, const struct show *show)
{
    struct show_rule rule;
    bool found = job->screen_count == 0;
    for (size_t i = 0; i < job->screen_count && !found; i++) {
        found = !show_rule_parse(
                    show, &job->screens[i], job->config->screen.timezone, &rule, NULL) ||
                rule.on_this_screen;
    }
    return found;
}

/* Whether some screen has it, as far as the config and --screen say; of nothing said, all do.
 */
static bool is_known_tag(const struct check_feed_job *job, const char *tag)
{
    const struct text_list *own = &job->config->screen.tags, *all = &job->config->guard.tags;
    bool found = command_has_tag(own, tag) || command_has_tag(all, tag);
    for (size_t i = 0; i < job->screen_count && !found; i++) {
        found = command_has_tag(&job->screens[i], tag);
    }
    return found || !job->knows_tags || (own->count == 0 && all->count == 0);
}

/* True where one was told. */
static bool check_tags(struct check_report *report, const struct thing *thing)
{
    const struct config *config = thing->job->config;
    bool is_told = false;
    for (size_t i = 0; i < thing->show->screen_count; i++) {
        const char *tag = thing->show->screens[i];
        tag += tag[0] == '!';
        if (!rule_tag(tag)) {
            fault(report, thing, FINDING_TAG, "/show/screens",
                "no screen can have the tag \"%.120s\": one is of letters, digits, - and _",
                tag);
            is_told = true;
        } else if (!is_known_tag(thing->job, tag)) {
            warn(report, thing, FINDING_TAG, "/show/screens",
                "no screen is known to have the tag \"%.120s\"; [screen] tags: %.200s; [guard] "
                "tags: %.300s",
                tag, command_join_tags(&report->arena, &config->screen.tags),
                command_join_tags(&report->arena, &config->guard.tags));
            is_told = true;
        }
    }
    return is_told;
}

static void check_screens(struct check_report *report, const struct thing *thing)
{
    if (check_tags(report, thing)) {
        return;
    }
    if (contradicts_itself(thing->show)) {
        warn(report, thing, FINDING_NEVER, "/show/screens",
            "no screen will ever show it: each tag is wanted and excluded at once");
    } else if (!has_screen(thing->job, thing->show)) {
        warn(report, thing, FINDING_SCREEN, "/show/screens",
            "no screen will ever show it: none has the tags");
    }
}

/* An end that nobody lives to see is a year mistyped. */
static void check_far_end(
    struct check_report *report, const struct thing *thing, const struct show_rule *rule)
{
    char text[MOMENT_BYTES];
    int64_t ahead_ms = rule->until_ms - thing->job->now_ms;
    if (rule->until_ms < INT64_MAX && ahead_ms > FAR_DAYS * day_ms) {
        warn(report, thing, FINDING_AHEAD, "/show/until",
            "until %s, more than ten years from now: is the year right?",
            moment_print(&thing->show->until, text));
    }
}

/* Goes from edge to edge until something is shown. */
static void check_times(struct check_report *report, const struct thing *thing)
{
    static const struct text_list no_tags = { .count = 0 };
    const struct check_feed_job *job = thing->job;
    struct item_context context = {
        .tags = &no_tags, .zone = zone_of(thing), .now_ms = job->now_ms, .expires_ms = INT64_MAX
    };
    struct show_rule rule;
    struct error why = { "" }, now = { "" };
    struct show_span span = thing->span(&context, thing->of, &now);
    if (!show_rule_parse(thing->show, &no_tags, zone_of(thing), &rule, &why)) {
        warn(report, thing, FINDING_RULE, "/show", "no screen will ever show it: %s", why.text);
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
    bool holds = show_rule_span(&rule, zone_of(thing), job->now_ms).shown;
    if (holds || rule.until_ms <= job->now_ms) {
        warn(report, thing, FINDING_OVER, "", "no screen will show it any more: %s", now.text);
    } else {
        warn(report, thing, FINDING_NEVER, "/show",
            "no screen will ever show it: its rule holds at no moment");
    }
}

/* What is past its day, and what will be within two weeks. */
static void check_verified(struct check_report *report, const struct thing *thing,
    const struct moment *until, const char *what)
{
    char text[MOMENT_BYTES];
    int64_t now_ms = thing->job->now_ms, until_ms = zone_end_ms(zone_of(thing), until);
    if (until_ms <= now_ms) {
        warn(report, thing, FINDING_UNVERIFIED, "/verified_until",
            "withheld: %s was verified until %s", what, moment_print(until, text));
    } else if (until_ms - now_ms <= DAYS_SOON * day_ms) {
        warn(report, thing, FINDING_VERIFY, "/verified_until",
            "to be verified soon: %s is until %s", what, moment_print(until, text));
    }
}

static void check_published(
    struct check_report *report, const struct thing *thing, const struct moment *published)
{
    char text[MOMENT_BYTES];
    if (zone_begin_ms(zone_of(thing), published) > thing->job->now_ms + day_ms) {
        warn(report, thing, FINDING_AHEAD, "/published",
            "published %s, which is more than a day from now", moment_print(published, text));
    }
}

static void check_title(
    struct check_report *report, const struct thing *thing, const struct item *item)
{
    size_t title = strlen(item->title), text = strlen(item->text);
    if (item->kind == ITEM_NOTICE && title > TITLE_BYTES && text > 0 && text < title / 2) {
        warn(report, thing, FINDING_SWAPPED, "/title",
            "the title is far longer than the text: have they changed places?");
    }
}

static void check_item(
    struct check_report *report, const struct check_feed_job *job, const struct item *item)
{
    struct item everywhere = *item;
    everywhere.show.screen_count = 0;
    everywhere.verified_until = (struct moment) { .form = MOMENT_NONE };
    struct thing thing = {
        .job = job, .item = item->id, .show = &item->show, span_of_item, &everywhere
    };
    snprintf(thing.pointer, sizeof thing.pointer, "/items/%zu", item->index);
    check_screens(report, &thing);
    check_times(report, &thing);
    check_published(report, &thing, &item->published);
    check_title(report, &thing, item);
    check_verified(report, &thing, &item->verified_until, item->title);
    if (!order_has_item(job->config, item->kind)) {
        warn(report, &thing, FINDING_ORDER, "/kind",
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
    struct thing thing = {
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
    struct thing thing = {
        .job = job, .show = &link->show, .span = span_of_link, .of = &everywhere
    };
    snprintf(thing.pointer, sizeof thing.pointer, "/links/%zu", link->index);
    check_screens(report, &thing);
    check_times(report, &thing);
}

static void check_whole(struct check_report *report, const struct check_feed_job *job)
{
    const struct feed *feed = job->feed;
    struct thing thing = { .job = job, .pointer = "" };
    char expires[MOMENT_BYTES], issued[MOMENT_BYTES];
    int64_t expires_ms = feed_expires_ms(feed), issued_ms = moment_wall_ms(&feed->issued);
    bool is_issued = feed->issued.form;
    moment_print(&feed->expires, expires);
    moment_print(&feed->issued, issued);
    if (is_issued && expires_ms <= issued_ms) {
        warn(report, &thing, FINDING_EXPIRED, "/expires",
            "expires %s, before it was issued: %s", expires, issued);
    } else if (expires_ms <= job->now_ms) {
        warn(report, &thing, FINDING_EXPIRED, "/expires",
            "expired %s: what is bound to time does not play any more, the rest with its date",
            expires);
    } else if (expires_ms - job->now_ms <= day_ms) {
        warn(report, &thing, FINDING_EXPIRED, "/expires", "expires soon: %s", expires);
    }
    if (is_issued && issued_ms > job->now_ms + day_ms) {
        warn(report, &thing, FINDING_ISSUED, "/issued",
            "issued %s, more than a day from now: refused when it is signed", issued);
    }
    if (feed->hotline_count && !order_has(job->config, "hotlines")) {
        warn(report, &thing, FINDING_ORDER, "/hotlines",
            "no screen will ever show it: %s is not in [programme] order", "hotlines");
    }
    if (feed->link_count && !order_has(job->config, "links")) {
        warn(report, &thing, FINDING_ORDER, "/links",
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
