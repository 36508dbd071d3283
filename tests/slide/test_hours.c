/* What the hours of a hotline say at a moment, holidays and the weekends worked on for them
 * included. */
#include "base/clock.h"
#include "config/load.h"
#include "slide/page/hours.h"
#include "time/moment.h"
#include "wording/language/language.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* "2026-10-01..2026-10-07 off", "2026-10-10 work" and two more. */
enum { OCTOBER_1 = 20727 };
static const struct calendar_range ranges[] = {
    { OCTOBER_1, OCTOBER_1 + 6, true, "" },
    { OCTOBER_1 + 9, OCTOBER_1 + 9, false, "" },
    { OCTOBER_1 + 92, OCTOBER_1 + 94, true, "" },
    { OCTOBER_1 + 95, OCTOBER_1 + 95, false, "" },
};

static const char weekdays[] = "Mon-Fri 08:30-17:30";
static const char in_words[] = "周一至周五 08:30—17:30";
static const char two_halves[] = "周一至周五 08:30-11:30、14:00-17:00";
static const char bound[] = "22:00-06:00";

static const struct said_case {
    const char *now, *hours, *state, *words;
} cases[] = {
    /* To the minute; 2026-11-23 is a Monday. */
    { "2026-11-23T08:29:59+08:00", weekdays, "下次开放 今天 08:30", in_words },
    { "2026-11-23T08:30:00+08:00", weekdays, "现在可拨打", in_words },
    { "2026-11-23T17:29:59+08:00", weekdays, "现在可拨打", in_words },
    { "2026-11-23T17:30:00+08:00", weekdays, "下次开放 明天 08:30", in_words },
    { "2026-11-27T18:00:00+08:00", weekdays, "下次开放 周一 08:30", in_words },
    { "2026-11-28T12:00:00+08:00", weekdays, "下次开放 周一 08:30", in_words },
    { "2026-11-29T23:59:59+08:00", weekdays, "下次开放 明天 08:30", in_words },
    { "2026-11-30T00:00:00+08:00", weekdays, "下次开放 今天 08:30", in_words },
    { "2026-11-23T12:00:00+08:00", two_halves, "下次开放 今天 14:00", two_halves },
    { "2026-11-23T14:00:00+08:00", two_halves, "现在可拨打", two_halves },
    { "2026-11-23T18:00:00+08:00", "Mon 08:30-11:30", "下次开放 下周一 08:30",
        "周一 08:30—11:30" },
    /* Past midnight; the zone is the screen's, not the moment's. */
    { "2026-11-23T21:59:59+08:00", bound, "下次开放 今天 22:00", "每天 22:00—06:00" },
    { "2026-11-23T16:00:00Z", bound, "现在可拨打", "每天 22:00—06:00" },
    { "2026-11-24T05:59:59+08:00", bound, "现在可拨打", "每天 22:00—06:00" },
    { "2026-11-24T06:00:00+08:00", bound, "下次开放 今天 22:00", "每天 22:00—06:00" },
    { "2026-11-29T01:00:00+08:00", "Sat 22:00-02:00", "现在可拨打", "周六 22:00—02:00" },
    { "2026-11-28T01:00:00+08:00", "Sat 22:00-02:00", "下次开放 今天 22:00",
        "周六 22:00—02:00" },
    /* A holiday, and the Saturday that makes up for it. */
    { "2026-09-30T17:30:00+08:00", weekdays, "下次开放 下周四 08:30", in_words },
    { "2026-09-29T23:00:00+08:00", weekdays, "下次开放 明天 08:30", in_words },
    { "2026-10-01T10:00:00+08:00", weekdays, "下次开放 下周四 08:30", in_words },
    { "2026-10-03T10:00:00+08:00", weekdays, "下次开放 周四 08:30", in_words },
    { "2026-10-09T18:00:00+08:00", weekdays, "下次开放 明天 08:30", in_words },
    { "2026-10-10T10:00:00+08:00", weekdays, "现在可拨打", in_words },
    { "2026-10-10T18:00:00+08:00", weekdays, "下次开放 周一 08:30", in_words },
    { "2026-10-17T10:00:00+08:00", weekdays, "下次开放 周一 08:30", in_words },
    { "2026-09-30T18:00:00+08:00", "Mon-Fri 09:00-10:00（节假日除外）", "下次开放 下周四 09:00",
        "Mon-Fri 09:00-10:00（节假日除外）" },
    { "2026-10-02T10:00:00+08:00", "Mon-Sun 08:00-20:00", "现在可拨打", "每天 08:00—20:00" },
    { "2026-10-02T10:00:00+08:00", "每天 08:00-20:00（节假日除外）", "下次开放 周四 08:00",
        "每天 08:00-20:00（节假日除外）" },
    { "2026-10-02T10:00:00+08:00", "Mon-Fri 08:00-20:00; holidays 09:00-12:00", "现在可拨打",
        "周一至周五 08:00—20:00；节假日 09:00—12:00" },
    { "2026-10-02T12:00:00+08:00", "Mon-Fri 08:00-20:00; holidays 09:00-12:00",
        "下次开放 明天 09:00", "周一至周五 08:00—20:00；节假日 09:00—12:00" },
    { "2026-10-10T10:00:00+08:00", "Sat-Sun 09:00-12:00", "下次开放 明天 09:00",
        "周六、周日 09:00—12:00" },
    /* Over the year's end, and far. */
    { "2026-12-31T18:00:00+08:00", weekdays, "下次开放 周一 08:30", in_words },
    { "2026-09-27T18:00:00+08:00", "Fri 10:00-11:00", "下次开放 10月9日 10:00",
        "周五 10:00—11:00" },
    { "2028-02-28T18:00:00+08:00", weekdays, "下次开放 明天 08:30", in_words },
    { "2028-02-29T10:00:00+08:00", "Tue 08:00-12:00", "现在可拨打", "周二 08:00—12:00" },
    /* Always. */
    { "2026-10-02T03:00:00+08:00", "Mon-Sun 00:00-24:00", "24小时可拨打", "" },
    { "2026-10-02T03:00:00+08:00", "24小时", "24小时可拨打", "" },
    { "2026-10-02T03:00:00+08:00", "全天", "24小时可拨打", "" },
    { "2026-11-23T03:00:00+08:00", "Mon-Fri 00:00-24:00", "现在可拨打", "周一至周五 全天" },
    { "2026-11-23T03:00:00+08:00", "24小时（节假日除外）", "现在可拨打",
        "24小时（节假日除外）" },
    { "2026-11-23T10:00:00+08:00", "Mon-Fri 08:00-24:00", "现在可拨打",
        "周一至周五 08:00—24:00" },
    { "2026-11-23T10:00:00+08:00", "Mon-Fri 08:00-24:00, Sat 22:00-02:00", "现在可拨打",
        "周一至周五 08:00—24:00；周六 22:00—02:00" },
    /* Words. */
    { "2026-11-28T10:00:00+08:00", "Mon-Fri 08:30-17:30, Sat 09:00-12:00", "现在可拨打",
        "周一至周五 08:30—17:30；周六 09:00—12:00" },
    { "2026-11-25T10:00:00+08:00", "Mon,Wed,Fri 9:00-11:00", "现在可拨打",
        "周一、周三、周五 09:00—11:00" },
    { "2026-11-23T16:00:00+08:00", "工作日 上午8:30-11:30，下午2:00-5:00", "现在可拨打",
        "工作日 上午8:30-11:30，下午2:00-5:00" },
    { "2026-11-23T10:00:00+08:00", "工作日上午", "", "工作日上午" },
    { "2026-11-23T10:00:00+08:00", "Mon-Fri", "", "Mon-Fri" },
    { "2026-11-23T10:00:00+08:00", "Mon-Fri 08:61-17:30", "", "Mon-Fri 08:61-17:30" },
    { "2026-11-23T10:00:00+08:00", "", "", "" },
};

