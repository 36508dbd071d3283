/* Headers, in and out. Of src/net only, and of curl. */
#pragma once

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>

/* Of the answer, or "" where it is not printable ASCII that has room. */
void http_header_copy(CURL *easy, const char *name, char *out, size_t capacity);

/* Adds "name: value" unless value is empty or could not have come from a response. False when
 * memory is out. */
bool http_header_add(
    struct curl_slist **list, const char *name, const char *value, size_t capacity);
