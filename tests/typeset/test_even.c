/* Justified paragraphs of any script, made by chance, at any measure: no line is wider than it,
 * nothing is lost or comes twice, and what is missing in a line is shared out evenly over it.
 */
#include "base/arena.h"
#include "chance.h"
#include "fakes/fixed_measure.h"
#include "typeset/typeset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { PX = 40, EM = PX * MEASURE_UNIT, WIDEST_EM = 40, BYTES = 4096, ROUNDING = 2 };

static const char *const scripts[][8] = {
    { "学校", "重庆", "年", "月", "日", "第", "的", "人" },
    { "招生", "万元", "一百", "二十", "名", "级", "届", "在" },
    { "，", "。", "、", "：", "；", "？", "！", "——" },
    { "（", "）", "《", "》", "“", "”", "〔", "〕" },
    { "·", "……", "～", "／", ",", "'", "\"", "." },
    { "2026", "11", "8:30", "23-65763110", "50%", "1.5×10⁴/m²", "￥ 12", "8：30-9：00" },
    { "Linux", "well-known", "C++", "http://a.cn/b/c", "x@y.cn", "kWh", "A", "don’t" },
    { " ", " ", "  ", "\t", "\xE3\x80\x80", "\xC2\xA0", "\xE2\x80\x8B", " " },
    { "こんにちは", "カタカナ", "ー", "っ", "々", "ゝ", "の", "ｱ" },
    { "안녕", "하세요", "층", "일", "가", "나", "다", "라" },
    { "สวัสดี", "ครับ", "ก", "ํ", "ລາວ", "ខ្មែរ", "မြန်မာ", "་བོད" },
    { "مرحبا", "سلام", "ئۇيغۇر", "שלום", "١٢٣", "۱۲", "ا", "ل" },
    { "👩‍🔬", "🇨🇳", "❤️", "😀", "👍🏽", "①", "→",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿" },
    { "é́́́́", "ä̈", "̀", "ก็้", "ह्म", "\xE2\x80\x8D", "\xEF\xB8\x8F", "\xF3\xA0\x81\xA7" },
};

enum { SCRIPTS = sizeof scripts / sizeof *scripts };

/* Some scripts are common in a paragraph, and Han mostly the most common. */
static void make_text(char *text)
{
    int parts = 1 + chance(chance(8) ? 60 : 300), usual = chance(SCRIPTS), plain = chance(10);
    *text = '\0';
    for (int i = 0; i < parts && strlen(text) + 64 < BYTES; i++) {
        int script = chance(10) < plain ? chance(2) : chance(3) == 0 ? usual : chance(SCRIPTS);
        strcat(text, scripts[script][chance(8)]);
    }
}

static bool is_traceless(uint32_t c)
{
    return c == ' ' || c == '\t' || c == 0x3000 || c == 0xA0 || c == 0x200D ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0000 && c <= 0xE007F) ||
           mark_is_ignorable(c);
}

/* What the text and its lines have in common: marks may be shown as others. */
static size_t essence(const char *text, size_t size, uint32_t *out)
{
    size_t count = 0;
    for (size_t at = 0; at < size;) {
        uint32_t c = utf8_next(text, size, &at);
        c = c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF00 + 0x20 : c;
        c = c == 0x2018 || c == 0x2019 ? '\'' : c == 0x201C || c == 0x201D ? '"' : c;
        c = c == 0x3002 ? '.' : mark_is_range(c) ? '-' : c;
        if (!is_traceless(c)) {
            out[count++] = c;
        }
    }
    return count;
}

static void check_whole(const char *text, const struct set_text *set)
{
    static uint32_t wanted[BYTES], found[BYTES];
    size_t count = 0, end = 0;
    for (size_t i = 0; i < set->line_count; i++) {
        const struct set_line *line = &set->lines[i];
        assert_true(line->start >= end && line->end > line->start);
        assert_int_equal(essence(text + end, line->start - end, wanted), 0);
        end = line->end;
        count += essence(line->text, strlen(line->text), found + count);
    }
    assert_int_equal(count, essence(text, strlen(text), wanted));
    assert_memory_equal(found, wanted, count * sizeof *found);
}

