#include "content/feed/picture_ref.h"
#include "content/guard/guard.h"
#include "content/parsed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char address[] = "https://jw.example.org/feed/f.json";

static struct guard *create(size_t host_count)
{
    static const char *const hosts[] = { ".example.edu.cn" };
    struct error error;
    static const char *const hotlines[] = { "023-6576", "138", "400" };
    struct guard_setup setup = { .hosts = hosts,
        .host_count = host_count,
        .hotlines = hotlines,
        .hotline_count = host_count ? 3 : 0 };
    struct guard *guard = guard_create(&setup, &error);
    if (!guard) {
        fail_msg("%s", error.text);
    }
    return guard;
}

/* What may stand in a picture. */
static void test_codes(void **state)
{
    (void)state;
    static const struct {
        const char *codes, *reason; /* NULL: allowed */
    } cases[] = {
        { "", NULL },
        { NULL, NULL },
        { "https://www.example.edu.cn/apply", NULL },
        { "http://www.example.edu.cn/apply", NULL },
        { "HTTPS://WWW.EXAMPLE.EDU.CN/A", NULL },
        { "www.example.edu.cn", NULL },
        { "https://jw.example.org/b", NULL },
        { "https://jw.example.org/b\nhttps://a.example.edu.cn/", NULL },
        { "签到码 8841", NULL },
        { "tel:023-65763111", NULL },
        { "WIFI:S:campus;T:WPA;P:12345678;;", NULL },
        { "3.14", NULL },
        { "BEGIN:VCARD", NULL },
        { "https://evil.example/", "evil.example is not one of" },
        { "http://evil.example/", "evil.example is not one of" },
        { "HTTP://EVIL.EXAMPLE", "evil.example is not one of" },
        { "evil.example/win", "evil.example is not one of" },
        { "EVIL.EXAMPLE", "evil.example is not one of" },
        { "https://jw.example.org/\nhttps://evil.example/", "evil.example is not one of" },
        { "https://www.example.edu.cn@evil.example/", "evil.example is not one of" },
        { "https://www.exаmple.edu.cn/", "mixes scripts" },
        { "weixin://dl/business/?t=1", "the host dl is not one of" },
        { "https://???.example/", "not a valid name" },
        /* the root's dot, names that are not ASCII, and numbers */
        { "evil.example.", "evil.example is not one of" },
        { "evil.example./win", "evil.example is not one of" },
        { "http://evil.example.:80/", "evil.example is not one of" },
        { "www.example.edu.cn.", NULL },
        { "学院.公司", "is not one of" },
        { "学院.公司.", "is not one of" },
        { "evil.公司/a", "is not one of" },
        { "学院.example", "is not one of" },
        { "evil.xn--55qx5d", "is not one of" },
        { "192.0.2.7/win", "192.0.2.7 is not one of" },
        { "192.0.2", NULL },
        /* every address of a text, wherever it stands */
        { "https://jw.example.org/ https://evil.example/", "evil.example is not one of" },
        { "https://jw.example.org/?to=https://evil.example/", "evil.example is not one of" },
        { "BEGIN:VCARD\nURL:https://jw.example.org/\nURL:https://evil.example/\nEND:VCARD",
            "evil.example is not one of" },
        { "BEGIN:VCARD\nURL:www.evil.example\nEND:VCARD", "evil.example is not one of" },
        { "BEGIN:VCARD\nFN:李明\nEMAIL:a@mail.example\nURL:www.example.edu.cn\nEND:VCARD",
            NULL },
        { "MEBKM:TITLE:a;URL:http\\://evil.example;;", "not a valid name" },
        { "MEBKM:TITLE:a;URL:evil.example;;", "evil.example is not one of" },
        { "详见www.evil.example，谢谢", "evil.example is not one of" },
        { "详见www.example.edu.cn，谢谢", NULL },
        { "网址:学院.公司", "is not one of" },
        { "https://www.example.edu.cn/a.html?b=c.txt#d.pdf", NULL },
        { "www.example.edu.cn/index.html", NULL },
        { "https:evil.example", "evil.example is not one of" },
        { "https:/evil.example/", "evil.example is not one of" },
        { "HTTP:\\\\evil.example/", "evil.example is not one of" },
        { "URL:https:evil.example", "evil.example is not one of" },
        /* schemes of apps, and what runs */
        { "ALIPAYS://platformapi/startapp?id=1", "the host platformapi is not one of" },
        { "javascript:alert(1)", "runs something" },
        { "intent:#Intent;package=a;end", "runs something" },
        { "data:text/html,a", "runs something" },
        { "DATA:text/html,a", "runs something" },
        /* networks, mail and telephones */
        { "WIFI:S:campus;T:WPA;P:pass.word;;", NULL },
        { "WIFI:S:http://evil.example/;;", "evil.example is not one of" },
        { "mailto:office@mail.example", NULL },
        { "TEL:+86 23 6576 3111", NULL },
        { "SMSTO:13800001234:报名", NULL },
        { "tel:+864006789012", NULL },
        { "tel:023-99999999", "023-99999999 is not one of [guard] hotlines" },
        { "SMSTO:+8610 12345678:报名", "is not one of [guard] hotlines" },
        { "TEL;TYPE=CELL:023-99999999", "is not one of [guard] hotlines" },
        { "TEL;VALUE=uri:tel:+8623-65763111", NULL },
        { "TEL;VALUE=uri:tel:+8623-99999999", "is not one of [guard] hotlines" },
        { "MECARD:N:李明;TEL:023-99999999;;", "is not one of [guard] hotlines" },
        { "MECARD:N:李明;TEL:02365763111;URL:www.example.edu.cn;;", NULL },
        { "tel:９９９023-65763111", "is not one of [guard] hotlines" },
        { "tel:9９9023-65763111", "is not one of [guard] hotlines" },
        { "tel:WWW02365763111", "is not one of [guard] hotlines" },
        { "tel:023-65763111 值班室", NULL },
        { "MEBKM:TITLE:a;URL:javascript:alert(1);;", "runs something" },
        { "https://www.example.edu.cn a@evil.example/", "behind a space" },
        { "https://www.example.edu.cn/ a@mail.example", NULL },
        /* ordinary texts */
        { "metadata:a hotel:b", NULL },
        { "1.签到 2.入座", NULL },
        { "请于9.10前签到", NULL },
        { "等一下...好的", NULL },
        { "v1.2.3", NULL },
        { "欢迎。谢谢", NULL },
    };
    struct guard *guard = create(1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct feed *feed =
            parse("{\"lobbycard\":1,\"items\":[{\"id\":\"p\",\"kind\":\"picture\","
                  "\"title\":\"图\",\"image\":\"../a.jpg\"}]}");
        struct picture_ref picture = { .url = "https://jw.example.org/a.jpg",
            .codes = cases[i].codes };
        size_t count = 1;
        assert_true(guard_apply_to_pictures(guard, feed, address, &picture, &count));
        bool allowed = count == 1;
        if (allowed != !cases[i].reason || feed->item_count != count ||
            feed->held_count != 1 - count ||
            (!allowed && !strstr(feed->held[0].reason, cases[i].reason))) {
            fail_msg("%s: %s", cases[i].codes, allowed ? "allowed" : feed->held[0].reason);
        }
        feed_destroy(feed);
    }
    guard_destroy(guard);
}

