/* Moments in time zones: random ones there and back, and the hours that come twice or never. */
#include "base/clock.h"
#include "fakes/moment_of.h"
#include "time/date.h"
#include "time/zone.h"

enum { ROUNDS = 4000 };

static const int64_t hour_ms = 3600000, day_ms = 86400000;

static const char *const names[] = { "Asia/Shanghai", "Etc/UTC", "Europe/Berlin",
    "Europe/London", "Europe/Lisbon", "Europe/Dublin", "America/New_York", "America/St_Johns",
    "America/Havana", "America/Sao_Paulo", "America/Caracas", "Australia/Lord_Howe",
    "Australia/Sydney", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Chatham", "Asia/Kolkata",
    "Asia/Kathmandu", "Asia/Tehran", "Asia/Pyongyang", "Asia/Gaza", "Africa/Casablanca",
    "Africa/Monrovia", "Antarctica/Troll", "Asia/Hong_Kong", "Asia/Urumqi", "Europe/Moscow" };

enum { NAMES = sizeof names / sizeof *names };

/* xorshift64: the same numbers on every machine. */
static uint64_t random_state = 88172645463325252;

static uint64_t random_below(uint64_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state % limit;
}

/* From 1900 to 2150, and half of them within hours of a change of the clocks. */
static int64_t random_instant(const struct zone *zone)
{
    int64_t wall_ms = (int64_t)random_below(UINT64_C(7889400000000)) - INT64_C(2208988800000);
    if (random_below(2)) {
        /* Months on, halving down to where the offset changes. */
        int64_t low = wall_ms, high = wall_ms + 200 * day_ms;
        int offset = zone_offset_minutes(zone, low);
        while (high - low > 1 && zone_offset_minutes(zone, high) != offset) {
            int64_t middle = low + (high - low) / 2;
            bool is_changed = zone_offset_minutes(zone, middle) != offset;
            high = is_changed ? middle : high;
            low = is_changed ? low : middle;
        }
        wall_ms = high + (int64_t)random_below(6 * 3600000) - 3 * hour_ms;
    }
    return wall_ms;
}

static void check_instant(const char *name, const struct zone *zone, int64_t wall_ms)
{
    char printed[32];
    int64_t local_ms = zone_local_ms(zone, wall_ms);
    int64_t first_ms = zone_wall_ms(zone, local_ms, ZONE_FIRST);
    int64_t last_ms = zone_wall_ms(zone, local_ms, ZONE_LAST);
    /* What a clock showed is read back as when it did, or as the other time it did. */
    if ((first_ms != wall_ms && last_ms != wall_ms) || first_ms > last_ms ||
        zone_local_ms(zone, first_ms) != local_ms || zone_local_ms(zone, last_ms) != local_ms) {
        clock_print_rfc3339(wall_ms, 0, printed);
        fail_msg("%s, %s: %lld, %lld to %lld", name, printed, (long long)wall_ms,
            (long long)first_ms, (long long)last_ms);
    }
    /* Printed with its offset, it is the same instant, whatever the zone. */
    int64_t whole_ms = wall_ms - ((wall_ms % 1000) + 1000) % 1000;
    clock_print_rfc3339(whole_ms, zone_offset_minutes(zone, whole_ms), printed);
    const struct moment instant = moment_of(printed);
    assert_int_equal(instant.form, MOMENT_INSTANT);
    assert_true(zone_begin_ms(zone, &instant) == whole_ms);
    assert_true(zone_end_ms(zone, &instant) == whole_ms);
    /* What is written as the wall has it is read as the wall has it. */
    struct civil_date here, there;
    const struct moment face = { .form = MOMENT_LOCAL, .face_ms = local_ms };
    char text[MOMENT_BYTES];
    const struct moment again = moment_of(moment_print(&face, text));
    assert_true(again.form == MOMENT_LOCAL && again.face_ms == zone_local_ms(zone, whole_ms));
    here = date_at(zone, wall_ms);
    assert_true(date_of_moment(zone, &face, &there));
    assert_true(here.year == there.year && here.month == there.month && here.day == there.day &&
                here.hour == there.hour && here.minute == there.minute &&
                here.weekday == there.weekday);
}

static void test_there_and_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < NAMES; i++) {
        struct arena arena;
        arena_init(&arena);
        const struct zone *zone = zone_create(&arena, names[i]);
        assert_non_null(zone);
        assert_string_equal(zone_name(zone), names[i]);
        for (int round = 0; round < ROUNDS; round++) {
            check_instant(names[i], zone, random_instant(zone));
        }
        arena_finish(&arena);
    }
}

/* Any face, shown or left out: what begins is over no earlier, and later faces are not earlier
 * moments. */
static void test_faces_are_in_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < NAMES; i++) {
        struct arena arena;
        arena_init(&arena);
        const struct zone *zone = zone_create(&arena, names[i]);
        for (int round = 0; round < ROUNDS; round++) {
            int64_t face_ms = zone_local_ms(zone, random_instant(zone));
            struct moment earlier = { .form = MOMENT_LOCAL, .face_ms = face_ms };
            struct moment later = { .form = MOMENT_LOCAL,
                .face_ms = face_ms + (int64_t)random_below(4 * 3600000) };
            struct moment date = { .form = MOMENT_DATE,
                .face_ms = moment_day(&earlier) * day_ms };
            assert_true(zone_begin_ms(zone, &earlier) <= zone_end_ms(zone, &earlier));
            assert_true(zone_begin_ms(zone, &earlier) <= zone_begin_ms(zone, &later));
            assert_true(zone_end_ms(zone, &earlier) <= zone_end_ms(zone, &later));
            assert_true(zone_begin_ms(zone, &date) <= zone_begin_ms(zone, &earlier));
            assert_true(zone_end_ms(zone, &earlier) <= zone_end_ms(zone, &date));
        }
        arena_finish(&arena);
    }
}

