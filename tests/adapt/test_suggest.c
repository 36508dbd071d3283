/* What is said of documents that no format reads, and the config that would read them. */
#include "adapt/suggest/suggest.h"

#include "base/system/file.h"
#include "mapping/mapping.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena arena;

static struct adapt_job job_of(const char *document)
{
    return (struct adapt_job) { .request = { .data = document,
                                    .size = strlen(document),
                                    .base = "https://www.example.edu.cn/api",
                                    .kind = "article",
                                    .take = 20,
                                    .now_ms = INT64_C(1795917600000),
                                    .zone = zone_create(&arena, "Asia/Shanghai") },
        .format = "auto",
        .suggests = true };
}

static const struct {
    const char *document, *error;
} explained[] = {
    { "", "the answer is empty" },
    { " \n", "the answer is empty" },
    { "<!DOCTYPE html><html><title>登录</title></html>",
        "the answer is a web page, not a feed (a login page" },
    { "<html><head><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/rss.xml\">",
        "the page says that its feed is at /rss.xml" },
    { "<html><script src=/wp-content/x.js>", "/wp-json/wp/v2/posts?_embed" },
    { "<svg xmlns='x'>", "this is XML of a kind that is not read: it begins with <svg>" },
    { "%PDF-1.7", "this is a PDF" },
    { "\x89PNG\r\n", "this is a picture (PNG)" },
    { "\x1F\x8B\x08", "this is a packed file (gzip)" },
    { "\xD0\xCF\x11\xE0", "this is a file of an old Office" },
    { "hello", "this is text" },
    { "cb({\"a\":1})", "this is JSONP" },
    { "{\"a\":", "the answer is not a feed: line 1" },
    { "{\"a\":1,\"b\":2}", "this is JSON without a list of entries; its members are a, b" },
    { "{\"code\":401,\"msg\":\"未登录\"}", "an answer that says \"未登录\"" },
    { "{\"rows\":[{\"x\":1,\"y\":2}]}",
        "this is a list at /rows with members x, y, perhaps a table: write a [map], for example "
        "rows = /rows, rows.cells = /x, /y" },
    { "{\"rows\":[{\"x\":1}]}",
        "this is a list at /rows with members x, none of which looks like a title" },
    { "{\"data\":{\"list\":[{\"id\":1,\"title\":\"期末\",\"publishTime\":\"2026-11-20\"}]}}",
        "this is a list at /data/list with members id, title, publishTime: write a [map], for "
        "example items = /data/list, id = /id, title = /title, published = /publishTime" },
};

static void test_explain(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof explained / sizeof *explained; i++) {
        struct error error = { "" };
        const struct adapt_job job = job_of(explained[i].document);
        if (!adapt_is_file(job.request.data, job.request.size, &error)) {
            adapt_explain(&job.request, &error);
        }
        if (!strstr(error.text, explained[i].error)) {
            fail_msg("%s: %s", explained[i].document, error.text);
        }
    }
}

#define MAP(rest)                                                                              \
    "[source news]\nurl = https://www.example.edu.cn/api\nformat = mapped\nmap = news\n\n[map news]\n" rest

