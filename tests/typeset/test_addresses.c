/* Mail addresses and hosts, made by chance, in text that is justified, ragged or a heading:
 * none is parted that a line holds. */
#include "chance.h"
#include "fakes/fixed_measure.h"
#include "typeset/typeset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { PX = 20, MOST_EM = 30, WORDS = 12, BYTES = 4096 };

static const char *const words[] = { "报名", "表", "请", "发送至", "咨询", "电子邮箱", "会务组",
    "网址", "登录", "查看", "校外用户", "，", "。", "：", "（", "）", "2026年", "12月",
    "Questions? E-mail", "或致电023-65763111", "register at" };

static void append_letters(char *text, int count)
{
    char letters[16] = "";
    for (int i = 0; i < count; i++) {
        letters[i] = (char)('a' + chance(26));
    }
    strcat(text, letters);
}

/* zs@mail.example.cn, https://lib.example.edu.cn, portal.example.edu.cn */
static void make_address(char *address)
{
    static const char *const starts[] = { "", "https://", "http://www." };
    const bool is_mail = chance(2);
    strcpy(address, is_mail ? "" : starts[chance(3)]);
    if (is_mail) {
        append_letters(address, 2 + chance(8));
        strcat(address, chance(4) ? "@" : "-office@");
    }
    for (int labels = 2 + chance(2); labels > 0; labels--) {
        append_letters(address, 2 + chance(6));
        strcat(address, ".");
    }
    strcat(address, chance(2) ? "cn" : "com");
}

static void append_words(char *text)
{
    for (int n = chance(WORDS); n > 0; n--) {
        strcat(text, words[chance(sizeof words / sizeof *words)]);
    }
}

/* The line that holds it; SIZE_MAX: none does. */
static size_t line_of(const struct set_text *set, const char *address)
{
    for (size_t i = 0; i < set->line_count; i++) {
        if (strstr(set->lines[i].text, address)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Spread further than one may be that ends before an address. */
static bool is_spread(const struct set_line *line, const struct set_options *how)
{
    enum { WIDEST_PCT = 40 };
    return line->loose_pct > WIDEST_PCT && line->width >= how->width_px * MEASURE_UNIT;
}

static void check(const char *text, const char *address, const struct set_options *how)
{
    const struct measure measure = fixed_measure(NULL);
    const struct text_style style = { .px = PX };
    struct arena arena;
    struct set_text set;
    arena_init(&arena);
    assert_true(
        typeset_text(&arena, &(struct set_source) { &measure, &style, text }, how, &set));
    const size_t line = line_of(&set, address);
    if (line == SIZE_MAX) {
        fail_msg("%s is parted at %d px (%s): %s", address, how->width_px,
            how->balance                ? "heading"
            : how->align == SET_JUSTIFY ? "justified"
                                        : "ragged",
            text);
    }
    if (line > 0 && strncmp(set.lines[line].text, address, strlen(address)) == 0 &&
        is_spread(&set.lines[line - 1], how)) {
        fail_msg("%s is spread at %d px", set.lines[line - 1].text, how->width_px);
    }
    arena_finish(&arena);
}

static void test_addresses_are_whole(void **state)
{
    (void)state;
    static char text[BYTES], address[BYTES];
    chance_begin(20261202);
    for (long round = how_many(IS_SANITIZED ? 600 : 6000, 200000); round > 0; round--) {
        *text = '\0';
        append_words(text);
        strcat(text, " ");
        make_address(address);
        strcat(text, address);
        strcat(text, " ");
        append_words(text);
        const int kind = chance(3), least = (int)strlen(address) / 2 + 1;
        const struct set_options how = {
            .width_px = PX * (least + chance(MOST_EM)),
            .align = kind == 0 ? SET_JUSTIFY : SET_LEFT,
            .balance = kind == 2,
        };
        check(text, address, &how);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_addresses_are_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
