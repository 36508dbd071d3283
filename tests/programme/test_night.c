/* The hours in which a screen is black or dark, their edges to the second, and alerts, which
 * lift both. */
#include "base/clock.h"
#include "config/load.h"
#include "fakes/moment_of.h"
#include "programme/select.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const char by_day[] = "Mon-Fri 23:00-06:30, Sat-Sun 00:00-07:00";
static const char nightly[] = "23:00-06:30";
static const char berlin[] = "Europe/Berlin", new_york[] = "America/New_York",
                  shanghai[] = "Asia/Shanghai";

/* 2026-11-26 and 27, a Thursday and a Friday, are holidays; Saturday 28 is worked on. */
enum { THURSDAY = 20783 };
static const struct calendar_range ranges[] = { { THURSDAY, THURSDAY + 1, true, "" },
    { THURSDAY + 2, THURSDAY + 2, false, "" } };

static const struct night_case {
    const char *zone, *now, *off;
    bool with_calendar, is_off;
    const char *from, *until;
} cases[] = {
    { shanghai, "2026-11-23T22:59:59+08:00", by_day, false, false, "2026-11-22T07:00:00+08:00",
        "2026-11-23T23:00:00+08:00" },
    { shanghai, "2026-11-23T23:00:00+08:00", by_day, false, true, "2026-11-23T23:00:00+08:00",
        "2026-11-24T06:30:00+08:00" },
    { shanghai, "2026-11-24T06:29:59+08:00", by_day, false, true, "2026-11-23T23:00:00+08:00",
        "2026-11-24T06:30:00+08:00" },
    { shanghai, "2026-11-24T06:30:00+08:00", by_day, false, false, "2026-11-24T06:30:00+08:00",
        "2026-11-24T23:00:00+08:00" },
    /* Friday's night and Saturday's morning are one. */
    { shanghai, "2026-11-28T06:45:00+08:00", by_day, false, true, "2026-11-27T23:00:00+08:00",
        "2026-11-28T07:00:00+08:00" },
    { shanghai, "2026-11-28T23:30:00+08:00", by_day, false, false, "2026-11-28T07:00:00+08:00",
        "2026-11-29T00:00:00+08:00" },
    /* Sunday has no evening, Monday no early morning: awake through. */
    { shanghai, "2026-11-30T03:00:00+08:00", by_day, false, false, "2026-11-29T07:00:00+08:00",
        "2026-11-30T23:00:00+08:00" },
    { shanghai, "2026-11-30T03:00:00+08:00", "周一至周五 23:00-06:30", false, false,
        "2026-11-28T06:30:00+08:00", "2026-11-30T23:00:00+08:00" },
    /* The end of a month, a leap day, a year. */
    { shanghai, "2026-12-31T23:59:59+08:00", nightly, false, true, "2026-12-31T23:00:00+08:00",
        "2027-01-01T06:30:00+08:00" },
    { shanghai, "2028-02-29T00:00:00+08:00", nightly, false, true, "2028-02-28T23:00:00+08:00",
        "2028-02-29T06:30:00+08:00" },
    { shanghai, "2028-02-29T23:30:00+08:00", "Tue 23:00-06:30", false, true,
        "2028-02-29T23:00:00+08:00", "2028-03-01T06:30:00+08:00" },
    /* A night of eight and a half hours, one of six and a half: the clocks are changed. */
    { berlin, "2026-10-25T00:30:00Z", nightly, false, true, "2026-10-24T23:00:00+02:00",
        "2026-10-25T06:30:00+01:00" },
    { berlin, "2026-10-25T01:30:00Z", nightly, false, true, "2026-10-24T23:00:00+02:00",
        "2026-10-25T06:30:00+01:00" },
    { berlin, "2026-03-29T01:00:00Z", nightly, false, true, "2026-03-28T23:00:00+01:00",
        "2026-03-29T06:30:00+02:00" },
    { berlin, "2026-03-29T00:59:59Z", "02:30-06:00", false, false, "2026-03-28T06:00:00+01:00",
        "2026-03-29T03:00:00+02:00" },
    { berlin, "2026-10-25T00:59:59Z", "00:00-02:30", false, true, "2026-10-25T00:00:00+02:00",
        "2026-10-25T02:30:00+01:00" },
    { new_york, "2026-11-01T05:30:00Z", "23:00-01:30", false, true, "2026-10-31T23:00:00-04:00",
        "2026-11-01T01:30:00-05:00" },
    { new_york, "2026-03-08T07:00:00Z", "23:00-02:30", false, false,
        "2026-03-08T03:00:00-04:00", "2026-03-08T23:00:00-04:00" },
    /* Holidays are as Sundays, a worked Saturday as a Monday. */
    { shanghai, "2026-11-26T06:45:00+08:00", by_day, true, true, "2026-11-25T23:00:00+08:00",
        "2026-11-26T07:00:00+08:00" },
    { shanghai, "2026-11-26T23:30:00+08:00", by_day, true, false, "2026-11-26T07:00:00+08:00",
        "2026-11-27T00:00:00+08:00" },
    { shanghai, "2026-11-28T06:45:00+08:00", by_day, true, false, "2026-11-27T07:00:00+08:00",
        "2026-11-28T23:00:00+08:00" },
    { shanghai, "2026-11-28T23:00:00+08:00", by_day, true, true, "2026-11-28T23:00:00+08:00",
        "2026-11-29T07:00:00+08:00" },
    { shanghai, "2026-11-26T12:00:00+08:00", "23:00-06:00；节假日 00:00-24:00", true, true,
        "2026-11-25T23:00:00+08:00", "2026-11-28T00:00:00+08:00" },
    /* Never, and always. */
    { shanghai, "2026-11-26T12:00:00+08:00", "", false, false, "", "" },
    { shanghai, "2026-11-26T12:00:00+08:00", "全天", false, true, "", "" },
    /* Nothing for two weeks with a calendar: looked at again. */
    { shanghai, "2026-11-26T12:00:00+08:00", "全天", true, true, "",
        "2026-12-10T12:00:00+08:00" },
};

