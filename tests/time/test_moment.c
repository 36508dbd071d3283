/* Every form that a date may be written in, and many that it may not. */
#include "time/moment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const int64_t day_ms = 86400000;

/* 2026-11-23 is day 20780. */
static const struct {
    const char *text;
    enum moment_form form;
    int64_t day, time_ms; /* of the face */
    int offset;
    const char *printed; /* NULL: as written */
} forms[] = {
    /* A date. */
    { "2026-11-23", MOMENT_DATE, 20780, 0, 0, NULL },
    { "1970-01-01", MOMENT_DATE, 0, 0, 0, NULL },
    { "1969-12-31", MOMENT_DATE, -1, 0, 0, NULL },
    { "2000-02-29", MOMENT_DATE, 11016, 0, 0, NULL },
    { "2028-02-29", MOMENT_DATE, 21243, 0, 0, NULL },
    { "2026-12-31", MOMENT_DATE, 20818, 0, 0, NULL },
    { "0000-01-01", MOMENT_DATE, -719528, 0, 0, NULL },
    { "0001-01-01", MOMENT_DATE, -719162, 0, 0, NULL },
    { "9999-12-31", MOMENT_DATE, 2932896, 0, 0, NULL },
    /* With a time, and no word of where. */
    { "2026-11-23T08:00", MOMENT_LOCAL, 20780, 28800000, 0, NULL },
    { "2026-11-23t08:00", MOMENT_LOCAL, 20780, 28800000, 0, "2026-11-23T08:00" },
    { "2026-11-23T00:00", MOMENT_LOCAL, 20780, 0, 0, NULL },
    { "2026-11-23T23:59", MOMENT_LOCAL, 20780, 86340000, 0, NULL },
    { "2026-11-23T08:00:00", MOMENT_LOCAL, 20780, 28800000, 0, "2026-11-23T08:00" },
    { "2026-11-23T08:00:30", MOMENT_LOCAL, 20780, 28830000, 0, NULL },
    { "2026-11-23T08:00:30.5", MOMENT_LOCAL, 20780, 28830500, 0, "2026-11-23T08:00:30" },
    { "2026-11-23T08:00:30.123456789", MOMENT_LOCAL, 20780, 28830123, 0,
        "2026-11-23T08:00:30" },
    { "2026-11-23T23:59:60", MOMENT_LOCAL, 20781, 0, 0, "2026-11-24T00:00" },
    { "1969-12-31T23:59:59", MOMENT_LOCAL, -1, 86399000, 0, NULL },
    /* With an offset. */
    { "2026-11-23T08:00+08:00", MOMENT_INSTANT, 20780, 28800000, 480,
        "2026-11-23T08:00:00+08:00" },
    { "2026-11-23T08:00:00+08:00", MOMENT_INSTANT, 20780, 28800000, 480, NULL },
    { "2026-11-23t08:00:00+08:00", MOMENT_INSTANT, 20780, 28800000, 480,
        "2026-11-23T08:00:00+08:00" },
    { "2026-11-23T08:00Z", MOMENT_INSTANT, 20780, 28800000, 0, "2026-11-23T08:00:00+00:00" },
    { "2026-11-23T08:00z", MOMENT_INSTANT, 20780, 28800000, 0, "2026-11-23T08:00:00+00:00" },
    { "2026-11-23T08:00:00Z", MOMENT_INSTANT, 20780, 28800000, 0, "2026-11-23T08:00:00+00:00" },
    { "2026-11-23T08:00:00.250z", MOMENT_INSTANT, 20780, 28800250, 0,
        "2026-11-23T08:00:00+00:00" },
    { "2026-11-23T08:00:00.25-05:00", MOMENT_INSTANT, 20780, 28800250, -300,
        "2026-11-23T08:00:00-05:00" },
    { "2026-11-23T08:00:00+00:00", MOMENT_INSTANT, 20780, 28800000, 0, NULL },
    { "2026-11-23T08:00:00-00:00", MOMENT_INSTANT, 20780, 28800000, 0,
        "2026-11-23T08:00:00+00:00" },
    { "2026-11-23T08:00:00-03:30", MOMENT_INSTANT, 20780, 28800000, -210, NULL },
    { "2026-11-23T08:00:00-00:30", MOMENT_INSTANT, 20780, 28800000, -30, NULL },
    { "2026-11-23T08:00:00+05:45", MOMENT_INSTANT, 20780, 28800000, 345, NULL },
    { "2026-11-23T08:00:00+14:00", MOMENT_INSTANT, 20780, 28800000, 840, NULL },
    { "2026-11-23T08:00:00-12:00", MOMENT_INSTANT, 20780, 28800000, -720, NULL },
    { "2026-11-23T08:00:00+23:59", MOMENT_INSTANT, 20780, 28800000, 1439, NULL },
    { "2026-11-23T08:00:00-23:59", MOMENT_INSTANT, 20780, 28800000, -1439, NULL },
    { "2026-11-23T00:30:00+08:00", MOMENT_INSTANT, 20780, 1800000, 480, NULL },
    { "2026-11-23T23:30:00-08:00", MOMENT_INSTANT, 20780, 84600000, -480, NULL },
    { "2016-12-31T23:59:60Z", MOMENT_INSTANT, 17167, 0, 0, "2017-01-01T00:00:00+00:00" },
    { "2024-02-29T23:59:59-03:30", MOMENT_INSTANT, 19782, 86399000, -210, NULL },
    { "0000-01-01T00:00:00+08:00", MOMENT_INSTANT, -719528, 0, 480, NULL },
    { "9999-12-31T23:59:59-08:00", MOMENT_INSTANT, 2932896, 86399000, -480, NULL },
};