static const struct {
    const char *zone, *text, *begin, *end;
} cases[] = {
    { "Asia/Shanghai", "2026-11-23", "2026-11-22T16:00Z", "2026-11-23T16:00Z" },
    { "Asia/Shanghai", "2026-11-23T08:00", "2026-11-23T00:00Z", "2026-11-23T00:00Z" },
    { "Asia/Shanghai", "2026-11-23T08:00-05:00", "2026-11-23T13:00Z", "2026-11-23T13:00Z" },
    { "Asia/Shanghai", "1987-07-01T08:00", "1987-06-30T23:00Z", "1987-06-30T23:00Z" },
    { "Asia/Kathmandu", "2026-11-23", "2026-11-22T18:15Z", "2026-11-23T18:15Z" },
    { "Asia/Kathmandu", "1985-11-23", "1985-11-22T18:30Z", "1985-11-23T18:30Z" },
    /* 2:00 to 3:00 is left out, and comes twice. */
    { "Europe/Berlin", "2026-03-29T01:59", "2026-03-29T00:59Z", "2026-03-29T00:59Z" },
    { "Europe/Berlin", "2026-03-29T02:00", "2026-03-29T01:00Z", "2026-03-29T01:00Z" },
    { "Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:00Z", "2026-03-29T01:00Z" },
    { "Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00Z", "2026-03-29T01:00Z" },
    { "Europe/Berlin", "2026-03-29", "2026-03-28T23:00Z", "2026-03-29T22:00Z" },
    { "Europe/Berlin", "2026-10-25T02:00", "2026-10-25T00:00Z", "2026-10-25T01:00Z" },
    { "Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30Z", "2026-10-25T01:30Z" },
    { "Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00Z", "2026-10-25T02:00Z" },
    { "Europe/Berlin", "2026-10-25", "2026-10-24T22:00Z", "2026-10-25T23:00Z" },
    { "America/New_York", "2026-03-08T02:30", "2026-03-08T07:00Z", "2026-03-08T07:00Z" },
    { "America/New_York", "2026-11-01T01:30", "2026-11-01T05:30Z", "2026-11-01T06:30Z" },
    /* Half an hour. */
    { "Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30Z", "2026-10-03T15:30Z" },
    { "Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45Z", "2026-04-04T15:15Z" },
    /* A midnight that is left out, and one that comes twice. */
    { "America/Havana", "2026-03-08", "2026-03-08T05:00Z", "2026-03-09T04:00Z" },
    { "America/Havana", "2026-03-07", "2026-03-07T05:00Z", "2026-03-08T05:00Z" },
    { "America/Havana", "2026-11-01", "2026-11-01T04:00Z", "2026-11-02T05:00Z" },
    { "Asia/Tehran", "2021-09-21", "2021-09-20T19:30Z", "2021-09-21T20:30Z" },
    /* A day that is left out. */
    { "Pacific/Apia", "2011-12-29", "2011-12-29T10:00Z", "2011-12-30T10:00Z" },
    { "Pacific/Apia", "2011-12-30", "2011-12-30T10:00Z", "2011-12-30T10:00Z" },
    { "Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00Z", "2011-12-30T10:00Z" },
    { "Pacific/Apia", "2011-12-31", "2011-12-30T10:00Z", "2011-12-31T10:00Z" },
};

static void test_gaps(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        arena_init(&arena);
        const struct zone *zone = zone_create(&arena, cases[i].zone);
        const struct moment moment = moment_of(cases[i].text);
        const struct moment begin = moment_of(cases[i].begin), end = moment_of(cases[i].end);
        if (zone_begin_ms(zone, &moment) != moment_wall_ms(&begin) ||
            zone_end_ms(zone, &moment) != moment_wall_ms(&end)) {
            char from[32], until[32];
            clock_print_rfc3339(zone_begin_ms(zone, &moment), 0, from);
            clock_print_rfc3339(zone_end_ms(zone, &moment), 0, until);
            fail_msg("%s in %s: %s to %s", cases[i].text, cases[i].zone, from, until);
        }
        arena_finish(&arena);
    }
}

static void test_none(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct zone *zone = zone_create(&arena, "Asia/Shanghai");
    const struct moment none = moment_of("");
    assert_true(zone_begin_ms(zone, &none) == INT64_MIN);
    assert_true(zone_end_ms(zone, &none) == INT64_MAX);
    arena_finish(&arena);
}

static void test_names(void **state)
{
    (void)state;
    static const char *const bad[] = { "", "Asia/Chengjiang", "Nowhere", "GMT+25",
        "Asia/Shanghai ",
        "a name that is longer than any zone's, by far, by far, by far, by far" };
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(zone_is_known(bad[i]));
        assert_null(zone_create(&arena, bad[i]));
    }
    for (size_t i = 0; i < NAMES; i++) {
        assert_true(zone_is_known(names[i]));
    }
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_there_and_back),
        cmocka_unit_test(test_faces_are_in_order),
        cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
