/* Hours of a week, from words to windows. */
#include "base/bytes.h"
#include "time/week.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* One letter a day that has windows, H for holidays, then its windows in minutes. */
static void print(const struct week_hours *week, struct bytes *out)
{
    for (int day = 0; day < WEEK_SORTS; day++) {
        const struct day_windows *windows = &week->days[day];
        for (size_t i = 0; i < windows->count; i++) {
            assert_true(bytes_print(out, "%c%d-%d ", "MTWTFSSH"[day],
                windows -> list[i].from_minute, windows->list[i].until_minute));
        }
    }
    assert_true(bytes_print(out, "%s", week->has_holidays ? "holidays" : ""));
}

static const struct {
    const char *text, *read; /* NULL: refused */
} words[] = {
    { "Mon-Wed 08:30-17:30", "M510-1050 T510-1050 W510-1050 " },
    { "monday 8:30 - 9:00", "M510-540 " },
    { "Sat-Mon 1:00-2:00", "M60-120 S60-120 S60-120 " },
    { "周一至周三 08:30-11:30、14:00-17:00",
        "M510-690 M840-1020 T510-690 T840-1020 W510-690 W840-1020 " },
    { "星期六、星期天 9：00～12：00", "S540-720 S540-720 " },
    { "礼拜一上午8:30到11:30", "M510-690 " },
    { "周二 下午2:00-5:00", "T840-1020 " },
    { "周二 下午2点半至5点", "T870-1020 " },
    { "周二 上午9点到下午5点", "T540-1020 " },
    { "周二 晚上10:00-6:00", "T1320-1800 " },
    { "周二 晚上8点-晚上12点", "T1200-1440 " },
    { "周二 8时30分-9时", "T510-540 " },
    { "周二(08:30-09:00)", "T510-540 " },
    { "Tue 22:00-06:00", "T1320-1800 " },
    { "Tue 22:00-24:00", "T1320-1440 " },
    { "Mon 1:00-2:00; Tue 3:00-4:00", "M60-120 T180-240 " },
    { "Mon 1:00-2:00, Tue 3:00-4:00", "M60-120 T180-240 " },
    { "Mon, Tue 3:00-4:00", "M180-240 T180-240 " },
    { "周末 全天", "S0-1440 S0-1440 " },
    { "工作日 9:00-10:00", "M540-600 T540-600 W540-600 T540-600 F540-600 " },
    { "节假日 9:00-10:00", "H540-600 holidays" },
    { "周一 9:00-10:00（节假日除外）", "M540-600 holidays" },
    { "週一至週五 08:30-17:30", "M510-1050 T510-1050 W510-1050 T510-1050 F510-1050 " },
    { "周一至五 8:30-17:30", "M510-1050 T510-1050 W510-1050 T510-1050 F510-1050 " },
    { "星期一到星期五：8:30—17:30", "M510-1050 T510-1050 W510-1050 T510-1050 F510-1050 " },
    { "每周一至周五，上午8:30-11:30，下午14:00-17:00",
        "M510-690 M840-1020 T510-690 T840-1020 W510-690 W840-1020 T510-690 T840-1020 F510-690 F840-1020 " },
    { "周一、三、五 9:00-10:00", "M540-600 W540-600 F540-600 " },
    { "周二四 9:00-10:00", "T540-600 T540-600 " },
    { "周六日 9:00-10:00", "S540-600 S540-600 " },
    { "週六、日 上午九點至下午五點", "S540-1020 S540-1020 " },
    { "周三 三点到五点", "W180-300 " },
    { "周三三点到五点", "W180-300 " },
    { "办公时间：周一至周五 早8点—晚6点",
        "M480-1080 T480-1080 W480-1080 T480-1080 F480-1080 " },
    { "周一 8點半至十二點", "M510-720 " },
    { "周一 8点15分-9点", "M495-540 " },
    { "周一 22:00-次日6:00", "M1320-1800 " },
    { "周一 8:00-次日8:00", "M480-1920 " },
    { "周一 8:00-次日9:00", NULL },
    { "禮拜六 13:00-14:00；禮拜日休息", "S780-840 " },
    { "周一至周六 9:00-10:00，周日休息",
        "M540-600 T540-600 W540-600 T540-600 F540-600 S540-600 " },
    { "周日休息", NULL },
    /* closed behind hours of every day, in front of others, for several */
    { "9:00-10:00（周末及节假日休息）",
        "M540-600 T540-600 W540-600 T540-600 F540-600 holidays" },
    { "周一至周日 9:00-10:00，周日休息",
        "M540-600 T540-600 W540-600 T540-600 F540-600 S540-600 " },
    { "周六、周日及法定节假日休息，周一至周五 9:00-10:00",
        "M540-600 T540-600 W540-600 T540-600 F540-600 holidays" },
    { "周一至周五（节假日除外）9:00-10:00",
        "M540-600 T540-600 W540-600 T540-600 F540-600 holidays" },
    /* hours first, then their days */
    { "08:30-17:30 Mon-Fri", "M510-1050 T510-1050 W510-1050 T510-1050 F510-1050 " },
    { "8:30-11:30、14:00-17:00（周一至周三）",
        "M510-690 M840-1020 T510-690 T840-1020 W510-690 W840-1020 " },
    { "8:30-17:30（周一、周三），9:00-12:00（周六）", "M510-1050 W510-1050 S540-720 " },
    { "9:00-10:00（周一，节假日除外）", "M540-600 holidays" },
    { "8:30-17:30（周一）请先预约", NULL },
    { "上午：8:30-12:00 下午：14:00-17:30（周一）", "M510-720 M840-1050 " },
    { "周一 上午：8:30-12:00 下午: 2:00-5:00", "M510-720 M840-1020 " },
    { "周一 早8:00-晚10:00", "M480-1320 " },
    { "早8:00-晚10:00（周一）", "M480-1320 " },
    { "19:00-次日7:00（周一）", "M1140-1860 " },
    { "上班时间：周一 8:30-17:30", "M510-1050 " },
    { "开馆时间：8:30-17:30（周二至周日），周一闭馆",
        "T510-1050 W510-1050 T510-1050 F510-1050 S510-1050 S510-1050 " },
    { "周一 24小时热线", "M0-1440 " },
    { "周一 二十四小时值班电话", "M0-1440 " },
    { "周一 ８：３０－１７：３０", "M510-1050 " },
    { "8:00-22:00（全年）",
        "M480-1320 T480-1320 W480-1320 T480-1320 F480-1320 S480-1320 S480-1320 " },
    { "法定工作日 9:00-10:00", "M540-600 T540-600 W540-600 T540-600 F540-600 " },
    { "周一 24小时值班", "M0-1440 " },
    { "周一 24小时服务", "M0-1440 " },
    { "周一 全天接听", "M0-1440 " },
    { "24小时自助服务", NULL },
    { "周一至周五 9:00-10:00（國定假日除外）",
        "M540-600 T540-600 W540-600 T540-600 F540-600 holidays" },
    { "Mon–Fri 8:30am-5:30pm", "M510-1050 T510-1050 W510-1050 T510-1050 F510-1050 " },
    { "Mon - Fri: 8:30 a.m. – 5:30 p.m.",
        "M510-1050 T510-1050 W510-1050 T510-1050 F510-1050 " },
    { "Monday to Friday, 9am to 5pm", "M540-1020 T540-1020 W540-1020 T540-1020 F540-1020 " },
    { "Mondays & Thursdays 9 AM - noon", "M540-720 T540-720 " },
    { "Tues. through Thurs. 10 am-12 pm", "T600-720 W600-720 T600-720 " },
    { "Mon 12am-12pm", "M0-720 " },
    { "Mon 12:30am-1am", "M30-60 " },
    { "Mon 8pm-12am", "M1200-1440 " },
    { "Mon 8pm-midnight", "M1200-1440 " },
    { "Mon 1:00-5:00pm", "M780-1020 " },
    { "Mon 8:30-5:30pm", "M510-1050 " },
    { "Mon 8:30-9pm", NULL },
    { "Mon 13pm-14pm", "M780-840 " },
    { "Mon 10pm-6am", "M1320-1800 " },
    { "Sat, Sun: closed; Mon-Fri 9:00-10:00", "M540-600 T540-600 W540-600 T540-600 F540-600 " },
    { "24h", "M0-1440 T0-1440 W0-1440 T0-1440 F0-1440 S0-1440 S0-1440 " },
    { "24 h", "M0-1440 T0-1440 W0-1440 T0-1440 F0-1440 S0-1440 S0-1440 " },
    { "24小時", "M0-1440 T0-1440 W0-1440 T0-1440 F0-1440 S0-1440 S0-1440 " },
    { "7×24", "M0-1440 T0-1440 W0-1440 T0-1440 F0-1440 S0-1440 S0-1440 " },
    { "7x24小时", "M0-1440 T0-1440 W0-1440 T0-1440 F0-1440 S0-1440 S0-1440 " },
    { "7*24小时", "M0-1440 T0-1440 W0-1440 T0-1440 F0-1440 S0-1440 S0-1440 " },
    { "24×7", "M0-1440 T0-1440 W0-1440 T0-1440 F0-1440 S0-1440 S0-1440 " },
    { "服务时间：7×24小时", "M0-1440 T0-1440 W0-1440 T0-1440 F0-1440 S0-1440 S0-1440 " },
    { "全年无休 24小时",
        "M0-1440 T0-1440 W0-1440 T0-1440 F0-1440 S0-1440 S0-1440 H0-1440 holidays" },
    { "周一 7×24", NULL },
    { "24小时内回复", NULL },
    { "5×8小时", NULL },
    { "24h后", NULL },
    { "周一至周五 8:30-17:30（寒暑假除外）", NULL },
    { "周一至周五 8:30amX-9:00", NULL },
    { "周一 8.30-9.30", NULL },
    { "", NULL },
    { "Mon-Fri", NULL },
    { "Mon-Fri closed", NULL },
    { "Mon 08:30-17:30 or so", NULL },
    { "Mon 8-17", NULL },
    { "Mon 08:30", NULL },
    { "Mon 08:60-09:00", NULL },
    { "Mon 08:00-25:00", NULL },
    { "Mon 24:00-08:00", NULL },
    { "Mon 08:00-08:00", NULL },
    { "Mond 08:00-09:00", NULL },
    { "周八 08:00-09:00", NULL },
    { "周一至 08:00-09:00", NULL },
    { "节假日除外", NULL },
    { "请先预约", NULL },
    { "Mon 1:00-2:00,2:00-3:00,3:00-4:00,4:00-5:00,5:00-6:00,6:00-7:00,7:00-8:00,8:00-9:00,"
      "9:00-10:00",
        NULL },
};

