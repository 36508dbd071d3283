/* The HTTP seam over libcurl. Handles live for one request: the connection, its buffers and the
 * trust store are given back between polls, which are ten seconds to a day apart.
 *
 * Redirects are followed here and not by curl, which cannot judge the host of one. */
#include "address/address.h"
#include "base/clock.h"
#include "base/translated.h"
#include "net/http/http.h"
#include "net/http/http_curl_headers.h"
#include "net/http/http_curl_hop.h"
#include "net/http/http_curl_words.h"
#include "net/http/http_file.h"
#include "net/http/http_url.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    REDIRECTS_MAX = 5,
    STOP_LOOK_MS = 200, /* how often *stop is looked at while waiting */
};

struct http_curl {
    pthread_mutex_t lock;
    bool global; /* under the lock: curl_global_init was called */
};

struct http_curl *http_curl_create(struct error *error)
{
    struct http_curl *curl = calloc(1, sizeof *curl);
    if (!curl || pthread_mutex_init(&curl->lock, NULL) != 0) {
        error_set(error, "out of memory");
        free(curl);
        curl = NULL;
    }
    return curl;
}

void http_curl_destroy(struct http_curl *curl)
{
    if (curl && curl->global) {
        curl_global_cleanup();
    }
    if (curl) {
        pthread_mutex_destroy(&curl->lock);
    }
    free(curl);
}

static bool is_conditional(const struct http_request *request)
{
    return *request->etag || *request->last_modified;
}

/* Runs the transfer until it is over or *stop is set. */
static CURLcode perform(CURLM *multi, CURL *easy, const atomic_bool *stop)
{
    CURLcode code = CURLE_FAILED_INIT;
    int running = 1, left;
    if (curl_multi_add_handle(multi, easy) != CURLM_OK) {
        return code;
    }
    while (running) {
        if (*stop) {
            code = CURLE_ABORTED_BY_CALLBACK;
            break;
        }
        if (curl_multi_perform(multi, &running) != CURLM_OK ||
            (running && curl_multi_poll(multi, NULL, 0, STOP_LOOK_MS, NULL) != CURLM_OK)) {
            break;
        }
    }
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
        if (message->msg == CURLMSG_DONE) {
            code = message->data.result;
        }
    }
    curl_multi_remove_handle(multi, easy);
    return code;
}

static void read_validators(CURL *easy, struct http_response *response)
{
    enum http_header_date date = http_header_date_of(easy);
    http_header_copy(easy, "ETag", response->etag, sizeof response->etag);
    bool is_of_nothing = strcmp(response->etag, "\"\"") == 0 || /* whatever the body is */
                         strcmp(response->etag, "W/\"\"") == 0;
    response->etag[0] = is_of_nothing ? '\0' : response->etag[0];
    response->last_modified[0] = '\0';
    if (date != HTTP_DATE_NONE) {
        http_header_copy(
            easy, "Last-Modified", response->last_modified, sizeof response->last_modified);
    }
    response->is_too_new = date == HTTP_DATE_TOO_NEW;
}

static void read_headers(struct hop *hop)
{
    struct http_response *response = hop->response;
    curl_off_t retry_after_s = 0;
    curl_easy_getinfo(hop->easy, CURLINFO_RESPONSE_CODE, &response->status);
    curl_easy_getinfo(hop->easy, CURLINFO_RETRY_AFTER, &retry_after_s);
    response->retry_after_ms =
        retry_after_s > 0 && retry_after_s < 1000000000 ? retry_after_s * 1000 : 0;
    read_validators(hop->easy, response);
    http_header_copy(
        hop->easy, "Content-Type", response->content_type, sizeof response->content_type);
}

/* curl gives up a line that is longer than it keeps as if memory were out; since 8.6 with a
 * code of its own, CURLE_TOO_LARGE, which headers before do not have. */
static bool is_line_too_long(const struct hop *hop, CURLcode code)
{
    enum { TOO_LARGE = 100 };
    curl_off_t began_us = 0;
    curl_easy_getinfo(hop->easy, CURLINFO_STARTTRANSFER_TIME_T, &began_us);
    return (int)code == TOO_LARGE ||
           (code == CURLE_OUT_OF_MEMORY && began_us > 0 && hop->body_bytes == 0);
}

static void words_of_inside(const char *host, const char *inside, struct error *error)
{
    error_set(error,
        "%s is not a public address (%s), as only the host in the source's url may be", host,
        translated(inside));
}

