#include "base/bytes.h"
#include "content/feed/feed.h"
#include "content/feed/native/feed_parse.h"
#include "content/feed_words.h"
#include "content/parsed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char full[] =
    "{\"lobbycard\":1,\"serial\":2024111001,\"issued\":\"2024-11-10T08:00:00+08:00\","
    "\"expires\":null,\"lang\":\"zh-Hant\",\"site\":{\"name\":\" 云山学院 \","
    "\"welcome\":\"欢迎\\r\\n新同学\",\"logo\":\"media/logo.png\",\"footer\":[\"甲\",\"\",\"乙\"]},"
    "\"hotlines\":[{\"label\":\"招生\",\"numbers\":\"023-65763111 65763222;67199326(成教)\"},"
    "{\"numbers\":[\"110\",{\"number\":\"(023)65763333\",\"note\":\"夜间\"}],"
    "\"hours\":\"Mon-Fri 08:30-17:30\",\"verified_until\":\"2027-08-31\"}],"
    "\"links\":[{\"label\":\"官网\",\"url\":\"https://www.example.edu.cn/\"}],"
    "\"items\":[{\"id\":\"a1\",\"kind\":\"article\",\"title\":\"标\\t题\\u0001\",\"source\":\"宣传部\","
    "\"published\":\"2024-11-10\",\"url\":\"n/1.htm\",\"body\":[{\"heading\":\"一\"},"
    "{\"text\":\"\\u3000\\u3000正文。\"},{\"image\":\"m/a.jpg\",\"caption\":\"图\"},{\"text\":\" \"}]},"
    "{\"kind\":\"notice\",\"text\":\"停水\",\"level\":\"urgent\",\"show\":{\"from\":\"2026-11-23\","
    "\"until\":\"2026-11-23T08:00\",\"days\":\"周一至周五、周日\",\"hours\":\"7:30-12:00, 22:00-02:00\","
    "\"screens\":[\"lobby\",\"!gate\"],\"priority\":-5}}]}";

