/* file: URLs, for local use: size, time and inode stand in for an ETag. */
#pragma once

#include "net/http/http.h"

/* Never HTTP_REFUSED: a file may come to be. */
enum http_outcome http_file_get(
    const struct http_request *request, struct http_response *response, struct error *error);