static void test_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct week_hours week;
        struct bytes out;
        bool is_read = week_hours_parse(words[i].text, &week);
        if (is_read != (words[i].read != NULL)) {
            fail_msg("\"%s\" is %s", words[i].text, is_read ? "read" : "refused");
        }
        bytes_init(&out);
        if (is_read) {
            print(&week, &out);
            assert_string_equal(out.data, words[i].read);
        }
        bytes_finish(&out);
    }
}

/* 2026-11-22 is a Sunday, day 20779. */
enum { SUNDAY = 20779 };

static void test_calendar(void **state)
{
    (void)state;
    static const struct calendar_range ranges[] = { { SUNDAY, SUNDAY, false, "" },
        { SUNDAY + 1, SUNDAY + 2, true, "" }, { SUNDAY + 3, SUNDAY + 3, false, "" } };
    static const struct calendar_range worked = { SUNDAY - 1, SUNDAY - 1, false, "" };
    const struct calendar calendar = { ranges, 3 }, saturday = { &worked, 1 };
    struct week_hours week;
    assert_true(week_hours_parse("Mon 1:00-2:00; Sun 3:00-4:00; Wed 5:00-6:00", &week));
    assert_int_equal(week_day_of(SUNDAY), 6);
    assert_int_equal(week_day_of(-4), 6);
    assert_ptr_equal(week_windows_on(&week, NULL, SUNDAY), &week.days[6]);
    assert_ptr_equal(week_windows_on(&week, &calendar, SUNDAY - 1), &week.days[5]);
    assert_ptr_equal(week_windows_on(&week, &calendar, SUNDAY), &week.days[0]);
    assert_ptr_equal(week_windows_on(&week, &calendar, SUNDAY + 1), &week.days[6]);
    assert_ptr_equal(week_windows_on(&week, &calendar, SUNDAY + 2), &week.days[6]);
    assert_ptr_equal(week_windows_on(&week, &saturday, SUNDAY - 1), &week.days[0]);
    /* A Wednesday that is worked on is a Wednesday. */
    assert_ptr_equal(week_windows_on(&week, &calendar, SUNDAY + 3), &week.days[2]);
    assert_ptr_equal(week_windows_on(&week, &calendar, SUNDAY + 7), &week.days[6]);
    week.has_holidays = true;
    assert_ptr_equal(week_windows_on(&week, &calendar, SUNDAY + 2), &week.days[WEEK_HOLIDAY]);
    assert_ptr_equal(week_windows_on(&week, &calendar, SUNDAY), &week.days[0]);
}

