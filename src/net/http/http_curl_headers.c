#include "net/http/http_curl_headers.h"

#include <stdio.h>
#include <string.h>

static bool is_header_text(const char *text, size_t capacity)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++) {
        if (text[i] < 0x20 || text[i] > 0x7E) {
            return false;
        }
    }
    return length > 0 && length < capacity;
}

const char *http_header_value(CURL *easy, const char *name)
{
    struct curl_header *header;
    return curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK
               ? header->value
               : "";
}

enum { FIRST_WEB_S = 631152000 }; /* 1990-01-01 */

enum http_header_date http_header_date_of(CURL *easy)
{
    time_t modified_s = curl_getdate(http_header_value(easy, "Last-Modified"), NULL);
    time_t sent_s = curl_getdate(http_header_value(easy, "Date"), NULL);
    if (modified_s < FIRST_WEB_S || sent_s < 0) {
        return HTTP_DATE_NONE;
    }
    return sent_s > modified_s ? HTTP_DATE_PROOF : HTTP_DATE_TOO_NEW;
}

void http_header_copy(CURL *easy, const char *name, char *out, size_t capacity)
{
    const char *value = http_header_value(easy, name);
    *out = '\0';
    if (is_header_text(value, capacity)) {
        memcpy(out, value, strlen(value) + 1);
    }
}

bool http_header_add_line(struct curl_slist **list, const char *line)
{
    struct curl_slist *grown = curl_slist_append(*list, line);
    if (grown) {
        *list = grown;
    }
    return grown;
}

bool http_header_add(
    struct curl_slist **list, const char *name, const char *value, size_t capacity)
{
    char line[320];
    if (!value || !is_header_text(value, capacity)) {
        return true;
    }
    snprintf(line, sizeof line, "%s: %s", name, value);
    return http_header_add_line(list, line);
}
