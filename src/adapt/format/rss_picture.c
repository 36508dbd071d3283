/* The picture that stands for an entry. */
#include "adapt/format/rss_entry.h"
#include "base/picture_name.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { ICON_MAX_PX = 64 };

struct best {
    const char *address, *credit;
    int width;
};

static bool is_picture(struct arena *arena, const xmlNode *node)
{
    const char *medium = xml_attribute(arena, node, "medium");
    const char *type = xml_attribute(arena, node, "type");
    const char *url = xml_attribute(arena, node, "url");
    return *medium ? strcmp(medium, "image") == 0
           : *type ? strncmp(type, "image/", 6) == 0
                   : picture_name(url, strcspn(url, "?#"));
}

static void offer(struct arena *arena, const xmlNode *node, const char *name, struct best *best)
{
    const char *address = xml_attribute(arena, node, name);
    const char *width = xml_attribute(arena, node, "width");
    int px = *width ? atoi(width) : ICON_MAX_PX + 1;
    if (*address && px > ICON_MAX_PX && px > best->width) {
        best->address = address;
        best->width = px;
        best->credit = xml_child_text(arena, node, "media:description");
    }
}

static void offer_media(struct arena *arena, const xmlNode *parent, struct best *best)
{
    for (const xmlNode *node = parent->children; node; node = node->next) {
        if (xml_is(node, "media:content") && is_picture(arena, node)) {
            offer(arena, node, "url", best);
        } else if (xml_is(node, "media:group")) {
            for (const xmlNode *one = node->children; one; one = one->next) {
                if (xml_is(one, "media:content") && is_picture(arena, one)) {
                    offer(arena, one, "url", best);
                }
            }
        }
    }
}

static void offer_others(struct arena *arena, const xmlNode *item, struct best *best)
{
    const xmlNode *group = xml_child(item, "media:group");
    const xmlNode *image = xml_child(item, "image"),
                  *small = xml_child(item, "media:thumbnail");
    for (const xmlNode *node = item->children; node; node = node->next) {
        if (xml_is(node, "enclosure") && is_picture(arena, node)) {
            offer(arena, node, "url", best);
        } else if (xml_is(node, "link") &&
                   strcmp(xml_attribute(arena, node, "rel"), "enclosure") == 0 &&
                   strncmp(xml_attribute(arena, node, "type"), "image/", 6) == 0) {
            offer(arena, node, "href", best);
            best->credit = xml_attribute(arena, node, "title");
        }
    }
    if (!best->address) {
        offer(arena, small ? small : xml_child(group, "media:thumbnail"), "url", best);
    }
    if (!best->address) {
        offer(arena, xml_child(item, "itunes:image"), "href", best);
    }
    if (!best->address && image) {
        const char *address = xml_child_text(arena, image, "url");
        best->address = *address ? address : xml_text(arena, image);
        best->credit = "";
    }
}

void rss_read_picture(struct arena *arena, const xmlNode *item, struct rss_entry *out)
{
    struct best best = { .credit = "" };
    offer_media(arena, item, &best);
    if (best.address && !*best.credit) {
        best.credit = xml_child_text(arena, item, "media:description");
    }
    if (!best.address) {
        offer_others(arena, item, &best);
    }
    const xmlNode *content = xml_child(item, "content");
    if (!best.address && content &&
        strncmp(xml_attribute(arena, content, "type"), "image/", 6) == 0) {
        best.address = xml_attribute(arena, content, "src");
    }
    out->image = best.address ? best.address : "";
    out->credit = best.credit;
}
