/* Markup to blocks, by libxml2's tree: paragraphs, headings, lists, pictures. */
#include "adapt/adapt_html.h"
#include "adapt/adapt_out.h"

#include "base/bytes.h"

#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

enum { DEPTH_MAX = 200 };

struct walk {
    struct adapt_out *out; /* NULL: all into `text` */
    const char *base;
    struct bytes text; /* of the paragraph that is being read */
    bool failed;
};

static bool is_among(const char *name, const char *const *names)
{
    while (*names && strcasecmp(*names, name) != 0) {
        names++;
    }
    return *names;
}

static void end_block(struct walk *walk, bool is_heading)
{
    if (!walk->out) {
        size_t size = walk->text.size;
        bool begins = size == 0 || walk->text.data[size - 1] == '\n';
        walk->failed = walk->failed || (!begins && !bytes_append(&walk->text, "\n", 1));
        return;
    }
    if (walk->text.size > 0 && is_heading) {
        adapt_body_heading(walk->out, walk->text.data);
    } else if (walk->text.size > 0) {
        adapt_body_text(walk->out, walk->text.data);
    }
    bytes_clear(&walk->text);
}

/* White space of the source is one blank. */
static void add_text(struct walk *walk, const char *text)
{
    for (; text && *text; text++) {
        bool is_blank = strchr(" \t\r\n", *text);
        char last = walk->text.size ? walk->text.data[walk->text.size - 1] : '\n';
        if (is_blank && strchr(" \n", last)) {
            continue;
        }
        walk->failed = walk->failed || !bytes_append(&walk->text, is_blank ? " " : text, 1);
    }
}

static void add_picture(struct walk *walk, xmlNode *node)
{
    static const char *const names[] = { "src", "data-src", "data-original", "data-lazy-src" };
    for (size_t i = sizeof names / sizeof *names; walk->out && i-- > 0;) {
        xmlChar *address = xmlGetProp(node, (const xmlChar *)names[i]);
        bool is_it = address && *address && strncmp((const char *)address, "data:", 5) != 0;
        if (is_it) {
            end_block(walk, false);
            adapt_body_picture(walk->out, walk->base, (const char *)address, NULL);
        }
        xmlFree(address);
        if (is_it) {
            return;
        }
    }
}

static void walk_children(struct walk *walk, xmlNode *node, int depth);

static void walk_element(struct walk *walk, xmlNode *node, int depth)
{
    static const char *const left_out[] = { "script", "style", "noscript", "template", "head",
        "svg", "iframe", "form", "button", NULL };
    static const char *const headings[] = { "h1", "h2", "h3", "h4", "h5", "h6", NULL };
    static const char *const blocks[] = { "p", "div", "section", "article", "ul", "ol", "li",
        "dl", "dt", "dd", "table", "tr", "blockquote", "figure", "figcaption", "pre", "center",
        "main", "header", "footer", "hr", NULL };
    const char *name = (const char *)node->name;
    bool is_heading = is_among(name, headings), is_block = is_heading || is_among(name, blocks);
    if (is_among(name, left_out)) {
        return;
    }
    if (strcasecmp(name, "img") == 0) {
        add_picture(walk, node);
        return;
    }
    if (strcasecmp(name, "br") == 0) {
        walk->failed = walk->failed || !bytes_append(&walk->text, "\n", 1);
        return;
    }
    if (is_block) {
        end_block(walk, false);
    }
    walk_children(walk, node, depth + 1);
    if (is_block) {
        end_block(walk, is_heading);
    } else if (strcasecmp(name, "td") == 0 || strcasecmp(name, "th") == 0) {
        add_text(walk, "  ");
    }
}

static void walk_children(struct walk *walk, xmlNode *node, int depth)
{
    for (xmlNode *child = node->children; child && depth < DEPTH_MAX; child = child->next) {
        if (child->type == XML_TEXT_NODE) {
            add_text(walk, (const char *)child->content);
        } else if (child->type == XML_ELEMENT_NODE) {
            walk_element(walk, child, depth);
        }
    }
}

static bool walk_html(struct walk *walk, const char *html)
{
    htmlDocPtr tree = htmlReadMemory(html, (int)strlen(html), NULL, "UTF-8",
        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
            HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT);
    bytes_init(&walk->text);
    if (tree && xmlDocGetRootElement(tree)) {
        walk_children(walk, xmlDocGetRootElement(tree), 0);
        end_block(walk, false);
    }
    xmlFreeDoc(tree);
    return tree && !walk->failed;
}

void adapt_body_html(struct adapt_out *out, const char *html, const char *base)
{
    struct walk walk = { .out = out, .base = base };
    if (html && *html && !walk_html(&walk, html)) {
        adapt_out_fail(out);
    }
    bytes_finish(&walk.text);
}

char *adapt_html_text(const char *html)
{
    struct walk walk = { 0 };
    char *text = NULL;
    if (walk_html(&walk, html)) {
        text = strdup(walk.text.data ? walk.text.data : "");
    }
    bytes_finish(&walk.text);
    return text;
}

void adapt_html_prepare(void)
{
    xmlInitParser();
    htmlDocPtr tree = htmlReadMemory("<p>&amp;</p>", 12, NULL, "UTF-8",
        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
    xmlFreeDoc(tree);
}
