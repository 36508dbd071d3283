#include "adapt/html/html_blocks.h"

#include "adapt/html/html_judge.h"
#include "adapt/html/html_mend.h"
#include "adapt/html/html_walk.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 250, ESCAPES_MAX = 2, MORE_BYTES = 96, NUMBER_MAX = 10000 };

static const char block_elements[] =
    "p div section article header footer main h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre "
    "address figure figcaption table tr td th caption hr center fieldset legend details summary "
    "body html aside tbody thead tfoot menu dir hgroup cite search";

static void walk_node(struct html_walk *walk, const xmlNode *node);

static void walk_children(struct html_walk *walk, const xmlNode *node)
{
    if (++walk->depth > DEPTH_MAX) {
        walk->out->is_cut = true;
    } else {
        for (const xmlNode *child = node->children; child && !walk->failed;
             child = child->next) {
            walk_node(walk, child);
        }
    }
    walk->depth--;
}

/* The first words of what is in it; false where there are more than fit. */
static bool first_words(const xmlNode *node, char out[MORE_BYTES], int depth)
{
    for (const xmlNode *child = node->children; child && depth > 0; child = child->next) {
        if (html_is_element(child) && !html_is_no_content(child)) {
            if (!first_words(child, out, depth - 1)) {
                return false;
            }
        } else if (child->type == XML_TEXT_NODE && child->content) {
            const char *text = (const char *)child->content;
            if (strlen(out) + strlen(text) >= MORE_BYTES) {
                return false;
            }
            strcat(out, text);
        }
    }
    return true;
}

static bool is_more_link(const xmlNode *node)
{
    enum { LINK_DEPTH = 4 };
    char words[MORE_BYTES] = "";
    return html_is(node, "a") && first_words(node, words, LINK_DEPTH) && html_is_more(words);
}

/* The number that the first one has, and by how much the next differs. */
static int first_number(const xmlNode *list, int *step)
{
    int items = 0, number = atoi(html_attribute(list, "start"));
    *step = html_has_attribute(list, "reversed") ? -1 : 1;
    for (const xmlNode *child = list->children; child && *step < 0; child = child->next) {
        items += html_is(child, "li");
    }
    return number > 0 && number < NUMBER_MAX ? number : *step < 0 ? items : 1;
}

static void walk_list(struct html_walk *walk, const xmlNode *list)
{
    bool is_ordered = html_is(list, "ol") && !html_has_style(list, "list-style-type:none") &&
                      !html_has_style(list, "list-style:none");
    int step, number = first_number(list, &step);
    html_walk_flush(walk);
    for (const xmlNode *child = list->children; child && !walk->failed; child = child->next) {
        if (!html_is(child, "li") || html_is_no_content(child)) {
            walk_node(walk, child);
            continue;
        }
        int own = atoi(html_attribute(child, "value"));
        number = own > 0 && own < NUMBER_MAX ? own : number;
        walk->marker = is_ordered            ? arena_printf(walk->arena, "%d. ", number)
                       : html_is(list, "ol") ? ""
                                             : "• ";
        walk_children(walk, child);
        html_walk_flush(walk);
        walk->marker = NULL;
        number += step;
    }
}

static const xmlNode *find(const xmlNode *node, const char *names, int depth)
{
    for (const xmlNode *child = node->children; child && depth > 0; child = child->next) {
        if (html_is(child, names)) {
            return child;
        }
        const xmlNode *found = find(child, names, depth - 1);
        if (found) {
            return found;
        }
    }
    return NULL;
}

static void add_pictures(struct html_walk *walk, const xmlNode *node, int depth)
{
    for (const xmlNode *child = node->children; child && depth > 0; child = child->next) {
        if (html_is(child, "img")) {
            html_walk_picture(walk, child);
        }
        add_pictures(walk, child, depth - 1);
    }
}

/* A figure: its pictures, and what else is said in it is what they show. */
static void walk_figure(struct html_walk *walk, const xmlNode *figure)
{
    enum { FIGURE_DEPTH = 12 };
    html_walk_flush(walk);
    if (walk->is_inline || !find(figure, "img", FIGURE_DEPTH) ||
        find(figure, "figure table p h1 h2 h3", 1) ||
        find(figure, "figure table", FIGURE_DEPTH)) {
        bool is_caption = html_is(figure, "div");
        walk_children(walk, figure);
        walk->centred += is_caption;
        html_walk_flush(walk);
        walk->centred -= is_caption;
        return;
    }
    size_t before = walk->out->count;
    add_pictures(walk, figure, FIGURE_DEPTH);
    const xmlNode *note = find(figure, "figcaption", FIGURE_DEPTH);
    const char *caption = html_walk_inline(walk, note ? note : figure);
    if (walk->out->count > before) {
        html_walk_caption(walk, caption);
    } else {
        html_line_text(walk->line, caption, false, false);
        html_walk_flush(walk);
    }
    walk->behind_picture = false;
}

static bool is_caption_of_word_press(const xmlNode *node)
{
    return html_has_class(node, "wp-caption-text");
}

static bool is_bold(const xmlNode *node)
{
    return html_is(node, "b strong") || html_has_style(node, "font-weight:bold") ||
           html_has_style(node, "font-weight:bolder") ||
           html_has_style(node, "font-weight:700");
}

static bool is_heading(const xmlNode *node)
{
    return html_is(node, "h1 h2 h3 h4 h5 h6") ||
           strcmp(html_attribute(node, "role"), "heading") == 0 ||
           html_has_class(node, "MsoTitle MsoHeading1 MsoHeading2 MsoHeading3 MsoHeading7");
}

