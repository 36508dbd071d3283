#include "base/bytes.h"
#include "base/system/file.h"
#include "content/guard/breaker.h"
#include "content/parsed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct breaker_rules rules = { .share_pct = 75 };

static bool passes(
    const struct breaker_rules *with, const char *good, const char *fresh, struct error *why)
{
    struct feed *before = parse(good), *after = parse(fresh);
    bool done = breaker_passes(with, before, after, why);
    feed_destroy(after);
    feed_destroy(before);
    return done;
}

/* The sentences of ordinary campus life that the guard's rules are measured with. */
struct sentences {
    struct bytes text;
    const char *list[400];
    size_t count;
};

static void read_sentences(struct sentences *out)
{
    struct error error;
    *out = (struct sentences) { 0 };
    if (!file_read(TEST_ROOT "/tests/data/guard/campus.txt", 1024 * 1024, &out->text, &error)) {
        fail_msg("%s", error.text);
    }
    char *rest = out->text.data, *line;
    while ((line = strsep(&rest, "\n")) && out->count < 400) {
        if (*line && *line != '#' && !strpbrk(line, "\"\\")) {
            out->list[out->count++] = line;
        }
    }
    assert_true(out->count >= 300);
}

/* A feed whose items are the sentences first, first + 1, ... */
static struct feed *feed_of(const struct sentences *sentences, size_t first, size_t count)
{
    struct bytes json;
    bytes_init(&json);
    assert_true(bytes_print(&json, "{\"lobbycard\":1,\"items\":["));
    for (size_t i = 0; i < count; i++) {
        size_t n = (first + i) % sentences->count;
        assert_true(bytes_print(&json,
            "%s{\"id\":\"n%zu\",\"kind\":\"article\",\"title\":\"%s\",\"source\":\"%s\","
            "\"body\":[{\"text\":\"%s%s\"}]}",
            i ? "," : "", n, sentences->list[n], n % 3 ? "宣传部" : "学生处",
            sentences->list[n], sentences->list[(n + 7) % sentences->count]));
    }
    assert_true(bytes_print(&json, "]}"));
    struct feed *feed = parse(json.data);
    bytes_finish(&json);
    return feed;
}

/* Days of news, and the beginnings of terms: none may trip. */
static void test_ordinary_days(void **state)
{
    (void)state;
    static const struct {
        size_t window, step, days;
    } cases[] = { { 12, 1, 300 }, { 12, 3, 100 }, { 12, 6, 60 }, { 12, 9, 40 }, { 30, 4, 60 },
        { 30, 16, 30 }, { 60, 33, 20 }, { 200, 10, 10 }, { 4, 4, 60 }, { 1, 1, 60 } };
    struct sentences sentences;
    read_sentences(&sentences);
    int compared = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct feed *good = feed_of(&sentences, 0, cases[i].window);
        for (size_t day = 1; day <= cases[i].days; day++) {
            struct error why = { 0 };
            struct feed *fresh = feed_of(&sentences, day * cases[i].step, cases[i].window);
            if (!breaker_passes(&rules, good, fresh, &why)) {
                fail_msg("window %zu, step %zu, day %zu: %s", cases[i].window, cases[i].step,
                    day, why.text);
            }
            feed_destroy(good);
            good = fresh;
            compared++;
        }
        feed_destroy(good);
    }
    assert_true(compared >= 700);
    bytes_finish(&sentences.text);
}

/* A window that turned whole trips, unless nobody looked for days. */
static void test_share(void **state)
{
    (void)state;
    static const struct {
        size_t good, first, fresh;
        int share_pct;
        bool any_share, passes;
    } cases[] = { { 12, 9, 12, 75, false, true }, { 12, 10, 12, 75, false, false },
        { 12, 12, 12, 75, false, false }, { 12, 12, 12, 75, true, true },
        { 12, 12, 12, 100, false, true }, { 12, 4, 12, 30, false, false },
        { 12, 3, 12, 30, false, true }, { 12, 0, 0, 75, false, false },
        { 12, 0, 48, 75, false, true }, { 12, 0, 49, 75, false, false },
        { 4, 4, 4, 75, false, true }, { 5, 5, 5, 75, false, false },
        { 0, 0, 50, 75, false, true } };
    struct sentences sentences;
    read_sentences(&sentences);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error why = { 0 };
        struct breaker_rules with = { cases[i].share_pct, cases[i].any_share, false };
        struct feed *good = feed_of(&sentences, 0, cases[i].good);
        struct feed *fresh = feed_of(&sentences, cases[i].first, cases[i].fresh);
        if (breaker_passes(&with, good, fresh, &why) != cases[i].passes) {
            fail_msg("case %zu: %s", i, why.text);
        }
        assert_true(cases[i].passes || strstr(why.text, "items changed at once"));
        feed_destroy(fresh);
        feed_destroy(good);
    }
    bytes_finish(&sentences.text);
}