static void test_full(void **state)
{
    char text[MOMENT_BYTES];
    (void)state;
    struct feed *feed = parse(full);
    assert_int_equal(feed->findings.count, 0);
    assert_int_equal(feed->held_count, 0);
    assert_int_equal(feed->serial, 2024111001);
    assert_string_equal(moment_print(&feed->issued, text), "2024-11-10T08:00:00+08:00");
    assert_string_equal(moment_print(&feed->expires, text), "");
    assert_string_equal(feed->lang, "zh-Hant");
    assert_string_equal(feed->site_name, "云山学院");
    assert_string_equal(feed->welcome, "欢迎\n新同学");
    assert_string_equal(feed->logo, "media/logo.png");
    assert_int_equal(feed->footer_count, 2);
    assert_string_equal(feed->footer[1], "乙");
    assert_int_equal(feed->hotline_count, 2);
    assert_int_equal(feed->hotlines[0].phone_count, 3);
    assert_string_equal(feed->hotlines[0].phones[2].number, "023-67199326");
    assert_string_equal(feed->hotlines[0].phones[2].note, "成教");
    assert_string_equal(feed->hotlines[1].phones[0].number, "110");
    assert_string_equal(feed->hotlines[1].phones[1].number, "023-65763333");
    assert_string_equal(feed->hotlines[1].phones[1].note, "夜间");
    assert_string_equal(feed->hotlines[1].hours, "Mon-Fri 08:30-17:30");
    assert_string_equal(moment_print(&feed->hotlines[1].verified_until, text), "2027-08-31");
    assert_int_equal(feed->link_count, 1);
    assert_string_equal(feed->links[0].url, "https://www.example.edu.cn/");
    assert_int_equal(feed->item_count, 2);
    const struct item *article = &feed->items[0], *notice = &feed->items[1];
    assert_string_equal(article->id, "a1");
    assert_int_equal(article->kind, ITEM_ARTICLE);
    assert_string_equal(article->title, "标 题");
    assert_string_equal(article->source, "宣传部");
    assert_string_equal(moment_print(&article->published, text), "2024-11-10");
    assert_string_equal(article->level, "info");
    assert_int_equal(article->block_count, 3);
    assert_int_equal(article->blocks[0].kind, BLOCK_HEADING);
    assert_string_equal(article->blocks[1].text, "正文。");
    assert_string_equal(article->blocks[2].url, "m/a.jpg");
    assert_string_equal(article->blocks[2].text, "图");
    assert_string_equal(notice->id, "#1");
    assert_string_equal(notice->text, "停水");
    assert_string_equal(notice->level, "urgent");
    assert_string_equal(moment_print(&notice->show.from, text), "2026-11-23");
    assert_string_equal(moment_print(&notice->show.until, text), "2026-11-23T08:00");
    assert_string_equal(notice->show.days, "Mon-Fri,Sun");
    assert_string_equal(notice->show.hours, "07:30-12:00,22:00-02:00");
    assert_int_equal(notice->show.screen_count, 2);
    assert_string_equal(notice->show.screens[1], "!gate");
    assert_int_equal(notice->show.priority, -5);
    feed_destroy(feed);
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *json, *error;
    } refused[] = {
        { "[]",
            "not a lobbycard feed: expected an entry { } (object), got a list [ ] (array)" },
        { "{}", "not a lobbycard feed: \"lobbycard\": 1 is missing" },
        { "{\"Lobbycard\":1}", "not a lobbycard feed: \"lobbycard\": 1 is missing" },
        { "{\"lobbycard\":2}", "/lobbycard: expected 1, the only format known" },
        { "{\"lobbycard\":\"1\"}", "/lobbycard: expected 1, the only format known" },
        { "{\"lobbycard\":1", "line 1, column 15, at /lobbycard: the text ends too early" },
        { "<html>", "line 1, column 1: expected a value: a text stands in quotes" },
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct error error = { "" };
        assert_null(feed_parse(refused[i].json, strlen(refused[i].json),
            &(struct feed_how) { PHONE_PLAN_UNSAID, true }, &error));
        assert_string_equal(error.text, refused[i].error);
    }
    struct feed *empty = parse("{\"lobbycard\":1}");
    assert_string_equal(empty->lang, "");
    assert_int_equal(empty->findings.count, 0);
    feed_destroy(empty);
}

/* One member of the feed, and everything that is found and held: one line each. A good item
 * stands behind the bad ones and must survive. */
static const struct {
    const char *member, *findings;
} found[] = {
    { "\"colour\":1,\"serial\":-1",
        "note /colour: unknown member\n"
        "error /serial: not an integer from 0 to 9007199254740991: -1\n" },
    { "\"$schema\":\"feed.schema.json\"", "" }, /* an editing program's */
    { "\"site\":{\"$schema\":1}", "note /site/$schema: unknown member\n" },
    { "\"serial\":\"7\"", "error /serial: expected a number, got a text (string)\n" },
    { "\"serial\":1e400", "error /serial: not an integer from 0 to 9007199254740991: inf\n" },
    { "\"issued\":\"yesterday\"",
        "error /issued: not a time with its offset: \"yesterday\"\n" },
    { "\"lang\":\"中文\"", "error /lang: not a language tag: \"中文\"\n" },
    { "\"site\":[]", "error /site: expected an entry { } (object), got a list [ ] (array)\n" },
    { "\"site\":{\"name\":1,\"motto\":\"x\",\"footer\":[1,\"a\"],\"logo\":\"javascript:a\"}",
        "note /site/name: a number where a text is wanted: taken for \"1\"\n"
        "note /site/motto: unknown member\n"
        "note /site/footer/0: a number where a text is wanted: taken for \"1\"\n"
        "error /site/logo: not an http or https address: \"javascript:a\"\n" },
    { "\"hotlines\":[{\"numbers\":\"110\",\"hours\":\"工作日上午\"},"
      "{\"numbers\":\"119\",\"hours\":\"工作日 8:00-11:30\"}]",
        "note /hotlines/0/hours: shown as written, without now or next: not hours such as "
        "Mon-Fri 08:30-17:30\n" },
    { "\"links\":{}",
        "error /links: expected a list [ ] (array), got an entry { } (object)\n" },
    { "\"links\":[7,{\"label\":\"a\"},{\"url\":\"https://\"},{\"url\":\"a b\"},{\"url\":\"/x\"}]",
        "error /links/0: expected an entry { } (object), got a number\nerror /links/1: no \"url\"\n"
        "error /links/2/url: not an http or https address: \"https://\"\n"
        "error /links/3/url: not an http or https address: \"a b\"\n"
        "held /links/0 (/links/0: expected an entry { } (object), got a number)\n"
        "held /links/1 (/links/1: no \"url\")\n"
        "held /links/2 (/links/2/url: not an http or https address: \"https://\")\n"
        "held /links/3 (/links/3/url: not an http or https address: \"a b\")\n" },
    { "\"hotlines\":[{\"numbers\":\"待定\"},{\"label\":\"x\"},{\"numbers\":[\"110\",5]},"
      "{\"numbers\":\"120\",\"verified_until\":\"2027-02-29\"}]",
        "error /hotlines/0/numbers: no telephone number in \"待定\"\n"
        "error /hotlines/1: no \"numbers\"\n"
        "error /hotlines/2/numbers/1: no telephone number in \"5\"\n"
        "error /hotlines/3/verified_until: not a date: \"2027-02-29\"\n"
        "held /hotlines/0 (/hotlines/0/numbers: no telephone number in \"待定\")\n"
        "held /hotlines/1 (/hotlines/1: no \"numbers\")\n"
        "held /hotlines/2 (/hotlines/2/numbers/1: no telephone number in \"5\")\n"
        "held /hotlines/3 (/hotlines/3/verified_until: not a date: \"2027-02-29\")\n" },
};

