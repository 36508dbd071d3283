/* What of a table is on the glass at a moment: rows that are left, the one of now, the shapes
 * of states, what it is true of, and what it says when no row is left. */
#include "slide/deck.h"
#include "slide/fixture.h"

#define COLUMNS(types) "\"columns\":[" types "]"
#define TYPE(type) "{\"label\":\"L\",\"type\":\"" type "\"}"
#define ROW(cells) "{\"cells\":[" cells "]}"
#define STATE(word) "{\"cells\":[\"甲\"],\"state\":\"" word "\"}"
#define UNTIL(cell, until) "{\"cells\":[\"" cell "\"],\"until\":\"" until "\"}"
#define GROUP(label) "{\"group\":\"" label "\"}"
#define ROWS(rows) "\"rows\":[" rows "]"

/* A slide is printed box by box: texts between blanks, ">" where the row of now begins, and a
 * state's shape by its fills: "=" each. */
static const struct {
    const char *members, *at, *slides;
} cases[] = {
    { COLUMNS(TYPE("time")) "," ROWS(ROW("\"9:00-10:00\"") "," ROW("\"10:00-11:00\"")),
        "2026-11-23T09:59:59+08:00", "T L > 9:00—10:00 10:00—11:00" },
    { COLUMNS(TYPE("time")) "," ROWS(ROW("\"9:00-10:00\"") "," ROW("\"10:00-11:00\"")),
        "2026-11-23T10:00:00+08:00", "T L 9:00—10:00 > 10:00—11:00" },
    { COLUMNS(TYPE("time")) "," ROWS(ROW("\"22:00-2:00\"") "," ROW("\"2:00-3:00\"")),
        "2026-11-23T01:00:00+08:00", "T L > 22:00—2:00 2:00—3:00" },
    /* All of them are: that tells nothing. */
    { COLUMNS(TYPE("time")) "," ROWS(ROW("\"9:00-12:00\"") "," ROW("\"10:00-11:00\"")),
        "2026-11-23T10:30:00+08:00", "T L 9:00—12:00 10:00—11:00" },
    { COLUMNS(TYPE("time")) "," ROWS(ROW("\"9:00-12:00\"")), "2026-11-23T10:30:00+08:00",
        "T L > 9:00—12:00" },
    /* Of departures the next, under each heading. */
    { COLUMNS(TYPE("departure")) "," ROWS(
          ROW("\"9:00\"") "," ROW("\"10:00\"") "," ROW("\"11:00\"")),
        "2026-11-23T10:00:59+08:00", "T L 9:00 > 10:00 11:00" },
    { COLUMNS(TYPE("departure")) "," ROWS(
          ROW("\"9:00\"") "," ROW("\"10:00\"") "," ROW("\"11:00\"")),
        "2026-11-23T10:01:00+08:00", "T L 9:00 10:00 > 11:00" },
    { COLUMNS(TYPE("departure")) "," ROWS(ROW("\"9:00\"") "," ROW("\"10:00\"")),
        "2026-11-23T10:01:00+08:00", "T L 9:00 10:00" },
    { COLUMNS(TYPE("departure")) "," ROWS(GROUP("东") "," ROW("\"9:00\"") "," ROW(
          "\"11:00\"") "," GROUP("西") "," ROW("\"12:00\"")),
        "2026-11-23T10:01:00+08:00", "T L 东 9:00 > 11:00 西 > 12:00" },
    /* Other days than today. */
    { COLUMNS(TYPE("text") "," TYPE("time")) "," ROWS(
          ROW("\"11月23日\",\"9:00-11:00\"") "," ROW("\"11月24日\",\"9:00-11:00\"")),
        "2026-11-23T10:00:00+08:00", "T L L > 11月23日 9:00—11:00 11月24日 9:00—11:00" },
    { COLUMNS(TYPE("time")) "," ROWS(
          GROUP("周二") "," ROW("\"9:00-11:00\"") "," GROUP("周一") "," ROW("\"9:00-11:00\"")),
        "2026-11-23T10:00:00+08:00", "T L 周二 9:00—11:00 周一 > 9:00—11:00" },
    /* Rows that are over, and headings with nothing below them. */
    { COLUMNS(TYPE("text")) "," ROWS(GROUP("东") "," UNTIL("甲", "2026-11-23T10:00") "," GROUP(
          "西") "," UNTIL("乙", "2026-11-23T10:01")),
        "2026-11-23T10:00:00+08:00", "T L 西 乙" },
    { COLUMNS(TYPE("text")) "," ROWS(
          UNTIL("甲", "2026-11-23T10:00") "," GROUP("西")) ",\"empty\":\"没有了\"",
        "2026-11-23T10:00:00+08:00", "T 没有了" },
    { COLUMNS(TYPE("text")) "," ROWS(UNTIL("甲", "2026-11-23T10:00")),
        "2026-11-23T10:00:00+08:00", "" },
    /* Shapes: full, half, empty, and a dash for any other word. */
    { COLUMNS(TYPE("text")) "," ROWS(
          STATE("开放") "," STATE("紧张") "," STATE("已满") "," STATE("改期")),
        "2026-11-23T10:00:00+08:00", "T L 甲 = 开放 甲 == 紧张 甲 == 已满 甲 = 改期" },
    { COLUMNS(TYPE("text")) "," ROWS(
          STATE("晚点 10 分钟") "," STATE("满意") "," STATE("SOLD OUT")),
        "2026-11-23T10:00:00+08:00", "T L 甲 == 晚点10分钟 甲 = 满意 甲 == SOLD OUT" },
    /* What it is true of. */
    { "\"as_of\":\"2026-11-23T10:05:00+08:00\"," COLUMNS(TYPE("text")) "," ROWS(ROW("\"甲\"")),
        "2026-11-23T11:00:00+08:00", "T 截至10:05 L 甲" },
    { "\"as_of\":\"2026-11-22T16:05:00Z\"," COLUMNS(TYPE("text")) "," ROWS(ROW("\"甲\"")),
        "2026-11-23T11:00:00+08:00", "T 截至0:05 L 甲" },
    { "\"as_of\":\"2026-11-22T23:50\"," COLUMNS(TYPE("text")) "," ROWS(ROW("\"甲\"")),
        "2026-11-23T11:00:00+08:00", "T 截至11月22日23:50 L 甲" },
    { "\"as_of\":\"2025-11-23\"," COLUMNS(TYPE("text")) "," ROWS(ROW("\"甲\"")),
        "2026-11-23T11:00:00+08:00", "T 截至2025年11月23日 L 甲" },
    /* Units stand behind numbers alone. */
    { COLUMNS("{\"label\":\"价\",\"type\":\"number\",\"unit\":\"元\"}") "," ROWS(
          ROW("12") "," ROW("\"免费\"") "," ROW("\"-3.5\"")),
        "2026-11-23T11:00:00+08:00", "T 价/元 12 免费 -3.5" },
    { COLUMNS("{\"label\":\"菜\",\"unit\":\"元\"}") "," ROWS(ROW("12")),
        "2026-11-23T11:00:00+08:00", "T 菜 12" },
};

