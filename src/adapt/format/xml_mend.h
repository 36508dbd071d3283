/* XML as systems write it made fit for a parser, in one pass, and what no feed needs refused:
 * declarations of a document type, tags without measure, a depth without bottom. Of xml_load.c
 * only. */
#pragma once

#include "base/bytes.h"
#include "base/error.h"

/* Appends to out: without what stands before the first tag, without the XML declaration and the
 * document type, and without what stands behind the root; names of HTML's characters as
 * numbers, a bare & as &amp;, characters that XML forbids left out. False with an error, "line
 * 3: ...". */
bool xml_mend(struct bytes *out, const char *xml, size_t size, struct error *error);
