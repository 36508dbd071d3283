#include "content/text/normalise.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *text, *lines, *line; /* line NULL: as lines */
} cases[] = {
    { "运动会", "运动会", NULL },
    { "", "", NULL },
    /* tags */
    { "<p>一</p><p>二</p>", "一\n二\n", "一  二 " },
    { "一<br/>二", "一\n二", "一 二" },
    { "<b>一</b>二", "一二", NULL },
    { "<span style=\"color:red\">一</span>", "一", NULL },
    { "一<script>alert('<p>')</script>二", "一二", NULL },
    { "一<style>p { }", "一", NULL },
    { "<DIV>一</DIV>", "一\n", "一 " },
    { "a < b > c", "a < b > c", NULL },
    { "<通知>", "<通知>", NULL },
    { "一<b", "一<b", NULL },
    { "<blink>一", "<blink>一", NULL },
    /* entities */
    { "&ldquo;工匠&rdquo;", "“工匠”", NULL },
    { "8&deg;C&plusmn;1&permil;", "8°C±1‰", NULL },
    { "&Alpha;&alpha;&Omega;", "Αα\u03a9", NULL },
    { "&nbsp;&emsp;&hairsp;", "   ", NULL },
    { "九&zwnj;肖&ZeroWidthSpace;", "九\u200c肖\u200b", NULL },
    { "&#20061;&#x4E5D;&#X4e5d;", "九九九", NULL },
    { "&rarr;&hearts;&zeta;&AElig;", "→♥ζÆ", NULL },
    { "&lt;5&gt;", "<5>", NULL },
    { "R&D; AT&T", "R&D; AT&T", NULL },
    { "&", "&", NULL },
    { "&;&#;&#x;&#0;&#x110000;&#1a;", "&;&#;&#x;&#0;&#x110000;&#1a;", NULL },
    { "&nosuchname;", "&nosuchname;", NULL },
    { "&NBSP;", "&NBSP;", NULL },
    /* escaped more than once */
    { "九&amp;nbsp;肖", "九 肖", NULL },
    { "&amp;amp;ldquo;", "“", NULL },
    { "&lt;p&gt;一&lt;/p&gt;", "一\n", "一 " },
    { "R&amp;D", "R&D", NULL },
};

static void test_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int one_line = 0; one_line < 2; one_line++) {
            const char *wanted = one_line && cases[i].line ? cases[i].line : cases[i].lines;
            char text[200];
            snprintf(text, sizeof text, "%s", cases[i].text);
            normalise_html(text, one_line);
            if (strcmp(text, wanted) != 0) {
                fail_msg("%s: \"%s\", not \"%s\"", cases[i].text, text, wanted);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_table) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
