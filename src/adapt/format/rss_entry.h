/* An entry of a feed, whichever of RSS and Atom it is written in. Of rss*.c only. */
#pragma once

#include "adapt/format/xml_node.h"

/* All "" where it is not said; in the arena. */
struct rss_entry {
    const char *id, *title, *link;
    const char *html;           /* the whole text where there is one, else the summary */
    const char *published;      /* as it is written */
    const char *source;         /* who published it */
    const char *base;           /* of the addresses in it */
    const char *image, *credit; /* that stands for it, and what it shows */
};

struct rss_feed {
    const char *base; /* of the addresses of entries */
    const char *source;
};

void rss_read_item(struct arena *arena, const xmlNode *item, const struct rss_feed *feed,
    struct rss_entry *out);
void rss_read_atom(struct arena *arena, const xmlNode *entry, const struct rss_feed *feed,
    struct rss_entry *out);

/* The largest picture among media:*, enclosures and the rest (rss_picture.c). */
void rss_read_picture(struct arena *arena, const xmlNode *item, struct rss_entry *out);