static enum http_outcome judge_failure(
    struct hop *hop, CURLcode code, const char *host, struct error *error)
{
    struct http_failure failure = {
        .code = (int)code, .host = host, .detail = hop->detail, .request = hop->request
    };
    curl_easy_getinfo(hop->easy, CURLINFO_HTTP_CONNECTCODE, &failure.proxy_status);
    curl_easy_getinfo(hop->easy, CURLINFO_SSL_VERIFYRESULT, &failure.verdict);
    curl_easy_getinfo(hop->easy, CURLINFO_PRIMARY_PORT, &failure.port);
    if (is_line_too_long(hop, code)) {
        error_set(
            error, "%s sends a header line of more than %d bytes", host, CURL_MAX_HTTP_HEADER);
        return HTTP_REFUSED;
    }
    if (code == CURLE_COULDNT_CONNECT && hop->inside) {
        words_of_inside(host, hop->inside, error);
        return HTTP_LATER;
    }
    http_words_of_failure(&failure, error);
    return HTTP_LATER;
}

static enum http_outcome judge(
    struct hop *hop, CURLcode code, const char *host, struct error *error)
{
    struct http_response *response = hop->response;
    if (hop->headers_too_large) {
        error_set(error, "%s sends more than %d bytes of headers", host, HEADERS_MAX_BYTES);
        return HTTP_REFUSED;
    }
    if (hop->too_large) {
        error_set(error,
            "what %s sends is larger than %lld bytes, unpacked: no more is taken: make it "
            "smaller",
            host, (long long)hop->request->max_bytes);
        return HTTP_REFUSED;
    }
    if (hop->out_of_memory) {
        error_set(error, "out of memory");
        return HTTP_LATER;
    }
    if (code == CURLE_ABORTED_BY_CALLBACK) {
        error_set(error, "stopped");
        return HTTP_LATER;
    }
    if (code != CURLE_OK && !hop->discarded) {
        return judge_failure(hop, code, host, error);
    }
    if (hop->part_try.answer == HTTP_PART_REST &&
        (int64_t)response->body.size != hop->part_try.whole_bytes) {
        error_set(error, "%s sends another piece of the body than it says", host);
        return HTTP_LATER;
    }
    if (response->status == 200 || hop->part_try.answer == HTTP_PART_REST) {
        return HTTP_FRESH;
    }
    if (response->status == 304 && is_conditional(hop->request)) {
        return HTTP_UNCHANGED;
    }
    enum http_login_use use = hop->secret     ? HTTP_LOGIN_TOLD
                              : hop->is_login ? HTTP_LOGIN_NONE
                                              : HTTP_LOGIN_ELSEWHERE;
    return http_outcome_of_status(response->status, host, use, error);
}

static bool add_headers(const struct hop *hop, struct curl_slist **list)
{
    const struct http_request *request = hop->request;
    size_t etag_bytes = sizeof hop->response->etag;
    bool done = http_header_add(list, "If-None-Match", request->etag, etag_bytes) &&
                http_header_add(list, "If-Modified-Since", request->last_modified,
                    sizeof hop->response->last_modified) &&
                (hop->part_try.held_bytes == 0 ||
                    http_header_add(list, "If-Range", request->part->validator,
                        sizeof request->part->validator));
    if (done && request->post) {
        /* An empty type as well: curl would say that it is a form. */
        done = http_header_add_line(list, "Expect:") &&
               (*request->post_type ? http_header_add(list, "Content-Type", request->post_type,
                                          HTTP_POST_TYPE_MAX_BYTES)
                                    : http_header_add_line(list, "Content-Type:"));
    }
    for (size_t i = 0; done && hop->secret && i < hop->secret->count; i++) {
        done = http_header_add_line(list, hop->secret->lines[i]);
    }
    return done;
}

/* Asks `parts` once. A redirect gives HTTP_LATER with *next set to its target, which the caller
 * frees. */
static enum http_outcome ask(const struct http_url *parts, int64_t left_ms, struct hop hop,
    char **next, struct error *error)
{
    const struct http_request *request = hop.request;
    struct http_response *response = hop.response;
    enum http_outcome outcome = HTTP_LATER;
    hop.is_own = http_hop_is_own(request, parts->host);
    hop.is_here = hop.is_own && parts->is_loopback;
    const char *inside =
        !hop.is_own && http_hop_is_proxied(request) ? address_host_inside(parts->host) : NULL;
    if (inside) {
        words_of_inside(parts->host, inside, error);
        return HTTP_REFUSED;
    }
    hop.easy = curl_easy_init();
    http_part_init(&hop.part_try, request->part);
    struct curl_slist *headers = NULL;
    CURLM *multi = curl_multi_init();
    CURLcode code = CURLE_OUT_OF_MEMORY;
    if (!hop.easy || !multi || !add_headers(&hop, &headers) ||
        (code = http_hop_set(&hop, parts->asked, headers, left_ms)) != CURLE_OK) {
        error_set(error, "%s: cannot be asked: %s", parts->host,
            translated(curl_easy_strerror(code)));
        goto out;
    }
    http_part_take_up(&hop.part_try, &response->body);
    code = perform(multi, hop.easy, hop.stop);
    http_part_begin_body(&hop.part_try, hop.easy, &response->body);
    read_headers(&hop);
    if (http_is_redirect(response->status) && code == CURLE_OK) {
        char *target = NULL;
        curl_easy_getinfo(hop.easy, CURLINFO_REDIRECT_URL, &target);
        *next = target ? strdup(target) : NULL;
    }
    outcome = judge(&hop, code, parts->host, error);
    http_part_leave(&hop.part_try, hop.easy, outcome == HTTP_LATER, &response->body);
out:
    curl_easy_cleanup(hop.easy);
    curl_multi_cleanup(multi);
    curl_slist_free_all(headers);
    return outcome;
}

