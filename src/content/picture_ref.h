/* A picture that a feed names, once it is there. */
#pragma once

#include <stdbool.h>

struct picture_ref {
    const char *url;    /* absolute */
    const char *object; /* SHA-256 of its bytes, hexadecimal */
    const char *path;   /* of a file with its bytes */
    const char
        *codes;       /* texts of the QR codes in it, a line each, or empty; NULL: none known */
    bool hides_codes; /* looking for them was stopped */
};
