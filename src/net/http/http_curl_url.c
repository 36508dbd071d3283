#include "net/http/http_curl_url.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_loopback(const char *host)
{
    struct in_addr address;
    struct in6_addr address6;
    char bare[sizeof(((struct http_url *)NULL)->host)];
    if (strcasecmp(host, "localhost") == 0) {
        return true; /* curl answers this name itself, without DNS */
    }
    if (inet_pton(AF_INET, host, &address) == 1) {
        return ntohl(address.s_addr) >> 24 == 127;
    }
    snprintf(bare, sizeof bare, "%s", host + (*host == '['));
    bare[strcspn(bare, "]")] = '\0';
    return inet_pton(AF_INET6, bare, &address6) == 1 && IN6_IS_ADDR_LOOPBACK(&address6);
}

/* The part decoded into curl's memory, or NULL. */
static char *part(CURLU *handle, CURLUPart what, unsigned flags)
{
    char *text = NULL;
    return curl_url_get(handle, what, &text, flags) == CURLUE_OK ? text : NULL;
}

bool http_url_init(struct http_url *url, const char *text, struct error *error)
{
    bool done = false;
    char *scheme = NULL, *host = NULL, *user = NULL, *password = NULL, *path = NULL;
    *url = (struct http_url) { 0 };
    CURLU *handle = curl_url();
    if (!handle) {
        error_set(error, "out of memory");
        goto out;
    }
    CURLUcode code = curl_url_set(handle, CURLUPART_URL, text, CURLU_NON_SUPPORT_SCHEME);
    if (code != CURLUE_OK) {
        error_set(error, "not an address: \"%s\" (%s)", text, curl_url_strerror(code));
        goto out;
    }
    scheme = part(handle, CURLUPART_SCHEME, 0);
    host = part(handle, CURLUPART_HOST, 0);
    user = part(handle, CURLUPART_USER, 0);
    password = part(handle, CURLUPART_PASSWORD, 0);
    if (user || password) {
        error_set(error, "the address holds a user name or password: none is ever sent");
        goto out;
    }
    if (scheme && strcmp(scheme, "file") == 0) {
        url->scheme = HTTP_URL_FILE;
        path = part(handle, CURLUPART_PATH, CURLU_URLDECODE);
        url->path = path ? strdup(path) : NULL;
        done = url->path || error_set(error, "not an address of a file: \"%s\"", text);
    } else if (scheme && (strcmp(scheme, "https") == 0 || strcmp(scheme, "http") == 0)) {
        url->scheme = scheme[4] ? HTTP_URL_HTTPS : HTTP_URL_HTTP;
        int length = host ? snprintf(url->host, sizeof url->host, "%s", host) : 0;
        done = (length > 0 && (size_t)length < sizeof url->host) ||
               error_set(error, "not an address: \"%s\" (its host)", text);
        url->loopback = done && is_loopback(url->host);
    } else {
        error_set(error, "%s: addresses: https, http and file are asked, no others",
            scheme ? scheme : text);
    }
out:
    curl_free(path);
    curl_free(password);
    curl_free(user);
    curl_free(host);
    curl_free(scheme);
    curl_url_cleanup(handle);
    return done;
}

void http_url_finish(struct http_url *url)
{
    free(url->path);
    url->path = NULL;
}

bool http_url_allowed(const struct http_url *url, bool allow_http, struct error *error)
{
    return url->scheme != HTTP_URL_HTTP || url->loopback || allow_http ||
           error_set(error,
               "plain http to %s is not allowed: use https, or set allow_http = yes for this "
               "source",
               url->host);
}

bool http_redirect_allowed(const struct http_url *from, const struct http_url *to,
    bool allow_http, struct error *error)
{
    if (to->scheme == HTTP_URL_FILE) {
        return error_set(error, "%s redirects to a local file: refused", from->host);
    }
    if (from->scheme == HTTP_URL_HTTPS && to->scheme == HTTP_URL_HTTP) {
        return error_set(error, "%s redirects from https to plain http at %s: refused",
            from->host, to->host);
    }
    if (!from->loopback && to->loopback) {
        return error_set(
            error, "%s redirects to this machine itself (%s): refused", from->host, to->host);
    }
    return http_url_allowed(to, allow_http, error);
}

bool http_address_is_private(const struct sockaddr *address)
{
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)(const void *)address;
    const struct sockaddr_in *four = (const struct sockaddr_in *)(const void *)address;
    uint8_t bytes[16];
    if (address->sa_family == AF_INET6) {
        memcpy(bytes, &six->sin6_addr, sizeof bytes);
        if (!IN6_IS_ADDR_V4MAPPED(&six->sin6_addr)) {
            /* 2000::/3 is what is given out, less the ways to reach IPv4 through it. */
            return (bytes[0] & 0xE0) != 0x20 || (bytes[0] == 0x20 && bytes[1] == 0x02) ||
                   (bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0 && bytes[3] == 0);
        }
        memmove(bytes, bytes + 12, 4);
    } else if (address->sa_family == AF_INET) {
        memcpy(bytes, &four->sin_addr, 4);
    } else {
        return true;
    }
    return bytes[0] == 0 || bytes[0] == 10 || bytes[0] == 127 || bytes[0] >= 224 ||
           (bytes[0] == 100 && (bytes[1] & 0xC0) == 64) ||
           (bytes[0] == 169 && bytes[1] == 254) ||
           (bytes[0] == 172 && (bytes[1] & 0xF0) == 16) ||
           (bytes[0] == 192 && bytes[1] == 168) ||
           (bytes[0] == 192 && bytes[1] == 0 && bytes[2] == 0) ||
           (bytes[0] == 198 && (bytes[1] & 0xFE) == 18);
}