static const char *const refused[] = {
    /* No such day. */
    "2026-02-29", "2100-02-29", "2026-04-31", "2026-11-31", "2026-00-10", "2026-13-01",
    "2026-11-00", "2026-11-32", "2026-02-30T08:00Z",
    /* No date. */
    "", " ", "soon", "2026", "2026-11", "2026-11-", "2026-1-2", "2026-11-2", "26-11-23",
    "2026/11/23", "20261123", "2026-11-23 ", " 2026-11-23", "2026-11-233", "+2026-11-23",
    "-2026-11-23", "2026-W48-1", "2026-327", "2026年11月23日", "２０２６-11-23", "2026-11-23.",
    "2026-11--3", "2026-+1-23", "20 6-11-23", "0x26-11-23",
    /* No time. */
    "2026-11-23T", "2026-11-23t", "2026-11-23T8", "2026-11-23T08",
    "2026-11-23T08:", "2026-11-23T8:00", "2026-11-23T08:0", "2026-11-23 08:00",
    "2026-11-23T0800", "2026-11-23T24:00", "2026-11-23T25:00", "2026-11-23T08:60",
    "2026-11-23T08:00:61", "2026-11-23T08:00:", "2026-11-23T08:00:0", "2026-11-23T08:00:00.",
    "2026-11-23T08:00:00,5", "2026-11-23T08:00.5", "2026-11-23T-8:00", "2026-11-23T08:00 ",
    "2026-11-23T08:00 pm", "2026-11-23X08:00", "2026-11-23TT08:00", "9999-12-31T23:59:60",
    /* No offset. */
    "2026-11-23Z", "2026-11-23+08:00", "2026-11-23T08:00+", "2026-11-23T08:00+08",
    "2026-11-23T08:00+8:00", "2026-11-23T08:00+0800", "2026-11-23T08:00+24:00",
    "2026-11-23T08:00+08:60", "2026-11-23T08:00Zx", "2026-11-23T08:00ZZ",
    "2026-11-23T08:00Z+08:00", "2026-11-23T08:00 +08:00", "2026-11-23T08:00+08:00 ",
    "2026-11-23T08:00+08:00[Asia/Shanghai]", "2026-11-23T08:00 Z", "2026-11-23T08:00CST",
    "2026-11-23T08:00+-8:00", "2026-11-23T08:00:00.Z", "2026-11-23T10:00:00.5.5Z"
};

static void test_forms(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct moment moment = { .form = MOMENT_NONE };
        char printed[MOMENT_BYTES];
        const char *wanted = forms[i].printed ? forms[i].printed : forms[i].text;
        int64_t face_ms = forms[i].day * day_ms + forms[i].time_ms, day = forms[i].day;
        if (!moment_read(forms[i].text, MOMENT_ANY, &moment) || moment.form != forms[i].form ||
            moment.face_ms != face_ms || moment.offset_minutes != forms[i].offset ||
            moment_day(&moment) != day ||
            moment_wall_ms(&moment) != face_ms - (int64_t)forms[i].offset * 60000) {
            fail_msg("%s: form %d, %lld", forms[i].text, (int)moment.form,
                (long long)moment.face_ms);
        }
        assert_string_equal(moment_print(&moment, printed), wanted);
    }
}

/* In one form alone, each is what it is and no other. */
static void test_sets_of_forms(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        for (unsigned set = 0; set <= MOMENT_ANY; set++) {
            struct moment moment = { .face_ms = 1 };
            bool is_in = set & forms[i].form;
            assert_int_equal(moment_read(forms[i].text, set, &moment), is_in);
            assert_true(is_in || (moment.face_ms == 1 && moment.form == MOMENT_NONE));
        }
        int64_t wall_ms = 0;
        int offset = 0;
        assert_int_equal(moment_read_instant(forms[i].text, &wall_ms, &offset),
            forms[i].form == MOMENT_INSTANT);
        assert_int_equal(offset, forms[i].offset);
    }
}

static void test_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct moment moment = { .face_ms = 1 };
        if (moment_read(refused[i], MOMENT_ANY, &moment) || moment.face_ms != 1) {
            fail_msg("read: \"%s\"", refused[i]);
        }
    }
}

/* Any part of a good one that is cut off, and any byte that is changed to a letter. */
static void test_broken(void **state)
{
    (void)state;
    const char *whole = "2026-11-23T08:00:30.5+08:00";
    const size_t good[] = { 10, 16, 19, 21, 27 };
    for (size_t length = 0, k = 0; length <= strlen(whole); length++) {
        char text[32];
        struct moment moment;
        snprintf(text, sizeof text, "%.*s", (int)length, whole);
        bool is_good = length == good[k];
        k += is_good;
        assert_int_equal(moment_read(text, MOMENT_ANY, &moment), is_good);
    }
    for (size_t at = 0; at < strlen(whole); at++) {
        char text[32];
        struct moment moment;
        strcpy(text, whole);
        text[at] = 'x';
        assert_false(moment_read(text, MOMENT_ANY, &moment));
    }
}

static void test_in_front(void **state)
{
    (void)state;
    struct moment moment = { .form = MOMENT_NONE };
    const char *text = "2026-11-23..2026-11-24 off";
    assert_true(moment_take_date(&text, &moment));
    assert_string_equal(text, "..2026-11-24 off");
    assert_int_equal(moment_day(&moment), 20780);
    assert_false(moment_take_date(&text, &moment));
    assert_string_equal(text, "..2026-11-24 off");
}

static void test_none(void **state)
{
    (void)state;
    const struct moment none = { .form = MOMENT_NONE };
    char text[MOMENT_BYTES];
    assert_string_equal(moment_print(&none, text), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_sets_of_forms),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_broken),
        cmocka_unit_test(test_in_front),
        cmocka_unit_test(test_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
