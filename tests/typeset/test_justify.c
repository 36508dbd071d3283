/* Justified paragraphs of Han beside long units that cannot be broken, at many widths: no line
 * is stretched beyond the limits of CLREQ 3.5.4, none begins or ends with what may not stand
 * there, no last line is a single character. */
#include "base/arena.h"
#include "fakes/fixed_measure.h"
#include "typeset/typeset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PX = 16, EM = PX * MEASURE_UNIT, LEAST_EM = 18, MOST_EM = 40 };

static uint32_t random_state;

static uint32_t next_random(uint32_t below)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % below;
}

/* Han with a mark every few characters, and now and then a word of up to 16 em. */
static void make_text(char *text, size_t parts)
{
    static const char *const han[] = { "学校", "的", "招生", "计划", "已", "公布", "考生",
        "可以", "在", "网上", "查询", "结果", "人" };
    static const char *const marks[] = { "，", "。", "、", "；", "：", "！", "）", "《", "（",
        "”", "“", "》", "——", "……" };
    static const char *const words[] = { "Linux", "GB/T", "2024年11月10日", "8:30—17:30",
        "023-65763111", "https://www.example.edu.cn/zs/", "zhaosheng@example.edu.cn",
        "internationalization", "约翰·史密斯", "12345678901234567890123456789012", "Wi-Fi",
        "3.5万元", "(023)65763111转8001" };
    text[0] = '\0';
    for (size_t i = 0; i < parts; i++) {
        uint32_t kind = next_random(9);
        if (kind == 0) {
            strcat(text, words[next_random(sizeof words / sizeof *words)]);
        } else if (kind == 1) {
            strcat(text, marks[next_random(sizeof marks / sizeof *marks)]);
        }
        for (uint32_t n = 1 + next_random(4); n > 0; n--) {
            strcat(text, han[next_random(sizeof han / sizeof *han)]);
        }
    }
}

static uint32_t character_at_edge(const char *text, bool last)
{
    size_t size = strlen(text);
    uint32_t character = 0;
    for (size_t at = 0; at < size;) {
        character = utf8_next(text, size, &at);
        if (!last) {
            break;
        }
    }
    return character;
}

struct counts {
    size_t lines, full, compared;
};

/* Between the parts of a name or of a time nothing is added. */
static bool is_joint(const char *text)
{
    return strcmp(text, "·") == 0 || strcmp(text, "—") == 0;
}

/* A line's gaps against those of the same line by itself, where nothing presses or pulls. What
 * its quotes are to it may depend on its neighbours; then it is not compared. */
static void check_gaps(
    const struct set_line *line, const char *text, bool is_ragged, struct counts *counts)
{
    struct measure measure = fixed_measure(NULL);
    struct text_style style = { .px = PX };
    struct set_options options = { .width_px = 1000 * PX };
    struct set_text alone;
    struct arena arena;
    arena_init(&arena);
    char *own = arena_strndup(&arena, text + line->start, line->end - line->start);
    assert_true(
        typeset_text(&arena, &(struct set_source) { &measure, &style, own }, &options, &alone));
    const struct set_line *natural = &alone.lines[0];
    bool same = alone.line_count == 1 && natural->piece_count == line->piece_count;
    for (size_t i = 0; same && i < line->piece_count; i++) {
        same = strcmp(line->pieces[i].text, natural->pieces[i].text) == 0;
    }
    for (size_t i = 1; same && i < line->piece_count; i++) {
        int wide = line->pieces[i].x - line->pieces[i - 1].x;
        int usual = natural->pieces[i].x - natural->pieces[i - 1].x;
        bool whole = is_joint(line->pieces[i].text) || is_joint(line->pieces[i - 1].text);
        bool is_mixed = usual > natural->pieces[i - 1].advance;
        int most = whole || is_ragged ? 0 : is_mixed ? EM / 8 : EM * 3 / 8;
        if (wide > usual + most || wide < usual - EM / 2) {
            fail_msg("a gap of %d em/100, usually %d, before %s in %s", wide * 100 / EM,
                usual * 100 / EM, line->pieces[i].text, line->text);
        }
    }
    counts->compared += same;
    arena_finish(&arena);
}

static void check_lines(const struct set_text *set, const char *text, int width, size_t letters,
    struct counts *counts)
{
    for (size_t i = 0; i < set->line_count; i++) {
        const struct set_line *line = &set->lines[i];
        bool last = i + 1 == set->line_count;
        assert_true(line->width <= width);
        if (i > 0 && mark_not_first(character_at_edge(line->text, false))) {
            fail_msg("begins badly: %s", line->text);
        }
        if (!last && mark_not_last(character_at_edge(line->text, true))) {
            fail_msg("ends badly: %s", line->text);
        }
        check_gaps(line, text, line->width < width, counts);
        counts->lines += !last;
        counts->full += !last && line->width == width;
        size_t count = 0;
        for (size_t at = 0; at < strlen(line->text);) {
            uint32_t c = utf8_next(line->text, strlen(line->text), &at);
            count += mark_class(c) == UNIT_HAN || mark_class(c) == UNIT_WESTERN;
        }
        if (last && i > 0 && count < 2 && letters > 4) {
            fail_msg("a last line of one: %s", line->text);
        }
    }
}

static void test_random_text(void **state)
{
    (void)state;
    random_state = 7;
    static char text[16384];
    struct counts counts = { 0 };
    struct measure measure = fixed_measure(NULL);
    struct text_style style = { .px = PX };
    for (int round = 0; round < 200; round++) {
        make_text(text, 4 + next_random(30));
        for (int em = LEAST_EM; em <= MOST_EM; em++) {
            struct arena arena;
            arena_init(&arena);
            struct set_options options = {
                .width_px = em * PX, .indent_em = next_random(2) ? 2 : 0, .align = SET_JUSTIFY
            };
            struct set_text set;
            assert_true(typeset_text(
                &arena, &(struct set_source) { &measure, &style, text }, &options, &set));
            check_lines(&set, text, em * EM, strlen(text) / 3, &counts);
            arena_finish(&arena);
        }
    }
    /* A line that would need more is left ragged, and there are few of them. */
    assert_true(counts.full < counts.lines);
    assert_in_range(counts.full * 100 / counts.lines, 90, 100);
    assert_true(counts.compared > counts.lines);
}

/* One line that must stay ragged: alone it is among straight ones, in a paragraph of few lines
 * none is spread. */
static void test_few_lines(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t straight;
    } cases[] = {
        { "请在网上查询结果，12345678901234567890再来学校领取。", 0 },
        { "请在网上查询结果，12345678901234567890再来学校领取，没有网络的考生可以打电话，也可以来"
          "学校的招生办公室，问问今年的计划，还可以看看。",
            4 },
    };
    struct measure measure = fixed_measure(NULL);
    struct text_style style = { .px = PX };
    struct set_options options = { .width_px = 200, .align = SET_JUSTIFY };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct set_text set;
        struct arena arena;
        arena_init(&arena);
        assert_true(typeset_text(
            &arena, &(struct set_source) { &measure, &style, cases[i].text }, &options, &set));
        size_t straight = 0;
        for (size_t k = 0; k + 1 < set.line_count; k++) {
            straight += set.lines[k].width == options.width_px * MEASURE_UNIT;
        }
        assert_int_equal(straight, cases[i].straight);
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_text),
        cmocka_unit_test(test_few_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
