/* What a file is that is no feed, told by what is in it. */
#pragma once

#include "base/bytes.h"

struct check_document {
    const char *what;   /* "this is a Word document (.docx) and no feed", marked with N_ */
    const char *advice; /* the same */
    const char *title;  /* of a web page, in the file itself; its length, 0 for none */
    size_t title_size;
};

/* False where it is perhaps a text that somebody wrote as a feed. */
bool check_document_is_foreign(const struct bytes *body, struct check_document *document);
