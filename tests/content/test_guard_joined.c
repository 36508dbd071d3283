/* What is split over the members of one thing, so that none of them says it, is judged as
 * people read it: by rows, by columns, over all that stands on the screen together. */
#include "content/guard/guard.h"
#include "content/parsed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct guard *guard;

static int set_up(void **state)
{
    (void)state;
    static char path[] = "/tmp/lobbycard-joined-XXXXXX";
    const char *lists[] = { path };
    struct error error;
    FILE *file = fdopen(mkstemp(path), "w");
    if (!file) {
        return -1;
    }
    fputs("word 10: 九肖中特\nwarning 10: 谨防\nword 6: 四六\ncall 4: <whole>\n", file);
    fclose(file);
    guard = guard_create(&(struct guard_setup) { .deny = lists, .deny_count = 1 }, &error);
    remove(path);
    return guard ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    guard_destroy(guard);
    return 0;
}

struct joined {
    const char *document;
    const char *held; /* "ITEM: POINTER", or NULL */
};

#define ITEM(members) "\"items\":[{\"id\":\"a\"," members "}]"
#define ROW(time, title, place)                                                                \
    "{\"time\":\"" time "\",\"title\":\"" title "\",\"place\":\"" place "\"}"
#define AGENDA(rows) ITEM("\"kind\":\"agenda\",\"title\":\"今日\",\"rows\":[" rows "]")
#define TABLE_OF(columns, rows)                                                                \
    ITEM("\"kind\":\"table\",\"title\":\"今日\",\"columns\":[" columns "],\"rows\":[" rows "]")
#define COLUMN(label, unit)                                                                    \
    "{\"label\":\"" label "\",\"type\":\"number\",\"unit\":\"" unit "\"}"
#define LONG                                                                                   \
    "江畔职业技术学院图书馆自习室座位预约管理办法与使用须知江畔职业技术学院图书馆自习室"
#define LONG_COLUMNS COLUMN(LONG, "") "," COLUMN("人数", "人")
#define CELLS(one, two) "{\"cells\":[\"" one "\",\"" two "\"]}"
#define ARTICLE(title, body)                                                                   \
    ITEM("\"kind\":\"article\",\"title\":\"" title "\",\"body\":[" body "]")

