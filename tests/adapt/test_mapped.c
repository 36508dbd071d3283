/* JSON of any shape by a [map]: what an entry says, which entries, what is no list. */
#include "adapt/adapt.h"
#include "adapt/outline.h"
#include "mapping/mapping.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Sunday, 2026-11-29, 10:00, in China. */
static const int64_t now_ms = INT64_C(1795917600000);

#define CMS                                                                                          \
    "{\"code\":0,\"data\":{\"total\":2,\"list\":["                                                   \
    "{\"id\":88213,\"title\":\"期末考试安排\",\"dept\":{\"name\":\"教务处\"},\"status\":1," \
    "\"publishTime\":\"2026-11-20 09:30:00\",\"url\":\"/info/1.htm\",\"content\":"                   \
    "\"<p>各学院：</p><p>通知如下。</p>\",\"cover\":\"/up/17.jpg\",\"top\":1},"             \
    "{\"id\":88214,\"title\":\"图书馆试运行\",\"sub\":\"欢迎体验\",\"status\":0,"          \
    "\"publishTime\":1795084200000,\"content\":null,\"cover\":\"\",\"top\":0}]},"                    \
    "\"site\":{\"name\":\"云汀学院\"}}"

#define MENU                                                                                   \
    "{\"time\":\"2026-11-29 09:50\",\"data\":{\"dishes\":["                                    \
    "{\"hall\":\"一食堂\",\"window\":\"1 号\",\"name\":\"红烧肉\",\"price\":12,"        \
    "\"left\":\"售罄\",\"end\":\"2026-11-29 13:00\"},"                                       \
    "{\"hall\":\"一食堂\",\"window\":\"2 号\",\"name\":\"\",\"price\":9.5},"               \
    "{\"hall\":\"一食堂\",\"window\":\"3 号\",\"name\":\"停业\",\"price\":0},"           \
    "{\"hall\":\"二食堂\",\"window\":\"1 号\",\"name\":\" 小面 \",\"price\":\"8\"}]}}"

