/* One hop of one request over curl: what its callbacks see. Of src/net/http_curl*.c only. */
#pragma once

#include "net/http/http.h"
#include "net/http/http_curl_part.h"

#include <curl/curl.h>

enum { HEADERS_MAX_BYTES = 64 * 1024 };

struct hop {
    CURL *easy;
    const struct http_request *request;
    const atomic_bool *stop;
    struct http_response *response;
    size_t header_bytes, body_bytes;
    struct http_part_try part_try;
    bool discarded; /* the body of an answer that is no feed: cut off on purpose */
    bool is_own;    /* the host is the configured one, */
    bool is_here;   /* and written as this machine */
    const struct http_secret *secret; /* that this hop is told; or NULL */
    bool is_login;                    /* it would be told of one */
    bool too_large, headers_too_large, out_of_memory;
    const char *inside; /* what an address was that was not connected to; or NULL */
    char detail[CURL_ERROR_SIZE];
};

/* Gives the hop's handle all that it needs to ask `url`, within left_ms. */
CURLcode http_hop_set(
    struct hop *hop, const char *url, struct curl_slist *headers, int64_t left_ms);

/* Whether that host is the configured one, the feed's: it may be anywhere, other hosts must be
 * outside. */
bool http_hop_is_own(const struct http_request *request, const char *host);

/* Whether a proxy looks names up and connects, so that no address of them is known here. */
bool http_hop_is_proxied(const struct http_request *request);

bool http_is_redirect(long status);