static void test_said(void **state)
{
    (void)state;
    struct error error = { "" };
    struct config *config = config_default(&error);
    assert_non_null(config);
    config->screen.timezone = zone_create(&config->arena, "Asia/Shanghai");
    config->calendar = (struct calendar) { ranges, sizeof ranges / sizeof ranges[0] };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct said_case *given = &cases[i];
        struct arena arena;
        struct hours_said said;
        int64_t now_ms;
        arena_init(&arena);
        assert_true(moment_read_instant(given->now, &now_ms, NULL));
        const struct wording *words = wording_of("zh-Hans");
        const struct hours_asked asked = { config, words, now_ms, hours_widest(&arena, words) };
        assert_true(hours_say(&arena, &asked, given->hours, &said));
        if (strcmp(said.state, given->state) != 0 || strcmp(said.words, given->words) != 0) {
            fail_msg("case %zu, %s, %s: \"%s\", \"%s\"", i, given->now, given->hours,
                said.state, said.words);
        }
        assert_string_equal(asked.widest, "下次开放 12月28日 08:30");
        assert_string_equal(said.widest, said.changes ? asked.widest : "");
        assert_int_equal(said.is_open,
            strcmp(said.state, "现在可拨打") == 0 || strcmp(said.state, "24小时可拨打") == 0);
        arena_finish(&arena);
    }
    config_destroy(config);
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(test_said) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
