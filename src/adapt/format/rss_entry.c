#include "adapt/format/rss_entry.h"

#include "adapt/adapt_nobody.h"

#include <string.h>

static const char *first_said(
    struct arena *arena, const xmlNode *node, const char *const *names, size_t count)
{
    const char *text = "";
    for (size_t i = 0; !*text && i < count; i++) {
        text = xml_child_text(arena, node, names[i]);
    }
    return text;
}
#define FIRST_SAID(arena, node, names)                                                         \
    first_said(arena, node, names, sizeof(names) / sizeof *(names))

/* "hr@example.edu.cn (人事处)", as RSS asks for; an address alone says nothing to a reader. */
static const char *name_in(struct arena *arena, const char *author)
{
    const char *open = strchr(author, '('), *close = open ? strrchr(open, ')') : NULL;
    if (!strchr(author, '@')) {
        return author;
    }
    const char *name = close && close > open + 1
                           ? arena_strndup(arena, open + 1, (size_t)(close - open) - 1)
                           : "";
    return name && !strchr(name, '@') ? name : "";
}

static const char *somebody(const char *name)
{
    return adapt_is_nobody(name) ? "" : name;
}

/* Who published it: its author, else the channel that it was taken from, else its category. */
static const char *source_of(struct arena *arena, const xmlNode *item)
{
    static const char *const authors[] = { "dc:creator", "author", "itunes:author",
        "dc:publisher" };
    static const char *const others[] = { "source", "dc:source", "category", "dc:subject" };
    const char *source = "";
    for (size_t i = 0; !*source && i < sizeof authors / sizeof *authors; i++) {
        source = somebody(name_in(arena, xml_child_text(arena, item, authors[i])));
    }
    for (size_t i = 0; !*source && i < sizeof others / sizeof *others; i++) {
        source = somebody(xml_child_text(arena, item, others[i]));
    }
    return source;
}

static bool is_web(const char *address)
{
    return strncmp(address, "http://", 7) == 0 || strncmp(address, "https://", 8) == 0;
}

void rss_read_item(struct arena *arena, const xmlNode *item, const struct rss_feed *feed,
    struct rss_entry *out)
{
    static const char *const texts[] = { "content:encoded", "xhtml:body", "description",
        "media:description", "itunes:summary" };
    static const char *const dates[] = { "pubDate", "dc:date", "atom:published", "atom:updated",
        "pubdate", "date" };
    const xmlNode *guid = xml_child(item, "guid");
    *out = (struct rss_entry) { .title = xml_child_text(arena, item, "title"),
        .link = xml_child_text(arena, item, "link"),
        .html = FIRST_SAID(arena, item, texts),
        .published = FIRST_SAID(arena, item, dates),
        .source = source_of(arena, item),
        .id = xml_text(arena, guid) };
    if (!*out->link && *out->id && is_web(out->id) &&
        strcmp(xml_attribute(arena, guid, "isPermaLink"), "false") != 0) {
        out->link = out->id;
    }
    out->id = *out->id ? out->id : out->link;
    out->base = feed->base;
    rss_read_picture(arena, item, out);
}

static const char *atom_text(struct arena *arena, const xmlNode *node)
{
    const char *type = node ? xml_attribute(arena, node, "type") : "";
    if (node && (strcmp(type, "xhtml") == 0 || strcmp(type, "application/xhtml+xml") == 0)) {
        return xml_inner(arena, node);
    }
    return xml_text(arena, node);
}

static const char *atom_link(struct arena *arena, const xmlNode *entry)
{
    for (const xmlNode *link = xml_child(entry, "link"); link; link = xml_next(link, "link")) {
        const char *rel = xml_attribute(arena, link, "rel");
        if (!*rel || strcmp(rel, "alternate") == 0) {
            return xml_attribute(arena, link, "href");
        }
    }
    return "";
}

static const char *atom_author(struct arena *arena, const xmlNode *node)
{
    return node ? somebody(xml_child_text(arena, xml_child(node, "author"), "name")) : "";
}

void rss_read_atom(struct arena *arena, const xmlNode *entry, const struct rss_feed *feed,
    struct rss_entry *out)
{
    static const char *const dates[] = { "published", "issued", "updated", "modified",
        "created" };
    const xmlNode *content = xml_child(entry, "content"), *source = xml_child(entry, "source");
    const char *html = atom_text(arena, content);
    const char *base = xml_base(arena, entry);
    *out = (struct rss_entry) { .id = xml_child_text(arena, entry, "id"),
        .title = atom_text(arena, xml_child(entry, "title")),
        .link = atom_link(arena, entry),
        .published = FIRST_SAID(arena, entry, dates),
        .source = atom_author(arena, entry),
        .base = *base ? base : feed->base };
    out->html = *html ? html : atom_text(arena, xml_child(entry, "summary"));
    out->source = *out->source ? out->source : atom_author(arena, source);
    out->source = *out->source ? out->source : feed->source;
    rss_read_picture(arena, entry, out);
}
