/* libcurl and a web server that answers from a table. */
#pragma once

#include "loopback_server.h"
#include "net/http/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define OK_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

/* Filled by the test before its first one; ends with a path of NULL. */
static struct loopback_answer answers[64];

struct fixture {
    struct loopback_server *server;
    struct http_curl *curl;
    struct http http;
    struct http_request request;
    struct http_response response;
    struct error error;
    char url[512];
};

static atomic_bool stop;

static inline int setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->server = loopback_server_create(answers);
    fixture->curl = http_curl_create(&fixture->error);
    fixture->http = http_curl_seam(fixture->curl);
    fixture->request = (struct http_request) { .etag = "",
        .last_modified = "",
        .proxy = "",
        .connect_timeout_ms = 2000,
        .total_timeout_ms = 5000,
        .max_bytes = 100000 };
    stop = 0;
    *state = fixture;
    return 0;
}

static inline int teardown(void **state)
{
    struct fixture *fixture = *state;
    bytes_finish(&fixture->response.body);
    http_curl_destroy(fixture->curl);
    loopback_server_destroy(fixture->server);
    free(fixture);
    return 0;
}

static inline enum http_outcome get_url(struct fixture *fixture, const char *url)
{
    bytes_finish(&fixture->response.body);
    fixture->response = (struct http_response) { 0 };
    fixture->error = (struct error) { 0 };
    fixture->request.url = url;
    return fixture->http.get(
        fixture->http.context, &fixture->request, &stop, &fixture->response, &fixture->error);
}

static inline enum http_outcome get(struct fixture *fixture, const char *path)
{
    snprintf(fixture->url, sizeof fixture->url, "http://127.0.0.1:%d%.400s",
        fixture->server->port, path);
    return get_url(fixture, fixture->url);
}
