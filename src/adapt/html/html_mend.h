/* Markup made fit for a parser, in one pass: comments and what is bracketed for Word alone out,
 * scripts and the like out with what they enclose, shortcodes out, references mended,
 * attributes bounded. Of html_blocks.c only. */
#pragma once

#include "base/bytes.h"

/* Appends to out. False when memory is out. *has_tags: there was any. */
bool html_mend(struct bytes *out, const char *html, size_t size, bool *has_tags);
