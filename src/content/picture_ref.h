/* A picture that a feed names, once it is there. */
#pragma once

struct picture_ref {
    const char *url;    /* absolute */
    const char *object; /* SHA-256 of its bytes, hexadecimal */
    const char *path;   /* of a file with its bytes */
};
