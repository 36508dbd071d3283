/* Tables as they are written: what becomes of cells, and what holds a table back. */
#include "base/bytes.h"
#include "content/feed/feed.h"
#include "content/parsed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define TABLE "\"items\":[{\"id\":\"t\",\"kind\":\"table\",\"title\":\"表\","
#define COLUMNS "\"columns\":[{\"label\":\"甲\"},{\"label\":\"乙\",\"type\":\"number\"}]"
#define ROWS(rows) TABLE COLUMNS ",\"rows\":[" rows "]}]"
#define TIMES(type, rows)                                                                      \
    TABLE "\"columns\":[{\"type\":\"" type "\"},{\"type\":\"time\"}],\"rows\":[" rows "]}]"
#define EIGHT "\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\""

/* Rows are printed "甲|12|售罄", headings "# 甲"; times behind them. */
static const struct {
    const char *document, *rows;
    const char *held; /* the reason, or NULL */
} cases[] = {
    { ROWS("{\"cells\":[\"甲\",12]}"), "甲|12|\n", NULL },
    { ROWS("{\"cells\":[\"甲\",12.50]},{\"cells\":[\"甲\",\"12.50\"],\"state\":\"售罄\"}"),
        "甲|12.5|\n甲|12.50|售罄\n", NULL },
    { ROWS(
          "{\"cells\":[0.1,-3]},{\"cells\":[1e3,-0.0]},{\"cells\":[0.000001,999999999999999]}"),
        "0.1|-3|\n1000|0|\n0.000001|999999999999999|\n", NULL },
    { ROWS("{\"cells\":[202630001234567891]}"), "",
        "/items/0/rows/0/cells/0: more figures than a number holds: write it in quotes, as it "
        "should stand there" },
    { ROWS("{\"cells\":[null,\"\"]},{\"cells\":[\" 甲 \"]}"), "||\n甲||\n", NULL },
    { ROWS("{\"group\":\"一楼\"},{\"cells\":[\"甲\"]}"), "# 一楼\n甲||\n", NULL },
    { ROWS("{\"cells\":[\"甲\",1,2]}"), "",
        "/items/0/rows/0/cells: more cells (3) than there are columns (2)" },
    { ROWS("{\"cells\":[" EIGHT ",\"9\"]}"), "", "/items/0/rows/0/cells: more than 8 cells" },
    { ROWS("{\"cells\":[]}"), "", "/items/0/rows/0: no \"cells\"" },
    { ROWS("{\"state\":\"满\"}"), "", "/items/0/rows/0: no \"cells\"" },
    { ROWS("{\"cells\":[{}]}"), "",
        "/items/0/rows/0/cells/0: expected a text (string), got an entry { } (object)" },
    { ROWS("{\"cells\":[\"甲\"],\"until\":\"soon\"}"), "",
        "/items/0/rows/0/until: not a date: \"soon\"" },
    { ROWS("{\"group\":\"一楼\",\"cells\":[\"甲\"]}"), "",
        "/items/0/rows/0: a \"group\" is a heading: its row has no cells and no state" },
    { ROWS("{\"group\":\"一楼\",\"state\":\"满\"}"), "",
        "/items/0/rows/0: a \"group\" is a heading: its row has no cells and no state" },
    { TABLE COLUMNS "}]", "", "/items/0: no rows, and no \"empty\" to say so" },
    { ROWS("{\"cells\":[null,\"\"]}"), "", "/items/0: no rows, and no \"empty\" to say so" },
    { ROWS("{\"group\":\"一楼\"}"), "", "/items/0: no rows, and no \"empty\" to say so" },
    { TABLE COLUMNS ",\"empty\":\"停餐\"}]", "", NULL },
    { TABLE "\"columns\":[],\"empty\":\"停餐\"}]", "", "/items/0: no \"columns\"" },
    { TABLE "\"columns\":[{},{},{},{},{},{},{},{},{}],\"empty\":\"停餐\"}]", "",
        "/items/0/columns: more than 8 columns" },
    { TABLE "\"columns\":[{\"type\":\"price\"}],\"empty\":\"停餐\"}]", "",
        "/items/0/columns/0/type: not text, number, time or departure: \"price\"" },
    { TABLE COLUMNS ",\"empty\":\"停餐\",\"max_age\":\"4h\"}]", "",
        "/items/0: no \"as_of\", from which \"max_age\" counts" },
    { TABLE COLUMNS ",\"empty\":\"停餐\",\"max_age\":\"4h\",\"as_of\":\"2026-11-23T08:00\"}]",
        "", NULL },
    /* A time lasts until the next one, the last an hour; what begins earlier ends nothing. */
    { TIMES(
          "time", "{\"cells\":[\"9:00\"]},{\"cells\":[\"10:30\"]},{\"cells\":[\"8:00-9:00\"]}"),
        "9:00|| 540-630\n10:30|| 630-690\n8:00-9:00|| 480-540\n", NULL },
    { TIMES("time", "{\"cells\":[\"9:00\"]},{\"cells\":[\"9:00\"]},{\"cells\":[\"10:30\"]}"),
        "9:00|| 540-630\n9:00|| 540-630\n10:30|| 630-690\n", NULL },
    { TIMES("time", "{\"cells\":[\"9:00\"]},{\"group\":\"下午\"},{\"cells\":[\"22:00-2:00\"]}"),
        "9:00|| 540-600\n# 下午\n22:00-2:00|| 1320-1560\n", NULL },
    { TIMES("departure", "{\"cells\":[\"9:00\",\"8:00\"]},{\"cells\":[\"10:30\"]}"),
        "9:00|8:00| 540-541\n10:30|| 630-631\n", NULL },
    { TIMES("text", "{\"cells\":[\"9:00\",\"8:00\"]},{\"cells\":[\"甲\",\"全天\"]}"),
        "9:00|8:00| 480-540\n甲|全天|\n", NULL },
    /* Of an article this would have kept it from hanging for ever. */
    { "\"items\":[{\"id\":\"a\",\"kind\":\"article\",\"title\":\"文\",\"max_age\":\"30d\"}]",
        "", "/items/0/max_age: max_age: outside \"show\" nothing heeds this" },
};

