/* What a kind adds to its show rule: countdowns, agendas, alerts; several windows; max_age; and
 * why something does not play. */
#include "base/clock.h"
#include "fakes/moment_of.h"
#include "programme/item_span.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static const struct agenda_row rows[] = {
    { 540, 600, false, "one", "" },
    { 600, 660, true, "two", "" },
    { 1380, 1500, false, "past midnight", "" },
};

/* An item as it is written; see item_of. */
struct written {
    enum item_kind kind;
    const char *published, *verified_until, *to, *after, *date;
    const struct agenda_row *rows;
    size_t row_count;
    struct {
        const char *from, *until, *days, *hours;
        int64_t max_age_ms;
        bool has_windows; /* from the 23rd to the 24th from eight to nine, and on Wednesdays */
        const char *const *screens;
        size_t screen_count;
    } show;
};

#define ITEM(of_kind, ...)                                                                     \
    {                                                                                          \
        .kind = of_kind, .published = "2026-11-20", __VA_ARGS__                                \
    }
#define SHOW(...) .show = { .days = "", .hours = "", __VA_ARGS__ }
#define SHOW_FROM(from_text, until_text)                                                       \
    .show = { .from = from_text, .until = until_text, .days = "", .hours = "" }

#define EXPIRED "2026-11-23T09:00:00+08:00"
#define WAITS "has to do with dates, and the clock is not set: waits for it"