/* Seven titles as a campus has them, the name before and after. */
static const char *const titles[][2] = { { "", "举行开学典礼" }, { "", "图书馆延长开放时间" },
    { "关于", "校园网升级的通知" }, { "热烈欢迎新同学来到", "" }, { "", "田径队取得好成绩" },
    { "", "与友好学校互访交流" }, { "校医院安排流感疫苗接种", NULL } };

static char *name_feed(const char *name, size_t with_name, const char *prefix, int visits)
{
    struct bytes json;
    bytes_init(&json);
    assert_true(bytes_print(&json, "{\"lobbycard\":1,\"items\":["));
    for (size_t i = 0; i < 7; i++) {
        bool is_named = titles[i][1];
        const char *own = i < with_name ? name : "澄江职业技术学院";
        assert_true(bytes_print(&json,
            "%s{\"kind\":\"notice\",\"title\":\"%s%s%s%s\",\"text\":\"请各位同学按时参加。浏览%d"
            "次\"}",
            i ? "," : "", prefix, titles[i][0], is_named ? own : "",
            is_named ? titles[i][1] : "", visits + (int)i * 31));
    }
    assert_true(bytes_print(&json, "]}"));
    return json.data;
}

static void test_replaced_phrase(void **state)
{
    (void)state;
    static const struct {
        const char *what, *name, *prefix;
        size_t with_name;
        int visits;
        const char *why; /* NULL: passes */
    } cases[] = {
        { "the same", "澄江职业技术学院", "", 7, 10, NULL },
        { "a counter of visits", "澄江职业技术学院", "", 7, 98765, NULL },
        { "a prefix everywhere", "澄江职业技术学院", "置顶推荐：", 7, 10,
            "items changed at once" },
        { "a word corrected everywhere", "澄江职业技术大学", "", 7, 10, "items changed" },
        { "another name in three", "全年无错九肖网站", "", 3, 10, NULL },
        { "another name in four", "全年无错九肖网站", "", 4, 10, "has taken the place" },
        { "another name in most", "全年无错九肖网站", "", 6, 10, "has taken the place" },
        { "written with marks", "全·年·无·错 玖肖 網站", "", 6, 10, "has taken the place" },
        { "an account", "加微信8866123", "", 6, 10, "has taken the place" },
        { "a Latin name", "bet-nine.com", "", 6, 10, "has taken the place" },
    };
    char *good = name_feed("澄江职业技术学院", 7, "", 10);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error why = { 0 };
        char *fresh =
            name_feed(cases[i].name, cases[i].with_name, cases[i].prefix, cases[i].visits);
        bool passed = passes(&rules, good, fresh, &why);
        if (passed != !cases[i].why || (!passed && !strstr(why.text, cases[i].why))) {
            fail_msg("%s: %s", cases[i].what, passed ? "passed" : why.text);
        }
        free(fresh);
    }
    free(good);
}

static void template_feed(struct bytes *json, const char *day)
{
    bytes_init(json);
    assert_true(bytes_print(json,
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"title\":\"图书馆%s开放安排\","
        "\"text\":\"一层照常开放\"},{\"kind\":\"notice\",\"title\":\"体育馆%s开放安排\","
        "\"text\":\"凭卡进入\"},{\"kind\":\"notice\",\"title\":\"第一食堂%s开放安排\","
        "\"text\":\"窗口照常供应\"},{\"kind\":\"notice\",\"title\":\"校车停运一天\","
        "\"text\":\"请改乘地铁\"}]}",
        day, day, day));
}

