/* XML documents and what is in them, by libxml2. Of the formats in this folder only: its types
 * do not leave them. */
#pragma once

#include "base/arena.h"
#include "base/error.h"

#include <libxml/tree.h>
#include <stdbool.h>

/* A document without entities, network and depth; NULL with an error that says the line. Its
 * own address, or "". xmlFreeDoc() frees it. */
xmlDoc *xml_load(const char *data, size_t size, const char *base, struct error *error);

/* Whether the element is one of that name: "title" of the document's own namespace or none,
 * "dc:date" of the one that the prefix is known for, whatever the document calls it, or of none
 * where it forgot to say. */
bool xml_is(const xmlNode *node, const char *name);

/* The first child of that name, also where node is NULL; and the next of the same. */
const xmlNode *xml_child(const xmlNode *node, const char *name);
const xmlNode *xml_next(const xmlNode *node, const char *name);

/* The text in it and in what is in it, trimmed, in the arena; "" for NULL or no memory. */
const char *xml_text(struct arena *arena, const xmlNode *node);
const char *xml_child_text(struct arena *arena, const xmlNode *node, const char *name);

/* The attribute, or "". */
const char *xml_attribute(struct arena *arena, const xmlNode *node, const char *name);

/* What is in it as markup: of elements of XHTML. */
const char *xml_inner(struct arena *arena, const xmlNode *node);

/* Its address as xml:base has it, or "". */
const char *xml_base(struct arena *arena, const xmlNode *node);
