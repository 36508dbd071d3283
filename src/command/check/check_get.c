#include "command/check/check_get.h"

#include "edition/adapting.h"
#include "net/fetch/source/source_request.h"
#include "net/http/http.h"

#include <stdio.h>
#include <string.h>

void check_getter_finish(struct check_getter *getter)
{
    http_curl_destroy(getter->curl);
    getter->curl = NULL;
}

bool check_is_address(const char *name)
{
    return strncmp(name, "https:", 6) == 0 || strncmp(name, "http:", 5) == 0 ||
           strncmp(name, "file:", 5) == 0;
}

bool check_get(struct check_getter *getter, const struct check_wish *wish, struct bytes *body,
    struct error *error)
{
    static const atomic_bool never = false;
    const struct config *config = getter->config;
    if (!getter->curl && !(getter->curl = http_curl_create(error))) {
        return false;
    }
    struct http_request request =
        wish->feed_url
            ? source_request_picture(config, wish->source, wish->feed_url, wish->address)
            : source_request(config, wish->source, wish->address);
    request.allow_http = true; /* what `fetch` would not ask is told, and looked at */
    struct http_response response = { 0 };
    struct http http = http_curl_seam(getter->curl);
    bytes_init(&response.body);
    bool done = http.get(http.context, &request, &never, &response, error) == HTTP_FRESH &&
                (bytes_append(body, response.body.data, response.body.size) ||
                    error_set(error, "out of memory"));
    if (wish->content_type) {
        snprintf(wish->content_type, CHECK_CONTENT_TYPE_BYTES, "%s", response.content_type);
    }
    bytes_finish(&response.body);
    return done;
}

void check_blot(const struct config *config, const char *address, struct error *error)
{
    const struct http_login login = source_login(adapting_source(config, address));
    http_login_blot(&login, error);
}
