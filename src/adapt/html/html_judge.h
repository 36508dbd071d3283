/* What of a page is no content. Of html_*.c only. */
#pragma once

#include "adapt/html/html_node.h"

/* An element that nobody sees, or that does not belong to what is told: with all that is in it.
 */
bool html_is_no_content(const xmlNode *node);

/* The words of a link that leads to the rest: 阅读全文 >>, "Continue reading". */
bool html_is_more(const char *text);

/* A paragraph that a system put there: "The post ... appeared first on ...". */
bool html_is_added(const char *text);