static const struct span_case {
    const char *zone, *now;
    struct written item;
    const char *from, *until; /* of the span; "" for none */
    const char *why;          /* NULL: it is shown */
} cases[] = {
    /* Verified until the end of that day, whatever else its rule says. */
    { "Asia/Shanghai", "2026-11-23T23:59:59+08:00",
        ITEM(ITEM_NOTICE, .verified_until = "2026-11-23", SHOW(0)), "",
        "2026-11-24T00:00:00+08:00", NULL },
    { "Asia/Shanghai", "2026-11-24T00:00:00+08:00",
        ITEM(ITEM_ARTICLE, .verified_until = "2026-11-23", SHOW(0)),
        "2026-11-24T00:00:00+08:00", "", "over since 2026-11-24T00:00:00+08:00" },
    { "Asia/Shanghai", "2026-11-23T10:00:00+08:00",
        ITEM(ITEM_NOTICE, .verified_until = "2026-11-30", SHOW_FROM("", "2026-11-23")), "",
        "2026-11-24T00:00:00+08:00", NULL },
    /* A countdown: an edge at its zero, and silent when that day is over, unless it says more.
     */
    { "Asia/Shanghai", "2026-11-22T10:00:00+08:00",
        ITEM(ITEM_COUNTDOWN, .to = "2026-11-23", .after = "", SHOW(0)), "",
        "2026-11-23T00:00:00+08:00", NULL },
    { "Asia/Shanghai", "2026-11-23T00:00:00+08:00",
        ITEM(ITEM_COUNTDOWN, .to = "2026-11-23", .after = "", SHOW(0)),
        "2026-11-23T00:00:00+08:00", "2026-11-24T00:00:00+08:00", NULL },
    { "Asia/Shanghai", "2026-11-24T00:00:00+08:00",
        ITEM(ITEM_COUNTDOWN, .to = "2026-11-23", .after = "", SHOW(0)),
        "2026-11-24T00:00:00+08:00", "", "over since 2026-11-24T00:00:00+08:00" },
    { "Asia/Shanghai", "2026-12-01T00:00:00+08:00",
        ITEM(ITEM_COUNTDOWN, .to = "2026-11-23", .after = "done", SHOW(0)),
        "2026-11-23T00:00:00+08:00", "", NULL },
    { "Asia/Shanghai", "2026-11-23T09:29:59+08:00",
        ITEM(ITEM_COUNTDOWN, .to = "2026-11-23T09:30", .after = "", SHOW(0)), "",
        "2026-11-23T09:30:00+08:00", NULL },
    { "Asia/Shanghai", "2026-11-23T09:30:00+08:00",
        ITEM(ITEM_COUNTDOWN, .to = "2026-11-23T01:30:00Z", .after = "", SHOW(0)),
        "2026-11-23T09:30:00+08:00", "2026-11-24T00:00:00+08:00", NULL },
    /* The night in which the clocks are put back is an hour longer, and one hour comes twice.
     */
    { "Europe/Berlin", "2026-10-25T12:00:00+01:00",
        ITEM(ITEM_COUNTDOWN, .to = "2026-10-25", .after = "", SHOW(0)),
        "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", NULL },
    /* Havana's clocks go back from one to midnight, which so comes twice: the day ends with the
     * second one. */
    { "America/Havana", "2026-10-31T23:00:00-04:00",
        ITEM(ITEM_COUNTDOWN, .to = "2026-10-31T20:00", .after = "", SHOW(0)),
        "2026-10-31T20:00:00-04:00", "2026-11-01T00:00:00-05:00", NULL },
    { "America/Havana", "2026-11-01T00:30:00-04:00",
        ITEM(ITEM_COUNTDOWN, .to = "2026-10-31T20:00", .after = "", SHOW(0)),
        "2026-10-31T20:00:00-04:00", "2026-11-01T00:00:00-05:00", NULL },
    { "America/New_York", "2026-03-08T01:59:59-05:00",
        ITEM(ITEM_COUNTDOWN, .to = "2026-03-08T02:30", .after = "", SHOW(0)), "",
        "2026-03-08T03:00:00-04:00", NULL },
    /* The last of a leap February. */
    { "Asia/Shanghai", "2028-02-29T23:59:59+08:00",
        ITEM(ITEM_COUNTDOWN, .to = "2028-02-29", .after = "", SHOW(0)),
        "2028-02-29T00:00:00+08:00", "2028-03-01T00:00:00+08:00", NULL },
    /* An agenda: an edge at each row. */
    { "Asia/Shanghai", "2026-11-23T08:00:00+08:00",
        ITEM(ITEM_AGENDA, .date = "2026-11-23", .rows = rows, .row_count = 3, SHOW(0)), "",
        "2026-11-23T09:00:00+08:00", NULL },
    { "Asia/Shanghai", "2026-11-23T09:59:59+08:00",
        ITEM(ITEM_AGENDA, .date = "2026-11-23", .rows = rows, .row_count = 3, SHOW(0)),
        "2026-11-23T09:00:00+08:00", "2026-11-23T10:00:00+08:00", NULL },
    { "Asia/Shanghai", "2026-11-24T00:59:59+08:00",
        ITEM(ITEM_AGENDA, .date = "2026-11-23", .rows = rows, .row_count = 3, SHOW(0)),
        "2026-11-23T23:00:00+08:00", "2026-11-24T01:00:00+08:00", NULL },
    { "Asia/Shanghai", "2026-11-24T01:00:00+08:00",
        ITEM(ITEM_AGENDA, .date = "2026-11-23", .rows = rows, .row_count = 3, SHOW(0)),
        "2026-11-24T01:00:00+08:00", "", "over since 2026-11-24T01:00:00+08:00" },
    { "Asia/Shanghai", "2026-11-23T12:00:00+08:00",
        ITEM(ITEM_AGENDA, .rows = rows, .row_count = 2, SHOW(0)), "2026-11-23T11:00:00+08:00",
        "2026-11-24T00:00:00+08:00", "all of today's rows are over" },
    { "Asia/Shanghai", "2026-11-24T00:00:00+08:00",
        ITEM(ITEM_AGENDA, .rows = rows, .row_count = 2, SHOW(0)), "2026-11-24T00:00:00+08:00",
        "2026-11-24T09:00:00+08:00", NULL },
    /* An alert stands for its last day at most. */
    { "Asia/Shanghai", "2026-11-22T11:59:59+08:00",
        ITEM(ITEM_ALERT, SHOW_FROM("", "2026-11-23T12:00")), "", "2026-11-22T12:00:00+08:00",
        "begins 2026-11-22T12:00:00+08:00" },
    { "Asia/Shanghai", "2026-11-22T12:00:00+08:00",
        ITEM(ITEM_ALERT, SHOW_FROM("2026-11-01", "2026-11-23T12:00")),
        "2026-11-22T12:00:00+08:00", "2026-11-23T12:00:00+08:00", NULL },
    { "Asia/Shanghai", "2026-11-23T12:00:00+08:00",
        ITEM(ITEM_ALERT, SHOW_FROM("", "2026-11-23T12:00")), "2026-11-23T12:00:00+08:00", "",
        "over since 2026-11-23T12:00:00+08:00" },
    { "Asia/Shanghai", "2026-11-23T12:00:00+08:00", ITEM(ITEM_ALERT, SHOW(0)), "", "",
        "an alert needs show.until" },
    { "Europe/Berlin", "2026-10-24T14:00:00+02:00",
        ITEM(ITEM_ALERT, SHOW_FROM("", "2026-10-25T12:00")), "2026-10-24T13:00:00+02:00",
        "2026-10-25T12:00:00+01:00", NULL },
    /* The age counts from the beginning of the day it was published. */
    { "Asia/Shanghai", "2026-11-22T23:59:59+08:00",
        ITEM(ITEM_NOTICE, SHOW(.max_age_ms = INT64_C(259200000))), "",
        "2026-11-23T00:00:00+08:00", NULL },
    { "Asia/Shanghai", "2026-11-23T00:00:00+08:00",
        ITEM(ITEM_NOTICE, SHOW(.max_age_ms = INT64_C(259200000))), "2026-11-23T00:00:00+08:00",
        "", "over since 2026-11-23T00:00:00+08:00" },
    /* Several windows: one that holds is enough. */
    { "Asia/Shanghai", "2026-11-23T08:30:00+08:00",
        ITEM(ITEM_NOTICE, SHOW(.has_windows = true)), "2026-11-23T08:00:00+08:00",
        "2026-11-23T09:00:00+08:00", NULL },
    { "Asia/Shanghai", "2026-11-23T09:00:00+08:00",
        ITEM(ITEM_NOTICE, SHOW(.has_windows = true)), "2026-11-23T09:00:00+08:00",
        "2026-11-24T08:00:00+08:00", "outside its windows until 2026-11-24T08:00:00+08:00" },
    { "Asia/Shanghai", "2026-11-25T12:00:00+08:00",
        ITEM(ITEM_NOTICE, SHOW(.has_windows = true)), "2026-11-25T00:00:00+08:00",
        "2026-11-26T00:00:00+08:00", NULL },
    /* Why not. */
    { "Asia/Shanghai", "2026-11-23T12:00:00+08:00",
        ITEM(ITEM_NOTICE, .show = { .days = "Sat", .hours = "" }), "2026-11-22T00:00:00+08:00",
        "2026-11-28T00:00:00+08:00",
        "outside its days and hours until 2026-11-28T00:00:00+08:00" },
    { "Asia/Shanghai", "2026-11-23T12:00:00+08:00",
        ITEM(ITEM_NOTICE,
            SHOW(.screens = (const char *const[]) { "dormitory" }, .screen_count = 1)),
        "", "", "not for this screen: its tags do not match show.screens" },
};

