/* Fitting titles and flowing articles over pages. */
#include "base/arena.h"
#include "base/bytes.h"
#include "fakes/fixed_measure.h"
#include "typeset/flow_marks.h"
#include "typeset/flow_print.h"
#include "typeset/typeset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fit_case {
    const char *text;
    int width_px, height_px, max_px, min_px, max_lines;
    int px;
    const char *lines;
    bool clipped;
};

static const struct fit_case fits[] = {
    { "校园开放日", 400, 100, 80, 20, 0, 80, "校园开放日", false },
    { "校园开放日", 200, 60, 80, 20, 1, 40, "校园开放日", false },
    { "重庆某某学院招生大会", 200, 120, 80, 20, 2, 33, "重庆某某学院|招生大会", false },
    { "Internationalization", 200, 300, 80, 10, 0, 20, "Internationalization", false },
    { "一二三四五六七八九十", 100, 30, 80, 20, 1, 20, "一二三四…", true },
    { "一二三，四五六七八九十", 80, 30, 80, 20, 1, 20, "一二三…", true },
    { "一二三四五六七八九十", 100, 5, 80, 20, 0, 20, "一二三四…", true },
    { "", 100, 50, 80, 20, 0, 80, "", false },
    /* no line ends behind a prefix (试) or inside a word that no dictionary has (自习区): the
     * text is rather set smaller */
    { "图书馆新馆试运行，24小时自习区同步开放", 520, 800, 84, 54, 0, 84,
        "图书馆新馆|试运行，|24小时自习区|同步开放", false },
    { "新馆试运行仪式举行", 250, 800, 60, 40, 0, 60, "新馆|试运行|仪式举行", false },
};

static void test_fitting(void **state)
{
    (void)state;
    struct measure measure = fixed_measure(NULL);
    struct text_style style = { 0 };
    size_t failed = 0;
    for (size_t i = 0; i < sizeof fits / sizeof *fits; i++) {
        const struct fit_case *c = &fits[i];
        struct arena arena;
        arena_init(&arena);
        struct fit_options options = {
            .set = { .width_px = c->width_px, .balance = true },
            .max_px = c->max_px,
            .min_px = c->min_px,
            .max_height_px = c->height_px,
            .line_height_pct = 125,
            .max_lines = c->max_lines,
        };
        struct fitted fitted;
        assert_true(typeset_fit(
            &arena, &(struct set_source) { &measure, &style, c->text }, &options, &fitted));
        char lines[256] = "";
        for (size_t k = 0; k < fitted.set.line_count; k++) {
            strcat(strcat(lines, k ? "|" : ""), fitted.set.lines[k].text);
        }
        if (strcmp(lines, c->lines) != 0 || fitted.px != c->px ||
            fitted.clipped != c->clipped) {
            failed++;
            print_error("%s: %s at %d px%s, not %s at %d\n", c->text, lines, fitted.px,
                fitted.clipped ? ", clipped" : "", c->lines, c->px);
        }
        arena_finish(&arena);
    }
    assert_int_equal(failed, 0);
}

/* A long text is cut without setting it again and again. */
static void test_fitting_a_long_text(void **state)
{
    (void)state;
    size_t calls = 0;
    struct measure measure = fixed_measure(&calls);
    struct text_style style = { 0 };
    char *text = repeat("文", 20000);
    struct arena arena;
    arena_init(&arena);
    struct fit_options options = { .set = { .width_px = 1000 },
        .max_px = 60,
        .min_px = 30,
        .max_height_px = 200,
        .line_height_pct = 125 };
    struct fitted fitted;
    assert_true(typeset_fit(
        &arena, &(struct set_source) { &measure, &style, text }, &options, &fitted));
    assert_true(fitted.clipped);
    assert_int_equal(fitted.px, 30);
    assert_int_equal(fitted.set.line_count, 5);
    assert_in_range(calls, 1, 20000 * 10);
    arena_finish(&arena);
    free(text);
}

struct flow_case {
    const char *what;
    const char *texts[8];
    int columns, first_height;
    const char *pages;
    int first_width; /* 0: like the others */
    bool is_for_text;
};

