/* Dates, times and opening hours as campuses print them. */
#include "base/clock.h"
#include "slide/date.h"
#include "slide/hours.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* Lunar dates as printed almanacs have them. */
static const struct {
    const char *now, *timezone, *date, *clock;
} headers[] = {
    { "2026-11-23T10:05:00+08:00", "Asia/Shanghai", "11月23日 星期一　农历十月十五", "10:05" },
    { "2026-11-22T23:59:59+08:00", "Asia/Shanghai", "11月22日 星期日　农历十月十四", "23:59" },
    { "2026-11-23T00:00:00+08:00", "Asia/Shanghai", "11月23日 星期一　农历十月十五", "0:00" },
    { "2026-02-17T09:00:00+08:00", "Asia/Shanghai", "2月17日 星期二　农历正月初一", "9:00" },
    { "2026-02-16T09:00:00+08:00", "Asia/Shanghai", "2月16日 星期一　农历腊月廿九", "9:00" },
    { "2025-07-25T09:00:00+08:00", "Asia/Shanghai", "7月25日 星期五　农历闰六月初一", "9:00" },
    { "2025-02-17T09:00:00+08:00", "Asia/Shanghai", "2月17日 星期一　农历正月二十", "9:00" },
    { "2025-02-18T09:00:00+08:00", "Asia/Shanghai", "2月18日 星期二　农历正月廿一", "9:00" },
    { "2025-12-20T09:00:00+08:00", "Asia/Shanghai", "12月20日 星期六　农历冬月初一", "9:00" },
    { "2026-07-01T12:00:00Z", "America/New_York", "7月1日 星期三　农历五月十七", "8:00" },
    { "2026-01-01T12:00:00Z", "America/New_York", "1月1日 星期四　农历冬月十三", "7:00" },
};

static void test_headers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++) {
        struct arena arena;
        int64_t now_ms = 0;
        int offset = 0;
        arena_init(&arena);
        assert_true(clock_parse_rfc3339(headers[i].now, &now_ms, &offset));
        assert_string_equal(
            date_header_text(&arena, headers[i].timezone, now_ms), headers[i].date);
        assert_string_equal(
            date_clock_text(&arena, headers[i].timezone, now_ms), headers[i].clock);
        arena_finish(&arena);
    }
}

static const struct {
    const char *text;
    bool good;
    const char *full, *list;
} dates[] = {
    { "2026-11-23", true, "11月23日", "11-23" },
    { "2026-01-05", true, "1月5日", "01-05" },
    { "2025-12-31", true, "2025年12月31日", "2025-12-31" },
    { "2026-11-23T08:30:00+08:00", true, "11月23日 8:30", "11-23" },
    { "2026-11-23T08:30", true, "11月23日 8:30", "11-23" },
    { "2026-02-29", false, NULL, NULL },
    { "2026-13-01", false, NULL, NULL },
    { "2026-11-23T", false, NULL, NULL },
    { "2026-11-23T24:00", false, NULL, NULL },
    { "2026-11-2", false, NULL, NULL },
    { "2026", false, NULL, NULL },
    { "soon", false, NULL, NULL },
    { "", false, NULL, NULL },
};

static void test_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
        struct arena arena;
        struct civil_date date;
        arena_init(&arena);
        assert_int_equal(date_parse(dates[i].text, &date), dates[i].good);
        if (dates[i].good) {
            assert_string_equal(date_long_text(&arena, &date, 2026, true), dates[i].full);
            assert_string_equal(date_list_text(&arena, &date, 2026), dates[i].list);
        }
        arena_finish(&arena);
    }
}

static const struct {
    const char *hours, *words;
} hours[] = {
    { "Mon-Fri 08:30-17:30", "周一至周五 8:30—17:30" },
    { "Mon-Sun 07:00-22:00", "每天 7:00—22:00" },
    { "Mon-Sun 00:00-24:00", "24小时" },
    { "Mon-Fri 00:00-24:00", "周一至周五全天" },
    { "Sat 09:00-12:00", "周六 9:00—12:00" },
    { "08:30-17:30", "8:30—17:30" },
    { "工作日上午", "工作日上午" },
    { "Mon-Fri", "Mon-Fri" },
    { "Mon-Fri 08:30-17:30, Sat 09:00-12:00", "Mon-Fri 08:30-17:30, Sat 09:00-12:00" },
    { "Mon-Fri 08:61-17:30", "Mon-Fri 08:61-17:30" },
    { "", "" },
};

static void test_hours(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(hours) / sizeof(hours[0]); i++) {
        struct arena arena;
        arena_init(&arena);
        assert_string_equal(hours_in_words(&arena, hours[i].hours), hours[i].words);
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headers),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_hours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
