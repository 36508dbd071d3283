/* RSS 0.91 to 2.0 with the modules that are in use, RSS 1.0, Atom 1.0 and 0.3. */
#include "adapt/adapt.h"
#include "adapt/adapt_html.h"
#include "adapt/format/lang.h"
#include "adapt/format/rss_entry.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LOOK_BYTES = 2048 };

/* A title is a line of text, which says now and then that it is markup: 10<sup>5</sup>. */
static const char *title_of(struct arena *arena, const char *title)
{
    struct html_blocks blocks;
    bool is_markup = strstr(title, "</") || strstr(title, "<br") || strstr(title, "<wbr") ||
                     strstr(title, "<img") || strchr(title, '&');
    if (!is_markup || !html_blocks_read(&blocks, arena, title, strlen(title))) {
        return title;
    }
    const char *line = "";
    for (size_t i = 0; line && i < blocks.count; i++) {
        if (blocks.blocks[i].kind <= HTML_TEXT) {
            line = *line ? arena_printf(arena, "%s %s", line, blocks.blocks[i].text)
                         : blocks.blocks[i].text;
        }
    }
    return line ? line : title;
}

static bool has_picture(const struct html_blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++) {
        if (blocks->blocks[i].kind == HTML_PICTURE) {
            return true;
        }
    }
    return false;
}

static void add_body(
    struct adapt_out *out, struct arena *arena, const struct rss_entry *entry, const char *base)
{
    struct html_blocks blocks;
    if (!html_blocks_read(&blocks, arena, entry->html, strlen(entry->html))) {
        adapt_out_fail(out);
        return;
    }
    if (*entry->image && !has_picture(&blocks)) {
        adapt_body_picture(out, entry->base, entry->image, entry->credit);
    }
    adapt_body_blocks(out, &blocks, base);
    if (blocks.is_cut) {
        adapt_out_note(
            out, "\"%.60s\" is cut: its text is longer or deeper than any page", entry->title);
    }
}

static void add_entry(const struct adapt_request *request, struct adapt_out *out,
    struct arena *arena, const struct rss_entry *entry)
{
    const char *title = title_of(arena, entry->title);
    if (!*title && !*entry->html && !*entry->image) {
        return;
    }
    if (!adapt_item_begin(out, request->kind, *entry->id ? entry->id : NULL)) {
        if (!adapt_out_is_full(out)) {
            adapt_out_note(out, "\"%.60s\": its id is there already", title);
        }
        return;
    }
    bool is_article = strcmp(request->kind, "article") == 0;
    adapt_item_text(out, "title", title);
    adapt_item_address(out, "url", entry->base, entry->link);
    if (*entry->published) {
        adapt_item_moment(out, "published", entry->published);
    }
    if (is_article) {
        adapt_item_text(out, "source", entry->source);
        const char *page = strstr(entry->link, "://") ? entry->link : entry->base;
        add_body(out, arena, entry, page);
    } else {
        adapt_item_html(out, request->kind, entry->html, entry->base);
    }
}

/* Entries of RSS 1.0 stand beside the channel, those of others in it. */
static void add_items(const struct adapt_request *request, struct adapt_out *out,
    const xmlNode *parent, const struct rss_feed *feed)
{
    bool is_atom = xml_is(parent, "feed");
    for (const xmlNode *node = parent->children; node && !adapt_out_is_full(out);
         node = node->next) {
        struct arena arena;
        struct rss_entry entry;
        if (!xml_is(node, is_atom ? "entry" : "item")) {
            continue;
        }
        arena_init(&arena);
        (is_atom ? rss_read_atom : rss_read_item)(&arena, node, feed, &entry);
        add_entry(request, out, &arena, &entry);
        if (arena.has_failed) {
            adapt_out_fail(out);
        }
        arena_finish(&arena);
    }
}

static void add_lang(
    struct adapt_out *out, struct arena *arena, const xmlNode *root, const xmlNode *channel)
{
    char tag[16];
    const char *said = xml_child_text(arena, channel, "language");
    said = *said ? said : xml_child_text(arena, channel, "dc:language");
    xmlChar *own = xmlNodeGetLang(root);
    adapt_out_lang(out, lang_tag(*said || !own ? said : (const char *)own, tag));
    xmlFree(own);
}

/* What an address without a host is about: the site, where the feed says which one it is. */
static const char *base_of(
    struct arena *arena, const struct adapt_request *request, const xmlNode *channel)
{
    const char *link = xml_child_text(arena, channel, "link");
    return strncmp(link, "http", 4) == 0 && strstr(link, "://") ? link : request->base;
}

static bool refuse(struct arena *arena, const xmlNode *root, struct error *error)
{
    const xmlNode *title = xml_child(xml_child(root, "head"), "title");
    if (strcasecmp((const char *)root->name, "html") == 0) {
        const char *said = xml_text(arena, title);
        return *said ? error_set(error, "this is a web page (\"%.80s\"), no feed", said)
                     : error_set(error, "this is a web page, no feed");
    }
    return error_set(error,
        "this is XML of the kind <%.40s>, no feed: RSS begins with <rss>, Atom with <feed>",
        (const char *)root->name);
}

static bool adapt(
    const struct adapt_request *request, struct adapt_out *out, struct error *error)
{
    struct arena arena;
    xmlDoc *document = xml_load(request->data, request->size, request->base, error);
    if (!document) {
        return false;
    }
    arena_init(&arena);
    const xmlNode *root = xmlDocGetRootElement(document);
    const xmlNode *channel = xml_child(root, "channel");
    bool done = true;
    if (xml_is(root, "feed")) {
        const char *base = xml_base(&arena, root);
        const struct rss_feed feed = { *base ? base : request->base,
            xml_child_text(&arena, xml_child(root, "author"), "name") };
        add_lang(out, &arena, root, root);
        add_items(request, out, root, &feed);
    } else if (xml_is(root, "rss") || xml_is(root, "rdf:RDF") || channel) {
        const struct rss_feed feed = { base_of(&arena, request, channel), "" };
        add_lang(out, &arena, root, channel);
        add_items(request, out, root, &feed);
        if (channel) {
            add_items(request, out, channel, &feed);
        }
    } else {
        done = refuse(&arena, root, error);
    }
    xmlFreeDoc(document);
    arena_finish(&arena);
    return done;
}

static enum adapt_fit detect(const struct adapt_request *request)
{
    static const char *const roots[] = { "<rss", "<rdf:RDF", "<feed", ":feed " };
    size_t size = request->size < LOOK_BYTES ? request->size : LOOK_BYTES;
    const char *begin = request->data + strspn(request->data, " \t\r\n");
    for (size_t i = 0; *begin == '<' && i < sizeof roots / sizeof *roots; i++) {
        if (memmem(request->data, size, roots[i], strlen(roots[i]))) {
            return ADAPT_SURE;
        }
    }
    return ADAPT_NO;
}

const struct adapt_format adapt_format_rss = {
    .name = "rss", .detect = detect, .adapt = adapt
};
