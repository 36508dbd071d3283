/* Rules of recurrence, asked day by day, against libical's own steps from one to the next. */
#include "adapt/format/ical_place.h"
#include "adapt/format/ical_rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const int64_t day_ms = 86400000;

enum { DAYS = 3 * 366 };

static const char *const rules[] = { "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3",
    "FREQ=DAILY;BYMONTH=3,11", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "FREQ=DAILY;BYMONTHDAY=1,15",
    "FREQ=DAILY;INTERVAL=2;BYDAY=SA", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2",
    "FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=MO", "FREQ=WEEKLY;BYMONTH=1;BYDAY=FR",
    "FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=2", "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=-1,-3", "FREQ=MONTHLY;BYDAY=1FR", "FREQ=MONTHLY;BYDAY=-1MO",
    "FREQ=MONTHLY;BYDAY=2TU,4TU", "FREQ=MONTHLY;BYDAY=MO",
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-2",
    "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10,20;BYSETPOS=2", "FREQ=MONTHLY;BYMONTH=9;BYDAY=1MO",
    "FREQ=YEARLY", "FREQ=YEARLY;INTERVAL=2", "FREQ=YEARLY;BYMONTH=2,8",
    "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
    "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1,2,3", "FREQ=YEARLY;BYDAY=20MO",
    "FREQ=YEARLY;BYDAY=-1FR", "FREQ=YEARLY;BYDAY=WE;BYMONTH=3",
    "FREQ=YEARLY;BYYEARDAY=1,100,-1", "FREQ=YEARLY;BYMONTH=10;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30" };

static const char *const starts[] = { "20240115T080000", "20240131T080000", "20231229T233000",
    "20240229T080000", "20250701T000000" };

/* Which of the days libical comes to; the first one, which is in its list whatever the rule
 * says, is left out. */
static void step(struct icalrecurrencetype rule, struct icaltimetype start, bool days[DAYS])
{
    int64_t start_day = ical_face_ms(start) / day_ms;
    icalrecur_iterator *iterator = icalrecur_iterator_new(rule, start);
    if (!iterator) {
        return; /* one that never holds */
    }
    for (;;) {
        struct icaltimetype time = icalrecur_iterator_next(iterator);
        int64_t day =
            icaltime_is_null_time(time) ? DAYS + start_day : ical_face_ms(time) / day_ms;
        if (day >= start_day + DAYS) {
            break;
        }
        days[day - start_day] = true;
    }
    icalrecur_iterator_free(iterator);
}

static void test_days(void **state)
{
    int wrong = 0, held = 0;
    (void)state;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        for (size_t k = 0; k < sizeof starts / sizeof *starts; k++) {
            static bool days[DAYS];
            struct icalrecurrencetype rule = icalrecurrencetype_from_string(rules[i]);
            struct icaltimetype start = icaltime_from_string(starts[k]);
            int64_t start_day = ical_face_ms(start) / day_ms;
            memset(days, 0, sizeof days);
            step(rule, start, days);
            for (int day = 1; day < DAYS; day++) {
                bool holds = ical_rule_holds(&rule, start_day, start_day + day);
                held += holds;
                if (holds != days[day] && wrong++ % 50 == 0) {
                    print_error("%s from %s: day %d: %d\n", rules[i], starts[k], day, holds);
                }
            }
        }
    }
    assert_int_equal(wrong, 0);
    assert_true(held > 10000);
}

/* Where libical 3.0.16 leaves the RFC: days behind the first one, counted by hand. */
static void test_other_days(void **state)
{
    static const struct {
        const char *rule, *start;
        int days[4];
    } others[] = { { "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU;WKST=WE", "20240115T080000",
                       { 1, 22, 43, 64 } },
        { "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU;WKST=WE", "20240131T080000", { 6, 27, 48, 69 } },
        { "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1", "20240115T080000", { 4, 11, 18, 25 } },
        { "FREQ=YEARLY;BYMONTHDAY=1", "20240115T080000", { 17, 46, 77, 107 } },
        { "FREQ=DAILY;BYMONTHDAY=-1", "20240115T080000", { 16, 45, 76, 106 } },
        { "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "20240115T080000", { 119, 483, 847, 1218 } } };
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct icalrecurrencetype rule = icalrecurrencetype_from_string(others[i].rule);
        int64_t start_day = ical_face_ms(icaltime_from_string(others[i].start)) / day_ms;
        int found = 0;
        for (int day = 1; found < 4 && day < 4 * 366; day++) {
            if (ical_rule_holds(&rule, start_day, start_day + day)) {
                assert_int_equal(day, others[i].days[found]);
                found++;
            }
        }
        assert_int_equal(found, 4);
    }
}

static void test_times(void **state)
{
    static const struct {
        const char *rule;
        int count, first, last; /* count 0: not followed */
    } times[] = { { "FREQ=DAILY", 1, 500, 500 }, { "FREQ=DAILY;BYHOUR=8,12", 2, 500, 740 },
        { "FREQ=WEEKLY;BYHOUR=8,12;BYMINUTE=0,30", 4, 480, 750 },
        { "FREQ=DAILY;BYMINUTE=0,1,2", 3, 480, 482 }, { "FREQ=HOURLY", 0, 0, 0 },
        { "FREQ=SECONDLY", 0, 0, 0 },
        { "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12;BYMINUTE=0,15,30,45", 0, 0, 0 },
        { "FREQ=DAILY;BYSECOND=0,30", 0, 0, 0 } };
    (void)state;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        struct icalrecurrencetype rule = icalrecurrencetype_from_string(times[i].rule);
        struct ical_times got;
        assert_int_equal(ical_rule_times(&rule, 500, &got), times[i].count > 0);
        if (times[i].count > 0) {
            assert_int_equal(got.count, times[i].count);
            assert_int_equal(got.minutes[0], times[i].first);
            assert_int_equal(got.minutes[got.count - 1], times[i].last);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_other_days),
        cmocka_unit_test(test_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