static const struct flow_case flows[] = {
    { "one page", { "5" }, 1, 100, "ttttt", 0, false },
    { "nothing", { NULL }, 1, 100, "", 0, false },
    { "two lines on either side of a turn", { "11" }, 1, 100, "ttttttt|tttt", 0, false },
    { "a turn between paragraphs", { "10", "10" }, 1, 100, "tttttttttt|tttttttttt", 0, false },
    { "no heading at the foot", { "8", "# 标题", "9" }, 1, 100, "tttttttt|Httttttttt", 0,
        false },
    { "two lines below a heading", { "7", "# 标题", "9" }, 1, 100, "ttttttt|Httttttttt", 0,
        false },
    { "paired headings stay together", { "7", "# 标题", "# 副题", "7" }, 1, 100,
        "ttttttt|Hhttttttt", 0, false },
    { "a nearly empty last page is filled", { "6", "6", "6", "6" }, 1, 100,
        "tttttttt|tttttttt|tttttttt", 0, false },
    { "a half full one as well", { "10", "6" }, 1, 100, "tttttttt|tttttttt", 0, false },
    { "two thirds are left", { "10", "7" }, 1, 100, "tttttttttt|ttttttt", 0, false },
    { "where a line on each is too much, the last few are evened",
        { "10", "10", "10", "10", "10", "10", "10", "6" }, 1, 100,
        "tttttttttt|tttttttttt|tttttttttt|tttttttttt|tttttttttt|tttttttt|ttttttttt|ttttttttt",
        0, false },
    { "columns of the last page are even", { "12" }, 2, 100, "tttttt/tttttt", 0, false },
    { "a low first page", { "12" }, 1, 50, "ttttt|ttttttt", 0, false },
    { "three lines are not parted", { "9", "3", "4" }, 1, 100, "ttttttttt|ttttttt", 0, false },
    { "a wide first page", { "15" }, 1, 50, "tttt|ttttttt", 200, false },
    { "one line is not left for narrow columns", { "11" }, 1, 50, "tttt|ttt", 200, false },
    { "a paragraph after the turn has its indent", { "10", "7" }, 1, 50, "ttttt|ttttttt", 200,
        false },
    { "a figure at the head", { "= 40", "6" }, 1, 100, "=tttttt", 0, false },
    { "a figure comes to its column's head", { "3", "= 40", "3" }, 1, 100, "=tttttt", 0,
        false },
    { "a figure waits for the next page", { "10", "= 40", "5" }, 1, 100, "tttttttttt|=ttttt", 0,
        false },
    { "little text below a figure is none", { "= 80", "5" }, 2, 100, "=/ttttt", 0, false },
    { "two figures on two pages of text", { "= 60", "= 60", "8", "8" }, 2, 100,
        "=ttt/ttttt|=ttt/ttttt", 0, false },
    { "a page that goes on is filled before one of figures", { "4", "= 90", "= 90" }, 2, 100,
        "tttt/=|=", 0, false },
    { "a figure after a page for text", { "4", "= 40", "4" }, 1, 100, "tttttttt|=", 0, true },
    { "it leads such a page", { "= 100", "4" }, 1, 100, "=|tttt", 0, true },
};

static void test_flowing(void **state)
{
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof flows / sizeof *flows; i++) {
        const struct flow_case *c = &flows[i];
        struct flow_options options = plain;
        options.first.columns = options.later.columns = c->columns;
        options.first.height_px = c->first_height;
        options.first.width_px = c->first_width > 0 ? c->first_width : 100;
        options.first_is_for_text = c->is_for_text;
        size_t count = 0;
        while (count < 8 && c->texts[count]) {
            count++;
        }
        char found[512];
        flow_to_text(c->texts, count, &options, found);
        if (strcmp(found, c->pages) != 0) {
            failed++;
            print_error("%s: %s, not %s\n", c->what, found, c->pages);
        }
    }
    assert_int_equal(failed, 0);
}

/* For every length of an article with headings the rules hold and nothing is lost. */
static void test_flowing_any_length(void **state)
{
    (void)state;
    for (int lines = 1; lines < 60; lines++) {
        for (int columns = 1; columns <= 3; columns++) {
            char first[16], second[16], found[512];
            snprintf(first, sizeof first, "%d", lines);
            snprintf(second, sizeof second, "%d", 60 - lines);
            const char *texts[] = { first, "# 标题", "# 副题", second };
            struct flow_options options = plain;
            options.first.columns = options.later.columns = columns;
            flow_to_text(texts, 4, &options, found);
            size_t all = 0;
            for (const char *at = found; *at; at++) {
                all += *at != '/' && *at != '|';
                bool foot = at[1] == '/' || at[1] == '|';
                if (foot && (*at == 'H' || *at == 'h')) {
                    fail_msg("a heading at the foot: %s", found);
                }
            }
            assert_int_equal(all, 62);
            assert_non_null(strstr(found, "Ht") ? NULL : found);
        }
    }
}

