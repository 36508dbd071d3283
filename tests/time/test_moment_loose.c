/* Dates as web systems write them, and what is none. */
#include "time/moment_loose.h"

#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Read on 2026-11-29 12:30 in UTC+8. */
static const struct {
    const char *text, *printed; /* NULL: not read */
} rows[] = {
    { "2026-11-20", "2026-11-20" },
    { "2026-11-20T09:30:00+08:00", "2026-11-20T09:30:00+08:00" },
    { "2026-11-20 09:30:00", "2026-11-20T09:30" },
    { "2026-11-20 09:30", "2026-11-20T09:30" },
    { "2026-11-20 09:30:15", "2026-11-20T09:30:15" },
    { "2026-11-20 9:5", "2026-11-20T09:05" },
    { "2026-11-20 09:30:00.123", "2026-11-20T09:30" },
    { "2026-11-20 09:30:00.0", "2026-11-20T09:30" },
    { "2026-11-20 09:30:00 +0800", "2026-11-20T09:30:00+08:00" },
    { "2026-11-20T09:30:00+0800", "2026-11-20T09:30:00+08:00" },
    { "2026-11-20T09:30:00+08", "2026-11-20T09:30:00+08:00" },
    { "2026-11-20T09:30:00.000Z", "2026-11-20T09:30:00+00:00" },
    { "2026-11-20 09:30:00 UTC", "2026-11-20T09:30:00+00:00" },
    { "2026-11-20 09:30:00 CST", "2026-11-20T09:30" },
    { "2026-1-5", "2026-01-05" },
    { "2026/11/20", "2026-11-20" },
    { "2026/1/5 8:00", "2026-01-05T08:00" },
    { "2026.11.20", "2026-11-20" },
    { "2026年11月20日", "2026-11-20" },
    { "2026年1月5日 9时30分", "2026-01-05T09:30" },
    { "2026年11月20日 9点", "2026-11-20T09:00" },
    { "2026年11月20日下午3:30", "2026-11-20T15:30" },
    { "2026年11月20日 上午12:30", "2026-11-20T00:30" },
    { "2026年 11月 20日", "2026-11-20" },
    { "2026年11月20日（星期五）", "2026-11-20" },
    { "2026年11月20日 星期五 9:30", "2026-11-20T09:30" },
    { "２０２６－１１－２０", "2026-11-20" },
    { "  2026-11-20\n", "2026-11-20" },
    { "发布时间：2026-11-20 09:30", "2026-11-20T09:30" },
    { "[2026-11-20]", NULL },
    { "20261120", "2026-11-20" },
    { "202611200930", "2026-11-20T09:30" },
    { "20261120093000", "2026-11-20T09:30" },
    { "20261120T093000", "2026-11-20T09:30" },
    { "20261120T013000Z", "2026-11-20T01:30:00+00:00" },
    { "20261320", NULL },
    { "1763602200", "2025-11-20T09:30:00+08:00" },
    { "1763602200000", "2025-11-20T09:30:00+08:00" },
    { "/Date(1763602200000)/", "2025-11-20T09:30:00+08:00" },
    { "/Date(1763602200000+0800)/", "2025-11-20T09:30:00+08:00" },
    { "/Date(x)/", NULL },
    { "26-11-20", "2026-11-20" },
    { "11-20", "2026-11-20" },
    { "11/20", "2026-11-20" },
    { "11月20日", "2026-11-20" },
    { "11-29", "2026-11-29" },
    { "12-01", "2025-12-01" },
    { "11-20 09:30", "2026-11-20T09:30" },
    { "11/20/2026", "2026-11-20" },
    { "20/11/2026", "2026-11-20" },
    { "20.11.2026", "2026-11-20" },
    { "13-20", NULL },
    { "Fri, 20 Nov 2026 09:30:00 +0800", "2026-11-20T09:30:00+08:00" },
    { "Fri, 20 Nov 2026 01:30:00 GMT", "2026-11-20T01:30:00+00:00" },
    { "20 Nov 2026 09:30 EST", "2026-11-20T09:30:00-05:00" },
    { "Fri, 20 Nov 26 09:30:00 +0800", "2026-11-20T09:30:00+08:00" },
    { "Fri, 20 Nov 2026 09:30:00 +0800 (CST)", "2026-11-20T09:30:00+08:00" },
    { "Nov 20, 2026", "2026-11-20" },
    { "November 20, 2026 9:30 am", "2026-11-20T09:30" },
    { "November 20th, 2026 at 9", NULL },
    { "Fri Nov 20 09:30:00 CST 2026", "2026-11-20T09:30" },
    { "20-Nov-2026", "2026-11-20" },
    { "今天", "2026-11-29" },
    { "今天 09:30", "2026-11-29T09:30" },
    { "昨天", "2026-11-28" },
    { "前天", "2026-11-27" },
    { "刚刚", "2026-11-29" },
    { "3天前", "2026-11-26" },
    { "2小时前", "2026-11-29" },
    { "13小时前", "2026-11-28" },
    { "5 minutes ago", "2026-11-29" },
    { "yesterday", "2026-11-28" },
    { "soon", NULL },
    { "", NULL },
    { "2026-11-31", NULL },
    { "2026-02-29", NULL },
    { "2026-11-20 25:00", NULL },
    { "2026-11-20 24:00", "2026-11-21T00:00" },
    { "0000-00-00 00:00:00", NULL },
    { "2026", NULL },
    { "12", NULL },
    { "2026-11-20 bis 2026-11-25", NULL },
    { "2026-11-20至2026-11-25", NULL },
};

static struct moment_now now_known(void)
{
    int64_t day = clock_days_from_civil(2026, 11, 29);
    return (struct moment_now) { (day * 24 + 12) * 3600000 + 1800000, 480, true, true };
}

static void test_read(void **state)
{
    const struct moment_now now = now_known();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct moment moment = { 0 };
        char printed[MOMENT_BYTES];
        bool is_read = moment_read_loose(rows[i].text, &now, &moment);
        const char *got = is_read ? moment_print(&moment, printed) : "(not read)";
        const char *wanted = rows[i].printed ? rows[i].printed : "(not read)";
        if (strcmp(got, wanted) != 0) {
            fail_msg("%s: %s, not %s", rows[i].text, got, wanted);
        }
    }
}

/* What needs to know what day it is. */
static void test_unknown_day(void **state)
{
    static const char *const texts[] = { "11-20", "今天", "3天前", "11月20日" };
    const struct moment_now now = { 0 };
    struct moment moment;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_false(moment_read_loose(texts[i], &now, &moment));
    }
    assert_true(moment_read_loose("2026/11/20", &now, &moment));
}

/* One that lies ahead. */
static void test_next(void **state)
{
    struct moment_now now = now_known();
    struct moment moment;
    char printed[MOMENT_BYTES];
    (void)state;
    now.is_past = false;
    assert_true(moment_read_loose("1月5日", &now, &moment));
    assert_string_equal(moment_print(&moment, printed), "2027-01-05");
    assert_true(moment_read_loose("12-01", &now, &moment));
    assert_string_equal(moment_print(&moment, printed), "2026-12-01");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_unknown_day),
        cmocka_unit_test(test_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
