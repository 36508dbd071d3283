#include "adapt/html/html_judge.h"

#include <string.h>
#include <strings.h>

static const char no_content[] =
    "script style noscript template head title meta link base iframe frame object embed applet "
    "param video audio source track canvas svg math-ml map area form input button select option "
    "textarea datalist progress meter nav dialog rt rp rtc del s strike";

static const char share_bars[] =
    "sharedaddy sd-sharing sd-sharing-enabled jp-relatedposts sharing share-bar sharebar share-box "
    "share-buttons social-share social-links social-icons addtoany_share_save_container "
    "addtoany_content addthis_toolbox addthis_sharing_toolbox a2a_kit bdsharebuttonbox bdshare "
    "bshare-custom jiathis_style -share-tools- feedflare post-navigation post-nav nav-links "
    "breadcrumb breadcrumbs wp-block-social-links wp-block-post-navigation-link essb_links "
    "heateor_sss_sharing_container yarpp yarpp-related relatedposts related-posts comment-respond "
    "print-link printfriendly ssba mashsb-container shariff swp_social_panel article-share "
    "vsbshare wx-share share-component wp-block-buttons wp-block-embed__wrapper";

static const char hidden[] =
    "screen-reader-text sr-only visually-hidden visuallyhidden u-hidden element-invisible hide-text";

static const char more_links[] = "more-link read-more readmore wp-block-read-more excerpt-more "
                                 "wp-block-post-excerpt__more-link";

static bool is_hidden(const xmlNode *node)
{
    static const char *const styles[] = { "display:none", "visibility:hidden", "font-size:0",
        "opacity:0", "mso-hide:all", "left:-9999", "text-indent:-9999", "text-indent:-999" };
    if (!node->properties) {
        return false;
    }
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        if (html_has_style(node, styles[i])) {
            return true;
        }
    }
    if (html_has_attribute(node, "hidden")) {
        return true;
    }
    bool is_flat = html_has_style(node, "overflow:hidden") &&
                   (html_has_style(node, "height:0") || html_has_style(node, "width:0"));
    return is_flat || strcasecmp(html_attribute(node, "aria-hidden"), "true") == 0 ||
           html_has_class(node, hidden);
}

/* A page that names its own body so is no share bar. */
static bool is_bar(const xmlNode *node)
{
    return html_is(node, "div ul ol section aside p span footer a nav") &&
           (html_has_class(node, share_bars) || html_has_class(node, more_links));
}

bool html_is_no_content(const xmlNode *node)
{
    return html_is(node, no_content) || is_hidden(node) || is_bar(node);
}

/* Copies what is no mark or space; false where it is too long. */
static bool bare_words(const char *text, char out[64])
{
    static const char *const marks[] = { "»", "›", "→", "…", "［", "］", "【", "】", "（", "）",
        "＞", "▶", "。", "：", "\u00A0", "\u3000" };
    size_t used = 0;
    while (*text) {
        size_t skip = strspn(text, " .>[]()<:|-+\n");
        for (size_t i = 0; skip == 0 && i < sizeof marks / sizeof *marks; i++) {
            size_t length = strlen(marks[i]);
            skip = strncmp(text, marks[i], length) == 0 ? length : 0;
        }
        if (skip) {
            text += skip;
        } else if (used < 63) {
            out[used++] = *text++;
        } else {
            return false;
        }
    }
    out[used] = '\0';
    return true;
}

bool html_is_more(const char *text)
{
    static const char *const words[] = { "阅读全文", "閱讀全文", "查看全文", "全文", "阅读更多",
        "閱讀更多", "查看更多", "更多", "查看详情", "查看詳情", "详情", "详细", "点击查看",
        "点击查看详情", "点击阅读全文", "继续阅读", "繼續閱讀", "阅读原文", "[更多]",
        "readmore", "continuereading", "more", "viewmore", "seemore", "learnmore",
        "readthefullarticle", "keepreading", "moredetails" };
    char bare[64];
    if (!bare_words(text, bare)) {
        return false;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcasecmp(bare, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool html_is_added(const char *text)
{
    static const char *const parts[] = { " appeared first on ", "最先出现在", "最早出现在",
        "最早出現在" };
    size_t length = strlen(text);
    for (size_t i = 0; length < 1000 && i < sizeof parts / sizeof *parts; i++) {
        if (strstr(text, parts[i]) && (i > 0 || strncmp(text, "The post ", 9) == 0)) {
            return true;
        }
    }
    return false;
}