/* What another try asks behind a redirect: as browsers and curl do, what was posted becomes a
 * GET, unless 307 or 308 say that it is to be posted again (RFC 9110 section 15.4); never to
 * another origin. */
static bool turn(struct http_request *asked, long status, const struct http_url *from,
    const struct http_url *to, struct error *error)
{
    struct arena arena;
    bool keeps_post = asked->post && (status == 307 || status == 308);
    asked->part = NULL; /* a redirect's target may be good for once only */
    if (!keeps_post) {
        asked->post = NULL;
        return true;
    }
    arena_init(&arena);
    bool is_same = address_same_origin(&arena, from->asked, to->asked);
    arena_finish(&arena);
    return is_same ||
           error_set(error,
               "%s redirects what is posted to %s: refused: name that address in url",
               from->host, to->host);
}

/* `secret` goes along as long as the way stays at the source's origin. */
static enum http_outcome follow(const struct http_request *request, struct http_url *parts,
    const struct http_secret *secret, struct hop fresh, struct error *error)
{
    int64_t end_ms = clock_mono_ms() + request->total_timeout_ms;
    char *next = NULL;
    struct http_request asked = *request;
    struct http_response *response = fresh.response;
    fresh.request = &asked;
    fresh.is_login = true;
    for (int redirects = 0;; redirects++) {
        int64_t left_ms = end_ms - clock_mono_ms();
        snprintf(response->final_host, sizeof response->final_host, "%s", parts->host);
        fresh.is_login = fresh.is_login && http_login_goes_to(&request->login, parts->asked);
        fresh.secret = fresh.is_login && http_login_is_there(&request->login) ? secret : NULL;
        enum http_outcome outcome = ask(parts, left_ms > 1 ? left_ms : 1, fresh, &next, error);
        if (!next) {
            return outcome;
        }
        if (redirects == REDIRECTS_MAX) {
            error_set(error,
                "%s: more than %d redirects (a loop?): name the address at their end",
                parts->host, REDIRECTS_MAX);
            free(next);
            return HTTP_REFUSED;
        }
        struct http_url from = *parts;
        bool is_allowed = http_url_init(parts, next, error) &&
                          http_redirect_allowed(&from, parts, request->allow_http, error) &&
                          turn(&asked, response->status, &from, parts, error);
        http_url_finish(&from);
        free(next);
        next = NULL;
        if (!is_allowed) {
            return HTTP_REFUSED;
        }
    }
}

static bool start_curl(struct http_curl *curl)
{
    pthread_mutex_lock(&curl->lock);
    curl->global = curl->global || curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    bool done = curl->global;
    pthread_mutex_unlock(&curl->lock);
    return done;
}

static enum http_outcome get(void *context, const struct http_request *request,
    const atomic_bool *stop, struct http_response *response, struct error *error)
{
    struct http_curl *curl = context;
    enum http_outcome outcome = HTTP_REFUSED;
    struct http_url parts;
    struct http_secret secret = { 0 };
    int64_t start_ms = clock_mono_ms();
    error_set(error, "out of memory");
    if (!http_url_init(&parts, request->url, error) ||
        !http_url_allowed(&parts, request->allow_http, error)) {
        goto out;
    }
    if (parts.scheme == HTTP_URL_FILE) {
        outcome = http_file_get(request, response, error);
        goto out;
    }
    if (!start_curl(curl)) {
        error_set(error, "libcurl does not start: out of memory?");
        outcome = HTTP_LATER;
        goto out;
    }
    if (http_login_is_there(&request->login) &&
        http_login_goes_to(&request->login, parts.asked) &&
        !http_login_read(&request->login, &secret, error)) {
        goto out;
    }
    outcome = follow(
        request, &parts, &secret, (struct hop) { .stop = stop, .response = response }, error);
out:
    http_url_finish(&parts);
    http_secret_finish(&secret);
    if (outcome != HTTP_FRESH) {
        bytes_clear(&response->body);
        http_login_blot(&request->login, error);
    }
    response->took_ms = clock_mono_ms() - start_ms;
    return outcome;
}

struct http http_curl_seam(struct http_curl *curl)
{
    return (struct http) { .context = curl, .get = get };
}
