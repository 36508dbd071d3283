#include "net/fetch/source/source_request.h"

#include "content/feed/picture_ref.h"

struct http_login source_login(const struct config_source *source)
{
    return source ? (struct http_login) { source->url, source->headers_file, source->user,
        source->password_file }
                  : (struct http_login) { 0 };
}

struct http_request source_request(
    const struct config *config, const struct config_source *source, const char *url)
{
    return (struct http_request) {
        .url = url,
        .etag = "",
        .last_modified = "",
        .login = source_login(source),
        .post = source && source->method == SOURCE_POST ? source->body : NULL,
        .post_type = source ? source->content_type : "",
        .proxy = config->fetch.proxy,
        .ca_file = source ? source->ca_file : "",
        .allow_http = source && source->allow_http,
        .connect_timeout_ms = config->fetch.connect_timeout_ms,
        .total_timeout_ms = config->fetch.total_timeout_ms,
        .max_bytes = config->fetch.max_bytes,
    };
}

struct http_request source_request_picture(const struct config *config,
    const struct config_source *source, const char *feed_url, const char *url)
{
    struct http_request request = source_request(config, source, url);
    request.feed_url = feed_url;
    request.post = NULL;
    request.max_bytes = PICTURE_MAX_BYTES;
    if (request.total_timeout_ms > PICTURE_MAX_MS) {
        request.total_timeout_ms = PICTURE_MAX_MS;
    }
    return request;
}
