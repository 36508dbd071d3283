/* Texts that were saved in one encoding and opened in another. */
#include "content/text/normalise.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *text;
    bool is_garbled;
    const char *meant; /* NULL: nobody can tell */
} cases[] = {
    { "", false, NULL },
    { "三号楼周六停水。", false, NULL },
    { "Réunion à l’école: “café” — 20 €", false, NULL },
    { "Größe, naïve Ærø, São Tomé", false, NULL },
    { "« commité\u00A0», « créé\u00A0»", false, NULL },
    { "联通", false, NULL },
    { "一百、二百——“三百”…", false, NULL },
    { "漢字，かな，カナ，한글", false, NULL },
    /* as Latin-1 and as Windows-1252 */
    { "ä¸\xC2\xADæ\xC2\x96\xC2\x87", true, "中文" },
    { "ä¸\u00adæ–‡", true, "中文" },
    { "2026 å¹´ é€šçŸ¥, A", true, "2026 年 通知, A" },
    { "é€šçŸ¥ — café", true, "通知 — café" },
    { "é€šé€š?¥", true, NULL },
    { "ï¿½ï¿½", true, NULL },
    { "ä¸‰å·æ¥¼æ˜Žå¤©åœæ°´ï¼Œ", true, NULL },
    /* as GBK */
    { "鍋滄按閫氱煡", true, "停水通知" },
    { "鍛ㄥ叚鍋滄按", true, "周六停水" },
    { "12月: 鍋滄按閫氱煡 A", true, "12月: 停水通知 A" },
    { "娑撳\uE62F褰块崑婊勬寜", true, "三号停水" }, /* twice */
    { "涓夊彿妤煎懆鍏\uE15E仠姘淬\uFFFD\uFFFD", true, NULL },
    { "涓夊彿妤煎懆鍏\uE15E仠姘淬?", true, NULL },
    /* lost */
    { "停\uFFFD通知", true, NULL },
    { "锟斤拷锟斤拷通知", true, NULL },
};

static void test_cases(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *meant = NULL;
        bool is_garbled = normalise_is_garbled(&arena, cases[i].text, &meant);
        if (is_garbled != cases[i].is_garbled) {
            fail_msg("%s: %d", cases[i].text, is_garbled);
        }
        if (!meant != !cases[i].meant || (meant && strcmp(meant, cases[i].meant) != 0)) {
            fail_msg("%s: %s", cases[i].text, meant ? meant : "(nothing)");
        }
    }
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