/* The same for one item: its members. */
static const struct {
    const char *item, *findings;
} bad_items[] = {
    { "{\"kind\":\"notice\",\"text\":\"x\",\"show\":{\"until\":\"soon\"}}",
        "error /items/0/show/until: not a date: \"soon\"\n"
        "held /items/0 (/items/0/show/until: not a date: \"soon\")\n" },
    { "{\"id\":\"b\",\"kind\":\"notice\",\"text\":true,\"title\":[]}",
        "error /items/0/text [b]: expected a text (string), got true or false\n"
        "error /items/0/title [b]: expected a text (string), got a list [ ] (array)\n"
        "held b (/items/0/text: expected a text (string), got true or false)\n" },
    { "[]",
        "error /items/0: expected an entry { } (object), got a list [ ] (array)\n"
        "held /items/0 (/items/0: expected an entry { } (object), got a list [ ] (array))\n" },
    { "{\"title\":\"x\"}",
        "error /items/0: no \"kind\"\nheld /items/0 (/items/0: no \"kind\")\n" },
    { "{\"kind\":\"picture\",\"title\":\"a\"}", "error /items/0: no \"image\"\n"
                                                "held /items/0 (/items/0: no \"image\")\n" },
    { "{\"kind\":\"picture\",\"image\":\"a.jpg\",\"focus\":[0.5,0.3,0.1]}",
        "error /items/0/focus: expected two numbers from 0 to 1\n"
        "held /items/0 (/items/0/focus: expected two numbers from 0 to 1)\n" },
    { "{\"kind\":\"picture\",\"image\":\"a.jpg\",\"focus\":[1,0]}", "" },
    { "{\"kind\":\"countdown\",\"title\":\"x\"}", "error /items/0: no \"to\"\n"
                                                  "held /items/0 (/items/0: no \"to\")\n" },
    { "{\"kind\":\"countdown\",\"title\":\" \",\"to\":\"\"}",
        "error /items/0: no \"title\"\nerror /items/0: no \"to\"\n"
        "held /items/0 (/items/0: no \"title\")\n" },
    { "{\"kind\":\"countdown\",\"title\":\"x\",\"to\":\"soon\"}",
        "error /items/0/to: not a date: \"soon\"\n"
        "held /items/0 (/items/0/to: not a date: \"soon\")\n" },
    { "{\"kind\":\"agenda\",\"title\":\"x\"}", "error /items/0: no \"rows\"\n"
                                               "held /items/0 (/items/0: no \"rows\")\n" },
    { "{\"kind\":\"agenda\",\"title\":\"x\",\"rows\":[{\"time\":\"09:00\"}]}",
        "error /items/0/rows/0: no \"title\"\n"
        "held /items/0 (/items/0/rows/0: no \"title\")\n" },
    { "{\"kind\":\"agenda\",\"title\":\"x\",\"rows\":[{\"time\":\"9 Uhr\",\"title\":\"a\"},{\"time\":\"\"},{\"title\":\"c\"}]}",
        "error /items/0/rows/0/time: not a time such as 09:00 or 09:00-10:30: \"9 Uhr\"\n"
        "error /items/0/rows/1/time: not a time such as 09:00 or 09:00-10:30: \"\"\n"
        "error /items/0/rows/1: no \"title\"\n"
        "error /items/0/rows/2: no \"time\"\n"
        "held /items/0 (/items/0/rows/0/time: not a time such as 09:00 or 09:00-10:30: \"9 Uhr\")\n" },
    { "{\"kind\":\"agenda\",\"title\":\"x\",\"rows\":[{\"time\":\"09:00\",\"title\":\"a\"},{\"time\":\"08:00\",\"title\":\"b\"}]}",
        "error /items/0/rows: row 2 begins before the one above it\n"
        "held /items/0 (/items/0/rows: row 2 begins before the one above it)\n" },
    { "{\"kind\":\"alert\",\"title\":\"x\"}",
        "error /items/0: an alert needs show.until\n"
        "held /items/0 (/items/0: an alert needs show.until)\n" },
    { "{\"kind\":\"alert\",\"title\":\"x\",\"show\":{\"until\":\"2026-11-23T12:00\",\"days\":\"Mon\"}}",
        "error /items/0: an alert has no days, hours or windows\n"
        "held /items/0 (/items/0: an alert has no days, hours or windows)\n" },
    { "{\"kind\":\"alert\",\"title\":\"x\",\"show\":{\"from\":\"2026-11-23T08:00\",\"until\":\"2026-11-24T08:01\"}}",
        "error /items/0: show.until is more than a day after show.from\n"
        "held /items/0 (/items/0: show.until is more than a day after show.from)\n" },
    { "{\"kind\":\"alert\",\"title\":\"x\",\"show\":{\"from\":\"2026-11-23\",\"until\":\"2026-11-24\"}}",
        "error /items/0: show.until is more than a day after show.from\n"
        "held /items/0 (/items/0: show.until is more than a day after show.from)\n" },
    { "{\"kind\":\"alert\",\"title\":\"x\",\"severity\":\"red\",\"show\":{\"until\":\"2026-11-23T12:00:00+08:00\"}}",
        "error /items/0/severity: not minor, moderate, severe or extreme: \"red\"\n"
        "held /items/0 (/items/0/severity: not minor, moderate, severe or extreme: \"red\")\n" },
    { "{\"kind\":\"alert\",\"title\":\"x\",\"test\":\"yes\",\"show\":{\"until\":\"2026-11-23T12:00:00+08:00\"}}",
        "error /items/0/test: expected true or false, got a text (string)\n"
        "held /items/0 (/items/0/test: expected true or false, got a text (string))\n" },
    { "{\"kind\":\"notice\",\"title\":\"x\",\"show\":{\"weight\":0}}",
        "error /items/0/show/weight: not an integer from 1 to 10: 0\n"
        "held /items/0 (/items/0/show/weight: not an integer from 1 to 10: 0)\n" },
    { "{\"kind\":\"notice\",\"title\":\"x\",\"show\":{\"max_age\":\"1y\"}}",
        "error /items/0/show/max_age: not a duration such as 30d, 12h or 45m: \"1y\"\n"
        "held /items/0 (/items/0/show/max_age: not a duration such as 30d, 12h or 45m: \"1y\")\n" },
    { "{\"kind\":\"notice\",\"title\":\"x\",\"show\":{\"windows\":[{\"days\":\"Someday\"}]}}",
        "error /items/0/show/windows/0/days: not days such as Mon-Fri or Mon,Wed: \"Someday\"\n"
        "held /items/0 (/items/0/show/windows/0/days: not days such as Mon-Fri or Mon,Wed: \"Someday\")\n" },
    { "{\"kind\":\"notice\",\"title\":\"x\",\"show\":{\"windows\":[{},{},{},{},{},{},{},{},{}]}}",
        "error /items/0/show/windows: more than 8 windows\n"
        "held /items/0 (/items/0/show/windows: more than 8 windows)\n" },
    { "{\"kind\":\"notice\",\"title\":\"x\",\"show\":{\"screens\":[\"!\"]}}",
        "error /items/0/show/screens/0: no tag in it: write one, or leave \"screens\" out to mean every screen\n"
        "held /items/0 (/items/0/show/screens/0: no tag in it: write one, or leave \"screens\" out to mean every screen)\n" },
    { "{\"kind\":\"notice\"}",
        "error /items/0: nothing to show\nheld /items/0 (/items/0: nothing to show)\n" },
    { "{\"id\":7,\"kind\":\"notice\",\"title\":2026,\"text\":-0.5}",
        "note /items/0/id: a number where a text is wanted: taken for \"7\"\n"
        "note /items/0/title [7]: a number where a text is wanted: taken for \"2026\"\n"
        "note /items/0/text [7]: a number where a text is wanted: taken for \"-0.5\"\n" },
    /* Two of these might be one as doubles. */
    { "{\"id\":1234567890123456789,\"kind\":\"notice\",\"text\":\"x\"}",
        "error /items/0/id: expected a text (string), got a number\n"
        "held /items/0 (/items/0/id: expected a text (string), got a number)\n" },
    { "{\"kind\":\"notice\",\"text\":1e300}",
        "error /items/0/text: expected a text (string), got a number\n"
        "held /items/0 (/items/0/text: expected a text (string), got a number)\n" },
    { "{\"kind\":\"notice\",\"text\":\"x\",\"published\":5,\"show\":{\"max_age\":\"1d\"}}",
        "note /items/0/published: a number where a text is wanted: taken for \"5\"\n"
        "warning /items/0/published: not a date: \"5\"; left out\n"
        "error /items/0: show.max_age counts from published, which is no date\n"
        "held /items/0 (/items/0: show.max_age counts from published, which is no date)\n" },
    { "{\"kind\":\"notice\",\"text\":\"x\",\"url\":5,\"show\":{\"until\":20261130}}",
        "note /items/0/url: a number where a text is wanted: taken for \"5\"\n"
        "note /items/0/show/until: a number where a text is wanted: taken for \"20261130\"\n"
        "error /items/0/show/until: not a date: \"20261130\"\n"
        "held /items/0 (/items/0/show/until: not a date: \"20261130\")\n" },
    { "{\"kind\":\"notice\",\"text\":\"x\",\"level\":\"loud\"}",
        "error /items/0/level: not info, important or urgent: \"loud\"\n"
        "held /items/0 (/items/0/level: not info, important or urgent: \"loud\")\n" },
    { "{\"kind\":\"article\",\"title\":\"x\",\"body\":[{\"text\":\"a\",\"heading\":\"b\"}]}",
        "error /items/0/body/0: has more than one of heading, text and image\n"
        "held /items/0 (/items/0/body/0: has more than one of heading, text and image)\n" },
    { "{\"kind\":\"article\",\"title\":\"x\",\"body\":[\"a\"]}",
        "error /items/0/body/0: expected an entry { } (object), got a text (string)\n"
        "held /items/0 (/items/0/body/0: expected an entry { } (object), got a text (string))\n" },
    { "{\"kind\":\"article\",\"title\":\"x\",\"published\":\"2024-11\"}",
        "warning /items/0/published: not a date: \"2024-11\"; left out\n" },
    { "{\"kind\":\"article\",\"title\":\"x\",\"published\":{\"$date\":\"2024-11-10\"}}",
        "warning /items/0/published: not a date: an entry { } (object); left out\n" },
    { "{\"kind\":\"article\",\"title\":\"x\",\"published\":true}",
        "warning /items/0/published: not a date: true or false; left out\n" },
    { "{\"kind\":\"article\",\"title\":\"x\",\"published\":[]}",
        "warning /items/0/published: not a date: a list [ ] (array); left out\n" },
    { "{\"kind\":\"article\",\"title\":\"x\",\"published\":[\"2024\",11]}",
        "warning /items/0/published: not a date: a list [ ] (array); left out\n" },
    { "{\"kind\":\"article\",\"title\":\"x\",\"published\":[2024,11,10]}",
        "warning /items/0/published: not a date: \"2024、11、10\"; taken for 2024-11-10\n" },
    { "{\"kind\":\"article\",\"title\":\"x\",\"published\":[2024,11,10,9,5]}",
        "warning /items/0/published: not a date: \"2024、11、10、9、5\"; taken for "
        "2024-11-10T09:05\n" },
    { "{\"kind\":\"article\",\"title\":\"x\",\"published\":{},\"show\":{\"max_age\":\"3d\"}}",
        "warning /items/0/published: not a date: an entry { } (object); left out\n"
        "error /items/0: show.max_age counts from published, which is no date\n"
        "held /items/0 (/items/0: show.max_age counts from published, which is no date)\n" },
    { "{\"kind\":\"article\",\"title\":\"x\",\"published\":\"2024-11-10 9:30\"}",
        "warning /items/0/published: not a date: \"2024-11-10 9:30\"; taken for "
        "2024-11-10T09:30\n" },
    { "{\"kind\":\"article\",\"title\":\"x\",\"published\":\"昨天\"}",
        "warning /items/0/published: not a date: \"昨天\"; left out\n" },
    { "{\"kind\":\"article\",\"title\":\"x\",\"published\":\"昨天\",\"show\":{\"max_age\":\"3d\"}}",
        "warning /items/0/published: not a date: \"昨天\"; left out\n"
        "error /items/0: show.max_age counts from published, which is no date\n"
        "held /items/0 (/items/0: show.max_age counts from published, which is no date)\n" },
    { "{\"kind\":\"notice\",\"title\":\"x\",\"show\":{\"days\":\"Someday\"}}",
        "error /items/0/show/days: not days such as Mon-Fri or Mon,Wed: \"Someday\"\n"
        "held /items/0 (/items/0/show/days: not days such as Mon-Fri or Mon,Wed: \"Someday\")\n" },
    { "{\"kind\":\"notice\",\"title\":\"x\",\"show\":{\"hours\":\"25:00-26:00\"}}",
        "error /items/0/show/hours: not hours such as 07:30-22:00: \"25:00-26:00\"\n"
        "held /items/0 (/items/0/show/hours: not hours such as 07:30-22:00: \"25:00-26:00\")\n" },
    { "{\"kind\":\"notice\",\"title\":\"x\",\"show\":{\"screens\":\"\"}}",
        "error /items/0/show/screens: no tag in it: write one, or leave \"screens\" out to mean every screen\n"
        "held /items/0 (/items/0/show/screens: no tag in it: write one, or leave \"screens\" out to mean every screen)\n" },
    { "{\"kind\":\"notice\",\"title\":\"x\",\"until\":\"2026-11-29\",\"screens\":[\"a\"]}",
        "error /items/0/until: until, screens: outside \"show\" nothing heeds this\n"
        "held /items/0 (/items/0/until: until, screens: outside \"show\" nothing heeds this)\n" },
    { "{\"kind\":\"notice\",\"title\":\"x\",\"priority\":5}",
        "warning /items/0/priority: priority: outside \"show\" nothing heeds this\n" },
    { "{\"kind\":\"notice\",\"title\":\"x\",\"show\":{\"priority\":1.5}}",
        "error /items/0/show/priority: not an integer from -1000 to 1000: 1.5\n"
        "held /items/0 (/items/0/show/priority: not an integer from -1000 to 1000: 1.5)\n" },
    /* Kept, with a note. */
    { "{\"kind\":\"notice\",\"title\":\"x\",\"body\":[],\"a/b~\":1}",
        "warning /items/0/body: this kind of item has no such member\n"
        "note /items/0/a~1b~0: unknown member\n" },
};

