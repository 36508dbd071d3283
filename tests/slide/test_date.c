/* Dates, times and opening hours as campuses print them. */
#include "base/clock.h"
#include "config/load.h"
#include "fakes/moment_of.h"
#include "slide/page/header_date.h"
#include "time/date.h"
#include "time/solar_term.h"
#include "wording/language/language.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Lunar dates as printed almanacs have them. */
static const struct {
    const char *now, *timezone, *date, *clock;
} headers[] = {
    { "2026-11-23T10:05:00+08:00", "Asia/Shanghai", "11月23日 星期一　农历十月十五", "10:05" },
    { "2026-11-22T23:59:59+08:00", "Asia/Shanghai", "11月22日 星期日　农历十月十四　小雪",
        "23:59" },
    { "2026-11-23T00:00:00+08:00", "Asia/Shanghai", "11月23日 星期一　农历十月十五", "0:00" },
    { "2026-02-17T09:00:00+08:00", "Asia/Shanghai", "2月17日 星期二　农历正月初一", "9:00" },
    { "2026-02-16T09:00:00+08:00", "Asia/Shanghai", "2月16日 星期一　农历腊月廿九", "9:00" },
    { "2025-07-25T09:00:00+08:00", "Asia/Shanghai", "7月25日 星期五　农历闰六月初一", "9:00" },
    { "2025-02-17T09:00:00+08:00", "Asia/Shanghai", "2月17日 星期一　农历正月二十", "9:00" },
    { "2025-02-18T09:00:00+08:00", "Asia/Shanghai", "2月18日 星期二　农历正月廿一　雨水",
        "9:00" },
    { "2025-12-20T09:00:00+08:00", "Asia/Shanghai", "12月20日 星期六　农历冬月初一", "9:00" },
    { "2026-07-01T12:00:00Z", "America/New_York", "7月1日 星期三　农历五月十七", "8:00" },
    { "2026-01-01T12:00:00Z", "America/New_York", "1月1日 星期四　农历冬月十三", "7:00" },
};

static void test_headers(void **state)
{
    (void)state;
    struct error error = { "" };
    struct config *config = config_default(&error);
    assert_non_null(config);
    for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++) {
        struct arena arena;
        int64_t now_ms = 0;
        int offset = 0;
        arena_init(&arena);
        config->screen.timezone = zone_create(&config->arena, headers[i].timezone);
        assert_true(moment_read_instant(headers[i].now, &now_ms, &offset));
        assert_string_equal(
            header_date_text(&arena, config, wording_of("zh-Hans"), now_ms), headers[i].date);
        assert_string_equal(
            date_clock_text(&arena, config->screen.timezone, now_ms), headers[i].clock);
        arena_finish(&arena);
    }
    config_destroy(config);
}

/* What each switch takes away, and the weeks from the first to the last of a term. */
static const struct {
    const char *now, *start;
    bool date, week, lunar, term;
    const char *text;
} parts[] = {
    { "2026-11-22", "2026-08-31", 1, 1, 1, 1, "11月22日 星期日　第12周　农历十月十四　小雪" },
    { "2026-11-23", "2026-08-31", 1, 1, 1, 1, "11月23日 星期一　第13周　农历十月十五" },
    { "2026-11-22", "2026-08-31", 1, 0, 0, 0, "11月22日 星期日" },
    { "2026-11-22", "2026-08-31", 0, 1, 0, 0, "第12周" },
    { "2026-11-22", "2026-08-31", 0, 0, 1, 0, "农历十月十四" },
    { "2026-11-22", "2026-08-31", 0, 0, 0, 1, "小雪" },
    { "2026-11-22", "2026-08-31", 0, 0, 0, 0, "" },
    { "2026-11-22", "", 0, 1, 0, 0, "" },
    { "2026-08-30", "2026-08-31", 0, 1, 0, 0, "" },
    { "2026-08-31", "2026-08-31", 0, 1, 0, 0, "第1周" },
    { "2026-08-31", "2026-09-02", 0, 1, 0, 0, "第1周" }, /* a term that begins on Wednesday */
    { "2026-09-06", "2026-09-02", 0, 1, 0, 0, "第1周" },
    { "2026-09-07", "2026-09-02", 0, 1, 0, 0, "第2周" },
    { "2027-01-17", "2026-08-31", 0, 1, 0, 0, "第20周" },
    { "2027-01-18", "2026-08-31", 0, 1, 0, 0, "" },
};

static void test_parts(void **state)
{
    (void)state;
    struct error error = { "" };
    struct config *config = config_default(&error);
    assert_non_null(config);
    config->screen.timezone = zone_create(&config->arena, "Asia/Shanghai");
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        struct arena arena;
        int64_t now_ms = 0;
        int offset = 0;
        char now[64];
        arena_init(&arena);
        snprintf(now, sizeof(now), "%sT10:00:00+08:00", parts[i].now);
        assert_true(moment_read_instant(now, &now_ms, &offset));
        config->screen.term_start = moment_of(parts[i].start);
        config->theme.show_date = parts[i].date;
        config->theme.show_week = parts[i].week;
        config->theme.show_lunar = parts[i].lunar;
        config->theme.show_term = parts[i].term;
        const char *text = header_date_text(&arena, config, wording_of("zh-Hans"), now_ms);
        assert_string_equal(text, parts[i].text);
        assert_true(
            strlen(text) <= strlen(header_date_widest(&arena, config, wording_of("zh-Hans"))));
        arena_finish(&arena);
    }
    config_destroy(config);
}