static const struct {
    const char *document, *config; /* up to the line of members */
} suggested[] = {
    { "[{\"newsId\":1,\"newsTitle\":\"甲\",\"releaseDate\":\"2026/11/20\",\"deptName\":\"教务处\","
      "\"linkUrl\":\"/a.htm\",\"coverImg\":\"/a.jpg\",\"newsContent\":\"<p>x</p>\",\"hits\":3}]",
        MAP("items = /\nid = /newsId\ntitle = /newsTitle\npublished = /releaseDate\nsource = "
            "/deptName\nurl = /linkUrl\nbody = /newsContent\nimage = /coverImg\n") },
    /* The first entry that has something there says what it is. */
    { "{\"rows\":[{\"title\":\"\",\"date\":null},{\"title\":\"甲\",\"date\":\"11-20\"}]}",
        MAP("items = /rows\ntitle = /title\npublished = /date\n") },
    /* Not the longest list, but one of titles; and what is inside an entry. */
    { "{\"menu\":[{\"k\":1},{\"k\":2},{\"k\":3}],\"result\":{\"items\":[{\"meta\":{\"title\":"
      "\"甲\"},\"attributes\":{\"created\":\"2026-11-20T09:30:00Z\"}}]}}",
        MAP("items = /result/items\ntitle = /meta/title\npublished = /attributes/created\n") },
    /* A number is no title, and a name of two words wants quotes. */
    { "[{\"title\":17,\"name\":\"甲\",\"publish time\":\"2026-11-20\"}]",
        MAP("items = /\ntitle = /name\npublished = /\"publish time\"\n") },
    { "[{\"标题\":\"甲\",\"发布时间\":\"2026年11月20日\",\"来源\":\"团委\"}]",
        MAP("items = /\ntitle = /标题\npublished = /发布时间\nsource = /来源\n") },
    /* A name of two lines would be two lines of the config. */
    { "{\"a\\nb\":[{\"title\":\"乙\"}],\"rows\":[{\"title\\n[guard]\\nbreaker = off\":\"甲\","
      "\"name\":\"乙\"}]}",
        MAP("items = /rows\ntitle = /name\n") },
    /* Shapes of real systems: Drupal's JSON:API, 正方, 金智, 博达, Notion, Feishu. */
    { "{\"jsonapi\":{},\"data\":[{\"type\":\"node--article\",\"id\":\"b2\",\"links\":{\"self\":{\"href\":"
      "\"https://www.example.edu.cn/jsonapi/b2\"}},\"attributes\":{\"title\":\"甲\",\"created\":"
      "\"2026-11-20T01:30:00+00:00\",\"path\":{\"alias\":\"/news/12\"},\"body\":{\"value\":\"<p>a</p>\","
      "\"format\":\"basic_html\",\"processed\":\"<p>a</p>\"}}}]}",
        MAP("items = /data\nid = /id\ntitle = /attributes/title\npublished = /attributes/created\n"
            "url = /attributes/path/alias\nbody = /attributes/body/processed\n") },
    { "{\"code\":200,\"result\":{\"list\":[{\"xwid\":\"1001\",\"xwbt\":\"科技文化节开幕\",\"fbdw\":\"校团委\","
      "\"fbsj\":\"2026-11-20 10:00:00\",\"xwnr\":\"<p>今日开幕。</p>\"}]}}",
        MAP("items = /result/list\nid = /xwid\ntitle = /xwbt\npublished = /fbsj\nsource = /fbdw\nbody = /xwnr\n") },
    { "{\"items\":[{\"bt\":\"选课通知\",\"cjsj\":\"2026-11-20\",\"fbr\":\"教务处\",\"fbsj\":\"2026-11-20 "
      "09:35:00\",\"id\":\"8D\",\"nr\":\"<p>x</p>\"}],\"limit\":15}",
        MAP("items = /items\nid = /id\ntitle = /bt\npublished = /fbsj\nsource = /fbr\nbody = /nr\n") },
    { "{\"datas\":{\"q\":{\"rows\":[{\"WID\":\"7\",\"BT\":\"节目征集\",\"FBSJ\":\"2026-11-20 10:00:00\","
      "\"FBDW_DISPLAY\":\"团委\",\"NR\":\"<p>x</p>\",\"LJ\":\"http://www.example.edu.cn/a/7\"}]}}}",
        MAP("items = /datas/q/rows\nid = /WID\ntitle = /BT\npublished = /FBSJ\nsource = "
            "/FBDW_DISPLAY\nurl = /LJ\nbody = /NR\n") },
    { "[{\"wbnewsid\":1021,\"wbtitle\":\"安全会\",\"wbdate\":\"2026-11-20\",\"wbcontent\":\"\",\"wburl\":"
      "\"/info/1021.htm\",\"treeid\":5}]",
        MAP("items = /\nid = /wbnewsid\ntitle = /wbtitle\npublished = /wbdate\nurl = /wburl\n") },
    { "{\"data\":{\"items\":[{\"record_id\":\"r\",\"fields\":{\"标题\":\"停水\",\"正文\":[{\"text\":\"周六停水。\","
      "\"type\":\"text\"}],\"发布日期\":1795138200000,\"部门\":\"后勤处\"}}]}}",
        MAP("items = /data/items\nid = /record_id\ntitle = /fields/标题\npublished = /fields/发布日期\n"
            "source = /fields/部门\nbody = /fields/正文\n") },
    { "{\"results\":[{\"id\":\"5\",\"created_time\":\"2026-11-20T01:30:00.000Z\",\"properties\":{\"名称\":{"
      "\"id\":\"title\",\"title\":[{\"plain_text\":\"值班表\"}]}}}]}",
        MAP("items = /results\nid = /id\ntitle = /properties/名称/title\npublished = /created_time\n") },
    { "{\"list\":[{\"courseName\":\"高等数学\",\"examDate\":\"2026-12-20\",\"room\":\"一教 101\"}]}",
        MAP("rows = /list\nrows.cells = /courseName, /examDate, /room\ncolumns = \"课程\", \"日期\", "
            "\"教室\"\ntitle = \"一览\"\n") },
    { "{\"daily\":[{\"fxDate\":\"2026-11-29\",\"tempMax\":\"14\",\"textDay\":\"多云\"}],\"updateTime\":"
      "\"2026-11-29T09:35+08:00\"}",
        MAP("rows = /daily\nrows.cells = /fxDate, /tempMax, /textDay\ncolumns = \"fxDate\", "
            "\"tempMax\", \"textDay\"\ntitle = \"一览\"\nas_of = /updateTime\nmax_age = \"24h\"\n") },
    /* Short members alone are a table's. */
    { "{\"code\":0,\"data\":{\"updateTime\":\"2026-11-29 09:50\",\"title\":\"今日菜单\",\"list\":["
      "{\"id\":1,\"windowName\":\"1 号\",\"name\":\"小面\",\"price\":8,\"status\":\"开放\",\"sort\":1}]}}",
        MAP("rows = /data/list\nrows.cells = /windowName, /name, /price\ncolumns = \"窗口\", "
            "\"名称\", \"价格\"\nrows.state = /status\ntitle = /data/title\nas_of = "
            "/data/updateTime\nmax_age = \"24h\"\n") },
    { "[{\"line\":\"东门—南区\",\"departure\":\"7:30\",\"备注\":\"\",\"a b\":1}]",
        MAP("rows = /\nrows.cells = /line, /departure, /\"a b\"\ncolumns = \"线路\", \"发车\", "
            "\"a b\"\ntitle = \"一览\"\n") },
    { "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[]}",
        "[source news]\nurl = https://www.example.edu.cn/api\nformat = json-feed\n" },
    { "[{\"slug\":\"a\",\"title\":{\"rendered\":\"x\"}}]",
        "[source news]\nurl = https://www.example.edu.cn/api\nformat = wordpress\n" },
};