static void print(const struct feed *feed, struct bytes *out)
{
    static const char *const severities[] = { "note", "warning", "error" };
    bytes_clear(out);
    assert_true(bytes_append(out, "", 0));
    for (size_t i = 0; i < feed->findings.count; i++) {
        const struct finding *finding = &feed->findings.list[i];
        assert_true(bytes_print(out, "%s %s%s%s%s: %s\n", severities[finding->severity],
            finding->pointer, finding->item ? " [" : "", finding->item ? finding->item : "",
            finding->item ? "]" : "", finding->message));
    }
    for (size_t i = 0; i < feed->held_count; i++) {
        assert_true(
            bytes_print(out, "held %s (%s)\n", feed->held[i].item, feed->held[i].reason));
    }
}

/* Where nobody reads them there are no warnings and notes (but of a list that was cut, which is
 * held), and all else is the same. */
static void check_quiet(const char *json, const struct feed *told)
{
    struct error error = { "" };
    struct feed *quiet =
        feed_parse(json, strlen(json), &(struct feed_how) { PHONE_PLAN_UNSAID, false }, &error);
    struct bytes one, other;
    bytes_init(&one);
    bytes_init(&other);
    assert_non_null(quiet);
    assert_true(feed_words(told, &one) && feed_words(quiet, &other));
    assert_string_equal(other.data, one.data);
    size_t cut = 0, others = 0;
    for (size_t i = 0; i < quiet->held_count; i++) {
        cut += quiet->held[i].is_cut;
    }
    for (size_t i = 0; i < quiet->findings.count; i++) {
        others += quiet->findings.list[i].severity != FINDING_ERROR;
    }
    assert_int_equal(others, cut);
    bytes_finish(&other);
    bytes_finish(&one);
    feed_destroy(quiet);
}

