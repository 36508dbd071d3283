/* Markup that leaks from a CMS into texts, as what a page would show of it. */
#pragma once

#include <stdbool.h>

/* Entities decoded and tags stripped, in place. normalise_shown (content/text) does it first.
 */
void normalise_html(char *text, bool one_line);
