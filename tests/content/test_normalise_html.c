#include "content/text/markup/normalise_html.h"

#include "chance.h"

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
    { "<a title=\"x->y\" data-x='{\"a\":\">\"}'>一</a>", "一", NULL },
    { "<p class=\"没有结束>一</p>", "一\n", "一 " },
    { "<q>一</q>", "“一”", NULL },
    { "<main><header>一</header>二</main>", "一\n二\n", "一 二 " },
    { "<video src=\"a\">您的浏览器不支持</video>一", "一", NULL },
    { "一<b", "一<b", NULL },
    { "<blink>一", "<blink>一", NULL },
    /* no content: comments, what brackets it for Word, declarations, what is struck or read
       aloud */
    { "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->正文", "正文", NULL },
    { "<!-- wp:paragraph --><p>正文</p><!-- /wp:paragraph -->", "正文\n", "正文 " },
    { "<?xml:namespace prefix = o ns = \"urn:x\" />正文", "正文", NULL },
    { "<![CDATA[通知]]>", "通知", NULL },
    { "<!DOCTYPE html><html><head><title>t</title></head><body>正文</body></html>", "正文",
        NULL },
    { "<del>旧</del>新 <ruby>汉<rp>(</rp><rt>hàn</rt></ruby>", "新 汉", NULL },
    { "<o:p>一</o:p><st1:place w:st=\"on\">二</st1:place>", "一二", NULL },
    { "<![if !supportLists]>1.<![endif]>一", "1.一", NULL },
    { "<!-->一<!-- 二 -->", "一", NULL },
    { "一<!-- 没有结束", "一", NULL },
    { "一<!--[if gte mso 9]><xml><w:View>Normal", "一", NULL },
    { "<del>没有结束", "没有结束", NULL },
    { "<p style=\"display:none\">隐</p>甲", "甲", NULL },
    { "<span class=a STYLE='color:red; Display : None'>隐</span>甲", "甲", NULL },
    { "<div hidden>隐</div>甲", "甲", NULL },
    { "<span style=\"font-size:0px\">隐</span>甲", "甲", NULL },
    { "<span style=\"font-size:0.8em\">小</span>甲", "小甲", NULL },
    { "<span class=\"hidden\" title=\"display:none\">见</span>甲", "见甲", NULL },
    { "<input type=\"hidden\" value=\"x\">甲", "甲", NULL },
    { "<br style=\"display:none\">甲<br>乙", "甲\n乙", "甲 乙" },
    { "<div style='display:none'>隐<div>隐</div>隐</div>甲", "甲", NULL },
    { "<p hidden>没有结束", "没有结束", NULL },
    { "一 <! 二 <? 三", "一 <! 二 <? 三", NULL },
    /* cells apart */
    { "<table><tr><td>1月16日</td><td>王某</td><td>65763111</td></tr></table>",
        "1月16日 王某 65763111\n", "1月16日 王某 65763111  " },
    { "<tr><th>3</th> <td>5</td></tr>", "3 5\n", "3 5 " },
    /* raised and lowered where there are such figures */
    { "10<sup>5</sup>平方米 H<sub>2</sub>O", "10⁵平方米 H₂O", NULL },
    { "x<sup>-1</sup> 5<sup>th</sup> 注<sup>[1]</sup>", "x⁻¹ 5th 注[1]", NULL },
    { "a<sup>1", "a1", NULL },
    /* entities */
    { "Rock &#39n&#39 Roll", "Rock 'n' Roll", NULL },
    { "&copy 云汀 &#8220 引 &#8221 &nbsp 末", "© 云汀 “ 引 ”   末", NULL },
    { "&#55357;&#56832;", "😀", NULL },
    { "&#55357;", "&#55357;", NULL },
    { "?a=1&copy=2&lt5", "?a=1&copy=2&lt5", NULL },
    { "&#150;&#147;", "–“", NULL },
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