static bool is_centred(const xmlNode *node)
{
    return html_is(node, "center") || is_caption_of_word_press(node) ||
           html_has_style(node, "text-align:center") ||
           xmlStrcasecmp(
               (const xmlChar *)html_attribute(node, "align"), (const xmlChar *)"center") == 0;
}

/* Word's bullets are letters of a face that has pictures for letters. */
static bool is_word_mark(const xmlNode *node)
{
    return html_is(node, "span") &&
           (html_has_style(node, "font-family:wingdings") ||
               html_has_style(node, "font-family:symbol")) &&
           find(node, "span", 1);
}

static void walk_inside(struct html_walk *walk, const xmlNode *node)
{
    bool is_block = html_is(node, block_elements);
    bool bold = is_bold(node), heading = is_heading(node), centred = is_centred(node),
         kept = html_is(node, "pre");
    if (is_block || heading) {
        html_walk_flush(walk);
    }
    walk->bold += bold;
    walk->heading += heading;
    walk->centred += centred;
    walk->kept += kept;
    walk_children(walk, node);
    if (is_block || heading) {
        html_walk_flush(walk);
    }
    walk->bold -= bold;
    walk->heading -= heading;
    walk->centred -= centred;
    walk->kept -= kept;
}

static void walk_element(struct html_walk *walk, const xmlNode *node)
{
    if (html_is_no_content(node) || is_more_link(node)) {
        return;
    }
    if (html_is(node, "br")) {
        if (walk->is_inline) {
            walk->line->wants_space = true;
        } else {
            html_line_break(walk->line);
        }
    } else if (html_is(node, "img")) {
        html_walk_picture(walk, node);
    } else if (html_is(node, "sup sub")) {
        html_line_shifted(walk->line, html_walk_inline(walk, node),
            html_is(node, "sup") ? SHIFT_RAISED : SHIFT_LOWERED);
    } else if (html_is(node, "q")) {
        html_line_text(walk->line, "“", walk->bold > 0, false);
        walk_children(walk, node);
        html_line_text(walk->line, "”", walk->bold > 0, false);
    } else if (html_is(node, "table")) {
        html_walk_table(walk, node);
    } else if (html_is(node, "figure") || html_has_class(node, "wp-caption")) {
        walk_figure(walk, node);
    } else if (html_is(node, "ul ol menu dir")) {
        walk_list(walk, node);
    } else if (is_word_mark(node)) {
        html_line_text(walk->line, "• ", walk->bold > 0, false);
    } else {
        walk_inside(walk, node);
    }
}

static void walk_node(struct html_walk *walk, const xmlNode *node)
{
    if (html_is_element(node)) {
        walk_element(walk, node);
    } else if (node->type == XML_TEXT_NODE && node->content) {
        html_line_text(walk->line, (const char *)node->content, walk->bold > 0,
            walk->kept > 0 || walk->is_plain);
        walk->failed = walk->failed || walk->line->failed;
    }
}

void html_prepare(void)
{
    xmlInitParser();
    htmlDocPtr page = htmlReadMemory("<p>", 3, NULL, "UTF-8", HTML_PARSE_NOERROR);
    xmlFreeDoc(page);
}

static bool parse(const struct bytes *html, htmlDocPtr *page, bool *is_cut)
{
    htmlParserCtxtPtr context = htmlNewParserCtxt();
    *page = context ? htmlCtxtReadMemory(context, html->data, (int)html->size, NULL, "UTF-8",
                          HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                              HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC)
                    : NULL;
    bool has_memory = context && context->lastError.code != XML_ERR_NO_MEMORY;
    /* libxml2 stops at a depth of its own. */
    *is_cut = context && context->lastError.code == XML_ERR_INTERNAL_ERROR;
    htmlFreeParserCtxt(context);
    return has_memory;
}

/* One text and nothing else, which was markup before somebody escaped it. */
static bool is_escaped(const struct html_blocks *blocks)
{
    static const char *const tags[] = { "<p>", "<p ", "</p>", "<br", "</a>", "<img ", "<div",
        "</span>" };
    if (blocks->count == 0 || blocks->blocks[0].kind != HTML_TEXT || blocks->count > 1) {
        return false;
    }
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        if (strstr(blocks->blocks[0].text, tags[i])) {
            return true;
        }
    }
    return false;
}

static bool read_once(
    struct html_blocks *out, struct arena *arena, const char *html, size_t size)
{
    struct bytes mended;
    struct html_line line;
    htmlDocPtr page = NULL;
    bool has_tags, is_cut = false;
    *out = (struct html_blocks) { .is_cut = size > HTML_MAX_BYTES };
    size = size < HTML_MAX_BYTES ? size : HTML_MAX_BYTES;
    bytes_init(&mended);
    html_line_init(&line);
    bool done = html_mend(&mended, html, size, &has_tags);
    if (done && mended.size > 0) {
        struct html_walk walk = {
            .out = out, .arena = arena, .line = &line, .into = walk_children
        };
        walk.is_plain = !has_tags;
        done = parse(&mended, &page, &is_cut);
        if (done && page) {
            walk_children(&walk, (const xmlNode *)page);
            html_walk_flush(&walk);
        }
        done = done && !walk.failed;
        out->is_cut = out->is_cut || is_cut;
    }
    xmlFreeDoc(page);
    html_line_finish(&line);
    bytes_finish(&mended);
    return done;
}

bool html_blocks_read(
    struct html_blocks *out, struct arena *arena, const char *html, size_t size)
{
    bool done = read_once(out, arena, html, size);
    for (int i = 0; done && i < ESCAPES_MAX && is_escaped(out); i++) {
        const char *text = out->blocks[0].text;
        done = read_once(out, arena, text, strlen(text));
    }
    return done;
}