static void check(const char *members, const char *item, const char *findings, size_t kept)
{
    struct bytes json, out;
    bytes_init(&json);
    bytes_init(&out);
    assert_true(bytes_print(&json,
        "{\"lobbycard\":1%s%s,\"items\":[%s%s{\"id\":\"good\",\"kind\":\"notice\",\"text\":\"ok\"}]}",
        members[0] ? "," : "", members, item, item[0] ? "," : ""));
    struct feed *feed = parse(json.data);
    print(feed, &out);
    assert_string_equal(out.data, findings);
    check_quiet(json.data, feed);
    assert_int_equal(feed->item_count, kept);
    assert_string_equal(feed->items[kept - 1].id, "good");
    feed_destroy(feed);
    bytes_finish(&out);
    bytes_finish(&json);
}

static void test_findings(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        check(found[i].member, "", found[i].findings, 1);
    }
    for (size_t i = 0; i < sizeof bad_items / sizeof *bad_items; i++) {
        bool is_held = strstr(bad_items[i].findings, "held") != NULL;
        check("", bad_items[i].item, bad_items[i].findings, is_held ? 1 : 2);
    }
}

static void test_one_tag_is_a_list_of_one(void **state)
{
    (void)state;
    static const char text[] =
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"title\":\"x\","
        "\"show\":{\"screens\":\"宿舍\"}}]}";
    struct error error = { "" };
    struct feed *feed = feed_parse(
        text, sizeof text - 1, &(struct feed_how) { PHONE_PLAN_UNSAID, true }, &error);
    assert_non_null(feed);
    assert_int_equal(feed->findings.count, 0);
    assert_int_equal(feed->items[0].show.screen_count, 1);
    assert_string_equal(feed->items[0].show.screens[0], "宿舍");
    feed_destroy(feed);
}

