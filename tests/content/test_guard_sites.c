/* What schools write into a welcome and at the foot of a page is no offer, however it comes
 * together: filings, addresses, who made it, how often it was seen. An offer among these lines
 * is found all the same. Random ones; LOBBYCARD_SEED makes a run again. */
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
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { USUAL = 2000, LONG = 60000, LINES_MOST = 5, ROOM = 2048, OFFERS_MOST = 200 };

/* In a thousand: how many ordinary sites may lose a line, and how many offers may pass. */
enum { HELD_MOST = 10, PASS_MOST = 60 };

static const char *const shipped[] = { TEST_ROOT "/config/guard/gambling.txt",
    TEST_ROOT "/config/guard/lottery.txt", TEST_ROOT "/config/guard/fraud.txt" };

static const char *const places[] = { "重庆", "北京", "江畔", "云汀", "海联", "南方", "东海",
    "西部", "长江", "中原" };
static const char *const schools[] = { "职业技术学院", "大学", "师范大学", "医学院", "理工大学",
    "艺术学院", "财经大学", "科技职业学院", "中学", "高级技工学校" };
static const char *const provinces[] = { "京", "沪", "渝", "冀", "云", "辽", "黑", "湘", "皖",
    "鲁", "苏", "浙", "粤", "藏", "琼" };

/* @ is the school's name, % its place, & a province's sign, # a number of eight digits. */
static const char *const welcomes[] = { "欢迎光临@官方网站", "欢迎访问@！", "欢迎来到@",
    "@欢迎您", "欢迎光临", "热烈欢迎各位新同学！", "欢迎走进@，今天也要好好学习",
    "厚德博学 求是创新", "WELCOME TO OUR CAMPUS", "欢迎新生报到" };
static const char *const feet[] = { "2005-2024 © 版权所有:@",
    "Copyright © 2020-2026 @ All Rights Reserved.", "版权所有 © @", "@ 版权所有",
    "ICP备案号:&ICP备#号-1", "&ICP备#号", "备案号：&ICP备#号-2", "&公网安备 #0301号",
    "&公网安备#1234号", "地址：%市大学城南路99号", "邮编：401331",
    "地址：%市高新区学府大道 68 号  邮编：400065", "电话：023-65763111",
    "办公电话：023-65763111 传真：023-65763112", "招生咨询电话：023-65763111、65763222",
    "技术支持：网络与信息中心", "技术支持：某某科技有限公司", "邮箱：xxb@example.edu.cn",
    "网站访问量：#", "您是第 # 位访问者", "制作维护：党委宣传部 信息中心",
    "监督电话：023-65763133 举报邮箱：jw@example.edu.cn", "微信公众号：%学院",
    "事业单位 党政机关", "互联网违法和不良信息举报电话：12377",
    "建议使用 Chrome 浏览器，1920×1080 分辨率", "学校代码：14366", "&教QS1-20150526-009021" };

#define ANY(list) list[chance((int)(sizeof(list) / sizeof *(list)))]

struct school {
    const char *place, *kind, *province;
    int number;
};

static void fill_in(struct bytes *out, const char *form, const struct school *school)
{
    for (const char *at = form; *at; at++) {
        switch (*at) {
        case '@':
            assert_true(at > form && at[-1] >= 'a' && at[-1] <= 'z' /* xxb@ */
                            ? bytes_print(out, "@")
                            : bytes_print(out, "%s%s", school->place, school->kind));
            break;
        case '%':
            assert_true(bytes_print(out, "%s", school->place));
            break;
        case '&':
            assert_true(bytes_print(out, "%s", school->province));
            break;
        case '#':
            assert_true(bytes_print(out, "%d", school->number));
            break;
        default:
            assert_true(bytes_print(out, "%c", *at));
        }
    }
}

/* With that line among those at the foot, or NULL. */
static void make(struct bytes *json, const char *offer)
{
    const struct school school = { ANY(places), ANY(schools), ANY(provinces),
        10000000 + chance(80000000) };
    assert_true(bytes_print(json, "{\"lobbycard\":1,\"site\":{\"name\":\"%s%s\",\"welcome\":\"",
        school.place, school.kind));
    fill_in(json, ANY(welcomes), &school);
    assert_true(bytes_print(json, "\",\"footer\":["));
    int lines = 1 + chance(LINES_MOST), from = chance(64), offer_at = chance(lines);
    for (int i = 0; i < lines; i++) {
        int which = (from + i * 5) % (int)(sizeof feet / sizeof *feet);
        assert_true(bytes_print(json, "%s\"", i > 0 ? "," : ""));
        if (offer && i == offer_at) {
            assert_true(bytes_print(json, "%s", offer));
        } else {
            fill_in(json, feet[which], &school);
        }
        assert_true(bytes_print(json, "\""));
    }
    assert_true(bytes_print(json, "]}}"));
}

/* Whether something of a random site is held; with what was said, where it was not expected. */
static bool is_held(struct guard *guard, const char *offer)
{
    struct bytes json;
    struct error error = { "" };
    bytes_init(&json);
    make(&json, offer);
    struct feed *feed = parse(json.data);
    assert_true(guard_apply(guard, feed, "https://jw.example.org/f.json", &error));
    bool held = feed->held_count > 0;
    if (held == !offer) {
        print_message("%s %s\n", json.data, held ? feed->held[0].reason : "passes");
    }
    feed_destroy(feed);
    bytes_finish(&json);
    return held;
}

static void test_sites_of_schools(void **state)
{
    long rounds = how_many(USUAL, LONG), held = 0;
    for (long i = 0; i < rounds; i++) {
        held += is_held(*state, NULL);
    }
    print_message("%ld of %ld sites\n", held, rounds);
    assert_in_range(held * 1000, 0, rounds * HELD_MOST);
}

/* Without what JSON would have to be told, since that is not what this is about. */
static size_t read_offers(char offers[OFFERS_MOST][ROOM])
{
    size_t count = 0;
    FILE *file = fopen(TEST_ROOT "/tests/data/guard/offers-1.txt", "r");
    assert_non_null(file);
    while (count < OFFERS_MOST && fgets(offers[count], ROOM, file)) {
        char *line = offers[count];
        line[strcspn(line, "\n")] = '\0';
        count += *line && *line != '#' && !strpbrk(line, "\"\\\t");
    }
    fclose(file);
    return count;
}

static void test_offers_among_them(void **state)
{
    static char offers[OFFERS_MOST][ROOM];
    size_t count = read_offers(offers), passed = 0;
    assert_in_range(count, 80, OFFERS_MOST);
    for (size_t i = 0; i < count; i++) {
        passed += !is_held(*state, offers[i]);
    }
    print_message("%zu of %zu offers\n", passed, count);
    assert_in_range(passed * 1000, 0, count * PASS_MOST);
}

static int open_guard(void **state)
{
    struct error error = { "" };
    const struct guard_setup setup = { .deny = shipped, .deny_count = 3 };
    chance_begin(20261130);
    *state = guard_create(&setup, &error);
    return *state ? 0 : -1;
}

static int close_guard(void **state)
{
    guard_destroy(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_sites_of_schools),
        cmocka_unit_test(test_offers_among_them) };
    return cmocka_run_group_tests(tests, open_guard, close_guard);
}
