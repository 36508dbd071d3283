/* What holds for every headline: pieces of Han, Latin, figures, quotations, titles of books,
 * dates, emoji, text from right to left and words wider than any line, put together by chance.
 * Nothing is lost, no line is wider than its room, and none begins or ends with a mark that may
 * not (CLREQ 3.1.4) unless nothing else fitted; —— may begin one. */
#include "base/arena.h"
#include "base/utf8.h"
#include "chance.h"
#include "fakes/fixed_measure.h"
#include "typeset/set.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { PX = 16, PARTS = 14, TEXT = 4096, HAN_PARTS = 12, FIRST_HAN = 0x4E00, HAN = 20992 };

static const char *const parts[] = { "学校", "召开", "机械学院", "学生", "获", "全国", "大赛",
    "的", "与", "为", "在", "校长", "王建国", "张", "试", "馆", "者", "首", "第十八届", "第四",
    "季度", "2026年", "春季", "5月20日", "12项", "8:00", "至", "，", "：", "！", "——", "、",
    "（", "）", "“", "”", "《", "》", "〔2026〕", "18号", "·", "……", "Nature", "C++", "Wi-Fi",
    "100%", "https://www.example.edu.cn/a/b?c=d",
    "Pneumonoultramicroscopicsilicovolcanoconiosis", "😀", "👩\xE2\x80\x8D🔬", "أُقيم", "حفل",
    "שלום", "ไทย", "한국어", " ", "\xE3\x80\x80", "e\xCC\x81", "\xE2\x80\x8B", "\n", "Ａ１",
    "①", "食品安全", "社会实践", "阿依努尔·买买提", "李响", "向", "四、六级", "2个", "中旬",
    "圖書館", "カタカナ", "A、", "等" };

static void make_title(char *text)
{
    text[0] = '\0';
    for (int i = 1 + chance(PARTS); i > 0; i--) {
        size_t part = (size_t)chance(sizeof parts / sizeof *parts + HAN_PARTS);
        size_t length = strlen(text);
        if (part < sizeof parts / sizeof *parts) {
            strcpy(text + length, parts[part]);
        } else {
            length += utf8_encode(FIRST_HAN + (uint32_t)chance(HAN), text + length);
            text[length] = '\0';
        }
    }
}

/* Without white space, as lines have it at their edges and not. */
static void put_essence(const char *text, char *out)
{
    size_t size = strlen(text), length = strlen(out);
    for (size_t at = 0; at < size;) {
        uint32_t c = utf8_next(text, size, &at);
        if (c != ' ' && c != 0x3000 && c != 0xA0) {
            length += utf8_encode(c, out + length);
        }
    }
    out[length] = '\0';
}

static void join(const struct set_text *set, char *out)
{
    out[0] = '\0';
    for (size_t i = 0; i < set->line_count; i++) {
        put_essence(set->lines[i].text, out);
    }
}

static void check_edges(const char *text, const struct set_text *set)
{
    for (size_t i = 1; i < set->line_count; i++) {
        const char *line = set->lines[i].text, *above = set->lines[i - 1].text;
        size_t at = 0, last = strlen(above);
        uint32_t first = utf8_next(line, strlen(line), &at);
        while (last > 0 && ((unsigned char)above[--last] & 0xC0) == 0x80) {
        }
        uint32_t end = utf8_next(above, strlen(above), &last);
        bool is_first = !mark_not_first(first) || strncmp(line, "——", strlen("——")) == 0;
        if (!set->lines[i - 1].paragraph_end && (!is_first || mark_not_last(end))) {
            fail_msg("%s\nbetween %s\nand %s", text, above, line);
        }
    }
}

static void check_widths(const char *text, const struct set_text *set, int width_px)
{
    for (size_t i = 0; i < set->line_count; i++) {
        const struct set_line *line = &set->lines[i];
        if (line->width > width_px * MEASURE_UNIT && line->piece_count > 1) {
            fail_msg("%s\nwider than %d: %s", text, width_px, line->text);
        }
    }
}

static void check_title(const char *text, const struct set_options *options)
{
    static char wanted[TEXT], found[TEXT];
    const struct measure measure = fixed_measure(NULL);
    const struct text_style style = { .px = PX };
    const struct set_source source = { &measure, &style, text };
    const struct set_options wide = { .width_px = 1 << 16 };
    struct arena arena;
    struct set_text set, whole;
    struct set_flaws flaws;
    arena_init(&arena);
    assert_true(typeset_text(&arena, &source, &wide, &whole));
    assert_true(set_paragraphs(&arena, &source, options, &set, &flaws));
    join(&whole, wanted);
    join(&set, found);
    assert_string_equal(found, wanted);
    check_widths(text, &set, options->width_px);
    if (!flaws.forced) {
        check_edges(text, &set);
    }
    const struct fit_options fit = { .set = *options,
        .max_px = 2 * PX,
        .min_px = PX,
        .max_height_px = (1 + chance(8)) * PX,
        .line_height_pct = 125,
        .max_lines = chance(4) };
    struct fitted fitted;
    assert_true(typeset_fit(&arena, &source, &fit, &fitted));
    int lines = fit.max_height_px / (fitted.px * fit.line_height_pct / 100);
    const int most = fit.max_lines + (fit.max_lines > 1); /* one more for whole words */
    lines = fit.max_lines > 0 && most < lines ? most : lines;
    assert_in_range(fitted.set.line_count, 0, lines > 0 ? (size_t)lines : 1);
    join(&fitted.set, found);
    if (!fitted.clipped) {
        assert_string_equal(found, wanted);
    }
    check_widths(text, &fitted.set, options->width_px);
    arena_finish(&arena);
}

static void test_any_titles(void **state)
{
    (void)state;
    static char text[TEXT];
    chance_begin(3); /* with titles of several paragraphs that filled their lines */
    for (long round = how_many(4000, 200000); round > 0; round--) {
        make_title(text);
        const struct set_options options = {
            .width_px = (2 + chance(24)) * PX - chance(PX),
            .indent_em = chance(8) ? 0 : 1,
            .balance = true,
            .max_lines = (size_t)chance(6),
            .keep_half_width = chance(8) == 0,
        };
        check_title(text, &options);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_titles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