static void test_suggest(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof suggested / sizeof *suggested; i++) {
        struct error error = { "" };
        struct bytes text;
        const struct adapt_job job = job_of(suggested[i].document);
        bytes_init(&text);
        bool done = adapt_suggest(&job, &text, &error);
        char *members = done ? strstr(text.data, "# members") : NULL;
        if (members) {
            *members = '\0';
        }
        if (!done || strcmp(text.data, suggested[i].config) != 0) {
            fail_msg("%s: %s\n%s", suggested[i].document, error.text, done ? text.data : "");
        }
        bytes_finish(&text);
    }
}

/* A row of tests/data/adapt/suggested.tsv: its keys are the lines of the map, in their order.
 */
static void check_row(char *row)
{
    char *document = strchr(row, '\t'), *keys = document ? strchr(document + 1, '\t') : NULL;
    struct error error = { "" };
    struct bytes text;
    assert_non_null(keys);
    *document++ = '\0';
    *keys++ = '\0';
    const struct adapt_job job = job_of(document);
    bytes_init(&text);
    bool done = adapt_suggest(&job, &text, &error);
    char *found = done ? strstr(text.data, "[map news]\n") : NULL;
    found = found ? strchr(found, '\n') + 1 : found;
    for (char *key; (key = strsep(&keys, ";"));) {
        size_t size = strlen(key += strspn(key, " "));
        bool is_next = found && strncmp(found, key, size) == 0 && found[size] == '\n';
        if (!is_next) {
            fail_msg("%s: wanted %s: %s\n%s", row, key, error.text, done ? text.data : "");
        }
        found += size + 1;
    }
    assert_true(strncmp(found, "# members", strlen("# members")) == 0);
    bytes_finish(&text);
}

static void test_systems(void **state)
{
    (void)state;
    FILE *file = fopen(TEST_ROOT "/tests/data/adapt/suggested.tsv", "r");
    char *line = NULL;
    size_t room = 0, count = 0;
    assert_non_null(file);
    while (getline(&line, &room, file) >= 0) {
        line[strcspn(line, "\n")] = '\0';
        if (*line && *line != '#') {
            check_row(line);
            count++;
        }
    }
    assert_true(count >= 36);
    free(line);
    fclose(file);
}

/* The members are told on a line of their own, whole. */
static void test_members(void **state)
{
    const struct adapt_job job =
        job_of("[{\"title\":\"甲\",\"a\\n[guard]\":1,\"x一二三四五六七八九十\":2,\"y\":3}]");
    struct error error = { "" };
    struct bytes text;
    (void)state;
    bytes_init(&text);
    assert_true(adapt_suggest(&job, &text, &error));
    assert_non_null(strstr(
        text.data, "\n# members of an entry: title, a?[guard], x一二三四五六七八九, y\n"));
    bytes_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_explain),
        cmocka_unit_test(test_suggest),
        cmocka_unit_test(test_systems),
        cmocka_unit_test(test_members),
    };
    arena_init(&arena);
    int wrong = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return wrong;
}
