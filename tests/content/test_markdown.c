/* Marks of Markdown in texts, and texts without them. */
#include "content/text/markup/markdown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *text, *marks;
    const char *plain, *address; /* where there are any */
} cases[] = {
    { "", "", "", "" },
    { "三号楼周六停水。", "", "", "" },
    { "2 * 3 ** 4, **, ****", "", "", "" },
    { "******** 通知 ********", "", "", "" },
    { "#1 教学楼", "", "", "" },
    { "- 一条不是列表", "", "", "" },
    { "a_b_c [1] (2) [3]", "", "", "" },
    { "[附件](三号楼)", "", "", "" },
    { "![门](media/a.jpg)", "", "", "" },
    { "一楼\\n二楼", "\\n", "一楼\n二楼", "" },
    { "C:\\new", "", "", "" },
    { "三号楼**周六**停水", "** **", "三号楼周六停水", "" },
    { "**停水**和***停电***", "** **", "停水和停电", "" },
    { "**没有\n结束**", "", "", "" },
    { "# 停水\n周六停水", "#", "停水\n周六停水", "" },
    { "  ### 停水 ###\n周六", "#", "停水\n周六", "" },
    { "##停水", "#", "停水", "" },
    { "- 一楼\n- 二楼", "-", "• 一楼\n• 二楼", "" },
    { "* 一楼\n  * 二楼\n+ 三楼", "-", "• 一楼\n  • 二楼\n• 三楼", "" },
    { "```\n停水\n```", "```", "停水", "" },
    { "```text\n停水\n```\n周六", "```", "停水\n周六", "" },
    { "见[通知](https://www.example.edu.cn/a)。", "[ ]( )", "见通知。",
        "https://www.example.edu.cn/a" },
    { "[一](https://a.cn/)[二](https://b.cn/)", "[ ]( )",
        "一（https://a.cn/）二（https://b.cn/）", "" },
    { "[表](files/a.pdf)", "[ ]( )", "表（files/a.pdf）", "" },
    { "# 停水\n**周六**，见[网页](https://a.cn)\n- 一\n- 二", "** **  #  [ ]( )  -",
        "停水\n周六，见网页\n• 一\n• 二", "https://a.cn" },
};

static void test_cases(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *address = "";
        const char *marks = markdown_marks(&arena, cases[i].text);
        const char *plain = markdown_plain(&arena, cases[i].text, &address);
        const char *wanted = *cases[i].marks ? cases[i].plain : cases[i].text;
        if (strcmp(marks, cases[i].marks) != 0) {
            fail_msg("%s: %s", cases[i].text, marks);
        }
        if (strcmp(plain, wanted) != 0 || strcmp(address, cases[i].address) != 0) {
            fail_msg("%s: %s, %s", cases[i].text, plain, address);
        }
        if (*markdown_marks(&arena, plain)) {
            fail_msg("%s: %s has marks still", cases[i].text, plain);
        }
    }
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