static void test_an_unknown_kind_is_told_the_others(void **state)
{
    (void)state;
    struct feed *feed = parse("{\"lobbycard\":1,\"items\":[{\"kind\":\"poem\"}]}");
    assert_int_equal(feed->held_count, 1);
    for (int kind = 0; kind < ITEM_KIND_COUNT; kind++) {
        assert_non_null(
            strstr(feed->findings.list[0].message, item_kind_name((enum item_kind)kind)));
    }
    assert_memory_equal(feed->held[0].reason, "/items/0/kind: unknown kind \"poem\"; ", 36);
    feed_destroy(feed);
}

static void test_same_id(void **state)
{
    (void)state;
    struct bytes out;
    bytes_init(&out);
    struct feed *feed = parse("{\"lobbycard\":1,\"items\":["
                              "{\"id\":\"a\",\"kind\":\"notice\",\"text\":\"one\"},"
                              "{\"id\":\"a\",\"kind\":\"notice\",\"text\":\"two\"}]}");
    print(feed, &out);
    assert_string_equal(out.data, "error /items/1 [a]: an earlier item has the id \"a\"\n"
                                  "held a (/items/1: an earlier item has the id \"a\")\n");
    assert_int_equal(feed->item_count, 1);
    assert_string_equal(feed->items[0].text, "one");
    feed_destroy(feed);
    bytes_finish(&out);
}