static const struct {
    const char *document, *map; /* a key a line */
    const char *wanted;
} rows[] = {
    { CMS,
        "items = /data/list\nid = /id\ntitle = /title\nsource = /dept/name\n"
        "published = /publishTime\nurl = /url\nbody = /content\nimage = /cover",
        "item article 88213\n  title: 期末考试安排\n  published: 2026-11-20T09:30:00+08:00\n"
        "  source: 教务处\n  url: https://www.example.edu.cn/info/1.htm\n"
        "  image: https://www.example.edu.cn/up/17.jpg\n  text: 各学院：\n  text: 通知如下。\n"
        "item article 88214\n  title: 图书馆试运行\n  published: 2026-11-19T10:30:00+00:00\n" },
    /* Joined, and what is taken where something is not there. */
    { CMS,
        "items = /data/list\ntitle = /title \"：\" /sub | \"[\" /dept/name \"] \" /title\n"
        "source = /dept/name | //site/name",
        "item article -\n  title: [教务处] 期末考试安排\n  source: 教务处\n"
        "item article -\n  title: 图书馆试运行：欢迎体验\n  source: 云汀学院\n" },
    /* Which of them. */
    { CMS, "items = /data/list\nwhere = /status = 1\ntitle = /title",
        "item article -\n  title: 期末考试安排\n" },
    { CMS, "items = /data/list\nwhere = /status != 1\ntitle = /title",
        "item article -\n  title: 图书馆试运行\n" },
    { CMS, "items = /data/list\nwhere = /top < 1\ntitle = /title",
        "item article -\n  title: 图书馆试运行\n" },
    { CMS, "items = /data/list\nwhere = /id > 88213, /status = 0\ntitle = /title",
        "item article -\n  title: 图书馆试运行\n" },
    { CMS, "items = /data/list\nwhere = /id > 88213, /status = 1\ntitle = /title", "" },
    { CMS, "items = /data/list\nwhere = /none = 1\ntitle = /title", "" },
    { CMS, "items = /data/list\nwhere = /sub = \"欢迎体验\"\ntitle = /title",
        "item article -\n  title: 图书馆试运行\n" },
    { CMS, "items = /data/list\nwhere = //code = 0\ntitle = /id",
        "item article -\n  title: 88213\nitem article -\n  title: 88214\n" },
    /* Other kinds; one that is none is the source's. */
    { CMS,
        "items = /data/list\nkind = \"notice\"\ntitle = /title\nbody = /content\nlevel = "
        "\"important\"",
        "item notice -\n  title: 期末考试安排\n  level: important\n  text: 各学院：\\n通知如下。\n"
        "item notice -\n  title: 图书馆试运行\n  level: important\n" },
    { CMS, "items = /data/list\nkind = \"poem\"\nwhere = /status = 1\ntitle = /title",
        "item article -\n  title: 期末考试安排\n" },
    { "[{\"p\":\"/a.jpg\",\"t\":\"甲\"}]", "kind = \"picture\"\nimage = /p\ntitle = /t",
        "item picture -\n  title: 甲\n  image: https://www.example.edu.cn/a.jpg\n" },
    { "{\"d\":\"2026-12-01\",\"r\":[{\"h\":\"9:00\",\"w\":\"开题\",\"p\":\"一教\"},"
      "{\"h\":\"14:00-16:00\",\"w\":\"答辩\"}]}",
        "items = /\nkind = \"agenda\"\ntitle = \"日程\"\ndate = /d\nrows = /r\nrows.time = "
        "/h\nrows.title = /w\nrows.place = /p",
        "item agenda -\n  title: 日程\n  date: 2026-12-01\n  row: time=9:00 title=开题 "
        "place=一教\n  row: time=14:00-16:00 title=答辩\n" },
    /* One table of a list, its columns found out. */
    { MENU,
        "rows = /data/dishes\nrows.cells = /window, /name | \"?\", /price\ncolumns = \"窗口\", "
        "\"菜品\", \"价格(元)\"\nrows.state = /left\nrows.until = /end\nrows.group = /hall\n"
        "rows.where = /price > 0\ntitle = \"菜单\"\nas_of = /time\nmax_age = \"4h\"\n"
        "empty = \"今日停餐\"",
        "item table table\n"
        "  title: 菜单\n"
        "  as_of: 2026-11-29T09:50\n"
        "  empty: 今日停餐\n"
        "  max_age: 4h\n"
        "  column: label=窗口\n"
        "  column: label=菜品\n"
        "  column: label=价格 type=number unit=元\n"
        "  row: group=一食堂\n"
        "  row: 1 号 | 红烧肉 | 12 state=售罄 until=2026-11-29T13:00\n"
        "  row: 2 号 | ? | 9.5\n"
        "  row: group=二食堂\n"
        "  row: 1 号 | 小面 | 8\n" },
    { MENU, "rows = /data/dishes\nrows.cells = /name\ntitle = \"菜单\"\nmax_age = \"4h\"",
        "note: max_age: left out, without as_of there is nothing to count from\n"
        "item table table\n"
        "  title: 菜单\n"
        "  column:\n"
        "  row: 红烧肉\n"
        "  row: 停业\n"
        "  row: 小面\n" },
    { MENU, "rows = /data/none\nrows.cells = /name",
        "refused: there is no list at /data/none\n" },
    { MENU, "items = /data/dishes\nrows.cells = /name",
        "refused: the [map] has rows.cells, but no rows" },
    { "{\"head\":[\"车次\",\"发车\"],\"rows\":[[\"1\",\"7:30\"],[\"2\",\"8:00\"],\"x\",[]]}",
        "rows = /rows\nrows.cells = /\ncolumns = /head\ntitle = \"校车\"",
        "item table table\n"
        "  title: 校车\n"
        "  column: label=车次\n"
        "  column: label=发车 type=departure\n"
        "  row: 1 | 7:30\n"
        "  row: 2 | 8:00\n" },
    { "[{\"a\":1,\"b\":true},{\"a\":2.50,\"b\":null,\"c\":3}]",
        "rows = /\nrows.cells = /a, /b, /c\ntitle = \"表\"",
        "item table table\n"
        "  title: 表\n"
        "  column: type=number\n"
        "  column:\n"
        "  column: type=number\n"
        "  row: 1 | true\n"
        "  row: 2.5 |  | 3\n" },
    { "[{\"t\":\"甲\",\"r\":[{\"a\":1},{\"a\":2}]},{\"t\":\"乙\",\"r\":[]}]",
        "items = /\nrows = /r\nrows.cells = /a, //0/t\ncolumns = \"数\", \"名\"\ntitle = /t\n"
        "empty = \"没有\"",
        "item table -\n"
        "  title: 甲\n"
        "  empty: 没有\n"
        "  column: label=数 type=number\n"
        "  column: label=名\n"
        "  row: 1 | 甲\n"
        "  row: 2 | 甲\n"
        "item table -\n"
        "  title: 乙\n"
        "  empty: 没有\n"
        "  column: label=数\n"
        "  column: label=名\n" },
    /* Where the list is. */
    { "[{\"t\":\"甲\"},{\"t\":\"乙\"}]", "title = /t",
        "item article -\n  title: 甲\nitem article -\n  title: 乙\n" },
    { "[{\"t\":\"甲\"}]", "items = /\ntitle = /t", "item article -\n  title: 甲\n" },
    { "{\"a b\":{\"12\":{\"t\":\"甲\"},\"13\":{\"t\":\"乙\"}}}", "items = /\"a b\"\ntitle = /t",
        "item article -\n  title: 甲\nitem article -\n  title: 乙\n" },
    { "{\"t\":\"甲\"}", "items = /\ntitle = /t", "item article -\n  title: 甲\n" },
    { "[1,\"x\",null,{\"t\":\"甲\"}]", "title = /t",
        "item article -\nitem article -\nitem article -\nitem article -\n  title: 甲\n" },
    { CMS, "items = /data/rows\ntitle = /t", "refused: there is no list at /data/rows\n" },
    { "{\"code\":500,\"msg\":\"token 失效\"}", "items = /data/list\ntitle = /t",
        "refused: there is no list at /data/list: the document says \"token 失效\"\n" },
    /* Values of other types. */
    { "[{\"t\":12345678901234567890,\"s\":[\"甲\",\"乙\"],\"b\":true,\"id\":1.5}]",
        "id = /id\ntitle = /t\nsource = /s\ntext = /b",
        "item article 1.5\n  title: 12345678901234567890\n  source: 甲、乙\n  text: true\n" },
    { "[{\"t\":{\"rendered\":\"甲\"},\"s\":{\"x\":1}}]", "title = /t\nsource = /s",
        "item article -\n  title: 甲\n" },
    { "[{\"t\":[{\"type\":\"text\",\"plain_text\":\"值班\"},{\"plain_text\":\"表\"}],\"s\":[{\"text\":"
      "\"后勤\",\"type\":\"text\"}],\"x\":[{\"a\":1}]}]",
        "title = /t\nsource = /s\ntext = /x",
        "item article -\n  title: 值班表\n  source: 后勤\n" },
    /* A date that cannot be read costs itself alone. */
    { "[{\"t\":\"甲\",\"d\":\"someday\"}]", "title = /t\npublished = /d",
        "note: published: not a date: \"someday\"\nitem article -\n  title: 甲\n" },
    { "[{\"t\":\"甲\",\"f\":\"2026-11-20\",\"u\":\"2026/12/1 18:00\",\"n\":\"3\"}]",
        "title = /t\nfrom = /f\nuntil = /u\npriority = /n\nhours = \"08:00-18:00\"",
        "item article -\n  title: 甲\n  show: {\"from\":\"2026-11-20\",\"until\":\"2026-12-01T18:00\","
        "\"hours\":\"08:00-18:00\",\"priority\":3}\n" },
    /* Nor does a number that is none, which is no other one's equal either. */
    { "[{\"t\":\"甲\",\"n\":\"nan\"},{\"t\":\"乙\",\"n\":\"1e999\"},{\"t\":\"丙\",\"n\":\"高\"},"
      "{\"t\":\"丁\",\"n\":\"-2.5\"}]",
        "title = /t\npriority = /n",
        "note: priority: not a number: \"nan\"\nnote: priority: not a number: \"1e999\"\n"
        "note: priority: not a number: \"高\"\nitem article -\n  title: 甲\n"
        "item article -\n  title: 乙\nitem article -\n  title: 丙\n"
        "item article -\n  title: 丁\n  show: {\"priority\":-2.5}\n" },
    { "[{\"t\":\"甲\",\"n\":\"nan\"},{\"t\":\"乙\",\"n\":\"0x7\"},{\"t\":\"丙\",\"n\":\"7.0\"}]",
        "title = /t\nwhere = /n = 7", "item article -\n  title: 丙\n" },
    /* What is no JSON. */
    { "cb([{\"t\":1}]);", "title = /t", "refused: this is JSONP" },
    { "<br />\n<b>Warning</b>: x\n[]", "title = /t", "refused: a message of PHP" },
    { "", "title = /t", "refused: the document is empty\n" },
    { "[{]", "title = /t", "refused: line 1" },
};