static uint32_t first_of(const char *text)
{
    size_t at = 0;
    return utf8_next(text, strlen(text) + 1, &at);
}

static bool is_han(const struct piece *piece)
{
    uint32_t character = first_of(piece->text);
    return character >= 0x4E00 && character <= 0x9FFF && strlen(piece->text) == 3;
}

static bool is_figure(const struct piece *piece)
{
    return piece->text[strspn(piece->text, "0123456789")] == '\0';
}

/* The least and the most of one kind of gap in a line. */
struct range {
    int least, most;
    bool any;
};

static void note(struct range *range, int gap)
{
    range->least = range->any && range->least < gap ? range->least : gap;
    range->most = range->any && range->most > gap ? range->most : gap;
    range->any = true;
}

static void check_even(const struct set_line *line)
{
    struct range han = { 0 }, mixed = { 0 }, comma = { 0 };
    bool has_spaces = strpbrk(line->text, " ") || strstr(line->text, "\xE3\x80\x80");
    for (size_t i = 1; i < line->piece_count; i++) {
        const struct piece *before = &line->pieces[i - 1], *piece = &line->pieces[i];
        int gap = piece->x - before->x - before->advance;
        if (is_han(before) && is_han(piece)) {
            note(&han, gap);
        } else if ((is_han(before) && is_figure(piece)) ||
                   (is_figure(before) && is_han(piece))) {
            note(&mixed, gap);
        } else if (strcmp(before->text, "，") == 0 && is_han(piece)) {
            note(&comma, gap);
        }
    }
    bool is_han_even =
        has_spaces || (han.most - han.least <= ROUNDING && han.most <= EM * 3 / 8 + ROUNDING);
    bool is_mixed_even = mixed.most - mixed.least <= ROUNDING &&
                         mixed.most <= EM * 3 / 8 + ROUNDING &&
                         (!mixed.any || mixed.least >= EM / 8 - ROUNDING);
    bool is_even = is_han_even && is_mixed_even && comma.most - comma.least <= ROUNDING;
    if (!is_even) {
        fail_msg("Han %d to %d, mixed %d to %d, behind commas %d to %d: %s", han.least,
            han.most, mixed.least, mixed.most, comma.least, comma.most, line->text);
    }
}

static void check(const char *text, int em)
{
    struct measure measure = fixed_measure(NULL);
    struct text_style style = { .px = PX };
    struct arena arena;
    arena_init(&arena);
    struct set_options options = { .width_px = em * PX,
        .indent_em = chance(2) ? 2 : 0,
        .align = SET_JUSTIFY,
        .even_times = chance(2),
        .keep_half_width = chance(4) == 0 };
    struct set_text set;
    assert_true(
        typeset_text(&arena, &(struct set_source) { &measure, &style, text }, &options, &set));
    check_whole(text, &set);
    bool runs_left = false;
    for (size_t at = 0, size = strlen(text); at < size;) {
        runs_left = mark_is_right_to_left(utf8_next(text, size, &at)) || runs_left;
    }
    for (size_t i = 0; i < set.line_count; i++) {
        const struct set_line *line = &set.lines[i];
        if (line->width > em * EM && line->piece_count > 1) {
            fail_msg("%d wide, not %d: %s", line->width, em * EM, line->text);
        }
        if (!runs_left) {
            check_even(line);
        }
    }
    arena_finish(&arena);
}

static void test_any_paragraph(void **state)
{
    (void)state;
    static char text[BYTES];
    chance_begin(20261129);
    for (long round = how_many(IS_SANITIZED ? 600 : 2000, 200000); round > 0; round--) {
        make_text(text);
        int em = 1 + chance(WIDEST_EM);
        check(text, em);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_paragraph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