static void print_box(const struct box *box, struct bytes *out)
{
    static const char *const others[] = { "date", "clock", "site" };
    bool is_shape = box->kind == BOX_FILL && strcmp(box->role, "state") == 0;
    bool is_more = is_shape && out->size > 0 && out->data[out->size - 1] == '=';
    if (is_shape) {
        assert_true(bytes_print(out, is_more ? "=" : " ="));
    } else if (box->kind == BOX_FILL && strcmp(box->role, "now") == 0) {
        assert_true(bytes_print(out, " >"));
    }
    bool is_header = box->live != LIVE_NONE;
    for (size_t i = 1; i < sizeof others / sizeof *others; i++) {
        is_header = is_header || strcmp(box->role, others[i]) == 0;
    }
    for (size_t i = 0; box->kind == BOX_TEXT && !is_header && i < box->line_count; i++) {
        assert_true(bytes_print(out, " %s", box->lines[i].line.text));
    }
}

static void print_slides(const struct layout *layout, struct bytes *out)
{
    struct deck *deck = deck_plan(layout);
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        if (strcmp(deck->slides[i].kind->name, "table") == 0) {
            struct scene *scene = slide_lay_out(layout, &deck->slides[i]);
            assert_non_null(scene);
            for (size_t k = 0; k < scene->box_count; k++) {
                print_box(&scene->boxes[k], out);
            }
            scene_destroy(scene);
        }
    }
    deck_destroy(deck);
}

static void look(const char *members, const char *at, bool is_doubtful, const char *slides)
{
    char json[2048];
    struct fixture fixture;
    struct bytes out;
    int offset;
    bytes_init(&out);
    snprintf(json, sizeof json,
        "{\"lobbycard\":1,\"items\":[{\"id\":\"t\",\"kind\":\"table\",\"title\":\"T\",%s}]}",
        members);
    fixture_init(&fixture, json, "paper");
    fixture.layout.is_clock_doubtful = is_doubtful;
    assert_true(moment_read_instant(at, &fixture.layout.now_ms, &offset));
    print_slides(&fixture.layout, &out);
    const char *got = out.size > 0 ? out.data + 1 : "";
    if (strcmp(got, slides) != 0) {
        fail_msg("%s\nat %s: \"%s\", not \"%s\"", json, at, got, slides);
    }
    fixture_finish(&fixture);
    bytes_finish(&out);
}

static void test_slides(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        look(cases[i].members, cases[i].at, false, cases[i].slides);
    }
}

static void test_a_doubtful_clock_marks_nothing(void **state)
{
    (void)state;
    look(cases[0].members, cases[0].at, true, "T L 9:00—10:00 10:00—11:00");
    look("\"as_of\":\"2026-11-23T10:05:00+08:00\"," COLUMNS(TYPE("text")) "," ROWS(
             ROW("\"甲\"")),
        "2026-11-23T11:00:00+08:00", true, "T 截至11月23日10:05 L 甲");
}

#define WIDE "一行有二十多个字的内容因此不能并排放两列只能上下排列"

/* A page ends before a heading where that costs no other: five rows and four would be more
 * even. */
static void test_pages_end_with_groups(void **state)
{
    (void)state;
    look(
        COLUMNS(TYPE("text") "," TYPE("text")) "," ROWS(
            GROUP("东") "," ROW("\"甲\",\"" WIDE "\"") "," ROW("\"乙\"") "," ROW("\"丙\"") "," GROUP(
                "西") "," ROW("\"丁\"") "," ROW("\"戊\"") "," GROUP("北") "," ROW("\"己\"")),
        "2026-11-23T10:00:00+08:00", false,
        "T L L 东 甲 " WIDE " 乙 丙 1 / 2 T L L 西 丁 戊 北 己 2 / 2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slides),
        cmocka_unit_test(test_a_doubtful_clock_marks_nothing),
        cmocka_unit_test(test_pages_end_with_groups),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
