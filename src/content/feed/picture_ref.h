/* A picture that a feed names, once it is there. */
#pragma once

#include <stdbool.h>

enum { PICTURE_MAX_BYTES = 32 * 1024 * 1024 };

struct picture_ref {
    const char *url;                  /* absolute */
    const char *object;               /* SHA-256 of its bytes, hexadecimal */
    const char *path;                 /* of a file with its bytes */
    const char *etag, *last_modified; /* of those bytes, or empty; NULL: not known */
    const char *codes; /* lines of the codes' texts in it, or empty; NULL: none known */
    bool hides_codes;  /* nobody can tell what they say, or, if it was not searched, whether */
    bool is_searched;  /* for codes, to the end */
    bool was_tried;    /* to be searched, by this process */
    int width, height; /* of the whole picture, upright; 0: not known */
};