/* The numbers of lists, which are nowhere in their text. */
static const struct {
    const char *text, *wanted;
} lists[] = {
    { "<ol><li>甲</li><li>乙</li></ol>完", "1. 甲\n2. 乙\n完" },
    { "请：<ol><li>甲<li>乙</ol>", "请：\n1. 甲\n2. 乙\n" },
    { "<ol start=\"3\"><li>甲</li><li>乙</li></ol>", "3. 甲\n4. 乙\n" },
    { "<OL START=3><LI>甲<LI VALUE='9'>乙<LI>丙</OL>", "3. 甲\n9. 乙\n10. 丙\n" },
    { "<ol reversed><li>甲<ul><li>子</ul><li>乙</ol>", "2. 甲\n子\n1. 乙\n" },
    { "<ol reversed><li>甲<!-- <li>乙", "1. 甲" },
    { "<ol reversed start=99999999999999999999><li>甲</ol>", "1. 甲\n" },
    { "<ul><li>甲</li><li>乙</li></ul>", "甲\n乙\n" },
    { "<ol><li>甲<ol><li>子</li><li>丑</li></ol></li><li>乙</li></ol>",
        "1. 甲\n1. 子\n2. 丑\n2. 乙\n" },
    { "<ol>\n<li><p>甲</p></li>\n<li><div>乙</div></li></ol>", "\n1. 甲\n\n2. 乙\n" },
    { "<ol><li></li><li>乙</li></ol>", "1. \n2. 乙\n" },
    { "<li>甲</li><li>乙</li>", "甲\n乙\n" },
    { "<ol style='list-style: none'><li>甲</ol>", "甲\n" },
    { "<ol start='-1'><li>甲</ol><ol start='99999999999'><li>乙</ol>", "1. 甲\n1. 乙\n" },
    { "<ol><li>a<li>b<li>c<li>d<li>e<li>f<li>g<li>h<li>i<li>j<li>k<li>l<li>m<li>n<li>o</ol>",
        "1. a\n2. b\n3. c\n4. d\n5. e\n6. f\n7. g\n8. h\n9. i\n10. j\n11. k\n12. l\n13. m\n14. n\n15.o\n" },
    { "&lt;ol&gt;&lt;li&gt;甲&lt;/li&gt;&lt;/ol&gt;", "1. 甲\n" },
    { "</ol><li>甲</li>", "甲\n" },
};

static void test_lists(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        char text[200];
        snprintf(text, sizeof text, "%s", lists[i].text);
        normalise_html(text, false);
        if (strcmp(text, lists[i].wanted) != 0) {
            fail_msg("%s: \"%s\", not \"%s\"", lists[i].text, text, lists[i].wanted);
        }
    }
}

/* Any tags of lists in any order: the text becomes no longer, and what is read twice is the
 * same. */
static void test_any_lists(void **state)
{
    static const char *const parts[] = { "<ol>", "<li>", "</li>", "</ol>", "<ul>", "</ul>",
        "<ol reversed>", "<ol start=98>", "<li value=997>", "<p>", "</p>", "<br>", "甲", "a",
        " ", "\n", "<ol style='list-style:none'>", "<li><li>", "&lt;li&gt;" };
    (void)state;
    chance_begin(1);
    for (int i = 0; i < 20000; i++) {
        char text[500] = "";
        for (int n = 1 + chance(20); n > 0; n--) {
            strcat(text, parts[chance(sizeof parts / sizeof *parts)]);
        }
        size_t size = strlen(text);
        char *copy = strdup(text); /* of its own size, for a sanitizer */
        assert_non_null(copy);
        normalise_html(copy, i % 2);
        assert_true(strlen(copy) <= size);
        char *twice = strdup(copy);
        assert_non_null(twice);
        normalise_html(twice, i % 2);
        assert_string_equal(twice, copy);
        free(twice);
        free(copy);
    }
}

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
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_table),
        cmocka_unit_test(test_lists), cmocka_unit_test(test_any_lists) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
