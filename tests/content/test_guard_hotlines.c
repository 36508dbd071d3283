/* What campuses write beside their telephone numbers is no offer and no number: plates of cars,
 * trains, flights, rooms, in the label, a note, the hours and the string of numbers. Random
 * ones; LOBBYCARD_SEED makes a run again. */
#include "base/bytes.h"
#include "chance.h"
#include "content/guard/guard.h"
#include "content/parsed.h"
#include "long_form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

enum { USUAL = 3000, LONG = 200000, ROOM = 200 };

static const char *const shipped[] = { TEST_ROOT "/config/guard/gambling.txt",
    TEST_ROOT "/config/guard/lottery.txt", TEST_ROOT "/config/guard/fraud.txt" };

static const char *const labels[] = { "车队", "校车", "失物招领", "保卫处", "车辆管理", "班车",
    "后勤集团车队", "接站", "教室管理", "调度室", "值班室", "停车场" };
static const char *const places[] = { "浙", "京", "粤", "沪", "渝", "川", "新", "皖", "鲁",
    "苏", "闽", "琼" };
static const char *const signs[] = { "·", "", "-", "•", " · ", "．" };
static const char *const services[] = { "12345", "95588", "10086", "12110", "12320", "96110",
    "12333" }; /* what is a number by itself */
static const char *const behind[] = { "", "", "次", "次列车", "次航班", "航班", "室", "教室",
    "班", "课" };

#define ANY(list) list[chance((int)(sizeof(list) / sizeof *(list)))]

static int digit(void)
{
    return chance(10);
}

/* 浙A·12345, 京AD12345, 皖C·1234警 */
static void make_plate(char *out)
{
    char letter = (char)('A' + chance(8)), tail[40];
    switch (chance(4)) {
    case 0:
        snprintf(tail, sizeof tail, "%s", ANY(services));
        break;
    case 1:
        snprintf(tail, sizeof tail, "D%d%d%d%d%d", digit(), digit(), digit(), digit(), digit());
        break;
    case 2:
        snprintf(tail, sizeof tail, "%d%d%d%d警", digit(), digit(), digit(), digit());
        break;
    default:
        snprintf(tail, sizeof tail, "%d%d%d%d%d", digit(), digit(), digit(), digit(), digit());
        break;
    }
    snprintf(out, ROOM, "%s%c%s%s", ANY(places), letter, ANY(signs), tail);
}

/* G1234次, CA1234航班, B2101室 */
static void make_counted(char *out)
{
    static const char *const fronts[] = { "G", "D", "K", "C", "Z", "A", "B", "航班CA",
        "航班MU" };
    snprintf(out, ROOM, "%s%d%d%d%d%s", ANY(fronts), 1 + digit() % 9, digit(), digit(), digit(),
        ANY(behind));
}

/* What stands in front of the label, between it and the thing, and behind. */
static const struct {
    const char *between, *behind;
} forms[] = {
    { "", "\",\"numbers\":\"87953110" },
    { "\",\"numbers\":\"87953110（", "）" },
    { "\",\"numbers\":\"87953110 ", "" },
    { "\",\"numbers\":\"", " 87953110" },
    { "\",\"numbers\":\"", "，电话87953110" },
    { "\",\"numbers\":\"87953110\",\"hours\":\"8:00-17:00 ", "" },
};

static struct feed *make(const char *thing, int form)
{
    struct bytes json;
    bytes_init(&json);
    assert_true(bytes_print(&json, "{\"lobbycard\":1,\"hotlines\":[{\"label\":\"%s%s%s%s\"}]}",
        ANY(labels), forms[form].between, thing, forms[form].behind));
    struct feed *feed = parse(json.data);
    bytes_finish(&json);
    return feed;
}

static void test_nothing_is_held_or_called(void **state)
{
    (void)state;
    struct error error = { "" };
    const struct guard_setup setup = { .deny = shipped, .deny_count = 3 };
    struct guard *guard = guard_create(&setup, &error);
    long rounds = how_many(USUAL, LONG);
    assert_non_null(guard);
    chance_begin((uint64_t)time(NULL));
    for (long i = 0; i < rounds; i++) {
        char thing[ROOM];
        if (i % 2) {
            make_plate(thing);
        } else {
            make_counted(thing);
        }
        struct feed *feed = make(thing, chance(6));
        assert_true(guard_apply(guard, feed, "https://jw.example.org/f.json", &error));
        if (feed->hotline_count != 1) {
            fail_msg("%s: %s", thing, feed->held_count ? feed->held[0].reason : "no number");
        }
        const struct hotline *hotline = &feed->hotlines[0];
        if (hotline->phone_count != 1 || strcmp(hotline->phones[0].number, "87953110") != 0) {
            fail_msg("%s: %zu numbers, the first %s", thing, hotline->phone_count,
                hotline->phones[0].number);
        }
        feed_destroy(feed);
    }
    guard_destroy(guard);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_nothing_is_held_or_called) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
