/* Justified paragraphs with many figures, made by chance, at the measures of columns: a figure
 * is parted from its unit only where lines that keep all of them would be seen to be loose. */
#include "base/arena.h"
#include "base/bytes.h"
#include "chance.h"
#include "fakes/fixed_measure.h"
#include "typeset/breaks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Of what is seen of widening, in percent: 30 is a seventh of an em between Han. */
enum { PX = 40, LEAST_EM = 10, MOST_EM = 26, LOOSE_PCT = 30, BYTES = 4096 };

static const char *const words[] = { "学校", "招生", "计划", "同学", "报名", "食堂", "的", "在",
    "图书馆", "研究生", "通知", "与", "办理", "开放" };
static const char *const figures[] = { "412人", "11月", "30日", "12周", "86台", "1268名",
    "10分", "305室", "2026级", "5公里", "100元", "8小时", "第18届", "97周年", "6门" };
static const char *const marks[] = { "，", "。", "、", "；", "（", "）", "《", "》" };

static void make_text(char *text)
{
    *text = '\0';
    for (int n = 20 + chance(60); n > 0; n--) {
        strcat(text, words[chance(sizeof words / sizeof *words)]);
        if (chance(3) == 0) {
            strcat(text, figures[chance(sizeof figures / sizeof *figures)]);
        }
        if (chance(4) == 0) {
            strcat(text, marks[chance(sizeof marks / sizeof *marks)]);
        }
    }
}

static bool is_figure(const struct unit *unit)
{
    return unit->taste >= TASTE_ORDINAL && unit->taste < TASTE_TIMES;
}

struct paragraph_units {
    struct arena arena;
    struct bytes missing;
    struct chars chars;
    struct units units;
};

static void read_units(const char *text, int width, struct paragraph_units *out)
{
    const struct measure measure = fixed_measure(NULL);
    const struct text_style style = { .px = PX };
    const struct paragraph paragraph = { text, 0, strlen(text) };
    const struct set_options how = { .align = SET_JUSTIFY };
    arena_init(&out->arena);
    bytes_init(&out->missing);
    const struct unit_request request = { &measure, &style, width, width, &out->missing };
    assert_true(chars_read(&out->arena, &paragraph, &how, &out->chars));
    assert_true(units_make(&out->arena, &out->arena, &out->chars, &request, &out->units));
}

struct counts {
    int lines, parted;
};

/* How loose all lines are together; more than any could be where one is ragged, narrow or holds
 * one character alone. */
static int looseness(const struct units *units, const struct breaks *breaks, int width)
{
    enum { WORST = 1000 };
    int sum = 0;
    for (size_t i = 0; i < breaks->count; i++) {
        const size_t from = breaks->at[i], to = breaks->at[i + 1];
        const int64_t slack = width - breaks_width(units, from, to),
                      ease = units->ease[to] - units->ease[from] - units->row[from].ease;
        const bool is_last = to == units->count;
        const bool is_bad = is_last ? i > 0 && breaks_orphan(units, from)
                                    : breaks_ragged(units, from, to, slack);
        sum += is_bad || -slack > ease ? WORST
               : is_last || slack <= 0 ? 0
                                       : breaks_loose_pct(units, from, to, slack);
    }
    return sum;
}

static int count_parted(const struct units *units, const struct breaks *breaks)
{
    int parted = 0;
    for (size_t i = 1; i < breaks->count; i++) {
        parted += is_figure(&units->row[breaks->at[i]]);
    }
    return parted;
}

static void check(const char *text, int width, struct counts *counts)
{
    struct paragraph_units read;
    const struct break_room room = {
        .width = width, .first_width = width, .justify = true, .squeezes = true
    };
    struct breaks chosen, kept;
    read_units(text, width, &read);
    struct units *units = &read.units;
    assert_true(breaks_fill(&read.arena, units, &room, &chosen));
    const int parted = count_parted(units, &chosen);
    for (size_t i = 0; i < units->count; i++) {
        units->row[i].level = is_figure(&units->row[i]) ? BREAK_KINSOKU : units->row[i].level;
    }
    assert_true(breaks_fill(&read.arena, units, &room, &kept));
    if (parted > 0 && !kept.forced && looseness(units, &kept, width) < LOOSE_PCT) {
        fail_msg("parted at %d em/64, where it need not: %s", width / PX, text);
    }
    counts->parted += parted;
    counts->lines += (int)chosen.count;
    bytes_finish(&read.missing);
    arena_finish(&read.arena);
}

static void test_figures_keep_their_units(void **state)
{
    (void)state;
    static char text[BYTES];
    struct counts counts = { 0 };
    chance_begin(20261201);
    for (long round = how_many(IS_SANITIZED ? 400 : 3000, 100000); round > 0; round--) {
        make_text(text);
        check(text, (LEAST_EM + chance(MOST_EM - LEAST_EM + 1)) * PX * MEASURE_UNIT, &counts);
    }
    print_message("%d lines, %d of them part a figure\n", counts.lines, counts.parted);
    assert_true(counts.parted > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures_keep_their_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
