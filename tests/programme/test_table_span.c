/* When a table plays, and when what it says changes: rows that fall away, times of each day,
 * and an age beyond which it is not shown. */
#include "base/clock.h"
#include "content/parsed.h"
#include "programme/item_span.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ROWS(rows) "\"columns\":[{\"type\":\"time\"}],\"rows\":[" rows "]"
#define DEPARTURES(rows) "\"columns\":[{\"type\":\"departure\"}],\"rows\":[" rows "]"
#define ROW(cell) "{\"cells\":[\"" cell "\"]}"
#define ROW_UNTIL(cell, moment) "{\"cells\":[\"" cell "\"],\"until\":\"" moment "\"}"
#define HEADING "{\"group\":\"甲\"}"
#define AGED "\"as_of\":\"2026-11-23T10:05:00+08:00\",\"max_age\":\"4h\","
#define EXPIRED "2026-11-23T09:00:00+08:00"

static const struct {
    const char *members, *now; /* the second without its offset */
    const char *from, *until;  /* of the span; "" for none */
    const char *why;           /* NULL: it is shown */
} cases[] = {
    { ROWS(ROW("甲")), "2026-11-23T10:00:00", "", "", NULL },
    /* Its age. */
    { AGED ROWS(ROW("甲")), "2026-11-23T14:04:59", "2026-11-23T00:00:00+08:00",
        "2026-11-23T14:05:00+08:00", NULL },
    { AGED ROWS(ROW("甲")), "2026-11-23T14:05:00", "2026-11-23T14:05:00+08:00", "",
        "its as_of is older than its max_age since 2026-11-23T14:05:00+08:00" },
    /* "截至 10:05" would be of another day. */
    { "\"as_of\":\"2026-11-20\"," ROWS(ROW("甲")), "2026-11-23T14:05:00",
        "2026-11-23T00:00:00+08:00", "2026-11-24T00:00:00+08:00", NULL },
    { "\"as_of\":\"2026-11-22\",\"max_age\":\"1d\"," ROWS(ROW("甲")), "2026-11-23T00:00:00",
        "2026-11-23T00:00:00+08:00", "",
        "its as_of is older than its max_age since 2026-11-23T00:00:00+08:00" },
    { AGED ROWS(ROW("甲")) ",\"show\":{\"screens\":\"lobby\"}", "2026-11-23T14:05:00", "", "",
        "not for this screen: its tags do not match show.screens" },
    /* Rows go one by one, and the table with the last of them; a heading is none. */
    { ROWS(HEADING "," ROW_UNTIL("甲", "2026-11-23T12:00") "," ROW_UNTIL("乙", "2026-11-23")),
        "2026-11-23T10:00:00", "", "2026-11-23T12:00:00+08:00", NULL },
    { ROWS(HEADING "," ROW_UNTIL("甲", "2026-11-23T12:00") "," ROW_UNTIL("乙", "2026-11-23")),
        "2026-11-23T12:00:00", "2026-11-23T12:00:00+08:00", "2026-11-24T00:00:00+08:00", NULL },
    { ROWS(HEADING "," ROW_UNTIL("甲", "2026-11-23T12:00") "," ROW_UNTIL("乙", "2026-11-23")),
        "2026-11-24T00:00:00", "2026-11-24T00:00:00+08:00", "",
        "all of its rows are over since 2026-11-24T00:00:00+08:00" },
    { ROWS(ROW_UNTIL("甲", "2026-11-23T12:00")) ",\"empty\":\"没有了\"", "2026-11-24T00:00:00",
        "2026-11-23T12:00:00+08:00", "", NULL },
    { ROWS(ROW_UNTIL("甲", "2026-11-23T12:00") "," ROW("")), "2026-11-23T12:00:00",
        "2026-11-23T12:00:00+08:00", "",
        "all of its rows are over since 2026-11-23T12:00:00+08:00" },
    { ROWS() ",\"empty\":\"没有\"", "2026-11-24T00:00:00", "", "", NULL },
    /* Each day has its times. */
    { ROWS(ROW("9:00-10:00")), "2026-11-23T08:00:00", "2026-11-23T00:00:00+08:00",
        "2026-11-23T09:00:00+08:00", NULL },
    { ROWS(ROW("9:00-10:00")), "2026-11-23T09:30:00", "2026-11-23T09:00:00+08:00",
        "2026-11-23T10:00:00+08:00", NULL },
    { ROWS(ROW("9:00-10:00")), "2026-11-23T11:00:00", "2026-11-23T10:00:00+08:00",
        "2026-11-24T00:00:00+08:00", NULL },
    { ROWS(ROW("22:00-2:00")), "2026-11-23T01:00:00", "2026-11-23T00:00:00+08:00",
        "2026-11-23T02:00:00+08:00", NULL },
    { DEPARTURES(ROW("9:00")), "2026-11-23T09:00:30", "2026-11-23T09:00:00+08:00",
        "2026-11-23T09:01:00+08:00", NULL },
};