/* A text over pages of two widths, of every length: all of it, once, in its order, and two
 * lines on either side of the turn. */
static void check_two_widths(int first, int later)
{
    struct measure measure = fixed_measure(NULL);
    for (size_t length = 1; length < 400; length += 7) {
        struct arena arena;
        arena_init(&arena);
        struct bytes text, found;
        bytes_init(&text);
        bytes_init(&found);
        for (size_t i = 0; i < length; i++) {
            assert_true(bytes_print(&text, "%s", i % 3 == 0 ? "山" : i % 3 == 1 ? "水" : "田"));
            assert_true(i % 64 != 63 || bytes_print(&text, "\n"));
        }
        struct flow_options options = plain;
        options.first = (struct flow_shape) { first, 60, 1 };
        options.later = (struct flow_shape) { later, 100, 2 };
        const struct flow_block block = { .text = text.data };
        struct flow flow;
        assert_true(typeset_flow(
            &arena, &(struct flow_text) { &measure, &block, 1, NULL }, &options, &flow));
        for (size_t p = 0; p < flow.page_count; p++) {
            const struct flow_page *page = &flow.pages[p];
            assert_true(page->line_count > 0);
            const struct set_line *last = &page->lines[page->line_count - 1].line;
            assert_true(p + 1 == flow.page_count || last->paragraph_end ||
                        !flow.pages[p + 1].lines[0].line.paragraph_end);
            for (size_t i = 0; i < page->line_count; i++) {
                const struct set_line *line = &page->lines[i].line;
                assert_true(line->width <= (p ? later : first) * MEASURE_UNIT);
                assert_true(
                    bytes_print(&found, "%s%s", line->text, line->paragraph_end ? "\n" : ""));
            }
        }
        found.data[found.size - 1] = text.data[text.size - 1] == '\n' ? '\n' : '\0';
        assert_string_equal(found.data, text.data);
        bytes_finish(&text);
        bytes_finish(&found);
        arena_finish(&arena);
    }
}

static void test_flowing_two_widths(void **state)
{
    (void)state;
    check_two_widths(170, 90);
    check_two_widths(90, 170);
}

/* Read once for many sizes and widths, it is set as when it is read for each; a text may be
 * both a heading and a paragraph. */
static void test_read_once(void **state)
{
    (void)state;
    static const char mixed[] =
        "学校图书馆将于下周一起延长开放时间(8:00-22:30)，阅览座位由520个增加到640个。\n"
        "The characteristics of internationalization are extraordinarily multidimensional.\n"
        "咨询电话：023-65763111转8001，或见https://lib.example.edu.cn/a/b。";
    static const char *const langs[] = { "zh-Hans", "en", "ja" };
    const struct flow_block blocks[] = { { .kind = FLOW_HEADING,
                                             .text = "关于延长开放时间的通知" },
        { .kind = FLOW_TEXT, .text = mixed }, { .kind = FLOW_HEADING, .text = mixed },
        { .kind = FLOW_FIGURE, .text = "", .first_px = 60, .later_px = 40 },
        { .kind = FLOW_TEXT, .text = mixed } };
    struct measure measure = fixed_measure(NULL);
    struct flow_readings readings;
    flow_readings_init(&readings);
    for (size_t lang = 0; lang < sizeof langs / sizeof *langs; lang++) {
        for (int px = 10; px < 24; px += 3) {
            struct flow_options options = plain;
            struct arena arena;
            struct flow once, each;
            struct bytes one, two;
            options.text_style.px = options.heading_style.px = px;
            options.text_style.lang = options.heading_style.lang = langs[lang];
            options.set.hyphenates = true;
            options.first = (struct flow_shape) { 90 + 5 * px, 160, 1 };
            options.later = (struct flow_shape) { 150, 200, 2 };
            arena_init(&arena);
            bytes_init(&one);
            bytes_init(&two);
            struct flow_text text = { &measure, blocks, 5, &readings };
            assert_true(typeset_flow(&arena, &text, &options, &once));
            text.readings = NULL;
            assert_true(typeset_flow(&arena, &text, &options, &each));
            assert_true(flow_print(&once, &one) && flow_print(&each, &two));
            assert_string_equal(one.data, two.data);
            bytes_finish(&two);
            bytes_finish(&one);
            arena_finish(&arena);
        }
        flow_readings_finish(&readings);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fitting),
        cmocka_unit_test(test_fitting_a_long_text),
        cmocka_unit_test(test_flowing),
        cmocka_unit_test(test_read_once),
        cmocka_unit_test(test_flowing_any_length),
        cmocka_unit_test(test_flowing_two_widths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
