/* Headers, in and out. Of src/net only, and of curl. */
#pragma once

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>

/* Of the answer as it came, or "". curl's, until the handle asks again. */
const char *http_header_value(CURL *easy, const char *name);

/* Whether the answer's Last-Modified proves anything: it is before its Date, as within one
 * second a file may change twice (RFC 9110 section 8.8.2.2). By the server's clock alone, since
 * ours may be wrong: without a Date there is none that counts. Nor is one from before the web:
 * 1970 stands on whatever has no date, also when it changes. */
enum http_header_date { HTTP_DATE_NONE, HTTP_DATE_PROOF, HTTP_DATE_TOO_NEW };
enum http_header_date http_header_date_of(CURL *easy);

/* Of the answer, or "" where it is not printable ASCII that has room. */
void http_header_copy(CURL *easy, const char *name, char *out, size_t capacity);

/* Adds a line as it is. False when memory is out. */
bool http_header_add_line(struct curl_slist **list, const char *line);

/* Adds "name: value" unless value is empty or could not have come from a response. False when
 * memory is out. */
bool http_header_add(
    struct curl_slist **list, const char *name, const char *value, size_t capacity);
