/* Two read markup: a small one in the process, for what leaks into native feeds (content/text),
 * and libxml2's in the sandbox, for pages (adapt/html). Of what both know they make the same
 * text. */
#include "adapt/html/html_blocks.h"
#include "base/bytes.h"
#include "content/text/normalise.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Not among them: what only a page has (lists' bullets, hidden styles, what does not end), and
 * names that no page has, which are text in a feed. */
static const char *const snippets[] = {
    "<p>一</p><p>二</p>",
    "<p>通知<br>二</p>",
    "一<script>alert('<p>')</script>二",
    "<style>p{}</style>正文",
    "<del>旧</del>新",
    "<s>旧</s>新<strike>旧</strike>",
    "<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字",
    "10<sup>5</sup> H<sub>2</sub>O",
    "x<sup>-1</sup> 5<sup>th</sup>",
    "x<SUP>2</SUP>",
    "<!-- c -->正文",
    "正文<!-- c",
    "正文<!--[if gte mso 9]><xml><w:View>Normal",
    "<!-->正文<!-- c -->",
    "<!--->正文<!-- c -->",
    "<!--[if !mso]><!-->正文<!--<![endif]-->",
    "<![CDATA[通知]]>",
    "<![if !supportLists]>1.<![endif]>一",
    "<?xml:namespace prefix = o />正文",
    "<b>粗</b><i>斜</i><span style=\"x\">常</span>",
    "&ldquo;工匠&rdquo; &hellip;",
    "&nbsp;&ensp;一&emsp;二&thinsp;三",
    "a&emsp13;b&hairsp;c&numsp;d&puncsp;e",
    "a&NoBreak;b&ZeroWidthSpace;c",
    "&copy 2026 &reg",
    "&#39n&#39 &#150; &#x4e00; &#128;",
    "&#55357;&#56832;",
    "&amp;nbsp;一&amp;lt;b&amp;gt;",
    "&lt;p&gt;一&lt;/p&gt;",
    "&amp;lt;p&amp;gt;一",
    "?a=1&copy=2",
    "a &lt; b &amp; c",
    "&lang;x&rang; &alefsym; &thetasym;",
    "&colon;&comma;&lpar;x&rpar;&phone;",
    "AT&T &unknown; &",
    "<table><tr><th>窗口</th><td>菜</td></tr></table>",
    "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
    "<noscript>x</noscript>y<template>z</template>",
    "<title>t</title>正文",
    "<textarea>x</textarea>y<select><option>1</select>z",
    "<svg><text>x</text></svg>y",
    "<video src=\"x\">不支持</video>y",
    "<iframe src=\"x\">z</iframe>y",
    "<object>z</object>y",
    "<embed src=\"x\">y",
    "<img src=\"a.png\" alt=\"x\">y",
    "<a href=\"x\">更多信息</a>",
    "<q>引</q>",
    "<h1>标</h1>文",
    "<div>一<div>二</div></div>",
    "<center>中</center>文",
    "<details><summary>一</summary>二</details>",
    "<nav>一</nav>二",
    "<button>一</button>二",
    "<label>一</label>二",
    "<input value=\"x\">二",
    "<article>一</article>二",
    "<header>一</header>二",
    "<form>一</form>二",
    "<caption>一</caption>二",
    "<address>一</address>二",
    "<mark>一</mark>二",
    "<kbd>一</kbd><tt>二</tt><samp>三</samp><var>x</var><dfn>y</dfn><acronym>z</acronym>",
    "<small>一</small><big>二</big><u>三</u>",
    "<font color=red>一</font>",
    "<pre>一  二</pre>",
    "a < b > c",
    "<通知>",
    "<p class=\"a>b\">一</p>",
    "<p title='x>y'>一</p>",
    "<map>一</map>二",
    "<canvas>x</canvas>二",
    "<audio>x</audio>二",
    "<meta charset=x>二",
    "<link href=x>二",
    "<base href=x>二",
    "<script>x",
    "<style>p { }",
    "<main>一</main><aside>二</aside><footer>三</footer>",
    "<fieldset><legend>一</legend>二</fieldset>",
    "<col><colgroup></colgroup><tbody>一</tbody>",
    "<nobr>一</nobr><wbr>二",
    "<p>一</p>",
    "&#12288;&#x3000;一",
    "&sup2;&frac12;&times;&deg;",
    "&Tab;a&NewLine;b",
    "&excl;&quest;&percnt;&num;&plus;&sol;",
};

/* White space is the layout's matter. */
static void squeeze(char *text)
{
    char *out = text;
    for (const char *at = text; *at;) {
        size_t blank = strspn(at, " \n");
        at += blank;
        if (blank > 0 && out > text && *at) {
            *out++ = ' ';
        }
        if (*at) {
            *out++ = *at++;
        }
    }
    *out = '\0';
}

static const char *shown(struct arena *arena, const char *text)
{
    bool is_cut;
    char *copy = arena_strdup(arena, normalise_shown(arena, text, false, 10000, &is_cut));
    assert_non_null(copy);
    squeeze(copy);
    return copy;
}

static const char *of_page(struct arena *arena, const char *html)
{
    struct html_blocks blocks;
    const char *text = "";
    assert_true(html_blocks_read(&blocks, arena, html, strlen(html)));
    for (size_t i = 0; i < blocks.count; i++) {
        const struct html_block *block = &blocks.blocks[i];
        text = arena_printf(arena, "%s\n%s", text, block->text);
        for (size_t k = 0; k < block->cell_count; k++) {
            text = arena_printf(arena, "%s %s", text, block->cells[k]);
        }
    }
    return shown(arena, text);
}

static void test_snippets(void **state)
{
    int differ = 0;
    (void)state;
    for (size_t i = 0; i < sizeof snippets / sizeof *snippets; i++) {
        struct arena arena;
        arena_init(&arena);
        const char *page = of_page(&arena, snippets[i]), *feed = shown(&arena, snippets[i]);
        if (strcmp(page, feed) != 0) {
            print_error("%s\n  in a page: %s\n  in a feed: %s\n", snippets[i], page, feed);
            differ++;
        }
        arena_finish(&arena);
    }
    assert_int_equal(differ, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_snippets) };
    html_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