/* Notices of one occasion in several places, moved to the next one. */
static void test_template(void **state)
{
    (void)state;
    struct error why;
    struct bytes good, fresh;
    template_feed(&good, "国庆节");
    template_feed(&fresh, "元旦假期");
    assert_true(passes(&rules, good.data, fresh.data, &why));
    bytes_finish(&good);
    bytes_finish(&fresh);
}

static void test_hotlines(void **state)
{
    (void)state;
    static const char good[] =
        "{\"lobbycard\":1,\"hotlines\":[{\"label\":\"招生\",\"numbers\":"
        "\"023-65763111 65763222\"},{\"label\":\"报警\",\"numbers\":\"110\"}]}";
    static const struct {
        const char *hotlines, *why;
    } cases[] = {
        { "{\"label\":\"招生\",\"numbers\":\"023-65763111 65763222\"},"
          "{\"label\":\"报警\",\"numbers\":\"110\"}",
            NULL },
        { "{\"label\":\"招生\",\"numbers\":\"023-65763111\"}", NULL },
        { "", NULL },
        { "{\"label\":\"招生咨询\",\"numbers\":\"023-65763222\"}", NULL },
        { "{\"label\":\"招生\",\"numbers\":\"023-65763112\"}", "a new number: 023-65763112" },
        { "{\"label\":\"招生\",\"numbers\":\"110\"},{\"label\":\"报警\",\"numbers\":\"110\"}",
            "hotline \"招生\" has a new number: 110" },
        { "{\"label\":\"资助\",\"numbers\":\"023-65763333\"}", "a new number" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char fresh[500];
        struct error why = { 0 };
        struct breaker_rules pinned = { .share_pct = 75, .hotlines_are_pinned = true };
        snprintf(fresh, sizeof fresh, "{\"lobbycard\":1,\"hotlines\":[%s]}", cases[i].hotlines);
        bool passed = passes(&rules, good, fresh, &why);
        if (passed != !cases[i].why || (!passed && !strstr(why.text, cases[i].why))) {
            fail_msg("%s: %s", cases[i].hotlines, passed ? "passed" : why.text);
        }
        assert_true(passes(&pinned, good, fresh, &why));
    }
}

/* An alert beside what did not change, or alone, is none of the breaker's business. */
#define NOTICE(title) "{\"kind\":\"notice\",\"title\":\"" title "\",\"text\":\"明天\"}"
#define NOTICES                                                                                \
    NOTICE("开学典礼")                                                                         \
    "," NOTICE("运动会") "," NOTICE("校园网升级") "," NOTICE("体检安排") "," NOTICE("招聘会")

static void test_alerts(void **state)
{
    (void)state;
    struct error why = { 0 };
    static const struct breaker_rules strict = { .share_pct = 1 };
    static const char good[] = "{\"lobbycard\":1,\"items\":[" NOTICES "]}";
    static const char fresh[] =
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"alert\",\"title\":\"大风\","
        "\"text\":\"请留在室内\",\"show\":{\"until\":\"2026-11-24T12:00:00+08:00\"}}," NOTICES
        "]}";
    static const char more[] = "{\"lobbycard\":1,\"items\":[" NOTICE("大风") "," NOTICES "]}";
    struct feed *feed = parse(fresh);
    assert_int_equal(feed->item_count, 6);
    feed_destroy(feed);
    assert_true(passes(&strict, good, fresh, &why));
    assert_true(passes(&strict, fresh, good, &why));
    assert_false(passes(&strict, good, more, &why));
}

/* What stands on every slide, or leads people away. Quotes are written '. */
#define SITE                                                                                             \
    "'site':{'name':'澄江职院','welcome':'欢迎来到澄江','logo':'logo.png','footer':['© 2026 " \
    "澄江职院','招生热线：023-65763111','访问量 1234567 次']},"
#define LINKS "'links':[{'label':'招生网','url':'https://zs.example.edu.cn/'}]"

static char *quoted(const char *text)
{
    char *out;
    assert_true(asprintf(&out, "{\"lobbycard\":1,%s}", text) > 0);
    for (char *at = out; (at = strchr(at, '\'')); at++) {
        *at = '"';
    }
    return out;
}

static void test_site(void **state)
{
    (void)state;
    static const struct {
        const char *good, *fresh, *why; /* NULL: passes */
    } cases[] = {
        { SITE LINKS, SITE LINKS, NULL },
        { SITE LINKS, "'items':[]", NULL },
        { SITE LINKS, "'site':{'name':'澄江职院'}", NULL },
        { SITE LINKS, "'site':{'name':'澄 江·职院','footer':['访问量 7654321 次']}", NULL },
        { SITE LINKS, "'site':{'footer':['访问量 9 次','(c) 2027 澄江职院']}",
            "/site/footer is new: \"(c) 2027" },
        { SITE LINKS, "'site':{'footer':['© 2027 澄江职院']}", NULL },
        { SITE LINKS, "'site':{'footer':['——']}", NULL },
        { SITE LINKS, "'site':{'name':'金樽大世界'}", "/site/name is new: \"金樽大世界\"" },
        { SITE LINKS, "'site':{'welcome':'加微信8866123'}", "/site/welcome is new" },
        { SITE LINKS, "'site':{'logo':'https://evil.example/logo.png'}",
            "/site/logo is new: \"https://evil.example/logo.png\"" },
        { SITE LINKS, "'site':{'footer':['© 2026 澄江职院','金樽大世界']}",
            "/site/footer is new: \"金樽大世界\"" },
        { SITE LINKS, "'site':{'footer':['招生热线：023-65763112']}", "/site/footer is new" },
        { "'site':{'footer':['招办 QQ：1885566771']}",
            "'site':{'footer':['招办 QQ：1885566779']}", "/site/footer is new" },
        { "'site':{'footer':['值班电话：65763111']}",
            "'site':{'footer':['值班电话：65763119']}", "/site/footer is new" },
        { "'site':{'footer':['值班电话：65763111']}",
            "'site':{'footer':['值班电话：６５７６３１１１']}", NULL },
        { "'site':{'footer':['办公室 0816-6089123 分机 201']}",
            "'site':{'footer':['办公室 0816-6089128 分机 201']}", "/site/footer is new" },
        { "'site':{'footer':['您是第 12345678 位访客']}",
            "'site':{'footer':['您是第 12345699 位访客']}", NULL },
        { "'site':{'footer':['总访问量：12345678']}",
            "'site':{'footer':['总访问量：12345699']}", NULL },
        { "'site':{'footer':['浏览次数：65432198','今日访问 12345678']}",
            "'site':{'footer':['浏览次数：65432199','今日访问 12345699']}", NULL },
        { "'site':{'footer':['渝ICP备12345678号-1 邮编：401331']}",
            "'site':{'footer':['渝ICP备12345678号-2 邮编：401331']}", NULL },
        { SITE LINKS, "'site':{'welcome':'澄江职院'}", "/site/welcome is new" },
        { SITE LINKS, "'links':[{'label':'招生网','url':'https://zs.evil.example/'}]",
            "/links is new: \"招生网, https://zs.evil.example/\"" },
        { SITE LINKS, "'links':[{'label':'领奖','url':'https://zs.example.edu.cn/'}]",
            "/links is new: \"领奖, https://zs.example.edu.cn/\"" },
        { SITE LINKS, LINKS ",'site':{'welcome':'欢迎来到澄江'}", NULL },
        { "'items':[]", "'site':{'name':'金樽大世界'}", "/site/name is new" },
        { "'items':[]", "'links':[{'url':'https://a.example/'}]", "/links is new" },
    };
    static const struct breaker_rules lax = { 100, true, true };
    for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
        struct error why = { 0 };
        char *good = quoted(cases[i / 2].good), *fresh = quoted(cases[i / 2].fresh);
        bool passed = passes(i % 2 ? &lax : &rules, good, fresh, &why);
        const char *wanted = cases[i / 2].why;
        if (passed != !wanted || (!passed && !strstr(why.text, wanted))) {
            fail_msg("%s: %s", fresh, passed ? "passed" : why.text);
        }
        free(fresh);
        free(good);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ordinary_days),
        cmocka_unit_test(test_share),
        cmocka_unit_test(test_replaced_phrase),
        cmocka_unit_test(test_template),
        cmocka_unit_test(test_hotlines),
        cmocka_unit_test(test_alerts),
        cmocka_unit_test(test_site),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