static const struct zone *zone;
static struct arena arena;

static const char *text_of(int64_t wall_ms, char text[32])
{
    text[0] = '\0';
    if (wall_ms > INT64_MIN && wall_ms < INT64_MAX) {
        clock_print_rfc3339(wall_ms, zone_offset_minutes(zone, wall_ms), text);
    }
    return text;
}

static struct feed *table_of(const char *members)
{
    char json[1024];
    snprintf(json, sizeof json,
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"table\",\"title\":\"表\",%s}]}", members);
    struct feed *feed = parse(json);
    if (feed->item_count != 1) {
        fail_msg("%s: %s", json, feed->held[0].reason);
    }
    return feed;
}

static int64_t ms_of(const char *moment)
{
    int64_t ms;
    assert_true(moment_read_instant(moment, &ms, NULL));
    return ms;
}

static void test_spans(void **state)
{
    (void)state;
    static const struct text_list no_tags;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct feed *feed = table_of(cases[i].members);
        char now[40], from[32], until[32];
        struct error why = { "" };
        snprintf(now, sizeof now, "%s+08:00", cases[i].now);
        const struct item_context context = {
            .tags = &no_tags, .zone = zone, .now_ms = ms_of(now), .expires_ms = INT64_MAX
        };
        struct show_span span = item_span(&context, &feed->items[0], &why);
        text_of(span.from_ms, from);
        text_of(span.until_ms, until);
        if (span.shown != !cases[i].why || strcmp(from, cases[i].from) != 0 ||
            strcmp(until, cases[i].until) != 0 ||
            (cases[i].why && strcmp(why.text, cases[i].why) != 0)) {
            fail_msg("%s at %s: %d from \"%s\" until \"%s\": %s", cases[i].members, now,
                span.shown, from, until, why.text);
        }
        feed_destroy(feed);
    }
}

/* As clocks go back an hour comes twice, and so does what its rows say. */
static void test_hour_that_comes_twice(void **state)
{
    (void)state;
    static const char *const edges[] = { "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:45:00+02:00", "2026-10-25T02:30:00+01:00", "2026-10-25T02:45:00+01:00",
        "2026-10-26T00:00:00+01:00" };
    static const struct text_list no_tags;
    struct feed *feed = table_of(ROWS(ROW("2:30-2:45")));
    const struct zone *berlin = zone_create(&arena, "Europe/Berlin");
    assert_non_null(berlin);
    for (size_t i = 0; i + 1 < sizeof edges / sizeof *edges; i++) {
        const struct item_context context = {
            .tags = &no_tags, .zone = berlin, .now_ms = ms_of(edges[i]), .expires_ms = INT64_MAX
        };
        struct show_span span = item_span(&context, &feed->items[0], NULL);
        assert_true(span.from_ms == ms_of(edges[i]));
        assert_true(span.until_ms == ms_of(edges[i + 1]));
    }
    feed_destroy(feed);
}

/* Rows that end and an age need a clock, and go when the feed expires; times do not. */
static void test_what_is_bound_to_time(void **state)
{
    (void)state;
    static const struct {
        const char *members;
        bool is_bound;
    } tables[] = {
        { ROWS(ROW("甲")), false },
        { ROWS(ROW("9:00")), false },
        { "\"as_of\":\"2026-11-23\"," ROWS(ROW("甲")), false },
        { AGED ROWS(ROW("甲")), true },
        { ROWS(ROW_UNTIL("甲", "2026-12-23")), true },
    };
    static const struct text_list no_tags;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        struct feed *feed = table_of(tables[i].members);
        struct item_context context = { .tags = &no_tags,
            .zone = zone,
            .now_ms = ms_of("2026-11-23T10:10:00+08:00"),
            .expires_ms = INT64_MAX,
            .is_clock_doubtful = true };
        assert_int_equal(item_span(&context, &feed->items[0], NULL).shown, !tables[i].is_bound);
        context.is_clock_doubtful = false;
        context.expires_ms = ms_of(EXPIRED);
        assert_int_equal(item_span(&context, &feed->items[0], NULL).shown, !tables[i].is_bound);
        feed_destroy(feed);
    }
}

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena);
    zone = zone_create(&arena, "Asia/Shanghai");
    return zone ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_hour_that_comes_twice),
        cmocka_unit_test(test_what_is_bound_to_time),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