static const struct {
    struct span_case span;
    const char *expires; /* of its feed */
    bool is_clock_doubtful;
} bound_cases[] = {
    /* A feed that expires takes along what is bound to time, and nothing else. */
    { { "Asia/Shanghai", "2026-11-23T12:00:00+08:00", ITEM(ITEM_NOTICE, SHOW(0)), "", "",
          NULL },
        EXPIRED, false },
    { { "Asia/Shanghai", "2026-11-23T08:59:59+08:00",
          ITEM(ITEM_NOTICE, SHOW_FROM("", "2026-12-01")), "", EXPIRED, NULL },
        EXPIRED, false },
    { { "Asia/Shanghai", EXPIRED, ITEM(ITEM_NOTICE, SHOW_FROM("", "2026-12-01")), EXPIRED, "",
          "its feed expired " EXPIRED },
        EXPIRED, false },
    { { "Asia/Shanghai", "2026-11-23T12:00:00+08:00",
          ITEM(ITEM_NOTICE, SHOW_FROM("2026-11-01", "")), EXPIRED, "",
          "its feed expired " EXPIRED },
        EXPIRED, false },
    { { "Asia/Shanghai", "2026-11-23T12:00:00+08:00",
          ITEM(ITEM_ARTICLE, .show = { .days = "Mon", .hours = "" }), EXPIRED, "",
          "its feed expired " EXPIRED },
        EXPIRED, false },
    { { "Asia/Shanghai", "2026-11-23T12:00:00+08:00",
          ITEM(ITEM_NOTICE, SHOW(.max_age_ms = INT64_C(864000000))), EXPIRED, "",
          "its feed expired " EXPIRED },
        EXPIRED, false },
    { { "Asia/Shanghai", "2026-11-23T12:00:00+08:00",
          ITEM(ITEM_COUNTDOWN, .to = "2026-12-01", .after = "", SHOW(0)), EXPIRED,
          "2026-12-01T00:00:00+08:00", "its feed expired " EXPIRED },
        EXPIRED, false },
    { { "Asia/Shanghai", "2026-11-23T12:00:00+08:00",
          ITEM(ITEM_ALERT, SHOW_FROM("", "2026-11-23T18:00")), EXPIRED, "",
          "its feed expired " EXPIRED },
        EXPIRED, false },
    /* What was over before is not said to have gone with the feed. */
    { { "Asia/Shanghai", "2026-11-23T12:00:00+08:00",
          ITEM(ITEM_NOTICE, SHOW_FROM("", "2026-11-20")), "2026-11-21T00:00:00+08:00", "",
          "over since 2026-11-21T00:00:00+08:00" },
        EXPIRED, false },
    /* A clock that nobody set: what has to do with dates waits. */
    { { "Asia/Shanghai", "2026-11-23T12:00:00+08:00", ITEM(ITEM_NOTICE, SHOW(0)), "", "",
          NULL },
        NULL, true },
    { { "Asia/Shanghai", "2026-11-23T12:00:00+08:00",
          ITEM(ITEM_NOTICE, SHOW_FROM("", "2026-12-01")), "", "", WAITS },
        NULL, true },
    { { "Asia/Shanghai", "2026-11-23T12:00:00+08:00",
          ITEM(ITEM_AGENDA, .rows = rows, .row_count = 3, SHOW(0)), "", "", WAITS },
        NULL, true },
    { { "Asia/Shanghai", "2026-11-23T12:00:00+08:00",
          ITEM(ITEM_COUNTDOWN, .to = "2026-12-01", .after = "", SHOW(0)), "", "", WAITS },
        NULL, true },
};