static void test_clipped(void **state)
{
    (void)state;
    struct bytes json, out;
    bytes_init(&json);
    bytes_init(&out);
    assert_true(bytes_print(&json, "{\"lobbycard\":1,\"site\":{\"name\":\""));
    for (int i = 0; i < 501; i++) {
        assert_true(bytes_print(&json, "名"));
    }
    assert_true(bytes_print(&json, "\"},\"items\":["));
    for (int i = 0; i < 2001; i++) {
        assert_true(bytes_print(&json, "%s{\"kind\":\"notice\",\"text\":\"x\"}", i ? "," : ""));
    }
    assert_true(bytes_print(&json, "]}"));
    struct feed *feed = parse(json.data);
    print(feed, &out);
    assert_string_equal(out.data,
        "warning /site/name: longer than 500 characters; cut there\n"
        "warning /items: has 2001 elements; the first 2000 are used\n"
        "held /items (/items: has 2001 elements; the first 2000 are used)\n");
    assert_int_equal(feed->item_count, 2000);
    assert_int_equal(strlen(feed->site_name), 1500);
    check_quiet(json.data, feed);
    feed_destroy(feed);
    bytes_finish(&out);
    bytes_finish(&json);
}

/* Every alert is used, wherever it stands, and of the others as many as there is room for. */
static void test_alerts_are_never_cut(void **state)
{
    (void)state;
    static const struct {
        size_t count, every; /* the every-th element is an alert */
        size_t alerts, others;
    } rows[] = {
        { 2000, 7, 286, 1714 },
        { 2001, 7, 286, 1714 },
        { 2500, 2500, 1, 1999 },
        { 9000, 7, 1286, 714 },
        { 9000, 4, 2250, 0 },
        { 5000, 1, 5000, 0 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bytes json;
        bytes_init(&json);
        assert_true(bytes_print(&json, "{\"lobbycard\":1,\"items\":["));
        for (size_t k = 0; k < rows[i].count; k++) {
            bool is_alert = k % rows[i].every == 0;
            assert_true(bytes_print(&json,
                "%s{\"kind\":\"%s\",\"title\":\"x\",\"text\":\"x\",\"show\":{\"from\":"
                "\"2026-11-23T08:00\",\"until\":\"2026-11-23T18:00\"}}",
                k ? "," : "", is_alert ? "alert" : "notice"));
        }
        assert_true(bytes_print(&json, "]}"));
        struct feed *feed = parse(json.data);
        size_t alerts = 0, last = 0;
        for (size_t k = 0; k < feed->item_count; k++) {
            alerts += feed->items[k].kind == ITEM_ALERT;
            assert_true(k == 0 || feed->items[k].index > last);
            last = feed->items[k].index;
        }
        assert_int_equal(alerts, rows[i].alerts);
        assert_int_equal(feed->item_count - alerts, rows[i].others);
        assert_int_equal(feed->held_count, rows[i].alerts + rows[i].others < rows[i].count);
        feed_destroy(feed);
        bytes_finish(&json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_full),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_findings),
        cmocka_unit_test(test_one_tag_is_a_list_of_one),
        cmocka_unit_test(test_an_unknown_kind_is_told_the_others),
        cmocka_unit_test(test_same_id),
        cmocka_unit_test(test_clipped),
        cmocka_unit_test(test_alerts_are_never_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