/* As printed in almanacs: all of 2026, and terms within minutes of midnight. */
static const struct {
    int year, month, day;
    const char *term;
} terms[] = {
    { 2026, 1, 5, "小寒" },
    { 2026, 1, 20, "大寒" },
    { 2026, 2, 4, "立春" },
    { 2026, 2, 18, "雨水" },
    { 2026, 3, 5, "惊蛰" },
    { 2026, 3, 20, "春分" },
    { 2026, 4, 5, "清明" },
    { 2026, 4, 20, "谷雨" },
    { 2026, 5, 5, "立夏" },
    { 2026, 5, 21, "小满" },
    { 2026, 6, 5, "芒种" },
    { 2026, 6, 21, "夏至" },
    { 2026, 7, 7, "小暑" },
    { 2026, 7, 23, "大暑" },
    { 2026, 8, 7, "立秋" },
    { 2026, 8, 23, "处暑" },
    { 2026, 9, 7, "白露" },
    { 2026, 9, 23, "秋分" },
    { 2026, 10, 8, "寒露" },
    { 2026, 10, 23, "霜降" },
    { 2026, 11, 7, "立冬" },
    { 2026, 11, 22, "小雪" },
    { 2026, 12, 7, "大雪" },
    { 2026, 12, 22, "冬至" },
    { 2021, 12, 21, "冬至" }, /* at 23:59 */
    { 2025, 2, 3, "立春" },
};

static void test_solar_terms(void **state)
{
    (void)state;
    int found = 0;
    for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++) {
        int number = solar_term_on(terms[i].year, terms[i].month, terms[i].day);
        const char *term = number >= 0 ? wording_of("zh-Hans")->terms[number] : NULL;
        if (term == NULL || strcmp(term, terms[i].term) != 0) {
            fail_msg("%d-%02d-%02d: %s, not %s", terms[i].year, terms[i].month, terms[i].day,
                term != NULL ? term : "none", terms[i].term);
        }
    }
    int64_t first = clock_days_from_civil(2026, 1, 1);
    for (int64_t day = first; day < first + 365; day++) {
        int year = 0, month = 0, date = 0;
        clock_civil_from_days(day, &year, &month, &date);
        found += solar_term_on(year, month, date) >= 0 ? 1 : 0;
    }
    assert_int_equal(found, 24);
}

static const struct {
    const char *text, *full, *list;
} dates[] = {
    { "2026-11-23", "11月23日", "11-23" },
    { "2026-01-05", "1月5日", "01-05" },
    { "2025-12-31", "2025年12月31日", "2025-12-31" },
    { "2026-11-23T08:30:00+08:00", "11月23日 8:30", "11-23" },
    { "2026-11-23T08:30", "11月23日 8:30", "11-23" },
    { "2026-11-22T18:30:00Z", "11月23日 2:30", "11-23" },
};

static void test_dates(void **state)
{
    (void)state;
    struct arena arena;
    struct civil_date date;
    const struct wording *words = wording_of("zh-Hans");
    arena_init(&arena);
    const struct zone *zone = zone_create(&arena, "Asia/Shanghai");
    for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
        const struct moment moment = moment_of(dates[i].text);
        assert_true(date_of_moment(zone, &moment, &date));
        assert_string_equal(
            wording_date(&arena, words, DATE_WORD_DATE, &date, 2026), dates[i].full);
        assert_string_equal(
            wording_date(&arena, words, DATE_WORD_ROW, &date, 2026), dates[i].list);
    }
    const struct moment none = moment_of("");
    assert_false(date_of_moment(zone, &none, &date));
    arena_finish(&arena);
}

/* A screen on another side of the Earth, asked by a thread of its own. */
struct asking {
    const char *timezone;
    int hour;
    int lunar;
    int wrong;
};

static void *ask(void *data)
{
    struct asking *asking = data;
    const int64_t now_ms = 1795451400000; /* 2026-11-24T00:30+08:00 */
    struct arena arena;
    arena_init(&arena);
    const struct zone *zone = zone_create(&arena, asking->timezone);
    for (int i = 0; i < 400; i++) {
        struct lunar_date lunar = { 0, 0, false };
        struct civil_date date = date_at(zone, now_ms);
        bool good = date_lunar(&date, &lunar);
        asking->wrong += !good || date.hour != asking->hour || lunar.month != 10 ||
                         lunar.day != asking->lunar;
    }
    arena_finish(&arena);
    return NULL;
}

/* A preparer that hangs is left behind, and another one asks for dates beside it. */
static void test_threads_do_not_share(void **state)
{
    (void)state;
    struct asking asking[] = { { "Asia/Shanghai", 0, 16, 0 }, { "America/New_York", 11, 15, 0 },
        { "Asia/Shanghai", 0, 16, 0 } };
    enum { COUNT = sizeof(asking) / sizeof(asking[0]) };
    pthread_t threads[COUNT];
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, ask, &asking[i]), 0);
    }
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(asking[i].wrong, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headers),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_solar_terms),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_threads_do_not_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