static int64_t at(const char *text, int64_t without)
{
    int64_t wall_ms = without;
    if (*text && !moment_read_instant(text, &wall_ms, NULL)) {
        fail_msg("the test itself: %s", text);
    }
    return wall_ms;
}

static struct item item_of(const struct written *written, struct show_window windows[2])
{
    windows[0] = (struct show_window) { moment_of("2026-11-23"), moment_of("2026-11-24"), "",
        "08:00-09:00" };
    windows[1] = (struct show_window) { .days = "Wed", .hours = "" };
    return (struct item) { .id = "x",
        .kind = written->kind,
        .published = moment_of(written->published),
        .verified_until = moment_of(written->verified_until),
        .to = moment_of(written->to),
        .after = written->after,
        .date = moment_of(written->date),
        .rows = written->rows,
        .row_count = written->row_count,
        .show = { .from = moment_of(written->show.from),
            .until = moment_of(written->show.until),
            .days = written->show.days,
            .hours = written->show.hours,
            .max_age_ms = written->show.max_age_ms,
            .windows = windows,
            .window_count = written->show.has_windows ? 2 : 0,
            .screens = written->show.screens,
            .screen_count = written->show.screen_count } };
}

static void expect_span(
    size_t i, const struct span_case *span_case, const char *expires, bool is_clock_doubtful)
{
    static const char *const tags[] = { "lobby" };
    const struct text_list list = { tags, 1 };
    const struct feed feed = { .expires = moment_of(expires) };
    struct show_window windows[2];
    const struct item item = item_of(&span_case->item, windows);
    struct arena arena;
    arena_init(&arena);
    const struct zone *zone = zone_create(&arena, span_case->zone);
    struct error why = { "" };
    const struct item_context context = { .tags = &list,
        .zone = zone,
        .now_ms = at(span_case->now, 0),
        .expires_ms = feed_expires_ms(&feed),
        .is_clock_doubtful = is_clock_doubtful };
    struct show_span span = item_span(&context, &item, &why);
    if (span.from_ms != at(span_case->from, INT64_MIN) ||
        span.until_ms != at(span_case->until, INT64_MAX)) {
        fail_msg("case %zu, %s: from %lld until %lld", i, span_case->now,
            (long long)span.from_ms, (long long)span.until_ms);
    }
    if (span.shown != !span_case->why ||
        (span_case->why && strcmp(why.text, span_case->why) != 0)) {
        fail_msg("case %zu, %s: shown %d, \"%s\"", i, span_case->now, span.shown, why.text);
    }
    arena_finish(&arena);
}

static void test_spans(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        expect_span(i, &cases[i], "", false);
    }
}

static void test_what_is_bound_to_time(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bound_cases / sizeof bound_cases[0]; i++) {
        expect_span(
            i, &bound_cases[i].span, bound_cases[i].expires, bound_cases[i].is_clock_doubtful);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(test_spans),
        cmocka_unit_test(test_what_is_bound_to_time) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
