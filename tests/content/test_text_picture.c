/* Pictures within texts: where they are, and their addresses. */
#include "content/text/markup/text_picture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *text;
    const char *before, *address, *behind; /* NULL: none in it */
} cases[] = {
    { "", NULL, NULL, NULL },
    { "一楼 < 二楼 [图](a.png)! [1]", NULL, NULL, NULL },
    { "前<img src=\"a.jpg\">后", "前", "a.jpg", "后" },
    { "前<IMG alt='src=\"b\"' SRC = 'https://a.cn/1 2.jpg' />后", "前", "https://a.cn/1 2.jpg",
        "后" },
    { "<img src=a.jpg width=3>", "", "a.jpg", "" },
    { "<img src=\"wait.gif\" data-src=\"a.jpg\">", "", "a.jpg", "" },
    { "<img alt=\"\"/>后", "", "", "后" },
    { "<img src=\"data:image/png;base64,AAAA\">", "", "", "" },
    { "<img src=\"a.jpg", "", "a.jpg", "" },
    { "<img src=", "", "", "" },
    { "前![门](media/a.jpg \"校门\")后", "前", "media/a.jpg", "后" },
    { "![](a.jpg)", "", "a.jpg", "" },
    { "![门]()", NULL, NULL, NULL },
    { "![门](a.jpg", NULL, NULL, NULL },
};

static void test_cases(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = cases[i].text;
        struct text_picture found = { 0 };
        bool is_found = text_picture_find(&arena, text, 0, &found);
        if (is_found != !!cases[i].address) {
            fail_msg("%s: %d", text, is_found);
        }
        if (is_found && (found.at != strlen(cases[i].before) ||
                            strncmp(text, cases[i].before, found.at) != 0 ||
                            strcmp(text + found.end, cases[i].behind) != 0 ||
                            strcmp(found.address, cases[i].address) != 0)) {
            fail_msg("%s: %zu, %zu, %s", text, found.at, found.end, found.address);
        }
    }
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
