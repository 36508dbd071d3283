#include "adapt/format/xml_node.h"

#include "base/bytes.h"

#include <string.h>

/* Prefixes as everybody writes them, and the beginnings of what they stand for. */
static const struct {
    const char *prefix, *address;
} spaces[] = { { "content", "http://purl.org/rss/1.0/modules/content" },
    { "dc", "http://purl.org/dc/" }, { "media", "http://search.yahoo.com/mrss" },
    { "itunes", "http://www.itunes.com/" },
    { "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns" },
    { "atom", "http://www.w3.org/2005/Atom" }, { "xhtml", "http://www.w3.org/1999/xhtml" } };

static bool same(const xmlChar *a, const char *b, size_t length)
{
    return strlen((const char *)a) == length && memcmp(a, b, length) == 0;
}

static bool is_space(const xmlNs *space, const char *prefix, size_t length)
{
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        if (strlen(spaces[i].prefix) == length &&
            memcmp(spaces[i].prefix, prefix, length) == 0) {
            const char *address = space->href ? (const char *)space->href : "";
            return strncmp(address, spaces[i].address, strlen(spaces[i].address)) == 0;
        }
    }
    return false;
}

/* The document's own: what its root is in. */
static bool is_own(const xmlNode *node)
{
    const xmlNode *root = xmlDocGetRootElement(node->doc);
    return !node->ns || !node->ns->prefix ||
           (root && root->ns && xmlStrEqual(node->ns->href, root->ns->href));
}

bool xml_is(const xmlNode *node, const char *name)
{
    const char *colon = strchr(name, ':');
    if (node->type != XML_ELEMENT_NODE) {
        return false;
    }
    if (!colon) {
        return same(node->name, name, strlen(name)) && is_own(node);
    }
    if (!node->ns || !node->ns->prefix) {
        return same(node->name, name, strlen(name)) || /* a prefix that nobody declared */
               (node->ns && same(node->name, colon + 1, strlen(colon + 1)) &&
                   is_space(node->ns, name, (size_t)(colon - name)));
    }
    return same(node->name, colon + 1, strlen(colon + 1)) &&
           is_space(node->ns, name, (size_t)(colon - name));
}

static const xmlNode *first_of(const xmlNode *node, const char *name)
{
    while (node && !xml_is(node, name)) {
        node = node->next;
    }
    return node;
}

const xmlNode *xml_child(const xmlNode *node, const char *name)
{
    return node ? first_of(node->children, name) : NULL;
}

const xmlNode *xml_next(const xmlNode *node, const char *name)
{
    return first_of(node->next, name);
}

static const xmlNode *step(const xmlNode *root, const xmlNode *node)
{
    if (node->children && node->type == XML_ELEMENT_NODE) {
        return node->children;
    }
    while (node != root && !node->next) {
        node = node->parent;
    }
    return node == root ? NULL : node->next;
}

static const char *trimmed(struct arena *arena, const char *text, size_t size)
{
    while (size > 0 && strchr(" \t\r\n", *text)) {
        text++;
        size--;
    }
    while (size > 0 && strchr(" \t\r\n", text[size - 1])) {
        size--;
    }
    const char *copy = size > 0 ? arena_strndup(arena, text, size) : "";
    return copy ? copy : "";
}

const char *xml_text(struct arena *arena, const xmlNode *node)
{
    struct bytes text;
    bool done = true;
    bytes_init(&text);
    for (const xmlNode *at = node; at && done; at = step(node, at)) {
        if ((at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) && at->content) {
            done = bytes_append(&text, at->content, strlen((const char *)at->content));
        }
    }
    const char *copy = done && text.size ? trimmed(arena, text.data, text.size) : "";
    bytes_finish(&text);
    return copy;
}

const char *xml_child_text(struct arena *arena, const xmlNode *node, const char *name)
{
    return xml_text(arena, xml_child(node, name));
}

static const char *copied(struct arena *arena, xmlChar *text)
{
    const char *copy =
        text ? trimmed(arena, (const char *)text, strlen((const char *)text)) : "";
    xmlFree(text);
    return copy;
}

const char *xml_attribute(struct arena *arena, const xmlNode *node, const char *name)
{
    return node ? copied(arena, xmlGetNoNsProp(node, (const xmlChar *)name)) : "";
}

const char *xml_base(struct arena *arena, const xmlNode *node)
{
    return copied(arena, xmlNodeGetBase(node->doc, node));
}

const char *xml_inner(struct arena *arena, const xmlNode *node)
{
    xmlBuffer *buffer = xmlBufferCreate();
    /* Names without prefixes are what a page's parser knows. */
    for (xmlNode *at = (xmlNode *)node; at; at = (xmlNode *)step(node, at)) {
        at->ns = at->type == XML_ELEMENT_NODE ? NULL : at->ns;
    }
    for (xmlNode *child = node->children; buffer && child; child = child->next) {
        xmlNodeDump(buffer, node->doc, child, 0, 0);
    }
    const xmlChar *text = buffer ? xmlBufferContent(buffer) : NULL;
    const char *copy = text ? arena_strdup(arena, (const char *)text) : "";
    xmlBufferFree(buffer);
    return copy ? copy : "";
}