static size_t read_map(char *text, struct adapt_pair *pairs)
{
    size_t count = 0;
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        char *value = strstr(line, " = ");
        struct error error;
        *value = '\0';
        pairs[count++] = (struct adapt_pair) { line, value + 3 };
        if (!mapping_check(line, value + 3, &error)) {
            fail_msg("%s: %s", line, error.text);
        }
    }
    return count;
}

static void print(const char *document, const char *map, struct arena *arena, struct bytes *out)
{
    struct adapt_pair pairs[ADAPT_MAP_MAX];
    struct bytes text;
    struct error error = { "" };
    const struct adapt_format *mapped = adapt_format_find("mapped");
    const struct adapt_request request = { .data = document,
        .size = strlen(document),
        .base = "https://www.example.edu.cn/api",
        .map = pairs,
        .map_count = read_map(arena_strdup(arena, map), pairs),
        .kind = "article",
        .take = 20,
        .now_ms = now_ms,
        .zone = zone_create(arena, "Asia/Shanghai") };
    struct adapt_out *feed = adapt_out_create(request.take, now_ms, request.zone);
    bytes_init(&text);
    bool done = mapped->adapt(&request, feed, &error) && adapt_out_print(feed, &text, &error);
    bytes_append(out, "", 0);
    if (done) {
        outline_print(text.data, out);
    } else {
        bytes_print(out, "refused: %s\n", error.text);
    }
    adapt_out_destroy(feed);
    bytes_finish(&text);
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena arena;
        struct bytes got;
        arena_init(&arena);
        bytes_init(&got);
        print(rows[i].document, rows[i].map, &arena, &got);
        bool is_refusal = strncmp(rows[i].wanted, "refused", 7) == 0;
        bool same = is_refusal ? strncmp(got.data, rows[i].wanted, strlen(rows[i].wanted)) == 0
                               : strcmp(got.data, rows[i].wanted) == 0;
        if (!same) {
            fail_msg("row %zu, %s: got\n%s\nnot\n%s", i, rows[i].map, got.data, rows[i].wanted);
        }
        bytes_finish(&got);
        arena_finish(&arena);
    }
}

/* Headings take room as well: where that costs rows it is told. */
static void test_room(void **state)
{
    static const char map[] = "rows = /\nrows.cells = /a, /b\nrows.group = /g\ntitle = \"表\"";
    static const struct {
        int count;
        bool is_cut;
    } cases[] = { { 100, false }, { 101, true }, { 150, true }, { 201, true } };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        struct bytes document, got;
        arena_init(&arena);
        bytes_init(&document);
        bytes_init(&got);
        bytes_append(&document, "[", 1);
        for (int k = 0; k < cases[i].count; k++) {
            bytes_print(
                &document, "%s{\"a\":\"甲\",\"b\":\"乙\",\"g\":\"%d 组\"}", k ? "," : "", k);
        }
        bytes_append(&document, "]", 1);
        print(document.data, map, &arena, &got);
        if (!strstr(got.data, "more than 200 rows: the first are used") != !cases[i].is_cut) {
            fail_msg("%d rows: %.200s", cases[i].count, got.data);
        }
        bytes_finish(&got);
        bytes_finish(&document);
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows),
        cmocka_unit_test(test_room) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
