/* A long list is judged by two threads; with an expression among the rules by one. What comes
 * of any feed is the same. */
#include "base/bytes.h"
#include "content/guard/guard.h"
#include "content/parsed.h"
#include "long_form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { ITEMS_MAX = 600, FEEDS = IS_SANITIZED ? 6 : 40 };

static const char *const texts[] = { "图书馆周五下午三点举办读书分享会，欢迎参加。",
    "六合彩内部资料，加微信", "请大家自觉遵守秩序，保持安静。", "澳门赌场开户送彩金，日赚千元",
    "食堂二楼新窗口开张", "liuhecai 开奖" };
static const char *const urls[] = { "https://www.example.edu.cn/n/1.html",
    "https://evil.example/", "/news/2.html",
    "https://news.example.edu.cn/%E5%85%AD%E5%90%88%E5%BD%A9", "", "http://x.example.edu.cn/" };

static char *print_feed(unsigned seed, int count)
{
    struct bytes json;
    bytes_init(&json);
    srand(seed);
    assert_true(
        bytes_print(&json, "{\"lobbycard\":1,\"site\":{\"name\":\"云溪工学院\"},\"items\":["));
    for (int i = 0; i < count; i++) {
        const char *text = texts[rand() % 8 ? rand() % 3 * 2 : rand() % 6];
        const char *url = urls[rand() % 8 ? rand() % 3 * 2 : rand() % 6];
        assert_true(bytes_print(&json,
            "%s{\"id\":\"i%d\",\"kind\":\"article\",\"title\":\"第%d号\",\"url\":\"%s\",\"body\":[{\"text\":"
            "\"%s\"},{\"text\":\"%s\"}]}",
            i ? "," : "", i, i, url, texts[2], text));
    }
    assert_true(bytes_print(&json, "]}"));
    return json.data;
}

static struct guard *create(const char *const *deny, size_t count)
{
    static const char *const hosts[] = { ".example.edu.cn" };
    const struct guard_setup setup = {
        .deny = deny, .deny_count = count, .hosts = hosts, .host_count = 1
    };
    struct error error;
    struct guard *guard = guard_create(&setup, &error);
    if (!guard) {
        fail_msg("%s", error.text);
    }
    return guard;
}

static char *print_outcome(const struct guard *guard, const char *json)
{
    struct error error;
    struct bytes out;
    bytes_init(&out);
    struct feed *feed = parse(json);
    assert_true(guard_apply(guard, feed, "https://www.example.edu.cn/feed.json", &error));
    for (size_t i = 0; i < feed->item_count; i++) {
        assert_true(bytes_print(&out, "%s\n", feed->items[i].id));
    }
    for (size_t i = 0; i < feed->held_count; i++) {
        assert_true(
            bytes_print(&out, "held %s: %s\n", feed->held[i].item, feed->held[i].reason));
    }
    for (size_t i = 0; i < feed->findings.count; i++) {
        const struct finding *finding = &feed->findings.list[i];
        assert_true(
            bytes_print(&out, "%s %d %s\n", finding->pointer, finding->code, finding->message));
    }
    feed_destroy(feed);
    return out.data;
}

static void test_two_threads_judge_as_one(void **state)
{
    (void)state;
    char path[] = "/tmp/lobbycard-expression-XXXXXX";
    int file = mkstemp(path), held = 0;
    static const char expression[] = "re:never-there-[0-9]{30}\n";
    assert_true(file >= 0 && write(file, expression, sizeof expression - 1) > 0);
    close(file);
    const char *const deny[] = { TEST_ROOT "/config/guard/gambling.txt",
        TEST_ROOT "/config/guard/lottery.txt", path };
    struct guard *two = create(deny, 2), *one = create(deny, 3);
    for (unsigned seed = 0; seed < FEEDS; seed++) {
        char *json = print_feed(seed, 90 + (int)(seed * 97 % (ITEMS_MAX - 90)));
        char *by_two = print_outcome(two, json), *by_one = print_outcome(one, json);
        assert_string_equal(by_two, by_one);
        held += strstr(by_one, "held ") != NULL;
        free(by_two);
        free(by_one);
        free(json);
    }
    assert_true(held > FEEDS / 2);
    guard_destroy(two);
    guard_destroy(one);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_two_threads_judge_as_one) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