/* It is open at no minute before the next opening, and at that one. */
static void test_next_opening(void **state)
{
    (void)state;
    struct week_hours week;
    assert_true(week_hours_parse("Mon-Fri 08:30-11:30,14:00-17:00; Sat 22:00-02:00", &week));
    int openings = 0;
    for (int at = 0; at < 14 * DAY_MINUTES; at += 7) {
        int64_t day = SUNDAY + at / DAY_MINUTES;
        int minute = at % DAY_MINUTES;
        if (week_is_open(&week, NULL, day, minute)) {
            continue;
        }
        assert_true(week_next_opening(&week, NULL, &day, &minute));
        int next = (int)(day - SUNDAY) * DAY_MINUTES + minute;
        for (int k = at; k < next; k++) {
            assert_false(week_is_open(&week, NULL, SUNDAY + k / DAY_MINUTES, k % DAY_MINUTES));
        }
        assert_true(next > at && week_is_open(&week, NULL, day, minute));
        openings++;
    }
    assert_true(openings > 1000);
    assert_true(week_is_open(&week, NULL, SUNDAY + 1, 8 * 60 + 30));
    assert_false(week_is_open(&week, NULL, SUNDAY + 1, 17 * 60));
    /* Since the evening before, and no longer. */
    assert_true(week_is_open(&week, NULL, SUNDAY + 7, 2 * 60 - 1));
    assert_false(week_is_open(&week, NULL, SUNDAY + 7, 2 * 60));
    int64_t day = SUNDAY + 1;
    int minute = 8 * 60 + 30; /* an opening itself is not the next one */
    assert_true(week_next_opening(&week, NULL, &day, &minute));
    assert_int_equal(day, SUNDAY + 1);
    assert_int_equal(minute, 14 * 60);
    memset(&week, 0, sizeof week);
    assert_false(week_next_opening(&week, NULL, &day, &minute));
}

static void test_always(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is_always;
    } cases[] = { { "24小时", true }, { "Mon-Sun 00:00-24:00", true },
        { "全天；节假日 全天", true }, { "全天（节假日除外）", false },
        { "Mon-Sat 全天", false }, { "00:00-23:59", false }, { "12:00-11:00", false } };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct week_hours week;
        assert_true(week_hours_parse(cases[i].text, &week));
        if (week_is_always(&week) != cases[i].is_always) {
            fail_msg("%s", cases[i].text);
        }
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_calendar),
        cmocka_unit_test(test_next_opening),
        cmocka_unit_test(test_always),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
