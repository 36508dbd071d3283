/* Dates as people write them, and what they meant. */
#include "time/moment_guess.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Sunday, 2026-11-29, 10:00, in China. */
static const int64_t now_ms = INT64_C(1795946400000);

enum { DAY = MOMENT_DATE, ANY = MOMENT_ANY, WITH_OFFSET = MOMENT_INSTANT };

static const struct {
    const char *text, *meant, *until;
    unsigned forms;
    int month_days;
    bool is_past;
} guesses[] = {
    { "11月30日", "2026-11-30", NULL, ANY, 0, false },
    { "11月29日", "2026-11-29", NULL, ANY, 0, false },
    { "11月28日", "2027-11-28", NULL, ANY, 0, false },
    { "11月28日", "2026-11-28", NULL, ANY, 0, true },
    { "12月5日", "2025-12-05", NULL, DAY, 0, true },
    { "星期天", "2026-11-29", NULL, ANY, 0, false },
    { "周一", "2026-11-30", NULL, ANY, 0, false },
    { "下周一", "2026-11-30", NULL, ANY, 0, false },
    { "下周三晚上8点", "2026-12-02T20:00", NULL, ANY, 0, false },
    { "11-29", "2026-11-29", NULL, ANY, 0, false },
    { "12.4", "2026-12-04", NULL, DAY, 0, false },
    { "2026-11-30T24:00", "2026-12-01T00:00", NULL, ANY, 0, false },
    { "2026-11-30T24:00", "2026-11-30", NULL, DAY, 0, false },
    { "2026-11-31", "2026-11-30", NULL, ANY, 30, false },
    { "2027-02-30", "2027-02-28", NULL, ANY, 28, false },
    { "2028-02-30T08:00", "2028-02-29T08:00", NULL, ANY, 29, false },
    { "2026-31-12", "2026-12-31", NULL, ANY, 0, false },
    { "2026年11月30日12时", "2026-11-30T12:00", NULL, ANY, 0, false },
    { "2026/11/30", "2026-11-30", NULL, ANY, 0, false },
    { "2026/11/2", "2026-11-02", NULL, ANY, 0, false },
    { "30.11.2026", "2026-11-30", NULL, ANY, 0, false },
    { "11/30/2026", "2026-11-30", NULL, ANY, 0, false },
    { "30/11/2026", "2026-11-30", NULL, ANY, 0, false },
    { "tomorrow", "2026-11-30", NULL, ANY, 0, false },
    { "明天", "2026-11-30", NULL, ANY, 0, false },
    { "后天中午", "2026-12-01T12:00", NULL, ANY, 0, false },
    { "2026-11-30中午", "2026-11-30T12:00", NULL, ANY, 0, false },
    { "今晚10点半", "2026-11-29T22:30", NULL, ANY, 0, false },
    { "2026-11-30 下午3点", "2026-11-30T15:00", NULL, ANY, 0, false },
    { "2026-11-30 12:00", "2026-11-30T12:00", NULL, ANY, 0, false },
    { "2026-12-5", "2026-12-05", NULL, ANY, 0, false },
    { "２０２６－１１－３０", "2026-11-30", NULL, ANY, 0, false },
    { "2026-11-30T12：00", "2026-11-30T12:00", NULL, ANY, 0, false },
    { "20261130", "2026-11-30", NULL, ANY, 0, false },
    { "令和8年11月30日", "2026-11-30", NULL, ANY, 0, false },
    { "令和8年11月30日", NULL, NULL, WITH_OFFSET, 0, false },
    { "民國115年11月30日", "2026-11-30", NULL, DAY, 0, false },
    { "2026-11-30 12:00 停水结束时", "2026-11-30T12:00", NULL, ANY, 0, false },
    { "26-11-30", "2026-11-30", NULL, ANY, 0, false },
    { "2026-11-30至2026-12-02", "2026-11-30", "2026-12-02", ANY, 0, false },
    { "11月30日到12月2日", "2026-11-30", "2026-12-02", ANY, 0, false },
    { "2026-11-29T08:00", "2026-11-29T08:00:00+08:00", NULL, WITH_OFFSET, 0, false },
    { "2026-11-29", "2026-11-29T00:00:00+08:00", NULL, WITH_OFFSET, 0, false },
    { "2026-11-29T08:00:00+0900", "2026-11-29T08:00:00+09:00", NULL, WITH_OFFSET, 0, false },
    { "12月5日上午8:30", "2026-12-05T08:30", NULL, ANY, 0, false },
    { "18:00", "2026-11-29T18:00", NULL, ANY, 0, false },
    { "9:00", "2026-11-30T09:00", NULL, ANY, 0, false },
    { "30号", "2026-11-30", NULL, ANY, 0, false },
    { "3号", "2026-12-03", NULL, ANY, 0, false },
    { "2026-11-29T8:00", "2026-11-29T08:00", NULL, ANY, 0, false },
    { "soon", NULL, NULL, ANY, 0, false },
    { "2026", NULL, NULL, ANY, 0, false },
    { "2026-11", NULL, NULL, ANY, 0, false },
    { "2026-13-40", NULL, NULL, ANY, 0, false },
    { "学期末", NULL, NULL, ANY, 0, false },
    { "", NULL, NULL, ANY, 0, false },
    { "99999999", NULL, NULL, ANY, 0, false },
    { "1-2-3-4-5-6-7", NULL, NULL, ANY, 0, false },
};

static void test_guesses(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++) {
        const struct moment_guess guess = { now_ms, 480, guesses[i].forms, guesses[i].is_past };
        int month_days;
        const char *until;
        const char *meant = moment_guess(&arena, &guess, guesses[i].text, &month_days, &until);
        if (!meant != !guesses[i].meant) {
            fail_msg("%s: %s", guesses[i].text, meant ? meant : "nothing");
        }
        if (meant) {
            assert_string_equal(meant, guesses[i].meant);
            assert_int_equal(month_days, guesses[i].month_days);
            assert_string_equal(until ? until : "", guesses[i].until ? guesses[i].until : "");
        }
    }
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_guesses) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