/* The picture goes from everywhere, what is made of it goes too, and each is told by its id. */
static void test_what_is_held(void **state)
{
    (void)state;
    struct feed *feed = parse(
        "{\"lobbycard\":1,\"site\":{\"logo\":\"/bad.png\"},\"items\":["
        "{\"id\":\"wrong type\",\"kind\":\"notice\",\"title\":[7]},"
        "{\"id\":\"good\",\"kind\":\"picture\",\"title\":\"图\",\"image\":\"/good.png\"},"
        "{\"id\":\"bad\",\"kind\":\"picture\",\"title\":\"图\",\"image\":\"/bad.png\"},"
        "{\"id\":\"text\",\"kind\":\"article\",\"title\":\"文\",\"body\":[{\"text\":\"好\"},"
        "{\"image\":\"/good.png\"},{\"image\":\"/bad.png\"}]},"
        "{\"id\":\"hides\",\"kind\":\"picture\",\"title\":\"图\",\"image\":\"/hides.png\"}]}");
    struct picture_ref pictures[] = { { .url = "https://jw.example.org/bad.png",
                                          .codes = "https://evil.example/" },
        { .url = "https://jw.example.org/good.png", .codes = "" },
        { .url = "https://jw.example.org/hides.png", .codes = "", .hides_codes = true } };
    static const char *const held[][2] = { { "wrong type", "" },
        { "/site/logo", "/site/logo: picture https://jw.example.org/bad.png: a code in it: " },
        { "bad", "/items/2/image: picture https://jw.example.org/bad.png: " },
        { "text", "/items/3/body: picture https://jw.example.org/bad.png: " },
        { "hides", "nobody can tell which codes are in it" } };
    struct guard *guard = create(1);
    size_t count = 3;
    assert_true(guard_apply_to_pictures(guard, feed, address, pictures, &count));
    assert_int_equal(count, 1);
    assert_string_equal(pictures[0].url, "https://jw.example.org/good.png");
    assert_int_equal(feed->item_count, 2);
    assert_string_equal(feed->items[0].id, "good");
    assert_string_equal(feed->items[1].id, "text");
    assert_int_equal(feed->held_count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(feed->held[i].item, held[i][0]);
        if (!strstr(feed->held[i].reason, held[i][1])) {
            fail_msg("%s", feed->held[i].reason);
        }
    }
    feed_destroy(feed);
    guard_destroy(guard);
}

/* Without hosts any is allowed, but an impostor's. */
static void test_no_hosts(void **state)
{
    (void)state;
    struct guard *guard = create(0);
    struct feed *feed = parse("{\"lobbycard\":1}");
    struct picture_ref pictures[] = { { .url = "https://a.example/1",
                                          .codes = "http://b.example/" },
        { .url = "https://a.example/2", .codes = "https://оnly.example/" } };
    size_t count = 2;
    assert_true(guard_apply_to_pictures(guard, feed, address, pictures, &count));
    assert_int_equal(count, 1);
    assert_true(guard_apply_to_pictures(NULL, feed, address, pictures, &count));
    assert_int_equal(count, 1);
    feed_destroy(feed);
    guard_destroy(guard);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_what_is_held),
        cmocka_unit_test(test_no_hosts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
