/* Elements of a page, and what they say of themselves. Of html_*.c only: libxml2's types do not
 * leave them. */
#pragma once

#include <libxml/tree.h>
#include <stdbool.h>

static inline bool html_is_element(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE;
}

/* Whether its name is one of those, in a list that spaces part: "b strong". */
bool html_is(const xmlNode *node, const char *names);

/* The attribute's value, or "". Borrowed from the tree. */
const char *html_attribute(const xmlNode *node, const char *name);

/* Whether it is there, with a value or without. */
bool html_has_attribute(const xmlNode *node, const char *name);

/* Whether one of the words of `words`, parted by spaces, is a word of its class or id. */
bool html_has_class(const xmlNode *node, const char *words);

/* Whether its style has the declaration, written without spaces and in small letters:
 * "display:none"; what follows must end the value or be a unit. */
bool html_has_style(const xmlNode *node, const char *declaration);

/* Its width or height in pixels, by attribute or style; -1 where it does not say. */
int html_side(const xmlNode *node, const char *name);