static const struct joined cases[] = {
    { TABLE_OF(COLUMN("菜", "") "," COLUMN("价", ""), CELLS("九", "肖") "," CELLS("中", "特")),
        "a: /items/0/rows" },
    { TABLE_OF(COLUMN("九", "") "," COLUMN("肖", ""), CELLS("中", "好") "," CELLS("特", "好")),
        NULL },
    { TABLE_OF(COLUMN("九", "") "," COLUMN("好", ""),
          CELLS("肖", "一") "," CELLS("中", "一") "," CELLS("特", "一")),
        "a: /items/0/rows" },
    { TABLE_OF(
          COLUMN("好", "") "," COLUMN("九", ""), CELLS("一", "肖") "," CELLS("一", "中特")),
        "a: /items/0/rows" },
    { TABLE_OF(COLUMN("九", "") "," COLUMN("中", ""), CELLS("肖", "特")), "a: /items/0/rows" },
    /* In a table 46 is no 四六, and a word alone in its cell is not all of a text. */
    { TABLE_OF(LONG_COLUMNS, CELLS("自习室", "四六")), NULL },
    { TABLE_OF(COLUMN("一", "") "," COLUMN("二", ""), CELLS("46", "46")), NULL },
    { AGENDA(ROW("08:00", "四六", LONG)), "a: /items/0/rows" },
    { TABLE_OF(
          COLUMN("好", "肖") "," COLUMN("中", "特"), CELLS("九", "") "," CELLS("一", "二")),
        NULL },
    { TABLE_OF(COLUMN("好", "肖") "," COLUMN("", "特"), CELLS("九", "中")),
        "a: /items/0/rows" },
    { TABLE_OF(COLUMN("菜", ""), "{\"group\":\"九肖\"},{\"cells\":[\"中特\"]}"),
        "a: /items/0/rows" },
    { TABLE_OF(COLUMN("菜", ""), "{\"cells\":[\"九肖\"],\"state\":\"中特\"}"),
        "a: /items/0/rows" },
    { TABLE_OF(COLUMN("菜", ""), "{\"cells\":[\"九肖\"],\"state\":\"售罄\"}"), NULL },
    { ITEM("\"kind\":\"notice\",\"title\":\"九肖\",\"text\":\"中特\""), "a: /items/0/title" },
    { ITEM("\"kind\":\"notice\",\"title\":\"谨防\",\"text\":\"九肖中特\""), NULL },
    { ITEM("\"kind\":\"notice\",\"title\":\"九肖\",\"text\":\"特\""), NULL },
    { ARTICLE(
          "看", "{\"text\":\"一\"},{\"heading\":\"九\"},{\"text\":\"肖\"},{\"text\":\"中特\"}"),
        "a: /items/0/body" },
    { ARTICLE("看",
          "{\"image\":\"https://x.example/a.png\",\"caption\":\"九肖\"},{\"text\":\"中特\"}"),
        "a: /items/0/body" },
    { ITEM(
          "\"kind\":\"article\",\"title\":\"九肖\",\"source\":\"中特\",\"body\":[{\"text\":\"好\"}]"),
        "a: /items/0/title" },
    { ITEM(
          "\"kind\":\"alert\",\"title\":\"看九\",\"text\":\"肖\",\"instruction\":\"中\",\"contact\":"
          "\"特\",\"show\":{\"from\":\"2026-11-23T08:00:00+08:00\",\"until\":"
          "\"2026-11-23T20:00:00+08:00\"}"),
        "a: /items/0/title" },
    { ITEM(
          "\"kind\":\"countdown\",\"title\":\"距九肖\",\"to\":\"2027-06-30\",\"after\":\"中特\""),
        "a: /items/0/title" },
    { AGENDA(ROW("08:00", "九", "肖") "," ROW("09:00", "中", "特")), "a: /items/0/rows" },
    { AGENDA(ROW("08:00", "九", "一教") "," ROW("09:00", "肖", "二教") "," ROW(
          "10:00", "中", "三教") "," ROW("11:00", "特", "四教")),
        "a: /items/0/rows" },
    { AGENDA(ROW("08:00", "课", "九") "," ROW("09:00", "会", "肖") "," ROW(
          "10:00", "讲", "中") "," ROW("11:00", "试", "特")),
        "a: /items/0/rows" },
    { AGENDA(ROW("08:00", "课", "一教") "," ROW("09:00", "会", "肖楼")), NULL },
    { "\"hotlines\":[{\"label\":\"九肖\",\"numbers\":[{\"number\":\"023-65763111\",\"note\":\"中特\"}]}]",
        "/hotlines/0: /hotlines/0" },
    { "\"hotlines\":[{\"label\":\"问\",\"numbers\":[{\"number\":\"023-65763111\",\"note\":\"九肖\"},{"
      "\"number\":\"023-65763222\",\"note\":\"中特\"}]}]",
        "/hotlines/0: /hotlines/0" },
    { "\"hotlines\":[{\"label\":\"问\",\"numbers\":[{\"number\":\"023-65763111\",\"note\":"
      "\"九肖中特\"},{\"number\":\"023-65763222\",\"note\":\"好\"}]}]",
        "/hotlines/0: /hotlines/0" },
    { "\"site\":{\"name\":\"学院九肖\",\"welcome\":\"中特欢迎\"}",
        "/site/welcome: /site/welcome" },
    { "\"site\":{\"name\":\"学院\",\"welcome\":\"九肖\",\"footer\":[\"中特\"]}",
        "/site/welcome: /site/welcome" },
    { "\"site\":{\"name\":\"学院\",\"footer\":[\"九肖\",\"中特\"]}",
        "/site/footer: /site/footer" },
    { "\"site\":{\"name\":\"学院\",\"welcome\":\"九肖\",\"footer\":[\"好\",\"中特\"]}", NULL },
};

static void test_joined(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char json[1200], told[300] = "";
        struct error error = { "" };
        snprintf(json, sizeof json, "{\"lobbycard\":1,%s}", cases[i].document);
        struct feed *feed = parse(json);
        if (feed->held_count) {
            fail_msg("%s: %s", cases[i].document, feed->held[0].reason);
        }
        assert_true(guard_apply(guard, feed, "https://x.example/f.json", &error));
        if (feed->held_count) {
            snprintf(told, sizeof told, "%s: %s", feed->held[0].item, feed->held[0].reason);
        }
        bool fine = cases[i].held ? strncmp(told, cases[i].held, strlen(cases[i].held)) == 0
                                  : feed->held_count == 0;
        if (!fine) {
            fail_msg("%s: \"%s\", not \"%s\"", cases[i].document, told,
                cases[i].held ? cases[i].held : "");
        }
        feed_destroy(feed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_joined) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
