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

/* "a GIF", "an iPhone's photo (HEIC)", ... of a picture that cannot be decoded, or of what is
 * no picture: a text marked with N_, or NULL where it has no form that is known. */
const char *check_document_picture(const struct bytes *body);