static void print_row(const struct table_row *row, char *out, size_t size)
{
    int used = row->group[0] ? snprintf(out, size, "# %s", row->group) : 0;
    for (size_t i = 0; i < row->cell_count; i++) {
        used += snprintf(out + used, size - (size_t)used, "%s|", row->cells[i]);
    }
    used += snprintf(out + used, size - (size_t)used, "%s", row->state);
    if (row->from_minute >= 0) {
        used += snprintf(
            out + used, size - (size_t)used, " %d-%d", row->from_minute, row->until_minute);
    }
    snprintf(out + used, size - (size_t)used, "\n");
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char json[1024], rows[1024] = "";
        snprintf(json, sizeof json, "{\"lobbycard\":1,%s}", cases[i].document);
        struct feed *feed = parse(json);
        const char *held = feed->held_count > 0 ? feed->held[0].reason : NULL;
        const struct item *item = feed->item_count > 0 ? &feed->items[0] : NULL;
        for (size_t k = 0; item && k < item->table_row_count; k++) {
            print_row(&item->table_rows[k], rows + strlen(rows), sizeof rows - strlen(rows));
        }
        if (!held != !cases[i].held || (held && strcmp(held, cases[i].held) != 0) ||
            strcmp(rows, cases[i].rows) != 0) {
            fail_msg("%s\ngives %sheld: %s", json, rows, held ? held : "no");
        }
        feed_destroy(feed);
    }
}

static void test_two_hundred_rows_are_read(void **state)
{
    (void)state;
    struct bytes json;
    bytes_init(&json);
    bytes_print(&json, "{\"lobbycard\":1," TABLE COLUMNS ",\"rows\":[");
    for (int i = 0; i < 201; i++) {
        bytes_print(&json, "%s{\"cells\":[%d]}", i > 0 ? "," : "", i);
    }
    bytes_print(&json, "]}]}");
    struct feed *feed = parse(json.data);
    assert_int_equal(feed->items[0].table_row_count, 200);
    assert_int_equal(feed->held_count, 1);
    assert_true(feed->held[0].is_cut);
    feed_destroy(feed);
    bytes_finish(&json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_two_hundred_rows_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