static int64_t at(const char *text, int64_t without)
{
    int64_t wall_ms = without;
    if (*text && !moment_read_instant(text, &wall_ms, NULL)) {
        fail_msg("the test itself: %s", text);
    }
    return wall_ms;
}

static struct config *config_in(const char *zone, bool with_calendar)
{
    struct error error = { "" };
    struct config *config = config_default(&error);
    assert_non_null(config);
    config->screen.timezone = zone_create(&config->arena, zone);
    if (with_calendar) {
        config->calendar = (struct calendar) { ranges, sizeof ranges / sizeof ranges[0] };
    }
    return config;
}

static void set_hours(struct config_hours *hours, const char *text)
{
    hours->text = text;
    assert_true(!*text || week_hours_parse(text, &hours->week));
}

/* The same hours as `off` and as `dim`: each has its own flag and the same edges. */
static void test_hours(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct night_case *given = &cases[i];
        for (int is_dim = 0; is_dim < 2; is_dim++) {
            struct config *config = config_in(given->zone, given->with_calendar);
            set_hours(is_dim ? &config->screen.dim : &config->screen.off, given->off);
            struct selection *selection =
                selection_create(config, NULL, 0, at(given->now, 0), false);
            assert_non_null(selection);
            bool is_in = is_dim ? selection->is_dim : selection->is_asleep;
            if (is_in != given->is_off || (is_dim ? selection->is_asleep : selection->is_dim) ||
                selection->from_ms != at(given->from, INT64_MIN) ||
                selection->until_ms != at(given->until, INT64_MAX)) {
                fail_msg("case %zu, %s: %d from %lld until %lld", i, given->now, is_in,
                    (long long)selection->from_ms, (long long)selection->until_ms);
            }
            selection_destroy(selection);
            config_destroy(config);
        }
    }
}

static void test_doubtful_clock(void **state)
{
    (void)state;
    struct config *config = config_in(shanghai, false);
    set_hours(&config->screen.off, "24小时");
    struct selection *selection = selection_create(config, NULL, 0, 0, true);
    assert_false(selection->is_asleep);
    selection_destroy(selection);
    config_destroy(config);
}

/* An alert, banner or not, keeps a screen awake and bright from its beginning to its end. */
static void test_alert_wakes(void **state)
{
    (void)state;
    static const struct {
        const char *now, *until;
        bool is_asleep;
    } table[] = {
        { "2026-11-24T02:59:59+08:00", "2026-11-24T03:00:00+08:00", true },
        { "2026-11-24T03:00:00+08:00", "2026-11-24T04:00:00+08:00", false },
        { "2026-11-24T03:59:59+08:00", "2026-11-24T04:00:00+08:00", false },
        { "2026-11-24T04:00:00+08:00", "2026-11-24T06:30:00+08:00", true },
    };
    struct config *config = config_in(shanghai, false);
    set_hours(&config->screen.off, nightly);
    set_hours(&config->screen.dim, nightly);
    for (size_t i = 0; i < 2 * (sizeof table / sizeof table[0]); i++) {
        struct item item = { .id = "fire",
            .kind = ITEM_ALERT,
            .is_banner = i % 2,
            .show = { .from = moment_of("2026-11-24T03:00"),
                .until = moment_of("2026-11-24T04:00"),
                .days = "",
                .hours = "" } };
        struct feed feed = { .items = &item, .item_count = 1 };
        struct selection_source source = { .name = "desk", .feed = &feed };
        struct selection *selection =
            selection_create(config, &source, 1, at(table[i / 2].now, 0), false);
        assert_int_equal(selection->is_asleep, table[i / 2].is_asleep);
        assert_int_equal(selection->is_dim, table[i / 2].is_asleep);
        assert_true(selection->until_ms == at(table[i / 2].until, 0));
        selection_destroy(selection);
    }
    config_destroy(config);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hours),
        cmocka_unit_test(test_doubtful_clock),
        cmocka_unit_test(test_alert_wakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
