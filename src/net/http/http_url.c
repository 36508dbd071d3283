#include "net/http/http_url.h"

#include "address/address.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool take_host(struct http_url *url, const char *text, struct error *error)
{
    struct arena arena;
    struct address address;
    arena_init(&arena);
    const char *asked = address_canonical(&arena, text);
    url->asked = asked ? strdup(asked) : NULL;
    if (url->asked && address_parse(url->asked, &address)) {
        snprintf(
            url->host, sizeof url->host, "%.*s", (int)address.host.size, address.host.text);
        url->is_loopback = address_host_is_loopback(url->host);
    } else if (asked || arena.has_failed) {
        error_set(error, "out of memory");
    } else {
        error_set(error, "not an address: \"%s\" (its host)", text);
    }
    arena_finish(&arena);
    return url->asked;
}

bool http_url_init(struct http_url *url, const char *text, struct error *error)
{
    struct address address;
    *url = (struct http_url) { 0 };
    if (!address_parse(text, &address)) {
        return error_set(error,
            "not an address: \"%s\": write it whole, such as "
            "https://www.example.edu.cn/lobbycard.json",
            text);
    }
    if (address.user.text) {
        return error_set(error,
            "the address holds a user name or password, which is not sent: take it out, and "
            "give user and password_file in its [source NAME]");
    }
    if (address_has_scheme(&address, "file")) {
        url->scheme = HTTP_URL_FILE;
        return true;
    }
    bool is_https = address_has_scheme(&address, "https");
    if (!is_https && !address_has_scheme(&address, "http")) {
        return error_set(
            error, "%s: https, http and file are asked, no others: write one of those", text);
    }
    url->scheme = is_https ? HTTP_URL_HTTPS : HTTP_URL_HTTP;
    return take_host(url, text, error);
}

void http_url_finish(struct http_url *url)
{
    free(url->asked);
    url->asked = NULL;
}

bool http_url_allowed(const struct http_url *url, bool allow_http, struct error *error)
{
    return url->scheme != HTTP_URL_HTTP || url->is_loopback || allow_http ||
           error_set(error,
               "plain http to %s is not allowed: use https, or set allow_http = yes for this "
               "source",
               url->host);
}

bool http_redirect_allowed(const struct http_url *from, const struct http_url *to,
    bool allow_http, struct error *error)
{
    if (to->scheme == HTTP_URL_FILE) {
        return error_set(error,
            "%s redirects to a local file: refused: name the file's own address in url",
            from->host);
    }
    if (from->scheme == HTTP_URL_HTTPS && to->scheme == HTTP_URL_HTTP) {
        return error_set(error,
            "%s redirects from https to plain http at %s: refused: have the server lead to "
            "https",
            from->host, to->host);
    }
    return http_url_allowed(to, allow_http, error);
}
