/* Names with spaces between them stay whole: lists made by chance, at all measures. */
#include "base/arena.h"
#include "base/bytes.h"
#include "chance.h"
#include "fakes/fixed_measure.h"
#include "typeset/typeset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { LISTS = IS_SANITIZED ? 200 : 2000, PX = 40, LEAST_EM = 9, MOST_EM = 30 };

#define PICK(list) (list)[chance((int)(sizeof(list) / sizeof *(list)))]

/* Surnames, of two characters too, and what follows them; `between` stands in short ones where
 * columns are lined up. */
static void print_name(struct bytes *out, const char *between)
{
    static const char *const surnames[] = { "张", "李", "王", "赵", "徐", "欧阳", "司马", "陈",
        "周", "吴", "诸葛", "孙" };
    static const char *const given[] = { "三", "四", "子轩", "小明", "娜娜", "一鸣", "悦",
        "浩然", "雨桐", "伟", "可欣", "思远" };
    const char *surname = PICK(surnames), *name = PICK(given);
    const bool is_short = strlen(surname) + strlen(name) == 6;
    bytes_print(out, "%s%s%s", surname, is_short ? between : "", name);
}

static void print_list(struct bytes *out)
{
    static const char *const leads[] = { "", "获奖名单如下：", "一等奖（共八人）：",
        "经评审委员会评定，下列同学获2026年度奖学金：", "一等奖 " };
    const char *space = chance(3) ? " " : "　", *between = chance(3) ? "" : "　";
    const int count = 4 + chance(30);
    bytes_print(out, "%s", PICK(leads));
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s", i > 0 ? space : "");
        print_name(out, between);
    }
    bytes_print(out, "%s", chance(2) ? "。" : "");
}

/* Whether a byte of the text is at a space, or stands behind one or behind a mark. */
static bool may_begin(const char *text, size_t at)
{
    return at == 0 || text[at - 1] == ' ' ||
           (at >= 3 &&
               (memcmp(text + at - 3, "　", 3) == 0 || memcmp(text + at - 3, "：", 3) == 0));
}

struct told {
    int lines, torn;
};

/* Of the lines behind the first name. */
static void look_at(const struct set_text *set, const char *text, struct told *told)
{
    const char *colon = strstr(text, "：");
    const size_t names = colon ? (size_t)(colon - text) + 3 : 0;
    for (size_t i = 1; i < set->line_count; i++) {
        const size_t start = set->lines[i].start;
        if (start > names) {
            told->lines++;
            told->torn += !may_begin(text, start);
        }
    }
}

static struct told set_lists(enum set_align align)
{
    const struct measure measure = fixed_measure(NULL);
    const struct text_style style = { .px = PX, .lang = "zh-CN" };
    struct told told = { 0 };
    for (int n = 0; n < LISTS; n++) {
        struct bytes text;
        struct arena arena;
        struct set_text set;
        bytes_init(&text);
        arena_init(&arena);
        print_list(&text);
        const struct set_options options = {
            .width_px = (LEAST_EM + chance(MOST_EM - LEAST_EM)) * PX,
            .indent_em = align == SET_JUSTIFY ? 2 : 0,
            .align = align,
            .whole_words = chance(2),
        };
        const struct set_source source = { &measure, &style, text.data };
        assert_true(typeset_text(&arena, &source, &options, &set));
        look_at(&set, text.data, &told);
        arena_finish(&arena);
        bytes_finish(&text);
    }
    printf("%d of %d lines begin inside a name\n", told.torn, told.lines);
    return told;
}

static void test_ragged(void **state)
{
    (void)state;
    chance_begin(18);
    const struct told told = set_lists(SET_LEFT);
    assert_true(told.lines > LISTS);
    assert_int_equal(told.torn, 0);
}

/* Lines that cannot be made as wide stay ragged. */
static void test_justified(void **state)
{
    (void)state;
    chance_begin(19);
    const struct told told = set_lists(SET_JUSTIFY);
    assert_true(told.lines > LISTS);
    assert_int_equal(told.torn, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_ragged),
        cmocka_unit_test(test_justified) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
