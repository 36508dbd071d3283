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

void http_header_copy(CURL *easy, const char *name, char *out, size_t capacity)
{
    struct curl_header *header;
    *out = '\0';
    if (curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK &&
        is_header_text(header->value, capacity)) {
        memcpy(out, header->value, strlen(header->value) + 1);
    }
}

bool http_header_add(
    struct curl_slist **list, const char *name, const char *value, size_t capacity)
{
    char line[320];
    if (!value || !is_header_text(value, capacity)) {
        return true;
    }
    snprintf(line, sizeof line, "%s: %s", name, value);
    struct curl_slist *grown = curl_slist_append(*list, line);
    if (grown) {
        *list = grown;
    }
    return grown;
}
